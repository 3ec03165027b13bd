"""Folders that may be logs are told from the names of files alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.log_folders import folders, is_foreign, joined, log_names

STEPS = st.sampled_from(
    ["docs", "adr", "billing", "2024", "accepted", "tests", "Ü", "a b", "0001-x", "-", "log"]
)
FILES = st.sampled_from(
    ["0001-a.md", "2020-01-31-b.md", "README.md", "ADR-2.rst", "c.md", "0001a.adoc", "template.md"]
)
PATHS = st.lists(
    st.builds(lambda steps, file: "/".join([*steps, file]), st.lists(STEPS, max_size=4), FILES),
    max_size=12,
    unique=True,
)


@given(paths=PATHS)
def test_every_record_is_in_one_log(paths: list[str]) -> None:
    """No file is in two logs, and each log lies above its records."""
    logs = joined(each for each in folders(paths, {}) if each.path)
    held = [name.path for names in logs.values() for name in names]
    assert len(held) == len(set(held))
    assert all(name.path.startswith(f"{log}/") for log, names in logs.items() for name in names)


@given(paths=PATHS)
def test_names_of_logs_can_be_configured(paths: list[str]) -> None:
    """Each log has a name of its own, as the configuration allows it."""
    found = [each.path for each in folders(paths, {}) if each.path]
    named = log_names(found, {})
    assert sorted(folder for _, folder in named) == sorted(found)
    assert len({name for name, _ in named}) == len(found)
    assert all(re.fullmatch("[a-z0-9][a-z0-9_-]*", name) for name, _ in named)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("packages/core/docs/adr", "core"),
        ("services/Billing API/decisions", "billing-api"),
        ("docs/adr", "adr"),
        ("adr/日本", "adr"),
    ],
)
def test_a_log_is_named_by_what_is_its_own(folder: str, name: str) -> None:
    """Steps that every log may have do not name one, unless there is no other."""
    assert log_names([folder], {}) == ((name, folder),)


def test_two_logs_of_one_name() -> None:
    """The second has more of its path in its name."""
    named = dict(log_names(["a/core/adr", "b/core/adr"], {}))
    assert named == {"core": "a/core/adr", "b-core": "b/core/adr"}


@pytest.mark.parametrize(
    ("path", "foreign"),
    [
        ("docs/adr", False),
        ("src/latest/adr", False),
        ("Tests/adr", True),
        ("x/integration-tests/adr", True),
        ("web/node_modules/x/adr", True),
        ("contest/adr", False),
    ],
)
def test_what_is_test_data(path: str, foreign: bool) -> None:
    """Whole steps count, whatever their case."""
    assert is_foreign(path) is foreign
