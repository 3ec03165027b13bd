"""`check --fix`: what has one right answer is mended, and nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.queries.checks import checking, fixing
from git_decide.queries.checks.link_case import in_case_of
from git_decide.queries.saving import save
from git_decide.store import WORKTREE
from tests.unit.queries.logs import LOG, record, write

if TYPE_CHECKING:
    from tests.support import Repo

NYGARD = (
    "# 1. Cap retries\n\nDate: 2026-03-01\n\n## Status\n\nAccepted\n\n## Context\n\nBank.\n\n"
    "## Decision\n\nTwo.\n\n## Consequences\n\nFew.\n"
)
MADR = (
    "---\nstatus: accepted\ndate: 2026-03-01\ndecision-makers: Ada\n---\n\n# Cap retries\n\n"
    "## Context and Problem Statement\n\nBank.\n\n## Considered Options\n\n* Two\n* Three\n\n"
    "## Decision Outcome\n\nTwo.\n"
)


def fix(repo: Repo, *paths: str) -> list[str]:
    """Mend the work tree and return the names of the files that changed."""
    plan = fixing.plan(repo.open(), paths)
    saved = save(str(repo.path), dict(plan.contents))
    assert sorted(saved) == sorted({each.path for each in plan.fixes})
    return [path.removeprefix(LOG).removesuffix(".md") for path in saved]


def codes(repo: Repo) -> set[str]:
    """Return the codes that are told."""
    return {found.code for found in checking.check(repo.open(), WORKTREE).findings}


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("paths: [src/]", "paths: [src/**]"),
        ("paths:\n  - 'src/' # all\n  - lib/*", "paths:\n  - 'src/**' # all\n  - lib/*"),
        ("Review_By: 2027-01-01", "review-by: 2027-01-01"),
        ("superseded_by: []", "superseded-by: []"),
        ("cost: three days: at least", 'cost: "three days: at least"'),
        ("cost: it ends:", 'cost: "it ends:"'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_one_line_is_mended(repo: Repo, broken: str, mended: str, end: str) -> None:
    """Only that line changes, and the finding is gone."""
    old, new = (record().replace("kind:", f"{one}\nkind:") for one in (broken, mended))
    write(repo, {"0001-a": old.replace("\n", end)})
    before = codes(repo)
    assert fix(repo) == ["0001-a"]
    assert repo.read(f"{LOG}0001-a.md") == new.replace("\n", end)
    assert codes(repo) < before or not codes(repo)
    assert fix(repo) == []


@pytest.mark.parametrize(
    "left",
    [
        "paths: ['!src/']",
        "paths: [../src/]",
        "paths: [/]",
        "knid: technical",
        "Date: 2026-03-02",  # the field is there already
        "cost: three: # or four",
        "cost: [a: b",
        "cost: 'a: b",
        "cost: a: b\n  and more: c",
    ],
)
def test_what_people_must_decide_is_left(repo: Repo, left: str) -> None:
    """Where two answers are possible nothing is touched."""
    content = record().replace("kind:", f"{left}\nkind:")
    write(repo, {"0001-a": content})
    assert fix(repo) == []
    assert repo.read(f"{LOG}0001-a.md") == content


@pytest.mark.parametrize("old", [record(), NYGARD, MADR], ids=["decision-log", "nygard", "madr"])
@pytest.mark.parametrize("new", ["decision-log", "nygard", "madr"])
def test_both_ends_of_a_supersession(repo: Repo, old: str, new: str) -> None:
    """The older record gets its status and its link, in its own manner; then nothing is left."""
    texts = {
        "decision-log": record(supersedes="[1]"),
        "nygard": NYGARD.replace("# 1.", "# 2.").replace(
            "Accepted\n", "Accepted\n\nSupersedes [1. Cap retries](0001-a.md)\n"
        ),
        "madr": MADR.replace("decision-makers", "supersedes: 0001-a\ndecision-makers"),
    }
    write(repo, {"0001-a": old, "0002-b": texts[new]})
    assert "superseded-not-marked" in codes(repo)
    assert fix(repo) == ["0001-a"]
    assert not codes(repo) & {"superseded-not-marked", "one-sided-supersession"}
    assert fix(repo) == []


def test_several_successors(repo: Repo) -> None:
    """Each of them is named, whichever end stated it, and no name is written twice."""
    files = {
        "0001-a": record(superseded_by="[3]"),
        "0002-b": record(supersedes="[1]"),
        "0003-c": record(),
    }
    write(repo, files)
    assert sorted(fix(repo)) == ["0001-a", "0003-c"]
    assert codes(repo) == set()
    assert "superseded-by: [3, 0002-b]" in repo.read(f"{LOG}0001-a.md")
    assert "supersedes: [0001-a]" in repo.read(f"{LOG}0003-c.md")


def test_a_circle_is_left_to_people(repo: Repo) -> None:
    """Nobody but them knows which of its records holds."""
    write(repo, {"0001-a": record(supersedes="[2]"), "0002-b": record(supersedes="[1]")})
    assert fix(repo) == []


def test_links_get_the_case_of_the_file(repo: Repo) -> None:
    """In prose and in fields; everything else on their lines stays."""
    text = "See [it](./0002-B.MD#Part) and [it](0002-b.md), [again]( ../decisions/0002-B.md ).\n"
    write(repo, {"0001-a": record(text=text, relates="['0002-B.md']"), "0002-b": record()})
    assert fix(repo) == ["0001-a"]
    content = repo.read(f"{LOG}0001-a.md")
    assert text.replace("0002-B.MD", "0002-b.md").replace("0002-B.md", "0002-b.md") in content
    assert "relates: ['0002-b.md']" in content
    assert codes(repo) == set()


def test_the_watch_lines(repo: Repo) -> None:
    """They are added where .gitattributes lacks them, also where there is no such file."""
    write(repo, {"0001-a": record(), "decisions.toml": ""})
    repo.git("rm", "-q", "-f", ".gitattributes")
    assert fix(repo) == [".gitattributes"]
    assert codes(repo) == set()
    assert fix(repo) == []


def test_what_is_not_told_is_not_mended(repo: Repo) -> None:
    """Ignored codes, silenced ones, other paths and known findings are left alone."""
    quiet = "\n<!-- git-decide: ignore superseded-not-marked: It is on trial. -->\n"
    write(
        repo,
        {
            "0001-a": record(text=quiet),
            "0002-b": record(supersedes="[1]", Tags="[x]"),
            "0003-c": record(paths="[src/]"),
            "decisions.toml": '[check]\nignore = ["invalid-path-pattern"]\n',
        },
    )
    assert fix(repo, f"{LOG}0001-a.md") == []
    assert fixing.plan(repo.open(), (), lambda found: found.code == "unknown-field").fixes == ()
    assert fix(repo) == ["0002-b"]


def test_nothing_while_the_configuration_is_broken(repo: Repo) -> None:
    """Nobody knows then where the records are."""
    write(repo, {"0001-a": record(paths="[src/]"), "decisions.toml": "[records\n"})
    assert fix(repo) == []


def test_nothing_through_a_symbolic_link(repo: Repo) -> None:
    """A folder or a file that is a link is left alone, wherever it leads."""
    write(repo, {"other/0001-a.md": record(paths="[src/]"), "decisions.toml": ""})
    outside = repo.path.parent / "attributes"
    outside.write_text("")
    (repo.path / ".gitattributes").unlink()
    (repo.path / ".gitattributes").symlink_to(outside)
    (repo.path / "docs").mkdir()
    (repo.path / "docs/decisions").symlink_to(repo.path / "other")
    assert fix(repo) == []
    assert outside.read_text() == ""
    assert "src/]" in repo.read("other/0001-a.md")


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("../log/0005-Help.md", "docs/log/0005-help.md", "../log/0005-help.md"),
        ("0005-HELP", "docs/log/0005-help.rst", "0005-help"),
        ("other.md", "docs/log/0005-help.rst", "other.md"),
        ("", "a", ""),
    ],
)
def test_the_case_of_a_path(text: str, path: str, wanted: str) -> None:
    """Only letters change, from the end on as far as the two agree."""
    assert in_case_of(text, path) == wanted


NUMBERS = st.integers(1, 4)
FIELDS = st.dictionaries(
    st.sampled_from(["supersedes", "superseded-by", "amends", "Supersedes", "superseded_by"]),
    st.lists(NUMBERS.map(str) | st.sampled_from(["0002-B.md", "0003-x", "none"]), max_size=2),
    max_size=3,
)
LINES = st.sampled_from(["", "cost: a: b\n", "paths: [a/, b]\n", "Tags: [x]\n", "paths: [!a/]\n"])
STATUSES = st.sampled_from(["accepted", "proposed", "superseded", "rejected", "x"])
RECORDS = st.one_of(
    st.builds(
        lambda status, fields, line: record(
            status=status, **{key: f"[{', '.join(items)}]" for key, items in fields.items()}
        ).replace("kind:", f"{line}kind:"),
        STATUSES,
        FIELDS,
        LINES,
    ),
    st.builds(
        lambda status, number: NYGARD.replace("Accepted", f"{status} [x](000{number}-X.md)"),
        st.sampled_from(["Accepted\n\nSupersedes", "Superseded by", "Accepted, amends", "Draft"]),
        NUMBERS,
    ),
)


@settings(max_examples=40)
@given(st.lists(RECORDS, min_size=2, max_size=4))
def test_a_second_time_nothing_is_mended(repo: Repo, texts: list[str]) -> None:
    """Whatever the records say: once is enough, no file is touched that was not told of."""
    for path in (repo.path / LOG).glob("*.md"):
        path.unlink()
    write(repo, {f"{number:04d}-x": text for number, text in enumerate(texts, 1)})
    opened = repo.open()
    before = {found.path for found in checking.check(opened, WORKTREE).findings}
    first = fixing.plan(opened)
    save(str(repo.path), dict(first.contents))
    assert fixing.plan(opened) == fixing.Plan()
    assert {path for path, _ in first.contents} <= before | {f"{LOG}000{n}-x.md" for n in range(5)}
