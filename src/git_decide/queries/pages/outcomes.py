"""Finds what came of decisions: reviews that nobody has held, technical ones that worked."""

from __future__ import annotations

from git_decide.queries.pages.points import BOTH, record_point
from git_decide.queries.selecting import dated
from git_decide.records import outcomes
from git_decide.records.plain_words import opening, paragraphs
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.pages.model import Point
    from git_decide.queries.pages.source import Source
    from git_decide.records.model import Record
    from git_decide.records.outcomes import Entry

_WORKED = "worked"
_SENTENCES = 2  # of an outcome
_DECIDED = ("accepted", "superseded", "deprecated")


def is_due(gist: Gist, day: str) -> bool:
    """Return whether a decision in force was to be reviewed by a day, and nobody told of it."""
    due = dated(gist.review_by) and gist.review_by <= day
    return gist.status == "accepted" and due and not gist.reviewed


def reviews(source: Source) -> tuple[Point, ...]:
    """Return the decisions in force whose review is due, the longest overdue first.

    They wait for those who decided.
    """
    found = []
    for gist, record in source.records(g for g in source.gists if is_due(g, source.day)):
        keys = ("review-by", "success-criteria", "decision", "context", "cost")
        point = record_point(source, gist, record, keys, gist.review_by)
        found.append(replace(point, waits_for=point.people))
    return tuple(sorted(found, key=lambda point: (point.day, point.id)))


def may_be_won(gist: Gist) -> bool:
    """Return whether a record may be a technical decision that worked."""
    return gist.kind == "technical" and gist.status in _DECIDED


def wins(source: Source) -> tuple[Point, ...]:
    """Return the technical decisions that worked, as was found out lately: newest first.

    What was noted last counts. People are those who decided and those who committed it.
    """
    records = source.records(filter(may_be_won, source.gists))
    won = {gist.name: (gist, record, last) for gist, record in records if (last := _last(record))}
    worked = [each for each in won.values() if _is_won(source, each[2])]
    followers = source.past.following([gist for gist, _, _ in worked])
    found = []
    for gist, record, last in worked:
        point = record_point(source, gist, record, ("success-criteria", "cost"), last.day)
        commits = followers.get(gist.name, ())
        also = [each.author for each in commits if each.author not in _names(record)]
        found.append(
            replace(
                point,
                says=(("outcome", _short(record, last)), *point.says),
                people=(*point.people, *dict.fromkeys(also)),
                sides=BOTH,
                numbers=(("commits", len(commits)),),
            )
        )
    return tuple(sorted(found, key=lambda point: (point.day, point.id), reverse=True))


def _is_won(source: Source, last: Entry) -> bool:
    return last.way == _WORKED and source.in_time(last.day)


def _last(record: Record) -> Entry | None:
    """Return what was noted last of how a decision went."""
    found = [each for each in outcomes.entries(record) if each.way in outcomes.WAYS]
    return max(found, key=lambda each: each.day, default=None)


def _short(record: Record, entry: Entry) -> str:
    return opening(next(iter(paragraphs(entry.text, record.name.path)), ""), _SENTENCES)


def _names(record: Record) -> set[str]:
    return {person.name for person in record.deciders}
