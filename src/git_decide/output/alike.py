"""Tells which new records are so alike that whatever one of them lacks, all of them lack."""

from __future__ import annotations

from git_decide.output.new_record import stated
from git_decide.records.model import STATED_LINKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from git_decide.output.new_record import NewRecord
    from git_decide.records.model import Person

_LONGEST = 5000  # characters of a text: a record with all of them is far from too large
_PEOPLE = ("deciders", "consulted", "informed")
_TEXTS = (
    "context",
    "decision",
    "trade_offs",
    "success_criteria",
    "product",
    "engineering",
    "resolution",
    "escalation",
    "outcome",
)
# Of these a sentence is made, and no markup; a line begins with none of them.
_IN_NAMES = frozenset(" .'-")
_IN_TEXTS = _IN_NAMES | frozenset(",;:!?()/%")
# Where a title may begin with a number.
_NUMBERED = ("adr", "madr", "decision", "rfc")


def shape(record: NewRecord) -> tuple[Hashable, ...] | None:
    """Return what is the same in all records of this project's own format that are alike.

    They differ in nothing but plain words: the title, names, sentences, the day. What
    is read back of them and found about them is the same but for these. None for a
    record that has more than plain words where they differ, or that names others.
    """
    if any(stated(record, key) for key in STATED_LINKS) or not _plain_title(record.title):
        return None
    texts = [getattr(record, key) for key in _TEXTS]
    people: list[Person] = [each for key in _PEOPLE for each in getattr(record, key)]
    names = [*(each.name for each in people), *(each.name for each in record.alternatives)]
    lines = [record.cost, *(each.reason or "" for each in record.alternatives)]
    if not (
        _is_day(record.date)
        and all(not text or _plain_text(text) for text in texts)
        and all(not line or _plain(line, _IN_TEXTS) for line in lines)
        and all(_plain_name(name) for name in names)
    ):
        return None
    return (
        *(bool(text) for text in (*texts, record.cost)),
        *(tuple(each.role for each in getattr(record, key)) for key in _PEOPLE),
        tuple(bool(each.reason) for each in record.alternatives),
        *(record.status, record.kind, record.review_by, record.escalated_to),
        *(record.modules, record.paths, record.tags, record.aliases),
    )


def _plain_title(title: str) -> bool:
    return _plain(title, _IN_TEXTS) and not title.lower().startswith(_NUMBERED)


def _plain_text(text: str) -> bool:
    """Tell whether a text is paragraphs of plain lines, and not a template's."""
    lines = [line for line in text.split("\n") if line]
    return len(text) <= _LONGEST and all(_plain(line, _IN_TEXTS) for line in lines) and bool(lines)


def _plain(line: str, signs: frozenset[str]) -> bool:
    """Tell whether a line is two words or more, as no template leaves them."""
    return (
        len(line) <= _LONGEST
        and line[:1].isalpha()
        and all(letter.isalnum() or letter in signs for letter in line)
        and len(_words(line.split(" "))) > 1
        and line != line.upper()
    )


def _plain_name(name: str) -> bool:
    from git_decide.records.template_text import is_template

    if not name[:1].isalpha() or len(name) > _LONGEST or is_template(name):
        return False
    return all(letter.isalnum() or letter in _IN_NAMES for letter in name)


def _words(parts: Sequence[str]) -> list[str]:
    return [part for part in parts if any(map(str.isalnum, part))]


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
