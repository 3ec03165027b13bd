"""Works out what it takes to give a record another name: its file, its text, what names it."""

from __future__ import annotations

import os

from git_decide import store
from git_decide.errors import Refused
from git_decide.git import search, state
from git_decide.policy.links import read
from git_decide.queries.following import LINK_LINE
from git_decide.queries.names.reference_edits import Left, mending
from git_decide.queries.names.references import catalogue
from git_decide.queries.names.rewording import Change, place_of
from git_decide.records import editing
from git_decide.records.digest import PAGES, Name, number_of, stem_of
from git_decide.records.edit.view import View
from git_decide.records.editing import Draft
from git_decide.records.name_style import head_of, renumbered, style_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.names.reference_edits import Mending
    from git_decide.queries.names.references import Catalogue
    from git_decide.records.edit.view import Edit
    from git_decide.store import Stored

    Editing = Callable[[Draft], Draft]


@value
class Mended:
    """A place that names the record and says its new name: paths are those from before."""

    path: str
    line: int
    old: str
    new: str


@value
class Commits:
    """Commits that name the record by what another record may be called, too."""

    written: str
    ids: tuple[str, ...]


@value
class Renaming:
    """A record under another name: what moves, the new text of every file, what is left.

    `moved` are the old and the new path of its file, or of its folder. `contents` are
    under the new paths.
    """

    change: Change
    moved: tuple[str, str]
    contents: tuple[tuple[str, bytes], ...]
    mended: tuple[Mended, ...]
    left: tuple[Left, ...]
    commits: tuple[Commits, ...] = ()


def rename(repo: Repository, rules: Rules, stored: Stored, title: str) -> Renaming:
    """Return what gives the record another title: in its text, in its file's name.

    The number stays. Writes nothing. Raises `Refused` where the title cannot be changed,
    or a file of that name is there already.
    """
    name, record = stored.name, stored.reading.record
    names = store.names(repo, rules.records, store.WORKTREE)
    style = style_of([each.path for each in names if each.log == name.log])
    head = head_of(name.path)
    stem = name.id if head == name.id else f"{head}{style.words(title)}"
    old = record.title or "" if record else ""
    change = Change(name, _renamed(name, stem), old, " ".join(title.split()))
    if change.new != name:
        _vacant(repo, change)
    return _renaming(repo, rules, change, lambda draft: editing.set_title(draft, change.new_title))


def renumber(repo: Repository, rules: Rules, stored: Stored, number: int) -> Renaming:
    """Return what gives the record another number: in its text, in its file's name.

    Whether the number is free is the caller's to know. Writes nothing. Raises `Refused`
    for a record without one.
    """
    change = renumbering(stored.name, number)
    _vacant(repo, change)
    return _renaming(repo, rules, change, lambda draft: editing.set_number(draft, number))


def renumbering(name: Name, number: int) -> Change:
    """Return how a record will be called with another number; raises `Refused` without one."""
    if name.number is None:
        raise Refused(
            f"{name.qualified} has no number",
            f"Only its title can be changed: git decide rename {name.qualified} TITLE",
        )
    return Change(name, _renamed(name, renumbered(name.id, number)))


def _renamed(name: Name, stem: str) -> Name:
    folder, _, base = name.path.rpartition("/")
    if stem_of(base).lower() in PAGES:
        path = f"{folder.rpartition('/')[0]}/{stem}/{base}"
    else:
        path = f"{folder}/{stem}{base[len(stem_of(base)) :]}"
    number, letter = number_of(stem)
    return Name(stem, name.log, number, path, letter)


def _vacant(repo: Repository, change: Change) -> None:
    place = place_of(change.new)
    if os.path.lexists(os.path.join(repo.top or "", place)):
        raise Refused(f"there is already {place}", "Take another title, or move that file away.")


def _renaming(repo: Repository, rules: Rules, change: Change, edited: Editing) -> Renaming:
    records = store.log(repo, rules, store.WORKTREE)
    known = catalogue(records)
    found = mending(repo, records, known, change)
    edits = dict(found.edits)
    contents = {path: _content(repo, path, edits.get(path, ())) for path in edits}
    own = contents.get(change.old.path) or _content(repo, change.old.path, ())
    draft = Draft(own, change.old.path, rules.records.headings, rules.records.statuses)
    draft = edited(draft)
    if change.new.id != change.old.id and not _bears(change.old.id, change.old, known):
        draft = editing.add_items(draft, "aliases", [change.old.id])
    contents[change.old.path] = draft.content
    moved = place_of(change.old), place_of(change.new)
    placed = ((_placed(path, moved), content) for path, content in sorted(contents.items()))
    commits = tuple(_commits(repo, change, known)) if change.renumbers else ()
    return Renaming(change, moved, tuple(placed), tuple(_mended(found)), found.left, commits)


def _bears(alias: str, name: Name, known: Catalogue) -> bool:
    return name in known.former.get(alias, ())


def _content(repo: Repository, path: str, edits: Sequence[Edit]) -> bytes:
    content = store.content_at(repo, store.WORKTREE, path) or b""
    return View(content).edited(edits) if edits else content


def _placed(path: str, moved: tuple[str, str]) -> str:
    old, new = moved
    inside = path == old or path.startswith(f"{old}/")
    return f"{new}{path[len(old) :]}" if inside else path


def _mended(found: Mending) -> Iterable[Mended]:
    for path, edits in found.edits:
        for edit in sorted(edits, key=lambda each: (each.line, each.column)):
            yield Mended(path, edit.line, edit.old, edit.new)


def _commits(repo: Repository, change: Change, known: Catalogue) -> Iterable[Commits]:
    """Yield what commits name that could be this record or another: they cannot be mended."""
    head = state.head(repo)
    if not head:
        return
    source = Name("", "", None, "")
    named: dict[str, list[str]] = {}
    for commit in search.saying(repo, head, LINK_LINE):
        for link in read(commit.message).links:
            named.setdefault(link.value, []).append(commit.id)
    for written, ids in named.items():
        found = known.resolve(written, source)
        if change.old in found and len(found) > 1:
            yield Commits(written, tuple(ids))
