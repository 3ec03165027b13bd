"""Says in Markdown what would let a refused range pass."""

from __future__ import annotations

from git_decide.output import shell
from git_decide.output.markdown_text import block, code, text
from git_decide.output.refused_module import ask_lines
from git_decide.output.report_paper import SHORT, some
from git_decide.output.terminal import cut

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.output.report_paper import Paper
    from git_decide.policy.model import Candidate, Lack
    from git_decide.queries.ranges.mending import RangeMends
    from git_decide.queries.ranges.model import RangeJudgement
    from git_decide.queries.report import Report

_COMMITS = 5
_UNDECIDED = ("refused", "warned")


def mending(report: Report, paper: Paper) -> str:
    """Return why the range lacks a decision, and what to type; "" where it lacks none."""
    mends = report.answer.mends
    if not mends.modules:
        return ""
    ways = _ways(report, mends, paper)
    parts = [*_reasons(report), *_where(mends, paper), *_whom(mends), *ways]
    return "\n\n".join(parts)


def _reasons(report: Report) -> Iterator[str]:
    found = reasons(report.answer.judgement)
    if found:
        yield "\n".join(f"- {text(cut(each, 400))}" for each in found)


def reasons(judgement: RangeJudgement) -> tuple[str, ...]:
    """Return why what the range names does not do; empty where it names nothing to the point.

    That a record or a skip is none for a module is no reason where it is one for another.
    """
    alone = judgement.refused and not judgement.verdict.refused
    verdicts = [each.verdict for each in judgement.commits] if alone else [judgement.verdict]
    modules = [module for verdict in verdicts for module in verdict.modules]
    useful = {each for module in modules for each in module.by}
    skipped = any(module.outcome == "skipped" for module in modules)
    lacks = [
        lack
        for module in modules
        for lack in module.lacks
        if not (lack.code == "not-covered" and lack.record in useful)
        and not (lack.code == "skip-forbidden" and skipped)
    ]
    broken = [lack for verdict in verdicts for lack in verdict.broken_links]
    return tuple(dict.fromkeys(map(_said, (*lacks, *broken))))


def _said(lack: Lack) -> str:
    alone = lack.code in ("unknown-record", "ambiguous-record", "skip-forbidden")
    return lack.message if alone else f"{lack.record} {lack.message}"


def _where(mends: RangeMends, paper: Paper) -> Iterator[str]:
    if mends.lacking:
        found = [paper.commit(each) for each in mends.lacking]
        yield f"Changed in {some(found, _COMMITS, 'commit')}."


def _whom(mends: RangeMends) -> Iterator[str]:
    asked = [(module, ask_lines(each)) for module, each in mends.asked]
    lines = [f"- {code(module)}: {text('; '.join(said))}" for module, said in asked if said]
    if lines:
        yield "\n".join(["Whom to ask:", "", *lines])


def _ways(report: Report, mends: RangeMends, paper: Paper) -> Iterator[str]:
    """Yield the ways out, the one that costs least first."""
    judged = report.answer.judgement
    if judged.verdict.broken_links:
        yield from _to_correct(mends)
        return
    whole = any(module.outcome in _UNDECIDED for module in judged.verdict.modules)
    place = (
        "in the text of the pull request, or in the message of a commit"
        if whole
        else "in the message of each of these commits"
    )
    yield from _only_here(mends)
    known = mends.fitting or mends.proposed
    if known:
        yield f"**To mend it**, name the decision that it follows: one line {place}."
    else:
        named = "" if whole else f", and name it (`Decision: ID`) {place}"
        yield f"No record of the log covers it. **To mend it**, write the decision down{named}:"
    if mends.fit == "together":
        yield f"All of these lines:\n\n{block([f'Decision: {each.id}' for each in mends.fitting])}"
    elif mends.fit == "part":
        yield from _others("No record covers all of it. Some cover a part:", mends.fitting)
    elif mends.fitting:
        yield _example(mends.fitting[0])
        yield from _others("Or, if that is what it follows:", mends.fitting[1:])
    if mends.proposed:
        yield from _to_accept(mends)
    written = _to_write(mends)
    if mends.fitting:
        yield paper.fold("It follows none that is in the log? Write it down", written)
    else:
        yield f"If it is not written down yet:\n\n{written}" if mends.proposed else written
    if mends.skippable:
        skip = code("Decision-Skip: REASON")
        where = "in the same place" if known else place
        yield f"If it cannot wait: {skip} {where}, a debt until a decision is linked."
    yield from _to_note(mends)


def _to_correct(mends: RangeMends) -> Iterator[str]:
    yield (
        "**To mend it**, write the right id in its place, in the text of the pull request or "
        "in the message of the commit (`git rebase --interactive`): another link does not make "
        "up for one that leads nowhere."
    )
    yield from _others("What it may have meant:", mends.fitting)


def _only_here(mends: RangeMends) -> Iterator[str]:
    for commit, ids in mends.unshared[:_COMMITS]:
        name = commit.commit.id[:SHORT]
        typed = shell.line(["git", "decide", "link", name, *ids, "--push"])
        said = text(cut(", ".join(ids), 160))
        yield f"A note on {code(name)} links {said}, but only in one clone. There: {code(typed)}"


def _to_note(mends: RangeMends) -> Iterator[str]:
    if mends.lacking:
        commit = mends.lacking[-1].commit.id[:SHORT]
        record = mends.fitting[0].id if mends.fitting else "ID"
        typed = shell.line(["git", "decide", "link", commit, record, "--push"])
        yield f"Without touching a commit: {code(typed)} links it by a note."


def _example(record: Candidate) -> str:
    return f"{block([f'Decision: {record.id}'])}\n\nThat is {_titled(record)}."


def _titled(record: Candidate) -> str:
    title = f"“{text(cut(record.title, 160))}” " if record.title else ""
    return f"{title}({text(record.status)})"


def _others(head: str, records: tuple[Candidate, ...]) -> Iterator[str]:
    if records:
        found = [f"- {code(f'Decision: {each.id}')}: {_titled(each)}" for each in records]
        yield "\n".join([head, "", *found])


def _to_accept(mends: RangeMends) -> Iterator[str]:
    lines = [
        f"- {code(shell.line(['git', 'decide', 'accept', each.id]))}: {_titled(each)}"
        for each in mends.proposed
    ]
    yield "\n".join(["If a proposal is decided by now, accept it, commit, name it:", "", *lines])


def _to_write(mends: RangeMends) -> str:
    words = ["git", "decide", "new", "--kind", mends.kind]
    for module in mends.modules:
        words += ["--module", module]
    words += ["--", mends.title] if mends.title.startswith("-") else [mends.title]
    record = mends.following or "ID"
    message = ["-m", f"Accept {record}", "--trailer", f"Decision: {record}"]
    typed = [words, ["git", "decide", "accept", record], ["git", "commit", *message]]
    return f"{block([shell.line(each) for each in typed], 'sh')}\n\nThen push the branch again."
