"""The table of findings: whole, in plain words, and in the reference."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from git_decide import codes
from git_decide.codes import CODES, near
from git_decide.config_codes import CONFIG_CODES
from git_decide.flag_codes import FLAG_CODES
from git_decide.foreign_codes import FOREIGN_CODES
from git_decide.link_codes import LINK_CODES
from git_decide.range_codes import RANGE_CODES
from tests.documents import ROOT

TABLES = (codes._RECORDS, CONFIG_CODES, FLAG_CODES, FOREIGN_CODES, LINK_CODES, RANGE_CODES)


def test_each_code_stands_in_one_table() -> None:
    """No part of the table overwrites another."""
    counted = Counter(code for table in TABLES for code in table)
    assert set(counted.values()) == {1}
    assert counted.keys() == CODES.keys()


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_code_says_why_and_what_to_do(code: str) -> None:
    """Kebab-case, one weight, a sentence as the reason, a mend that is not empty, on one line."""
    known = CODES[code]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert known.severity in ("error", "warning")
    assert known.reason.endswith(".")
    assert known.mend
    assert "\n" not in known.reason + known.mend


def test_the_reference_lists_every_code() -> None:
    """Each has its row, and no row is of a code that is gone."""
    page = (ROOT / "docs" / "reference" / "findings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z0-9-]+)` \|", page, re.MULTILINE)) == CODES.keys()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("link-cycl", "link-cycle"), ("Missing_Cost", "missing-cost"), ("zzz", "")],
)
def test_a_code_that_was_meant(written: str, meant: str) -> None:
    """Case and underscores do not matter; what is like nothing has no guess."""
    assert near(written) == meant
