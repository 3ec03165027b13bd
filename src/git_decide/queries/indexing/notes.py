"""Takes in the notes on commits that changed since they were looked at last."""

from __future__ import annotations

from git_decide.git import indexed_history
from git_decide.git.objects import read_blobs
from git_decide.git.run import GitFailed
from git_decide.policy.links import links_and_skips
from git_decide.queries.indexing.history import told_of, write
from git_decide.queries.indexing.model import packed, unpacked
from git_decide.records.limits import LARGEST
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.queries.indexing.graph import Graph
    from git_decide.queries.indexing.model import Tables


@value
class Noted:
    """What the notes of one ref say about a commit, as links; it has a number in the graph."""

    number: int
    commit: str
    ref: str
    links: tuple[str, ...]


def take_in(
    tables: Tables,
    repo: Repository,
    graph: Graph,
    before: Mapping[str, str],
    now: Mapping[str, str],
) -> tuple[Noted, ...]:
    """Forget the links of notes that changed; return those that the new ones have.

    `before` and `now` are ids by notes ref. Notes on commits that no ref leads to wait
    until one does. A process for each ref that moved, and two more.
    """
    changed: dict[tuple[str, str], str] = {
        (unpacked(commit), unpacked(ref)): blob
        for commit, ref, blob in tables.rows("SELECT id, ref, blob FROM waiting")
    }
    for ref in {**before, **now}:
        if before.get(ref) != now.get(ref):
            moved = _between(repo, before.get(ref, ""), now.get(ref, ""))
            if moved is None:
                _forget_all(tables, ref)
                moved = _between(repo, "", now.get(ref, "")) or {}
            changed.update({(commit, ref): blob for commit, blob in moved.items()})
    return _taken(tables, repo, graph, changed) if changed else ()


def _between(repo: Repository, old: str, new: str) -> dict[str, str] | None:
    """Return which notes differ, None where that cannot be told."""
    try:
        return indexed_history.notes_between(repo, old, new)
    except GitFailed:  # the old ones were thrown away, or this is no commit at all
        return None


def _forget_all(tables: Tables, ref: str) -> None:
    tables.rows("DELETE FROM link WHERE ref = ?", (packed(ref),))
    tables.rows("DELETE FROM waiting WHERE ref = ?", (packed(ref),))


def _taken(
    tables: Tables, repo: Repository, graph: Graph, changed: Mapping[tuple[str, str], str]
) -> tuple[Noted, ...]:
    numbers = {commit: graph.number(commit) for commit, _ in changed}
    tables.many(
        "DELETE FROM link WHERE number = ? AND ref = ?",
        ((numbers[commit], packed(ref)) for commit, ref in changed),
    )
    tables.many(
        "DELETE FROM waiting WHERE id = ? AND ref = ?",
        ((packed(commit), packed(ref)) for commit, ref in changed),
    )
    tables.many(
        "INSERT INTO waiting VALUES (?, ?, ?)",
        (
            (packed(commit), packed(ref), blob)
            for (commit, ref), blob in changed.items()
            if blob and numbers[commit] < 0
        ),
    )
    here = {key: blob for key, blob in changed.items() if blob and numbers[key[0]] >= 0}
    found = tuple(
        Noted(numbers[commit], commit, ref, links)
        for (commit, ref), links in zip(here, _links(repo, here.values()), strict=True)
        if links
    )
    _write(tables, repo, found)
    return found


def _links(repo: Repository, blobs: Iterable[str]) -> Sequence[tuple[str, ...]]:
    texts = read_blobs(repo, tuple(blobs), limit=LARGEST)
    said = (each.content.decode("utf-8", "surrogateescape") if each else "" for each in texts)
    # A note has no subject, and a link in its first line counts like any other.
    return [tuple(link.value for link in links_and_skips(f"Note\n\n{text}")[0]) for text in said]


def _write(tables: Tables, repo: Repository, found: Sequence[Noted]) -> None:
    """Write rows for the commits that only their notes make worth one."""
    held = {number for (number,) in tables.rows("SELECT number FROM linked")} if found else set()
    new = {each.commit: each.number for each in found if each.number not in held}
    write(tables, ((new[name], told) for name, told in told_of(repo, new).items()))
