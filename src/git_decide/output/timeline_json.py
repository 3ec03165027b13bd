"""Says decisions over time, and the commits behind a record, as JSON objects."""

from __future__ import annotations

from git_decide.queries.past import day_of
from git_decide.records.fields import person

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.following import Follower
    from git_decide.queries.record_history import Step
    from git_decide.queries.timeline import Entry, Timeline
    from git_decide.queries.timeline_target import Target


def document(found: Timeline, target: Target) -> dict[str, object]:
    """Return what ``schemas/log.schema.json`` promises, without the version."""
    return {
        "target": _target(target),
        "decisions": [_entry(entry) for entry in found.entries],
        "total": found.total,
        "complete": found.complete,
    }


def step(made: Step | None) -> dict[str, object] | None:
    """Return a commit that changed a record, None for none."""
    if made is None:
        return None
    told = {"id": made.id, "author": made.author, "date": day_of(made.committed)}
    return {**told, "subject": made.subject}


def follower(each: Follower) -> dict[str, object]:
    """Return a commit that follows a record, with the links by which it does so."""
    commit = each.commit
    return {
        "id": commit.id,
        "author": each.author,
        "date": day_of(commit.committed),
        "subject": commit.subject,
        "links": [{"source": link.source, "written": link.written} for link in each.links],
    }


def _target(target: Target) -> dict[str, object] | None:
    if target.sort == "everything":
        return None
    return {"kind": target.sort, "name": target.text}


def _entry(entry: Entry) -> dict[str, object]:
    gist, name = entry.gist, entry.gist.name
    stated = {
        "log": name.log,
        "number": name.number,
        "title": gist.title,
        "status": gist.status,
        "date": gist.date,
        "day": entry.day,
        "kind": gist.kind,
        "deciders": [_person(each) for each in gist.deciders],
        "cost": gist.cost,
        "modules": [each.written for each in gist.modules],
        "reasons": list(entry.reasons),
    }
    return {
        "id": name.id,
        "path": name.path,
        **{key: said for key, said in stated.items() if said not in ("", [], None)},
        "status-set-by": step(entry.setting.set_by),
        "accepted-by": step(entry.setting.accepted_by),
        "commits": [follower(each) for each in entry.followers],
    }


def _person(written: str) -> dict[str, str]:
    found = person(written)
    return {"name": found.name, **({"role": found.role} if found.role else {})}
