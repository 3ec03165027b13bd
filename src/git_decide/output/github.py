"""Says findings as workflow commands, which GitHub and Gitea Actions show beside the code."""

from __future__ import annotations

from git_decide.output.terminal import safe
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.findings import Finding

# GitHub shows so many of each kind for a step; the log has all of them.
SHOWN = 10
# What ends a line, or would be read as an escape: the runner turns these back in a message.
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
# In a property these as well, since a colon ends it and a comma begins the next one.
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def commands(findings: Sequence[Finding]) -> str:
    """Return one workflow command a finding, errors first; "" for no findings.

    Where GitHub will not show all of them beside the code, a notice says so.
    """
    lines: list[str] = []
    hidden: list[str] = []
    for severity in ("error", "warning"):
        alike = [annotation(each) for each in findings if each.severity == severity]
        lines += alike
        if len(alike) > SHOWN:
            hidden.append(f"{SHOWN} of {count(len(alike), severity)}")
    if hidden:
        said = f"GitHub shows {' and '.join(hidden)} beside the code; the log of the step has all."
        lines.append(command("notice", said, title="git decide"))
    return "\n".join(lines)


def annotation(finding: Finding) -> str:
    """Return the workflow command for one finding, without a line break at its end."""
    text = f"{finding.message}\n{finding.mend}" if finding.mend else finding.message
    places = {"file": finding.path}
    if finding.path and finding.line:
        places["line"] = str(finding.line)
        if finding.column:
            places["col"] = str(finding.column)
    return command(finding.severity, text, **places, title=f"git decide: {finding.code}")


def command(name: str, message: str, **properties: str) -> str:
    """Return ``::NAME KEY=VALUE,…::MESSAGE`` on one line; empty properties are left out.

    Whatever the texts hold, the runner reads one command, and no terminal obeys them.
    """
    told = ",".join(
        f"{key}={_escaped(text, _PROPERTY)}" for key, text in properties.items() if text
    )
    return f"::{name}{' ' if told else ''}{told}::{_escaped(message, _DATA)}"


def _escaped(text: str, table: Sequence[tuple[str, str]]) -> str:
    for letter, written in table:
        text = text.replace(letter, written)
    return safe(text)
