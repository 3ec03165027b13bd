"""Tells whether a change of an accepted record only gives it what was found to be lacking."""

from __future__ import annotations

from git_decide.records import checks
from git_decide.records.narrowing import OWN
from git_decide.records.revision import PROSE, folded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.model import Record
    from git_decide.store import Stored, Words

_DECIDERS = frozenset({"missing-deciders", "decider-without-role"})
# What may be given, each with the findings that ask for it.
_ASKED = {
    "deciders": _DECIDERS | {"missing-product-decider", "missing-engineering-decider"},
    "date": frozenset(
        {"missing-date", "invalid-date", "ambiguous-date", "unreadable-date", "date-disagrees"}
    ),
    "kind": frozenset({"unknown-kind"}),
    "alternatives": frozenset({"missing-alternatives", "alternative-without-reason"}),
    "perspectives": frozenset({"missing-perspective"}),
}
_NOT_THERE = frozenset({"incomplete-for-its-format"})


def completed(before: Stored, now: Record, spoken: Words) -> frozenset[str]:
    """Return the keys that `now` may say otherwise than the version `before` it.

    What a check asks for must not be what it refuses: a field or a part that was lacking
    may be given, and names of people and alternatives may be completed. What a
    record covers (modules, paths) is never lacking.
    """
    record = before.reading.record
    if record is None:
        return frozenset()
    strict = spoken.strict or now.format == OWN
    product, engineering = spoken.roles.product, spoken.roles.engineering
    found = checks.findings(before.reading, product, engineering, strict=strict)
    codes = {each.code for each in found}
    return frozenset(key for key in _KEYS if _gives(key, record, now, codes))


_KEYS = (
    *_ASKED, "title", "context", "decision", "trade-offs", "success-criteria", "cost", "resolution",
    "escalated-to",
)  # fmt: skip


def _gives(key: str, before: Record, now: Record, codes: set[str]) -> bool:
    field = key.replace("-", "_")
    stated = getattr(before, field)
    if not stated and key in before.placeholders:
        return True
    asking = _ASKED.get(key, frozenset({f"missing-{key}"}))
    if not stated and key in PROSE:
        asking |= _NOT_THERE
    if not codes & asking:
        return False
    if key in ("deciders", "alternatives"):
        return _keeps(_pairs(key, before), _pairs(key, now))
    return not stated or key in ("date", "kind", "perspectives")


def _pairs(key: str, record: Record) -> set[tuple[str, str]]:
    """Return the deciders with their roles, or the alternatives with their reasons."""
    if key == "deciders":
        return {(folded(each.name), folded(each.role or "")) for each in record.deciders}
    return {(folded(each.name), folded(each.reason or "")) for each in record.alternatives}


def _keeps(before: set[tuple[str, str]], now: set[tuple[str, str]]) -> bool:
    """Tell whether all of `before` is there `now`, some of it completed."""
    names = {name for name, _ in now}
    return all(pair in now if pair[1] else pair[0] in names for pair in before)
