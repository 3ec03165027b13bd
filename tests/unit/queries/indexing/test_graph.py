"""The graph answers like a plain walk over parents, however it was put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.indexing.graph import Graph, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.queries.indexing.graph import Page

    # Parents of each commit, by number; in order.
    History = Sequence[tuple[int, ...]]

SIZE = 20


def name(number: int) -> str:
    """Return an id that nobody can tell the number from, with the same bytes at odd places."""
    return f"{number * 2654435761 % (1 << 32):08x}".rjust(SIZE * 2, "a")


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Draw up to 25 commits with up to three parents each, all of them older."""
    made: list[tuple[int, ...]] = []
    for number in range(draw(st.integers(1, 25))):
        older = st.integers(max(0, number - 6), number - 1)
        many = st.lists(older, min_size=0, max_size=3, unique=True)
        made.append(tuple(draw(many)) if number else ())
    return made


def parents(history: History, numbers: Sequence[int]) -> Mapping[bytes, bytes]:
    """Return commits as a log gives them."""
    return {name(n).encode(): " ".join(map(name, history[n])).encode() for n in numbers}


def behind(history: History, tip: int) -> set[int]:
    """Return a commit and all of its ancestors."""
    found: set[int] = set()
    waiting = [tip]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += history[at]
    return found


def line(history: History, tip: int) -> list[int]:
    """Return a commit and its first parents, newest first."""
    found = [tip]
    while history[found[-1]]:
        found.append(history[found[-1]][0])
    return found


def came_in(history: History, commit: int, tip: int) -> list[int]:
    """Return the merges from a commit to the first-parent line of the tip, as the words say."""
    if commit not in behind(history, tip):
        return []
    found: list[int] = []
    while commit not in line(history, tip):
        merge = [each for each in line(history, tip) if commit in behind(history, each)][-1]
        found.append(merge)
        tip = next(p for p in history[merge][1:] if commit in behind(history, p))
    return found[::-1]


@given(histories(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_it_answers_like_a_plain_walk(history: History, chance: object, parts: int) -> None:
    """In whatever order a log has the commits, taken in at once or in several turns."""
    order = [*range(len(history))]
    pages: list[Page] = []
    graph = Graph(SIZE)
    step = -(-len(order) // parts)
    for start in range(0, len(order), step):
        turn = order[start : start + step]
        chance.shuffle(turn)  # type: ignore[attr-defined]
        pages.append(graph.add(parents(history, turn)))
    whole = pages[0]
    for page in pages[1:]:
        whole = joined(whole, page)
    for read in (graph, Graph(SIZE, pages), Graph(SIZE, [whole])):
        for tip in order:
            reaches = read.reaches(name(tip))
            assert [n for n in order if reaches(name(n))] == sorted(behind(history, tip))
            for commit in order:
                expected = tuple(name(n) for n in came_in(history, commit, tip))
                assert read.brought_in(name(commit), name(tip)) == expected
        childless = set(order) - {p for each in history for p in each}
        assert set(read.heads()) == {name(n) for n in childless}


def test_what_is_known_is_not_taken_in_again() -> None:
    """A commit that comes once more keeps its number."""
    history = [(), (0,), (1,)]
    graph = Graph(SIZE)
    graph.add(parents(history, [0, 1]))
    again = parents(history, [0, 1, 2])
    graph.add(again, graph.known(again))
    assert [graph.number(name(n)) for n in range(3)] == [0, 1, 2]
    assert len(graph) == 3


def test_what_is_not_there_is_nowhere() -> None:
    """Nothing leads to or from a commit that the graph does not have; it reaches itself."""
    graph = Graph(SIZE)
    graph.add(parents([(), (0,)], [0, 1]))
    assert graph.number(name(7)) == -1
    assert graph.brought_in(name(7), name(1)) == graph.brought_in(name(0), name(7)) == ()
    assert graph.reaches(name(7))(name(7))
    assert not graph.reaches(name(7))(name(0))
    assert not graph.reaches(name(1))(name(7))


def test_bytes_across_two_ids_are_no_id() -> None:
    """An id is found at its own place only, also where the end of one begins another."""
    first, second = "00" * 10 + "11" * 10, "22" * 10 + "33" * 10
    graph = Graph(SIZE)
    graph.add({first.encode(): b"", second.encode(): first.encode()})
    assert graph.number("11" * 10 + "22" * 10) == -1
    assert [graph.number(each) for each in (first, second)] == [0, 1]
