"""How the text of a record in another format is given to who reads it, whatever markup it has."""

from __future__ import annotations

from git_decide.records.foreign.relations import NO_TARGETS
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.findings import Finding
    from git_decide.records.foreign.header import Found
    from git_decide.records.foreign.relations import Targets
    from git_decide.records.foreign.sections import Outlined
    from git_decide.records.model import Alternative, Statement
    from git_decide.records.outline import Part

    Options = tuple[list[tuple[Alternative, int]], str]


@value
class Markup:
    """The outline of a text, and what finds things in its markup.

    `find` returns what the lines from one up to another (from zero) state, with
    places as in the file. `options` returns the alternatives in a part, with their
    lines, and the text that is none: headings of that level name some, but for those
    in the lines given last. `targets` are those that links lead to by a folded label.
    """

    outline: Outlined
    find: Callable[[int, int], Found]
    options: Callable[[Part, int, frozenset[int]], Options]
    targets: Targets = NO_TARGETS


@value
class Front:
    """What a record states outside of its text, which begins after `offset` lines.

    `title` is what stands there as such; `places` are further ones, by key. `meant` is what
    a statement stands for, where it is written in another way, as with escapes.
    """

    statements: tuple[Statement, ...] = ()
    title: str = ""
    extra: tuple[tuple[str, object], ...] = ()
    places: tuple[tuple[str, tuple[int, int]], ...] = ()
    findings: tuple[Finding, ...] = ()
    offset: int = 0
    meant: tuple[tuple[Statement, str], ...] = ()
