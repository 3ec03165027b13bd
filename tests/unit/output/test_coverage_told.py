"""What was counted, told as text, as JSON objects and as a picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.output.coverage import document, percent, text
from git_decide.output.coverage_svg import WIDTH, svg
from git_decide.queries.coverage import Count, Coverage, Covered

NONE = Covered("", Count(0, 0, 0), ())
SVG = "{http://www.w3.org/2000/svg}"

counts = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
    lambda each: Count(sum(each) + 1, each[0], each[1])
)
months = st.dictionaries(st.integers(2000 * 12, 2003 * 12), counts, max_size=20)


def covered(module: str, known: dict[int, Count]) -> Covered:
    """Return what was counted, by months from the year 0."""
    every = [(f"{n // 12:04}-{n % 12 + 1:02}", known[n]) for n in sorted(known)]
    total = (sum(c.__dict__[name] for _, c in every) for name in ("commits", "linked", "skipped"))
    return Covered(module, Count(*total), tuple(every))


def rects(text: str) -> list[dict[str, float]]:
    """Return the bars of a picture, without the legend."""
    found = ElementTree.fromstring(text).iter(f"{SVG}rect")
    keys = ("x", "y", "width", "height")
    return [{key: float(each.attrib[key]) for key in keys} for each in found][3:]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count(0, 0, 0), "-"),
        (Count(3, 2, 0), "66 %"),
        (Count(1000, 999, 0), "99 %"),
        (Count(1000, 1, 0), "0 %"),
        (Count(7, 7, 0), "100 %"),
    ],
)
def test_shares_are_never_rounded_up(count: Count, said: str) -> None:
    """Only all are 100 %."""
    assert percent(count) == said


def test_months_before_the_last_twelve_are_added_up() -> None:
    """The text shows a year; the rest is one line."""
    every = covered("", {24000 + number: Count(2, 1, 0) for number in range(14)})
    lines = text(Coverage(every, ())).splitlines()
    assert lines[4:6] == ["earlier  2/4", "2000-03  1/2"]
    assert len(lines) == 5 + 12


def test_names_obey_nobody() -> None:
    """A module's name is a flag's value: text on a terminal and in a picture."""
    evil = covered("<b>&\x1b[31m", {24000: Count(1, 1, 0)})
    found = Coverage(evil, (evil,))
    assert "\x1b" not in text(found)
    names = [each.text for each in ElementTree.fromstring(svg(found)).iter(f"{SVG}text")]
    assert "<b>&\\x1b[31m" in names


def test_json_has_all_months() -> None:
    """Shares are numbers, or null where nothing was committed."""
    found = document(Coverage(covered("", {24000: Count(3, 1, 1)}), (NONE,)))
    assert found["all"] == {
        "commits": 3,
        "linked": 1,
        "skipped": 1,
        "share": 0.3333,
        "months": [{"month": "2000-01", "commits": 3, "linked": 1, "skipped": 1, "share": 0.3333}],
    }
    assert found["modules"] == [
        {"module": "", "commits": 0, "linked": 0, "skipped": 0, "share": None, "months": []}
    ]


@given(months, months)
def test_every_bar_is_inside_the_picture(one: dict[int, Count], two: dict[int, Count]) -> None:
    """Whatever was counted, bars lie within the picture and their heights are the numbers."""
    module = covered("pay", {month: count for month, count in two.items() if month in one})
    every = covered("", one)
    drawn = svg(Coverage(every, (module,)))
    height = float(ElementTree.fromstring(drawn).attrib["height"])
    for each in rects(drawn):
        assert each["x"] >= 0
        assert each["x"] + each["width"] <= WIDTH
        assert each["y"] >= 0
        assert each["y"] + each["height"] <= height
        assert each["height"] > 0
    told = re.findall(r"<title>(\d{4}-\d\d): (\d+) of (\d+) commits? linked</title>", drawn)
    assert told == [
        (month, str(count.linked), str(count.commits))
        for row in (every, module)
        for month, count in row.months
    ]


def test_months_below_the_bars() -> None:
    """The first and the last one, without running into each other."""

    def labels(number: int) -> list[str | None]:
        known = {24000 + at: Count(1, 1, 0) for at in range(number)}
        root = ElementTree.fromstring(svg(Coverage(covered("", known), ())))
        return [each.text for each in root.iter(f"{SVG}text")][6:]

    assert labels(0) == []
    assert labels(1) == ["2000-01"]
    assert labels(2) == ["2000-01 to 2000-02"]
    assert labels(12) == ["2000-01", "2000-12"]
