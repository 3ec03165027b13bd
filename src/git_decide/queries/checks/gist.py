"""What a check or a list must know of one record: little enough to be remembered."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.findings import Finding
    from git_decide.records.digest import Name
    from git_decide.records.model import Mention, Record, Silence
    from git_decide.store import Stored


@value
class Named:
    """What a record names at a place (from one; zero where the place is not known).

    `key` is that of the canonical document: ``supersedes``, ``modules``. `written`
    is the name as it stands there.
    """

    key: str
    written: str
    line: int
    column: int


@value
class Gist:
    """One record as far as other records, the configuration and the flags have to do with it.

    `findings` are those that it has by itself. `readable` tells that it could be
    read at all; otherwise the rest is empty. `stated` is where its status stands, `dated`
    where its date does. `deciders` are as records write them: ``NAME (ROLE)``. `review_at`
    is where the day of its review stands; `reviewed` tells that it says what came of it
    since then.
    """

    name: Name
    findings: tuple[Finding, ...]
    readable: bool = False
    title: str = ""
    status: str = ""
    stated: tuple[int, int] = (0, 0)
    aliases: tuple[str, ...] = ()
    links: tuple[Named, ...] = ()
    modules: tuple[Named, ...] = ()
    mentions: tuple[Mention, ...] = ()
    silences: tuple[Silence, ...] = ()
    date: str = ""
    kind: str = ""
    tags: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    review_by: str = ""
    review_at: tuple[int, int] = (0, 0)
    reviewed: bool = False
    cost: str = ""
    dated: tuple[int, int] = (0, 0)


def gist_of(stored: Stored) -> Gist:
    """Return what a check must know of a record that was read."""
    from git_decide.records import outcomes
    from git_decide.records.model import LINKS

    record = stored.reading.record
    if record is None:
        return Gist(stored.name, stored.findings)
    return Gist(
        stored.name,
        stored.findings,
        readable=True,
        title=record.title or "",
        status=record.status or "",
        stated=record.places.get("status", (0, 0)),
        aliases=record.aliases,
        links=tuple(one for key in LINKS for one in _named(record, key)),
        modules=_named(record, "modules"),
        mentions=record.mentions,
        silences=record.silences,
        date=record.date or "",
        kind=record.kind or "",
        tags=record.tags,
        deciders=tuple(map(str, record.deciders)),
        paths=record.paths,
        review_by=record.review_by or "",
        review_at=record.places.get("review-by", (0, 0)),
        reviewed=outcomes.told(record),
        cost=record.cost or "",
        dated=record.places.get("date", (0, 0)),
    )


def _named(record: Record, key: str) -> tuple[Named, ...]:
    items: tuple[str, ...] = record.__dict__[key.replace("-", "_")]
    return tuple(
        Named(key, written, *record.places.get(f"{key}[{at}]", (0, 0)))
        for at, written in enumerate(items)
    )
