"""Says records in plain text: a table of many, a page of one."""

from __future__ import annotations

from git_decide.output.terminal import PLAIN, Paint, safe, safe_lines
from git_decide.output.text import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.following import Trace
    from git_decide.queries.relations import Other, Relations
    from git_decide.records.model import Record

_COLOURS = {
    "accepted": "green",
    "rejected": "red",
    "superseded": "dim",
    "deprecated": "dim",
    "contested": "yellow",
    "escalated": "yellow",
}
_SECTIONS = (
    ("Context", "context"),
    ("Decision", "decision"),
    ("Alternatives considered", "alternatives"),
    ("Trade-offs", "trade_offs"),
    ("Success criteria", "success_criteria"),
    ("Resolution", "resolution"),
    ("Escalation", "escalation"),
    ("Outcome", "outcome"),
)
_SIGNATURES = {
    "G": "good signature",
    "U": "good signature, of unknown trust",
    "X": "good signature, which has expired",
    "Y": "good signature, by a key that has expired",
    "R": "good signature, by a key that was revoked",
    "E": "signature that cannot be checked here",
    "B": "BAD signature",
}


def list_text(
    records: Sequence[Record | Gist],
    folders: Mapping[str, str],
    columns: int = 0,
    paint: Paint = PLAIN,
) -> str:
    """Return a table of records: id, status, date, title.

    Where they are of several logs, each log has its name and its folder above it;
    `folders` are those of all logs, by name.
    """
    rows = [
        (
            paint("bold", safe(record.name.qualified)),
            status(record, paint),
            safe(record.date or "-"),
            safe(record.title) if record.title else paint("dim", "(no title)"),
        )
        for record in records
    ]
    lines = table(rows, columns)
    logs = dict.fromkeys(record.name.log for record in records)
    if len(logs) < 2:
        return "\n".join(lines)
    parts = []
    for log in logs:
        head = f"{safe(log)}: {safe(folders[log])}" if log else safe(folders[log])
        own = [line for line, record in zip(lines, records, strict=True) if record.name.log == log]
        parts.append("\n".join([paint("dim", head), *own]))
    return "\n\n".join(parts)


def status(record: Record | Gist, paint: Paint) -> str:
    """Return the status in its colour, "-" where the record states none."""
    return paint(_COLOURS.get(record.status or "", "cyan"), safe(record.status or "-"))


def page(record: Record, others: Relations, trace: Trace, paint: Paint = PLAIN) -> str:
    """Return all of one record, how it stands to others, and the commits behind it."""
    head = f"{paint('bold', safe(record.name.qualified))}  {status(record, paint)}"
    facts = [*_facts(record, others), *_commits(record, trace)]
    parts = [
        f"{head}\n{paint('bold', safe(record.title or '(no title)'))}",
        "\n".join(table([(f"{name}:", text) for name, text in facts])),
        *(f"{paint('bold', heading)}\n{_indented(text)}" for heading, text in _texts(record)),
        f"{paint('bold', 'Commits that follow it')}\n{_followers(trace)}",
    ]
    return "\n\n".join(parts)


def _facts(record: Record, others: Relations) -> Iterator[tuple[str, str]]:
    plain = (
        ("Date", (record.date,)),
        ("Status as written", (_status_text(record),)),
        ("Kind", (record.kind,)),
        ("Deciders", map(str, record.deciders)),
        ("Consulted", map(str, record.consulted)),
        ("Informed", map(str, record.informed)),
        ("Escalated to", (record.escalated_to,)),
        ("Modules", record.modules),
        ("Paths", record.paths),
        ("Supersedes", _linked(record.supersedes, others.supersedes, others)),
        ("Superseded by", _linked(record.superseded_by, others.superseded_by, others)),
        ("In force now", map(_called, _further(others))),
        ("Amends", _linked(record.amends, others.amends, others)),
        ("Amended by", _linked(record.amended_by, others.amended_by, others)),
        ("Relates to", record.relates),
        ("Review by", (record.review_by,)),
        ("Cost", (record.cost,)),
        ("Tags", record.tags),
        ("Former ids", record.aliases),
        ("Format", ("" if record.format == "decision-log" else record.format,)),
        ("File", (record.name.path,)),
    )
    for name, values in plain:
        text = ", ".join(safe(each) for each in values if each)
        if text:
            yield name, text


def _status_text(record: Record) -> str:
    """Return the status as written where it says more, or other, than the canonical one."""
    said = " ".join((record.status_text or "").split())
    return "" if said.casefold() == (record.status or "").casefold() else said


def _linked(written: Sequence[str], found: Sequence[Other], others: Relations) -> list[str]:
    """Return the records at the other ends, and what was written and means none."""
    return [*map(_called, found), *(each for each in written if each in others.unresolved)]


def _further(others: Relations) -> Sequence[Other]:
    return () if set(others.in_force) <= set(others.superseded_by) else others.in_force


def _called(other: Other) -> str:
    return f"{other.name.qualified} ({other.status})" if other.status else other.name.qualified


def _commits(record: Record, trace: Trace) -> Iterator[tuple[str, str]]:
    if record.status not in (None, "accepted") and trace.accepted_by:
        yield "Accepted in", _set_by(trace, accepted=True)
    if record.status:
        yield f"{safe(record.status).capitalize()} in", _set_by(trace)


def _set_by(trace: Trace, accepted: bool = False) -> str:
    commit = trace.accepted_by if accepted else trace.set_by
    if commit is None:
        return "no commit yet" if trace.complete else "no commit in this shallow clone"
    signature = _SIGNATURES.get(commit.signature, "not signed")
    return f"{commit.id[:10]} by {safe(commit.author)}, {commit.date} ({signature})"


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    for heading, name in _SECTIONS:
        text = _alternatives(record) if name == "alternatives" else getattr(record, name)
        if text:
            yield heading, text
        if name == "success_criteria" and record.perspectives:
            for side in ("product", "engineering"):
                if said := getattr(record.perspectives, side):
                    yield f"Perspective of {side}", said
    for section in record.sections:
        yield safe(section.heading), section.text


def _alternatives(record: Record) -> str:
    return "\n".join(
        f"- {each.name}: {each.reason}" if each.reason else f"- {each.name}"
        for each in record.alternatives
    )


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in safe_lines(text.strip("\n")).split("\n"))


def _followers(trace: Trace) -> str:
    lines = [
        f"  {commit.id[:10]}  {commit.date}  {safe(commit.subject)} ({safe(commit.author)})"
        for commit in trace.followers
    ] or ["  none yet"]
    if not trace.complete:
        lines.append("  (this clone is shallow: older ones may exist)")
    return "\n".join(lines)
