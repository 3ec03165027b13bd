"""``git decide show``: the commits, the files and the chain of supersession behind a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.texts import ACCEPTED, FLAGS

if TYPE_CHECKING:
    from tests.support import Repo

LOG = "docs/decisions"


def shown(repo: Repo, *args: str) -> Any:
    """Return what ``show --json`` answers, held against its schema."""
    return answer(decide(repo, "show", "--json", *args).stdout, "show")


@pytest.fixture
def chain(repo: Repo) -> Repo:
    """Give a repository in which a decision replaced another one, and was replaced."""

    def write(number: int, day: str, status: str, more: str = "tags: [x]") -> None:
        text = ACCEPTED.replace("status: accepted", f"status: {status}\n{more}")
        path = f"{LOG}/{number:04d}-n.md"
        repo.stage(**{path: text.replace("at two", f"at {number}")})
        env = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        repo.git("commit", "-q", "--no-verify", "-m", f"{status} {number}", env=env)

    repo.stage(**{".gitattributes": FLAGS, "src/payments/a.py": "", "src/b.sh": "", "c.sh": ""})
    write(1, "2026-01-01", "accepted")
    write(2, "2026-02-02", "accepted", "supersedes: [1]")
    write(1, "2026-02-03", "superseded", "superseded-by: [2]")
    write(3, "2026-03-03", "accepted", "supersedes: [2]\npaths: ['*.sh']")
    write(2, "2026-03-04", "superseded", "supersedes: [1]")
    return repo


def test_which_record_governed_when(chain: Repo) -> None:
    """The whole chain is told from either end, with the days between which each was in force."""
    for written in ("1", "2", "3"):
        told = [
            (each["id"], each["status"], each.get("since"), each.get("until"))
            for each in shown(chain, written)["chain"]
        ]
        assert told == [
            ("0001-n", "superseded", "2026-01-01", "2026-02-03"),
            ("0002-n", "superseded", "2026-02-02", "2026-03-04"),
            ("0003-n", "accepted", "2026-03-03", None),
        ]
    lines = decide(chain, "show", "2").stdout.splitlines()
    at = lines.index("Chain of supersession")
    assert lines[at + 1 : at + 4] == [
        "   0001-n  superseded  2026-01-01 to 2026-02-03  Cap retries at 1",
        ">  0002-n  superseded  2026-02-02 to 2026-03-04  Cap retries at 2",
        "   0003-n  accepted    since 2026-03-03          Cap retries at 3",
    ]


def test_a_revision_knows_nothing_of_what_came_later(chain: Repo) -> None:
    """With --at the chain, the status and the commits are those of then."""
    assert [each["id"] for each in shown(chain, "2", "--at", "HEAD~2")["chain"]] == [
        "0001-n",
        "0002-n",
    ]
    assert shown(chain, "1", "--at", "HEAD~4")["chain"] == []


def test_the_files_that_a_record_governs(chain: Repo) -> None:
    """Those of its modules, those that its patterns match, and what decisions.toml attaches."""
    assert shown(chain, "1")["files"] == {"count": 1, "paths": ["src/payments/a.py"]}
    assert shown(chain, "3")["files"]["paths"] == ["c.sh", "src/b.sh", "src/payments/a.py"]
    bare = ACCEPTED.replace("modules: [payments]\n", "")
    chain.commit("Bare", **{f"{LOG}/0004-bare.md": bare})
    assert shown(chain, "4")["files"] == {"count": 0, "paths": []}
    chain.write("decisions.toml", '[fragile.payments]\nwhy = "All pay."\ndecisions = ["4"]\n')
    assert shown(chain, "4")["files"]["paths"] == ["src/payments/a.py"]


def test_many_files_and_commits_are_counted(chain: Repo) -> None:
    """A page shows the first ones of each; --full shows all."""
    chain.commit("Many", **{f"src/payments/{number:03d}": "" for number in range(110)})
    for number in range(13):
        chain.commit(f"Follow {number}\n\nDecision: 1")
    out = decide(chain, "show", "1").stdout
    assert "  … and 99 more files: --full\n" in out
    assert "  … and 1 more commit: --full\n" in out
    full = decide(chain, "show", "1", "--full").stdout
    assert "src/payments/109" in full
    assert "Follow 0 (" in full
    found = shown(chain, "1")
    assert (found["files"]["count"], len(found["files"]["paths"])) == (111, 100)
    assert len(found["commits"]) == 13
    assert len(shown(chain, "1", "--full")["files"]["paths"]) == 111


def test_notes_and_lines_that_are_no_trailers_count(chain: Repo) -> None:
    """However a commit was linked, it follows the record, and is told with how."""
    chain.commit("Early\n\nDecision: 3\n\nAnd more was said.")
    chain.commit("Forgot it")
    decide(chain, "link", "HEAD", "3")
    sources = [each["links"][0]["source"] for each in shown(chain, "3")["commits"]]
    assert sorted(sources) == ["line", "note"]
    assert "Forgot it (Ada Author, by a note)" in decide(chain, "show", "3").stdout


def test_a_link_means_what_it_meant_then(chain: Repo) -> None:
    """A number that another record took over since goes on meaning the one that had it."""
    chain.commit("Follow the first\n\nDecision: 1")
    text = chain.read(f"{LOG}/0001-n.md").replace("deciders:", "aliases: [0001-n]\ndeciders:")
    chain.git("mv", f"{LOG}/0001-n.md", f"{LOG}/0008-n.md")
    chain.commit("Renumber", **{f"{LOG}/0008-n.md": text, f"{LOG}/0001-other.md": ACCEPTED})
    assert [each["subject"] for each in shown(chain, "8")["commits"]] == ["Follow the first"]
    assert shown(chain, "0001-other")["commits"] == []
