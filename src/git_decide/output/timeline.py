"""Says decisions over time in plain text."""

from __future__ import annotations

from git_decide.output.hyperlinks import UNLINKED, Hyperlinks
from git_decide.output.record import status
from git_decide.output.terminal import PLAIN, Paint, cut, safe
from git_decide.queries.past import day_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.queries.following import Follower
    from git_decide.queries.timeline import Entry, Timeline
    from git_decide.queries.timeline_target import Reason, Target

_FEW = 5
_INDENT = " " * len("2026-02-15  ")
SHORT = 10  # letters of a commit's id
_SOURCES = {"note": "by a note", "line": "by a line that git does not take for a trailer"}


def text(
    found: Timeline,
    target: Target,
    columns: int = 0,
    paint: Paint = PLAIN,
    links: Hyperlinks = UNLINKED,
    *,
    full: bool = False,
) -> str:
    """Return the decisions, newest first, each with its commits, of which `full` gives all."""
    told = ("\n".join(_entry(each, target, columns, paint, links, full)) for each in found.entries)
    return "\n\n".join([*told, *_rest(found)])


def _entry(
    entry: Entry, target: Target, columns: int, paint: Paint, links: Hyperlinks, full: bool
) -> Iterator[str]:
    gist = entry.gist
    name = links.record(gist.name.path, paint("bold", safe(gist.name.qualified)))
    day = safe(entry.day) if entry.day else "-"
    yield f"{day:{len(_INDENT) - 2}}  {name}  {status(gist, paint)}"
    yield _cut(safe(gist.title) if gist.title else paint("dim", "(no title)"), columns)
    who = ", ".join(map(safe, gist.deciders))
    cost = f"Costs {safe(' '.join(gist.cost.split()))}" if gist.cost else ""
    for line in filter(None, (who, cost, _set_by(entry, links), _why(entry.reasons, target))):
        yield _cut(line, columns) if line in (who, cost) else f"{_INDENT}{line}"
    yield from _followers(entry, columns, links, full)


def _cut(line: str, columns: int) -> str:
    return f"{_INDENT}{cut(line, columns - len(_INDENT)) if columns > 40 else line}"


def _set_by(entry: Entry, links: Hyperlinks) -> str:
    step = entry.setting.set_by
    if step is None:
        return ""
    commit = links.commit(step.id, step.id[:SHORT])
    done = safe(entry.gist.status).capitalize()
    return f"{done} in {commit} by {safe(step.author)}, {day_of(step.committed)}"


def _why(reasons: Sequence[Reason], target: Target) -> str:
    """Return what a decision has to do with what was asked about, where commits do not say it."""
    text = safe(target.text)
    said = {
        "covers": f"Covers {text}",
        "lies-there": f"Lies in {text}",
        "chain": f"Of one chain with {text}",
        "amends": f"Amends {text}, or is amended by it",
        "set": "Got its status there",
    }
    return "; ".join(said[reason] for reason in reasons if reason in said)


def _followers(entry: Entry, columns: int, links: Hyperlinks, full: bool) -> Iterator[str]:
    found = entry.followers if full else entry.followers[:_FEW]
    for follower in found:
        room = columns - len(_INDENT) - 2 if columns > 60 else 0
        yield f"{_INDENT}  {follower_line(follower, room, links)}"
    if more := len(entry.followers) - len(found):
        yield f"{_INDENT}  … and {more} more: --full"


def follower_line(follower: Follower, room: int = 0, links: Hyperlinks = UNLINKED) -> str:
    """Return a commit with its day, its subject, its author and how it links the record.

    In at most `room` columns, unless that is 0.
    """
    commit = follower.commit
    sources = {link.source for link in follower.links}
    how = (
        "" if "trailer" in sources else next(_SOURCES[each] for each in _SOURCES if each in sources)
    )
    who = ", ".join(filter(None, (safe(follower.author), how)))
    said = f"  {day_of(commit.committed)}  {safe(commit.subject)} ({who})"
    name = links.commit(commit.id, commit.id[:SHORT])
    return f"{name}{cut(said, room - SHORT) if room else said}"


def _rest(found: Timeline) -> Iterator[str]:
    if more := found.total - len(found.entries):
        yield f"… and {more} older"
