"""Which files are records, and what their names say."""

from __future__ import annotations

import pytest

from git_decide.records.digest import Name, name_of


@pytest.mark.parametrize(
    ("file", "stem", "number"),
    [
        ("0042-use-webhooks.md", "0042-use-webhooks", 42),
        ("0042.md", "0042", 42),
        ("42_x.MD", "42_x", 42),
        ("2026-02-15-use-webhooks.md", "2026-02-15-use-webhooks", None),
        ("2026-02.md", "2026-02", 2026),
        ("2026-ab-15-x.md", "2026-ab-15-x", 2026),
        ("2026-02-xx.md", "2026-02-xx", 2026),
        ("use-sqlite.md", "use-sqlite", None),
        ("0042b-x.md", "0042b-x", None),
        ("٤٢-x.md", "٤٢-x", None),
        ("1234567890-x.md", "1234567890-x", None),
    ],
)
def test_names(file: str, stem: str, number: int | None) -> None:
    """The stem is the id; leading digits are the number unless they begin a date."""
    assert name_of(f"docs/{file}", "log") == Name(stem, "log", number, f"docs/{file}")


@pytest.mark.parametrize(
    "file", ["README.md", "index.md", "Template.md", ".hidden.md", "_draft.md", "x.txt", ".md"]
)
def test_what_is_no_record(file: str) -> None:
    """Files about the log are not records of it."""
    assert name_of(f"docs/{file}", "") is None


def test_qualified() -> None:
    """The log stands in front where the record has one that is named."""
    assert Name("1-a", "billing", 1, "b/1-a.md").qualified == "billing/1-a"
    assert Name("1-a", "", 1, "b/1-a.md").qualified == "1-a"
