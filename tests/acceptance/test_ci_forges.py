"""``git decide ci`` on GitLab, Gitea, Bitbucket, Jenkins and anywhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from git_decide.forges import other_jobs
from tests.acceptance.ci_jobs import MARKER, Job, pull_event, topic
from tests.acceptance.forge_server import TOKEN, Request, User, served
from tests.acceptance.forge_shapes import PROJECT
from tests.acceptance.in_process import decide
from tests.guarded import FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.acceptance.forge_server import Forge
    from tests.pushed import Pushed


@pytest.fixture
def clone(pushed: Pushed) -> Pushed:
    """Give a clone on a branch that changes payments and names no decision."""
    topic(pushed)
    pushed.bad()
    pushed.past("origin", "topic")
    return pushed


@pytest.fixture
def forge(request: pytest.FixtureRequest) -> Iterator[Forge]:
    """Give a forge of the kind that the test asks for, with a pull request."""
    with served(request.param) as made:
        made.add(Request(7, "Retry twice", "It is flaky."))
        yield made


def gitlab(job: Job) -> Job:
    """Give the job what GitLab gives one for a merge request."""
    job.environ |= {
        "GITLAB_CI": "true",
        "GITLAB_TOKEN": TOKEN,
        "CI_API_V4_URL": job.forge.api,
        "CI_PROJECT_ID": "77",
        "CI_COMMIT_SHA": job.clone.head(),
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_PROJECT_ID": "77",
        "CI_MERGE_REQUEST_TITLE": "Retry twice",
        "CI_MERGE_REQUEST_DESCRIPTION": "It is flaky.",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": job.clone.arrived(),
    }
    return job


@pytest.mark.parametrize("forge", ["gitlab"], indirect=True)
def test_gitlab(clone: Pushed, forge: Forge) -> None:
    """A note below the merge request, and no workflow commands in the log."""
    job = gitlab(Job(clone, forge))
    done = job.run()
    assert done.returncode == 1
    assert "::" not in done.stdout
    (note,) = forge.bodies(7)
    assert note.startswith(f"{MARKER}\n### ❌ Refused")
    forge.requests[7].body = f"Decision: {FIRST}"
    assert job.run().returncode == 0
    (note,) = forge.bodies(7)
    assert note.startswith(f"{MARKER}\n### ✅ Passes")


@pytest.mark.parametrize("forge", ["gitlab"], indirect=True)
def test_gitlab_without_a_token(clone: Pushed, forge: Forge) -> None:
    """The description comes from the variables; where GitLab cut it, a line says so."""
    job = gitlab(Job(clone, forge))
    job.environ |= {"GITLAB_TOKEN": "", "CI_JOB_TOKEN": "job"}
    job.environ["CI_MERGE_REQUEST_DESCRIPTION"] = f"Decision: {FIRST}"
    done = job.run()
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "note: no comment is written, since there is no token"
    job.environ["CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED"] = "true"
    assert "note: not all of the pull request's text is known" in job.run().stdout
    assert forge.log == []


@pytest.mark.parametrize("forge", ["gitea"], indirect=True)
def test_gitea(clone: Pushed, forge: Forge) -> None:
    """The same events as on GitHub, another interface; a squash is linked there as well."""
    job = Job(clone, forge).pull()
    job.environ["GITEA_ACTIONS"] = "true"
    done = job.run()
    assert done.returncode == 1
    assert "::error file=" in done.stdout
    assert [body.startswith(MARKER) for body in forge.bodies(7)] == [True]
    assert {seen["authorization"] for seen in forge.seen} == {f"token {TOKEN}"}
    clone.git("checkout", "-q", "-B", "main", "origin/main")
    before, commit = clone.head(), clone.bad("squashed\n")
    clone.server.hook("pre-receive").unlink()
    assert clone.past("origin", "main").passed
    forge.add(Request(8, "Retry", "", merged_as=commit, messages=(f"x\n\nDecision: {FIRST}",)))
    assert job.push(before).run().returncode == 0
    assert FIRST in clone.server.out("notes", "--ref=refs/notes/decisions", "show", commit)


@pytest.mark.parametrize("forge", ["bitbucket"], indirect=True)
def test_bitbucket(clone: Pushed, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """No HTML, for Bitbucket shows it; commits come by a part of their ids only."""
    monkeypatch.setattr(other_jobs, "API", forge.api)
    head = clone.head()
    # What a pipeline for pull requests checks out is a merge.
    clone.git("checkout", "-q", "--detach", "origin/main")
    clone.git("merge", "-q", "--no-ff", "-m", "Merge", "topic")
    job = Job(clone, forge)
    job.environ |= {
        "BITBUCKET_BUILD_NUMBER": "3",
        "BITBUCKET_REPO_FULL_NAME": PROJECT,
        "BITBUCKET_COMMIT": head[:12],
        "BITBUCKET_BRANCH": "topic",
        "BITBUCKET_PR_ID": "7",
        "BITBUCKET_PR_DESTINATION_BRANCH": "main",
        "BITBUCKET_PR_DESTINATION_COMMIT": clone.arrived()[:12],
        "BITBUCKET_TOKEN": TOKEN,
    }
    for name, text in job.environ.items():
        monkeypatch.setenv(name, text)
    assert decide(clone, "ci").returncode == 1
    (comment,) = forge.bodies(7)
    assert comment.startswith("[//]: # (git-decide report)\n### ❌ Refused")
    assert not {"<!--", "<details>"} & set(comment.split())
    forge.requests[7].body = f"Decision: {FIRST}"
    assert decide(clone, "ci").returncode == 0
    assert len(forge.bodies(7)) == 1


@pytest.mark.parametrize("forge", ["github"], indirect=True)
def test_jenkins(clone: Pushed, forge: Forge) -> None:
    """The target branch tells the range; a line says that the text is not known."""
    environ = {"JENKINS_URL": "https://ci.example.com", "CHANGE_TARGET": "main"}
    job = Job(clone, forge)
    done = job.run(**environ, CHANGE_TITLE="Retry", CHANGE_URL="https://gerrit.example/c/7")
    assert done.returncode == 1
    assert "note: not all of the pull request's text is known" in done.stdout
    text = job.folder / "text"
    text.write_text(f"Retry\n\nDecision: {FIRST}\n")
    assert job.run("--message", str(text), **environ).returncode == 0
    # A branch: since the last build that was good.
    built = {"JENKINS_URL": "x", "BRANCH_NAME": "main", "GIT_PREVIOUS_SUCCESSFUL_COMMIT": "HEAD~1"}
    built["GIT_PREVIOUS_SUCCESSFUL_COMMIT"] = clone.out("rev-parse", "HEAD~1")
    assert job.run(**built).returncode == 1


@pytest.mark.parametrize("forge", ["gitea"], indirect=True)
def test_any_other_ci(clone: Pushed, forge: Forge) -> None:
    """With a base and the address of the pull request, everything is as elsewhere."""
    url = f"{forge.url}/{PROJECT}/pulls/7"
    words = ("--base", "origin/main", "--pull-request", url)
    job = Job(clone, forge)
    assert job.run(*words, GIT_DECIDE_TOKEN=TOKEN).returncode == 1
    assert len(forge.bodies(7)) == 1
    forge.requests[7].body = f"Decision: {FIRST}"
    assert job.run(*words, GIT_DECIDE_TOKEN=TOKEN).returncode == 0
    wrong = job.run("--pull-request", "https://example.com/7")
    assert wrong.returncode == 2
    assert "is no address of a pull request" in wrong.stderr


def test_nowhere(pushed: Pushed) -> None:
    """Outside of a CI it says what is missing."""
    done = pushed.decide("ci")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "git-decide: this is no CI job: nothing says which change to judge\n"
        "hint: Name what it is held against: git decide ci --base origin/main\n"
    )


@pytest.mark.parametrize("forge", ["github"], indirect=True)
def test_another_users_comment(clone: Pushed, forge: Forge) -> None:
    """Who copies our marker keeps their comment, and ours is written below."""
    theirs = f"{MARKER}\n### ✅ All clear, says Mallory"
    forge.note(7, theirs, User("mallory", bot=False))
    Job(clone, forge).pull().run()
    assert forge.bodies(7)[0] == theirs
    assert forge.bodies(7)[1].startswith(f"{MARKER}\n### ❌ Refused")


@pytest.mark.parametrize("forge", ["github"], indirect=True)
def test_an_event_that_cannot_be_read(clone: Pushed, forge: Forge) -> None:
    """It is told like any other error."""
    job = Job(clone, forge).pull()
    (job.folder / "event.json").write_text(json.dumps(pull_event(clone, forge))[:-9])
    done = job.run()
    assert done.returncode == 2
    assert "the event file " in done.stderr
