"""``git decide link``: decisions for published commits, by notes that nobody loses."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from git_decide.git import notes, notes_sharing
from tests.acceptance.in_process import decide
from tests.guarded import FIRST, FOLDER, record
from tests.support import SCRIPTS, Repo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Done

SECOND = "0002-queue-refunds"
OWN = "refs/notes/decisions"
TRACKED = "refs/notes/remotes/origin/decisions"


@pytest.fixture
def hub(repo: Repo, tmp_path: Path) -> Repo:
    """Give a bare repository with two records and three commits."""
    repo.commit(
        "Start",
        **{
            f"{FOLDER}/{FIRST}.md": record(),
            f"{FOLDER}/{SECOND}.md": record("Queue refunds", "proposed"),
        },
    )
    repo.commit("One")
    repo.commit("Two")
    return repo.clone(tmp_path / "hub.git", "--bare")


@pytest.fixture
def clone(hub: Repo, tmp_path: Path) -> Repo:
    """Give a clone of it."""
    return hub.clone(tmp_path / "clone")


def note(repo: Repo, commit: str = "HEAD", ref: str = OWN) -> str:
    """Return what git shows of a note, "" for none."""
    return repo.git("notes", f"--ref={ref}", "show", commit, ok=False).stdout


def linked(repo: Repo, *words: str) -> Done:
    """Link and expect that it works."""
    done = decide(repo, "link", *words)
    assert done.returncode == 0, done.stderr
    return done


def test_a_commit_is_linked_by_a_note(clone: Repo) -> None:
    """The id is written out, the commit stays, and the next step is said."""
    before = clone.head()
    done = linked(clone, "HEAD~", "1")
    assert done.stdout.splitlines()[1:] == [f"    Decision: {FIRST}"]
    assert note(clone, "HEAD~") == f"Decision: {FIRST}\n"
    assert clone.head() == before
    short = clone.out("rev-parse", "--short=10", "HEAD~")
    assert f"Next: git decide link {short} {FIRST} --push" in done.stderr
    assert "accepted" not in done.stderr


def test_linking_again_adds_what_is_new(clone: Repo) -> None:
    """No line twice, however it was spelled, and what people wrote stays."""
    clone.git("notes", f"--ref={OWN}", "add", "-m", "Seen by Bo\n\nDecision: 1, 99", "HEAD")
    done = linked(clone, "HEAD", FIRST, "2", "0001")
    assert note(clone) == f"Seen by Bo\n\nDecision: 1, 99\nDecision: {SECOND}\n"
    assert f"Decision: {FIRST}   (said so before)" in done.stdout
    assert f"warning: {SECOND} is proposed" in done.stderr
    tip = clone.out("rev-parse", OWN)
    linked(clone, "HEAD", SECOND)
    assert clone.out("rev-parse", OWN) == tip


def test_git_is_told_once_to_keep_and_fetch_notes(clone: Repo) -> None:
    """The settings come with the first link, with words, and never another time."""
    assert "Set up: notes follow amend and rebase" in linked(clone, "HEAD", "1").stderr
    config = clone.read(".git/config")
    assert clone.out("config", "--get-all", "remote.origin.fetch").splitlines() == [
        "+refs/heads/*:refs/remotes/origin/*",
        "+refs/notes/decisions*:refs/notes/remotes/origin/decisions*",
    ]
    assert clone.out("config", "notes.rewriteRef") == OWN
    assert clone.git("config", "--get-regexp", r"remote\..*\.push", ok=False).stdout == ""
    assert "Set up" not in linked(clone, "HEAD~", "1", "--push").stderr
    assert clone.read(".git/config") == config


def test_other_settings_for_notes_are_respected(clone: Repo) -> None:
    """Somebody's own way to put notes together stays."""
    clone.git("config", "notes.rewriteRef", "refs/notes/review")
    linked(clone, "HEAD", "1")
    refs = clone.out("config", "--get-all", "notes.rewriteRef").splitlines()
    assert refs == ["refs/notes/review", OWN]
    assert clone.git("config", "notes.rewriteMode", ok=False).stdout == ""


def test_amend_and_rebase_keep_the_note(clone: Repo) -> None:
    """It follows its commit, and a fixup brings two notes together."""
    linked(clone, "HEAD", "1")
    clone.git("commit", "-q", "--amend", "--allow-empty", "-m", "Two, amended")
    assert note(clone) == f"Decision: {FIRST}\n"
    clone.commit("Three")
    linked(clone, "HEAD", "1", "2")
    script = {"GIT_SEQUENCE_EDITOR": "sed -i -e 2s/^pick/squash/"}
    clone.git("rebase", "-q", "-i", "--keep-empty", "HEAD~2", env=script)
    assert clone.out("log", "--format=%s", "-2").splitlines() == ["Two, amended", "One"]
    assert note(clone).splitlines() == [f"Decision: {FIRST}", f"Decision: {SECOND}"]
    clone.git("rebase", "-q", "--force-rebase", "--keep-empty", "HEAD~2")
    assert f"Decision: {FIRST}" in note(clone)


def test_plain_fetch_and_push_work_as_before(clone: Repo, hub: Repo) -> None:
    """Also where the remote has no notes yet: branches come and go, notes stay at home."""
    linked(clone, "HEAD", "1")
    new = clone.commit("Three")
    for words in (("fetch",), ("push",), ("pull", "--ff-only"), ("fetch", "--prune", "origin")):
        clone.git(*words)
    assert hub.out("rev-parse", "main") == new
    refs = hub.out("for-each-ref", "--format=%(refname)")
    assert refs == "refs/heads/main"


def test_verdicts_wait_for_the_push(clone: Repo) -> None:
    """A note that only this clone has does not count, pruned or not; a pushed one does."""
    linked(clone, "HEAD", "1")
    clone.git("fetch", "--prune")
    assert notes.verdict_refs(clone.open()) == ()
    done = linked(clone, "HEAD", "1", "--push")
    assert "origin has it now." in done.stderr
    assert notes.verdict_refs(clone.open()) == (TRACKED,)
    assert note(clone, ref=TRACKED) == note(clone)
    assert "Next:" not in linked(clone, "HEAD", "1").stderr


def test_a_push_takes_what_others_pushed(hub: Repo, clone: Repo, tmp_path: Path) -> None:
    """Notes on one commit from two clones are both kept, on both sides."""
    other = hub.clone(tmp_path / "other")
    linked(other, "HEAD", "2", "--push")
    linked(other, "HEAD~", "2", "--push")
    linked(clone, "HEAD", "1", "--push")
    both = f"Decision: {FIRST}\nDecision: {SECOND}\n"
    assert note(clone) == note(hub, "main") == both
    assert note(clone, "HEAD~") == f"Decision: {SECOND}\n"
    other.git("fetch")
    assert note(other, ref=TRACKED) == both


def test_clones_that_link_at_once(hub: Repo, clone: Repo, tmp_path: Path) -> None:
    """Whoever comes second tries again; nobody's note is lost."""
    clones = [clone, *(hub.clone(tmp_path / f"c{n}") for n in range(3))]
    commits = ["HEAD", "HEAD~", "HEAD~2", "HEAD"]
    running = []
    for number, (each, commit) in enumerate(zip(clones, commits, strict=True)):
        argv = [str(SCRIPTS / "git-decide"), "link", commit, str(1 + number % 2), "--push"]
        running.append(subprocess.Popen(argv, cwd=each.path, env=each.env))
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    assert note(hub, "main") == f"Decision: {FIRST}\nDecision: {SECOND}\n"
    assert note(hub, "main~") == f"Decision: {SECOND}\n"
    assert note(hub, "main~2") == f"Decision: {FIRST}\n"


def test_a_remote_that_refuses(clone: Repo, hub: Repo) -> None:
    """Its own words are told, the note is kept, and what to do is said."""
    speech = "printf 'closed on Sundays\\n\\nring \\033[31m42\\n' >&2"
    hook = hub.write("hooks/pre-receive", f"#!/bin/sh\n{speech}\nexit 1\n")
    hook.chmod(0o755)
    done = decide(clone, "link", "HEAD", "1", "--push")
    assert done.returncode == 2
    assert (
        "origin did not take the notes: [remote rejected] (pre-receive hook declined)\n"
        "    remote: closed on Sundays\n    remote: ring \\x1b[31m42\n"
    ) in done.stderr
    assert f"git push origin {OWN}" in done.stderr
    assert note(clone) == f"Decision: {FIRST}\n"
    clone.git("remote", "set-url", "origin", f"{hub.path}-gone")
    done = decide(clone, "link", "HEAD", "1", "--push")
    assert done.returncode == 2
    assert "the notes of origin cannot be fetched:" in done.stderr
    assert "does not appear to be a git repository" in done.stderr


def test_a_remote_that_talks_much(clone: Repo, hub: Repo) -> None:
    """What it says is cut."""
    hook = hub.write("hooks/pre-receive", "#!/bin/sh\nseq 99 >&2\nexit 1\n")
    hook.chmod(0o755)
    said = decide(clone, "link", "HEAD", "1", "--push").stderr.splitlines()
    assert [line for line in said if line.startswith("    ")] == [
        *(f"    remote: {number}" for number in range(1, 21)),
        "    and 79 more lines",
    ]


def test_somebody_who_is_always_faster(
    clone: Repo, hub: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again, a few times, and then said."""
    monkeypatch.setattr(notes_sharing, "_TRIES", 2)
    script = "#!/bin/sh\necho x >>tried\necho 'error: cannot lock ref' >&2\nexit 1\n"
    hub.write("hooks/pre-receive", script).chmod(0o755)
    done = decide(clone, "link", "HEAD", "1", "--push")
    assert done.returncode == 2
    assert "somebody else keeps pushing notes to origin" in done.stderr
    assert hub.read("tried") == "x\nx\n"


def test_which_remote(clone: Repo, hub: Repo, tmp_path: Path) -> None:
    """The named one, then the one that notes were shared with, then origin, then the only."""
    fork = hub.clone(tmp_path / "fork.git", "--bare")
    clone.git("remote", "add", "fork", str(fork.path))
    linked(clone, "HEAD", "1", "--push")
    assert note(fork, "main") == ""
    clone.git("config", "--unset-all", "remote.origin.fetch", "notes")
    assert "fork has it now" in linked(clone, "HEAD", "1", "--push", "--remote", "fork").stderr
    assert "fork has it now" in linked(clone, "HEAD~", "1", "--push").stderr
    clone.git("remote", "rename", "origin", "team")
    clone.git("config", "--unset-all", "remote.fork.fetch", "notes")
    done = decide(clone, "link", "HEAD", "2", "--push")
    assert (done.returncode, note(clone)) == (2, f"Decision: {FIRST}\n")
    assert "which remote?" in done.stderr
    assert decide(clone, "link", "HEAD", "2", "--remote", "nobody").returncode == 2
    assert linked(clone, "HEAD", "2").returncode == 0


def test_a_repository_of_its_own(repo: Repo) -> None:
    """Without a remote, the note counts as it is."""
    repo.commit("Start", **{f"{FOLDER}/{FIRST}.md": record()})
    done = linked(repo, "HEAD", "1")
    assert "--push" not in done.stderr
    assert notes.verdict_refs(repo.open()) == (OWN,)
    done = decide(repo, "link", "HEAD", "1", "--push")
    assert done.returncode == 2
    assert "git remote add origin URL" in done.stderr


def test_a_remote_that_plain_fetches_take_nothing_from(clone: Repo) -> None:
    """It is left as it is, since a refspec would change what a plain fetch brings."""
    clone.git("config", "--unset-all", "remote.origin.fetch")
    linked(clone, "HEAD", "1", "--push")
    assert clone.git("config", "remote.origin.fetch", ok=False).stdout == ""
    assert notes.verdict_refs(clone.open()) == (TRACKED,)


def test_in_a_bare_repository(hub: Repo) -> None:
    """A server may link, too: its notes are those that verdicts read."""
    hub.git("remote", "remove", "origin")
    linked(hub, "main~", "1")
    assert note(hub, "main~") == f"Decision: {FIRST}\n"
    assert notes.verdict_refs(hub.open()) == (OWN,)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("nothing", "1"), 2, "no commit is called 'nothing'"),
        (("HEAD^{tree}", "1"), 2, "no commit is called"),
        (("HEAD", "77"), 1, "no record is called '77'"),
        (("HEAD", "1", "77"), 1, "no record is called '77'"),
        (("HEAD", "00"), 2, "may mean"),
        (("HEAD", "3"), 1, "'3' is not committed yet"),
        (("HEAD",), 2, "Missing argument 'ID...'"),
        (("--", "-x", "1"), 2, "no commit is called '-x'"),
    ],
)
def test_what_cannot_be_linked(clone: Repo, words: tuple[str, ...], code: int, told: str) -> None:
    """It is said why, and neither a note nor a setting is written."""
    clone.write(f"{FOLDER}/0003-draft.md", record("Draft"))
    config = clone.read(".git/config")
    done = decide(clone, "link", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert clone.git("rev-parse", "--verify", "-q", OWN, ok=False).stdout == ""
    assert clone.read(".git/config") == config
