"""Takes new commits in: into the graph all of them, into rows those that say something."""

from __future__ import annotations

from git_decide.git import indexed_history
from git_decide.git.run import GitFailed
from git_decide.policy.links import DECISION, links_and_skips, lone_link
from git_decide.queries.indexing.graph import Graph, joined
from git_decide.queries.indexing.model import packed
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from git_decide.git.repository import Repository
    from git_decide.queries.indexing.graph import Page
    from git_decide.queries.indexing.model import Progress, Source, Tables

_WORD = DECISION.lower().encode()  # no link and no skip is without it
_PAGE = 4096  # commits: a page with fewer is joined with what follows


@value
class Told:
    """A commit that says something of decisions, as git printed it.

    `links` are (written, source), in the order in which they stand.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    committed: int
    subject: str
    links: tuple[tuple[str, Source], ...]
    skips: tuple[str, ...]


def graph_of(tables: Tables, size: int) -> Graph:
    """Return the graph that the tables hold; `size` is that of an id in bytes."""
    pages = tables.rows("SELECT ids, firsts, more FROM page ORDER BY first")
    return Graph(size, pages)


def take_in(
    tables: Tables, repo: Repository, graph: Graph, starts: Sequence[str], progress: Progress | None
) -> tuple[tuple[int, Told], ...]:
    """Add the commits behind `starts` that are new; return those that say something.

    One process, two where what was known before is not there any more.
    """
    ends = graph.heads()
    try:
        return _add(tables, graph, indexed_history.stream(repo, starts, ends), progress, False)
    except GitFailed:
        # Rewritten commits were thrown away. What only they covered comes once more.
        out = indexed_history.stream(repo, starts, ends, missing=True)
        return _add(tables, graph, out, progress, True)


def _add(
    tables: Tables,
    graph: Graph,
    out: Iterator[Sequence[bytes]],
    progress: Progress | None,
    again: bool,
) -> tuple[tuple[int, Told], ...]:
    parents: dict[bytes, bytes] = {}
    told: list[Told] = []
    for fields in out:
        for head in fields[::3]:
            name, _, parents_of_it = head.partition(b" ")
            parents[name] = parents_of_it
        told += _told(fields)
        if progress:
            progress(len(parents), 0)
    known = graph.known(parents) if again else frozenset()
    start = len(graph)
    page = graph.add(parents, known)
    if len(graph) > start:
        _keep(tables, start, page)
    return tuple((graph.number(each.id), each) for each in told if _is_new(each, known))


def _is_new(told: Told, known: frozenset[bytes]) -> bool:
    return told.id.encode() not in known


def _keep(tables: Tables, start: int, page: Page) -> None:
    """Write a page, or join it with the last one while that is small."""
    last = tables.rows("SELECT first, ids, firsts, more FROM page ORDER BY first DESC LIMIT 1")
    if last and start - last[0][0] < _PAGE:
        start, page = last[0][0], joined(last[0][1:], page)
    tables.rows("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)", (start, *page))


def _told(fields: Sequence[bytes]) -> Iterator[Told]:
    """Yield those of some commits that say something of decisions."""
    for number in _saying(fields[2::3]):
        found = _of(*fields[number * 3 : number * 3 + 3])
        if found.links or found.skips:
            yield found


def _saying(messages: Sequence[bytes]) -> Iterator[int]:
    """Yield the numbers of the messages that may hold a link."""
    text = b"\0".join(messages).lower()
    number = begun = 0
    at = text.find(_WORD)
    while at >= 0:
        number += text.count(b"\0", begun, at)
        yield number
        begun = text.find(b"\0", at)
        at = text.find(_WORD, begun) if begun >= 0 else -1


def _of(head: bytes, who: bytes, text: bytes) -> Told:
    message = text.decode("utf-8", "surrogateescape")
    links, skips = _said(text, message)
    name, *parents = head.decode().split()
    seconds, _, author = who.decode("utf-8", "surrogateescape").partition(" ")
    subject = message.lstrip("\n").partition("\n")[0]
    # git prints no date where a commit has none that it can read.
    committed = int(seconds or 0)
    return Told(name, tuple(parents), author, committed, subject, links, skips)


def _said(text: bytes, message: str) -> tuple[tuple[tuple[str, Source], ...], tuple[str, ...]]:
    """Return what a message links, and its skips."""
    alone = lone_link(text)
    if alone:
        return ((alone, "trailer"),), ()
    found, skips = links_and_skips(message)
    return tuple((each.value, "trailer" if each.trailer else "line") for each in found), skips


def told_of(repo: Repository, commits: Iterable[str]) -> dict[str, Told]:
    """Return what these commits say, be it nothing; what does not exist is left out."""
    found = {}
    for fields in indexed_history.among(repo, commits):
        for at in range(0, len(fields), 3):
            told = _of(*fields[at : at + 3])
            found[told.id] = told
    return found


def write(tables: Tables, told: Iterable[tuple[int, Told]]) -> None:
    """Write rows for these commits, by number, without their links."""
    tables.many(
        "INSERT OR IGNORE INTO linked VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                bytes.fromhex(each.id),
                packed(each.author),
                min(each.committed, _LAST),
                packed(each.subject),
                b"".join(map(bytes.fromhex, each.parents)),
                packed("\n".join(each.skips)),
            )
            for number, each in told
        ),
    )


_LAST = (1 << 63) - 1  # what SQLite holds: a commit may say any date
