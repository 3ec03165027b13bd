"""Sees a link in what squash buttons, merge bots and people make of its line.

Such as ``* Decision: 42``, ``> Decision: 42``, ``**Decision:** 42``,
``Decision: [0042](docs/decisions/0042-use-webhooks.md).``, no-break spaces and wide
colons. A line that is not written as a trailer counts only where nothing but ids
can be meant, so that no sentence becomes a link by accident: ``* Decision: we go
on`` says nothing here, nor does what is indented like code.
"""

from __future__ import annotations

from git_decide.records.digest import SUFFIXES, unprefixed
from git_decide.records.ids import parted
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_DECISION, _SKIP = "decision", "decision-skip"
_COLONS = ":\uff1a"
_EMPHASIS = ("**", "__", "*", "_")
_BULLETS = frozenset("*-+\u2022\u2013\u2014\u00b7")
_DEEP = 4  # columns: what is indented as far is a block of code in Markdown
# What `str.strip` takes for letters, and nobody sees.
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"
_IN_IDS = frozenset("-_./#+")
_DIGITS = "0123456789"


@value
class Undressed:
    """A link without what stands around it.

    `key` as written, `said` its text on one line, "" for a sentence, `end` the line behind it,
    `lead` what stands in front of it, but for emphasis.
    """

    key: str
    said: str
    end: int
    lead: str


def undressed(lines: Sequence[str], at: int, squashed: bool) -> Undressed | None:
    """Return the link that begins with a line in some dress, None where none begins.

    `squashed` tells that the message quotes others, and so may be indented.
    """
    line = lines[at]
    start = line.lower().find(_DECISION)
    lead, emphasis = _lead(line[:start])
    if lead is None or not (squashed or _depth(lead) < _DEEP):
        return None
    parts = _parts(line[start:], emphasis)
    if parts is None:
        return None
    key, said = parts
    end = at + 1
    # What is indented deeper belongs to it, and must be ids as well.
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    while end < len(lines) and _goes_on(lines[end], indent):
        said = f"{said} {_stripped(lines[end])}"
        end += 1
    told = key.lower() == _SKIP or all(map(may_be_id, _values(said)))
    return Undressed(key, said if told else "", end, lead)


def _goes_on(line: str, indent: str) -> bool:
    return line.startswith((f"{indent} ", f"{indent}\t")) and not line.isspace()


def plain(said: str) -> str:
    """Return the id in one value of a link, without what stands around it; else what was said."""
    bare = _stripped(_stripped(said).strip("*`<>_").rstrip(".;")).strip("*`<>_")
    file = bare.partition("#")[0].partition("?")[0]
    if "://" in bare or bare.startswith("../"):
        bare = parted(file)[1]
    elif file.lower().endswith(SUFFIXES):
        bare = file
    bare = bare.removeprefix("./").removeprefix("/")
    return bare if may_be_id(bare) else said


def untied(text: str) -> str:
    """Return a text with what its Markdown links lead to in the place of the links."""
    at = text.find("](")
    while at >= 0:
        start, end = text.rfind("[", 0, at), text.find(")", at)
        if start < 0 or end < 0:
            break
        target = text[at + 2 : end].split(maxsplit=1)[:1]
        text = f"{text[:start]}{''.join(target)}{text[end + 1 :]}"
        at = text.find("](", start)
    return text


def _values(said: str) -> list[str]:
    found = (plain(_stripped(part)) for part in untied(said).split(","))
    return [part for part in found if part] or [""]


def _lead(before: str) -> tuple[str | None, str]:
    """Part what stands in front of a key into quotation or list, and emphasis; None: words."""
    emphasis = next((each for each in _EMPHASIS if before.endswith(each)), "")
    lead = before.removesuffix(emphasis)
    rest = _stripped(lead)
    while rest.startswith(">"):
        rest = _stripped(rest[1:])
    if rest:
        item = rest in _BULLETS or (rest[-1] in ".)" and not rest[:-1].strip(_DIGITS) and rest[:-1])
        if not item or not lead[-1:].isspace():
            return None, ""
    return lead, emphasis


def _parts(text: str, emphasis: str) -> tuple[str, str] | None:
    """Return key and text of a line that begins with its key, None where no colon follows."""
    folded = text[: len(_SKIP)].lower()
    length = len(_SKIP) if folded == _SKIP else len(_DECISION)
    rest = _stripped(text[length:])
    if emphasis and rest.startswith(emphasis):
        rest, emphasis = _stripped(rest[len(emphasis) :]), ""
    if rest[:1] not in _COLONS or not rest:
        return None
    said = _stripped(rest[1:])
    if emphasis and emphasis not in said:
        return None
    return text[:length], _stripped(said.replace(emphasis, "", 1)) if emphasis else said


def _depth(line: str) -> int:
    wide = line.expandtabs(_DEEP)
    return len(wide) - len(wide.lstrip())


def may_be_id(text: str) -> bool:
    """Tell whether a word can only be the id or the file of a record: has a number, no date."""
    if not text or not all(letter.isalnum() or letter in _IN_IDS for letter in text):
        return False
    last = text.rpartition("/")[2]
    if last.lower().endswith(SUFFIXES):
        return True
    bare = unprefixed(last)
    rest = bare.lstrip(_DIGITS)
    if "/" in text and (len(bare) == 1 or text[0] in _DIGITS):  # HTTP/2, 24/7, 2026/02/15
        return False
    if rest == bare or (rest and not any(map(str.isalpha, rest))):  # 3-5, 100_000, 2026-02-15
        return False
    return not rest or rest[0] in "-_" or len(rest) == 1


def _stripped(text: str) -> str:
    bare = text.strip().strip(_UNSEEN)
    return bare if bare == text else _stripped(bare)
