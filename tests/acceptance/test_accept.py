"""``git decide accept``: a proposed record becomes a decision, or nothing changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.texts import ACCEPTED, COMPLETE, PROPOSED

if TYPE_CHECKING:
    from tests.support import Repo

PATH = "docs/decisions/0001-cap.md"


@pytest.fixture
def proposed(repo: Repo) -> Repo:
    """Give a repository with a complete proposal, committed."""
    repo.commit("Propose", **{PATH: PROPOSED})
    return repo


def test_sets_status_and_date_and_stages(proposed: Repo) -> None:
    """Two lines change, the file is staged, the path is printed, the next command is told."""
    done = proposed.decide("accept", "1")
    assert (done.returncode, done.stdout) == (0, f"{PATH}\n")
    today = date.today().isoformat()
    assert proposed.read(PATH) == ACCEPTED.replace("2026-02-15", today)
    assert proposed.out("status", "--porcelain") == f"M  {PATH}"
    assert f"Accepted 0001-cap, decided on {today}, staged." in done.stderr
    assert "git commit --trailer 'Decision: 0001-cap'" in done.stderr


def test_date_may_be_given(proposed: Repo) -> None:
    """``--date`` is the day of the decision."""
    proposed.decide("accept", "1", "--date", "2026-02-15")
    assert proposed.read(PATH) == ACCEPTED


def test_every_other_byte_stays(repo: Repo) -> None:
    """Comments, line endings, quoting and a missing last line break are kept."""
    text = PROPOSED.replace("status: proposed", 'status: "proposed"  # soon').rstrip("\n")
    repo.write(PATH, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert repo.decide("accept", "1", "--date", "2026-02-15").returncode == 0
    lines = repo.read(PATH).split("\r\n")
    before = ("\ufeff" + text).split("\n")
    assert [n for n, pair in enumerate(zip(before, lines, strict=True)) if pair[0] != pair[1]] == [
        1
    ]
    assert "accepted" in lines[1]
    assert lines[1].endswith("# soon")


def test_fills_what_is_missing(repo: Repo) -> None:
    """Flags fill a bare template until it holds, and then it is accepted."""
    repo.decide("new", "Cap")
    done = repo.decide("accept", "1", *COMPLETE)
    assert done.returncode == 0, done.stderr
    record = answer(repo.decide("show", "1", "--json").stdout, "show")
    assert record["record"]["status"] == "accepted"
    assert record["findings"] == []


def test_says_what_is_missing(repo: Repo) -> None:
    """A refusal names every lack and the flags that give it; nothing is written."""
    repo.decide("new", "Cap", "--kind", "trade-off", "--context", "Why.")
    before = repo.read("docs/decisions/0001-cap.md")
    done = repo.decide("accept", "1")
    assert (done.returncode, done.stdout) == (1, "")
    hint = next(line for line in done.stderr.splitlines() if line.startswith("hint: "))
    assert hint.startswith("hint: git decide accept 0001-cap ")
    for flag in (
        "--decider 'NAME (PM)'",
        "--decider 'NAME (tech lead)'",
        "--alternative",
        "--trade-offs",
    ):
        assert flag in hint
    assert "--context" not in hint
    assert "or edit docs/decisions/0001-cap.md" in done.stderr
    assert repo.read("docs/decisions/0001-cap.md") == before


def test_decider_of_the_wrong_side(proposed: Repo) -> None:
    """A technical decision without engineering is refused, and the side is named."""
    proposed.write(PATH, PROPOSED.replace("tech lead", "PM"))
    done = proposed.decide("accept", "1")
    assert done.returncode == 1
    assert "--decider 'NAME (tech lead)'" in done.stderr
    assert proposed.decide("accept", "1", "--decider", "Bo (tech lead)").returncode == 0


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("accepted", "is already accepted"),
        ("problem", "is problem"),
        ("rejected", "is rejected"),
        ("superseded", "is superseded"),
        ("deprecated", "is deprecated"),
        ("contested", "is contested"),
        ("escalated", "is escalated"),
        ("nonsense", "is nonsense"),
    ],
)
def test_only_proposals_can_be_accepted(repo: Repo, status: str, told: str) -> None:
    """Any other status is refused with what to do instead, and the file stays."""
    text = PROPOSED.replace("status: proposed", f"status: {status}")
    repo.write(PATH, text)
    done = repo.decide("accept", "1")
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert "hint: " in done.stderr
    assert repo.read(PATH) == text


def test_supersedes(proposed: Repo) -> None:
    """Accepting a record makes those that it supersedes superseded, both staged."""
    proposed.write(PATH, ACCEPTED)
    new = PROPOSED.replace("modules:", "supersedes: [1]\nmodules:")
    proposed.write("docs/decisions/0002-new.md", new)
    done = proposed.decide("accept", "2")
    assert done.stdout.split() == ["docs/decisions/0002-new.md", PATH]
    old = answer(proposed.decide("show", "1", "--json").stdout, "show")["record"]
    assert (old["status"], old["superseded-by"]) == ("superseded", ["0002-new"])
    assert proposed.decide("check").returncode == 0


def test_supersedes_what_cannot_be(proposed: Repo) -> None:
    """A rejected record cannot be superseded: nothing at all is written."""
    proposed.write(PATH, PROPOSED.replace("status: proposed", "status: rejected"))
    proposed.write("docs/decisions/0002-new.md", PROPOSED)
    done = proposed.decide("accept", "2", "--supersedes", "1")
    assert done.returncode == 1
    assert "cannot be superseded" in done.stderr
    assert proposed.read("docs/decisions/0002-new.md") == PROPOSED


def test_other_edits_are_not_staged(proposed: Repo) -> None:
    """A file with edits of somebody's own is edited, not staged, and that is said."""
    proposed.write(PATH, PROPOSED.replace("Five tries", "Six tries"))
    done = proposed.decide("accept", "1")
    assert done.returncode == 0
    assert proposed.out("status", "--porcelain") == f" M {PATH}"
    assert f"git add {PATH}" in done.stderr
    assert "status: accepted" in proposed.read(PATH)


@pytest.mark.parametrize(("written", "code"), [("9", 1), ("nope", 1), ("00", 2), ("", 1)])
def test_ids_that_mean_no_record(proposed: Repo, written: str, code: int) -> None:
    """An unknown id exits 1, an ambiguous one 2."""
    proposed.write("docs/decisions/0002-b.md", PROPOSED)
    done = proposed.decide("accept", written)
    assert (done.returncode, done.stdout) == (code, "")


@pytest.mark.parametrize(
    "content",
    [
        b"---\nstatus: [proposed\n---\n# T\n",
        b"# No front matter\n",
        b"",
        b"---\nstatus: proposed\nstatus: proposed\n---\n# Twice\n",
        b"\xff\xfe---\n",
        PROPOSED.encode().replace(b"status", b"st\xfftus"),
        b"---\nstatus: proposed\na: &a [1]\nb: *a\n---\n# T\n",
        PROPOSED.encode() + b"x" * (1 << 20),
    ],
)
def test_broken_records(repo: Repo, content: bytes) -> None:
    """A record that cannot be read is refused and not touched."""
    repo.write(PATH, content)
    done = repo.decide("accept", "1", *COMPLETE)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (repo.path / PATH).read_bytes() == content


def test_a_record_that_supersedes_itself_stays_as_it_is(repo: Repo) -> None:
    """It would be superseded by itself: refused, and nothing is written."""
    text = PROPOSED.replace("modules:", "supersedes: [0001-cap]\nmodules:")
    repo.write(PATH, text)
    done = repo.decide("accept", "1")
    assert done.returncode == 1
    assert "0001-cap supersedes itself" in done.stderr
    assert repo.read(PATH) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [("no front matter", "no front matter"), ("---\na: [\n---\n# T\n", "broken YAML")],
)
def test_what_cannot_be_read_is_named_first(repo: Repo, text: str, told: str) -> None:
    """A status that was not understood is never told as if it were missing."""
    repo.write(PATH, text)
    done = repo.decide("accept", "1")
    assert done.returncode == 1
    assert f"{PATH} cannot be read: " in done.stderr
    assert told in done.stderr
    assert f"hint: git decide check {PATH}" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["accept", "decisions/0001-cap.md"],
        ["edit", "./decisions/0001-cap.md", "--tag", "x"],
        ["rename", "../docs/decisions/0001-cap.md", "Cap less"],
        ["renumber", "decisions/0001-cap.md", "--to", "7"],
        ["new", "Next", "--relates", "decisions/0001-cap.md"],
        ["convert", "decisions/0001-cap.md", "--to", "madr", "--dry-run"],
        ["link", "HEAD", "decisions/0001-cap.md"],
    ],
)
def test_the_file_typed_in_a_folder_means_its_record(words: list[str], proposed: Repo) -> None:
    """As a shell completes it there, for every verb that takes an id."""
    done = proposed.decide("-C", "docs", *words)
    assert done.returncode == 0, done.stderr
    assert proposed.decide("accept", "decisions/0001-cap.md").returncode == 1
