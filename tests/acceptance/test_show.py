"""``git decide show``: one record, and the commits behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.texts import ACCEPTED, PROPOSED
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a repository with two records, one of them followed by a commit."""
    repo.commit(
        "Decide",
        **{
            "docs/decisions/0001-cap.md": ACCEPTED.replace("modules:", "aliases: [old]\nmodules:"),
            "docs/decisions/0002-skip.md": PROPOSED,
        },
    )
    repo.commit("Cap them\n\nDecision: 1", a="1")
    repo.commit("Something else", a="2")
    return repo


def test_says_everything(log: Repo) -> None:
    """Title, people, reasons, the commit that accepted it and those that follow it."""
    done = log.decide("show", "1")
    assert done.returncode == 0
    for part in (
        "0001-cap  accepted",
        "Cap retries at two",
        "Ada (tech lead)",
        "docs/decisions/0001-cap.md",
        "by Ada Author, 2026-03-01 (not signed)",
        "Five tries made the bank block us.",
        "A queue: needs a broker.",
        "Rare failures reach the customer.",
        "Cap them (Ada Author)",
    ):
        assert part in done.stdout
    assert "Something else" not in done.stdout


@pytest.mark.parametrize("written", ["1", "0001", "0001-cap", "0001-c", "old", "0001-cap.md"])
def test_ids_may_be_abbreviated(log: Repo, written: str) -> None:
    """Stem, number, beginning and former id all mean the record."""
    document = answer(log.decide("show", written, "--json").stdout, "show")
    assert document["record"]["id"] == "0001-cap"
    assert [commit["subject"] for commit in document["commits"]] == ["Cap them"]
    assert document["status-set-by"]["subject"] == "Decide"
    assert document["status-set-by"]["signature"] == "N"


def test_a_path_is_one_from_where_one_stands(log: Repo) -> None:
    """What a shell completes in a folder is found there; what leads out of it is no id."""
    assert "0001-cap" in log.decide("show", "-C", "docs", "./decisions/0001-cap.md").stdout
    assert log.decide("show", "../0001-cap.md").returncode == 1


def test_unknown_id(log: Repo) -> None:
    """A record that does not exist exits 1 and says how to find one."""
    done = log.decide("show", "99")
    assert (done.returncode, done.stdout) == (1, "")
    assert "git decide list" in done.stderr


def test_ambiguous_id(log: Repo) -> None:
    """An abbreviation of two records exits 2 and names both."""
    done = log.decide("show", "00")
    assert (done.returncode, done.stdout) == (2, "")
    assert "0001-cap" in done.stderr
    assert "0002-skip" in done.stderr


def test_uncommitted(repo: Repo) -> None:
    """On an unborn branch a record has no commits, and that is no error."""
    repo.write("docs/decisions/0001-cap.md", ACCEPTED)
    done = repo.decide("show", "1", "--json")
    document = answer(done.stdout, "show")
    assert (document["status-set-by"], document["commits"]) == (None, [])
    assert "none yet" in repo.decide("show", "1").stdout


def test_links_are_told_by_the_ids_that_they_mean(log: Repo) -> None:
    """However they are written, and what means nothing as it is written."""
    text = PROPOSED.replace("modules:", "relates: [1, 77]\nmodules:", 1)
    log.write("docs/decisions/0003-queue.md", text)
    lines = log.decide("show", "3").stdout.splitlines()
    assert "Relates to: 0001-cap (accepted), 77" in [" ".join(line.split()) for line in lines]


def test_findings_are_told(log: Repo) -> None:
    """What is wrong with the record is in the JSON, and in one line on standard error."""
    log.write("docs/decisions/0001-cap.md", ACCEPTED.replace("Ada (tech lead)", "Ada"))
    done = log.decide("show", "1")
    assert "git decide check docs/decisions/0001-cap.md" in done.stderr
    codes = {
        f["code"] for f in answer(log.decide("show", "1", "--json").stdout, "show")["findings"]
    }
    assert "decider-without-role" in codes


def test_at_a_revision(log: Repo) -> None:
    """``--at`` shows the record as it was, and only the commits up to there."""
    log.write("docs/decisions/0001-cap.md", ACCEPTED.replace("Cap retries", "Changed"))
    document = answer(log.decide("show", "1", "--at", "HEAD~2", "--json").stdout, "show")
    assert document["record"]["title"] == "Cap retries at two"
    assert document["commits"] == []


def test_who_accepted_what_was_superseded_since(repo: Repo) -> None:
    """The commit that accepted a record is told beside the one that set its status."""
    path = "docs/decisions/0001-cap.md"
    repo.commit("Propose", **{path: PROPOSED})
    accepted = repo.commit("Accept", **{path: ACCEPTED})
    repo.commit("Reword", **{path: ACCEPTED.replace("status: accepted", "status:   Accepted")})
    gone = ACCEPTED.replace("status: accepted", "status: superseded\nsuperseded-by: [2]")
    superseded = repo.commit("Supersede", **{path: gone, path.replace("1-cap", "2-b"): ACCEPTED})
    document = answer(repo.decide("show", "1", "--json").stdout, "show")
    assert document["accepted-by"]["id"] == accepted
    assert document["status-set-by"]["id"] == superseded
    out = repo.decide("show", "1").stdout
    assert f"Accepted in:    {accepted[:10]}" in out
    assert f"Superseded in:  {superseded[:10]}" in out


def test_a_status_that_is_not_committed_was_set_by_nobody(log: Repo) -> None:
    """What the work tree says now is not ascribed to a commit that said it long ago."""
    path = "docs/decisions/0001-cap.md"
    log.commit("Deprecate", **{path: ACCEPTED.replace("accepted", "deprecated")})
    log.write(path, ACCEPTED)
    assert "Accepted in:  no commit yet" in log.decide("show", "1").stdout


def test_the_status_of_a_record_that_was_renamed(log: Repo) -> None:
    """Neither a new name nor a new form makes somebody else the one who accepted it."""
    new = ACCEPTED.replace("modules:", "aliases: [0001-cap]\nmodules:")
    new = new.replace("# Cap retries at two", "# All other words").replace("Five tries", "Tries")
    new = "".join(f"{line}  \n" for line in new.splitlines())
    log.git("rm", "-q", "docs/decisions/0001-cap.md")
    log.commit("Rename", **{"docs/decisions/0007-cap.md": new})
    document = answer(log.decide("show", "7", "--json").stdout, "show")
    assert document["status-set-by"]["subject"] == "Decide"


@pytest.mark.parametrize(
    ("path", "proposed", "accepted"),
    [
        ("0001-a.md", "# 1. A\n\n## Status\n\nProposed\n", "# 1. A\n\n## Status\n\nAccepted\n"),
        ("0001-a.md", "# A\n\n* Status: proposed\n\n## Decision Outcome\n\nA.\n", ""),
        ("0001-a.md", "---\nstatus: proposed\n---\n# A\n\n## Considered Options\n\n* A\n", ""),
        ("0001-a.rst", "A\n=\n\n:Status: proposed\n\nContext\n-------\n\nC.\n", ""),
        ("0001-a.adoc", "= A\n:status: proposed\n\n== Context\n\nC.\n", ""),
    ],
)
def test_who_accepted_in_every_format(repo: Repo, path: str, proposed: str, accepted: str) -> None:
    """The commit is found wherever the format states the status."""
    whole = f"docs/decisions/{path}"
    repo.commit("Propose", **{whole: proposed})
    after = accepted or proposed.replace("proposed", "accepted")
    commit = repo.commit("Accept", **{whole: after})
    repo.commit("More", **{whole: f"{after}\nThis was accepted by all.\n"})
    document = answer(repo.decide("show", "1", "--json").stdout, "show")
    assert document["status-set-by"]["id"] == commit
    assert document["accepted-by"]["id"] == commit


def test_how_a_record_stands_to_others(repo: Repo) -> None:
    """Links are told whichever end states them, with what is in force at the end of the chain."""

    def write(number: int, more: str, status: str = "superseded") -> None:
        text = ACCEPTED.replace("status: accepted", f"status: {status}\n{more}")
        repo.write(f"docs/decisions/{number:04d}-n.md", text)

    write(1, "superseded-by: [2]")
    write(2, "tags: [x]")
    write(3, "supersedes: [0002-n, gone]\namends: [1]", "accepted")
    links = answer(repo.decide("show", "1", "--json").stdout, "show")["links"]
    assert links["superseded-by"] == [
        {"id": "0002-n", "title": "Cap retries at two", "status": "superseded"}
    ]
    assert [each["id"] for each in links["in-force"]] == ["0003-n"]
    assert [each["id"] for each in links["amended-by"]] == ["0003-n"]
    assert "In force now:   0003-n (accepted)" in repo.decide("show", "1").stdout
    out = repo.decide("show", "3").stdout
    assert "Supersedes:   0002-n (superseded), gone" in out
    assert "Superseded by:  0003-n (accepted)" in repo.decide("show", "2").stdout


def test_a_circle_of_supersession_ends(repo: Repo) -> None:
    """Two records that supersede each other leave nothing in force, and no endless search."""
    for here, there in (("1", "2"), ("2", "1")):
        text = ACCEPTED.replace("modules:", f"supersedes: [{there}]\nmodules:")
        repo.write(f"docs/decisions/000{here}-n.md", text)
    links = answer(repo.decide("show", "1", "--json").stdout, "show")["links"]
    assert [each["id"] for each in links["superseded-by"]] == ["0002-n"]
    assert links["in-force"] == []


def test_the_number_of_processes_does_not_depend_on_the_history(log: Repo, tmp_path: Path) -> None:
    """Git is asked as often for a long history as for a short one."""

    def starts(name: str) -> int:
        trace = tmp_path / name
        log.decide("show", "1", env={"GIT_TRACE2_EVENT": str(trace)})
        return len(git_starts(trace))

    before = starts("before")
    for number in range(5):
        text = ACCEPTED if number % 2 else PROPOSED
        log.commit(f"{number}\n\nDecision: 1", **{"docs/decisions/0001-cap.md": text})
    assert starts("after") <= before + 1  # the commit that accepted may be another one


def test_shallow_clones_say_that_history_ends(log: Repo, tmp_path: Path) -> None:
    """Where older commits were never fetched, that is said instead of `none`."""
    clone = log.clone(tmp_path / "clone", "--depth=1")
    assert "shallow" in clone.decide("show", "1").stdout
    document = answer(clone.decide("show", "1", "--json").stdout, "show")
    assert document["complete"] is False
    assert document["status-set-by"] is None


def test_a_record_that_cannot_be_read(repo: Repo, tmp_path: Path) -> None:
    """A symbolic link is not followed, and where to look is said."""
    (tmp_path / "secret.md").write_text(ACCEPTED)
    repo.write("docs/decisions/0002-a.md", ACCEPTED)
    (repo.path / "docs/decisions/0001-link.md").symlink_to(tmp_path / "secret.md")
    done = repo.decide("show", "1")
    assert done.returncode == 1
    assert "git decide check docs/decisions/0001-link.md" in done.stderr


def test_a_disagreement_and_what_became_of_it(repo: Repo) -> None:
    """Perspectives, resolution and sections of one's own are shown in their order."""
    more = "\n".join(
        [
            "\n## Perspectives\n\n### Product\n\nSell now.\n\n### Engineering\n\nMend first.\n",
            "## Resolution\n\nMend the worst, then sell.\n",
            "## Notes\n\nSee the wiki.\n",
        ]
    )
    bare = ACCEPTED.replace("**A queue**: needs a broker.", "**A queue**")
    repo.write("docs/decisions/0001-cap.md", bare + more)
    out = repo.decide("show", "1").stdout
    parts = [
        "  - A queue\n",
        "Perspective of product\n  Sell now.",
        "Perspective of engineering\n  Mend first.",
        "Resolution\n  Mend the worst, then sell.",
        "Notes\n  See the wiki.",
    ]
    places = [out.index(part) for part in parts]
    assert places == sorted(places)
