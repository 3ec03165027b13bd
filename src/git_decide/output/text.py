"""Says findings, tables and counts in plain text."""

from __future__ import annotations

from git_decide.errors import named
from git_decide.output.terminal import PLAIN, Paint, cut, safe, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.findings import Finding
    from git_decide.queries.checks.mending import Fix
    from git_decide.queries.unstated import Unstated

_KNOWN = 8  # values that are named; of more the number is told


def count(number: int, one: str, many: str = "") -> str:
    """Return ``1 file``, ``2 files``; `many` is for words that do not just take an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def place(finding: Finding) -> str:
    """Return ``path:line:column`` as far as the finding has them: "" for what is in no file."""
    parts = [safe(finding.path)]
    if finding.line:
        parts.append(str(finding.line))
        if finding.column:
            parts.append(str(finding.column))
    return ":".join(parts)


def finding_lines(finding: Finding, paint: Paint = PLAIN) -> str:
    """Return one finding: where, how bad, what, its code, and below it what mends it."""
    colour = "red" if finding.severity == "error" else "yellow"
    where = place(finding)
    head = (
        f"{paint('bold', where)}{': ' if where else ''}{paint(colour, finding.severity)}: "
        f"{safe(finding.message)} {paint('dim', f'[{finding.code}]')}"
    )
    return f"{head}\n    {safe(finding.mend)}" if finding.mend else head


def findings_text(findings: Iterable[Finding], paint: Paint = PLAIN) -> str:
    """Return all findings, one after the other."""
    return "\n".join(finding_lines(finding, paint) for finding in findings)


def fixes_text(fixes: Iterable[Fix], paint: Paint = PLAIN) -> str:
    """Return what was mended, one thing a line."""
    lines = []
    for fix in fixes:
        where = f"{safe(fix.path)}:{fix.line}" if fix.line else safe(fix.path)
        lines.append(f"{paint('bold', where)}: {paint('green', 'mended')}: {safe(fix.what)}")
    return "\n".join(lines)


def tally(findings: Sequence[Finding]) -> str:
    """Return ``1 error, 2 warnings``."""
    bad = sum(finding.severity == "error" for finding in findings)
    return f"{count(bad, 'error')}, {count(len(findings) - bad, 'warning')}"


def table(rows: Sequence[Sequence[str]], columns: int = 0) -> list[str]:
    """Return `rows` with their columns aligned, the last one cut to fit `columns` if not 0.

    The cells must be safe already; their colours and links take no room.
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)][:-1]
    left = columns - sum(widths) - 2 * len(widths)
    lines = []
    for row in rows:
        cells = [
            cell + " " * (room - width(cell)) for cell, room in zip(row[:-1], widths, strict=True)
        ]
        last = cut(row[-1], left) if columns and left > 10 else row[-1]
        lines.append("  ".join([*cells, last]).rstrip())
    return lines


def unstated(asked: Unstated) -> str:
    """Return that no record has a value, and which ones there are, on one line."""
    known, left = asked.known[:_KNOWN], len(asked.known) - _KNOWN
    if not known:
        return f"No record names a {asked.field}."
    more = [f"and {left} more"] if left > 0 else []
    there = ", ".join([*map(safe, known), *more])
    return f"No record has the {asked.field} {safe(named(asked.value))}. There are: {there}"
