"""Follows lines to the commits that wrote them, past those that only moved them."""

from __future__ import annotations

from git_decide.git import blame, copying, hunks
from git_decide.git.blame import Wanted
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from git_decide.git.blame import Blame, Change, Line
    from git_decide.git.copying import Looked
    from git_decide.git.repository import Repository

_MOVES = 8  # how often a line is followed through a move or a copy
_COMMITS = 12  # of how many commits behind one target that is asked
_SPANS = 4  # how many runs of lines are followed to what stood there before
_BIGGEST = 40  # lines: what replaced more than that was written anew


@value
class Origin:
    """Where a line was written, and the commits that only moved it since, the last one first."""

    line: Line
    moves: tuple[str, ...] = ()


@value
class Origins:
    """The lines asked about, in order, and what is known of all the commits, by id."""

    lines: tuple[Origin, ...]
    changes: Mapping[str, Change]
    remark: str = ""

    def weights(self) -> dict[str, int]:
        """Return how many of the lines each commit wrote, most first; "" for no commit."""
        found: dict[str, int] = {}
        for origin in self.lines:
            found[origin.line.commit] = found.get(origin.line.commit, 0) + 1
        return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def origins(
    repo: Repository,
    wanted: Wanted,
    ends: frozenset[str],
    begun: Callable[[Origins], None] | None = None,
) -> Origins:
    """Return where the lines were written; raises as `blame.blame` does.

    Each commit that lines are from is asked whether it moved them, or copied them from
    elsewhere: that costs no history. `ends` are commits whose parents are not there.
    `begun` is given what holds if none of them did, while git looks for that.
    """
    first = blame.blame(repo, wanted)
    lines = [Origin(line) for line in first.lines]
    changes = dict(first.changes)
    looks = {
        (commit, path): _look(repo, _held(lines, commit, path))
        for commit, path in _sources(lines)[:1]
        if commit not in ends
    }
    if begun:
        begun(Origins(tuple(lines), changes, first.remark))
    asked: dict[tuple[str, str], dict[int, Line]] = {}
    for _ in range(_MOVES):
        before = list(lines)
        for commit, path in _sources(before)[:_COMMITS]:
            if commit in ends or (commit, path) in asked:
                continue
            held = _held(before, commit, path)
            looked = looks.get((commit, path)) or _look(repo, held)
            asked[commit, path] = _elsewhere(repo, held, looked, changes)
        lines = [_followed(each, asked) for each in before]
        if lines == before:
            break
    return Origins(tuple(lines), changes, first.remark)


def _sources(lines: Iterable[Origin]) -> list[tuple[str, str]]:
    """Return the commits with the paths that lines are from, most lines first."""
    found: dict[tuple[str, str], int] = {}
    for each in lines:
        if each.line.commit:
            key = (each.line.commit, each.line.path)
            found[key] = found.get(key, 0) + 1
    return sorted(found, key=lambda key: -found[key])


def _held(lines: Iterable[Origin], commit: str, path: str) -> list[Line]:
    """Return the lines that are from a file in a commit."""
    found = (each.line for each in lines)
    return [line for line in found if (line.commit, line.path) == (commit, path)]


def _span(held: Sequence[Line]) -> Wanted:
    numbers = [line.origin for line in held]
    return Wanted(held[0].path, held[0].commit, min(numbers), max(numbers))


def _look(repo: Repository, held: Sequence[Line]) -> Looked | None:
    """Let git begin to look for lines of a file in a commit elsewhere; return what for.

    For a file that is new there git blames all others, which takes it twice as long as to
    look for a line in them. Most often that is all it takes.
    """
    line = held[0]
    if len(held) == 1 and not line.previous[0] and copying.tells(line.text):
        return copying.begin(repo, line.commit, line.text)
    blame.moved_ahead(repo, line.commit, _span(held))
    return None


def _elsewhere(
    repo: Repository, lines: Sequence[Line], looked: Looked | None, changes: dict[str, Change]
) -> dict[int, Line]:
    """Return those of the lines of a file in a commit that it had from elsewhere, by number."""
    if looked and copying.is_new(repo, looked):
        return {}
    commit = lines[0].commit
    found = {line.number: line for line in blame.moved(repo, commit, _span(lines)).lines}
    numbers = [line.origin for line in lines]
    held = {at: found[at] for at in numbers if at in found and found[at].commit != commit}
    places: dict[tuple[str, str], list[int]] = {}
    for line in held.values():
        places.setdefault((line.commit, line.path), []).append(line.origin)
    older: dict[tuple[str, str, int], Line] = {}
    for (parent, former), numbers in places.items():
        asked = Wanted(former, parent, min(numbers), max(numbers))
        told = blame.blame(repo, asked)
        changes.update(told.changes)
        older.update({(parent, former, line.number): line for line in told.lines})
    return {at: older[line.commit, line.path, line.origin] for at, line in held.items()}


def _followed(each: Origin, asked: Mapping[tuple[str, str], Mapping[int, Line]]) -> Origin:
    line = each.line
    before = asked.get((line.commit, line.path), {}).get(line.origin)
    return Origin(before, (*each.moves, line.commit)) if before else each


def replaced(repo: Repository, wanted: Wanted, lines: Sequence[int], head: str) -> Blame:
    """Return what `head` had in the place of lines that are not committed, blamed.

    Nothing where they were only added.
    """
    found = hunks.hunks(repo, head, "", wanted.path)
    spans = [_before(hunk, lines) for hunk in found if _meets(hunk, lines)]
    return _blamed(repo, head, wanted.path, spans)


def earlier(
    repo: Repository, known: Origins, commits: Iterable[str], ends: frozenset[str], depth: int
) -> Iterator[Blame]:
    """Yield what stood in the place of the lines of `commits`, generation by generation.

    `depth` bounds the generations. A generation costs two processes for each run of lines.
    """
    wanted = frozenset(commits)
    lines = [each.line for each in known.lines if each.line.commit in wanted]
    changes = dict(known.changes)
    for _ in range(depth):
        found: list[Line] = []
        for commit, path in _sources([Origin(line) for line in lines])[:_SPANS]:
            shaped = [each for each in lines if (each.commit, each.path) == (commit, path)]
            before, former = shaped[0].previous
            if commit in ends or not before:
                continue
            numbers = [each.origin for each in shaped]
            differing = hunks.hunks(repo, f"{before}:{former}", f"{commit}:{path}")
            spans = [_before(hunk, numbers) for hunk in differing if _meets(hunk, numbers)]
            told = _blamed(repo, before, former, spans)
            changes.update(told.changes)
            found += told.lines
        if not found:
            return
        yield _told(found, changes)
        lines = found


def _told(lines: Sequence[Line], changes: Mapping[str, Change]) -> Blame:
    return blame.Blame(tuple(lines), {line.commit: changes[line.commit] for line in lines})


def _meets(hunk: hunks.Hunk, lines: Iterable[int]) -> bool:
    first, end = hunk.after
    return any(first <= line < end for line in lines)


def _before(hunk: hunks.Hunk, lines: Iterable[int]) -> tuple[int, int]:
    """Return what a hunk had, line for line where it has as many now, else all of it."""
    first, end = hunk.before
    if end - first == hunk.after[1] - hunk.after[0]:
        held = [line for line in lines if hunk.after[0] <= line < hunk.after[1]]
        move = first - hunk.after[0]
        return min(held) + move, max(held) + move + 1
    return (first, end) if end - first <= _BIGGEST else (first, first)


def _blamed(repo: Repository, revision: str, path: str, spans: Iterable[tuple[int, int]]) -> Blame:
    lines: list[Line] = []
    changes: dict[str, Change] = {}
    for first, end in list(spans)[:_SPANS]:
        if first < end:
            told = blame.blame(repo, Wanted(path, revision, first, end - 1))
            lines += told.lines
            changes.update(told.changes)
    return blame.Blame(tuple(lines), changes)
