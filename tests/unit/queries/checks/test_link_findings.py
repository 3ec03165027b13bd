"""What is wrong between records: each finding, what triggers it and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.link_codes import LINK_CODES
from git_decide.queries.checks import checking
from git_decide.store import INDEX, WORKTREE
from tests.unit.queries.logs import LOG, record, write

if TYPE_CHECKING:
    from tests.support import Repo

ONE_SIDED, UNMARKED = "one-sided-supersession", "superseded-not-marked"
KEPT = {
    "accepted-record-widened",
    "accepted-record-rewritten",
    "accepted-record-removed",
    "dangling-decision-comment",
    "ambiguous-decision-comment",
    "disagreement-removed",
    "review-overdue",
}  # their tests are in test_keeping, test_code_comments, test_disagreement, test_overdue

# Code, the record that it is told of, the records.
FOUND: list[tuple[str, str, dict[str, str]]] = [
    (UNMARKED, "0001-a", {"0001-a": record(), "0002-b": record(supersedes="[1]")}),
    (UNMARKED, "0001-a", {"0001-a": record(superseded_by="[2]"), "0002-b": record()}),
    (
        UNMARKED,
        "0001-a",
        {"0001-a": record(status="proposed"), "0002-b": record(supersedes="[0001-a]")},
    ),
    (
        ONE_SIDED,
        "0002-b",
        {"0001-a": record(status="superseded", superseded_by="[2]"), "0002-b": record()},
    ),
    (
        ONE_SIDED,
        "0001-a",
        {
            "0001-a": record(status="superseded", superseded_by="[3]"),
            "0002-b": record(supersedes="[1]"),
            "0003-c": record(supersedes="[1]"),
        },
    ),
    (
        "link-cycle",
        "0001-a",
        {"0001-a": record(supersedes="[2]"), "0002-b": record(supersedes="[1]")},
    ),
    (
        "link-cycle",
        "0001-a",
        {
            "0001-a": record(amends="[2]"),
            "0002-b": record(amends="[3]"),
            "0003-c": record(supersedes="[1]"),
        },
    ),
    ("date-in-future", "0001-a", {"0001-a": record(date="2999-01-01"), "0002-b": record()}),
    ("broken-link", "0001-a", {"0001-a": record(text="See [it](0009-gone.md).\n")}),
    ("broken-link", "0001-a", {"0001-a": record(text="See [it](../decisions/0009-gone.md#x).\n")}),
    (
        "link-case-differs",
        "0001-a",
        {"0001-a": record(text="See [it](0002-B.md).\n"), "0002-b": record()},
    ),
    (
        "link-case-differs",
        "0001-a",
        {"0001-a": record(relates="[0002-B.md]"), "0002-b": record()},
    ),
    (
        "silence-without-reason",
        "0001-a",
        {"0001-a": record(text="\n<!-- git-decide: ignore missing-cost -->\n")},
    ),
    (
        "silence-unknown-code",
        "0001-a",
        {"0001-a": record(text="\n<!-- git-decide: ignore mising-cost: No. -->\n")},
    ),
    (
        "silence-not-needed",
        "0001-a",
        {"0001-a": record(text="\n<!-- git-decide: ignore missing-cost: No. -->\n")},
    ),
]
RIGHT: list[dict[str, str]] = [
    {
        "0001-a": record(status="superseded", superseded_by="[2]"),
        "0002-b": record(supersedes="[1]"),
    },
    # What never held replaces nothing, and what was turned down is not replaced.
    {"0001-a": record(), "0002-b": record(status="proposed", supersedes="[1]")},
    {"0001-a": record(), "0002-b": record(status="rejected", supersedes="[1]")},
    {"0001-a": record(status="rejected"), "0002-b": record(supersedes="[1]")},
    # A chain is no circle, and neither are two ways to one record.
    {
        "0001-a": record(),
        "0002-b": record(amends="[1]"),
        "0003-c": record(amends="[1, 2]"),
    },
    {"0001-a": record(text="See [it](0002-b.md) and [that](README.md).\n"), "0002-b": record()},
    {
        "0001-a": record(
            text="See [it](0009-gone.md).\n\n<!-- git-decide: ignore broken-link: Later. -->\n"
        )
    },
]


def told(repo: Repo, where: str = WORKTREE, *paths: str) -> list[tuple[str, str]]:
    """Return the code and the path of each finding."""
    found = checking.check(repo.open(), where, paths).findings
    return [(each.code, each.path.removeprefix(LOG).removesuffix(".md")) for each in found]


@pytest.mark.parametrize("where", [WORKTREE, INDEX])
@pytest.mark.parametrize(("code", "name", "files"), FOUND)
def test_found(repo: Repo, code: str, name: str, files: dict[str, str], where: str) -> None:
    """Each is told of the record that is to be mended, and nothing else is."""
    assert told(write(repo, files), where) == [(code, name)]


@pytest.mark.parametrize("files", RIGHT)
def test_right(repo: Repo, files: dict[str, str]) -> None:
    """Both ends right, no circle, links that lead somewhere, a silence with a reason."""
    assert told(write(repo, {"docs/decisions/README.md": "# All\n", **files})) == []


def test_every_code_has_its_case() -> None:
    """No finding between records is without its test."""
    assert LINK_CODES.keys() - KEPT <= {code for code, _, _ in FOUND}


def test_told_of_both_ends(repo: Repo) -> None:
    """Whoever looks at the record that states a link learns what is wrong at its other end."""
    write(repo, {"0001-a": record(), "0002-b": record(supersedes="[1]"), "0003-c": record()})
    assert told(repo, WORKTREE, f"{LOG}0002-b.md") == [(UNMARKED, "0001-a")]
    assert told(repo, WORKTREE, f"{LOG}0001-a.md") == []
    assert told(repo, WORKTREE, f"{LOG}0003-c.md") == []


def test_a_silence_without_reason_silences_nothing(repo: Repo) -> None:
    """The finding is told, and so is the comment."""
    text = "See [it](0009-gone.md).\n\n<!-- git-decide: ignore broken-link -->\n"
    codes = {code for code, _ in told(write(repo, {"0001-a": record(text=text)}))}
    assert codes == {"broken-link", "silence-without-reason"}


def test_a_silence_silences_in_its_own_record_only(repo: Repo) -> None:
    """The same finding elsewhere is told."""
    link = "See [it](0009-gone.md).\n"
    quiet = f"{link}\n<!-- git-decide: ignore broken-link: Later. -->\n"
    write(repo, {"0001-a": record(text=quiet), "0002-b": record(text=link)})
    assert told(repo) == [("broken-link", "0002-b")]


def test_what_is_not_looked_for_is_no_reason_against_a_silence(repo: Repo) -> None:
    """Looking at one record alone says nothing of what others say about it."""
    quiet = "\n<!-- git-decide: ignore superseded-not-marked: On purpose. -->\n"
    write(repo, {"0001-a": record(text=quiet), "0002-b": record(supersedes="[1]")})
    assert told(repo) == []
    assert told(repo, WORKTREE, f"{LOG}0001-a.md") == []


def test_a_warning_may_count_as_an_error(repo: Repo) -> None:
    """`[check] errors` gives a finding more weight, `ignore` leaves it out all the same."""
    files = {"0001-a": record(text="See [it](0009-gone.md).\n")}
    config = '[check]\nerrors = ["broken-link"]\n'
    write(repo, {**files, "decisions.toml": config})
    (found,) = checking.check(repo.open(), WORKTREE).findings
    assert (found.code, found.severity) == ("broken-link", "error")
    repo.write("decisions.toml", f'{config}ignore = ["broken-link"]\n')
    assert told(repo) == []


@pytest.mark.no_cover  # others run the same, not as often
def test_a_long_chain_is_no_circle_and_no_recursion(repo: Repo) -> None:
    """A thousand records that amend one another in a row are looked at in one go."""
    names = [f"{number:04d}-x" for number in range(1, 1001)]
    files = {
        name: record(amends=f"[{before}]") if before else record()
        for name, before in zip(names, ["", *names], strict=False)
    }
    assert told(write(repo, files)) == []


def test_the_younger_of_two_with_one_number_is_told(repo: Repo) -> None:
    """What came first keeps its number, whatever its name."""
    write(repo, {"0003-z": record()})
    repo.commit("One")
    write(repo, {"0003-a": record()})
    assert told(repo) == [("duplicate-number", "0003-a")]
    assert told(repo, WORKTREE, f"{LOG}0003-z.md") == [("duplicate-number", "0003-a")]
    repo.commit("Two")
    assert told(repo) == [("duplicate-number", "0003-a")]
