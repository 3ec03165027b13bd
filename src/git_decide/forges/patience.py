"""Decides whether a question to a forge is asked again, and how long to wait before."""

from __future__ import annotations

import time

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAY_BE_REPEATED = 3
# Seconds. A job that waits is paid for, and a comment is not worth more.
LONGEST = 60.0
ALTOGETHER = 90.0
# What a forge that says no more asks for: GitHub names a minute for its secondary limit.
_UNTOLD = 60.0
_LIMITED = (b"secondary rate limit", b"abuse detection", b"rate limit exceeded")


@value
class Answer:
    """One HTTP answer as it came, the names of the headers in lower case.

    A `status` of 0 stands for none, with the reason as content.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes


def waiting(
    method: str,
    answer: Answer,
    attempt: int,
    waited: float,
    now: Callable[[], float] = time.time,
) -> float | None:
    """Return the seconds to wait before the question is asked again, None for not at all.

    `attempt` counts from 0, `waited` is what was waited
    so far. A limit was reached when the forge says 429, or 403 with the signs that GitHub
    documents: ``Retry-After``, ``X-RateLimit-Remaining: 0``, or its words. Nobody knows what
    became of a POST that ended with 5xx or in silence, so it is not repeated here.
    """
    status, headers = answer.status, answer.headers
    if attempt >= MAY_BE_REPEATED:
        return None
    if _limited(answer):
        pause = _told(headers, now)
        pause = _UNTOLD if pause is None else pause
    elif (status == 0 or status >= 500) and method != "POST":
        pause = _told(headers, now)
        pause = 2.0**attempt if pause is None else pause
    else:
        return None
    return pause if pause <= LONGEST and waited + pause <= ALTOGETHER else None


def _limited(answer: Answer) -> bool:
    if answer.status == 429:
        return True
    said = answer.content[:2000].lower()
    return answer.status == 403 and (
        "retry-after" in answer.headers
        or answer.headers.get("x-ratelimit-remaining") == "0"
        or any(words in said for words in _LIMITED)
    )


def _told(headers: Mapping[str, str], now: Callable[[], float]) -> float | None:
    """Return how long the answer itself says to wait, None where it does not."""
    after = headers.get("retry-after", "").strip()
    if after.isdecimal():
        return float(after)
    if after:
        return _until_date(after, now)
    reset = headers.get("x-ratelimit-reset", "") or headers.get("ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining", headers.get("ratelimit-remaining")) != "0":
        return None
    return max(float(reset) - now(), 0.0) if reset.isdecimal() else None


def _until_date(text: str, now: Callable[[], float]) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        return max(parsedate_to_datetime(text).timestamp() - now(), 0.0)
    except (ValueError, OverflowError):
        return None
