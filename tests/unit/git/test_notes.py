"""Which notes count, and that writing one loses none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.errors import CannotLook, UserError
from git_decide.git import notes
from git_decide.git.run import GitFailed
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo

OWN, REF = notes.LOCAL, "refs/notes/remotes/origin/decisions"


def add(repo: Repo, ref: str, text: str = "Decision: 1") -> None:
    """Put a note on HEAD with git itself."""
    repo.git("notes", f"--ref={ref}", "add", "-f", "-m", text)


def test_own_notes_count_where_nothing_fetches_any(repo: Repo) -> None:
    """No notes, no refs; notes that somebody fetched by hand are read."""
    repo.commit()
    assert notes.verdict_refs(repo.open()) == ()
    add(repo, OWN)
    assert notes.verdict_refs(repo.open()) == (OWN,)


def test_what_the_remotes_have_counts(repo: Repo) -> None:
    """Tracked notes of every remote take the place of one's own, similar names do not."""
    repo.commit()
    add(repo, OWN)
    for remote in ("origin", "team/fork"):
        add(repo, f"refs/notes/remotes/{remote}/decisions")
    add(repo, "refs/notes/remotes/origin/decisions-old")
    add(repo, "refs/notes/commits")
    assert notes.verdict_refs(repo.open()) == (REF, "refs/notes/remotes/team/fork/decisions")


def test_where_notes_are_fetched_own_ones_wait_for_the_push(repo: Repo) -> None:
    """A clone that fetches notes, and found none, has none that count."""
    repo.commit()
    add(repo, OWN)
    repo.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    assert notes.verdict_refs(repo.open()) == (OWN,)
    spec = "+refs/notes/decisions*:refs/notes/remotes/origin/decisions*"
    repo.git("config", "--add", "remote.origin.fetch", spec)
    assert notes.verdict_refs(repo.open()) == ()


@pytest.mark.parametrize(
    ("ref", "mend"),
    [
        (OWN, f"Take it away: git update-ref -d {OWN}"),
        (REF, f"Take it away: git update-ref -d {REF} && git fetch origin"),
        (
            "refs/notes/remotes/$(x)/decisions",
            "Take it away: git update-ref -d 'refs/notes/remotes/$(x)/decisions'"
            " && git fetch '$(x)'",
        ),
    ],
)
def test_what_holds_no_notes_is_told(ref: str, mend: str, repo: Repo) -> None:
    """A blob under the name of notes, also behind a tag, with the command that mends it."""
    commit = repo.commit(**{"a.txt": "x\n"})
    repo.git("tag", "-am", "Tag it", "odd", "HEAD:a.txt")
    for bad in ("HEAD:a.txt", "odd"):
        repo.git("update-ref", ref, repo.out("rev-parse", bad))
        with pytest.raises(CannotLook) as caught:
            notes.verdict_refs(repo.open())
        assert caught.value.message == f"{ref} is a blob, which holds no notes"
        assert caught.value.hint == mend
        if ref == OWN:
            with pytest.raises(CannotLook, match="is a blob"):
                notes.write_note(repo.open(), commit, lambda _: "Decision: 1\n")
    repo.git("update-ref", ref, "HEAD^{tree}")
    assert notes.verdict_refs(repo.open()) == (ref,)


def test_a_bare_repository_reads_what_was_pushed_to_it(repo: Repo, tmp_path: Path) -> None:
    """Tracked notes are nobody's there."""
    repo.commit()
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    assert notes.verdict_refs(bare.open()) == ()
    for ref in (OWN, REF):
        bare.git("notes", f"--ref={ref}", "add", "-m", "x", "HEAD")
    assert notes.verdict_refs(bare.open()) == (OWN,)


def test_a_linked_worktree_of_a_bare_repository(repo: Repo, tmp_path: Path) -> None:
    """It is a place to work in like any other."""
    repo.commit()
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    tree = bare.worktree(tmp_path / "tree", "topic")
    for ref in (OWN, REF):
        add(tree, ref)
    assert notes.verdict_refs(tree.open()) == (REF,)


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_note_is_written_and_read(make_repo: MakeRepo, object_format: str) -> None:
    """What is written, git shows; an unchanged note is left alone, other notes stay."""
    repo = make_repo("r", object_format)
    first = repo.commit("One")
    second = repo.commit("Two")
    found = repo.open()
    text = "Decision: 1\n\u00fc \udcff\n"
    assert notes.write_note(found, first, lambda _: text)
    assert notes.write_note(found, second, lambda _: "Decision: 2\n")
    tip = notes.own_tip(found)
    assert not notes.write_note(found, first, lambda before: before)
    assert notes.own_tip(found) == tip
    assert notes.note_on(found, first) == text
    shown = repo.git("notes", f"--ref={OWN}", "show", second).stdout
    assert shown == "Decision: 2\n"
    assert repo.out("log", "-1", "--format=%cn %s", OWN) == f"Cleo Committer Link {second}"
    assert notes.note_on(found, repo.commit("Three")) == ""


def test_many_notes_are_one_commit(repo: Repo) -> None:
    """Several at once, as many processes as for two; what does not differ is not among them."""
    commits = [repo.commit(str(number)) for number in range(4)]
    found = repo.open()
    add(repo, OWN, "Decision: 1\n")  # on the last one

    def change(before: str) -> str:
        return before or "Decision: 2\n"

    assert notes.write_notes(found, dict.fromkeys(commits, change)) == tuple(commits[:3])
    assert [notes.note_on(found, each) for each in commits] == [
        *["Decision: 2\n"] * 3,
        "Decision: 1\n",
    ]
    assert repo.out("log", "-1", "--format=%s", OWN) == "Link 3 commits"
    assert notes.write_notes(found, dict.fromkeys(commits, change)) == ()
    assert notes.write_notes(found, {}) == ()


def test_notes_in_folders_stay_where_git_finds_them(repo: Repo) -> None:
    """Among hundreds of notes, which git spreads over folders, one more is one more."""
    stream = "".join(
        f"commit refs/heads/main\ncommitter x <x@y> {1700000000 + n} +0000\ndata 1\nx\n"
        for n in range(300)
    )
    repo.git("fast-import", "--quiet", input=stream)
    ids = repo.out("rev-list", "main").split()
    repo.git("notes", f"--ref={OWN}", "add", "-m", "Decision: 1", ids[0])
    pairs = "".join(f"{ids[0]} {each}\n" for each in ids[1:290])
    repo.git("notes", f"--ref={OWN}", "copy", "--stdin", input=pairs)
    assert "/" in repo.out("ls-tree", "-r", "--name-only", OWN)
    for each in (ids[5], ids[295]):
        assert notes.write_note(repo.open(), each, lambda before: f"{before}Decision: 2\n")
    assert len(repo.out("notes", f"--ref={OWN}", "list").splitlines()) == 291
    assert repo.out("notes", f"--ref={OWN}", "show", ids[5]) == "Decision: 1\nDecision: 2"
    assert repo.out("notes", f"--ref={OWN}", "show", ids[289]) == "Decision: 1"


def test_a_note_that_comes_meanwhile_is_not_lost(repo: Repo) -> None:
    """Whoever writes second looks again, and both are there."""
    commit = repo.commit()
    asked = []

    def change(before: str) -> str:
        asked.append(before)
        if len(asked) < 3:
            notes_so_far = "".join(f"Decision: {n}\n" for n in range(len(asked)))
            add(repo, OWN, notes_so_far)
        return f"{before}Decision: mine\n"

    assert notes.write_note(repo.open(), commit, change)
    assert len(asked) == 3
    assert notes.note_on(repo.open(), commit) == "Decision: 0\nDecision: 1\nDecision: mine\n"


def test_somebody_who_never_stops(repo: Repo) -> None:
    """It ends in words, not in a lost note or in silence."""
    commit = repo.commit()
    count = iter(range(100))

    def change(before: str) -> str:
        add(repo, OWN, f"Decision: {next(count)}")
        return f"{before}Decision: mine\n"

    with pytest.raises(UserError, match="keeps writing"):
        notes.write_note(repo.open(), commit, change)
    assert "mine" not in notes.note_on(repo.open(), commit)


def test_who_is_writing_must_be_known(repo: Repo) -> None:
    """The question that git asks, with what to type."""
    commit = repo.commit()
    found = repo.open(GIT_COMMITTER_NAME="", GIT_COMMITTER_EMAIL="", GIT_COMMITTER_DATE="")
    with pytest.raises(CannotLook) as caught:
        notes.write_note(found, commit, lambda _: "x\n")
    assert "git config user.name" in caught.value.hint
    with pytest.raises(GitFailed):
        notes.write_note(repo.open(), "0" * 40, lambda _: "x\n")


def test_processes(repo: Repo, tmp_path: Path) -> None:
    """Asking which notes count takes git once or twice, writing one four times."""
    commit = repo.commit()
    trace = tmp_path / "trace"
    found = repo.open(GIT_TRACE2_EVENT=str(trace))
    trace.unlink()
    notes.write_note(found, commit, lambda _: "x\n")
    assert len(git_starts(trace)) <= 5
    trace.unlink()
    notes.verdict_refs(found)
    assert len(git_starts(trace)) == 2
