"""Edits the links of a commit message that is being written; every other byte stays.

The message may be what lies in an editor: with comments, a scissors line and a
diff behind it. Links end up where git's own parser finds them, in the last
paragraph before all that.
"""

from __future__ import annotations

from git_decide.policy.links import DECISION, SKIP, entries, is_bare, unfolded, values
from git_decide.policy.links_dressed import plain
from git_decide.policy.message import SPACE, content, is_blank, trailer_block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from git_decide.policy.links import Entry

_HEXADECIMAL = frozenset("0123456789abcdef")


def tidy(message: str, names: Mapping[str, str], comment: str = "#") -> str:
    """Return the message with full ids, all its links in its last block of trailers.

    `names` gives the full id for a written one; others stay as they are. A
    link that stands twice stays once. Those of squashed commits stand in the order
    of the commits. `comment` is what comment lines start with; empty when git will
    not strip any (``--cleanup=whitespace``). Doing it again changes nothing.
    """
    lines = message.split("\n")
    numbers, text = _draft(lines, comment)
    seen: set[tuple[str, str]] = set()

    def full(key: str, written: str) -> str:
        name = names.get(written, written) if key == DECISION else written
        said = "" if (key, name) in seen else name
        seen.add((key, name))
        return said

    changed: dict[int, list[str]] = {}
    moved: list[str] = []
    # Trailers first: of two equal links the one that is in place stays.
    for entry in sorted(_oldest_first(entries(text), text), key=lambda entry: not entry.trailer):
        if _written(entry):
            worded = _as_trailer(entry, full) if entry.dressed else _reworded(entry, text, full)
            _put(changed, entry, worded if entry.trailer else [])
            if not entry.trailer:
                moved += (line.removeprefix(entry.indent) for line in worded)
    return _inserted(_changed(lines, numbers, text, changed), moved, comment)


def add(message: str, links: Iterable[str], skips: Iterable[str] = (), comment: str = "#") -> str:
    """Return the message with these links and skips in its last block of trailers.

    What the message says already, anywhere, is not added again. A message
    without text gets an empty line for its subject.
    """
    lines = message.split("\n")
    known = {
        (entry.key, said)
        for entry in entries(_draft(lines, comment)[1])
        for said in _written(entry)
    }
    wanted = [(DECISION, link) for link in links]
    wanted += [(SKIP, unfolded(reason.split("\n"))) for reason in skips]
    new = [item for item in dict.fromkeys(wanted) if item not in known]
    return _inserted(lines, [f"{key}: {said}" for key, said in new], comment)


def without(message: str, unwanted: Iterable[str], comment: str = "#") -> str:
    """Return the message without the links whose written value is one of `unwanted`."""
    lines = message.split("\n")
    numbers, text = _draft(lines, comment)
    gone = frozenset(unwanted)
    changed: dict[int, list[str]] = {}
    for entry in entries(text):
        if entry.key == DECISION and not gone.isdisjoint(_written(entry)):
            worded = _reworded(entry, text, lambda _, said: "" if said in gone else said)
            _put(changed, entry, worded)
    return "\n".join(_changed(lines, numbers, text, changed))


def exchanged(message: str, names: Mapping[str, str]) -> str:
    """Return the message of a commit with links to other records, where the former ones stood.

    `names` gives the new id for a written one. A record that is linked already is not
    linked again.
    """
    lines = message.split("\n")
    first = next((at for at, line in enumerate(lines) if not is_blank(line)), len(lines))
    text = lines[first:]
    found = [entry for entry in entries(text) if entry.key == DECISION]
    seen = {said for entry in found for said in _written(entry) if said not in names}

    def other(_: str, written: str) -> str:
        name = names.get(written, written)
        said = "" if written in names and name in seen else name
        seen.add(name)
        return said

    changed: dict[int, list[str]] = {}
    for entry in found:
        if not frozenset(names).isdisjoint(_written(entry)):
            _put(changed, entry, _reworded(entry, text, other))
    return "\n".join(_changed(lines, range(first, len(lines)), text, changed))


def _draft(lines: Sequence[str], comment: str) -> tuple[list[int], list[str]]:
    """Return the numbers and the text of the lines that git will commit, subject first."""
    kept = content(lines, comment)
    first = next((at for at, number in enumerate(kept) if not is_blank(lines[number])), len(kept))
    numbers = kept[first:]
    text = [lines[number] for number in numbers]
    if first and is_bare(text):  # the blank line above is room for a subject still to be typed
        return [kept[first - 1], *numbers], ["", *text]
    return numbers, text


def _oldest_first(found: Sequence[Entry], text: Sequence[str]) -> Sequence[Entry]:
    """Return the entries in the order of the commits that a squash quotes.

    ``git merge --squash`` quotes the last commit first, each indented below its id.
    """
    heads = [at for at, line in enumerate(text) if _names_a_commit(line)]
    if len(heads) < 2:
        return found

    def age(entry: Entry) -> int:
        return -sum(head < entry.first for head in heads) if entry.indent else -len(heads) - 1

    return sorted(found, key=age)


def _names_a_commit(line: str) -> bool:
    name = line.removeprefix("commit ").rstrip(SPACE)
    return name != line and len(name) in (40, 64) and _HEXADECIMAL.issuperset(name)


def _written(entry: Entry) -> tuple[str, ...]:
    if entry.key == DECISION:
        return values(entry.value)
    return (entry.value,) if entry.value else ()


def _as_trailer(entry: Entry, choose: Callable[[str, str], str]) -> list[str]:
    """Return an entry that is written otherwise as git would see it."""
    said = ", ".join(filter(None, (choose(entry.key, item) for item in _written(entry))))
    return [f"{entry.key}: {said}"] if said else []


def _reworded(entry: Entry, text: Sequence[str], choose: Callable[[str, str], str]) -> list[str]:
    """Return the lines of an entry with each value as `choose` says it; "" drops it."""
    joined = "\n".join(text[entry.first : entry.end])
    if entry.dressed or "](" in joined:
        return _redressed(entry, text, choose)
    carriage = "\r" if joined.endswith("\r") else ""
    head, _, rest = joined.removesuffix("\r").partition(":")
    parts = rest.split(",") if entry.key == DECISION else [rest]
    said = [plain(unfolded(part.split("\n"))) for part in parts]
    chosen = [choose(entry.key, item) if item else "" for item in said]
    if chosen == said:
        return list(text[entry.first : entry.end])
    if not any(chosen):
        return []
    if all(chosen):
        rest = ",".join(map(_exchanged, parts, said, chosen))
    else:
        rest = " " + ", ".join(filter(None, chosen))
    return f"{head}:{rest}{carriage}".split("\n")


def _redressed(entry: Entry, text: Sequence[str], choose: Callable[[str, str], str]) -> list[str]:
    """Return the same on one line, without emphasis and the addresses of links."""
    said = list(_written(entry))
    chosen = [choose(entry.key, item) for item in said]
    if chosen == said:
        return list(text[entry.first : entry.end])
    carriage = "\r" if text[entry.end - 1].endswith("\r") else ""
    kept = ", ".join(filter(None, chosen))
    return [f"{entry.indent}{entry.key}: {kept}{carriage}"] if kept else []


def _exchanged(part: str, old: str, new: str) -> str:
    if old == new:
        return part
    core = part.strip(SPACE)
    return part.replace(core, new, 1)


def _put(changed: dict[int, list[str]], entry: Entry, worded: list[str]) -> None:
    for at in range(entry.first, entry.end):
        changed[at] = worded[at - entry.first : at - entry.first + 1]


def _changed(
    lines: Sequence[str],
    numbers: Sequence[int],
    text: Sequence[str],
    changed: Mapping[int, list[str]],
) -> list[str]:
    """Return the lines with some of the text exchanged, and no gap where a paragraph vanished."""
    instead = {numbers[at]: new for at, new in changed.items()}
    gone = sorted(at for at, new in changed.items() if not new)
    missing = frozenset(gone)
    for start in (at for at in gone if at - 1 not in missing):
        end = next(at for at in range(start, len(text) + 1) if at not in missing)
        if is_blank(text[start - 1]) and is_blank("".join(text[end : end + 1])):
            instead[numbers[start - 1]] = []
    left = [new for number, line in enumerate(lines) for new in instead.get(number, [line])]
    # What stood in front of a last line without newline keeps its own.
    return left if instead.get(len(lines) - 1) != [] else [*left, ""]


def _inserted(lines: Sequence[str], new: Sequence[str], comment: str) -> str:
    """Return the message with `new` lines at the end of its last block of trailers."""
    if not new:
        return "\n".join(lines)
    numbers, text = _draft(lines, comment)
    carriage = "\r" if lines[0].endswith("\r") else ""
    block = [line.removesuffix("\r") + carriage for line in new]
    if not text:
        return "\n".join([carriage, carriage, *block, *lines])
    start, end = trailer_block(text)
    if start == end:
        block = [carriage, *block]
    where = numbers[end - 1] + 1
    if where < len(lines):
        return "\n".join([*lines[:where], *block, *lines[where:]])
    # The last line has no newline, nor will the new last one have.
    return "\n".join([*lines[:-1], lines[-1] + carriage, *block]).removesuffix("\r")
