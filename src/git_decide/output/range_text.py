"""Says in plain text whether a range may arrive: why not, and what would let it pass."""

from __future__ import annotations

from git_decide.output import shell
from git_decide.output.refused_module import module_lines, module_names
from git_decide.output.terminal import safe
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.policy.model import Candidate, ModuleVerdict
    from git_decide.queries.ranges.answering import Answer
    from git_decide.queries.ranges.mending import RangeMends
    from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement

_COMMITS = 5  # that are named; of more the number is told
_ID = 10  # characters of a commit's id
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
        return safe(f"{module.module} {how} {', '.join(module.by)}")
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
        lines += module_lines(judgement, module, _commits(judgement.commits_of(module)))
    if not refused:
        return (*lines, *_alone(judgement), *_notes(answer.mends))
    if judgement.verdict.broken_links:
        return (*lines, *_corrected(answer, beside))
    return tuple([*lines, *_mend_lines(answer.mends, beside)][:-1])


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
    shown = [_called(commit) for commit in commits[-_COMMITS:]]
    left = len(commits) - len(shown)
    return [f"{count(left, 'earlier commit')} and", *shown] if left else shown


def _called(commit: JudgedCommit) -> str:
    return f"{commit.commit.id[:_ID]} {safe(commit.commit.subject)}"


def _alone(judgement: RangeJudgement) -> list[str]:
    """Return the modules of the commits that are refused by themselves."""
    lines = []
    for commit in judgement.commits:
        for module in commit.verdict.modules:
            if module.outcome == "refused":
                lines += module_lines(commit, module, [_called(commit)])
    return lines


def _notes(mends: RangeMends) -> list[str]:
    """Return how single commits get a decision without being changed."""
    names = [record.id for record in mends.fitting] or ["ID"]
    lines = ["Name the decision in each commit, or link it by a note:"]
    for commit in mends.lacking[-_COMMITS:]:
        words = ["git", "decide", "link", commit.commit.id[:_ID], names[0]]
        lines.append(f"  {shell.line([*words, *(['--push'] if mends.shared else [])])}")
    return lines


def _corrected(answer: Answer, beside: bool) -> list[str]:
    """Return how a link to nothing is put right: no other link makes up for it."""
    judgement, mends = answer.judgement, answer.mends
    broken = {lack.record for lack in judgement.verdict.broken_links}
    wrong = [c for c in judgement.commits if any(w.value in broken for w in c.message.links)]
    if beside and not wrong:
        lines = ["Write the right id in its place, in the text that you gave."]
    elif mends.checked_out and [c.commit.id for c in wrong] == [judgement.range.tip]:
        lines = ["Write the right id in its place (opens your editor):", "  git commit --amend"]
    else:
        command = shell.line(["git", "rebase", "--interactive", judgement.range.fork])
        lines = ["Write the right id in its place: `reword` these commits (opens your editor):"]
        lines += [f"  {command}", *(f"      # {_called(commit)}" for commit in wrong)]
    if mends.fitting:
        lines.append("These records would do:")
    return [*lines, *_offered(mends)]


def _offered(mends: RangeMends) -> list[str]:
    """Return the lines that would link the records that fit."""
    offered = [(f"  Decision: {safe(r.id)}", f"      # {_said(r)}") for r in mends.fitting]
    return [line for pair in offered for line in pair]


def _mend_lines(mends: RangeMends, beside: bool) -> list[str]:
    lines = [*_existing(mends, beside), *_to_accept(mends), *_from_nothing(mends, beside)]
    if mends.skippable:
        lines += ["Or, if it cannot wait, say so (a debt, listed until a decision is linked):"]
        lines += [f"  {_again(mends, 'Decision-Skip: REASON', 'Say why this cannot wait')}", ""]
    return lines


def _existing(mends: RangeMends, beside: bool) -> list[str]:
    if not mends.fitting:
        return []
    lines = []
    if beside:
        lines += [
            "If it follows a decision that is in the log, one line in a pull request will do:"
        ]
        lines += [*_offered(mends), "or, without a pull request:"]
    else:
        lines += ["If it follows a decision that is in the log, name it:"]
    for record in mends.fitting[: 1 if beside else None]:
        lines += [f"  {_again(mends, f'Decision: {record.id}', 'Name the decision')}"]
        lines += [] if beside else [f"      # {_said(record)}"]
    return [*lines, ""]


def _again(mends: RangeMends, trailer: str, subject: str) -> str:
    """Return the command that adds a trailer: to the only commit, or by another commit."""
    how = (
        ["--amend", "--no-edit"]
        if mends.alone and mends.checked_out
        else ["--allow-empty", "-m", subject]
    )
    return shell.line(["git", "commit", *how, "--trailer", trailer])


def _to_accept(mends: RangeMends) -> list[str]:
    if not mends.proposed:
        return []
    lines = ["If a proposal is decided by now, accept it, and commit that under its name:"]
    for record in mends.proposed:
        lines += [*_accepted(record.id), f"      # {_said(record)}"]
    return [*lines, ""]


def _from_nothing(mends: RangeMends, beside: bool) -> list[str]:
    words = ["git", "decide", "new", "--kind", mends.kind]
    for module in mends.modules:
        words += ["--module", module]
    words += ["--", mends.title] if mends.title.startswith("-") else [mends.title]
    where = ", on this branch" if beside else ""
    return [
        f"If it is not written down yet, write it{where} (opens your editor), accept, commit:",
        f"  {shell.line(words)}",
        *_accepted(mends.following or "ID"),
        "",
    ]


def _accepted(record: str) -> list[str]:
    commit = ["git", "commit", "-m", f"Accept {record}", "--trailer", f"Decision: {record}"]
    return [
        f"  {shell.line(['git', 'decide', 'accept', record])}",
        f"  {shell.line(commit)}",
    ]


def _said(record: Candidate) -> str:
    return safe(f"{record.title} ({record.status})" if record.title else record.status)
