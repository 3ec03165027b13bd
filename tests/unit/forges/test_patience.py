"""How long a client waits before it asks again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from git_decide.forges.patience import ALTOGETHER, LONGEST, MAY_BE_REPEATED, Answer, waiting


def pause(status: int, headers: dict[str, str] | None = None, **more: float | str) -> float | None:
    """Return the pause after a GET that was answered so, at second 1000."""
    method = str(more.get("method", "GET"))
    waited, attempt = float(more.get("waited", 0)), int(more.get("attempt", 0))
    return waiting(method, Answer(status, headers or {}, b""), attempt, waited, lambda: 1000.0)


def test_a_date_is_a_pause_as_well() -> None:
    """RFC 9110 allows a date; one that is past means now, one that is none means nothing."""
    date = {"retry-after": "Thu, 01 Jan 1970 00:17:00 GMT"}  # second 1020
    assert pause(503, date) == 20.0
    assert pause(429, {"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}) == 0.0
    assert pause(503, {"retry-after": "soon"}) == 1.0
    assert pause(429, {"retry-after": "soon"}) == 60.0


def test_the_names_that_gitlab_gives_to_limits() -> None:
    """Without the X."""
    assert pause(429, {"ratelimit-remaining": "0", "ratelimit-reset": "1030"}) == 30.0
    assert pause(429, {"x-ratelimit-remaining": "3", "x-ratelimit-reset": "1030"}) == 60.0
    assert pause(429, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "later"}) == 60.0


def test_silence() -> None:
    """A question that changes nothing is repeated, one that creates is not."""
    assert pause(0) == 1.0
    assert pause(0, method="PATCH", attempt=1) == 2.0
    assert pause(0, method="POST") is None
    assert pause(0, attempt=MAY_BE_REPEATED) is None


@given(
    st.sampled_from(["GET", "POST", "PATCH", "PUT"]),
    st.integers(0, 599),
    st.dictionaries(
        st.sampled_from(["retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"]),
        st.one_of(st.integers(0, 10**12).map(str), st.text(max_size=5)),
    ),
    st.binary(max_size=20),
    st.integers(0, 5),
    st.floats(0, 200),
)
def test_no_answer_makes_it_wait_for_long(
    method: str, status: int, headers: dict[str, str], body: bytes, attempt: int, waited: float
) -> None:
    """Whatever a server says, the pause is bounded, and so is the sum of pauses."""
    found = waiting(method, Answer(status, headers, body), attempt, waited, lambda: 1000.0)
    assert found is None or (0 <= found <= LONGEST and waited + found <= ALTOGETHER)
    assert found is None or not 200 <= status < 300
