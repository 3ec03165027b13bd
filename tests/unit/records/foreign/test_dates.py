"""A day is read where it has one reading, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.records.foreign.dates import in_name, read

READ = {
    "2026-02-15": "2026-02-15",
    "2023-9-15": "2023-09-15",
    "2020/08/19": "2020-08-19",
    "2020.08.19": "2020-08-19",
    "20200819": "2020-08-19",
    "19.08.2020": "2020-08-19",
    "20.8.20": "2020-08-20",
    "15-02-2026": "2026-02-15",
    "4/21/21": "2021-04-21",
    "21/4/2021": "2021-04-21",
    "4/4/21": "2021-04-04",
    "19 August 2020": "2020-08-19",
    "19. August 2020": "2020-08-19",
    "19th of Aug, 2020": "2020-08-19",
    "Aug 19, 2020": "2020-08-19",
    "August 19th 2020": "2020-08-19",
    "19-Aug-2020": "2020-08-19",
    "2020-Aug-19": "2020-08-19",
    "Wed, 19 Aug 2020 10:00:00 +0200": "2020-08-19",
    "2026-02-15T10:00:00Z": "2026-02-15",
    "2019-05-13, updated 2023-02-05": "2019-05-13",
    "accepted on 2020-01-01.": "2020-01-01",
}


@pytest.mark.parametrize("text", READ)
def test_a_day_is_read(text: str) -> None:
    """The first day of the text counts, in the order that its signs say."""
    assert read(text).text == READ[text]
    assert read(text).problem == ""


@pytest.mark.parametrize("text", ["4/5/21", "04-05-2021", "3/12/2020"])
def test_two_readings_are_none(text: str) -> None:
    """Where day and month could change places, nobody guesses."""
    assert (read(text).text, read(text).problem) == ("", "ambiguous")


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2020-08", "August 2020", "2021-02-30", "32.1.2020", "v2020-01-01", "1.2.3"],
)
def test_what_is_no_day(text: str) -> None:
    """A month, a version and a day that does not exist are no days."""
    assert (read(text).text, read(text).problem) == ("", "unreadable")


def test_a_text_may_say_more_than_a_day() -> None:
    """`whole` tells whether anything would be lost with the text."""
    assert read(" 2020-01-01 ").whole
    assert read("**19.08.2020**").whole
    assert not read("2020-01-01, updated").whole
    assert not read("since 2020-01-01").whole


def test_a_file_may_begin_with_a_day() -> None:
    """The name's day is that in front, with hyphens, dots, underscores or nothing between."""
    assert in_name("2026-02-15-slug") == "2026-02-15"
    assert in_name("2026_02_15") == "2026-02-15"
    assert in_name("20260215-slug") == "2026-02-15"
    assert in_name("ADR-2026-02-15-slug") == "2026-02-15"
    assert in_name("0042-slug") == ""
    assert in_name("2026-13-15-slug") == ""
    assert in_name("slug-2026-02-15") == ""


@given(day=st.dates(date(1970, 1, 1), date(2099, 12, 31)))
@settings(max_examples=120, deadline=None)
def test_every_form_of_a_day_is_the_same_day(day: date) -> None:
    """However a day is written, it comes out as YYYY-MM-DD."""
    forms = (
        day.isoformat(),
        f"{day.year}-{day.month}-{day.day}",
        f"{day.day}.{day.month}.{day.year}",
        day.strftime("%Y/%m/%d"),
        day.strftime("%Y%m%d"),
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b} {day.day}, {day.year}",
    )
    assert {read(form).text for form in forms} == {day.isoformat()}


@given(day=st.dates(date(1970, 1, 1), date(2099, 12, 31)))
@settings(max_examples=120, deadline=None)
def test_a_day_with_slashes_is_right_or_ambiguous(day: date) -> None:
    """Both orders give the same day, or none: never the wrong one."""
    for form in (f"{day.day}/{day.month}/{day.year}", f"{day.month}/{day.day}/{day.year}"):
        found = read(form)
        assert found.text == day.isoformat() or (not found.text and found.problem == "ambiguous")


@given(text=st.text(max_size=80))
@settings(max_examples=120, deadline=None)
def test_any_text_has_a_day_or_a_problem(text: str) -> None:
    """Reading never raises, and says what is wrong where it finds no day."""
    found = read(text)
    assert bool(found.text) != bool(found.problem)
    assert not found.text or date.fromisoformat(found.text)
