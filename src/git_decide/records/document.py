"""Turns a record into its canonical JSON document."""

from __future__ import annotations

from git_decide.records.model import STATED_LINKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from git_decide.records.model import Person, Record

_LINKS = tuple(key.replace("-", "_") for key in STATED_LINKS)
# Fields of `Record` in the order of the document, each with its key there.
_PLAIN = tuple(
    (field, field.replace("_", "-"))
    for field in (
        "format", "title", "status", "status_text", "date", "kind", "deciders", "consulted",
        "informed", "modules", "paths", *_LINKS, "review_by", "cost", "escalated_to", "tags",
        "aliases", "context", "decision", "alternatives", "trade_offs", "success_criteria",
        "perspectives", "resolution", "escalation", "outcome", "sections",
    )
)  # fmt: skip


def document(record: Record, ids: Mapping[str, str] | None = None) -> dict[str, object]:
    """Return the document of `record`; what it does not state is left out.

    `ids` maps links as written to the ids that they resolve to.
    """
    name, fields = record.name, record.__dict__
    made: dict[str, object] = {"id": name.id}
    if name.log:
        made["log"] = name.log
    if name.number is not None:
        made["number"] = name.number
    made["path"] = name.path
    for field, key in _PLAIN:
        stated = fields[field]
        if stated:
            made[key] = stated if stated.__class__ is str else _converted(field, stated, ids)
    made.update(record.extra)
    return made


def _converted(field: str, stated: object, ids: Mapping[str, str] | None) -> object:
    if not isinstance(stated, tuple):
        return _stated(stated)  # the perspectives
    if field in _LINKS and ids:
        return list(dict.fromkeys(ids.get(written, written) for written in stated))
    return [item if item.__class__ is str else _stated(item) for item in stated]


def _stated(item: object) -> dict[str, object]:
    """Return the fields of a value that are not None, in order."""
    fields = item.__dict__
    return {key: fields[key] for key in item.__class__.__annotations__ if fields[key] is not None}


def people(persons: tuple[Person, ...]) -> list[str]:
    """Return people as records write them: ``NAME (ROLE)``."""
    return [str(person) for person in persons]
