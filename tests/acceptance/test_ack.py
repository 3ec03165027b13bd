"""``git decide ack``: who has understood a decision, by notes that nobody loses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from git_decide import store
from git_decide.git import acks, notes
from git_decide.queries.acknowledging import traced, understandings
from tests.acceptance.documents import answer
from tests.guarded import CHARGE, FIRST, FLAGS, FOLDER, record
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Done

REF = "refs/notes/decisions-acks"
TRACKED = "refs/notes/remotes/origin/decisions-acks"
PATH = f"{FOLDER}/{FIRST}.md"
RULES = """\
[fragile.payments]
why = "If it breaks, all customers suffer."
owners = ["@payments", "Ada Author <ada@example.com>"]
"""
TEXT = record("Cap retries at two", "accepted", "informed: [Bo]")
NOW = {"GIT_TEST_DATE_NOW": "1772366400"}  # 2026-03-01
ADA = f"Understood-by: Ada Author <ada@example.com>; 2026-03-01; {FIRST}"
LATER = {"GIT_TEST_DATE_NOW": "1772452800"}


def person(name: str) -> dict[str, str]:
    """Return the environment of somebody else."""
    return {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": f"{name.lower()}@example.com"}


def started(repo: Repo) -> Repo:
    """Give a repository one accepted record of a module with owners."""
    files = {".gitattributes": FLAGS, "decisions.toml": RULES, CHARGE: "1\n", PATH: TEXT}
    repo.commit("Start", **files)
    return repo


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a repository with one accepted record."""
    return started(repo)


def ack(repo: Repo, *words: str, **env: str) -> Done:
    """Acknowledge, and expect that it works."""
    done = repo.decide("ack", *words, env={**NOW, **env})
    assert done.returncode == 0, done.stderr
    return done


def note(repo: Repo, at: str = f"HEAD:{PATH}", ref: str = REF) -> str:
    """Return what git shows of the note on the text of a record, "" for none."""
    return repo.git("notes", f"--ref={ref}", "show", at, ok=False).stdout


def understood(repo: Repo, name: str = "1") -> Any:
    """Return what `show` tells of a record's readers, without the ids of commits."""
    done = repo.decide("show", name, "--json")
    assert done.returncode == 0, done.stderr
    found = answer(done.stdout, "show")["understood"]
    for each in (*found["by"], *found["earlier"]):
        each.pop("commit", None)
    return found


def names(repo: Repo, key: str = "by", name: str = "1") -> list[str]:
    """Return the names of some of a record's readers."""
    return [each["name"] for each in understood(repo, name)[key]]


def test_a_person_acknowledges(log: Repo) -> None:
    """It is a line of a note on the committed text; the branch stays, and it is told who lacks."""
    before = log.head()
    done = ack(log, "1")
    assert done.stdout == f"{FIRST} Cap retries at two\n    understood by Ada Author, 2026-03-01\n"
    assert done.stderr == "Not yet: Grace (tech lead), @payments (owner), Bo (informed).\n"
    assert note(log) == f"{ADA}\n"
    assert (log.head(), log.out("status", "--porcelain")) == (before, "")


def test_the_second_time_changes_nothing(log: Repo) -> None:
    """It is said so, also on another day and in another spelling."""
    ack(log, "1")
    tip = log.out("rev-parse", REF)
    done = ack(log, FIRST, **LATER, GIT_AUTHOR_NAME="ada  author", GIT_AUTHOR_EMAIL="a@b.example")
    assert "understood by Ada Author   (said so before, on 2026-03-01)" in done.stdout
    assert log.out("rev-parse", REF) == tip


def test_show_tells_who_has_and_who_has_not(log: Repo) -> None:
    """On the page and in JSON, with who noted it for somebody else."""
    nobody = log.decide("show", "1").stdout
    assert "Who has understood it\n  not yet: Grace (tech lead), @payments (owner), " in nobody
    ack(log, "1")
    ack(log, "1", "--as", "grace")
    page = log.decide("show", "1").stdout
    assert (
        "Who has understood it\n"
        "  Ada Author  2026-03-01\n"
        "  grace       2026-03-01, noted by Ada Author\n"
        "  not yet: @payments (owner), Bo (informed)\n"
    ) in page
    told = {"date": "2026-03-01", "record": FIRST, "author": "Ada Author", "signature": "N"}
    assert understood(log) == {
        "by": [
            {"name": "Ada Author", "address": "ada@example.com", **told},
            {"name": "grace", "noted-by": "Ada Author <ada@example.com>", **told},
        ],
        "earlier": [],
        "missing": [
            {"name": "@payments", "as": ["owner"]},
            {"name": "Bo", "as": ["informed"]},
        ],
    }


def test_a_claim_that_somebody_else_wrote(log: Repo) -> None:
    """Whoever wrote the note is named, whatever the note says."""
    log.git("notes", f"--ref={REF}", "add", "-m", ADA, f"HEAD:{PATH}", env=person("Mallory"))
    log.git("notes", f"--ref={REF}", "append", "-m", "nothing of ours; at all", f"HEAD:{PATH}")
    assert "Ada Author  2026-03-01, noted by Mallory" in log.decide("show", "1").stdout


def test_an_edited_text_must_be_read_again(log: Repo) -> None:
    """Other words make the ack one of an earlier text; who reads it again has understood it."""
    ack(log, "1")
    log.commit("Reword", **{PATH: TEXT.replace("counts every retry", "bills every retry")})
    assert (names(log), names(log, "earlier")) == ([], ["Ada Author"])
    page = log.decide("show", "1").stdout
    assert "  an earlier text only: Ada Author (2026-03-01)\n" in page
    assert "Ada Author (owner)" in page
    assert "(had read an earlier text on 2026-03-01)" in ack(log, "1", **LATER).stdout
    assert (names(log), names(log, "earlier")) == (["Ada Author"], [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: accepted", "status: accepted\ntags: [money]\nreview-by: 2027-01-01"),
        ("status: accepted", "status: deprecated"),
        ("counts every retry.", "counts\nevery   retry."),
    ],
)
def test_what_is_no_other_text(log: Repo, old: str, new: str) -> None:
    """Status, tags, dates of a review and white space are nothing to understand."""
    ack(log, "1")
    log.commit("Touch", **{PATH: TEXT.replace(old, new)})
    assert (names(log), names(log, "earlier")) == (["Ada Author"], [])


def test_only_decisions_in_force_wait_for_anybody(log: Repo) -> None:
    """A proposal may be acknowledged, with a remark; nobody is asked to."""
    log.commit("Propose", **{PATH: TEXT.replace("status: accepted", "status: proposed")})
    assert "warning: it is proposed" in ack(log, "1").stderr
    assert understood(log)["missing"] == []
    log.commit("Accept", **{PATH: TEXT})
    assert names(log, "missing") == ["Grace", "@payments", "Bo"]
    assert names(log) == ["Ada Author"]


def test_a_renamed_record_keeps_its_readers(log: Repo) -> None:
    """By its former id, though the title is another one; moved as it is, by its text."""
    ack(log, "1")
    assert log.decide("rename", "1", "Cap all retries at two").returncode == 0
    log.git("commit", "-q", "-a", "--no-verify", "-m", "Rename")
    assert names(log) == ["Ada Author"]
    log.git("mv", f"{FOLDER}/0001-cap-all-retries-at-two.md", f"{FOLDER}/0007-moved.md")
    log.git("commit", "-q", "--no-verify", "-m", "Move")
    assert names(log, name="7") == ["Ada Author"]


def test_a_rename_of_another_record(log: Repo) -> None:
    """Its new id in the text is nothing to read again."""
    text = TEXT.replace("Queue**: needs", "Queue**: 0002-other says it needs")
    log.commit("More", **{PATH: text, f"{FOLDER}/0002-other.md": record("Other")})
    ack(log, "1")
    assert log.decide("rename", "2", "Something else").returncode == 0
    log.git("add", "-A")
    log.commit("Rename", **{PATH: text.replace("0002-other", "0002-something-else")})
    assert (names(log), names(log, "earlier")) == (["Ada Author"], [])


def test_a_copy_is_another_record(log: Repo) -> None:
    """Though it has the same text and so the same note."""
    log.commit("Copy", **{f"{FOLDER}/0002-copy.md": TEXT})
    ack(log, "1")
    assert (names(log), names(log, name="2")) == (["Ada Author"], [])
    ack(log, "2")
    assert names(log, name="2") == ["Ada Author"]


def test_what_is_committed_counts(log: Repo) -> None:
    """A change of the file is told, and another text than the file's is acknowledged."""
    log.write(PATH, TEXT.replace("counts", "bills"))
    assert "has changes that are not committed; the text at HEAD counts" in ack(log, "1").stderr
    assert note(log) == f"{ADA}\n"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("77",), 1, "no record is called '77'"),
        (("2",), 1, "the record '0002-draft' is not committed yet"),
        (("1", "--as", "a; b"), 2, "'a; b' is no name"),
        (("1", "--as", " "), 2, "' ' is no name"),
        (("1", "--as", "a\nb"), 2, "is no name"),
        (("1", "--as", "a <b> c"), 2, "is no name"),
        (("1", "--push"), 2, "this clone has no remote"),
        (("1", "--remote", "x"), 2, "this clone has no remote"),
        ((), 2, "Missing argument 'ID'"),
    ],
)
def test_what_cannot_be_acknowledged(
    log: Repo, words: tuple[str, ...], code: int, told: str
) -> None:
    """It is said why, and nothing is written."""
    log.stage(**{f"{FOLDER}/0002-draft.md": record("Draft")})
    done = log.decide("ack", *words, env=NOW)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert log.git("rev-parse", "--verify", "-q", REF, ok=False).stdout == ""


def test_without_commits_and_without_a_name(repo: Repo) -> None:
    """Both are said in a line; nothing is written."""
    repo.write(PATH, TEXT)
    assert "there are no commits yet" in repo.decide("ack", "1").stderr
    repo.commit("Start", **{PATH: TEXT})
    nameless = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL"), "")
    done = repo.decide("ack", "1", env=nameless)
    assert done.returncode == 2
    assert "git does not know who you are" in done.stderr


def test_both_object_formats(make_repo: MakeRepo) -> None:
    """Ids of either length are those of texts."""
    repo = started(make_repo("odd", object_format="sha256"))
    ack(repo, "1")
    assert (note(repo), names(repo)) == (f"{ADA}\n", ["Ada Author"])


def test_in_a_bare_repository(log: Repo, tmp_path: Path) -> None:
    """Its HEAD is what counts."""
    bare = log.clone(tmp_path / "bare.git", "--bare")
    bare.git("remote", "remove", "origin")
    ack(bare, "1")
    assert note(bare) == f"{ADA}\n"
    assert names(bare) == ["Ada Author"]


def test_rewrites_and_gc_leave_the_notes_alone(log: Repo) -> None:
    """They lie on a text, so neither an amended commit nor a clean-up matters."""
    log.git("config", "notes.rewriteRef", "refs/notes/*")
    log.git("config", "notes.rewriteMode", "overwrite")
    ack(log, "1")
    log.git("commit", "-q", "--amend", "--no-verify", "-m", "Started")
    log.git("reflog", "expire", "--expire=now", "--all")
    log.git("gc", "-q", "--prune=now")
    assert names(log) == ["Ada Author"]


def test_verdicts_never_read_them(log: Repo, tmp_path: Path) -> None:
    """Not even where a line in them looks like a link."""
    clone = log.clone(tmp_path / "clone")
    change = clone.commit("Change", **{CHARGE: "2\n"})
    clone.git("notes", f"--ref={REF}", "add", "-m", f"Decision: {FIRST}", change)
    clone.git("update-ref", TRACKED, REF)
    assert notes.verdict_refs(clone.open()) == ()
    assert clone.decide("check", "--range", "HEAD~..HEAD").returncode == 1


def test_a_constant_number_of_processes(log: Repo, tmp_path: Path) -> None:
    """Whoever has many records and many readers waits no longer."""
    counts = []
    for size in (2, 9):
        files = {f"{FOLDER}/01{n:02}-x.md": record(f"Title {n}") for n in range(size)}
        log.commit("More", **files)
        blobs = [log.out("rev-parse", f"HEAD:{path}") for path in files]
        for n, blob in enumerate(blobs):
            line = f"Understood-by: P{n}; 2026-03-01; {FIRST}"
            acks.add(log.open(), blob, line, "Ack", sign=False)
        trace = tmp_path / f"trace{size}"
        repo = log.open(GIT_TRACE2_EVENT=str(trace))
        rules = store.rules_at(repo, "HEAD")
        records = [stored.reading.record for stored in store.log(repo, rules, "HEAD")]
        known = understandings(repo, rules, log.head(), [each for each in records if each])
        found = [traced(repo, each) for each in known.values() if each.acks or each.earlier]
        assert sum(len(each.acks) + len(each.earlier) for each in found) == size
        counts.append(len(git_starts(trace)))
    assert counts[0] == counts[1]
