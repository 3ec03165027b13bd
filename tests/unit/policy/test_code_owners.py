"""CODEOWNERS is read as forges read it; git itself matches its patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.git import attributes
from git_decide.policy import code_owners

if TYPE_CHECKING:
    from tests.support import Repo

PATHS = (
    "README.md",
    "docs/guide.md",
    "docs/api/index.md",
    "src/pay/a.py",
    "src/pay/deep/b.py",
    "src/docs/c.md",
    "my file.txt",
    "#odd",
)


def owned(repo: Repo, text: str) -> dict[str, str]:
    """Return the owners of each path that has some."""
    lines = code_owners.read(text)
    matched = attributes.matches(repo.open(), [line.patterns for line in lines], PATHS)
    found = {path: " ".join(code_owners.owners(lines, matched, path)) for path in PATHS}
    return {path: names for path, names in found.items() if names}


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        ("*", PATHS),
        ("/", PATHS),
        ("*.py", ("src/pay/a.py", "src/pay/deep/b.py")),
        ("docs/", ("docs/guide.md", "docs/api/index.md", "src/docs/c.md")),
        ("/docs/", ("docs/guide.md", "docs/api/index.md")),
        ("docs", ("docs/guide.md", "docs/api/index.md", "src/docs/c.md")),
        ("docs/*", ("docs/guide.md",)),
        ("docs/**", ("docs/guide.md", "docs/api/index.md")),
        ("src/pay", ("src/pay/a.py", "src/pay/deep/b.py")),
        ("**/deep", ("src/pay/deep/b.py",)),
        ("/src/*/a.py", ("src/pay/a.py",)),
        (r"my\ file.txt", ("my file.txt",)),
        (r"\#odd", ("#odd",)),
        ("README.md", ("README.md",)),
        ("!README.md", ()),
        ("# README.md", ()),
    ],
)
def test_a_pattern_owns_what_it_owns_on_the_forge(
    repo: Repo, pattern: str, paths: tuple[str, ...]
) -> None:
    """Names at any depth, folders with all in them, `/*` for one folder; no exclusions."""
    assert owned(repo, f"{pattern} @a\n") == dict.fromkeys(paths, "@a")


def test_the_last_line_that_matches_counts(repo: Repo) -> None:
    """Also where it names nobody; and a comment may follow the owners."""
    found = owned(repo, "* @all\n\n/docs/ @writers a@b.example  # both\n/docs/api/\n")
    assert found["README.md"] == "@all"
    assert found["docs/guide.md"] == "@writers a@b.example"
    assert "docs/api/index.md" not in found


def test_every_section_counts(repo: Repo) -> None:
    """As on GitLab: with owners of its own, a number of approvals, or optional."""
    text = "* @all\n[Docs][2] @writers\n/docs/\n^[Code]\n*.md @linters\n[docs]\n/docs/api/ @api\n"
    found = owned(repo, text)
    assert found["docs/guide.md"] == "@all @writers @linters"
    assert found["docs/api/index.md"] == "@all @api @linters"
    assert found["src/pay/a.py"] == "@all"


def test_gitlab_looks_for_a_path_at_any_depth(repo: Repo) -> None:
    """Unless a slash begins it: where a section or its place tells that the file is GitLab's."""
    lines = "docs/*.md @a\n/docs/guide.md @b\ndeep/b.py @c\n"
    assert set(owned(repo, lines)) == {"docs/guide.md"}
    found = owned(repo, f"{lines}[Other]\n")
    assert found == {"docs/guide.md": "@b", "src/docs/c.md": "@a", "src/pay/deep/b.py": "@c"}
    assert code_owners.read(lines, ".gitlab/CODEOWNERS") == code_owners.read(f"{lines}[Other]\n")


def test_the_file_that_the_forge_reads_counts() -> None:
    """GitHub: its folder, the root, docs/. GitLab and Gitea: the root, docs/, their folders."""
    places = [place.removesuffix("CODEOWNERS") for place in code_owners.PLACES]
    assert places[:4] == [".github/", "", "docs/", ".gitlab/"]
    assert set(places[4:]) == {".gitea/", ".forgejo/"}


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    """Whatever stands there, every line that is read has patterns and words for owners."""
    for line in code_owners.read(text):
        assert line.patterns
        assert all(owner.split() == [owner] for owner in line.owners)
