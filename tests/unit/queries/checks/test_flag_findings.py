"""Each finding about flags and references, with what triggers it and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.flag_codes import FLAG_CODES
from git_decide.queries.checks import checking
from git_decide.store import INDEX, WORKTREE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from tests.support import Repo

WATCHED = (
    "docs/decisions/** decision-log\ndecisions.toml decision-log\n.gitattributes decision-log\n"
)
PAY = "src/pay/** fragile=pay\n"
TABLE = '[fragile.pay]\nwhy = "It takes the money."\n'


def check(repo: Repository, where: str, paths: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return the findings of a check."""
    return checking.check(repo, where, paths).findings


def record(title: str = "Cap retries", **fields: str) -> str:
    """Return a complete record with more lines of front matter."""
    more = "".join(f"{key.replace('_', '-')}: {text}\n" for key, text in fields.items())
    return (
        f"---\nstatus: accepted\ndate: 2026-03-01\nkind: technical\n"
        f"deciders: [Ada (tech lead)]\n{more}---\n\n# {title}\n\n## Context\n\nThe bank.\n\n"
        "## Alternatives considered\n\n- **Queue**: needs a broker.\n\n"
        "## Trade-offs\n\nSome charges fail.\n"
    )


CLEAN = {
    ".gitattributes": WATCHED + PAY,
    "decisions.toml": TABLE,
    "src/pay/charge.py": "",
    "docs/decisions/0001-cap.md": record(modules="[pay]"),
}
CASES: list[tuple[str, dict[str, str | bytes]]] = [
    ("dangling-reference", {"docs/decisions/0002-x.md": record(supersedes="[0099-none]")}),
    ("dangling-reference", {"decisions.toml": TABLE + 'decisions = ["0099"]\n'}),
    (
        "ambiguous-reference",
        {
            "docs/decisions/0002-x.md": record(relates="[0003]"),
            "docs/decisions/0003-a.md": record(),
            "docs/decisions/0003-b.md": record(),
        },
    ),
    ("self-reference", {"docs/decisions/0002-x.md": record(supersedes="[2]")}),
    ("self-reference", {"docs/decisions/0002-x.md": record(amends="[0002-x]")}),
    ("self-reference", {"docs/decisions/0002-x.md": record(relates="[0002]")}),
    ("config-schema-unusable", {"decisions.toml": TABLE + '[records]\nschema = "none.json"\n'}),
    ("config-template-missing", {"decisions.toml": TABLE + '[records]\ntemplate = "mdar"\n'}),
    (
        "duplicate-number",
        {"docs/decisions/0003-a.md": record(), "docs/decisions/0003-b.md": record()},
    ),
    ("unknown-module", {"docs/decisions/0002-x.md": record(modules="[typo]")}),
    ("flag-never-matches", {".gitattributes": WATCHED + PAY + "src/other/ fragile=pay\n"}),
    ("flag-protects-nothing", {".gitattributes": WATCHED + PAY + "lib/** fragile=pay\n"}),
    ("flag-protects-nothing", {"lib/.gitattributes": "*.sql fragile=pay\n"}),
    ("flag-protects-nothing", {"l[i]b/.gitattributes": "/a/*.sql fragile=pay\n"}),
    ("invalid-flag", {".gitattributes": WATCHED + PAY + "src/pay/** fragile=Pay!\n"}),
    ("module-without-reason", {"decisions.toml": "[fragile.pay]\nowners = ['@x']\n"}),
    ("module-without-reason", {".gitattributes": WATCHED + PAY + "src/pay/charge.py fragile\n"}),
    ("table-without-flag", {"decisions.toml": TABLE + '[fragile.db]\nwhy = "Data."\n'}),
    ("unwatched", {".gitattributes": PAY}),
    ("unwatched", {"decisions.toml": TABLE + '[records.logs]\nbilling = "billing/log"\n'}),
    ("byte-order-mark", {"src/.gitattributes": b"\xef\xbb\xbf*.c -text\n"}),
]


def written(repo: Repo, files: dict[str, str | bytes]) -> Repo:
    """Write and stage the clean log with these files on top."""
    for name, content in {**CLEAN, **files}.items():
        repo.write(name, content)
    repo.git("add", "-A")
    return repo


@pytest.mark.parametrize("where", [WORKTREE, INDEX])
def test_nothing_to_find(repo: Repo, where: str) -> None:
    """A log, a flag and a table that agree have no finding."""
    assert check(written(repo, {}).open(), where) == ()


@pytest.mark.parametrize(("code", "files"), CASES)
@pytest.mark.parametrize("where", [WORKTREE, INDEX])
def test_found(repo: Repo, code: str, files: dict[str, str | bytes], where: str) -> None:
    """Each code is found, in the file that is wrong."""
    found = check(written(repo, files).open(), where)
    assert code in {finding.code for finding in found}
    assert {finding.path for finding in found if finding.code == code} <= {
        *files,
        "docs/decisions/0003-b.md",
        ".gitattributes",
        "decisions.toml",
    }


def test_every_code_has_a_case() -> None:
    """No finding of flags or references is without its test."""
    assert {code for code, _ in CASES} == set(FLAG_CODES)


def test_an_ignored_code(repo: Repo) -> None:
    """`[check] ignore` silences a code, wherever it is found."""
    files = {"decisions.toml": TABLE + '[check]\nignore = ["unwatched"]\n', ".gitattributes": PAY}
    assert check(written(repo, dict(files)).open(), WORKTREE) == ()


def test_a_former_id_is_a_reference(repo: Repo) -> None:
    """An alias resolves, and is read only when nothing else does."""
    files: dict[str, str | bytes] = {
        "docs/decisions/0002-x.md": record(aliases="[0077-former]"),
        "docs/decisions/0004-y.md": record(relates="[0077-former]"),
    }
    opened = written(repo, files).open()
    assert check(opened, WORKTREE) == ()
    assert check(opened, INDEX, ["docs/decisions/0004-y.md"]) == ()


def test_only_below_the_paths(repo: Repo) -> None:
    """Paths narrow what is looked at."""
    files: dict[str, str | bytes] = {
        "docs/decisions/0002-x.md": record(modules="[typo]"),
        ".gitattributes": PAY,
    }
    opened = written(repo, files).open()
    assert {f.code for f in check(opened, WORKTREE, ["docs"])} == {"unknown-module"}
    assert {f.code for f in check(opened, WORKTREE, [".gitattributes"])} == {"unwatched"}


def test_a_macro_is_no_pattern(repo: Repo) -> None:
    """A macro that flags protects what it is given to."""
    macro = "[attr]money fragile=pay\nsrc/pay/** money\n"
    assert check(written(repo, {".gitattributes": WATCHED + macro}).open(), WORKTREE) == ()
