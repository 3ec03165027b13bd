"""Says one record in plain text, with all that is known of it."""

from __future__ import annotations

from git_decide.output import acks
from git_decide.output.hyperlinks import UNLINKED, Hyperlinks
from git_decide.output.record import status
from git_decide.output.signatures import SIGNATURES
from git_decide.output.terminal import PLAIN, Paint, safe, safe_lines
from git_decide.output.text import count, table
from git_decide.output.timeline import SHORT, follower_line
from git_decide.queries.past import day_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.queries.background import Background, Tenure
    from git_decide.queries.record_history import Step
    from git_decide.queries.relations import Other, Relations
    from git_decide.records.model import Record

_FEW = 12  # commits and files that are shown unless all are asked for
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


def page(
    record: Record,
    found: Background,
    paint: Paint = PLAIN,
    links: Hyperlinks = UNLINKED,
    *,
    full: bool = False,
) -> str:
    """Return all of one record, how it stands to others, and what git tells of it.

    Of people, commits and files only the first ones, unless `full` asks for all.
    """
    name = links.record(record.name.path, paint("bold", safe(record.name.qualified)))
    facts = [*_facts(record, found.relations, links), *_commits(record, found, links)]
    parts = [
        f"{name}  {status(record, paint)}\n{paint('bold', safe(record.title or '(no title)'))}",
        "\n".join(table([(f"{name}:", text) for name, text in facts])),
        *(f"{paint('bold', heading)}\n{_indented(text)}" for heading, text in _texts(record)),
    ]
    if readers := acks.readers(found.understanding, full=full):
        parts.append(f"{paint('bold', 'Who has understood it')}\n{readers}")
    if found.tenures:
        parts.append(f"{paint('bold', 'Chain of supersession')}\n{_chain(record, found, links)}")
    if found.files:
        parts.append(f"{paint('bold', 'Files that it governs')}\n{_files(found, links, full)}")
    commits = _followers(found, links, full)
    return "\n\n".join([*parts, f"{paint('bold', 'Commits that follow it')}\n{commits}"])


def _facts(record: Record, others: Relations, links: Hyperlinks) -> Iterator[tuple[str, str]]:
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
        ("Relates to", _linked(record.relates, others.relates, others)),
        ("Review by", (record.review_by,)),
        ("Cost", (record.cost,)),
        ("Tags", record.tags),
        ("Former ids", record.aliases),
        ("Format", ("" if record.format == "decision-log" else record.format,)),
    )
    for name, values in plain:
        text = ", ".join(safe(each) for each in values if each)
        if text:
            yield name, text
    yield "File", links.record(record.name.path, safe(record.name.path))


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


def _commits(record: Record, found: Background, links: Hyperlinks) -> Iterator[tuple[str, str]]:
    made = found.setting
    if record.status not in (None, "accepted") and made.accepted_by:
        yield "Accepted in", _set_by(made.accepted_by, found, links)
    if record.status:
        yield f"{safe(record.status).capitalize()} in", _set_by(made.set_by, found, links)


def _set_by(step: Step | None, found: Background, links: Hyperlinks) -> str:
    if step is None:
        return "no commit yet" if found.complete else "no commit in this shallow clone"
    signature = SIGNATURES.get(found.signatures.get(step.id, ""), "not signed")
    commit = links.commit(step.id, step.id[:SHORT])
    return f"{commit} by {safe(step.author)}, {day_of(step.committed)} ({signature})"


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


def _chain(record: Record, found: Background, links: Hyperlinks) -> str:
    rows = [
        (
            ">" if tenure.other.name == record.name else " ",
            links.record(tenure.other.name.path, safe(tenure.other.name.qualified)),
            safe(tenure.other.status or "-"),
            _days(tenure),
            safe(tenure.other.title or "(no title)"),
        )
        for tenure in found.tenures
    ]
    return "\n".join(table(rows))


def _days(tenure: Tenure) -> str:
    if not tenure.since:
        return "never in force"
    since = safe(tenure.since)
    if tenure.other.status == "accepted":
        return f"since {since}"
    return f"{since} to {safe(tenure.until)}" if tenure.until else f"from {since}"


def _files(found: Background, links: Hyperlinks, full: bool) -> str:
    shown = found.files if full else found.files[:_FEW]
    lines = [f"  {links.file(path, safe(path))}" for path in shown]
    return "\n".join([*lines, *_more(len(found.files) - len(shown), "file")])


def _followers(found: Background, links: Hyperlinks, full: bool) -> str:
    shown = found.followers if full else found.followers[:_FEW]
    lines = [f"  {follower_line(each, 0, links)}" for each in shown] or ["  none yet"]
    lines += _more(len(found.followers) - len(shown), "commit")
    if not found.complete:
        lines.append("  (this clone is shallow: older ones may exist)")
    return "\n".join(lines)


def _more(number: int, noun: str) -> list[str]:
    return [f"  … and {count(number, f'more {noun}')}: --full"] if number else []
