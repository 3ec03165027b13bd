"""Says what to type: where a move is refused, what is allowed; after one, what comes next."""

from __future__ import annotations

from git_decide.cli.lacking import missing, place, told
from git_decide.cli.steps import PAST, Outlook, command, next_lines, verb_for
from git_decide.errors import Refused
from git_decide.findings import errors
from git_decide.output import shell
from git_decide.output.terminal import safe
from git_decide.policy.model import OWNERS, SIDES
from git_decide.queries.moving import Asked, Frozen, Incomplete, NotAllowed, move
from git_decide.records import lifecycle
from git_decide.records.ids import parted
from git_decide.values import replace

__all__ = ["command", "next_step", "outlook", "refusal"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.cli.frame import Frame
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules, Side
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Stored

_CLAIMS = {
    "modules": "--module NAME",
    "paths": "--path PATTERN",
    "deciders": "--decider 'NAME (ROLE)'",
    "kind": "--kind KIND",
    "date": "--date YYYY-MM-DD",
}
_ANY_DAY = "2000-01-01"


def refusal(frame: Frame, refused: Refused, name: Name, rules: Rules, typed: str = "") -> Refused:
    """Return a refusal as it is told: what is, what is allowed or missing, what to type.

    `typed` are the flags that were given, which a command that mends repeats.
    """
    if isinstance(refused, NotAllowed):
        return Refused(_why_not(refused), "\n".join(_allowed(refused)))
    if isinstance(refused, Frozen):
        return Refused(refused.message, _elsewhere(refused))
    if isinstance(refused, Incomplete):
        flags = missing(refused.record, refused.findings, rules.roles)
        given = [typed] if typed else []
        hints = [command(refused.verb, name, (*given, *flags))] if flags else []
        hints += [f"{'or edit' if flags else 'edit'} {frame.typed(name.path)}"]
        hints += _whom(frame, rules, refused)
        message = f"{name.qualified} cannot be {PAST[refused.verb]} yet"
        return Refused(told(message, refused.findings), "\n".join(hints))
    return refused


def _whom(frame: Frame, rules: Rules, refused: Incomplete) -> Iterator[str]:
    """Yield whom to ask for each side that did not sign, where somebody decided before."""
    record = refused.record
    sides = [*_unsigned(record, refused)] if record and record.modules else []
    if not record or not sides:
        return
    from git_decide.output.refused_module import people
    from git_decide.queries.asking import earlier

    found = earlier(frame.worktree, rules, record.modules)
    for side in sides:
        known = [each for each in found if side in each.sides]
        if known:
            yield f"Ask for {side}: {safe(people(known))}"


def _unsigned(record: Record, refused: Incomplete) -> Iterator[Side]:
    codes = {found.code for found in refused.findings}
    for side in SIDES:
        nobody = "missing-deciders" in codes and side in OWNERS.get(record.kind or "", ())
        if nobody or codes & {f"missing-{side}-decider", f"escalated-without-{side}"}:
            yield side


def _why_not(refused: NotAllowed) -> str:
    verb, status = refused.verb, refused.record.status or ""
    if status == PAST[verb]:
        by = ", ".join(_successors(refused.name, refused.record)) if status == "superseded" else ""
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
    by = next(_successors(name, record), name.qualified)
    return f"See what holds now: git decide show {shell.word(by)}"


def _successors(name: Name, record: Record) -> Iterator[str]:
    """Yield what holds instead; a link to a file beside the record's own is told as an id."""
    for written in record.superseded_by:
        folder, stem = parted(written)
        beside = stem and folder == parted(name.path)[0]
        yield replace(name, id=stem).qualified if beside else written


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
    return next_lines(stored.name, status, outlook(repo, rules, stored))


def outlook(repo: Repository, rules: Rules, stored: Stored) -> Outlook:
    """Return what stands between a record and its next status, found by trying to move it."""
    from git_decide.queries.filling import Given

    record = stored.reading.record
    verb = verb_for((record.status or "") if record else "")
    if not verb:
        return Outlook()
    side = _silent(record)
    try:
        move(repo, rules, stored, Given(), Asked(verb), _ANY_DAY)
    except Incomplete as incomplete:
        found = incomplete.findings
        told = (f"  to be {PAST[verb]} it needs: {safe(each.message)}" for each in found)
        return Outlook(tuple(told), missing(incomplete.record, found, rules.roles), side)
    except Refused as refused:
        found = errors(stored.findings)
        lines = (f"  {place(each)}{safe(each.message)}" for each in found)
        why = f"  to be {PAST[verb]}: {safe(refused.message)}"
        return Outlook((why, *lines), (), side, refused.hint)
    return Outlook(side=side)


def _silent(record: Record | None) -> str:
    """Return the side that has not answered yet in a disagreement, "" where there is none."""
    said = record.perspectives if record and not record.resolution else None
    if not said or (said.product and said.engineering):
        return ""
    return "engineering" if said.product else "product"
