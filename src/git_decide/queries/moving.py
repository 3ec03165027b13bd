"""Works out what moving a record to another status changes, and what it lacks for that."""

from __future__ import annotations

from git_decide import store
from git_decide.codes import finding
from git_decide.errors import Refused
from git_decide.findings import errors
from git_decide.queries import superseding
from git_decide.queries.completing import completed
from git_decide.queries.filling import Given, fill
from git_decide.records import editing, lifecycle, outcomes, revision
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.records.digest import Name
    from git_decide.records.editing import Draft
    from git_decide.records.model import Record
    from git_decide.store import Stored

ACCEPTED = superseding.ACCEPTED
# The date of a record is that of the decision, or of the proposal while there is none.
_DATED = ("propose", "accept", "reject", "reopen")
# What a decision says in every format.
_ANSWERS = ("title", "context", "decision", "alternatives", "trade-offs")
EDIT, OUTCOME = "edit", "outcome"
# What only warns of a record that somebody else wrote keeps a verb from writing one like it.
_ALONE = ("escalated-without-product", "escalated-without-engineering")


@value
class Asked:
    """What a verb asks of a record, beside the fields that flags fill.

    `said` are texts that join sections, by their keys. `by` is the record that supersedes it.
    """

    verb: str
    said: tuple[tuple[str, str], ...] = ()
    by: Stored | None = None


@value
class Moved:
    """A record that was moved: what it says now, and the new text of every file.

    `before` is the status that it had. `superseded` are the records that it supersedes,
    `rewritten` the parts in which the words of an accepted record are others now.
    """

    name: Name
    before: str
    record: Record
    contents: tuple[tuple[str, bytes], ...]
    superseded: tuple[Name, ...] = ()
    rewritten: tuple[str, ...] = ()


class NotAllowed(Refused):
    """The status of a record does not let a verb be; carries both."""

    def __init__(self, name: Name, record: Record, verb: str) -> None:
        said = f"is {record.status}" if record.status else _unstated(record)
        super().__init__(f"{name.qualified} {said}")
        self.name = name
        self.record = record
        self.verb = verb


class Incomplete(Refused):
    """The record lacks something; carries the findings, and the record as far as it was filled."""

    def __init__(self, verb: str, record: Record | None, findings: tuple[Finding, ...]) -> None:
        super().__init__("the record is not complete")
        self.verb = verb
        self.record = record
        self.findings = findings


class Frozen(Refused):
    """What an accepted record covers or claims would change; carries the fields."""

    def __init__(self, name: Name, record: Record, keys: tuple[str, ...]) -> None:
        super().__init__(f"{name.qualified} is {record.status}: {', '.join(keys)} cannot change")
        self.name = name
        self.record = record
        self.keys = keys


def outcome(day: str, word: str, text: str) -> tuple[str, str]:
    """Return what happened on a day, for `Asked.said`: it joins the section Outcome."""
    return (OUTCOME, outcomes.written(day, word, text))


def move(
    repo: Repository, rules: Rules, stored: Stored, given: Given, asked: Asked, day: str
) -> Moved:
    """Return what a verb changes in the work tree; writes nothing.

    `day` (YYYY-MM-DD) becomes the date of a proposal or a decision unless one is
    given. Raises `NotAllowed` where the status of the record does not let it be,
    `Incomplete` where a schema does not, `Frozen` where an accepted record would
    claim something else.
    """
    record = opened(stored)
    _refuse_itself(stored.name, given)
    before = record.status or ""
    after = _target(stored.name, record, asked.verb)
    made = fill(superseding.draft_of(repo, rules, stored.name), given)
    for key, text in asked.said:
        made = editing.append_to_section(made, key, text)
    if asked.verb == "contest" and not _both(made):
        after = before
    made = _stated(repo, rules, made, record, after, asked)
    if asked.verb in _DATED and given.text("date") is None:
        made = editing.set_text(made, "date", day)
    found = _checked(repo, rules, stored, made, asked.verb, after)
    _refuse_claims(rules, stored, found)
    return _whole(repo, rules, stored, found, made.content, given, asked)


def opened(stored: Stored) -> Record:
    """Return the record; raises `Refused` for one that could not be read."""
    if stored.reading.record is None:
        path = stored.name.path
        raise Refused(f"{path} cannot be read", f"git decide check {path}")
    return stored.reading.record


def widened(rules: Rules, stored: Stored, after: Record) -> tuple[str, ...]:
    """Return what a record that was decided covers or claims differently now.

    What it was found to lack may be given.
    """
    before = opened(stored)
    if before.status not in lifecycle.DECIDED or after.status not in lifecycle.DECIDED:
        return ()
    keys = [key for key in revision.CLAIMS if getattr(before, key) != getattr(after, key)]
    given = completed(stored, after, store.words_of(rules)) if keys else frozenset()
    return tuple(key for key in keys if key not in given)


def rewritten(before: Record, after: Record) -> tuple[str, ...]:
    """Return the parts in which the words of a record that was accepted are others now."""
    if before.status != ACCEPTED:
        return ()
    was, now = revision.prose(before), revision.prose(after)
    return tuple(key for key in revision.PROSE if was.get(key) != now.get(key))


def _unstated(record: Record) -> str:
    if record.status_text:
        return f"says '{' '.join(record.status_text.split())}', which is no status"
    return "states no status"


def _refuse_itself(name: Name, given: Given) -> None:
    if any(link.path == name.path for link in given.links):
        raise Refused(f"{name.qualified} cannot be linked to itself", "Name another record.")


def _target(name: Name, record: Record, verb: str) -> str:
    before = record.status or ""
    if verb == EDIT or (verb == OUTCOME and before in lifecycle.DECIDED):
        return before
    after = lifecycle.target(before, verb)
    if not after:
        raise NotAllowed(name, record, verb)
    return after


def _both(made: Draft) -> bool:
    said = editing.opened(made).perspectives
    return bool(said and said.product and said.engineering)


def _stated(
    repo: Repository, rules: Rules, made: Draft, record: Record, after: str, asked: Asked
) -> Draft:
    if after == (record.status or ""):
        return made
    by = asked.by.reading.record if asked.by else None
    return editing.set_status(
        made, after, superseding.missing_end(repo, rules, record, by) if by else None
    )


def _checked(
    repo: Repository, rules: Rules, stored: Stored, made: Draft, verb: str, after: str
) -> Record:
    """Return the record as it would be read, once the schemas allow it.

    What a decided record lacked before stands in nobody's way: it cannot be given any more.
    """
    spoken = store.words(repo, rules, store.WORKTREE)
    found = store.examined(made.content, stored.name, spoken)
    record = found.reading.record
    wrong = errors(found.findings)
    if verb == EDIT or (_status(stored) in lifecycle.DECIDED and after in lifecycle.DECIDED):
        known = {each.code for each in errors(stored.findings)}
        wrong = tuple(each for each in wrong if each.code not in known)
    if verb == "resolve" and record and not record.resolution:
        message = "What was contested needs a resolution."
        wrong = (*wrong, finding("missing-resolution", message, stored.name.path))
    if verb == "escalate":
        wrong = (*wrong, *(each for each in found.findings if each.code in _ALONE))
    if verb == "accept" and record:
        wrong = (*wrong, *_unanswered(record, found.findings))
    if wrong or record is None:
        raise Incomplete(verb, record, wrong)
    return record


def _unanswered(record: Record, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return which of the questions that a template asked of every decision are left.

    In a record of another format they are a warning, but nobody decides a question.
    """
    places = {record.places.get(key) for key in record.placeholders if key in _ANSWERS}
    left = (each for each in found if each.code == "unfilled-template")
    return tuple(each for each in left if (each.line, each.column) in places)


def _status(stored: Stored) -> str:
    return (stored.reading.record.status or "") if stored.reading.record else ""


def _refuse_claims(rules: Rules, stored: Stored, after: Record) -> None:
    keys = widened(rules, stored, after)
    if keys:
        raise Frozen(stored.name, opened(stored), keys)


def _whole(
    repo: Repository,
    rules: Rules,
    stored: Stored,
    record: Record,
    content: bytes,
    given: Given,
    asked: Asked,
) -> Moved:
    """Return the move with the other ends of its links."""
    contents = {stored.name.path: content}
    others: tuple[tuple[Name, bytes], ...] = ()
    if asked.by:
        contents.update(superseding.successor(repo, rules, stored, asked.by))
    if record.status == ACCEPTED:
        fresh = asked.verb == "accept"
        wanted = record.supersedes if fresh else given.items("supersedes")
        others = superseding.superseded(repo, rules, wanted, record)
        amends = record.amends if fresh else given.items("amends")
        ends = superseding.amended(repo, rules, amends, record)
        contents.update((name.path, text) for name, text in (*ends, *others))
    names = tuple(name for name, _ in others)
    said = rewritten(opened(stored), record)
    return Moved(stored.name, _status(stored), record, tuple(contents.items()), names, said)
