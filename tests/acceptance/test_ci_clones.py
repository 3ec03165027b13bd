"""``git decide ci`` in the clones that CIs make: shallow, of one ref, of the base only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.ci_jobs import Job, pull_event, topic
from tests.acceptance.forge_server import Request, served
from tests.guarded import FIRST
from tests.pushed import Pushed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.acceptance.forge_server import Forge


@pytest.fixture
def forge(pushed: Pushed) -> Iterator[Forge]:
    """Give a forge with a pull request of two commits, kept where GitHub keeps them."""
    topic(pushed)
    pushed.ordinary("one\n")
    pushed.bad()
    pushed.git("checkout", "-q", "-B", "tried", "origin/main")
    pushed.git("merge", "-q", "--no-ff", "--no-edit", "topic")
    pushed.past("origin", "topic:refs/pull/7/head", "HEAD:refs/pull/7/merge")
    pushed.git("checkout", "-q", "topic")
    with served("github") as made:
        made.add(Request(7, "Retry", ""))
        yield made


def checked_out(pushed: Pushed, path: Path, ref: str, *flags: str) -> Pushed:
    """Return a clone as the checkout action makes it: of one ref, detached, with nothing else."""
    clone = Pushed(path, pushed.env)
    path.mkdir()
    clone.git("init", "-q")
    clone.git("remote", "add", "origin", f"file://{pushed.server.path}")
    clone.git("fetch", "-q", "--no-tags", *flags, "origin", f"+{ref}:refs/remotes/{ref[5:]}")
    clone.git("checkout", "-q", "--detach", f"refs/remotes/{ref[5:]}")
    return clone


@pytest.mark.parametrize("ref", ["refs/pull/7/merge", "refs/heads/main"])
def test_a_shallow_clone_is_completed(
    pushed: Pushed, forge: Forge, tmp_path: Path, ref: str
) -> None:
    """Of a merge that was tried, or of the base alone (pull_request_target): the same verdict.

    The pull request itself is fetched, and never checked out.
    """
    clone = checked_out(pushed, tmp_path / "ci", ref, "--depth=1")
    before = clone.head()
    job = Job(clone, forge).actions("pull_request_target", pull_event(pushed, forge))
    done = job.run()
    assert done.returncode == 1
    assert "note:" not in done.stdout
    assert clone.head() == before
    forge.requests[7].body = f"Decision: {FIRST}"
    assert job.run().returncode == 0


def test_a_clone_that_may_not_fetch(pushed: Pushed, forge: Forge, tmp_path: Path) -> None:
    """It cannot tell, says so beside the code as well, and never that all is well."""
    clone = checked_out(pushed, tmp_path / "ci", "refs/pull/7/merge", "--depth=1")
    job = Job(clone, forge).actions("pull_request", pull_event(pushed, forge))
    done = job.run("--no-fetch")
    assert done.returncode == 2
    assert done.stderr == ""
    assert "::error title=git decide::" in done.stdout
    assert forge.bodies(7) == []


def test_notes_that_the_remote_has(pushed: Pushed, forge: Forge, tmp_path: Path) -> None:
    """A clone without notes fetches them: a linked commit passes."""
    commit = pushed.head()
    assert pushed.decide("link", commit, FIRST, "--push").returncode == 0
    clone = checked_out(pushed, tmp_path / "ci", "refs/pull/7/merge")
    job = Job(clone, forge).actions("pull_request", pull_event(pushed, forge))
    assert job.run().returncode == 0


def test_a_remote_out_of_reach(pushed: Pushed, forge: Forge) -> None:
    """What is here is judged, and a line says what could not be fetched, without the password."""
    pushed.git("fetch", "-q")
    url = "http://ada:pa55word@127.0.0.1:1/x.git"
    pushed.git("remote", "set-url", "origin", url)
    done = Job(pushed, forge).pull().run()
    assert done.returncode == 1
    assert "note: git fetch origin: " in done.stdout
    assert "pa55word" not in done.stdout + done.stderr


def test_a_push_that_took_the_place_of_another(pushed: Pushed, forge: Forge) -> None:
    """What the branch was before is fetched by its id; where it is gone, nothing is guessed."""
    job = Job(pushed, forge).push("c" * 40)
    done = job.run()
    assert done.returncode == 2
    assert "which this clone does not have" in done.stdout


def test_without_any_remote(pushed: Pushed, forge: Forge) -> None:
    """The branches of the clone itself are held against."""
    pushed.git("branch", "-f", "main", "origin/main")
    pushed.git("remote", "remove", "origin")
    done = Job(pushed, forge).pull().run()
    assert done.returncode == 1
    assert "note:" not in done.stdout
