"""Reads what somebody asks why of: a line, a file, a folder, a module, a commit."""

from __future__ import annotations

import re

from git_decide.errors import CannotLook, UserError, named
from git_decide.git import search
from git_decide.queries.why.model import Target
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.why.places import Place

# path:12, path:12-20, path:12,20, with a column as compilers print it (path:12:5), and what
# forges have in their addresses (path#L12-L20). The longest path comes first.
_SPAN = (
    r"(?::(?P<first>\d{1,9})(?:[-,](?P<last>\d{1,9}))?"
    r"|#L(?P<one>\d{1,9})(?:-L?(?P<other>\d{1,9}))?)"
)
_LINES = (
    re.compile(rf"(?P<path>.+){_SPAN}:?", re.DOTALL),
    re.compile(rf"(?P<path>.+){_SPAN}:\d+:?", re.DOTALL),
)
_PATTERN = re.compile(r"(?P<path>.+?):/(?P<pattern>.+?)/?", re.DOTALL)
_MODULE, _COMMIT = "module:", "commit:"


@value
class Written:
    """A target as it was typed, taken apart; `lined` tells whether lines are named."""

    path: str
    first: int = 0
    last: int = 0
    pattern: str = ""
    lined: bool = False


def readings(text: str) -> tuple[Written, ...]:
    """Return what a text may be: a path, or a path with lines or a pattern behind it."""
    found = [Written(text)]
    for form in _LINES:
        if match := form.fullmatch(text):
            first = int(match["first"] or match["one"])
            last = int(match["last"] or match["other"] or first)
            found.append(Written(match["path"], min(first, last), max(first, last), lined=True))
    if match := _PATTERN.fullmatch(text):
        found.append(Written(match["path"], pattern=match["pattern"]))
    return tuple(found)


def target(
    repo: Repository, rules: Rules, place: Place, text: str, from_top: Callable[[str], str]
) -> tuple[Target, str]:
    """Return what is meant, with a sentence where it might be something else, too.

    A file comes first, then a folder, a module, a commit; ``module:`` and ``commit:`` in
    front say which. `from_top` turns a path as typed into one from the top. Raises
    `UserError` for what is nothing of these.
    """
    if text.startswith(_MODULE):
        return _module(rules, place, text, text.removeprefix(_MODULE)), ""
    if text.startswith(_COMMIT):
        commit = search.commit_id(repo, text.removeprefix(_COMMIT))
        return Target("commit", text, commit=commit), ""
    found = _in_tree(place, text, from_top)
    if found:
        return found, _also(repo, rules, place, text) if found.sort != "lines" else ""
    if text in rules.modules or text in place.modules():
        return Target("module", text, module=text), _also(repo, rules, place, text, "module")
    commit = _commit(repo, text)
    if commit:
        return Target("commit", text, commit=commit), ""
    raise _nothing(place, readings(text)[-1], from_top)


def _also(repo: Repository, rules: Rules, place: Place, text: str, taken: str = "") -> str:
    """Return a sentence about what else a name is, "" where it is nothing else."""
    if "/" in text or "." in text:
        return ""
    others = []
    if taken != "module" and (text in rules.modules or text in place.modules()):
        others.append(f"a module: {_MODULE}{text}")
    if _commit(repo, text):
        others.append(f"a commit: {_COMMIT}{text}")
    return f"{named(text)} is also {' and '.join(others)}" if others else ""


def _module(rules: Rules, place: Place, text: str, name: str) -> Target:
    if name not in rules.modules and name not in place.modules():
        raise UserError(
            f"there is no fragile module {named(name)}",
            "git decide fragile list   shows them all",
        )
    return Target("module", text, module=name)


def _in_tree(place: Place, text: str, from_top: Callable[[str], str]) -> Target | None:
    """Return the file or folder that is meant: the whole text before its parts."""
    for written in readings(text):
        path = _path(written.path, from_top)
        if path is None or not place.sort(path):
            continue
        path = place.followed(path)
        if place.sort(path) != "file":
            if written.lined or written.pattern:
                raise UserError(f"{named(written.path)} is no file: it has no lines")
            return Target("folder", text, "" if path == "." else path)
        if written.pattern:
            return Target("lines", text, path, *_matching(place, path, written.pattern))
        if not written.lined:
            return Target("file", text, path)
        if not written.first:
            raise UserError("lines count from 1")
        return Target("lines", text, path, written.first, written.last)
    return None


def _path(text: str, from_top: Callable[[str], str]) -> str | None:
    """Return a path from the top, None for what is outside and so may be a commit's name."""
    try:
        return from_top(text) if text and "\0" not in text else None
    except UserError:
        return None


def _matching(place: Place, path: str, pattern: str) -> tuple[int, int]:
    """Return the first line that a pattern matches, twice; how many there are says `Place`."""
    try:
        wanted = re.compile(pattern)
    except re.error as error:
        raise UserError(f"/{pattern}/ is no regular expression: {error}") from None
    found = [at for at, line in enumerate(place.lines(path), 1) if wanted.search(line)]
    if not found:
        raise UserError(f"no line of {path} matches /{pattern}/")
    if len(found) > 1:
        rest = ", ".join(map(str, found[1:6])) + (", …" if len(found) > 6 else "")
        place.remark(f"/{pattern}/ matches {len(found)} lines; this is the first. Others: {rest}")
    return found[0], found[0]


def _commit(repo: Repository, text: str) -> str:
    try:
        return search.commit_id(repo, text)
    except CannotLook:
        return ""


def _nothing(place: Place, written: Written, from_top: Callable[[str], str]) -> UserError:
    path = _path(written.path, from_top)
    said = place.why_not(path, written.first) if path is not None else None
    if said:
        return said
    return UserError(
        f"there is no file, folder, module or commit called {named(written.path)}",
        "git decide why FILE:LINE, FOLDER, MODULE or COMMIT\ngit decide show ID   for a record",
    )
