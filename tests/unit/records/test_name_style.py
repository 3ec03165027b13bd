"""A new record is named as the records beside it are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.records.digest import name_of
from git_decide.records.name_style import DATED, DEFAULT, day_counter, head_of, renumbered, style_of

TITLE = "Use Webhooks for C# now"


def made(names: list[str], dated: bool = False) -> str:
    """Return the path of the next record, number 13 or of the second of May."""
    style = style_of([f"log/{name}" for name in names], dated)
    return style.path("log", style.stem(TITLE, 13, "2026-05-02"))


@pytest.mark.parametrize(
    ("names", "next_one"),
    [
        ([], "0013-use-webhooks-for-c-now.md"),
        (["0001-a.md", "0012-b-c.md"], "0013-use-webhooks-for-c-now.md"),
        (["ADR-001-a.md", "ADR-012-b-c.md"], "ADR-013-use-webhooks-for-c-now.md"),
        (["adr-01.md", "adr-12.md"], "adr-13.md"),
        (["adr_0001_one.md"], "adr_0013_use_webhooks_for_c_now.md"),
        (["adr_0001_one_two.md"], "adr_0013_use_webhooks_for_c_now.md"),
        (["1-a.md", "9-b.md", "12-c.md"], "13-use-webhooks-for-c-now.md"),
        (["#003 one two.md"], "#013 use webhooks for c now.md"),
        (["0001 - One two.md"], "0013 - Use Webhooks for C now.md"),
        (["ADR-0001-Use-Some-Thing.md"], "ADR-0013-Use-Webhooks-For-C-Now.md"),
        (["001-USE-IT.md"], "013-USE-WEBHOOKS-FOR-C-NOW.md"),
        (["0001-One_two_three.md"], "0013-Use_Webhooks_for_C_now.md"),
        (["0003-a-b.md", "0004-GPIO.md", "0005-d-e.md"], "0013-use-webhooks-for-c-now.md"),
        (["0034a-x.md", "0034b-y.md"], "0013-use-webhooks-for-c-now.md"),
        (["0001-a.rst", "0002-b.adoc"], "0013-use-webhooks-for-c-now.md"),
        (["0001-a/README.md", "0002-b/README.md"], "0013-use-webhooks-for-c-now/README.md"),
        (["ADR-1-a/index.md"], "ADR-13-use-webhooks-for-c-now/index.md"),
        (["0001-a/README.rst"], "0013-use-webhooks-for-c-now/README.md"),
        (["2026-02-15-a.md"], "2026-05-02-use-webhooks-for-c-now.md"),
        (["20260215-a-b.md"], "20260502-use-webhooks-for-c-now.md"),
        (["2026_02_15_a_b.md"], "2026_05_02_use_webhooks_for_c_now.md"),
        (["2026-02-15_001-a.md"], "2026-05-02_013-use-webhooks-for-c-now.md"),
        (["2026-02-15_01.md"], "2026-05-02_13.md"),
        (["0001-a.md", "20260215-b.md", "20260216-c.md"], "0013-use-webhooks-for-c-now.md"),
        (["one.md", "two.md"], "0013-use-webhooks-for-c-now.md"),
        (["use-one.md", "use-two.md", "use-three.md"], "use-webhooks-for-c-now.md"),
        (["one.md", "two.md", "three.md", "001-x.md"], "013-use-webhooks-for-c-now.md"),
    ],
)
def test_the_next_name_is_like_those_before(names: list[str], next_one: str) -> None:
    """Prefix, width, what parts number and words, case, date, a folder of its own: all stay."""
    assert made(names) == f"log/{next_one}"


def test_a_log_that_changed_its_ways_is_followed_as_it_is_now() -> None:
    """The latest names count, and of these what most do."""
    old = [f"{number:03d}-old.md" for number in range(1, 30)]
    new = [f"ADR-{number:04d}-new.md" for number in range(30, 40)]
    assert made(old + new) == "log/ADR-0013-use-webhooks-for-c-now.md"
    assert made([*old, "ADR-0030-new.md"]) == "log/013-use-webhooks-for-c-now.md"


def test_days_where_they_are_asked_for() -> None:
    """What decisions.toml says of the log counts before what its numbers say."""
    assert made(["0001-a.md"], dated=True) == "log/2026-05-02-use-webhooks-for-c-now.md"
    assert made(["0001-a.md", "20260101-b.md"], dated=True).startswith("log/20260502-")
    assert style_of([], dated=True) == DATED
    assert style_of([]) == DEFAULT


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("2026-02-15_007-a", ("2026-02-15", 7)),
        ("20260215-02", ("2026-02-15", 2)),
        ("2026-02-15-a", None),
        ("2026-02-15", None),
        ("0042-a", None),
        ("2026-02-15-2026-plans", ("2026-02-15", 2026)),
    ],
)
def test_counters_of_a_day(stem: str, found: tuple[str, int] | None) -> None:
    """A number behind the day counts the records of that day."""
    assert day_counter(stem) == found


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("log/0042-use-webhooks.md", "0042-"),
        ("log/ADR-042-Use_Webhooks.md", "ADR-042-"),
        ("log/0042-use/README.md", "0042-"),
        ("log/0034a-x.md", "0034a-"),
        ("log/2026-02-15_001 x.md", "2026-02-15_001 "),
        ("log/use-webhooks.md", ""),
        ("log/adr-01.md", "adr-01"),
    ],
)
def test_what_a_name_begins_with(path: str, head: str) -> None:
    """All up to the words of the title."""
    assert head_of(path) == head


@pytest.mark.parametrize(
    ("stem", "new"),
    [
        ("0042-x", "0057-x"),
        ("ADR-042-x", "ADR-057-x"),
        ("7-x", "57-x"),
        ("0034a-x", "0057-x"),
        ("adr-01", "adr-57"),
        ("#042 x", "#057 x"),
    ],
)
def test_another_number(stem: str, new: str) -> None:
    """Only the digits change, and a letter behind them goes."""
    assert renumbered(stem, 57) == new


_prefixes = st.sampled_from(["", "ADR-", "adr-", "adr_", "#", "RFC "])
_gaps = st.sampled_from(["-", "_", " ", ". ", " - "])


@given(_prefixes, st.integers(1, 5), _gaps, st.integers(1, 99_999), st.text(max_size=40))
def test_what_is_made_is_read_back(
    prefix: str, width: int, gap: str, number: int, title: str
) -> None:
    """Whatever the style and the title, the next name is a record's and has its number."""
    style = style_of([f"log/{prefix}{1:0{width}d}{gap}some-words.md"])
    path = style.path("log", style.stem(title, number))
    name = name_of(path, "", "log")
    assert name
    assert name.number == number
    assert name.path.startswith(f"log/{prefix}{number:0{width}d}{gap}")
    again = style_of([path])
    assert (again.prefix, again.gap) == (style.prefix, style.gap)
