"""How what people write finds a record: stem, number, alias, beginning, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.records.digest import Name, name_of
from git_decide.records.ids import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping


def name(stem: str, log: str = "") -> Name:
    """Return the name of a record in the folder of its log."""
    found = name_of(f"{log or 'main'}/{stem}.md", log)
    assert found is not None
    return found


WEBHOOKS = name("0042-use-webhooks")
POLLING = name("0007-poll-the-partner-api")
PLAIN = name("use-sqlite")
VAT = name("0003-vat", "billing")
NAMES = [POLLING, WEBHOOKS, PLAIN, VAT]


def former() -> Mapping[str, list[Name]]:
    """Return one former id."""
    return {"0040-webhooks": [WEBHOOKS]}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("0042-use-webhooks", [WEBHOOKS]),
        ("0042-use-webhooks.md", [WEBHOOKS]),
        ("main/0042-use-webhooks.md", [WEBHOOKS]),
        (" 42 ", [WEBHOOKS]),
        ("0042", [WEBHOOKS]),
        ("000042", [WEBHOOKS]),
        ("0042-use", [WEBHOOKS]),
        ("use", [PLAIN]),
        ("0040-webhooks", [WEBHOOKS]),
        ("40", [WEBHOOKS]),
        ("0040-web", [WEBHOOKS]),
        ("main/0040-webhooks.md", [WEBHOOKS]),
        ("main/0040-webhooks/README.md", [WEBHOOKS]),
        ("billing/0040-webhooks.md", []),
        ("billing/0040-webhooks", []),
        ("ADR-42", [WEBHOOKS]),
        ("#42", [WEBHOOKS]),
        ("ADR-0042", [WEBHOOKS]),
        ("42a", []),
        ("ADR-", []),
        ("billing/0003-vat", [VAT]),
        ("billing/3", [VAT]),
        ("3", [VAT]),
        ("billing/42", []),
        ("billing/", []),
        ("00", [POLLING, WEBHOOKS, VAT]),
        ("99", []),
        ("", []),
        ("9999999999", []),
        ("\uff14\uff12", []),
    ],
)
def test_resolution(written: str, found: list[Name]) -> None:
    """Each way of writing an id finds what a person would mean."""
    assert list(resolve(written, NAMES, former)) == found


def test_stem_before_number_before_alias_before_beginning() -> None:
    """Each step counts only where the one before found nothing."""
    stem, number, alias, prefix = name("1"), name("1-a"), name("other"), name("10-b")
    aliases = {"1": [alias]}
    everything = [stem, number, alias, prefix]
    assert resolve("1", everything, lambda: aliases) == (stem,)
    assert resolve("1", [number, alias, prefix], lambda: aliases) == (number,)
    assert resolve("1", [alias, prefix], lambda: aliases) == (alias,)
    assert resolve("1", [prefix], dict) == (prefix,)


def test_two_records_with_one_number() -> None:
    """The number is ambiguous, the stems are not."""
    twin = name("0042-other")
    assert resolve("42", [WEBHOOKS, twin], dict) == (WEBHOOKS, twin)
    assert resolve("0042-other", [WEBHOOKS, twin], dict) == (twin,)


def test_one_stem_in_several_logs() -> None:
    """A stem is that of the main log: its records have no longer name to be told apart by."""
    stem = "0001-record-architecture-decisions"
    main, billing, web = name(stem), name(stem, "billing"), name(stem, "web")
    assert resolve(stem, [web, main, billing], dict) == (main,)
    assert resolve(f"{stem}.md", [web, main, billing], dict) == (main,)
    assert resolve(f"billing/{stem}", [web, main, billing], dict) == (billing,)
    assert resolve("1", [web, main, billing], dict) == (web, main, billing)
    assert resolve(stem, [web, billing], dict) == (web, billing)


def test_former_ids_are_read_only_when_needed() -> None:
    """A stem and a number never make every record be read."""

    def unwanted() -> Mapping[str, list[Name]]:
        raise AssertionError

    assert resolve("42", NAMES, unwanted) == (WEBHOOKS,)


stems = st.from_regex(r"[0-9]{4}-[a-c]{1,3}", fullmatch=True)


@given(st.lists(stems, unique=True, min_size=1, max_size=6), st.data())
def test_every_unambiguous_beginning_resolves(written: list[str], data: st.DataObject) -> None:
    """Any beginning that only one stem has means that record, as with git's hashes."""
    names = [name(stem) for stem in written]
    wanted = data.draw(st.sampled_from(names))
    cut = data.draw(st.integers(1, len(wanted.id)))
    found = resolve(wanted.id[:cut], names, dict)
    assert wanted in found or found
    others = [n for n in names if n.id.startswith(wanted.id[:cut])]
    if len(others) == 1 and not wanted.id[:cut].isdigit():
        assert found == (wanted,)


@given(st.lists(stems, unique=True, min_size=1, max_size=6))
def test_a_whole_stem_is_never_ambiguous(written: list[str]) -> None:
    """The exact stem wins over everything."""
    names = [name(stem) for stem in written]
    assert all(resolve(n.id, names, dict) == (n,) for n in names)
