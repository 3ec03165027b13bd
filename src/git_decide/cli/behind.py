"""Opens what git and the index tell of the records at one place."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.cli.frame import Frame
    from git_decide.cli.selection import Selection
    from git_decide.queries.index import Index
    from git_decide.queries.past import Past


def past(frame: Frame, selection: Selection) -> Past:
    """Return what there is to know of the records of a selection beside what they say."""
    from git_decide.queries.past import Past, tip_of

    where = selection.where
    tip = tip_of(frame.repository, where)
    index = _index(frame, selection, tip) if tip else None
    return Past(frame.repository, selection.rules.records, where, selection.gists, index)


def _index(frame: Frame, selection: Selection, tip: str) -> Index:
    from git_decide.cli.progress import Progress
    from git_decide.queries.index import open_index

    # Where records lie is what today's rules say: there is one index, whatever is asked about.
    today = selection.rules if selection.where == frame.here else frame.rules(frame.here)
    with Progress("Reading the history", "commits") as told:
        return open_index(frame.repository, today, told, [tip])
