"""Keeps one comment below a pull request up to date."""

from __future__ import annotations

import time

from git_decide.forges.model import Trouble
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    from git_decide.forges.model import Comment, Forge

    Deed = Literal["created", "updated", "unchanged", "unneeded"]

_TRIES = 3
_REFUSED = frozenset({401, 403, 404})


@value
class Kept:
    """What was done with the comment, and where it is."""

    deed: Deed
    url: str = ""


def keep(
    forge: Forge,
    number: int,
    marker: str,
    body: str,
    begin: bool = True,
    sleep: Callable[[float], None] = time.sleep,
) -> Kept | Trouble:
    """Make the one comment that starts with `marker` say `body`, which starts with it, too.

    There is none yet: it is written, unless `begin` is False. A comment whose fate is
    unknown (the forge broke while it was written) is looked for before it is tried again,
    so that there never are two. Where that cannot be seen, nothing is written.
    """
    done: Kept | Trouble = Trouble(0, "not tried")
    for attempt in range(_TRIES):
        found = forge.comments(number, marker)
        if isinstance(found, Trouble):
            return found
        done = _kept(forge, number, body, found, begin)
        if not isinstance(done, Trouble) or not done.passing:
            break
        if attempt + 1 < _TRIES:
            sleep(2.0**attempt)
    return done


def _kept(
    forge: Forge, number: int, body: str, found: Sequence[Comment], begin: bool
) -> Kept | Trouble:
    for comment in found:
        done = _said_by(forge, number, comment, body)
        # What others wrote cannot be changed by this token: then it was not ours.
        if not isinstance(done, Trouble) or done.status not in _REFUSED:
            return done
    if not begin:
        return Kept("unneeded")
    made = forge.create(number, body)
    return made if isinstance(made, Trouble) else Kept("created", made)


def _said_by(forge: Forge, number: int, comment: Comment, body: str) -> Kept | Trouble:
    if _plain(comment.body) == _plain(body):
        return Kept("unchanged", comment.url)
    url = forge.update(number, comment.id, body)
    return url if isinstance(url, Trouble) else Kept("updated", url)


def _plain(body: str) -> str:
    """Return a text as a forge may give it back: with other line endings, and trimmed."""
    return "\n".join(body.split("\r\n")).strip()
