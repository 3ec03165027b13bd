"""Parts a record into the columns that are searched."""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.records.model import Record

# In the order of the table; the title is the most telling one, facts are what stands in
# front of the text: the id, tags, modules, people.
COLUMNS = ("title", "decision", "alternatives", "context", "trade_offs", "others", "facts")

# Scripts that put no space between words: every letter is searched as a word of its own.
_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_BETWEEN = f"(?<=[{_SPACELESS}])(?=[{_SPACELESS}])"
_GAP = "\u200b"  # seen by nobody, and not part of a word


def columns(record: Record) -> tuple[str, ...]:
    """Return the text of a record, part by part in the order of `COLUMNS`, as it is searched."""
    parts = (
        record.title,
        record.decision,
        _alternatives(record),
        record.context,
        record.trade_offs,
        "\n".join(_others(record)),
        "\n".join(_facts(record)),
    )
    return tuple(spaced(part or "") for part in parts)


def spaced(text: str) -> str:
    """Return `text` with what parts words between letters of scripts that have no spaces."""
    if text.isascii() and text.isprintable():  # as most that is searched for is
        return text
    clean = text.translate(_unfit())
    if clean.isascii():
        return clean
    import re

    return re.sub(_BETWEEN, _GAP, clean)


@cache
def _unfit() -> dict[int, str]:
    """Return what cannot be text in a database, or would be taken for marks around a find."""
    return {
        **dict.fromkeys((*range(9), *range(11, 32), 127, 0x200B), " "),
        **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    }


def _alternatives(record: Record) -> str:
    return "\n".join(
        f"{each.name}: {each.reason}" if each.reason else each.name for each in record.alternatives
    )


def _others(record: Record) -> Iterator[str]:
    sides = record.perspectives
    plain = (
        record.success_criteria,
        *((sides.product, sides.engineering) if sides else ()),
        record.resolution,
        record.escalation,
        record.outcome,
    )
    yield from (text for text in plain if text)
    for section in record.sections:
        yield f"{section.heading}\n{section.text}" if section.heading else section.text


def _facts(record: Record) -> Iterator[str]:
    """Yield what somebody may remember of a record beside its text, one kind of it a line."""
    people = (*record.deciders, *record.consulted, *record.informed)
    lines = (
        (record.name.qualified, *record.aliases),
        record.tags,
        record.modules,
        record.paths,
        tuple(map(str, people)),
        (record.cost or "", record.escalated_to or ""),
        tuple(_told(each) for each in record.extra),
    )
    yield from (line for words in lines if (line := ", ".join(word for word in words if word)))


def _told(field: tuple[str, object]) -> str:
    return f"{field[0]}: {field[1]}"
