"""Makes a point of a page out of a record: what it says in short, and whom it concerns."""

from __future__ import annotations

from git_decide.queries.linking import sides
from git_decide.queries.pages.model import Point
from git_decide.records.outcomes import WAYS, entries
from git_decide.records.plain_words import opening, paragraphs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from git_decide.policy.model import Roles, Side
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.pages.source import Source
    from git_decide.records.model import Person, Record

BOTH: frozenset[Side] = frozenset(("product", "engineering"))
_OWNERS: dict[str, frozenset[Side]] = {
    "product": frozenset(("product",)),
    "scope": frozenset(("product",)),
    "technical": frozenset(("engineering",)),
}
_ALTERNATIVES = 5  # that are told of one record
_ITEMS = 3  # of a list
# Of a text in prose this many sentences are told; of a list, the first one of each item.
_SENTENCES = {
    "context": 2,
    "decision": 2,
    "outcome": 2,
    "resolution": 4,
    "escalation": 2,
    "trade-offs": 2,
    "perspectives.product": 4,
    "perspectives.engineering": 4,
}
# What somebody said in a dispute must not seem to be all that was said where it is not.
_MARKED = ("perspectives.product", "perspectives.engineering", "resolution")
_LISTED = ("success-criteria",)
_FIELDS = ("cost", "escalated-to", "review-by")


def owners(kind: str) -> frozenset[Side]:
    """Return the sides that own a record of this kind: both where it states none."""
    return _OWNERS.get(kind, BOTH)


def signed(people: Iterable[Person], roles: Roles) -> frozenset[Side]:
    """Return the sides for which some of these people speak, by their roles."""
    return sides([person.role for person in people if person.role], roles)


def named(found: Iterable[Side]) -> tuple[str, ...]:
    """Return sides by name, product first."""
    some = set(found)
    return tuple(side for side in ("product", "engineering") if side in some)


def record_point(
    source: Source, gist: Gist, record: Record, keys: Sequence[str], day: str = ""
) -> Point:
    """Return a point about a record, with what it says under some keys.

    `day` is when it came to be so, "" for the day that the record states. `sides` are those
    that own it.
    """
    since = day or (record.date or "")
    return Point(
        record.title or gist.name.id,
        id=gist.name.qualified,
        path=gist.name.path,
        status=record.status or "",
        kind=record.kind or "",
        module=", ".join(source.modules.get(gist.name, ())),
        day=since,
        days=source.days(since),
        says=tuple(said(record, keys)),
        people=tuple(map(str, record.deciders)),
        sides=owners(record.kind or ""),
    )


def said(record: Record, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what a record says under some keys in plain words, in short; a list item by item."""
    for key in keys:
        if key == "alternatives":
            yield from (("alternatives", text) for text in _alternatives(record))
        elif key == "outcome":
            yield from (("outcome", text) for text in _outcome(record))
        elif key in _FIELDS:
            text: str | None = getattr(record, key.replace("-", "_"))
            yield from [(key, text)] if text else []
        else:
            yield from ((key, text) for text in _short(record, key))


def _short(record: Record, key: str) -> list[str]:
    """Return a section in short: the first sentences, or the items of a list."""
    found = paragraphs(_section(record, key), record.name.path)
    if key in _LISTED:
        return [opening(each) for each in found[:_ITEMS]]
    if not found:
        return []
    begun = _begun(found)
    told = opening(begun, _SENTENCES.get(key, 1))
    left = told != begun or found[1 if begun == found[0] else 1 + _ITEMS :]
    return [f"{told} \u2026" if left and key in _MARKED else told]


def _begun(found: Sequence[str]) -> str:
    """Return the first paragraph, with the list that it introduces: ``… because``, ``…:``."""
    first = found[0]
    if len(found) > 1 and first.casefold().endswith((":", ",", "because")):
        return f"{first} {'; '.join(each.rstrip('.;,') for each in found[1 : 1 + _ITEMS])}"
    return first


def _outcome(record: Record) -> list[str]:
    """Return what was noted last of how a decision went, with the word for it."""
    noted = [each for each in entries(record) if each.way in WAYS]
    if not noted:
        return _short(record, "outcome")
    last = max(noted, key=lambda each: each.day)
    text = next(iter(paragraphs(last.text, record.name.path)), "")
    return [f"{last.way}: {opening(text, _SENTENCES['outcome'])}" if text else last.way]


def _section(record: Record, key: str) -> str:
    first, _, side = key.partition(".")
    holder = record.perspectives if side else record
    return (holder and getattr(holder, side or first.replace("-", "_"))) or ""


def _alternatives(record: Record) -> list[str]:
    """Return each alternative as ``NAME: why it lost``."""
    told = []
    for each in record.alternatives[:_ALTERNATIVES]:
        name = " ".join(paragraphs(each.name, record.name.path)) or each.name
        why = next(iter(paragraphs(each.reason or "", record.name.path)), "")
        told.append(f"{name}: {opening(why)}" if why else name)
    return told
