"""``git decide ci`` after a push and in a merge queue: what came in, and where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.ci_jobs import ZEROS, Job, topic
from tests.acceptance.forge_server import Fault, Request, served
from tests.guarded import CHARGE, FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from tests.acceptance.forge_server import Forge
    from tests.pushed import Pushed

NOTES = "refs/notes/decisions"
TRACKED = "refs/notes/remotes/origin/decisions"


@pytest.fixture
def forge() -> Iterator[Forge]:
    """Give a forge without pull requests."""
    with served("github") as made:
        yield made


@pytest.fixture
def server(pushed: Pushed) -> Pushed:
    """Give a clone whose server takes everything, as a forge does that only CI guards."""
    pushed.server.hook("pre-receive").unlink()
    return pushed


def arrived(clone: Pushed, branch: str = "main") -> str:
    """Push what is checked out to a branch of the server; return where that was before."""
    before = clone.arrived(branch)
    assert clone.past("origin", f"HEAD:{branch}").passed
    return before or ZEROS


def noted(clone: Pushed, commit: str) -> str:
    """Return the note that the server has on a commit."""
    return clone.server.git("notes", f"--ref={NOTES}", "show", commit, ok=False).stdout


def test_a_direct_push_without_a_decision(server: Pushed, forge: Forge) -> None:
    """A commit of no pull request: refused, with an annotation and the page; no comment."""
    server.bad()
    job = Job(server, forge).push(arrived(server))
    done = job.run()
    assert done.returncode == 1
    assert f"::error file={CHARGE}," in done.stdout
    assert "### ❌ Refused" in job.summary
    assert not any("POST" in line for line in forge.log)


def test_a_squash_that_lost_its_trailers(server: Pushed, forge: Forge) -> None:
    """It gets a note from the messages and the text of its pull request, and passes for good."""
    commit = server.bad()
    forge.add(
        Request(7, "Retry", f"Decision: {FIRST}", merged_as=commit, messages=("Decision-x: 1", "a"))
    )
    job = Job(server, forge).push(arrived(server))
    done = job.run()
    assert done.returncode == 0
    assert f"linked {commit[:10]} Retry: {FIRST}, as #7 says" in done.stdout
    assert noted(server, commit) == f"Decision: {FIRST}\n"
    # From now on it needs nobody's pull request any more.
    forge.requests.clear()
    forge.brought.clear()
    again = job.run()
    assert (again.returncode, "linked" in again.stdout) == (0, False)
    assert server.decide("check", "--range", "HEAD^..HEAD").returncode == 0


@pytest.mark.parametrize(
    "message", [f"Retry\n\nDecision: {FIRST}", "Retry\n\nDecision: 1", "Retry\n\nDecision: 77, 1"]
)
def test_the_messages_that_were_squashed(server: Pushed, forge: Forge, message: str) -> None:
    """A link in one of them counts, however it is written; one to nothing is left out."""
    commit = server.bad()
    forge.add(Request(7, "Retry", "", merged_as=commit, messages=("Begin", message)))
    done = Job(server, forge).push(arrived(server)).run()
    assert noted(server, commit) == f"Decision: {FIRST}\n"
    assert done.returncode == 0


def test_a_skip_in_the_pull_request(server: Pushed, forge: Forge) -> None:
    """It still lets the change pass, as a debt; there is nothing to link."""
    commit = server.bad()
    forge.add(Request(7, "Retry", "Decision-Skip: it burns", merged_as=commit))
    done = Job(server, forge).push(arrived(server)).run()
    assert done.returncode == 0
    assert "change-skipped" in done.stdout
    assert noted(server, commit) == ""


def test_a_token_that_may_not_push_notes(server: Pushed, forge: Forge) -> None:
    """What the pull request said counts all the same; a line says what is missing."""
    commit = server.bad()
    forge.add(Request(7, "Retry", f"Decision: {FIRST}", merged_as=commit))
    job = Job(server, forge).push(arrived(server))
    hook = server.server.hook("update")
    hook.write_text("#!/bin/sh\necho no notes here >&2\nexit 1\n")
    hook.chmod(0o755)
    done = job.run()
    assert done.returncode == 0
    assert "note: no commit is linked, since origin did not take the notes: " in done.stdout
    assert noted(server, commit) == ""


def test_a_clone_that_nobody_writes_in(server: Pushed, forge: Forge) -> None:
    """Without an identity for the note, the verdict is the same, and a line says so."""
    commit = server.bad()
    forge.add(Request(7, "Retry", f"Decision: {FIRST}", merged_as=commit))
    job = Job(server, forge).push(arrived(server))
    server.git("config", "--remove-section", "user")
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        del server.env[f"{name}_NAME"], server.env[f"{name}_EMAIL"]
    server.git("config", "user.useConfigOnly", "true")
    done = job.run()
    assert done.returncode == 0
    assert "note: no commit is linked, since git does not know who you are" in done.stdout


def test_no_note_wanted(server: Pushed, forge: Forge) -> None:
    """``--no-link`` counts what the pull request said and writes nothing down."""
    commit = server.bad()
    forge.add(Request(7, "Retry", f"Decision: {FIRST}", merged_as=commit))
    assert Job(server, forge).push(arrived(server)).run("--no-link").returncode == 0
    assert noted(server, commit) == ""


def test_a_pull_request_to_another_branch(server: Pushed, forge: Forge) -> None:
    """One that was merged elsewhere, or is still open, says nothing of this push."""
    commit = server.bad()
    forge.add(Request(7, "Retry", f"Decision: {FIRST}", "release", merged_as=commit))
    job = Job(server, forge).push(arrived(server))
    assert job.run().returncode == 1
    forge.requests[7].branch, forge.requests[7].merged_as = "main", ""
    assert job.run().returncode == 1
    assert noted(server, commit) == ""


def test_a_merge_whose_text_had_the_link(server: Pushed, forge: Forge) -> None:
    """The commits that it brought are linked, since the merge itself changes nothing."""
    topic(server)
    commit = server.bad()
    server.git("checkout", "-q", "-B", "main", "origin/main")
    server.git("merge", "-q", "--no-ff", "-m", "Merge pull request #7 from topic", "topic")
    forge.add(Request(7, "Retry", f"Decision: {FIRST}", merged_as=server.head()))
    forge.brought[commit] = 7
    done = Job(server, forge).push(arrived(server)).run()
    assert done.returncode == 0
    assert noted(server, commit) == f"Decision: {FIRST}\n"


def test_a_forge_that_does_not_say(server: Pushed, forge: Forge) -> None:
    """Then the commits speak for themselves, and a line says why."""
    server.bad()
    forge.faults = [Fault("GET", "/pulls", 403, {"message": "Forbidden"}, times=9)]
    done = Job(server, forge).push(arrived(server)).run()
    assert done.returncode == 1
    assert "note: the forge does not say where commits came from (Forbidden (HTTP 403))" in (
        done.stdout
    )


def test_a_branch_that_is_not_protected(server: Pushed, forge: Forge) -> None:
    """Work in progress is told what a pull request would be told, and hindered by nothing."""
    topic(server)
    server.bad()
    job = Job(server, forge).push(arrived(server, "topic"), "topic")
    done = job.run()
    assert done.returncode == 0
    assert "::error" not in done.stdout
    assert "::warning file=" in done.stdout
    assert done.stdout.count("topic is not protected, so the job passes") == 1


def test_a_new_protected_branch(server: Pushed, forge: Forge) -> None:
    """It is held against the others, though by now it is one of them."""
    topic(server, "release/1")
    server.bad()
    job = Job(server, forge).push(arrived(server, "release/1"), "release/1")
    assert job.run().returncode == 1
    server.git("commit", "-q", "--amend", "--no-verify", "-m", f"Retry\n\nDecision: {FIRST}")
    server.past("--force", "origin", "HEAD:release/1")
    assert Job(server, forge).push(ZEROS, "release/1").run().returncode == 0


def test_the_first_branch_of_all(pushed: Pushed, forge: Forge) -> None:
    """Nothing came before it that could judge it."""
    pushed.bad()
    done = Job(pushed, forge).push(ZEROS).run()
    assert done.returncode == 0
    assert "nothing came before this branch" in done.stdout


@pytest.mark.parametrize(
    ("name", "event", "code", "said"),
    [
        ("push", {"ref": "refs/tags/v1", "after": "a" * 40}, 0, "a tag was pushed"),
        ("push", {"ref": "refs/heads/x", "after": ZEROS}, 0, "a branch was deleted"),
        ("schedule", {}, 2, "this job was started by schedule: nothing says which change"),
    ],
)
def test_events_that_bring_no_change(
    pushed: Pushed, forge: Forge, name: str, event: dict[str, Any], code: int, said: str
) -> None:
    """They are told from a change that passes."""
    done = Job(pushed, forge).actions(name, event).run()
    assert done.returncode == code
    assert said in done.stdout


def test_a_base_for_any_event(pushed: Pushed, forge: Forge) -> None:
    """``--base`` says what no event does."""
    topic(pushed)
    pushed.bad()
    done = Job(pushed, forge).actions("schedule", {}).run("--base", "origin/main")
    assert done.returncode == 1
    assert "refused: origin/main..HEAD" in done.stdout


def test_a_merge_queue(pushed: Pushed, forge: Forge) -> None:
    """The group counts what all of its pull requests say: each squash kept its number only."""
    base = pushed.head()
    pushed.commit("Retry (#7)", **{CHARGE: "7\n"})
    head = pushed.commit("Other (#8)", **{"src/payments/refund.py": "8\n"})
    forge.add(Request(7, "Retry", ""))
    forge.add(Request(8, "Other", ""))
    ref = f"refs/heads/gh-readonly-queue/main/pr-8-{base}"
    pushed.past("origin", f"HEAD:{ref}")
    group = {
        "head_sha": head,
        "head_ref": ref,
        "base_sha": base,
        "base_ref": "refs/heads/main",
    }
    job = Job(pushed, forge).actions("merge_group", {"merge_group": group})
    assert job.run().returncode == 1
    forge.requests[7].body = f"Decision: {FIRST}"
    done = job.run()
    assert done.returncode == 0
    assert forge.bodies(8) == []
    forge.faults = [Fault("GET", "pulls/8", 404, {"message": "Not Found"})]
    assert "note: the text of #8 cannot be read (Not Found" in job.run().stdout
    silent = job.actions("merge_group", {"merge_group": group}, token="").run()
    assert silent.returncode == 1
    assert "note: the texts of the pull requests do not count" in silent.stdout
