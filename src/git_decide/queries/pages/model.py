"""What the generated pages say, as plain values: a page has parts, a part has points."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from git_decide.policy.model import Side
    from git_decide.queries.costs import Cost

    # Of the agenda, in its order.
    AgendaKey = Literal[
        "disagreements",  # contested and escalated records
        "problems",  # records with only a context
        "proposals",  # proposed records, and which side they wait for
        "reviews",  # decisions whose review is due, and that state no outcome since
        "scope",  # what was added to and cut from the scope
        "debts",  # skips and reverts that no decision has paid back
        "fragile",  # modules that get worse
        "not-understood",  # decisions that some of the concerned have not acknowledged
        "wins",  # technical decisions that worked
    ]
    # Of the brief, in its order.
    BriefKey = Literal["fragile", "decided", "open", "debts"]


@value
class Point:
    """One thing on a page: a record, a commit or a module.

    `id` is a record's qualified one, `path` its file, `commit` a whole id; "" for what it is
    not. `day` (``YYYY-MM-DD``) is when it came to be so, `days` how many days ago that was at
    the day of the page, None where no day is known. `says` are its own words, each under the
    key of the canonical document (``context``, ``perspectives.product``, ``cost``,
    ``alternatives`` …) or of decisions.toml (``why``), one sentence or two of each.
    `people` are those that it names (deciders, owners), `waits_for` the sides or persons that
    have not done their part. `sides` are those whom it concerns. `numbers` are what was
    counted for it, by name (``fixes``, ``fixes-before``, ``commits``, ``linked``, ``files`` …).
    """

    title: str
    id: str = ""
    path: str = ""
    status: str = ""
    kind: str = ""
    module: str = ""
    commit: str = ""
    day: str = ""
    days: int | None = None
    says: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    sides: frozenset[Side] = frozenset()
    numbers: tuple[tuple[str, int], ...] = ()

    def said(self, key: str) -> str:
        """Return its words under a key, "" for none."""
        return dict(self.says).get(key, "")

    def number(self, name: str) -> int:
        """Return what was counted under a name, 0 where nothing was."""
        return dict(self.numbers).get(name, 0)


@value
class Part:
    """The points of one kind, the most urgent first. `key` is an `AgendaKey` or a `BriefKey`.

    `sums` are those of the costs of the scope, for each unit: ``added``, ``cut``, ``balance``.
    `begun` is False where the points wait for what nobody here has ever done: to confirm a
    decision.
    """

    key: str
    points: tuple[Point, ...] = ()
    sums: tuple[tuple[str, tuple[Cost, ...]], ...] = ()
    begun: bool = True

    def sum(self, name: str) -> tuple[Cost, ...]:
        """Return the sums under a name, () where there are none."""
        return dict(self.sums).get(name, ())


@value
class Page:
    """A page: for whom, of which day, and its parts in their order, empty ones too.

    `name` is ``agenda`` or ``brief``. `about` is the module of a brief or the side of an
    agenda, "" for all. `since` and `day` are days (``YYYY-MM-DD``), `since` "" where time
    plays no part. `revision` is what it was read from, "" for the work tree; `tip` the commit
    that this is or is based on, a whole id, "" before there is one: links lead to it. `complete`
    is False where the history ends here (a shallow clone), so that more may have happened.
    """

    name: Literal["agenda", "brief"]
    day: str
    since: str = ""
    about: str = ""
    revision: str = ""
    parts: tuple[Part, ...] = ()
    complete: bool = True
    tip: str = ""

    def part(self, key: str) -> Part:
        """Return the part with a key; an empty one where the page has none."""
        return next((part for part in self.parts if part.key == key), Part(key))
