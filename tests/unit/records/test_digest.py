"""Which files are records, and what their names say."""

from __future__ import annotations

import pytest

from git_decide.records.digest import Name, name_of, page_of


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
        ("ADR-042-use-webhooks.md", "ADR-042-use-webhooks", 42),
        ("adr-42.md", "adr-42", 42),
        ("adr_0042_x.md", "adr_0042_x", 42),
        ("ADR042.md", "ADR042", 42),
        ("Decision 7 use it.md", "Decision 7 use it", 7),
        ("#12 c++ only.md", "#12 c++ only", 12),
        ("0042+x.md", "0042+x", 42),
        ("adrian-was-here.md", "adrian-was-here", None),
        ("use-2-phases.md", "use-2-phases", None),
        ("0042-x.md.md", "0042-x", 42),
        ("0042-x.rst", "0042-x", 42),
        ("0042-x.adoc", "0042-x", 42),
        ("0042-x.asciidoc", "0042-x", 42),
        ("0042-x.markdown", "0042-x", 42),
        ("20200924-use-madr.md", "20200924-use-madr", None),
        ("2020-01-15_001-x.md", "2020-01-15_001-x", None),
        ("2020_01_15-x.md", "2020_01_15-x", None),
        ("20209924-x.md", "20209924-x", 20209924),
        ("0042ab-x.md", "0042ab-x", None),
        ("0000-use-a-template.md", "0000-use-a-template", 0),
        ("٤٢-x.md", "٤٢-x", None),
        ("1234567890-x.md", "1234567890-x", None),
    ],
)
def test_names(file: str, stem: str, number: int | None) -> None:
    """The stem is the id; leading digits are the number unless they begin a date."""
    assert name_of(f"docs/{file}", "log") == Name(stem, "log", number, f"docs/{file}")


@pytest.mark.parametrize(
    "file",
    ["README.md", "index.md", "Template.md", ".hidden.md", "_draft.md", "x.txt", ".md",
     "0000-template.md", "adr-template.md", "ADR_TEMPLATE.md", "decision-record-template.md"],
)  # fmt: skip
def test_what_is_no_record(file: str) -> None:
    """Files about the log are not records of it."""
    assert name_of(f"docs/{file}", "") is None


def test_qualified() -> None:
    """The log stands in front where the record has one that is named."""
    assert Name("1-a", "billing", 1, "b/1-a.md").qualified == "billing/1-a"
    assert Name("1-a", "", 1, "b/1-a.md").qualified == "1-a"


def test_a_letter_tells_two_records_of_one_number_apart() -> None:
    """0042a and 0042b are two records, and neither is 0042."""
    assert name_of("d/0042b-x.md", "") == Name("0042b-x", "", 42, "d/0042b-x.md", "b")
    assert name_of("d/0042B.md", "") == Name("0042B", "", 42, "d/0042B.md", "b")


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("docs/adr/0007-use-css/README.md", "0007-use-css"),
        ("docs/adr/backend/ADR-7-x/index.md", "ADR-7-x"),
        ("docs/adr/2026-02-15-x/readme.rst", "2026-02-15-x"),
        ("docs/adr/README.md", None),
        ("docs/adr/backend/README.md", None),
        ("docs/0007-adr/README.md", None),
    ],
)
def test_a_page_in_a_numbered_folder_is_a_record(path: str, stem: str | None) -> None:
    """Where a decision has a folder, the folder's name is the id."""
    found = name_of(path, "", "docs/adr")
    assert (found.id if found else None) == stem


def test_a_page_in_a_folder_of_one_decision() -> None:
    """Any folder will do where its page is all there is, but not the log's own."""
    found = page_of("docs/adr/use-css/README.md", "", "docs/adr")
    assert found == Name("use-css", "", None, "docs/adr/use-css/README.md")
    assert page_of("docs/adr/README.md", "", "docs/adr") is None
    assert page_of("docs/adr/use-css/notes.md", "", "docs/adr") is None
