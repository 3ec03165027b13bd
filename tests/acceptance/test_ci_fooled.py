"""``git decide ci`` where the change itself tries to say what it is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.ci_jobs import Job, pull_event, topic
from tests.acceptance.forge_server import TOKEN, Fault, Request, served
from tests.acceptance.forge_shapes import PROJECT
from tests.acceptance.test_ci_forges import gitlab
from tests.guarded import CHARGE, FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.acceptance.forge_server import Forge
    from tests.pushed import Pushed


@pytest.fixture
def forge() -> Iterator[Forge]:
    """Give a forge with a pull request that names no decision."""
    with served("github") as made:
        made.add(Request(7, "Retry twice", "It is flaky."))
        yield made


@pytest.mark.parametrize(
    "name", ["origin/main", "refs/remotes/origin/main", "refs/heads/origin/main"]
)
@pytest.mark.parametrize("base", [(), ("--base", "origin/main")])
def test_a_branch_with_the_name_of_the_base(
    pushed: Pushed, forge: Forge, name: str, base: tuple[str, ...]
) -> None:
    """Several CIs check the source branch out by its name, which whoever sends it chooses."""
    topic(pushed)
    pushed.bad()
    pushed.past("origin", "topic")
    pushed.git("update-ref", f"refs/heads/{name}", "HEAD")
    pushed.git("update-ref", f"refs/tags/{name}", "HEAD")
    assert Job(pushed, forge).pull().run(*base).returncode == 1


def test_a_pull_request_that_goes_elsewhere_now(pushed: Pushed, forge: Forge) -> None:
    """A job that is started again judges by the branch that the change goes to now."""
    topic(pushed)
    pushed.bad()
    pushed.past("origin", "topic", "topic:refs/heads/sandbox")
    event = pull_event(pushed, forge)
    event["pull_request"]["base"] |= {"ref": "sandbox", "sha": pushed.head()}
    job = Job(pushed, forge).actions("pull_request", event)
    done = job.run()
    assert done.returncode == 1
    assert "note: #7 goes to main now, not to sandbox" in done.stdout
    assert "refused: origin/main.." in done.stdout
    forge.requests[7].branch = "sandbox"
    assert job.run().returncode == 0


@pytest.mark.parametrize("ending", ["newer", "merged"])
def test_a_job_that_is_started_again_too_late(pushed: Pushed, forge: Forge, ending: str) -> None:
    """What was said of newer commits, or before the merge, stands below the pull request."""
    topic(pushed)
    pushed.bad()
    pushed.past("origin", "topic")
    job = Job(pushed, forge).pull()
    job.run()
    (before,) = forge.bodies(7)
    if ending == "newer":
        forge.requests[7].body = f"Decision: {FIRST}"
        forge.requests[7].head = "c" * 40
    else:
        pushed.server.git("update-ref", "refs/heads/main", pushed.head())
    done = job.run()
    assert done.returncode == 0
    assert forge.bodies(7) == [before]
    assert ("the comment is left to their job" in done.stdout) is (ending == "newer")


def test_the_pipeline_of_a_fork(pushed: Pushed) -> None:
    """GitLab runs it in the fork: the branch that counts is not the fork's own."""
    topic(pushed)
    pushed.bad()
    pushed.server.clone(pushed.path.parent / "fork.git", "--bare")
    fork = f"file://{pushed.path.parent / 'fork.git'}"
    pushed.past(fork, "topic", "+topic:main")
    home = pushed.out("remote", "get-url", "origin")
    pushed.git("remote", "set-url", "origin", fork)
    with served("gitlab") as forge:
        forge.add(Request(7, "Retry", ""))
        job = gitlab(Job(pushed, forge))
        job.environ |= {"CI_PROJECT_ID": "99", "CI_MERGE_REQUEST_PROJECT_URL": home}
        assert job.run().returncode == 1
        # Where it cannot be had, what GitLab says of it is better than the fork's word.
        base = pushed.arrived()
        job.environ |= {
            "CI_MERGE_REQUEST_PROJECT_URL": f"{home}-gone",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        }
        pushed.git("fetch", "-q", "origin", "+main:refs/remotes/origin/main")
        done = job.run()
        assert done.returncode == 1
        assert "note: git fetch " in done.stdout


def test_by_hand(pushed: Pushed) -> None:
    """A pasted address gets no token that is not for it; notes stay up to date from then on."""
    topic(pushed)
    pushed.bad()
    with served("github") as forge:
        forge.add(Request(7, "Retry", ""))
        words = ("--pull-request", f"{forge.url}/{PROJECT}/pull/7", "--base", "origin/main")
        environ = {"no_proxy": "*", "GITHUB_TOKEN": TOKEN}
        done = pushed.decide("ci", *words, env=environ)
        assert (done.returncode, forge.seen) == (1, [])
        assert "note: only GIT_DECIDE_TOKEN goes to " in done.stdout
        assert "note: git fetch origin brings notes, too, from now on" in done.stdout
        assert "brings notes" not in pushed.decide("ci", *words, env=environ).stdout


def test_a_forge_that_fell_while_a_queue_waits(pushed: Pushed, forge: Forge) -> None:
    """One request that nobody answers is enough, and that of the group comes first."""
    base = pushed.head()
    for number in (1, 2, 3):
        head = pushed.commit(f"Retry (#{number})", **{CHARGE: f"{number}\n"})
    group = {
        "head_sha": head,
        "head_ref": f"refs/heads/gh-readonly-queue/main/pr-3-{base}",
        "base_sha": base,
        "base_ref": "refs/heads/main",
    }
    forge.faults = [Fault("GET", "/pulls/", 429, {"message": "slow"}, {"Retry-After": "99"}, 99)]
    done = Job(pushed, forge).actions("merge_group", {"merge_group": group}).run()
    assert done.returncode == 1
    assert [line for line in forge.log if "/pulls/" in line] == [
        f"GET /repos/{PROJECT}/pulls/3 429"
    ]


def test_many_squashes_are_linked_at_once(pushed: Pushed, forge: Forge) -> None:
    """One commit of notes, whatever the number of commits; each is told."""
    pushed.server.hook("pre-receive").unlink()
    before = pushed.head()
    commits = [pushed.bad(f"{number}\n") for number in range(3)]
    for number, commit in enumerate(commits, 11):
        forge.add(Request(number, "Retry", f"Decision: {FIRST}, 99", merged_as=commit))
    pushed.past("origin", "main")
    done = Job(pushed, forge).push(before).run()
    assert done.returncode == 0
    assert done.stdout.count("linked ") == 3
    notes = ("notes", "--ref=refs/notes/decisions", "show")
    assert {pushed.server.out(*notes, each) for each in commits} == {f"Decision: {FIRST}"}
    assert pushed.server.out("rev-list", "--count", "refs/notes/decisions") == "1"


def test_what_other_agents_would_obey(pushed: Pushed) -> None:
    """Azure Pipelines and TeamCity obey signs in a log: no message has them there."""
    topic(pushed)
    pushed.commit("##vso[task.complete]x ##teamcity[buildStop]", **{CHARGE: "3\n"})
    done = pushed.decide("ci", "--base", "origin/main")
    assert done.returncode == 1
    assert "## vso[task.complete]x ## teamcity[buildStop]" in done.stdout
    assert "##" not in done.stdout.replace("## ", "")
