"""Which formats findings can be told in, beside the text for people and JSON."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.findings import Finding

DOCUMENTS = ("github", "sarif", "junit", "markdown")
FORMATS = ("text", "json", *DOCUMENTS)


def document(form: str, findings: Sequence[Finding], strict: bool = False) -> str:
    """Return `findings` in one of `DOCUMENTS`; with `strict` warnings make the check fail.

    It may be "" where there is nothing to tell.
    """
    if form == "github":
        from git_decide.output.github import commands

        return commands(findings)
    if form == "sarif":
        from git_decide.output.sarif import sarif

        return sarif(findings)
    if form == "junit":
        from git_decide.output.junit import junit

        return junit(findings, strict)
    from git_decide.output.markdown import markdown

    return markdown(findings)
