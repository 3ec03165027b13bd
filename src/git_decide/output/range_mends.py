"""Says in plain text what would let a refused range pass: the commands, as they are typed."""

from __future__ import annotations

from git_decide.output import shell
from git_decide.output.terminal import cut, safe
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.policy.model import Candidate
    from git_decide.queries.ranges.answering import Answer
    from git_decide.queries.ranges.mending import RangeMends
    from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement

_ID = 10  # characters of a commit's id
_SUBJECT = 72  # columns of its subject
_LINKS = 20  # commits that are linked at once
_NAMED = 5  # commits that are named where the command does not need them


def called(commit: JudgedCommit) -> str:
    """Return a commit as people name it: its abbreviated id, and its subject."""
    return f"{commit.commit.id[:_ID]} {cut(safe(commit.commit.subject), _SUBJECT)}"


def mend_lines(answer: Answer, beside: bool) -> list[str]:
    """Return what lets the range pass, the way that costs least first, a blank line after each.

    `beside` tells that text beside the commits counts: there may be a pull request.
    """
    mends = answer.mends
    if answer.judgement.broken_links:
        return _corrected(answer, beside)
    lines = _only_here(mends)
    lines += _linked(mends) if mends.each else _existing(mends, beside)
    lines += [*_to_accept(mends), *_from_nothing(mends, beside and not mends.each)]
    return [*lines, *(_skipped(answer) if mends.skippable else [])]


def _only_here(mends: RangeMends) -> list[str]:
    """Return how the notes are shared that nobody but this clone has."""
    lines = []
    for commit, ids in mends.unshared[:_NAMED]:
        name = commit.commit.id[:_ID]
        lines.append(f"A note on {name} links {safe(', '.join(ids))}, but only here. Share it:")
        lines.append(f"  {shell.line(['git', 'decide', 'link', name, *ids, '--push'])}")
    return [*lines, *_more(len(mends.unshared) - _NAMED), ""] if lines else []


def _typed(mends: RangeMends, *commands: Sequence[str]) -> list[str]:
    """Return commands that change what is checked out: what they are about comes first."""
    before = [["git", "switch", *mends.switch]] if mends.switch else []
    return [f"  {shell.line(words)}" for words in (*before, *commands)]


def _corrected(answer: Answer, beside: bool) -> list[str]:
    """Return how a link to nothing is put right: no other link makes up for it."""
    judgement, mends = answer.judgement, answer.mends
    wrong, lines = mends.misnamed, []
    if [c.commit.id for c in wrong] == [judgement.range.tip]:
        lines += ["Write the right id in its place (opens your editor):"]
        lines += _typed(mends, ["git", "commit", "--amend"])
    elif wrong:
        lines += ["Write the right id in its place: `reword` these commits (opens your editor):"]
        lines += _reworded(judgement, mends, wrong)
    for commit in mends.noted:
        lines += ["Write the right id in its place, in the note on the commit (opens your editor):"]
        lines += _noted(mends, commit)
    if not lines and beside:
        lines.append("Write the right id in its place, in the text that you gave.")
    if mends.fitting:
        lines.append("These records would do:")
    return [*lines, *_offered(mends), ""]


def _reworded(
    judgement: RangeJudgement, mends: RangeMends, commits: Sequence[JudgedCommit]
) -> list[str]:
    merges = any(len(each.commit.parents) > 1 for each in judgement.commits)
    words = ["git", "rebase", *(["--rebase-merges"] if merges else []), "--interactive"]
    return [
        *_typed(mends, [*words, judgement.range.fork]),
        *(f"      # {called(commit)}" for commit in commits[:_NAMED]),
        *_more(len(commits) - _NAMED),
    ]


def _more(number: int) -> list[str]:
    return [f"      # and {count(number, 'more commit')}"] if number > 0 else []


def _noted(mends: RangeMends, commit: JudgedCommit) -> list[str]:
    """Return how a note is edited. A merge of notes would bring back the line that is wrong."""
    edit = ["git", "notes", "--ref=decisions", "edit", commit.commit.id[:_ID]]
    if not mends.remote:
        return [f"  {shell.line(edit)}"]
    ref = "refs/notes/decisions"
    fetch = ["git", "fetch", mends.remote, f"{ref}:{ref}"]
    commands = [fetch, edit, ["git", "push", mends.remote, ref]]
    return [f"  {shell.line(words)}" for words in commands]


def _offered(mends: RangeMends) -> list[str]:
    """Return the lines that would link the records that fit."""
    offered = [(f"  Decision: {safe(r.id)}", f"      # {_said(r)}") for r in mends.fitting]
    return [line for pair in offered for line in pair]


def _linked(mends: RangeMends) -> list[str]:
    """Return how commits that have to pass by themselves get a decision that is in the log."""
    if not mends.linking or not all(ids for _, ids in mends.linking):
        return _partly(mends)
    if mends.alone and mends.checked_out:
        return _existing(mends, beside=False)
    return [
        "If it follows a decision that is in the log, link each commit to it by a note:",
        *_notes(mends, {each.commit.id: ids for each, ids in mends.linking}),
        "",
    ]


def _notes(mends: RangeMends, wanted: dict[str, tuple[str, ...]]) -> list[str]:
    push = ["--push"] if mends.remote else []
    first = [*wanted.items()][:_LINKS]
    lines = [f"  {shell.line(['git', 'decide', 'link', c[:_ID], *ids, *push])}" for c, ids in first]
    return [*lines, *_more(len(wanted) - _LINKS)]


def _existing(mends: RangeMends, beside: bool) -> list[str]:
    if mends.fit == "part" or not mends.fitting:
        return _partly(mends)
    joined = mends.fit == "together"
    lines = [f"If it follows {_several(mends)} in the log, {_how(joined, beside)}"]
    if beside:
        lines += [*_offered(mends), "or, without a pull request:"]
    lines += _typed(mends)
    choices = [mends.fitting] if joined else [(r,) for r in mends.fitting[: 1 if beside else None]]
    for records in choices:
        trailers = [f"Decision: {record.id}" for record in records]
        lines += [f"  {shell.line(_again(mends, trailers, 'Name the decision'))}"]
        lines += [] if beside else [f"      # {_said(record)}" for record in records]
    return [*lines, ""]


def _several(mends: RangeMends) -> str:
    return "decisions that are" if mends.fit == "together" else "a decision that is"


def _how(joined: bool, beside: bool) -> str:
    if beside:
        lines = "these lines together" if joined else "one line"
        return f"{lines} in a pull request will do:"
    return "name them:" if joined else "name it:"


def _partly(mends: RangeMends) -> list[str]:
    if not mends.fitting or mends.fit != "part":
        return []
    lines = [f"      {safe(r.id)}   # {_said(r)}" for r in mends.fitting]
    return ["No decision in the log covers all of it. A part is covered by:", *lines, ""]


def _again(mends: RangeMends, trailers: Sequence[str], subject: str) -> list[str]:
    """Return the command that adds trailers: to the only commit, or by another commit."""
    how = _amending(mends) or ["--allow-empty", "-m", subject]
    return ["git", "commit", *how, *(word for each in trailers for word in ("--trailer", each))]


def _amending(mends: RangeMends) -> list[str]:
    return ["--amend", "--no-edit"] if mends.alone and mends.checked_out else []


def _to_accept(mends: RangeMends) -> list[str]:
    if not mends.proposed:
        return []
    lines = ["If a proposal is decided by now, accept it, and commit that under its name:"]
    for record in mends.proposed:
        lines += [*_accepted(mends, record.id), f"      # {_said(record)}"]
    return [*lines, ""]


def _from_nothing(mends: RangeMends, beside: bool) -> list[str]:
    words = ["git", "decide", "new", "--kind", mends.kind]
    for module in mends.modules:
        words += ["--module", module]
    words += ["--", mends.title] if mends.title.startswith("-") else [mends.title]
    where = ", on this branch" if beside else ""
    return [
        f"If it is not written down yet, write it{where} (opens your editor), accept, commit:",
        *_accepted(mends, mends.following or "ID", words),
        "",
    ]


def _accepted(mends: RangeMends, record: str, *before: Sequence[str]) -> list[str]:
    how = ["-m", f"Accept {record}"]
    if mends.each:
        how = _amending(mends) or how
    commit = ["git", "commit", *how, "--trailer", f"Decision: {record}"]
    lines = _typed(mends, *before, ["git", "decide", "accept", record], commit)
    if mends.each and not _amending(mends):
        lines += _notes(mends, {each.commit.id: (record,) for each in mends.lacking})
    return lines


def _skipped(answer: Answer) -> list[str]:
    mends = answer.mends
    if mends.each and not _amending(mends):
        return [
            "Or, if it cannot wait: `reword` each of them (opens your editor), and add the line",
            "Decision-Skip: REASON (a debt, listed until a decision is linked):",
            *_reworded(answer.judgement, mends, mends.lacking),
            "",
        ]
    again = _again(mends, ["Decision-Skip: REASON"], "Say why this cannot wait")
    return [
        "Or, if it cannot wait, say so (a debt, listed until a decision is linked):",
        *_typed(mends, again),
        "",
    ]


def _said(record: Candidate) -> str:
    return safe(f"{record.title} ({record.status})" if record.title else record.status)
