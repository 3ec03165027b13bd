"""Works out what accepting a record changes, and what it lacks before it can be accepted."""

from __future__ import annotations

from git_decide import store
from git_decide.errors import Refused
from git_decide.findings import errors
from git_decide.queries.filling import Given, fill
from git_decide.records import edit, lifecycle
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Stored

ACCEPTED, SUPERSEDED = "accepted", "superseded"


@value
class Acceptance:
    """A record as accepted: its date, the new text of every file, the records it supersedes."""

    record: Record
    contents: tuple[tuple[str, bytes], ...]
    superseded: tuple[Name, ...]


class Incomplete(Refused):
    """The record lacks something; carries the findings, and the record as far as it was filled."""

    def __init__(self, record: Record | None, findings: tuple[Finding, ...], message: str) -> None:
        super().__init__(message)
        self.record = record
        self.findings = findings


def accept(repo: Repository, rules: Rules, stored: Stored, given: Given, day: str) -> Acceptance:
    """Return what accepting the record changes in the work tree; writes nothing.

    `day` (YYYY-MM-DD) is the date of the decision unless one is given. Raises
    `Refused` where its status does not allow it, `Incomplete` where the schema
    would not.
    """
    _may_be_accepted(stored)
    content = store.content_at(repo, store.WORKTREE, stored.name.path) or b""
    content = fill(content, given, rules.records.headings)
    content = edit.set_field(content, "status", ACCEPTED)
    if given.text("date") is None:
        content = edit.set_field(content, "date", day)
    record = _checked(repo, rules, stored.name, content)
    others = superseding(repo, rules, record.supersedes, stored.name)
    contents = ((stored.name.path, content), *((name.path, text) for name, text in others))
    return Acceptance(record, contents, tuple(name for name, _ in others))


def superseding(
    repo: Repository, rules: Rules, written: Sequence[str], by: Name
) -> tuple[tuple[Name, bytes], ...]:
    """Return the records that an accepted one replaces, each with its new text.

    Raises `Refused` for one whose status does not allow it, and for the record itself.
    """
    others = [store.find(repo, rules, store.WORKTREE, each) for each in written]
    if any(other.name == by for other in others):
        raise Refused(f"{by.qualified} supersedes itself", "Take it out of its `supersedes`.")
    return tuple((other.name, _superseded(repo, other, by)) for other in others)


def _may_be_accepted(stored: Stored) -> None:
    record, called = stored.reading.record, stored.name.qualified
    path = stored.name.path
    if record is None:
        raise Refused(f"{path} cannot be read", f"git decide check {path}")
    status = record.status or ""
    if lifecycle.may(status, ACCEPTED):
        return
    hints = {
        ACCEPTED: f"Changed minds make a new record: git decide new TITLE --supersedes {called}",
        SUPERSEDED: f"See what holds now: git decide show {called}",
        "problem": f"Once there is a solution, set `status: proposed` in {path}, then accept it.",
        "contested": f"Write a `## Resolution` into {path} and set `status: proposed` first.",
        "escalated": f"Write a `## Resolution` into {path} and set `status: proposed` first.",
        "rejected": f"To take it up again, set `status: proposed` in {path} first.",
        "deprecated": f"To take it up again, set `status: proposed` in {path} first.",
        "": f"Set `status: proposed` in {path} first.",
    }
    already = "already " if status == ACCEPTED else ""
    said = f"is {already}{status}" if status else "states no status"
    fallback = f"Only a proposed record can be accepted: git decide check {path}"
    raise Refused(f"{called} {said}", hints.get(status, fallback))


def _checked(repo: Repository, rules: Rules, name: Name, content: bytes) -> Record:
    spoken = store.words(repo, rules, store.WORKTREE)
    stored = store.examined(content, name, spoken)
    wrong = errors(stored.findings)
    record = stored.reading.record
    if wrong or record is None:
        raise Incomplete(record, wrong, f"{name.qualified} cannot be accepted yet")
    return record


def _superseded(repo: Repository, other: Stored, by: Name) -> bytes:
    """Return the text of a record that an accepted one replaces."""
    record = other.reading.record
    status = (record.status or "") if record else ""
    if status not in (SUPERSEDED, ACCEPTED) and not lifecycle.may(status, SUPERSEDED):
        raise Refused(
            f"{other.name.qualified} is {status or 'without a status'}, so it cannot be superseded",
            "Take it out of `supersedes`.",
        )
    content = store.content_at(repo, store.WORKTREE, other.name.path) or b""
    content = edit.set_field(content, "status", SUPERSEDED)
    return edit.add_items(content, "superseded-by", [by.qualified])
