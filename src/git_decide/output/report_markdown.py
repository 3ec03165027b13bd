"""Writes the page that a reviewer reads, in Markdown for a comment."""

from __future__ import annotations

from git_decide.output import report_records as records
from git_decide.output.markdown_text import block, code, message, text
from git_decide.output.report_mends import mending, reasons
from git_decide.output.report_paper import Paper, joined, names, some
from git_decide.output.terminal import cut
from git_decide.output.text import count
from git_decide.queries.ranges.verdicts import TOLD
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.findings import Finding
    from git_decide.policy.model import ModuleVerdict, Touch
    from git_decide.queries.report import Debt, Report

_RESERVE = 300  # for the line that says what is left out
LIMIT = 60_000  # characters; GitHub takes 65,536 in a comment
_FILES, _DECISIONS, _SHOWN, _FINDINGS, _MOST = 6, 2, 3, 20, 20
_PASSING = ("justified", "standing", "reverted")
_DEBTS = ("skipped", "debt")
_ORDER = ("refused", "warned", *_DEBTS, *_PASSING)  # what a reviewer must look at comes first
# Findings that other parts of the page tell.
_TOLD = ("change-without-decision", "change-skipped", "revert-without-decision")
_HOW = {
    "content": "",
    "flag": " (its fragile flag is changed or taken away)",
    "rules": " (what judges the module is changed)",
}


@value
class Part:
    """A piece of the page; of those with the highest `weight` the last is left out first."""

    text: str
    weight: int = 0
    about: str = ""


def page(report: Report, paper: Paper, limit: int = LIMIT) -> str:
    """Return the page: a hidden marker, the verdict, what lacks, then all that explains it.

    Where it would be longer than `limit` characters, what explains is left out, and said so.
    """
    head = Part("\n".join([paper.marker(), f"### {headline(report)}", "", _facts(report)]))
    parts = [head, *_parts(report, paper)]
    order = sorted(range(1, len(parts)), key=lambda at: (parts[at].weight, at))
    total = sum(len(part.text) + 2 for part in parts) + _RESERVE
    left: set[int] = set()
    while total > limit and order:
        at = order.pop()
        left.add(at)
        total -= len(parts[at].text) + 2
    kept = [part.text for at, part in enumerate(parts) if at not in left]
    if left:
        what = names(sorted({parts[at].about for at in left}))
        kept.append(f"Left out, for this would be too long: {what}.")
    return "\n\n".join(kept) + "\n"


def headline(report: Report) -> str:
    """Return the verdict in one line of Markdown."""
    answer, judged = report.answer, report.answer.judgement
    by_outcome: dict[str, list[str]] = {}
    for module in judged.verdict.modules:
        by_outcome.setdefault(module.outcome, []).append(code(module.module))
    if refused := by_outcome.get("refused"):
        return f"❌ Refused: {_lacking(report)} {names(refused)}"
    if judged.refused:
        alone = sum(each.verdict.refused for each in judged.commits)
        return f"❌ Refused: {count(alone, 'commit')} without a decision of {_own(alone)}"
    if answer.refused:
        bad = sum(each.severity == "error" for each in answer.findings)
        return f"❌ Refused: {count(bad, 'error')} in the records or rules that it changes"
    if warned := by_outcome.get("warned"):
        return f"⚠️ Passes, with a warning: no decision covers the change to {names(warned)}"
    if debts := [name for outcome in _DEBTS for name in by_outcome.get(outcome, ())]:
        return f"⚠️ Passes, with a debt: {names(debts)} changed without a decision"
    if not by_outcome:
        return "✅ All clear: nothing fragile is touched"
    passing = [name for outcome in _PASSING for name in by_outcome.get(outcome, ())]
    return f"✅ Passes: every change to {names(passing)} follows a decision"


def _lacking(report: Report) -> str:
    named = reasons(report.answer.judgement)
    what = "what is named does not justify" if named else "no decision covers"
    return f"{what} the change to"


def _own(number: int) -> str:
    return "its own" if number == 1 else "their own"


def _facts(report: Report) -> str:
    judged = report.answer.judgement
    wanted = judged.range
    # HEAD means something else to whoever reads this.
    name = (wanted if wanted.tip_name != "HEAD" else replace(wanted, tip_name="")).name
    commits = count(len(judged.commits), "commit")
    touched = count(len(judged.verdict.modules), "fragile module")
    return joined([code(name), commits, count(len(report.files), "file"), touched])


def _parts(report: Report, paper: Paper) -> Iterator[Part]:
    mend = mending(report, paper)
    if mend:
        yield Part(mend, 0, "what would mend it")
    yield from (Part(each, 0, "findings") for each in _errors(report))
    modules = report.answer.judgement.verdict.modules
    for number, module in enumerate(sorted(modules, key=lambda each: _ORDER.index(each.outcome))):
        head = "#### Fragile modules\n\n" if not number else ""
        yield Part(head + _module(report, module, paper), 1, "modules")
    fold = len(report.followed) > _DECISIONS
    for number, each in enumerate(report.followed):
        head = "#### Decisions that it follows\n\n" if not number else ""
        yield Part(head + records.decision(each, paper, fold), 2, "decisions")
    yield from (Part(each, 3, "debts") for each in _debts(report, paper))
    yield from (Part(each, 4, "changes of records") for each in _changes(report, paper))
    yield from (Part(each, 5, "records that nothing names") for each in _unnamed(report, paper))
    yield from (Part(each, 6, "warnings") for each in _warnings(report, paper))
    yield from (Part(each, 1, "trailers") for each in _trailers(report, paper))


def _module(report: Report, module: ModuleVerdict, paper: Paper) -> str:
    policy = report.answer.judgement.rules.module(module.module)
    why = text(cut(policy.why, 400)) if policy.why else "decisions.toml does not say why"
    owners = f"owned by {some([text(o) for o in policy.owners], 5)}" if policy.owners else ""
    files = _files(report, module, paper)
    head = f"**{code(module.module)}**: {_outcome(report, module)}"
    return "\n\n".join([head, f"> {why}", joined([owners, files])])


def _outcome(report: Report, module: ModuleVerdict) -> str:
    by = some([text(cut(each, 300)) for each in module.by], _SHOWN)
    missing = count(len(module.uncovered), "file")
    said = {
        "justified": f"justified by {by}",
        "standing": f"allowed by a standing decision ({by})",
        "reverted": f"given back what it had, by {by}",
        "skipped": f"skipped: {by}",
        "debt": "given back what it had; no decision says why",
        "warned": f"no decision covers {missing} (only a warning, as decisions.toml has it)",
        "refused": f"no decision covers {missing}",
    }
    return said[module.outcome]


def _files(report: Report, module: ModuleVerdict, paper: Paper) -> str:
    missing = set(module.uncovered)
    touches = {touch.path: touch for touch in reversed(module.touches)}
    order = sorted(touches.values(), key=lambda touch: (touch.path not in missing, touch.path))
    undecided = bool(missing) and len(missing) < len(order)
    shown = [_file(report, each, paper, undecided and each.path in missing) for each in order]
    return f"touched: {some(shown, _FILES, 'file')}"


def _file(report: Report, touch: Touch, paper: Paper, bare: bool) -> str:
    wanted = report.answer.judgement.range
    gone = touch.source in report.gone
    commit = wanted.fork if gone else wanted.tip
    label = paper.file(touch.path, commit if touch.path == touch.source else "")
    state = " (deleted)" if gone and touch.how == "content" else _HOW[touch.how]
    return f"{label}{state}{' (no decision)' if bare else ''}"


def _debts(report: Report, paper: Paper) -> Iterator[str]:
    lines = [_debt(each, paper) for each in report.debts]
    if lines:
        kinds = dict.fromkeys("Skipped" if each.reason else "Reverted" for each in report.debts)
        what = " or ".join(kinds).capitalize()
        yield "\n".join([f"#### {what}, to be paid back by a decision", "", *lines])


def _debt(debt: Debt, paper: Paper) -> str:
    reason = f"“{text(cut(debt.reason, 300))}”" if debt.reason else "a revert without a decision"
    modules = names([code(module) for module in debt.modules])
    where = paper.commit(debt.commit) if debt.commit else "the pull request's text"
    return f"- {modules + ': ' if modules else ''}{reason}, in {where}"


def _changes(report: Report, paper: Paper) -> Iterator[str]:
    if not report.changes:
        return
    wanted = report.answer.judgement.range
    followed = {each.sheet.name.path for each in report.followed}
    hows = [each.how for each in report.changes]
    tally = ", ".join(f"{hows.count(how)} {how}" for how in dict.fromkeys(hows))
    said = [
        records.change(c, paper, wanted.fork, wanted.tip, c.sheet.name.path in followed)
        for c in report.changes[:_MOST]
    ]
    if left := report.changes[_MOST:]:
        said.append(f"And {count(len(left), 'more record')}.")
    yield paper.fold(f"Records that this branch adds or changes: {tally}", "\n\n".join(said))


def _unnamed(report: Report, paper: Paper) -> Iterator[str]:
    if not report.unnamed:
        return
    tip = report.answer.judgement.range.tip
    lines = [records.unnamed(each, paper, tip) for each in report.unnamed[:_MOST]]
    if left := report.unnamed[_MOST:]:
        lines.append(f"- and {count(len(left), 'more record')}")
    title = "Also in force for what is touched, though nothing names them"
    if len(lines) > _SHOWN:
        yield paper.fold(f"{title}: {count(len(report.unnamed), 'record')}", "\n".join(lines))
    else:
        yield "\n".join([f"#### {title}", "", *lines])


def _errors(report: Report) -> Iterator[str]:
    told = (*_TOLD, *TOLD) if report.answer.judgement.refused else _TOLD
    found = [f for f in report.answer.findings if f.severity == "error" and f.code not in told]
    if found:
        yield "\n".join(["**What is wrong:**", "", *_finding_lines(found)])


def _warnings(report: Report, paper: Paper) -> Iterator[str]:
    found = [f for f in report.answer.findings if f.severity != "error" and f.code not in _TOLD]
    if found:
        yield paper.fold(count(len(found), "warning"), "\n".join(_finding_lines(found)))


def _finding_lines(found: Sequence[Finding]) -> Iterator[str]:
    for each in found[:_FINDINGS]:
        where = (
            f"{code(f'{each.path}:{each.line}' if each.line else each.path)}: " if each.path else ""
        )
        mend = f" {message(cut(each.mend, 400))}" if each.mend else ""
        yield f"- {where}{message(cut(each.message, 600))}{mend} ({code(each.code)})"
    if left := found[_FINDINGS:]:
        yield f"- and {count(len(left), 'more')}"


def _trailers(report: Report, paper: Paper) -> Iterator[str]:
    if report.trailers:
        body = block(list(report.trailers))
        yield paper.fold("For the message of a squash or merge commit: keep these lines", body)
