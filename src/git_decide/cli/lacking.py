"""Says what a record lacks, and with which flags to give it."""

from __future__ import annotations

from git_decide.errors import Refused
from git_decide.findings import errors
from git_decide.policy.model import OWNERS
from git_decide.records.checks import UNREADABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.cli.frame import Frame
    from git_decide.findings import Finding
    from git_decide.policy.model import Roles
    from git_decide.records.model import Record
    from git_decide.store import Stored

_FLAGS = {
    "context": "--context 'TEXT'",
    "decision": "--decision 'TEXT'",
    "alternatives": "--alternative 'NAME: WHY IT LOST'",
    "alternative-without-reason": "--alternative 'NAME: WHY IT LOST'",
    "trade-offs": "--trade-offs 'TEXT'",
    "success-criteria": "--success-criteria 'TEXT'",
    "resolution": "--resolution 'TEXT'",
    "escalation": "--escalation 'TEXT'",
    "outcome": "--outcome 'TEXT'",
    "cost": "--cost 'TEXT'",
    "escalated-to": "--escalated-to 'NAME (ROLE)'",
    "date": "--date YYYY-MM-DD",
    "invalid-date": "--date YYYY-MM-DD",
    "unknown-kind": "--kind KIND",
    "decider-without-role": "--decider 'NAME (ROLE)'",
    "perspectives.product": "--product 'TEXT'",
    "perspectives.engineering": "--engineering 'TEXT'",
}


def readable(frame: Frame, stored: Stored) -> Stored:
    """Return the record; raise `Refused` where its fields could not be read, and say why."""
    unread = [each for each in stored.findings if each.code in UNREADABLE]
    if stored.reading.record is not None and not unread:
        return stored
    first = next(iter([*unread, *stored.findings]))
    seen = frame.seen(stored.name.path)
    check = f"git decide check {frame.typed(stored.name.path)}"
    raise Refused(f"{seen} cannot be read: {place(first)}{first.message}", check)


def unfinished(message: str, stored: Stored, roles: Roles) -> Refused:
    """Return the refusal to write a record that does not hold what its status claims."""
    wrong = errors(stored.findings)
    flags = missing(stored.reading.record, wrong, roles)
    hint = f"Add {' '.join(flags)}" if flags else "Begin it as proposed, and accept it later."
    return Refused(told(message, wrong, places=False), hint)


def missing(record: Record | None, findings: Sequence[Finding], roles: Roles) -> tuple[str, ...]:
    """Return the flags that would give what is missing, in the order of the findings."""
    return tuple(dict.fromkeys(_flags(record, findings, roles)))


def told(message: str, findings: Sequence[Finding], places: bool = True) -> str:
    """Return a message with what was found below it, a line for each."""
    lines = [f"  {place(each) if places else ''}{each.message}" for each in findings]
    return "\n".join([f"{message}:", *lines])


def place(finding: Finding) -> str:
    """Return where something was found, "" for the first line, which says nothing."""
    return f"line {finding.line}: " if finding.line > 1 else ""


def _flags(record: Record | None, findings: Sequence[Finding], roles: Roles) -> Iterator[str]:
    for finding in findings:
        key = finding.code.removeprefix("missing-")
        if key in _FLAGS:
            yield _FLAGS[key]
        elif key == "perspective":
            yield from _perspectives(record)
        elif key == "deciders":
            yield _decider(record.kind if record else None, roles)
        elif key in ("product-decider", "escalated-without-product"):
            yield _person(roles.product)
        elif key in ("engineering-decider", "escalated-without-engineering"):
            yield _person(roles.engineering)
    for key in record.placeholders if record else ():
        if key in _FLAGS:
            yield _FLAGS[key]


def _perspectives(record: Record | None) -> Iterator[str]:
    said = record.perspectives if record else None
    if not (said and said.product):
        yield _FLAGS["perspectives.product"]
    if not (said and said.engineering):
        yield _FLAGS["perspectives.engineering"]


def _decider(kind: str | None, roles: Roles) -> str:
    titles = {"product": roles.product, "engineering": roles.engineering}
    wanted = (titles[side] for side in OWNERS.get(kind or "", ()))
    return " ".join(map(_person, wanted)) or "--decider 'NAME (ROLE)'"


def _person(titles: Sequence[str]) -> str:
    return f"--decider 'NAME ({titles[0] if titles else 'ROLE'})'"
