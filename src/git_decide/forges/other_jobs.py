"""Reads what GitLab CI, Bitbucket Pipelines and Jenkins say of a job."""

from __future__ import annotations

from git_decide.forges.addresses import address
from git_decide.forges.bitbucket import API
from git_decide.forges.model import Job, message_of
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def gitlab(environ: Mapping[str, str]) -> Job:
    """Return what a job of GitLab CI is about."""
    job = Job(
        "gitlab",
        "other",
        repository=environ.get("CI_PROJECT_ID", ""),
        api=environ.get("CI_API_V4_URL", ""),
        head=environ.get("CI_COMMIT_SHA", ""),
        default_branch=environ.get("CI_DEFAULT_BRANCH", ""),
        started_by=environ.get("CI_PIPELINE_SOURCE", ""),
    )
    number = _number(environ.get("CI_MERGE_REQUEST_IID", ""))
    if number:
        return _merge_request(job, number, environ)
    if environ.get("CI_COMMIT_TAG"):
        return replace(job, event="tag")
    branch = environ.get("CI_COMMIT_BRANCH", "")
    # Of a schedule, or a start by hand, nothing says what the branch was before.
    if not branch or job.started_by not in ("push", ""):
        return job
    before = environ.get("CI_COMMIT_BEFORE_SHA", "")
    return replace(
        job,
        event="push",
        branch=branch,
        before=before if before.strip("0") else "",
        refs=(f"refs/heads/{branch}",),
    )


def _merge_request(job: Job, number: int, environ: Mapping[str, str]) -> Job:
    title = environ.get("CI_MERGE_REQUEST_TITLE", "")
    target = environ.get("CI_MERGE_REQUEST_PROJECT_ID", "")
    source = environ.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "") or target
    home = environ.get("CI_MERGE_REQUEST_PROJECT_URL", "")
    return replace(
        job,
        event="pull",
        number=number,
        repository=target or job.repository,
        branch=environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", ""),
        base=environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", ""),
        # For merged results, the commit of the job is a merge that nobody wrote.
        head=environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "") or job.head,
        refs=(f"refs/merge-requests/{number}/head",),
        text=message_of(title, environ.get("CI_MERGE_REQUEST_DESCRIPTION", "")),
        cut=environ.get("CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED") == "true",
        fork=source != target,
        # The pipeline of a fork runs in the fork.
        home=home if target and target != job.repository else "",
    )


def bitbucket(environ: Mapping[str, str]) -> Job:
    """Return what a step of Bitbucket Pipelines is about.

    A pipeline for branches does not say what a branch was before.
    """
    number = _number(environ.get("BITBUCKET_PR_ID", ""))
    branch = environ.get("BITBUCKET_BRANCH", "")
    job = Job(
        "bitbucket",
        "tag" if environ.get("BITBUCKET_TAG") else "other",
        repository=environ.get("BITBUCKET_REPO_FULL_NAME", ""),
        api=API,
        # In a pipeline for pull requests, what is checked out is a merge that nobody wrote.
        head=environ.get("BITBUCKET_COMMIT", ""),
        started_by=f"branch {branch}" if branch else "",
    )
    if not number:
        return job
    return replace(
        job,
        event="pull",
        number=number,
        branch=environ.get("BITBUCKET_PR_DESTINATION_BRANCH", ""),
        base=environ.get("BITBUCKET_PR_DESTINATION_COMMIT", ""),
        refs=(f"refs/heads/{branch}",) if branch else (),
        cut=True,  # no variable has the text
    )


def jenkins(environ: Mapping[str, str]) -> Job:
    """Return what a build of a Jenkins multibranch project is about."""
    target = environ.get("CHANGE_TARGET", "")
    branch = environ.get("BRANCH_NAME", "") or environ.get("GIT_BRANCH", "")
    found = address(environ.get("CHANGE_URL", ""))
    if not target:
        before = environ.get("GIT_PREVIOUS_SUCCESSFUL_COMMIT") or environ.get("GIT_PREVIOUS_COMMIT")
        event = Job("", "push", branch=branch.removeprefix("origin/"), before=before or "")
        return event if branch and before else Job("", "other", started_by=branch)
    job = Job(
        "",
        "pull",
        branch=target,
        text=message_of(environ.get("CHANGE_TITLE", ""), ""),
        cut=True,  # no variable has the body
        fork=bool(environ.get("CHANGE_FORK")),
    )
    return at_address(job, environ.get("CHANGE_URL", "")) if found else job


def at_address(job: Job, url: str) -> Job:
    """Return the job with the forge and the pull request that a URL names, if it names one.

    What nothing else is known of is about that pull request.
    """
    found = address(url)
    if found is None:
        return job
    if job.event == "other":
        job = replace(job, event="pull", cut=True)
    return replace(
        job,
        forge=found.forge,
        api=found.api,
        repository=found.repository,
        number=found.number,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
