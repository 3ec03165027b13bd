"""Says why something is as it is: on one screen, or in full."""

from __future__ import annotations

from git_decide.output.shell import line as command
from git_decide.output.terminal import cut, safe, width
from git_decide.output.text import count
from git_decide.output.why_decision import decision_rows, title
from git_decide.output.why_words import known_by
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.output.why_decision import Manner
    from git_decide.queries.why.model import Answer, Commit, Dangling, Decision, Target

_COMMITS = 3  # shown of those that lines are from
_SHORTEST = 20  # columns that a title must have to be worth it
_TIGHTEST = 2  # lines that a part may lose
_LEAST = 12  # columns that the text of a line must have beside its place
_ROWS = 22  # of a terminal of 24, with the command above and the prompt below


def text(answer: Answer, manner: Manner) -> str:
    """Return the whole answer for a person."""
    rows = [*_head(answer, manner)]
    if not answer.decisions:
        return "\n".join([*rows, "", *_nothing(answer)])
    shown = answer.decisions[: manner.most or None]
    rows += ["", *_first(shown[0], answer, manner, _ROWS - 1 - len(rows))]
    told = 1
    for further in shown[1:]:
        if manner.full:
            rows += ["", *decision_rows(further, answer.target, manner)]
        elif len(rows) + 4 <= _ROWS:
            rows += ["", *_brief(further, answer.target, manner)]
        else:
            break
        told += 1
    if left := len(answer.decisions) - told:
        rows += ["", f"and {count(left, 'more decision')}: {_again(answer.target)}"]
    rows += [_dangling(each) for each in answer.dangling] if manner.full else []
    return "\n".join(rows)


def _first(decision: Decision, answer: Answer, manner: Manner, room: int) -> list[str]:
    """Return the lines that tell of the best known decision, as many as there is room for."""
    room -= 2 if len(answer.decisions) > 1 else 0
    for tight in range(_TIGHTEST + 1):
        rows = [*decision_rows(decision, answer.target, replace(manner, tight=tight))]
        if manner.full or len(rows) <= room:
            break
    return rows


def _again(target: Target) -> str:
    return command(["git", "decide", "why", "--full", target.written])


# What is asked about.


def _head(answer: Answer, manner: Manner) -> Iterator[str]:
    target = answer.target
    paint, links = manner.paint, manner.links
    if target.sort == "commit":
        yield _commit(answer.commits[0][0], manner)
        return
    if target.sort == "module":
        yield paint("bold", f"module {safe(target.module)}")
    else:
        place = safe(_place(target))
        named = links.file(target.path or ".", paint("bold", place), target.first)
        said = safe(answer.text.strip())
        left = manner.columns - width(place) - 4
        if said and left < _LEAST:  # a long path has a line of its own
            yield named
            yield f"    {cut(said, manner.columns - 4)}"
        else:
            yield f"{named}    {cut(said, left)}" if said else named
    yield from _from(answer, manner)


def _place(target: Target) -> str:
    if target.sort == "lines":
        span = "" if target.last == target.first else f"-{target.last}"
        return f"{target.path}:{target.first}{span}"
    return f"{target.path}/" if target.sort == "folder" and target.path else target.path or "./"


def _from(answer: Answer, manner: Manner) -> Iterator[str]:
    """Yield which commits it is from."""
    lined = answer.target.sort in ("lines", "file")
    alone = len(answer.commits) + bool(answer.uncommitted) == 1
    if answer.uncommitted:
        many = count(answer.uncommitted, "line is", "lines are")
        yield "  not committed yet" if alone else f"  {many} not committed yet"
    shown = answer.commits if manner.full else answer.commits[:_COMMITS]
    for commit, weight in shown if lined else ():
        lines = "" if alone else f"{count(weight, 'line')} "
        yield cut(f"  {lines}from {_commit(commit, manner)}", manner.columns)
    left = len(answer.commits) - len(shown)
    if left and lined:
        yield f"  and {count(left, 'more commit')}"


def _commit(commit: Commit, manner: Manner) -> str:
    short = manner.links.commit(commit.id, manner.paint("yellow", commit.id[:10]))
    if commit.boundary:
        return f"{short} or before: the history of this shallow clone ends there"
    return f"{short}, {commit.date}, {safe(_name(commit.author))}: {safe(commit.subject)}"


def _name(author: str) -> str:
    return author.rpartition(" <")[0] or author


def _brief(decision: Decision, target: Target, manner: Manner) -> Iterator[str]:
    """Yield a further decision on two lines."""
    record, head = decision.record, title(decision, manner)
    called = f": {safe(record.title)}" if record and record.title else ""
    room = manner.columns - width(head)
    yield head + (cut(called, room) if room > _SHORTEST else "")
    said = known_by(decision.evidence[0], target, decision.name.qualified)
    yield cut(f"  {said}", manner.columns)


def _dangling(dangling: Dangling) -> str:
    where = f"{dangling.commit[:10]} names" if dangling.commit else "A comment names"
    return f"{where} {safe(dangling.written)}, which is no record here."


def _nothing(answer: Answer) -> Iterator[str]:
    """Yield that nothing is known, and what whoever knows it can do."""
    yield "No decision is known to be behind this."
    yield from map(_dangling, answer.dangling)
    lined = answer.target.sort in ("lines", "file", "commit")
    if answer.commits and lined:
        yield ""
        yield "If you know one, link it; if it is written down nowhere, write it:"
        yield f"  git decide link {answer.commits[0][0].id[:10]} ID"
        yield "  git decide new 'TITLE' --context '…'"
    elif answer.uncommitted:
        yield ""
        yield "Name one when you commit it: git commit --trailer 'Decision: ID'"
