"""Says what there is to know of a record beside what it says itself, as JSON objects."""

from __future__ import annotations

from git_decide.output import acks
from git_decide.output.timeline_json import follower, step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.background import Background, Tenure
    from git_decide.queries.record_history import Step
    from git_decide.queries.relations import Other, Relations

FILES = 100  # that are listed unless all are asked for


def document(found: Background, *, full: bool) -> dict[str, object]:
    """Return what ``schemas/show.schema.json`` promises beside the record and its findings."""
    files = found.files if full else found.files[:FILES]
    return {
        "links": _links(found.relations),
        "chain": [_tenure(each) for each in found.tenures],
        "status-set-by": _signed(found, found.setting.set_by),
        "accepted-by": _signed(found, found.setting.accepted_by),
        "commits": [follower(each) for each in found.followers],
        "files": {"count": len(found.files), "paths": list(files)},
        "complete": found.complete,
        "understood": acks.document(found.understanding),
    }


def _links(others: Relations) -> dict[str, list[dict[str, str]]]:
    kinds = {
        "supersedes": others.supersedes,
        "superseded-by": others.superseded_by,
        "in-force": others.in_force,
        "amends": others.amends,
        "amended-by": others.amended_by,
    }
    return {kind: [_end(other) for other in found] for kind, found in kinds.items()}


def _end(other: Other) -> dict[str, str]:
    stated = {"title": other.title, "status": other.status}
    return {"id": other.name.qualified, **{key: text for key, text in stated.items() if text}}


def _tenure(tenure: Tenure) -> dict[str, str]:
    days = {"since": tenure.since, "until": tenure.until}
    return {**_end(tenure.other), **{key: day for key, day in days.items() if day}}


def _signed(found: Background, made: Step | None) -> dict[str, object] | None:
    told = step(made)
    if told is None or made is None:
        return None
    return {**told, "signature": found.signatures.get(made.id) or "N"}
