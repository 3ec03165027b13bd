"""Says in plain text whether a range may arrive: why not, and what would let it pass."""

from __future__ import annotations

from git_decide.output.range_mends import called, mend_lines
from git_decide.output.refused_module import module_lines, module_names
from git_decide.output.terminal import safe
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.policy.model import ModuleVerdict
    from git_decide.queries.ranges.answering import Answer
    from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement

_COMMITS = 5  # that are named; of more the number is told
_NAMES = 3  # of what lets a module pass; of more the number is told
_PASSED = {
    "justified": "justified by",
    "standing": "standing by",
    "reverted": "reverted, as decided in",
    "skipped": "skipped:",
}


def passed(judgement: RangeJudgement) -> str:
    """Return one line that says of a range that it may arrive, and why."""
    name, commits = safe(judgement.range.name), count(len(judgement.commits), "commit")
    if not judgement.commits:
        return f"{name} holds no commits: there is nothing to judge."
    modules = judgement.verdict.modules
    if not modules:
        return f"{name} passes: {commits}, and nothing fragile is changed."
    return f"{name} passes: {commits}; {'; '.join(map(_passing, modules))}."


def _passing(module: ModuleVerdict) -> str:
    how = _PASSED.get(module.outcome)
    if how and module.by:
        more = [f"{len(module.by) - _NAMES} more"] if len(module.by) > _NAMES else []
        return safe(f"{module.module} {how} {', '.join([*module.by[:_NAMES], *more])}")
    what = "reverted without" if module.outcome == "debt" else "without"
    return safe(f"{module.module} {what} a decision")


def refusal(answer: Answer, beside: bool = True) -> tuple[str, ...]:
    """Return the lines of a range that the rules refuse: what, why, and what to type.

    `beside` tells that text beside the commits counts: there may be a pull request.
    """
    judgement = answer.judgement
    refused = [m for m in judgement.verdict.modules if m.outcome == "refused"]
    lines = [f"refused: {safe(judgement.range.name)} {_what(judgement, refused)}", ""]
    for module in refused:
        by, asked = _commits(judgement.commits_of(module)), dict(answer.mends.asked)
        lines += module_lines(judgement, module, by, asked.get(module.module))
    if not refused:
        lines += _alone(judgement)
    return tuple([*lines, *mend_lines(answer, beside)][:-1])


def _what(judgement: RangeJudgement, refused: Sequence[ModuleVerdict]) -> str:
    if not refused:
        return "has commits that do not pass by themselves."
    names = module_names(refused)
    if judgement.verdict.broken_links:
        return f"changes {names} and links to a record that cannot be found."
    if judgement.case.links:
        return f"changes {names}, and the decisions it names do not justify that."
    return f"changes {names} without naming a decision."


def _commits(commits: Sequence[JudgedCommit]) -> list[str]:
    """Return the commits, the last ones if they are many: these are the easiest to change."""
    shown = [called(commit) for commit in commits[-_COMMITS:]]
    left = len(commits) - len(shown)
    return [f"{count(left, 'earlier commit')} and", *shown] if left else shown


def _alone(judgement: RangeJudgement) -> list[str]:
    """Return the modules of the commits that are refused by themselves."""
    lines = []
    for commit in judgement.commits:
        for module in commit.verdict.modules:
            if module.outcome == "refused":
                lines += module_lines(commit, module, [called(commit)])
    return lines
