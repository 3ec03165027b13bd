"""One diagnosed problem: where it is, what it is called, what is wrong and what mends it."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    Severity = Literal["error", "warning"]


@value
class Finding:
    """A problem in a file of the repository, or in the message of a commit.

    `code` is stable and kebab-case. `path` is "" for what is in no file. `line` and `column`
    count from one; zero means the file as a whole. `mend` is an instruction or a command.
    """

    code: str
    severity: Severity
    message: str
    mend: str
    path: str
    line: int = 0
    column: int = 0


def document(finding: Finding) -> dict[str, object]:
    """Return the JSON object for a finding, as ``schemas/findings.schema.json`` has it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "mend": finding.mend,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
    }


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without repetitions, by file, then by place."""
    return tuple(sorted(set(findings), key=lambda f: (f.path, f.line, f.column, f.code, f.message)))


def identity(finding: Finding) -> tuple[str, str, str]:
    """Return what stays of a finding while other lines of its file change: path, code, message."""
    return (finding.path, finding.code, finding.message)


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those that make a check fail."""
    return tuple(finding for finding in findings if finding.severity == "error")
