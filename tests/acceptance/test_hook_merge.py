"""Merges, squashes, reverts, picks and rebases with the native hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guarded import CHARGE, FIRST, FOLDER, record

if TYPE_CHECKING:
    from tests.guarded import Guarded

LINK = ("--trailer", "Decision: 1")
REFUND = "src/payments/refund.py"


def branch(repo: Guarded, name: str, message: str = "Aside", /, **files: str) -> str:
    """Commit files on a new branch off the current one, past the hooks, and come back."""
    repo.git("checkout", "-q", "-b", name)
    made = repo.commit(message, **files)
    repo.git("checkout", "-q", "-")
    return made


def diverge(repo: Guarded, **files: str) -> None:
    """Let `topic` change fragile files, and the current branch an ordinary one."""
    branch(repo, "topic", f"Retry\n\nDecision: {FIRST}", **(files or {CHARGE: "2\n"}))
    repo.commit("Meanwhile", **{"src/other.py": "2\n"})


def conflict(repo: Guarded) -> None:
    """Let `topic` and the current branch change the same fragile line."""
    branch(repo, "topic", **{CHARGE: "2\n"})
    repo.commit("Meanwhile", **{CHARGE: "3\n"})
    assert repo.attempt("merge", "topic").code == 1


def test_a_clean_merge_answers_for_nothing(guarded: Guarded) -> None:
    """What git merges by itself was decided on its branches."""
    diverge(guarded)
    said = guarded.attempt("merge", "--no-edit", "topic")
    assert said.passed, said.text
    assert guarded.out("show", f"HEAD:{CHARGE}") == "2"
    assert "git-decide" not in said.text


def test_a_merge_without_fast_forward(guarded: Guarded) -> None:
    """The same where the first parent is an ancestor."""
    branch(guarded, "topic", **{CHARGE: "2\n"})
    assert guarded.attempt("merge", "--no-ff", "--no-edit", "topic").passed


def test_an_evil_merge_is_refused(guarded: Guarded) -> None:
    """What the merge commit adds by itself needs a decision."""
    diverge(guarded)
    guarded.attempt("merge", "--no-commit", "topic")
    guarded.change(REFUND)
    said = guarded.try_commit("--no-edit")
    assert said.code == 1
    assert REFUND in said.text
    assert CHARGE not in said.text
    said = guarded.try_commit("--no-edit", *LINK)
    assert said.passed, said.text
    assert len(guarded.out("log", "-1", "--format=%P").split()) == 2


def test_a_merge_that_drops_a_change_is_refused(guarded: Guarded) -> None:
    """Taking one side's fragile change out again is a change."""
    diverge(guarded)
    guarded.attempt("merge", "--no-commit", "topic")
    guarded.git("checkout", "HEAD", "--", CHARGE)
    assert guarded.try_commit("--no-edit").code == 1


def test_a_conflict_that_is_resolved_needs_a_decision(guarded: Guarded) -> None:
    """Resolving a fragile conflict, to whichever side, is done by the merge."""
    conflict(guarded)
    guarded.change(content="4\n")
    assert guarded.try_commit("--no-edit").code == 1
    assert (guarded.path / ".git/MERGE_HEAD").exists()
    guarded.change(content="2\n")
    assert guarded.try_commit("--no-edit").code == 1
    said = guarded.try_commit("--no-edit", *LINK)
    assert said.passed, said.text


def test_an_ordinary_conflict_needs_none(guarded: Guarded) -> None:
    """A fragile file that git merges by itself stays out of it."""
    branch(guarded, "topic", **{CHARGE: "2\n", "src/other.py": "2\n"})
    guarded.commit("Meanwhile", **{"src/other.py": "3\n"})
    assert guarded.attempt("merge", "topic").code == 1
    guarded.change("src/other.py", "4\n")
    said = guarded.attempt("merge", "--continue", env={"GIT_EDITOR": "true"})
    assert said.passed, said.text


def test_a_merge_with_a_link_to_nothing(guarded: Guarded) -> None:
    """Where nothing is answered for, it is a warning."""
    diverge(guarded)
    said = guarded.attempt("merge", "-m", "Merge\n\nDecision: 99", "topic")
    assert said.passed, said.text
    assert "names no record" in said.text


def test_a_merge_of_other_rules(guarded: Guarded) -> None:
    """Flags and rules that a branch decided on come in with it; the merge adds nothing."""
    flags = guarded.read(".gitattributes").replace("src/auth/** fragile=auth\n", "")
    rules = "[policy]\nskip = 'forbidden'\n"
    branch(guarded, "topic", **{".gitattributes": flags, "decisions.toml": rules})
    guarded.commit("Meanwhile", **{"src/other.py": "2\n"})
    said = guarded.attempt("merge", "--no-edit", "topic")
    assert said.passed, said.text


def test_a_merge_that_loosens_is_refused(guarded: Guarded) -> None:
    """Unflagging within the merge commit itself is its own doing."""
    diverge(guarded)
    guarded.attempt("merge", "--no-commit", "topic")
    guarded.change(".gitattributes", "decisions.toml decision-log\n")
    said = guarded.try_commit("--no-edit")
    assert said.code == 1
    assert "'auth' and 'payments'" in said.text


def test_an_octopus(guarded: Guarded) -> None:
    """With several heads, what differs from all of them counts."""
    branch(guarded, "one", **{CHARGE: "2\n"})
    branch(guarded, "two", **{REFUND: "2\n"})
    guarded.commit("Meanwhile", **{"src/other.py": "2\n"})
    said = guarded.attempt("merge", "--no-edit", "one", "two")
    assert said.passed, said.text
    assert len(guarded.out("log", "-1", "--format=%P").split()) == 3
    branch(guarded, "three", **{CHARGE: "3\n"})
    branch(guarded, "four", **{REFUND: "3\n"})
    guarded.attempt("merge", "--no-ff", "--no-commit", "three", "four")
    guarded.change("src/auth/login.py")
    said = guarded.try_commit("-m", "Octopus")
    assert said.code == 1
    assert "src/auth/login.py" in said.text
    assert CHARGE not in said.text


def test_amending_a_merge(guarded: Guarded) -> None:
    """The amended commit is a merge as well: what came in from its branch is not new."""
    diverge(guarded)
    guarded.attempt("merge", "--no-commit", "topic")
    guarded.change(REFUND)
    guarded.commit("Evil, past the hooks")
    guarded.change(REFUND, "1\n")
    said = guarded.try_commit("--amend", "--no-edit")
    assert said.passed, said.text
    guarded.change(REFUND, "3\n")
    assert guarded.try_commit("--amend", "--no-edit").code == 1


@pytest.mark.parametrize("edited", [False, True])
def test_a_squash_keeps_its_links(edited: bool, guarded: Guarded) -> None:
    """The links of what is squashed end in one last paragraph of trailers."""
    guarded.git("checkout", "-q", "-b", "topic")
    guarded.add_record("0002-second", record("Second"))
    guarded.commit(f"One\n\nDecision: {FIRST}", **{CHARGE: "2\n"})
    guarded.commit("Two\n\nDecision: 2\n\nReviewed-by: X <x@y>", **{CHARGE: "3\n"})
    guarded.commit(f"Three\n\nDecision: {FIRST}\nDecision-Skip: late", **{CHARGE: "4\n"})
    guarded.git("checkout", "-q", "main")
    guarded.attempt("merge", "--squash", "topic")
    script = 'sed -i "1s/.*/All at once/" "$1"' if edited else "true"
    said = guarded.try_commit(env=guarded.editor(script))
    assert said.passed, said.text
    assert guarded.links() == [FIRST, "0002-second"]
    assert guarded.skips() == ["late"]
    last = guarded.message().rstrip("\n").split("\n\n")[-1]
    links = {f"Decision: {FIRST}", "Decision: 0002-second", "Decision-Skip: late"}
    assert set(last.split("\n")) == links
    assert guarded.message().count("Decision:") == 2


def test_a_squash_without_links_is_refused(guarded: Guarded) -> None:
    """Squashing does not justify."""
    branch(guarded, "topic", **{CHARGE: "2\n"})
    guarded.attempt("merge", "--squash", "topic")
    assert guarded.try_commit("--no-edit").code == 1


def test_a_revert_inherits(guarded: Guarded) -> None:
    """Undoing a linked commit passes with its links, a debt where there are none."""
    linked = guarded.commit(f"Retry\n\nDecision: {FIRST}", **{CHARGE: "2\n"})
    assert guarded.attempt("revert", "--no-edit", linked).passed
    guarded.git("revert", "--no-commit", "HEAD")
    said = guarded.try_commit("-m", f"Again\n\nThis reverts commit {guarded.head()}.")
    assert said.passed, said.text
    assert "debt" in said.text  # the revert that is reverted carried no link itself
    guarded.git("revert", "--no-commit", "HEAD")
    said = guarded.try_commit("-m", f"Back\n\nThis reverts commit {linked[:9]}.")
    assert said.passed, said.text
    assert "debt" not in said.text


@pytest.mark.parametrize("word", ["forbidden", "allowed"])
def test_a_revert_passes_whatever_the_rules(word: str, guarded: Guarded) -> None:
    """At three in the morning nobody is refused a rollback."""
    guarded.rule(f'[fragile.payments]\nskip = "{word}"\ndecided-by = ["product"]\n')
    bad = guarded.commit("Past the hooks", **{CHARGE: "2\n", REFUND: "2\n"})
    guarded.commit("Later", **{"src/other.py": "2\n"})
    guarded.git("revert", "--no-commit", bad)
    said = guarded.try_commit("--no-edit")
    assert said.passed, said.text
    assert "debt" in said.text


def test_a_revert_of_a_merge(guarded: Guarded) -> None:
    """What one of its parents had is given back."""
    diverge(guarded)
    guarded.attempt("merge", "--no-edit", "topic")
    guarded.git("revert", "--no-commit", "-m", "1", "HEAD")
    said = guarded.try_commit("--no-edit")
    assert said.passed, said.text


def test_a_revert_with_a_conflict(guarded: Guarded) -> None:
    """Resolved to what was before, it passes; to something else, it does not."""
    bad = guarded.commit("Past the hooks", **{CHARGE: "2\n"})
    guarded.commit("Linked later", **{CHARGE: "3\n"})
    assert guarded.attempt("revert", "--no-edit", bad).code == 1
    guarded.change(content="4\n")
    assert guarded.try_commit("--no-edit").code == 1
    guarded.change(content="1\n")
    said = guarded.attempt("revert", "--continue", env={"GIT_EDITOR": "true"})
    assert said.passed, said.text


def test_a_revert_gives_back_everything_or_is_none(guarded: Guarded) -> None:
    """A file that the named commit did not change so, a mode or a new file, is refused."""
    bad = guarded.commit("Past the hooks", **{CHARGE: "2\n"})
    message = f"Revert\n\nThis reverts commit {bad}."
    guarded.change(content="1\n")
    guarded.change(REFUND, "9\n")
    assert guarded.try_commit("-m", message).code == 1
    guarded.git("reset", "-q", "--hard")
    guarded.change(content="1\n")
    guarded.git("update-index", "--chmod=+x", CHARGE)
    assert guarded.try_commit("-m", message).code == 1
    guarded.git("reset", "-q", "--hard")
    guarded.change(content="11\n")
    assert guarded.try_commit("-m", message).code == 1


def test_an_added_and_a_deleted_file_are_reverted(guarded: Guarded) -> None:
    """What was not there before goes; what was comes back."""
    guarded.git("rm", "-q", REFUND)
    bad = guarded.commit("Past the hooks", **{"src/payments/new.py": "1\n"})
    guarded.git("revert", "--no-commit", bad)
    said = guarded.try_commit("--no-edit")
    assert said.passed, said.text


def test_a_commit_outside_the_history_gives_nothing_back(guarded: Guarded) -> None:
    """Its parents may hold anything: naming it does not help."""
    base = branch(guarded, "side", **{CHARGE: "evil\n"})
    guarded.git("checkout", "-q", "side")
    after = guarded.commit("On top", **{CHARGE: "1\n"})
    guarded.git("checkout", "-q", "main")
    guarded.change(content="evil\n")
    for name in (base, after, "1234567", "0" * 40):
        said = guarded.try_commit("-m", f"Revert\n\nThis reverts commit {name}.")
        assert said.code == 1


def test_a_deleted_flag_is_reverted(guarded: Guarded) -> None:
    """Giving a flag back, and even taking a new one away again, is a revert like any other."""
    flags = guarded.read(".gitattributes")
    new = guarded.commit("Flag", **{".gitattributes": flags + "src/other.py fragile=other\n"})
    guarded.git("revert", "--no-commit", new)
    said = guarded.try_commit("-m", "Take it away")
    assert said.code == 1
    said = guarded.try_commit("--no-edit", "-m", f"Back\n\nThis reverts commit {new}.")
    assert said.passed, said.text


def test_a_cherry_pick_brings_its_links(guarded: Guarded) -> None:
    """A linked commit can be picked, with and without a conflict; an unlinked one is judged."""
    picked = branch(guarded, "topic", f"Retry\n\nDecision: {FIRST}", **{CHARGE: "2\n"})
    assert guarded.attempt("cherry-pick", "-x", picked).passed
    assert guarded.links() == [FIRST]
    guarded.commit("Meanwhile", **{CHARGE: "3\n"})
    other = branch(guarded, "topic2", f"Retry\n\nDecision: {FIRST}", **{CHARGE: "4\n"})
    guarded.commit("Meanwhile", **{CHARGE: "5\n"})
    assert guarded.attempt("cherry-pick", other).code == 1
    guarded.change(content="6\n")
    said = guarded.attempt("cherry-pick", "--continue", env={"GIT_EDITOR": "true"})
    assert said.passed, said.text
    assert guarded.links() == [FIRST]


def test_a_cherry_pick_without_a_link_is_refused(guarded: Guarded) -> None:
    """Where git asks the hooks, the rule holds, and the pick stays in progress."""
    picked = branch(guarded, "topic", **{CHARGE: "2\n"})
    guarded.commit("Meanwhile", **{CHARGE: "3\n"})
    assert guarded.attempt("cherry-pick", picked).code == 1
    guarded.change(content="4\n")
    assert guarded.attempt("cherry-pick", "--continue").code == 1
    assert guarded.try_commit(env=guarded.editor('cp "$1" seen')).code == 1
    assert (guarded.path / ".git/CHERRY_PICK_HEAD").exists()
    assert "git-decide" not in guarded.read("seen")  # no prefill while commits are replayed


def test_rebases(guarded: Guarded) -> None:
    """A plain one, one with --exec and a reword go through; links stay."""
    diverge(guarded)
    guarded.git("checkout", "-q", "topic")
    said = guarded.attempt("rebase", "--exec", "git log -1 --format=%s >>log", "main")
    assert said.passed, said.text
    assert guarded.links() == [FIRST]
    guarded.commit("Meanwhile", **{"src/other.py": "3\n"})
    env = guarded.editor(
        'case $1 in *todo) sed -i "s/^pick/reword/" "$1";; *) sed -i "1s/^/More: /" "$1";; esac'
    )
    said = guarded.attempt("rebase", "-i", "HEAD~2", env=env)
    assert said.passed, said.text
    assert guarded.message("HEAD^").startswith("More: Retry\n")
    assert guarded.links("HEAD^") == [FIRST]


def test_amending_within_a_rebase(guarded: Guarded) -> None:
    """A new fragile change is judged there, too, and the rebase can go on."""
    diverge(guarded)
    guarded.git("checkout", "-q", "topic")
    env = guarded.editor('sed -i "s/^pick/edit/" "$1"')
    assert guarded.attempt("rebase", "-i", "main", env=env).passed
    guarded.change(REFUND)
    said = guarded.try_commit("-m", "Unlinked")
    assert said.code == 1
    assert guarded.try_commit("--amend", "--no-edit").passed  # it carries the link
    assert guarded.attempt("rebase", "--continue").passed


def test_a_record_comes_with_a_merge(guarded: Guarded) -> None:
    """A record that the other branch brings counts in the merge."""
    branch(guarded, "topic", **{f"{FOLDER}/0002-new.md": record("New")})
    guarded.commit("Meanwhile", **{"src/other.py": "2\n"})
    guarded.attempt("merge", "--no-commit", "topic")
    guarded.change()
    said = guarded.try_commit("-m", "Merge", "--trailer", "Decision: 2")
    assert said.passed, said.text
