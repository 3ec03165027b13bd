"""Says what the rules say of a range and of its commits as findings."""

from __future__ import annotations

from git_decide.codes import finding
from git_decide.errors import named
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from git_decide.findings import Finding, Severity
    from git_decide.policy.model import Lack, ModuleVerdict, Touch
    from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement

CHANGE = "change-without-decision"
COMMIT = "commit-without-decision"
# What the text of a refusal says anyway, of what refuses.
TOLD = (CHANGE, COMMIT, "unknown-record", "ambiguous-record")
_UNDECIDED = ("refused", "warned")
_HOW = {
    "content": "this change",
    "flag": "a change of its flag",
    "rules": "a change of what judges it",
}
# What commits are told of one by one: what they follow is told of the range as a whole.
_OF_COMMITS = ("link-not-a-trailer", "fixup-commit")
_ID = 10  # characters of a commit's id that people see
_SUBJECT = 100  # characters of a subject: it may be as long as a message
_REASONS = 3  # that are told; of more the number is


def findings(judgement: RangeJudgement) -> tuple[Finding, ...]:
    """Return what refuses the range, what single commits lack, what passed with a warning.

    A range that the rules refuse has an error among these, and no other one has.
    """
    return (
        *(each for module in judgement.verdict.modules for each in _of_module(judgement, module)),
        *_links(judgement),
        *(each for commit in judgement.commits for each in _of_commit(judgement, commit)),
    )


def short(commit: JudgedCommit) -> str:
    """Return a commit as people name it: its abbreviated id, and its subject."""
    return f"{commit.commit.id[:_ID]} {named(_cut(commit.commit.subject))}"


def _cut(text: str) -> str:
    return text if len(text) <= _SUBJECT else f"{text[: _SUBJECT - 1]}…"


def _few(reasons: Iterable[str]) -> str:
    """Return the first of the reasons, each once, and how many more there are."""
    once = [*dict.fromkeys(reasons)]
    more = [f"and {len(once) - _REASONS} more"] if len(once) > _REASONS else []
    return "; ".join([*once[:_REASONS], *more])


def _of_module(judgement: RangeJudgement, module: ModuleVerdict) -> Iterator[Finding]:
    if module.outcome in _UNDECIDED:
        yield from _uncovered(module)
    elif module.outcome == "skipped":
        message = f"{module.module} is skipped: {_few(map(named, module.by))}."
        yield finding("change-skipped", message, _place(module), mend=_pay_back(judgement, module))
    elif module.outcome == "debt":
        message = f"{module.module} is reverted, and no decision says why."
        mend = _pay_back(judgement, module)
        yield finding("revert-without-decision", message, _place(module), mend=mend)


def _uncovered(module: ModuleVerdict) -> Iterator[Finding]:
    severity: Severity = "error" if module.outcome == "refused" else "warning"
    reasons = _few(map(said, module.lacks))
    touches = {touch.path: touch for touch in reversed(module.touches)}
    for path in module.uncovered:
        message = f"{_subject(module.module, touches[path])}{': ' + reasons if reasons else ''}."
        yield replace(finding(CHANGE, message, path), severity=severity)


def _subject(module: str, touch: Touch) -> str:
    return f"{module} is fragile, and no decision covers {_HOW[touch.how]}"


def said(lack: Lack) -> str:
    """Return why a record does not do, as a sentence without its full stop."""
    alone = lack.code in ("unknown-record", "ambiguous-record", "skip-forbidden")
    return lack.message if alone or not lack.record else f"{lack.record} {lack.message}"


def _place(module: ModuleVerdict) -> str:
    return next(iter((*module.uncovered, *(touch.path for touch in module.touches))), "")


def _pay_back(judgement: RangeJudgement, module: ModuleVerdict) -> str:
    commits = judgement.commits_of(module)
    name = commits[-1].commit.id[:_ID] if commits else "COMMIT"
    return f"Once it is decided: git decide link {name} ID --push"


def _links(judgement: RangeJudgement) -> Iterator[Finding]:
    """Yield what is wrong with the links of the range: they refuse where the range is refused."""
    severity: Severity = "error" if judgement.verdict.refused else "warning"
    writers = _writers(judgement)
    for broken in judgement.verdict.broken_links:
        message = f"{broken.message}{writers.get(broken.record, '')}."
        yield replace(finding(broken.code, message, ""), severity=severity)
    for notice in judgement.verdict.notices:
        if notice.code == "superseded-since":
            yield finding(notice.code, f"{notice.message}.", "")


def _writers(judgement: RangeJudgement) -> dict[str, str]:
    """Return which commit wrote a link first, by the link, in words that end a sentence."""
    there = judgement.written.links if judgement.written else ()
    found = {link.value: ", in the text given" for link in there}
    for commit in reversed(judgement.commits):
        if commit.case.links:
            found.update(
                dict.fromkeys((e.written for e in commit.case.links), f", in {short(commit)}")
            )
    return found


def _of_commit(judgement: RangeJudgement, commit: JudgedCommit) -> Iterator[Finding]:
    if commit.past:
        return
    for module in commit.verdict.modules:
        if module.outcome in _UNDECIDED and not _told(judgement, module):
            yield _alone(judgement, commit, module)
    yield from _broken(judgement, commit)
    for notice in commit.verdict.notices:
        if notice.code in _OF_COMMITS:
            yield finding(notice.code, f"{short(commit)}: {notice.message}.", "")


def _broken(judgement: RangeJudgement, commit: JudgedCommit) -> Iterator[Finding]:
    """Yield the links to nothing that are not told of the range as a whole."""
    refuses = judgement.each_commit and commit.verdict.refused
    known = {broken.record for broken in judgement.verdict.broken_links}
    for broken in commit.verdict.broken_links:
        if refuses or broken.record not in known:
            message = f"{broken.message}, in {short(commit)}."
            severity: Severity = "error" if refuses else "warning"
            yield replace(finding(broken.code, message, ""), severity=severity)


def _told(judgement: RangeJudgement, module: ModuleVerdict) -> bool:
    """Tell whether the range as a whole lacks what this commit lacks, which is told then."""
    return not judgement.each_commit and any(
        whole.module == module.module
        and whole.outcome in _UNDECIDED
        and set(module.uncovered) <= set(whole.uncovered)
        for whole in judgement.verdict.modules
    )


def _alone(judgement: RangeJudgement, commit: JudgedCommit, module: ModuleVerdict) -> Finding:
    refuses = judgement.each_commit and module.outcome == "refused"
    reasons = _few(map(said, module.lacks))
    message = (
        f"{short(commit)} changes {module.module} without a decision of its own"
        f"{': ' + reasons if reasons else ''}."
    )
    mend = f"git decide link {commit.commit.id[:_ID]} ID"
    made = finding(COMMIT, message, _place(module), mend=mend)
    return replace(made, severity="error") if refuses else made
