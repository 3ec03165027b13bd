"""``git decide coverage``: the share of fragile changes that name a decision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.guarded import CHARGE, FIRST, FLAGS, FOLDER, RULES, record
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path

LOGIN = "src/auth/login.py"
RECORD = f"{FOLDER}/{FIRST}.md"
LINKED = "More\n\nDecision: 1"
SKIPPED = "Hotfix\n\nDecision-Skip: provider is down"


@pytest.fixture
def guarded(repo: Repo) -> Repo:
    """Give a repository with two fragile modules, flagged by the first commit that has files."""
    files = {".gitattributes": FLAGS, "decisions.toml": RULES, RECORD: record()}
    repo.commit("Flag", **files)
    return repo


def covered(repo: Repo, *words: str) -> dict[str, Any]:
    """Return the answer as JSON has it."""
    done = decide(repo, "coverage", "--json", *words)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = answer(done.stdout, "coverage")["coverage"]
    return found


def counts(repo: Repo, *words: str) -> dict[str, tuple[int, int, int]]:
    """Return commits, linked and skipped ones for all as "" and for each module."""
    found = covered(repo, *words)
    every = {"": found["all"], **{each["module"]: each for each in found["modules"]}}
    return {
        name: (each["commits"], each["linked"], each["skipped"]) for name, each in every.items()
    }


def test_linked_skipped_and_neither(guarded: Repo) -> None:
    """Each module by itself; in all, a commit that changed two counts once."""
    guarded.commit(LINKED, **{CHARGE: "1", LOGIN: "1"})
    guarded.commit(SKIPPED, **{CHARGE: "2"})
    guarded.commit("Neither", **{CHARGE: "3"})
    guarded.commit("Not fragile", **{"README": "1", "src/payments/tests/t.py": "1"})
    assert counts(guarded) == {"": (3, 1, 1), "auth": (1, 1, 0), "payments": (3, 1, 1)}
    assert covered(guarded)["all"]["share"] == 0.3333


def test_a_link_makes_up_for_a_skip(guarded: Repo) -> None:
    """A commit with both counts as linked, and not as skipped."""
    guarded.commit(f"{SKIPPED}\nDecision: 1", **{CHARGE: "1"})
    assert counts(guarded)[""] == (1, 1, 0)


def test_flags_are_those_of_today(guarded: Repo) -> None:
    """What was committed before the flag counts, as do files that are gone by now."""
    guarded.commit("Early", **{"src/new/a.py": "1"})
    guarded.git("rm", "-q", "src/new/a.py")
    guarded.commit("Gone")
    assert counts(guarded)[""] == (0, 0, 0)
    guarded.commit("Flag more", **{".gitattributes": f"{FLAGS}src/new/** fragile=new\n"})
    assert counts(guarded)["new"] == (2, 0, 0)


def test_merges_do_not_count(guarded: Repo) -> None:
    """Commits of both branches count, the merge does not, whatever it throws away."""
    guarded.commit("Base", **{CHARGE: "1"})
    guarded.git("switch", "-q", "-c", "side")
    guarded.commit(LINKED, **{CHARGE: "2"})
    guarded.git("switch", "-q", "main")
    guarded.commit("Main", **{LOGIN: "2"})
    guarded.git("merge", "-q", "-s", "ours", "-m", "Merge", "side")
    assert counts(guarded) == {"": (3, 1, 0), "auth": (1, 0, 0), "payments": (2, 1, 0)}


def test_a_note_links(guarded: Repo) -> None:
    """A note counts as a trailer does."""
    commit = guarded.commit("Neither", **{CHARGE: "1"})
    assert counts(guarded)[""] == (1, 0, 0)
    guarded.git("notes", "--ref", "decisions", "add", "-m", f"Decision: {FIRST}", commit)
    assert counts(guarded)[""] == (1, 1, 0)


@pytest.mark.parametrize("written", ["1", "0001", FIRST, FIRST[:7], RECORD, "0000-old-name"])
def test_what_means_a_record(guarded: Repo, written: str) -> None:
    """A number, a stem, its beginning, its path, a former id: all that a link may be."""
    guarded.stage(**{RECORD: record("Cap retries", "accepted", "aliases: [0000-old-name]")})
    guarded.commit(f"Linked\n\nDecision: {written}", **{CHARGE: "1"})
    assert counts(guarded)[""] == (1, 1, 0)


def test_what_means_no_record(guarded: Repo) -> None:
    """A link to nothing is no link."""
    guarded.commit("Linked\n\nDecision: 99", **{CHARGE: "1"})
    assert counts(guarded)[""] == (1, 0, 0)


def test_a_record_that_is_gone(guarded: Repo) -> None:
    """A link counts where its own commit had the record, and only there."""
    guarded.commit("Before\n\nDecision: 7", **{CHARGE: "1"})
    guarded.commit("With\n\nDecision: 7", **{CHARGE: "2", f"{FOLDER}/0007-gone.md": record()})
    guarded.git("rm", "-q", f"{FOLDER}/0007-gone.md")
    guarded.commit("After\n\nDecision: 7", **{CHARGE: "3"})
    assert counts(guarded)[""] == (3, 1, 0)


def test_since_a_commit_of_the_policy(guarded: Repo) -> None:
    """What `[policy] since` makes history does not count; one that is not here makes nothing so."""
    early = guarded.commit("Early", **{CHARGE: "1"})
    guarded.commit(LINKED, **{CHARGE: "2"})
    guarded.commit("Since", **{"decisions.toml": f'[policy]\nsince = "{early}"\n{RULES}'})
    assert counts(guarded)[""] == (1, 1, 0)
    guarded.commit("Since", **{"decisions.toml": f'[policy]\nsince = "{"1" * 40}"\n{RULES}'})
    assert counts(guarded)[""] == (2, 1, 0)


def at(date: str) -> dict[str, str]:
    """Return the environment of a commit made then."""
    return {"GIT_COMMITTER_DATE": f"{date}T23:30:00+00:00"}


def test_months_and_since_a_date(guarded: Repo) -> None:
    """Months are those of the committer date; older commits are left out when asked."""
    for number, date in enumerate(["2026-03-31", "2026-04-01", "2026-06-15"]):
        guarded.stage(**{CHARGE: str(number)})
        guarded.git("commit", "-q", "-m", LINKED, env=at(date))
    months = covered(guarded)["all"]["months"]
    assert [each["month"] for each in months] == ["2026-03", "2026-04", "2026-06"]
    assert counts(guarded, "--since", "2026-04-01")[""] == (2, 2, 0)


def test_a_date_that_is_no_date(guarded: Repo) -> None:
    """A commit from a future that no calendar has counts in the last month there is."""
    tree = guarded.commit("Neither", **{CHARGE: "1"})
    text = guarded.git("cat-file", "commit", tree).stdout
    strange = re.sub(r"(committer .*> )\d+", rf"\g<1>{2**62}", text)
    made = guarded.git("hash-object", "-t", "commit", "-w", "--stdin", input=strange).stdout
    guarded.git("reset", "-q", "--hard", made.strip())
    assert [each["month"] for each in covered(guarded)["all"]["months"]] == ["9999-12"]


def test_only_some_modules(guarded: Repo) -> None:
    """MODULE narrows everything, the sum included; one that there is not exits 1."""
    guarded.commit(LINKED, **{CHARGE: "1"})
    guarded.commit("Neither", **{LOGIN: "1"})
    assert counts(guarded, "auth") == {"": (1, 0, 0), "auth": (1, 0, 0)}
    done = decide(guarded, "coverage", "no-such")
    assert (done.returncode, done.stdout) == (1, "")
    assert "'no-such'" in done.stderr


def test_text(guarded: Repo) -> None:
    """A table of modules, one of months, and what to do about the rest."""
    guarded.commit(LINKED, **{CHARGE: "1"})
    guarded.commit(SKIPPED, **{CHARGE: "2"})
    done = decide(guarded, "coverage")
    assert done.stdout.splitlines() == [
        "module    commits  linked  share  skipped",
        "all             2       1   50 %        1",
        "auth            0       0      -        0",
        "payments        2       1   50 %        1",
        "",
        "month    all  auth  payments",
        "2026-03  1/2     -       1/2",
    ]
    assert "git decide link COMMIT ID --push" in done.stderr


def test_svg(guarded: Repo, tmp_path: Path) -> None:
    """The chart is a picture that XML readers take, in a file or on standard output."""
    guarded.commit(LINKED, **{CHARGE: "1"})
    done = decide(guarded, "coverage", "--format", "svg", "--svg", str(tmp_path / "c.svg"))
    assert (tmp_path / "c.svg").read_text(encoding="utf-8") == done.stdout
    assert ElementTree.fromstring(done.stdout).tag == "{http://www.w3.org/2000/svg}svg"
    output = decide(guarded, "coverage", "--svg", "-")
    assert (output.returncode, "--format svg" in output.stderr) == (2, True)
    failed = decide(guarded, "coverage", "--svg", str(tmp_path / "no" / "c.svg"))
    assert failed.returncode == 2
    assert "cannot write" in failed.stderr


def test_nothing_to_count(repo: Repo, tmp_path: Path) -> None:
    """No commits, no flags, no commits to what is flagged: each is said."""
    assert decide(repo, "coverage").returncode == 2
    repo.commit("One", a="1")
    assert "git decide fragile add" in decide(repo, "coverage").stderr
    repo.commit("Flag", **{".gitattributes": FLAGS, "decisions.toml": RULES})
    done = decide(repo, "coverage")
    assert (done.returncode, done.stderr) == (
        0,
        "No commit has changed a fragile module in this time.\n",
    )
    assert "No commit has" in decide(repo, "coverage", "--format", "svg").stdout


def test_a_shallow_clone_cannot_look(guarded: Repo, tmp_path: Path) -> None:
    """A share of what happens to be here would be wrong: exit 2, and how to get the rest."""
    guarded.commit(LINKED, **{CHARGE: "1"})
    shallow = guarded.clone(tmp_path / "shallow", "--depth", "1")
    done = decide(shallow, "coverage")
    assert (done.returncode, done.stdout) == (2, "")
    assert "git fetch --unshallow" in done.stderr


def test_a_bare_repository(guarded: Repo, tmp_path: Path) -> None:
    """It needs no work tree."""
    guarded.commit(LINKED, **{CHARGE: "1"})
    assert counts(guarded.clone(tmp_path / "bare", "--bare"))[""] == (1, 1, 0)


def test_as_many_processes_however_long(
    guarded: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All commits are asked about in one go, also about records that are gone."""

    def starts() -> int:
        trace = tmp_path / "trace"
        monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
        before = len(git_starts(trace))
        counts(guarded)
        monkeypatch.delenv("GIT_TRACE2_EVENT")
        return len(git_starts(trace)) - before

    guarded.commit(LINKED, **{CHARGE: "1"})
    guarded.commit("Gone\n\nDecision: 98", **{CHARGE: "2"})
    starts()  # reads the records, and remembers them
    guarded.commit("Another\n\nDecision: 99", **{CHARGE: "3"})
    few = starts()
    for number in range(10):
        guarded.commit(f"More\n\nDecision: {number + 90}", **{CHARGE: f"{number + 5}"})
    assert starts() == few <= 15
