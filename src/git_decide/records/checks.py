"""Everything that can be said of one record by itself: its findings, its digest."""

from __future__ import annotations

from git_decide.codes import finding
from git_decide.findings import errors, ordered
from git_decide.records.digest import Digest
from git_decide.records.headings import SECTIONS
from git_decide.records.limits import FINDINGS
from git_decide.records.model import Reading
from git_decide.records.narrowing import OWN
from git_decide.records.reader import read
from git_decide.records.schema import record_findings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.findings import Finding
    from git_decide.records.digest import Name
    from git_decide.records.model import Record

_IN_FRONT_MATTER = frozenset(
    f"missing-{field}" for field in ("status", "date", "deciders", "superseded-by", "escalated-to")
)
_IN_BODY = frozenset(f"missing-{key}" for key in SECTIONS) | {"missing-perspective"}
UNREADABLE = frozenset(
    {"no-front-matter", "broken-front-matter", "yaml-anchor", "conflict-markers"}
)
_MAY_HOLD_TEMPLATE_TEXT = ("problem", "rejected")


def examine(
    content: bytes | None,
    name: Name,
    *,
    symlink: bool = False,
    file: bool = True,
    headings: Sequence[tuple[str, tuple[str, ...]]] = (),
    statuses: Sequence[tuple[str, tuple[str, ...]]] = (),
    strict: bool = False,
    product: Sequence[str] = (),
    engineering: Sequence[str] = (),
    own: object | None = None,
) -> tuple[Reading, tuple[Finding, ...]]:
    """Read a record and return it with everything that is wrong with it, in order.

    A `symlink` is never followed, and what is no `file` never opened: the content
    is not looked at. None stands for that of a file that may not be read.
    """
    if not file:
        message = "This has the name of a record and is not a file."
        found = (finding("record-not-a-file", message, name.path),)
        return Reading(None, found), found
    if symlink:
        message = "The record is a symbolic link, and those are not followed."
        found = (finding("record-is-symlink", message, name.path),)
        return Reading(None, found), found
    if content is None:
        message = "The file may not be read."
        found = (finding("record-unreadable", message, name.path),)
        return Reading(None, found), found
    reading = read(content, name, headings, statuses)
    return reading, findings(reading, product, engineering, own, strict)


def findings(
    reading: Reading,
    product: Sequence[str],
    engineering: Sequence[str],
    own: object | None = None,
    strict: bool = False,
) -> tuple[Finding, ...]:
    """Return what reading found and what the schemas find, by place.

    Raises `ConfigurationBroken` where `own` is no usable JSON Schema.
    """
    record = reading.record
    if record is None:
        return _capped(ordered(reading.findings))
    hidden = _hidden(reading, record)
    shown = record_findings(record, product, engineering, own, strict=strict, hidden=hidden)
    if not reading.findings and not shown and not record.placeholders:
        return ()
    left = _placeholders(record, strict or record.format == OWN)
    return _capped(ordered([*reading.findings, *shown, *left]))


def _capped(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the first findings; where they are too many, the last one says how many more."""
    if len(found) <= FINDINGS:
        return found
    # What makes a check fail comes first: no crowd of warnings can hide it.
    kept = sorted(found, key=lambda each: each.severity != "error")[: FINDINGS - 1]
    last = max(kept, key=lambda each: (each.line, each.column))
    message = f"There are {len(found) - len(kept)} more findings in this file."
    return (
        *ordered(kept),
        finding("too-many-findings", message, last.path, last.line, last.column),
    )


def _hidden(reading: Reading, record: Record) -> frozenset[str]:
    """Return the lacks that would only repeat what is told already."""
    hidden: frozenset[str] = frozenset()
    found = {problem.code for problem in reading.findings}
    if found & UNREADABLE:
        hidden = _IN_FRONT_MATTER
    if found & {"unclosed-comment", "conflict-markers"}:
        hidden |= _IN_BODY
    if record.placeholders and record.status not in _MAY_HOLD_TEMPLATE_TEXT:
        hidden |= {f"missing-{key}" for key in record.placeholders}
        if any(key.startswith("perspectives.") for key in record.placeholders):
            hidden |= {"missing-perspective"}
    return hidden


def _placeholders(record: Record, strictly: bool) -> list[Finding]:
    if record.status in _MAY_HOLD_TEMPLATE_TEXT:
        return []
    code = "placeholder-text" if strictly else "unfilled-template"
    made = []
    for key in record.placeholders:
        line, column = record.places.get(key, (1, 1))
        message = f"{_called(key)} is still template text."
        made.append(finding(code, message, record.name.path, line, column))
    return made


def _called(key: str) -> str:
    if key.startswith("sections["):
        return "This section"
    if key in SECTIONS:
        return f"The section {SECTIONS[key][0]}"
    if key.startswith("perspectives."):
        return f"The perspective of {key.partition('.')[2]}"
    if key == "title":
        return "The title"
    part, _, index = key.partition("[")
    return f"Item {int(index[:-1]) + 1} of `{part}`" if index else f"`{part}`"


def digest(reading: Reading, found: Sequence[Finding]) -> Digest:
    """Return what rules look at in a record, given every finding about it."""
    problems = tuple(problem.message for problem in errors(found))
    record = reading.record
    if record is None:
        return Digest(problems=problems)
    return Digest(
        record.title or "",
        record.status or "",
        record.date or "",
        record.kind or "",
        record.modules,
        record.paths,
        tuple(decider.role for decider in record.deciders if decider.role),
        record.aliases,
        problems,
        tuple((str(decider), decider.role or "") for decider in record.deciders),
    )
