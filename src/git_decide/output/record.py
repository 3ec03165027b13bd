"""Says records in plain text: a table of many, a page of one."""

from __future__ import annotations

from git_decide.output.terminal import PLAIN, Paint, safe, safe_lines
from git_decide.output.text import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.queries.following import Trace
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


def list_text(records: Sequence[Record], columns: int = 0, paint: Paint = PLAIN) -> str:
    """Return a table of records: id, status, date, title."""
    rows = [
        (
            paint("bold", safe(record.name.qualified)),
            status(record, paint),
            safe(record.date or "-"),
            safe(record.title or "(no title)"),
        )
        for record in records
    ]
    return "\n".join(table(rows, columns))


def status(record: Record, paint: Paint) -> str:
    """Return the status in its colour, "-" where the record states none."""
    return paint(_COLOURS.get(record.status or "", "cyan"), safe(record.status or "-"))


def page(record: Record, trace: Trace, paint: Paint = PLAIN) -> str:
    """Return all of one record, and the commits behind it."""
    head = f"{paint('bold', safe(record.name.qualified))}  {status(record, paint)}"
    parts = [
        f"{head}\n{paint('bold', safe(record.title or '(no title)'))}",
        "\n".join(table([(f"{name}:", text) for name, text in _facts(record, trace)])),
        *(f"{paint('bold', heading)}\n{_indented(text)}" for heading, text in _texts(record)),
        f"{paint('bold', 'Commits that follow it')}\n{_followers(trace)}",
    ]
    return "\n\n".join(parts)


def _facts(record: Record, trace: Trace) -> Iterator[tuple[str, str]]:
    plain = (
        ("Date", (record.date,)),
        ("Kind", (record.kind,)),
        ("Deciders", map(str, record.deciders)),
        ("Consulted", map(str, record.consulted)),
        ("Informed", map(str, record.informed)),
        ("Escalated to", (record.escalated_to,)),
        ("Modules", record.modules),
        ("Paths", record.paths),
        ("Supersedes", record.supersedes),
        ("Superseded by", record.superseded_by),
        ("Amends", record.amends),
        ("Relates to", record.relates),
        ("Review by", (record.review_by,)),
        ("Cost", (record.cost,)),
        ("Tags", record.tags),
        ("Former ids", record.aliases),
        ("File", (record.name.path,)),
    )
    for name, values in plain:
        text = ", ".join(safe(each) for each in values if each)
        if text:
            yield name, text
    if record.status:
        yield f"{safe(record.status).capitalize()} in", _set_by(trace)


def _set_by(trace: Trace) -> str:
    commit = trace.set_by
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
