"""Says findings in Markdown, for the summary of a CI job or a comment."""

from __future__ import annotations

from git_decide.output.markdown_text import code, text
from git_decide.output.text import count, tally

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.findings import Finding

# A summary of GitHub may have 1 MiB; nobody reads that far.
MOST = 1000


def markdown(findings: Sequence[Finding], most: int = MOST) -> str:
    """Return a heading that says how much is wrong, then the findings file by file.

    Errors stand first within a file. After `most` findings it says how many more there are.
    """
    return "\n".join(_lines(findings, most))


def _lines(findings: Sequence[Finding], most: int) -> Iterator[str]:
    if not findings:
        yield "## git decide: nothing to mend"
        return
    yield f"## git decide: {tally(findings)}"
    chosen = sorted(findings, key=lambda each: each.severity != "error")[:most]
    for path in sorted({each.path for each in chosen}):
        yield f"\n### {code(path) if path else 'Commits'}\n"
        yield from (_item(each) for each in chosen if each.path == path)
    if left := len(findings) - len(chosen):
        yield f"\n… and {count(left, 'more finding')}."


def _item(finding: Finding) -> str:
    where = f", line {finding.line}" if finding.line else ""
    said = f"- **{finding.severity}**{where}: {text(finding.message)} ({code(finding.code)})"
    return f"{said}<br>{_mend(finding.mend)}" if finding.mend else said


def _mend(mend: str) -> str:
    # What is copied out of a span of code is what was typed; elsewhere it may be marked.
    return code(mend) if mend.startswith("git ") else text(mend)
