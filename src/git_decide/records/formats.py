"""Tells in which format a Markdown record is written, by its headings and its front matter."""

from __future__ import annotations

from git_decide.records.fields import LISTS, OWN, PEOPLE, TEXTS
from git_decide.records.foreign.labels import fold as fold_label
from git_decide.records.foreign.labels import label_keys, section_keys
from git_decide.records.headings import SECTIONS, fold
from git_decide.records.headings import section_keys as own_keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from git_decide.records.foreign.labels import Synonyms
    from git_decide.records.model import Format
    from git_decide.records.outline import Part

# Headings that only MADR has, in one of its versions.
_MADR = frozenset(
    {"context and problem statement", "considered options", "decision outcome",
     "decision drivers", "pros and cons of the options"}
)  # fmt: skip
_MADR_FIELDS = frozenset({"decision makers", "decision maker"})
# Headings that this project's own format has, and the others have not.
_DECISION_LOG = frozenset(
    fold(name)
    for key in (
        "alternatives", "trade-offs", "success-criteria", "cost", "perspectives", "resolution",
        "escalation", "outcome",
    )
    for name in SECTIONS[key]
)  # fmt: skip
_FOREIGN = _MADR | {"status", "consequences"}
# Of a record that was converted, which may keep sections of its former format.
_OURS = frozenset({"alternatives considered", "trade-offs"})
_OUTCOME = frozenset({"context and problem statement", "decision outcome", "consequences"})
_FIELDS = TEXTS | PEOPLE | LISTS
_COMMON = frozenset({"date", "tags", "aliases"})  # what pages of any site state as well


def format_of(
    fields: Collection[str],
    parts: Sequence[Part],
    states: Callable[[], bool],
    further: Synonyms = (),
) -> Format:
    """Return the format of a Markdown record.

    `fields` are the names in its front matter, `parts` what its larger headings part it
    into. `states` is asked, at most once, whether its text states a status, a date or a
    number, as other formats do.
    """
    headings = {fold(part.heading) for part in parts if part.level == 2}
    own = _are_ours(fields)
    theirs = bool(_MADR_FIELDS & {fold_label(field) for field in fields})
    if own and not theirs and not headings & _FOREIGN and headings & _DECISION_LOG:
        return "decision-log"  # what most records are: nothing else need be asked
    if own and headings & _OURS and not headings & _OUTCOME:
        return "decision-log"  # a converted record keeps sections that have no field here
    labels = {fold_label(part.heading) for part in parts if part.level}
    if labels & _MADR or theirs:
        return "madr"
    named, keyed = label_keys(further), section_keys(further)
    in_section = any(named.get(label) == "status" for label in labels)
    stated = "status" not in fields and (in_section or (not own and states()))
    ours = own or (not fields and _all_ours(parts, further))
    if headings & _DECISION_LOG and not stated and "consequences" not in headings and ours:
        return "decision-log"
    keys = {keyed[label] for label in labels if label in keyed}
    if in_section or keys >= {"decision", "trade-offs"}:
        return "nygard"
    if own:
        untitled = "title" in fields and not any(part.level == 1 for part in parts)
        return "other" if untitled else "decision-log"
    return "other" if stated or not ours else "decision-log"


def _are_ours(fields: Collection[str]) -> bool:
    """Tell whether a front matter is that of a record of this project, slips and all."""
    ours = {field for field in fields if field in _FIELDS or field.startswith(OWN)}
    return bool(ours - _COMMON) or (bool(ours) and ours.issuperset(fields))


def _all_ours(parts: Sequence[Part], further: Synonyms) -> bool:
    """Tell whether all sections have names of ours, which is so where there are none."""
    keys = own_keys(further)
    deepest = 2 if any(part.level == 2 for part in parts) else 3
    heads = [part for part in parts if 0 < part.level <= deepest]
    title = next((part for part in heads if part.level == 1), None)
    return all(fold(part.heading) in keys for part in heads if part is not title)
