"""Tells from the names of files alone which folders may hold decision records."""

from __future__ import annotations

import re

from git_decide.records.digest import PAGES, is_dated, name_of, stem_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from git_decide.records.digest import Name

# What people and tools call a folder of decision records.
USUAL = frozenset(
    {
        "adr", "adrs", "madr", "decisions", "decision-log", "decision-logs", "decision-records",
        "decision_records", "architecture-decisions", "architecture_decisions",
        "architectural-decisions", "architecture-decision-records",
        "architectural-decision-records", "architecture-decision-record",
    }
)  # fmt: skip
_NOT_OURS = frozenset(
    {
        "test", "tests", "testing", "testdata", "test-data", "test_data", "fixtures", "fixture",
        "__tests__", "__fixtures__", "e2e", "mocks", "examples", "example", "samples", "sample",
        "demo", "demos", "template", "templates", "node_modules", "vendor", "vendored",
        "third_party", "third-party", "site-packages",
    }
)  # fmt: skip
_NOT_OURS_ENDING = ("-tests", "_tests", "-test", "_test", "-fixtures", "-examples")
# Folders that part one log by year or by status, not into several logs.
_DRAWERS = re.compile(
    r"(19|20)\d\d|accepted|approved|proposed|drafts?|superseded|rejected|deprecated|archived?|old"
    r"|obsolete|implemented|active|pending",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    {
        *USUAL, "docs", "doc", "documentation", "architecture", "arch", "packages", "apps",
        "services", "libs", "modules", "src", "projects", "components", "plugins", "crates",
    }
)  # fmt: skip


@value
class Folder:
    """A folder that may be a log: the names of what may be its records.

    `hinted` tells that another tool's configuration names it, `usual` that it is called
    as such folders are, `foreign` that it lies among test data or other people's code.
    """

    path: str
    names: tuple[Name, ...]
    hinted: bool
    usual: bool
    foreign: bool


def folders(paths: Iterable[str], hinted: Mapping[str, str]) -> tuple[Folder, ...]:
    """Return the folders that may be logs, the likeliest first."""
    held: dict[str, list[Name]] = {}
    paged: set[str] = set()
    for path in paths:
        for folder, name in _placed(path, hinted):
            held.setdefault(folder, []).append(name)
            if _is_page(path):
                paged.add(path.rpartition("/")[0])
    found = [
        Folder(
            folder,
            tuple(names),
            folder in hinted,
            _is_usual(folder),
            folder not in hinted and is_foreign(folder),
        )
        for folder, names in held.items()
        if folder not in paged
    ]
    found.sort(key=lambda each: (not each.hinted, not each.usual, -len(each.names), each.path))
    return tuple(found)


def _placed(path: str, hinted: Mapping[str, str]) -> Iterator[tuple[str, Name]]:
    """Yield the folder whose record a file may be, "" for the top of the repository."""
    folder = path.rpartition("/")[0]
    if _is_page(path):
        above = folder.rpartition("/")[0]
        name = name_of(path, "", above) if above else None
        if name:
            yield above, name
        return
    name = name_of(path, "")
    told = folder in hinted or _is_usual(folder)
    if name and (told or name.number is not None or is_dated(name.id)):
        yield folder, name


def _is_page(path: str) -> bool:
    return stem_of(path.rpartition("/")[2]).lower() in PAGES


def _is_usual(folder: str) -> bool:
    return any(step.lower() in USUAL for step in folder.split("/"))


def is_foreign(path: str) -> bool:
    """Tell whether a path leads through test data or other people's code."""
    steps = path.lower().split("/")
    return any(step in _NOT_OURS or step.endswith(_NOT_OURS_ENDING) for step in steps)


def joined(found: Iterable[Folder]) -> dict[str, tuple[Name, ...]]:
    """Return the logs that the folders make up, each with its records.

    A folder that parts a log by year or status belongs to the one above it, and so
    does any below another log, unless it counts from the start again.
    """
    logs: dict[str, tuple[Name, ...]] = {}
    for each in sorted(found, key=lambda each: each.path):
        path = each.path
        while "/" in path and _DRAWERS.fullmatch(path.rpartition("/")[2]):
            path = path.rpartition("/")[0]
        above = [log for log in logs if path.startswith(f"{log}/")]
        home = max(above, key=len, default=path)
        if home != path and not each.hinted and not _collide(logs[home], each.names):
            path = home
        logs[path] = (*logs.get(path, ()), *each.names)
    return logs


def _collide(names: Iterable[Name], others: Iterable[Name]) -> bool:
    return bool(_keys(names) & _keys(others))


def _keys(names: Iterable[Name]) -> set[str]:
    """Return the numbers that names have, with their letters; days do not count."""
    return {f"{name.number}{name.letter}" for name in names if name.number is not None}


def log_names(folders: Iterable[str], hinted: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return each folder with a name for its log, such as ``billing``, all different."""
    named: dict[str, str] = {}
    for folder in folders:
        steps = [_slug(step) for step in folder.split("/")]
        own = [step for step in steps if step and step not in _GENERIC]
        rest = own or [step for step in steps if step]
        choices = [_slug(hinted.get(folder, "")), *rest[-1:], "-".join(own), "-".join(steps)]
        choices += [f"log-{number}" for number in range(2, len(named) + 3)]
        named[next(name for name in choices if _usable(name) and name not in named)] = folder
    return tuple(named.items())


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-_")


def _usable(name: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name))
