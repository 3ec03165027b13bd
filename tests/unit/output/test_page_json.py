"""Pages as JSON objects."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from git_decide.output.json import answer as written
from git_decide.output.page_json import document
from git_decide.queries.costs import Cost
from git_decide.queries.pages.model import Page, Part, Point
from tests.acceptance.documents import answer

if TYPE_CHECKING:
    from typing import Literal

DAY = "2026-03-02"
KEYS = {
    "agenda": (
        *("disagreements", "problems", "proposals", "reviews", "scope", "debts", "fragile"),
        *("not-understood", "wins"),
    ),
    "brief": ("fragile", "decided", "open", "debts"),
}
RECORD = Point(
    "Cap \x1b[31m retries \udcff",
    id="0001-a",
    path="docs/decisions/0001-a.md",
    status="proposed",
    days=0,
    says=(("alternatives", "Queue"), ("alternatives", "Poll"), ("context", "Slow.")),
    waits_for=("engineering",),
    sides=frozenset(("engineering", "product")),
)


def page(name: Literal["agenda", "brief"], **parts: Part) -> Page:
    """Return a page with all of its parts, of which those that are given say something."""
    whole = tuple(parts.get(key, Part(key)) for key in KEYS[name])
    return Page(name, DAY, DAY if name == "agenda" else "", parts=whole)


def told(of: Page) -> Any:
    """Return what is written, once its schema has no objection."""
    return answer(written(**{of.name: document(of)}), of.name)[of.name]


@pytest.mark.parametrize("name", ["agenda", "brief"])
def test_an_empty_page_has_all_of_its_parts(name: Literal["agenda", "brief"]) -> None:
    """What is not known, such as the commit before the first one, is not there."""
    found = told(page(name))
    assert all(found[key] == [] for key in KEYS[name])
    assert not {"commit", "revision", "for", "module"} & set(found)


def test_a_point_says_what_it_knows() -> None:
    """Words under one key stand together; sides in their order; nothing is None or empty."""
    (point,) = told(page("agenda", proposals=Part("proposals", (RECORD,))))["proposals"]
    assert point == {
        "title": "Cap \x1b[31m retries \udcff",
        "sides": ["product", "engineering"],
        "id": "0001-a",
        "path": "docs/decisions/0001-a.md",
        "status": "proposed",
        "days": 0,
        "says": {"alternatives": ["Queue", "Poll"], "context": ["Slow."]},
        "waits-for": ["engineering"],
    }


def test_a_title_may_be_empty() -> None:
    """A commit may have no subject, and is told all the same."""
    debt = Point("", status="skip", module="payments", commit="a" * 40, day=DAY, people=("Ada",))
    (point,) = told(page("brief", debts=Part("debts", (debt,))))["debts"]
    assert point["title"] == ""


def test_the_sums_of_the_scope() -> None:
    """As people write them."""
    week, two = Cost(Decimal(1), Decimal(1), "week"), Cost(Decimal(2), Decimal(2), "week")
    sums = (("added", (two,)), ("cut", (week,)), ("balance", (week,)))
    found = told(page("agenda", scope=Part("scope", (), sums)))
    assert found["scope-sums"] == {
        "added": ["2 weeks"],
        "cut": ["1 week"],
        "balance": ["1 week more"],
    }


def test_what_is_about_one_side_or_one_module() -> None:
    """An agenda is for a side, a brief about a module."""
    about = Page("agenda", DAY, DAY, "product", "v1", page("agenda").parts, False, "b" * 40)
    found = told(about)
    assert [found[key] for key in ("for", "revision", "complete", "commit")] == [
        *("product", "v1", False, "b" * 40)
    ]
    assert told(Page("brief", DAY, about="search", parts=page("brief").parts))["module"] == "search"


def test_nothing_can_be_obeyed_by_a_terminal() -> None:
    """A control character is written as an escape."""
    text = written(agenda=document(page("agenda", problems=Part("problems", (RECORD,)))))
    assert "\x1b" not in text
    assert json.loads(text)["agenda"]["problems"][0]["title"] == RECORD.title
