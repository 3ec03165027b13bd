"""Says what to type: where a move is refused, what is allowed; after one, what comes next."""

from __future__ import annotations

from git_decide.cli.lacking import missing, place, told
from git_decide.errors import Refused
from git_decide.findings import errors
from git_decide.output import shell
from git_decide.output.terminal import safe
from git_decide.queries.moving import Asked, Frozen, Incomplete, NotAllowed, move
from git_decide.records import lifecycle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.cli.frame import Frame
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Roles, Rules
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Stored

# What can be done to a record by each verb, to be read after "can be".
PAST = {
    "propose": "proposed",
    "accept": "accepted",
    "reject": "rejected",
    "contest": "contested",
    "resolve": "resolved",
    "escalate": "escalated",
    "deprecate": "deprecated",
    "supersede": "superseded",
    "reopen": "reopened",
    "edit": "edited",
    "outcome": "given an outcome",
}
# What each verb cannot do without.
_NEEDS = {
    "reject": "--why 'TEXT'",
    "contest": "--side product --says 'TEXT'",
    "resolve": "--resolution 'TEXT'",
    "escalate": "--to 'NAME (ROLE)'",
    "deprecate": "--why 'TEXT'",
    "supersede": "--by NEW-ID",
}
_CLAIMS = {
    "modules": "--module NAME",
    "paths": "--path PATTERN",
    "deciders": "--decider 'NAME (ROLE)'",
    "kind": "--kind KIND",
    "date": "--date YYYY-MM-DD",
}
# What the message of a commit may say.
_SUBJECTS = {"rejected": "Reject", "superseded": "Supersede", "deprecated": "Deprecate"}
_ANY_DAY = "2000-01-01"


def command(verb: str, name: Name, flags: Sequence[str] = ()) -> str:
    """Return the command that a verb is typed as; `flags` stand instead of those that it needs."""
    needs = [_NEEDS[verb]] if verb in _NEEDS and not flags else []
    return " ".join(["git decide", verb, shell.word(name.qualified), *needs, *flags])


def refusal(frame: Frame, refused: Refused, name: Name, roles: Roles, typed: str = "") -> Refused:
    """Return a refusal as it is told: what is, what is allowed or missing, what to type.

    `typed` are the flags that were given, which a command that mends repeats.
    """
    if isinstance(refused, NotAllowed):
        return Refused(_why_not(refused), "\n".join(_allowed(refused)))
    if isinstance(refused, Frozen):
        return Refused(refused.message, _elsewhere(refused))
    if isinstance(refused, Incomplete):
        flags = missing(refused.record, refused.findings, roles)
        given = [typed] if typed else []
        hints = [command(refused.verb, name, (*given, *flags))] if flags else []
        hints += [f"{'or edit' if flags else 'edit'} {frame.typed(name.path)}"]
        message = f"{name.qualified} cannot be {PAST[refused.verb]} yet"
        return Refused(told(message, refused.findings), "\n".join(hints))
    return refused


def _why_not(refused: NotAllowed) -> str:
    verb, status = refused.verb, refused.record.status or ""
    if status == PAST[verb]:
        by = ", ".join(refused.record.superseded_by) if status == "superseded" else ""
        return f"{refused.name.qualified} is already {status}{f' by {by}' if by else ''}"
    if verb == "edit":
        return f"{refused.message}, and an edit does not move it to another status"
    sources = lifecycle.DECIDED if verb == "outcome" else lifecycle.sources(verb)
    return f"{refused.message}, and only what is {_either(sources)} can be {PAST[verb]}"


def _either(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def _allowed(refused: NotAllowed) -> Iterator[str]:
    name, record = refused.name, refused.record
    status = record.status or ""
    if status == "accepted":
        again = ["git", "decide", "new", "TITLE", "--supersedes", name.qualified]
        yield f"Changed minds make a new record: {shell.line(again)}"
    known = lifecycle.moves(status)
    if known:
        yield f"From {status} it can become" if status in lifecycle.STATUSES else "It can become"
    for after, verb in known.items():
        yield f"  {after}: {command(verb, name)}"
    if not known:
        yield _holding(name, record)


def _holding(name: Name, record: Record) -> str:
    by = record.superseded_by[0] if record.superseded_by else name.qualified
    return f"See what holds now: git decide show {shell.word(by)}"


def _elsewhere(refused: Frozen) -> str:
    """Return what to do instead of changing what an accepted record covers or claims."""
    name, status = refused.name, refused.record.status
    if status == "superseded":
        return _holding(name, refused.record)
    if status == "deprecated":
        return f"To take it up again: {command('reopen', name)}"
    flags = " ".join(_CLAIMS[key] for key in refused.keys)
    amend = shell.line(["git", "decide", "new", "TITLE", "--amends", name.qualified])
    return f"Write a record that amends it: {amend} {flags}"


def next_step(repo: Repository, rules: Rules, stored: Stored) -> Iterator[str]:
    """Yield what a record lacks for its next status, and the command to type next."""
    record = stored.reading.record
    status = (record.status or "") if record else ""
    name = stored.name
    if status == "accepted":
        link = ["git", "commit", "--trailer", f"Decision: {name.qualified}"]
        yield f"Next: {safe(shell.line(link))}"
    elif status in ("contested", "escalated"):
        for after, verb in lifecycle.moves(status).items():
            if after != "rejected":
                yield f"Next: {safe(command(verb, name))}"
    elif status in ("rejected", "superseded", "deprecated"):
        said = f"{_SUBJECTS[status]} {name.qualified}"
        yield f"Next: {safe(shell.line(['git', 'commit', '-m', said]))}"
    else:
        if side := _silent(record):
            words = (f"--side {side}", "--says 'TEXT'")
            yield f"Next: {safe(command('contest', name, words))}"
        yield from _tried(repo, rules, stored, "accept" if status == "proposed" else "propose")


def _silent(record: Record | None) -> str:
    """Return the side that has not answered yet in a disagreement, "" where there is none."""
    said = record.perspectives if record and not record.resolution else None
    if not said or (said.product and said.engineering):
        return ""
    return "engineering" if said.product else "product"


def _tried(repo: Repository, rules: Rules, stored: Stored, verb: str) -> Iterator[str]:
    """Yield what stands in the way of a verb, and the command that does it all the same."""
    from git_decide.queries.filling import Given

    flags: tuple[str, ...] = ()
    try:
        move(repo, rules, stored, Given(), Asked(verb), _ANY_DAY)
    except Incomplete as incomplete:
        flags = missing(incomplete.record, incomplete.findings, rules.roles)
        for finding in incomplete.findings:
            yield f"  to be {PAST[verb]} it needs: {safe(finding.message)}"
    except Refused as refused:
        yield f"  to be {PAST[verb]}: {safe(refused.message)}"
        for finding in errors(stored.findings):
            yield f"  {place(finding)}{safe(finding.message)}"
        yield f"Next: {safe(refused.hint)}"
        return
    yield f"Next: {safe(command(verb, stored.name, flags))}"
