"""Tells which values that are asked for no record states, and which ones there are."""

from __future__ import annotations

from git_decide.queries.selecting import folded
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.selecting import Wanted

_ALIKE = 0.6  # as difflib counts


@value
class Unstated:
    """A value that no record has; `field` is what it is one of: a module, a tag, a decider.

    `known` are all values that there are, those that are written alike first.
    """

    field: str
    value: str
    known: tuple[str, ...]


def unstated(gists: Sequence[Gist], wanted: Wanted) -> tuple[Unstated, ...]:
    """Return what was asked for and is nowhere, though a word of it may be misspelt."""
    readable = [gist for gist in gists if gist.readable]
    modules = {named.written for gist in readable for named in gist.modules}
    tags = {tag for gist in readable for tag in gist.tags}
    deciders = {decider for gist in readable for decider in gist.deciders}
    return (
        *(_told("module", each, modules) for each in wanted.modules if each not in modules),
        *(_told("tag", each, tags) for each in wanted.tags if each not in tags),
        *(
            _told("decider", each, deciders)
            for each in wanted.deciders
            if not any(folded(each) in folded(decider) for decider in deciders)
        ),
    )


def _told(field: str, written: str, known: Iterable[str]) -> Unstated:
    return Unstated(field, written, tuple(_close_first(written, sorted(known))))


def _close_first(written: str, known: Sequence[str]) -> list[str]:
    from difflib import SequenceMatcher

    wanted = folded(written)

    def alike(text: str) -> float:
        words = (folded(text), *folded(text).split())
        found = max(SequenceMatcher(None, wanted, word).ratio() for word in words)
        return found if found >= _ALIKE else 0

    return sorted(known, key=alike, reverse=True)
