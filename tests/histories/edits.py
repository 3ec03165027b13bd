"""Changes the trees of generated histories: one edit after another, or two sides merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.histories import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.histories.objects import Tree

    Files = dict[str, tuple[str, bytes]]
    Edit = tuple[str, int, int]
    Tables = dict[str, dict[str, object]]

PLAIN, PROGRAM, LINK, SUBMODULE = "100644", "100755", "120000", "160000"
_TABLES: dict[bytes, Tables] = {}  # what a decisions.toml was made from


def edited(tree: Tree, edits: Sequence[Edit]) -> Files:
    """Return a tree after some edits; one that does not apply changes nothing."""
    files = dict(tree)
    for kind, one, two in edits:
        EDITS[kind](files, one, two)
    return _without_clashes(files)


def _without_clashes(files: Files) -> Files:
    """Return the files without those in a folder where there is a file instead."""
    return {path: what for path, what in files.items() if not files.keys() & set(_above(path))}


def _above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def rules_of(files: Tree) -> Tables:
    """Return the tables that the tree's decisions.toml was made from, none for a broken one."""
    text = files.get(words.RULES, ("", b""))[1]
    return {name: dict(table) for name, table in _TABLES.get(text, {}).items()}


def _write(files: Files, one: int, two: int) -> None:
    path = words.FILES[one % len(words.FILES)]
    mode, content = files.get(path, (PLAIN, words.source(0, 0)))
    lines = content.split(b"\n") if mode != LINK else words.source(0, 0).split(b"\n")
    lines[0 if two % 2 else -2] = b"%s %d" % (b"top" if two % 2 else b"end", two)
    files[path] = (mode if mode != LINK else PLAIN, b"\n".join(lines))


def _delete(files: Files, one: int, _: int) -> None:
    files.pop(words.FILES[one % len(words.FILES)], None)


def _move(files: Files, one: int, two: int) -> None:
    old, new = (words.FILES[each % len(words.FILES)] for each in (one, two))
    if old in files:
        files[new] = files.pop(old)


def _mode(files: Files, one: int, two: int) -> None:
    path = words.FILES[one % len(words.FILES)]
    if path in files:
        mode, content = files[path]
        links = (LINK, b"elsewhere")
        files[path] = links if not two % 3 else (PROGRAM if mode == PLAIN else PLAIN, content)


def _submodule(files: Files, one: int, two: int) -> None:
    if words.SUBMODULE in files:
        files[words.SUBMODULE] = (SUBMODULE, b"%0*d" % (_length(files), 1 + (one + two) % 5))


def _length(files: Files) -> int:
    """Return how long the ids of the repository are, as its submodule tells."""
    return len(files[words.SUBMODULE][1]) if words.SUBMODULE in files else 40


def _lines(files: Files, path: str) -> list[bytes]:
    mode, content = files.get(path, (PLAIN, b""))
    return content.splitlines() if mode == PLAIN else []


def _put(files: Files, path: str, lines: Sequence[bytes]) -> None:
    if lines:
        files[path] = (PLAIN, b"".join(line + b"\n" for line in lines))
    else:
        files.pop(path, None)


def _flag(files: Files, one: int, two: int) -> None:
    path = words.ATTRIBUTES[0]
    lines = _lines(files, path)
    line = words.FLAGS[one % len(words.FLAGS)].encode()
    _put(files, path, [line, *lines] if two % 2 else [*lines, line])


def _unflag(files: Files, one: int, _: int) -> None:
    path = words.ATTRIBUTES[0]
    lines = _lines(files, path)
    if lines:
        del lines[one % len(lines)]
        _put(files, path, lines)


def _unset(files: Files, one: int, _: int) -> None:
    path = words.ATTRIBUTES[0]
    _put(files, path, [*_lines(files, path), words.UNSETS[one % len(words.UNSETS)].encode()])


def _nest(files: Files, one: int, two: int) -> None:
    path = words.ATTRIBUTES[1 + one % 2]
    _put(files, path, [*_lines(files, path), words.NESTED[two % len(words.NESTED)].encode()])


def _unnest(files: Files, one: int, _: int) -> None:
    files.pop(words.ATTRIBUTES[1 + one % 2], None)


def _habit(files: Files, one: int, two: int) -> None:
    _rule(files, words.HABITS[one % len(words.HABITS)], two)


def _rule(files: Files, one: int, _: int) -> None:
    tables = rules_of(files)
    table, key, value = words.SETTINGS[one % len(words.SETTINGS)]
    if key is None:
        tables.pop(table, None)
    else:
        tables[table] = {**tables.get(table, {}), key: value}
    put_rules(files, tables)


def put_rules(files: Files, tables: Tables) -> None:
    """Write a decisions.toml into a tree."""
    text = words.rules(tables)
    _TABLES[text] = tables
    files[words.RULES] = (PLAIN, text)


def since(files: Files, commit: str) -> None:
    """Make a commit and all behind it history that is not judged."""
    tables = rules_of(files)
    tables["policy"] = {**tables.get("policy", {}), "since": commit}
    put_rules(files, tables)


def _nothing(_files: Files, _one: int, _two: int) -> None:
    """Stand for what only a whole history can tell how to do."""


def _break(files: Files, one: int, _: int) -> None:
    files[words.RULES] = (PLAIN, words.BROKEN[one % len(words.BROKEN)])


def _odd(files: Files, one: int, two: int) -> None:
    """Make something else of a file that judges: nothing, a link, a folder, a submodule."""
    path = (words.RULES, words.RULES, *words.ATTRIBUTES)[one % 5]
    kept = files.pop(path, None)
    if two % 5 == 1:
        files[path] = (LINK, b"readme.txt")
    elif two % 5 == 2:
        files[f"{path}/within"] = (PLAIN, b"1\n")
    elif two % 5 == 3:
        files[path] = (SUBMODULE, b"%0*d" % (_length(files), 3))
    elif two % 5 == 4 and kept:
        files[path] = (LINK, kept[1])


def _named(files: Files, number: int) -> str:
    """Return the path of the record with a number, which may have been renamed."""
    start = f"docs/decisions/{number:04}-"
    there = sorted(path for path in files if path.startswith(start))
    return there[0] if there else f"{start}{words.SLUGS[number % len(words.SLUGS) - 1]}.md"


def _record(files: Files, one: int, two: int) -> None:
    number = 1 + one % 4
    variant = two % len(words.VARIANTS)
    files[_named(files, number)] = (PLAIN, words.record(variant, number))


def _twin(files: Files, one: int, two: int) -> None:
    path = f"docs/decisions/{1 + one % 3:04}-twin.md"
    files[path] = (PLAIN, words.record(two % len(words.VARIANTS), 1 + one % 3))


def _unrecord(files: Files, one: int, _: int) -> None:
    files.pop(_named(files, 1 + one % 4), None)


def _rename_record(files: Files, one: int, two: int) -> None:
    number = 1 + one % 4
    old = _named(files, number)
    if old in files:
        stem = old.rpartition("/")[2].removesuffix(".md")
        mode, content = files.pop(old)
        if two % 2 and b"aliases:" not in content:
            content = content.replace(b"\n---\n", f"\naliases: [{stem}]\n---\n".encode(), 1)
        files[f"docs/decisions/{number:04}-{('renamed', 'moved')[two % 2]}.md"] = (mode, content)


EDITS: Mapping[str, Callable[[Files, int, int], None]] = {
    "write": _write,
    "delete": _delete,
    "move": _move,
    "mode": _mode,
    "submodule": _submodule,
    "flag": _flag,
    "unflag": _unflag,
    "unset": _unset,
    "nest": _nest,
    "unnest": _unnest,
    "rule": _rule,
    "habit": _habit,
    "break": _break,
    "odd": _odd,
    "since": _nothing,
    "record": _record,
    "twin": _twin,
    "unrecord": _unrecord,
    "rename record": _rename_record,
}


def merged(base: Tree, ours: Tree, theirs: Tree, *, favour: int) -> Files:
    """Return three trees merged, by files and by their two ends; conflicts go to one side.

    `favour` is 0 for `ours`, 1 for `theirs`.
    """
    files: Files = {}
    for path in sorted({*base, *ours, *theirs}):
        there, one, two = base.get(path), ours.get(path), theirs.get(path)
        if two in (there, one):
            kept = one
        elif one == there:
            kept = two
        else:
            kept = _both(there, one, two) or (one, two)[favour]
        if kept:
            files[path] = kept
    return _without_clashes(files)


def _both(
    base: tuple[str, bytes] | None, one: tuple[str, bytes] | None, two: tuple[str, bytes] | None
) -> tuple[str, bytes] | None:
    """Return a file of which each side changed another end, None where they meet."""
    if not (base and one and two) or not base[0] == one[0] == two[0]:
        return None
    was, ours, theirs = (each[1].split(b"\n") for each in (base, one, two))
    if not len(was) == len(ours) == len(theirs) > 10:
        return None
    lines = [
        ours[at] if theirs[at] in (line, ours[at]) else theirs[at] if ours[at] == line else b"?"
        for at, line in enumerate(was)
    ]
    return None if b"?" in lines else (base[0], b"\n".join(lines))
