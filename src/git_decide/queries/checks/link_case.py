"""Writes links in the case that the file's name has which they lead to."""

from __future__ import annotations

from git_decide.errors import Refused
from git_decide.records import editing
from git_decide.records.digest import stem_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.checks.gathering import Gathered
    from git_decide.queries.checks.gist import Gist
    from git_decide.records.edit.opened import Draft


def recased(draft: Draft, gist: Gist, gathered: Gathered) -> tuple[Draft, tuple[int, ...]]:
    """Return the record with its links in the right case, and the lines of those that changed."""
    wrong = []
    for mention in gist.mentions:
        right = gathered.case_differs(mention.path, gist.name)
        if right:
            wrong.append((mention.line, mention.column, mention.text, right.path))
    for link in gist.links:
        right = gathered.case_differs(link.written, gist.name)
        if right:
            wrong.append((link.line, link.column, link.written, right.path))
    changed = []
    for line, column, text, path in sorted(set(wrong), reverse=True):
        made = _spliced(draft, line, column, text, in_case_of(text, path))
        if made and made != draft:
            draft = made
            changed.append(line)
    return draft, tuple(sorted(changed))


def _spliced(draft: Draft, line: int, column: int, old: str, new: str) -> Draft | None:
    """Return the draft with `new` for `old`, which may stand in quotes; None where it does not."""
    for at in (column, column + 1):
        try:
            return editing.splice(draft, line, at, old, new)
        except Refused:
            continue
    return None


def in_case_of(text: str, path: str) -> str:
    """Return `text` with the end that it has in common with `path` in the case of that.

    ``../log/0005-Help.md`` for ``docs/log/0005-help.md`` is ``../log/0005-help.md``; the
    ending of the file may be left out.
    """
    stem = stem_of(path.rpartition("/")[2])
    bare = path[: path.rfind("/") + 1] + stem
    for target in (path, bare):
        length = 0
        while (
            length < min(len(text), len(target))
            and text[-length - 1].lower() == target[-length - 1].lower()
        ):
            length += 1
        if length:
            return text[: len(text) - length] + target[len(target) - length :]
    return text
