"""Finds what was added to the scope lately, and what was cut from it."""

from __future__ import annotations

from git_decide.queries.pages.model import Part
from git_decide.queries.pages.points import BOTH, record_point
from git_decide.queries.scope import is_scope, ledger
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.pages.source import Source


def scope_changes(source: Source) -> Part:
    """Return the changes of the scope since the page looks back, newest first, with their sums.

    `change` says ``added`` or ``cut``; the people are those who decided it.
    """
    gists = {gist.name: gist for gist in source.gists if is_scope(gist.kind)}
    records = [record for _, record in source.records(gists.values())]
    found = []
    known = ledger(source.past, records, source.since)
    for change in known.changes:
        gist = gists[change.record.name]
        point = record_point(source, gist, change.record, ("cost", "context"), change.day)
        says = (("change", change.how), *point.says)
        by = change.by or point.people
        found.append(replace(point, commit=change.commit, says=says, people=by, sides=BOTH))
    found.sort(key=lambda point: (point.day, point.id), reverse=True)
    sums = (("added", known.added), ("cut", known.cut), ("balance", known.balance))
    return Part("scope", tuple(found), tuple((name, costs) for name, costs in sums if costs))
