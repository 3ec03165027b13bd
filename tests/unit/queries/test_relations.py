"""How a record stands to the others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.checks.gist import Gist, Named
from git_decide.queries.relations import Ties
from git_decide.records.digest import Name

numbers = st.integers(1, 6)


def made(number: int, *older: int) -> Gist:
    """Return a record that supersedes others, by number."""
    name = Name(f"{number:04d}-n", "", number, f"log/{number:04d}-n.md")
    links = tuple(Named("supersedes", str(each), 0, 0) for each in older)
    return Gist(name, (), readable=True, title="T", status="accepted", links=links)


def test_what_relates_is_told_at_both_ends() -> None:
    """By the id that is meant, once, and with what it means nothing by apart."""
    related = tuple(Named("relates", written, 0, 0) for written in ("1", "0001-n", "9"))
    gists = [made(1), Gist(made(2).name, (), readable=True, links=related)]
    first, second = (Ties(gists).of(gist.name) for gist in gists)
    assert [other.name.number for other in first.relates] == [2]
    assert [other.name.number for other in second.relates] == [1]
    assert (first.unresolved, second.unresolved) == ((), ("9",))


def chain(gists: list[Gist], number: int) -> list[int | None]:
    """Return the numbers of the chain that a record is part of."""
    (own,) = (gist for gist in gists if gist.name.number == number)
    return [other.name.number for other in Ties(gists).of(own.name).chain]


def test_a_chain_has_what_led_here_and_what_came_of_it() -> None:
    """Not what else replaced, or was replaced by, one of its members."""
    gists = [made(1), made(2, 1), made(3, 2), made(4, 1), made(5, 3, 6), made(6), made(7)]
    assert chain(gists, 3) == [1, 2, 3, 5]
    assert chain(gists, 1) == [1, 2, 3, 4, 5]
    assert chain(gists, 7) == []


@given(st.dictionaries(numbers, st.sets(numbers, max_size=3), min_size=1))
def test_older_ones_come_first_unless_they_go_round(ties: dict[int, set[int]]) -> None:
    """In a chain without a circle no record stands before one that it replaced; it always ends."""
    gists = [made(number, *(ties.get(number) or ())) for number in range(1, 7)]
    forward = [
        made(number, *(each for each in ties.get(number) or () if each < number))
        for number in range(1, 7)
    ]
    for number in range(1, 7):
        assert len(set(chain(gists, number))) == len(chain(gists, number))
        found = chain(forward, number)
        assert not found or number in found
        for at, newer in enumerate(found):
            older = {each for each in ties.get(newer or 0) or () if each < (newer or 0)}
            assert not older & set(found[at:])
