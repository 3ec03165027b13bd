"""Says a page as a JSON object."""

from __future__ import annotations

from git_decide.output.scope import amount, balance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.pages.model import Page, Part, Point

_OF_ONE = ("title", "id", "path", "status", "kind", "module", "commit", "day")
_NAMES = {"agenda": "for", "brief": "module"}  # of what a page is about


def document(page: Page) -> dict[str, object]:
    """Return the object, as ``schemas/agenda.schema.json`` and ``brief.schema.json`` have it.

    What is not known is not there, but every part is, be it empty.
    """
    head = {
        "day": page.day,
        "since": page.since,
        _NAMES[page.name]: page.about,
        "revision": page.revision,
        "commit": page.tip,
    }
    known = {name: text for name, text in head.items() if text}
    parts = {part.key: [_point(point) for point in part.points] for part in page.parts}
    found = {**known, "complete": page.complete, **parts}
    return {**found, "scope-sums": _sums(page.part("scope"))} if page.name == "agenda" else found


def _sums(part: Part) -> dict[str, list[str]]:
    """Return the sums of the scope as people write them."""
    return {
        "added": [amount(cost) for cost in part.sum("added")],
        "cut": [amount(cost) for cost in part.sum("cut")],
        "balance": [balance(cost) for cost in part.sum("balance")],
    }


def _point(point: Point) -> dict[str, object]:
    said: dict[str, list[str]] = {}
    for key, text in point.says:
        said.setdefault(key, []).append(text)
    found: dict[str, object] = {name: getattr(point, name) for name in _OF_ONE}
    found["days"] = point.days
    found["says"] = said
    found["people"] = list(point.people)
    found["waits-for"] = list(point.waits_for)
    found["sides"] = [side for side in ("product", "engineering") if side in point.sides]
    found["numbers"] = dict(point.numbers)
    known = {name: value for name, value in found.items() if value not in ("", None, [], {})}
    return {"title": point.title, "sides": found["sides"], **known}
