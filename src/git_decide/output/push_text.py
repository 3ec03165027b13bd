"""Says of a branch that is pushed whether it may arrive, or what would keep it from doing so."""

from __future__ import annotations

from git_decide.findings import errors
from git_decide.output import range_text, shell
from git_decide.output.refused_module import module_names
from git_decide.output.terminal import safe
from git_decide.output.text import count, finding_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.errors import UserError
    from git_decide.queries.ranges.answering import Answer

_WARNINGS = 5
_ID = 12  # characters of a commit's id


def refusal(branch: str, answer: Answer) -> tuple[str, ...]:
    """Return why a protected branch may not change like this, and what would let it."""
    ending = f"Nothing is lost, nothing was pushed: {safe(branch)} is protected."
    if not answer.judgement.refused:
        found = errors(answer.findings)
        head = f"git-decide: refused: {safe(answer.judgement.range.name)} does not check:"
        return (head, *map(finding_lines, found), "", ending)
    first, *rest = range_text.refusal(answer, beside=False)
    return (f"git-decide: {first}", *rest, "", ending)


def warnings(answer: Answer, remote: str = "") -> tuple[str, ...]:
    """Return a line for each thing that passed and should be known.

    `remote` begins the names of tracking branches, "" on the server itself.
    """
    lines = [
        f"git-decide: warning: {safe(each.message)} [{each.code}]"
        for each in answer.findings
        if each.severity == "warning"
    ]
    if len(lines) <= _WARNINGS:
        return tuple(lines)
    more = count(len(lines) - _WARNINGS, "more warning")
    return (*lines[:_WARNINGS], f"git-decide: {more}: {_check(answer, remote)}")


def forecast(branch: str, answer: Answer, remote: str = "") -> str:
    """Return one line about a branch that is not protected: what a protected one would refuse.

    `remote` is as for `warnings`.
    """
    judgement = answer.judgement
    base = safe(judgement.range.base_name) or "a protected branch"
    refused = [m for m in judgement.verdict.modules if m.outcome == "refused"]
    if refused:
        what = f"{module_names(refused)} changed without a decision"
    elif judgement.refused:
        what = "a commit that does not pass by itself"
    else:
        what = f"{count(len(errors(answer.findings)), 'error')} in its records"
    return (
        f"git-decide: {safe(branch)} goes up, but {base} would refuse it: {what}."
        f" More: {_check(answer, remote)}"
    )


def unjudged(branch: str, error: UserError, refused: bool) -> tuple[str, ...]:
    """Return why nothing can be said of a branch, and what helps."""
    how = "refused: " if refused else ""
    line = f"git-decide: {how}cannot judge {safe(branch)}: {safe(error.message)}"
    return (line, f"hint: {safe(error.hint)}") if error.hint else (line,)


def unguarded(branches: Sequence[str]) -> tuple[str, ...]:
    """Return why the last protected branches may not be deleted."""
    names = safe(", ".join(branches))
    return (
        f"git-decide: refused: without {names} no protected branch is left,"
        " and nothing would judge the next one.",
        f"hint: on the server: {shell.line(['git', 'branch', '-D', *branches])}",
    )


def _check(answer: Answer, remote: str) -> str:
    """Return the command that says more, wherever it is typed.

    What is checked out may be another branch, and a server's branch another one than here.
    """
    wanted = answer.judgement.range
    known = remote and wanted.base_name.startswith(remote) and not wanted.replaced
    base = wanted.base_name if known else wanted.base
    return shell.line(["git", "decide", "check", "--range", f"{base}..{wanted.tip[:_ID]}"])
