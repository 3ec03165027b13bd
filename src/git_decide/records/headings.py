"""What the sections of a record are called."""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# Canonical key → the name that this project writes, then further ones that it reads.
SECTIONS: dict[str, tuple[str, ...]] = {
    "context": ("Context",),
    "decision": ("Decision",),
    "alternatives": ("Alternatives considered", "Alternatives", "Considered alternatives"),
    "trade-offs": ("Trade-offs", "Tradeoffs", "Trade offs"),
    "success-criteria": ("Success criteria",),
    "cost": ("Cost", "Costs"),
    "perspectives": ("Perspectives",),
    "resolution": ("Resolution",),
    "escalation": ("Escalation",),
    "outcome": ("Outcome",),
}
# The same for what stands below Perspectives.
SIDES: dict[str, tuple[str, ...]] = {"product": ("Product",), "engineering": ("Engineering",)}

Synonyms = tuple[tuple[str, tuple[str, ...]], ...]


def fold(heading: str) -> str:
    """Return a heading as it is compared: without case, odd spaces and a colon at its end."""
    return " ".join(heading.casefold().split()).rstrip(":").rstrip()


@lru_cache(maxsize=8)
def section_keys(further: Synonyms = ()) -> Mapping[str, str]:
    """Return folded heading → canonical key, with the `further` names of `[records.headings]`."""
    return _keys(SECTIONS, further)


@lru_cache(maxsize=8)
def side_keys(further: Synonyms = ()) -> Mapping[str, str]:
    """Return the same for the headings below Perspectives."""
    return _keys(SIDES, further)


def _keys(table: Mapping[str, tuple[str, ...]], further: Synonyms) -> Mapping[str, str]:
    found = {fold(name): key for key, names in table.items() for name in names}
    for key, names in further:
        if key in table:
            found.update((fold(name), key) for name in names)
    return found
