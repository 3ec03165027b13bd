"""References say the new name in the manner in which they said the old one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.names.rewording import Change, place_of, relabelled, repathed, reworded
from git_decide.records.digest import Name, name_of


def name(path: str, log: str = "") -> Name:
    """Return the name of a record at a path."""
    found = name_of(path, log, "log")
    assert found
    return found


NUMBER = Change(name("log/0042-use-webhooks.md"), name("log/0057-use-webhooks.md"))
TITLE = Change(
    name("log/0042-use-webhooks.md"), name("log/0042-poll.md"), "Use webhooks", "Poll instead"
)
LETTER = Change(name("log/0034a-x.md"), name("log/0057-x.md"))
PREFIX = Change(name("log/ADR-042-x.md"), name("log/ADR-057-x.md"))
BILLING = Change(name("vat/0003-rates.md", "billing"), name("vat/0004-rates.md", "billing"))
FOLDER = Change(name("log/0042 x/README.md"), name("log/0057 x/README.md"))


@pytest.mark.parametrize(
    ("change", "written", "now"),
    [
        (NUMBER, "0042-use-webhooks", "0057-use-webhooks"),
        (NUMBER, "0042-use", "0057-use-webhooks"),
        (NUMBER, "0042-", "0057-use-webhooks"),
        (NUMBER, "42", "57"),
        (NUMBER, "0042", "0057"),
        (NUMBER, "#42", "#57"),
        (NUMBER, "ADR-42", "ADR-57"),
        (NUMBER, "ADR-0042-use-webhooks", "ADR-0057-use-webhooks"),
        (NUMBER, "42. Use webhooks", "57. Use webhooks"),
        (NUMBER, "Use webhooks", "Use webhooks"),
        (NUMBER, "0030-former", "0030-former"),
        (NUMBER, "0042-use-webhooks.md", "0057-use-webhooks.md"),
        (NUMBER, "log/0042-use-webhooks.md", "log/0057-use-webhooks.md"),
        (NUMBER, "../log/0042-use-webhooks.md", "../log/0057-use-webhooks.md"),
        (TITLE, "0042-use-webhooks", "0042-poll"),
        (TITLE, "0042-use", "0042-poll"),
        (TITLE, "42", "42"),
        (TITLE, "ADR-42", "ADR-42"),
        (TITLE, "Use webhooks", "Poll instead"),
        (TITLE, "42. Use webhooks", "42. Poll instead"),
        (LETTER, "34a", "57"),
        (LETTER, "0034a-x", "0057-x"),
        (PREFIX, "ADR-042", "ADR-057"),
        (PREFIX, "ADR-042-x", "ADR-057-x"),
        (PREFIX, "42", "57"),
        (BILLING, "billing/0003-rates", "billing/0004-rates"),
        (BILLING, "billing/3", "billing/4"),
        (BILLING, "0003-rates", "0004-rates"),
        (FOLDER, "log/0042 x/README.md", "log/0057 x/README.md"),
        (FOLDER, "../0042%20x/README.md", "../0057%20x/README.md"),
        (FOLDER, "log/0042 x", "log/0057 x"),
    ],
)
def test_references(change: Change, written: str, now: str) -> None:
    """Whole ids, beginnings, numbers with their zeros, paths, titles: each in its own way."""
    assert reworded(written, change) == now


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ("0042-use-webhooks.md", "0057-use-webhooks.md"),
        ("./0042-use-webhooks.md", "./0057-use-webhooks.md"),
        ("a/0042-use-webhooks.md", "a/0057-use-webhooks.md"),
        ("0042-use-webhooks", "0057-use-webhooks"),
        ("x0042-use-webhooks.md", "x0042-use-webhooks.md"),
        ("0042-Use-Webhooks.md", "0042-Use-Webhooks.md"),
        ("other.md", "other.md"),
    ],
)
def test_paths(written: str, now: str) -> None:
    """Only a whole step of the path changes."""
    assert repathed(written, NUMBER) == now


@pytest.mark.parametrize(
    ("change", "label", "now"),
    [
        (NUMBER, "42. Use webhooks", "57. Use webhooks"),
        (NUMBER, "ADR-0042", "ADR-0057"),
        (NUMBER, "ADR 42: Use webhooks", "ADR 57: Use webhooks"),
        (NUMBER, "see 0042-use-webhooks!", "see 0057-use-webhooks!"),
        (NUMBER, "0042-use-webhooks-again", "0057-use-webhooks-again"),
        (NUMBER, "7 ways", "7 ways"),
        (NUMBER, "42nd street", "42nd street"),
        (NUMBER, "the one", "the one"),
        (TITLE, "Use webhooks", "Poll instead"),
        (TITLE, "42. Use webhooks", "42. Poll instead"),
        (TITLE, "that we Use webhooks here", "that we Use webhooks here"),
    ],
)
def test_texts_of_links(change: Change, label: str, now: str) -> None:
    """A number that is not the record's, and a sentence, stay."""
    assert relabelled(label, change) == now


def test_what_moves() -> None:
    """A file, or the folder that the record is the page of."""
    assert place_of(NUMBER.old) == "log/0042-use-webhooks.md"
    assert place_of(FOLDER.old) == "log/0042 x"


@given(st.text(max_size=40))
def test_any_text_is_reworded(written: str) -> None:
    """Whatever stands there, what does not name the record stays, and nothing fails."""
    for change in (NUMBER, TITLE, FOLDER):
        reworded(written, change)
        relabelled(written, change)
        if "42" not in written and "ebhooks" not in written:
            assert relabelled(written, change) == written
