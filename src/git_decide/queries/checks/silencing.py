"""Leaves out the findings that comments in records silence, and judges these comments."""

from __future__ import annotations

from git_decide.codes import CODES, finding, near
from git_decide.errors import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from git_decide.findings import Finding
    from git_decide.queries.checks.gist import Gist


def audible(
    found: Sequence[Finding], gists: Iterable[Gist], unasked: Collection[str] = ()
) -> list[Finding]:
    """Return the findings without those that a comment in their record silences.

    And what is wrong with the comments: a code that does not exist, no reason (then
    it silences nothing), nothing to silence. `unasked` are codes that were not
    looked for, so that nobody knows whether they are needed.
    """
    codes: dict[str, set[str]] = {}
    for one in found:
        codes.setdefault(one.path, set()).add(one.code)
    silenced: set[tuple[str, str]] = set()
    told = []
    for gist in gists:
        path = gist.name.path
        for silence in gist.silences:
            place = (path, silence.line, silence.column)
            if silence.code not in CODES:
                told.append(_unknown(silence.code, *place))
            elif not silence.reason:
                message = f"No reason is given for ignoring {silence.code}, so it is told."
                told.append(finding("silence-without-reason", message, *place))
            elif silence.code in codes.get(path, ()):
                silenced.add((path, silence.code))
            elif silence.code not in unasked:
                message = f"Nothing here is found to be {silence.code}."
                told.append(finding("silence-not-needed", message, *place))
    return [one for one in found if (one.path, one.code) not in silenced] + told


def _unknown(code: str, path: str, line: int, column: int) -> Finding:
    message = f"{named(code)} is the code of no finding."
    guess = near(code)
    mend = f"Did you mean `{guess}`?" if guess else None
    return finding("silence-unknown-code", message, path, line, column, mend)
