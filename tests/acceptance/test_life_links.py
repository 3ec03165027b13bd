"""Both ends of the links between records, whichever verb writes them and in whatever form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.lives import COMMANDS, FORMS, NAME, OTHER, PATH, other, written
from tests.acceptance.test_life import leads, record_at
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo


@pytest.mark.parametrize("form", FORMS)
def test_both_ends_of_an_amendment(repo: Repo, form: str) -> None:
    """A record that is amended says so where its form does: in the others nothing changes."""
    repo.stage(**{PATH: written(form, "accepted"), OTHER: other(form, "proposed")})
    done = decide(repo, "accept", "2", "--amends", "1")
    assert done.returncode == 0, done.stderr
    assert leads(record_at(repo, OTHER).amends) == [NAME]
    old = record_at(repo)
    assert old.status == "accepted"
    assert leads(old.amended_by) == (["0002-queue"] if form == "nygard" else [])
    assert (repo.read(PATH) == written(form, "accepted")) == (form != "nygard")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", [("edit", "2"), ("outcome", "2", "--worked", "--says", "Fine.")])
def test_a_link_that_comes_later(repo: Repo, form: str, words: tuple[str, ...]) -> None:
    """An accepted record that learns what it supersedes marks that one as well."""
    repo.stage(**{PATH: written(form, "accepted"), OTHER: other(form)})
    done = decide(repo, *words, "--supersedes", "1")
    assert done.returncode == 0, done.stderr
    assert f"It supersedes {NAME}." in done.stderr
    old = record_at(repo)
    assert (old.status, leads(old.superseded_by)) == ("superseded", ["0002-queue"])


@pytest.mark.parametrize("form", FORMS)
def test_a_proposal_supersedes_nothing_yet(repo: Repo, form: str) -> None:
    """Its links are an intention until it is accepted."""
    repo.stage(**{PATH: written(form, "accepted"), OTHER: other(form, "proposed")})
    assert decide(repo, "edit", "2", "--supersedes", "1").returncode == 0
    assert repo.read(PATH) == written(form, "accepted")


@pytest.mark.parametrize("spelled", ["2", "0002", "0002-que", "0002-queue"])
def test_an_end_that_is_there_is_not_written_twice(repo: Repo, spelled: str) -> None:
    """However it names the other record."""
    old = written("decision-log", "accepted").replace("kind:", f"superseded-by: [{spelled}]\nkind:")
    repo.stage(**{PATH: old, OTHER: other("decision-log")})
    assert decide(repo, *COMMANDS["supersede"]).returncode == 0
    assert decide(repo, "edit", "2", "--supersedes", "1").returncode == 0
    assert record_at(repo).superseded_by == (spelled,)


@pytest.mark.parametrize("form", FORMS)
def test_a_record_may_be_superseded_by_two(repo: Repo, form: str) -> None:
    """What took its place first is kept."""
    third = "docs/decisions/0003-log.md"
    text = other(form, "proposed").replace("2. Take", "3. Take").replace("a queue", "a log")
    repo.stage(**{PATH: written(form, "accepted"), OTHER: other(form), third: text})
    assert decide(repo, "supersede", "1", "--by", "2").returncode == 0
    done = decide(repo, "accept", "3", "--supersedes", "1")
    assert done.returncode == 0, done.stderr
    assert leads(record_at(repo).superseded_by) == ["0002-queue", "0003-log"]


def test_across_logs(repo: Repo) -> None:
    """The ends name the log of the other one, where that is another."""
    billing = "billing/decisions/0001-vat.md"
    repo.write("decisions.toml", '[records.logs]\nbilling = "billing/decisions"\n')
    repo.stage(**{PATH: written("decision-log", "accepted"), billing: other("decision-log")})
    assert decide(repo, "supersede", NAME, "--by", "billing/1").returncode == 0
    assert record_at(repo).superseded_by == ("billing/0001-vat",)
    assert record_at(repo, billing).supersedes == (NAME,)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (
            "rst",
            "Cap retries\n===========\n\n:Status: {0}\n:Date: 2026-02-15\n\nContext\n-------\n\n"
            "Five tries.\n\nDecision\n--------\n\nTwice.\n",
        ),
        (
            "adoc",
            "= Cap retries\n:status: {0}\n:date: 2026-02-15\n\n== Context\n\n"
            "Five tries.\n\n== Decision\n\nTwice.\n",
        ),
    ],
)
def test_other_markups(repo: Repo, suffix: str, text: str) -> None:
    """A decision in reStructuredText or AsciiDoc is moved by the same commands."""
    old, new = f"docs/decisions/0001-cap.{suffix}", f"docs/decisions/0002-queue.{suffix}"
    repo.stage(**{old: text.format("Proposed"), new: text.format("Accepted")})
    assert decide(repo, "accept", "1").returncode == 0
    assert record_at(repo, old).status == "accepted"
    done = decide(repo, "outcome", "1", "--worked", "--says", "Fine.\n\nQuite.")
    assert done.returncode == 0, done.stderr
    assert (record_at(repo, old).outcome or "").endswith("worked:\n\nFine.\n\nQuite.")
    done = decide(repo, *COMMANDS["supersede"])
    assert done.returncode == 0, done.stderr
    found = record_at(repo, old)
    assert (found.status, record_at(repo, new).status) == ("superseded", "accepted")
    assert [each.rpartition("/")[2].partition(".")[0] for each in found.superseded_by] == [
        "0002-queue"
    ]


def test_git_is_asked_as_often_for_many_as_for_one(repo: Repo, tmp_path: Path) -> None:
    """The number of processes grows neither with the links nor with the records."""
    counts = []
    for many in (1, 6):
        files = {f"docs/decisions/00{n:02}-x.md": other("decision-log") for n in range(2, 2 + many)}
        repo.stage(**{PATH: written("decision-log", "proposed")}, **files)
        trace = tmp_path / f"trace-{many}"
        flags = [word for n in range(2, 2 + many) for word in ("--supersedes", str(n))]
        done = repo.decide("accept", "1", *flags, env={"GIT_TRACE2_EVENT": str(trace)})
        assert done.returncode == 0, done.stderr
        counts.append(len(git_starts(trace)))
    assert counts[0] == counts[1] > 0
