"""``git decide show``: one record, and the commits behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.texts import ACCEPTED, PROPOSED

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


def test_shallow_clones_say_that_history_ends(log: Repo, tmp_path: Path) -> None:
    """Where older commits were never fetched, that is said instead of `none`."""
    clone = log.clone(tmp_path / "clone", "--depth=1")
    assert "shallow" in clone.decide("show", "1").stdout
    assert answer(clone.decide("show", "1", "--json").stdout, "show")["complete"] is False


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
