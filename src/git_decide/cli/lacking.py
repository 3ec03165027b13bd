"""Says what a record lacks, and with which flags to give it."""

from __future__ import annotations

from git_decide.errors import Refused
from git_decide.findings import errors
from git_decide.output import shell
from git_decide.output.terminal import safe
from git_decide.records.checks import UNREADABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.cli.frame import Frame
    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Roles, Rules
    from git_decide.queries.accepting import Incomplete
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Stored

_FLAGS = {
    "context": "--context 'TEXT'",
    "decision": "--decision 'TEXT'",
    "alternatives": "--alternative 'NAME: WHY IT LOST'",
    "trade-offs": "--trade-offs 'TEXT'",
    "success-criteria": "--success-criteria 'TEXT'",
    "resolution": "--resolution 'TEXT'",
    "cost": "--cost 'TEXT'",
}


def readable(frame: Frame, stored: Stored) -> Stored:
    """Return the record; raise `Refused` where its fields could not be read, and say why."""
    unread = [each for each in stored.findings if each.code in UNREADABLE]
    if stored.reading.record is not None and not unread:
        return stored
    first = next(iter([*unread, *stored.findings]))
    seen = frame.seen(stored.name.path)
    raise Refused(f"{seen} cannot be read: {_place(first)}{first.message}", _check(frame, stored))


def _check(frame: Frame, stored: Stored) -> str:
    return f"git decide check {frame.typed(stored.name.path)}"


def refusal(frame: Frame, incomplete: Incomplete, name: Name, roles: Roles) -> Refused:
    """Return the refusal to accept a record: every lack, and the command that mends them."""
    flags = _missing(incomplete.record, incomplete.findings, roles)
    hints = [_accept(name, flags)] if flags else []
    hints += [f"{'or edit' if flags else 'edit'} {frame.typed(name.path)}"]
    return Refused(_list(incomplete.message, incomplete.findings), "\n".join(hints))


def unfinished(message: str, stored: Stored, roles: Roles) -> Refused:
    """Return the refusal to write a record that does not hold what its status claims."""
    wrong = errors(stored.findings)
    flags = _missing(stored.reading.record, wrong, roles)
    hint = f"Add {' '.join(flags)}" if flags else "Begin it as proposed, and accept it later."
    return Refused(_list(message, wrong, places=False), hint)


def next_step(repo: Repository, rules: Rules, stored: Stored) -> Iterator[str]:
    """Yield what a new record lacks to be accepted, and the command to type next."""
    from git_decide.queries.accepting import Incomplete, accept
    from git_decide.queries.filling import Given

    record = stored.reading.record
    if record and record.status == "accepted":
        link = f"Decision: {stored.name.qualified}"
        yield f"Next: {safe(shell.line(['git', 'commit', '--trailer', link]))}"
        return
    try:
        accept(repo, rules, stored, Given(), _ANY_DAY)
    except Incomplete as incomplete:
        flags = _missing(incomplete.record, incomplete.findings, rules.roles)
        for finding in incomplete.findings:
            yield f"  to be accepted it needs: {safe(finding.message)}"
        yield f"Next: {safe(_accept(stored.name, flags))}"
    except Refused as refused:
        yield f"  to be accepted: {safe(refused.message)}"
        for finding in errors(stored.findings):
            yield f"  {_place(finding)}{safe(finding.message)}"
        yield f"Next: {safe(refused.hint)}"
    else:
        yield f"Next: {safe(_accept(stored.name, ()))}"


_ANY_DAY = "2000-01-01"


def _missing(record: Record | None, findings: Sequence[Finding], roles: Roles) -> tuple[str, ...]:
    """Return the flags that would give what is missing, in the order of the findings."""
    return tuple(dict.fromkeys(_flags(record, findings, roles)))


def _accept(name: Name, flags: Sequence[str]) -> str:
    return " ".join(["git decide accept", shell.word(name.qualified), *flags])


def _list(message: str, findings: Sequence[Finding], places: bool = True) -> str:
    lines = [f"  {_place(each) if places else ''}{each.message}" for each in findings]
    return "\n".join([f"{message}:", *lines])


def _place(finding: Finding) -> str:
    return f"line {finding.line}: " if finding.line > 1 else ""


def _flags(record: Record | None, findings: Sequence[Finding], roles: Roles) -> Iterator[str]:
    for finding in findings:
        key = finding.code.removeprefix("missing-")
        if key in _FLAGS:
            yield _FLAGS[key]
        elif key == "deciders":
            yield _decider(record.kind if record else None, roles)
        elif key == "product-decider":
            yield _person(roles.product)
        elif key == "engineering-decider":
            yield _person(roles.engineering)
    for key in record.placeholders if record else ():
        if key in _FLAGS:
            yield _FLAGS[key]


def _decider(kind: str | None, roles: Roles) -> str:
    sides = {
        "product": (roles.product,),
        "scope": (roles.product,),
        "technical": (roles.engineering,),
        "trade-off": (roles.product, roles.engineering),
    }
    wanted = sides.get(kind or "", ())
    return " ".join(map(_person, wanted)) or "--decider 'NAME (ROLE)'"


def _person(titles: Sequence[str]) -> str:
    return f"--decider 'NAME ({titles[0] if titles else 'ROLE'})'"
