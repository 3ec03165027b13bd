"""What `why` answers, as plain values."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from git_decide.queries.relations import Other
    from git_decide.records.digest import Name
    from git_decide.records.model import Record

    Kind = Literal[
        "itself", "trailer", "note", "merge", "moved", "comment",
        "said", "together", "earlier", "followed", "covers", "mentions",
    ]  # fmt: skip
    Sort = Literal["lines", "file", "folder", "commit", "module"]

# How a decision is known, the best evidence first.
KINDS = (
    "itself",  # the target is the record
    "trailer",  # on the commit that last changed the line
    "note",  # on that commit
    "merge",  # a link of the merge that brought that commit in
    "moved",  # a link of a commit that moved the line and left it as it was
    "comment",  # in the code, at the line or above it
    "said",  # that commit's message names the record, though not as a link
    "together",  # that commit, or the branch it came with, wrote the record
    "earlier",  # a link of a commit that shaped the line before
    "followed",  # a link of a commit that changed something in a folder or a module
    "covers",  # the record is in force and speaks of the file
    "mentions",  # the text of the record has words of the path or of the line
)


@value
class Target:
    """What is asked about.

    `path` is from the top, "" for the whole repository; of a `path` with a NUL or a `first`
    beyond the end nothing is known yet. `first` and `last` count from one. `commit` is an id.
    """

    sort: Sort
    written: str
    path: str = ""
    first: int = 0
    last: int = 0
    commit: str = ""
    module: str = ""


@value
class Commit:
    """A commit as it is told of: `author` is ``NAME <ADDRESS>``, `date` YYYY-MM-DD.

    `boundary` tells that the history ends there, in a shallow clone: what seems to be from
    it may be older.
    """

    id: str
    author: str
    date: str
    subject: str
    boundary: bool = False


@value
class Evidence:
    """One reason to take a record for the decision behind the target.

    `said` is what stands there: the link as written, the module or the patterns that
    cover the file, the words that are mentioned. `commit` is whose link it is, `line_from`
    the commit that the line is from, which need not be the same. `place` tells where a
    comment stands (``path:line``) or which ref holds a note. `weight` counts the lines, or
    for a folder the commits, that it holds for.
    """

    kind: Kind
    said: str = ""
    commit: Commit | None = None
    line_from: str = ""
    place: str = ""
    weight: int = 0


@value
class Decision:
    """A record with how it is known, best first.

    `in_force` is what stands at the end of the chain of those that superseded it.
    `governed` are those of the chain that were accepted when the line was written, as far
    as that is known. `record` is None where the file cannot be read. `gone` tells that the
    log does not have it any more: it is read from the commit that named it. `resolved` are
    its links to other records as written, each with the id that it means.
    """

    name: Name
    record: Record | None
    evidence: tuple[Evidence, ...]
    in_force: tuple[Other, ...] = ()
    governed: tuple[Other, ...] = ()
    gone: bool = False
    resolved: tuple[tuple[str, str], ...] = ()


@value
class Dangling:
    """A link that means no record, or several."""

    written: str
    commit: str


@value
class Answer:
    """The decisions behind a target, best known first, and what else there is to say.

    `commits` are those that the lines are from, most lines first, with their number;
    `uncommitted` counts the lines that no commit has. `complete` is False where the
    history of a shallow clone ends before the answer. `remarks` are sentences.
    """

    target: Target
    decisions: tuple[Decision, ...] = ()
    commits: tuple[tuple[Commit, int], ...] = ()
    uncommitted: int = 0
    text: str = ""
    dangling: tuple[Dangling, ...] = ()
    complete: bool = True
    remarks: tuple[str, ...] = ()
