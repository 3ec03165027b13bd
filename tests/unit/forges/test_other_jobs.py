"""What a job of other CIs is about, and with which token its forge is spoken to."""

from __future__ import annotations

from typing import Any

import pytest

from git_decide.forges import jobs
from git_decide.forges.bitbucket import API, Bitbucket
from git_decide.forges.gitea import Gitea
from git_decide.forges.github import GitHub
from git_decide.forges.gitlab import GitLab
from git_decide.forges.model import Job

BASE, HEAD, ZEROS = "b" * 40, "a" * 40, "0" * 40
GITLAB = {
    "GITLAB_CI": "true",
    "CI_API_V4_URL": "https://gitlab.example.com/api/v4",
    "CI_PROJECT_ID": "77",
    "CI_COMMIT_SHA": HEAD,
    "CI_DEFAULT_BRANCH": "main",
}


def test_a_merge_request() -> None:
    """Of merged results, the commit of the source branch is the head, not GitLab's own merge."""
    environ = {
        **GITLAB,
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_PROJECT_ID": "77",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "99",
        "CI_MERGE_REQUEST_TITLE": "Retry twice",
        "CI_MERGE_REQUEST_DESCRIPTION": "Decision: 42",
        "CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED": "true",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": BASE,
    }
    job = jobs.job_of(environ)
    assert job == Job(
        "gitlab",
        "pull",
        number=7,
        branch="main",
        base=BASE,
        head=HEAD,
        refs=("refs/merge-requests/7/head",),
        repository="77",
        api="https://gitlab.example.com/api/v4",
        text="Retry twice\n\nDecision: 42\n",
        cut=True,
        fork=True,
        default_branch="main",
        started_by="merge_request_event",
    )
    source = "c" * 40
    merged = jobs.job_of({**environ, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": source})
    assert merged.head == source


def test_the_pipeline_of_a_fork() -> None:
    """It runs in the fork, whose branches are not those that the change goes to."""
    environ = {
        **GITLAB,
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_PROJECT_ID": "66",
        "CI_MERGE_REQUEST_PROJECT_URL": "https://gitlab.example.com/acme/shop",
    }
    job = jobs.job_of(environ)
    assert (job.repository, job.home) == ("66", "https://gitlab.example.com/acme/shop")
    assert jobs.job_of({**environ, "CI_MERGE_REQUEST_PROJECT_ID": "77"}).home == ""


@pytest.mark.parametrize(
    ("api", "home", "environ", "found"),
    [
        ("https://api.github.com", "", {}, True),
        ("https://git.example.com/api/v3", "git@git.example.com:a/b", {}, True),
        ("https://git.example.com/api/v3", "", {"CHANGE_URL": "https://git.example.com/x"}, True),
        ("https://git.example.com/api/v3", "git@github.com:a/b", {}, False),
        ("https://api.github.com.example.com/api/v3", "git@github.com:a/b", {}, False),
        ("", "", {}, True),
    ],
)
def test_which_forge_a_token_is_for(
    api: str, home: str, environ: dict[str, str], found: bool
) -> None:
    """The public one, that of the CI or of the clone: not whatever an address names."""
    job = Job("github", "pull", api=api)
    assert jobs.trusted(job, environ, home) is found
    secrets = {"GITHUB_TOKEN": "theirs", "GIT_DECIDE_TOKEN": "ours"}
    assert jobs.token(job, {"GITHUB_TOKEN": "theirs"}, found) == ("theirs" if found else "")
    assert jobs.token(job, secrets, found) == "ours"


def test_a_push_on_gitlab() -> None:
    """A branch with what it was before; a tag; a pipeline that nothing pushed."""
    push = {**GITLAB, "CI_COMMIT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": BASE}
    job = jobs.job_of(push)
    assert (job.event, job.branch, job.before) == ("push", "main", BASE)
    assert jobs.job_of({**push, "CI_COMMIT_BEFORE_SHA": ZEROS}).before == ""
    assert jobs.job_of({**GITLAB, "CI_COMMIT_TAG": "v1"}).event == "tag"
    assert jobs.job_of(GITLAB).event == "other"
    schedule = {**push, "CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BEFORE_SHA": ZEROS}
    assert jobs.job_of(schedule).event == "other"


def test_bitbucket() -> None:
    """A pull request; a branch, of which no variable says what it was before."""
    environ = {
        "BITBUCKET_BUILD_NUMBER": "3",
        "BITBUCKET_REPO_FULL_NAME": "acme/shop",
        "BITBUCKET_COMMIT": HEAD[:12],
        "BITBUCKET_BRANCH": "retry",
    }
    branch = jobs.job_of(environ)
    assert (branch.event, branch.started_by) == ("other", "branch retry")
    pull = {
        "BITBUCKET_PR_ID": "7",
        "BITBUCKET_PR_DESTINATION_BRANCH": "main",
        "BITBUCKET_PR_DESTINATION_COMMIT": BASE[:12],
    }
    job = jobs.job_of({**environ, **pull})
    assert (job.event, job.number, job.branch, job.base) == ("pull", 7, "main", BASE[:12])
    assert (job.head, job.refs, job.cut, job.api) == (HEAD[:12], ("refs/heads/retry",), True, API)
    assert jobs.job_of({**environ, "BITBUCKET_TAG": "v1"}).event == "tag"


def test_jenkins() -> None:
    """A change request with the forge behind its URL; a branch that was built before."""
    change = {
        "JENKINS_URL": "https://ci.example.com/",
        "CHANGE_TARGET": "main",
        "CHANGE_TITLE": "Retry",
        "CHANGE_URL": "https://github.example.com/acme/shop/pull/7",
    }
    job = jobs.job_of(change)
    assert (job.event, job.branch, job.cut, job.commands) == ("pull", "main", True, False)
    assert (job.forge, job.api, job.repository, job.number) == (
        "github",
        "https://github.example.com/api/v3",
        "acme/shop",
        7,
    )
    unknown = jobs.job_of({**change, "CHANGE_URL": "https://gerrit.example.com/c/7"})
    assert (unknown.forge, unknown.event, unknown.text) == ("", "pull", "Retry\n\n\n")
    branch = {"JENKINS_URL": "x", "GIT_BRANCH": "origin/main", "GIT_PREVIOUS_COMMIT": BASE}
    assert (jobs.job_of(branch).event, jobs.job_of(branch).branch) == ("push", "main")
    assert jobs.job_of({"JENKINS_URL": "x", "BRANCH_NAME": "main"}).event == "other"


def test_nowhere() -> None:
    """Outside of CI nothing is known."""
    assert jobs.job_of({}) == Job("", "other")
    assert jobs.job_of({"GITHUB_ACTIONS": "true"}).event == "other"


@pytest.mark.parametrize(
    ("forge", "environ", "found"),
    [
        ("github", {"GITHUB_TOKEN": "a", "GIT_DECIDE_TOKEN": " b\n"}, "b"),
        ("github", {"GH_TOKEN": "a", "GITHUB_TOKEN": ""}, "a"),
        ("gitlab", {"GITLAB_TOKEN": "a", "CI_JOB_TOKEN": "b"}, "a"),
        ("gitlab", {"CI_JOB_TOKEN": "b", "GITHUB_TOKEN": "c"}, ""),
        ("gitea", {"GITHUB_TOKEN": "a"}, "a"),
        ("bitbucket", {"BITBUCKET_TOKEN": "a"}, "a"),
        ("", {"GITHUB_TOKEN": "a"}, ""),
    ],
)
def test_whose_token(forge: Any, environ: dict[str, str], found: str) -> None:
    """Our own comes first, then that of the forge; one of another forge is never used."""
    assert jobs.token(Job(forge, "pull"), environ) == found


def test_who_is_spoken_to() -> None:
    """The client that fits the forge; nobody without a token or an address."""
    kinds: dict[Any, type] = {
        "github": GitHub,
        "gitea": Gitea,
        "gitlab": GitLab,
        "bitbucket": Bitbucket,
    }
    for name, kind in kinds.items():
        job = Job(name, "pull", repository="a/b", api="https://x.example")
        assert type(jobs.reached(job, "t")) is kind
        assert jobs.reached(job, "") is None
    assert jobs.reached(Job("github", "pull", repository="a/b"), "t") is None
    assert jobs.reached(Job("", "pull"), "t") is None
