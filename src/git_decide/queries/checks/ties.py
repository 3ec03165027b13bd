"""Finds what is wrong between a record and the one that replaces or amends it."""

from __future__ import annotations

from git_decide.codes import finding
from git_decide.queries.checks.circles import circles
from git_decide.records.lifecycle import DECIDED
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from git_decide.findings import Finding
    from git_decide.queries.checks.gathering import Gathered
    from git_decide.queries.checks.gist import Gist, Named
    from git_decide.records.digest import Name

    # Which of both records lacks something, or "status" for the older one's status.
    Lacking = Literal["", "newer", "older", "status"]

# Key of a link → its kind, and whether the record that states it is the newer one.
_KINDS = {
    "supersedes": ("supersedes", True),
    "superseded-by": ("supersedes", False),
    "amends": ("amends", True),
    "amended-by": ("amends", False),
}
_OPEN = ("accepted", "proposed")
_CLOSED = ("superseded", "deprecated", "")


@value
class Tie:
    """A newer record that replaces or amends an older one, as either of them states it.

    `kind` is "supersedes" or "amends". `by_newer` and `by_older` are where the two
    state it, None where one does not.
    """

    kind: str
    newer: Name
    older: Name
    by_newer: Named | None = None
    by_older: Named | None = None


def ties(gathered: Gathered) -> tuple[Tie, ...]:
    """Return the ties of the chosen records, with what both ends state of them.

    A link that means no record, several, or the record itself, ties nothing.
    """
    partners = {
        name: None
        for gist in gathered.chosen
        for link in gist.links
        if link.key in _KINDS
        for name in gathered.resolve(link.written, gist.name)
    }
    gists = dict.fromkeys((*gathered.chosen, *gathered.gists(partners)))
    found: dict[tuple[str, Name, Name], dict[bool, Named]] = {}
    for gist in gists:
        for link in gist.links:
            meant = gathered.resolve(link.written, gist.name) if link.key in _KINDS else ()
            if len(meant) != 1 or meant[0] == gist.name:
                continue
            kind, is_newer = _KINDS[link.key]
            newer, older = (gist.name, meant[0]) if is_newer else (meant[0], gist.name)
            found.setdefault((kind, newer, older), {}).setdefault(is_newer, link)
    return tuple(Tie(*key, ends.get(True), ends.get(False)) for key, ends in found.items())


def tie_findings(
    gathered: Gathered, tied: Sequence[Tie]
) -> Iterator[tuple[Finding, tuple[str, ...]]]:
    """Yield what is wrong between tied records, each with the paths of all that it is about."""
    for ring in circles(_edges(tied)):
        yield _circle(ring, tied), tuple(name.path for name in ring)
    for tie, lacking in to_mend(gathered, tied):
        (older,) = gathered.gists([tie.older])
        yield _described(tie, lacking, older), (tie.newer.path, tie.older.path)


def to_mend(gathered: Gathered, tied: Sequence[Tie]) -> Iterator[tuple[Tie, Lacking]]:
    """Yield the supersessions of which one end is not right, with what it lacks.

    Those within a circle are left out: which of its records holds is for people to say.
    """
    ring_of = {name: at for at, ring in enumerate(circles(_edges(tied))) for name in ring}
    supersessions = [tie for tie in tied if tie.kind == "supersedes"]
    names = dict.fromkeys(name for tie in supersessions for name in (tie.newer, tie.older))
    known = dict(zip(names, gathered.gists(names), strict=True))
    for tie in supersessions:
        if tie.newer in ring_of and ring_of[tie.newer] == ring_of.get(tie.older):
            continue
        lacking = _lacking(tie, known[tie.newer], known[tie.older])
        if lacking:
            yield tie, lacking


def _lacking(tie: Tie, newer: Gist, older: Gist) -> Lacking:
    if not (newer.readable and older.readable):
        return ""
    # A record that was never accepted replaces nothing; one that states no status may hold.
    if older.status in _OPEN and newer.status in DECIDED:
        return "status"
    if older.status not in _CLOSED or newer.status not in (*DECIDED, ""):
        return ""
    if tie.by_newer and tie.by_older:
        return ""
    return "older" if tie.by_newer else "newer"


def _described(tie: Tie, lacking: Lacking, older: Gist) -> Finding:
    if lacking == "status":
        message = f"{tie.newer.qualified} supersedes this record, which still says {older.status}."
        return finding("superseded-not-marked", message, tie.older.path, *older.stated)
    if lacking == "older":
        message = f"{tie.newer.qualified} supersedes this record, which does not name it."
        return finding("one-sided-supersession", message, tie.older.path)
    message = f"{tie.older.qualified} says that this record supersedes it, and this one does not."
    return finding("one-sided-supersession", message, tie.newer.path)


def _edges(tied: Sequence[Tie]) -> dict[Name, list[Name]]:
    found: dict[Name, list[Name]] = {}
    for tie in tied:
        found.setdefault(tie.newer, []).append(tie.older)
    return found


def _circle(ring: Sequence[Name], tied: Sequence[Tie]) -> Finding:
    first, second = ring[0], ring[1]
    tie = next(tie for tie in tied if (tie.newer, tie.older) == (first, second))
    place = (tie.by_newer.line, tie.by_newer.column) if tie.by_newer else (0, 0)
    around = " → ".join(name.qualified for name in (*ring, first))
    message = f"These records supersede or amend one another in a circle: {around}."
    return finding("link-cycle", message, first.path, *place)
