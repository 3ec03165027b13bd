"""Tells what a CI job is about from the environment that the forge gives it."""

from __future__ import annotations

from git_decide.forges import actions_job, other_jobs
from git_decide.forges.addresses import host
from git_decide.forges.bitbucket import Bitbucket
from git_decide.forges.gitea import Gitea
from git_decide.forges.github import GitHub
from git_decide.forges.gitlab import GitLab
from git_decide.forges.model import Job

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from git_decide.forges.model import Forge

# Where a token may be, best first; one that this tool was given for itself comes before all.
_OWN = "GIT_DECIDE_TOKEN"
_TOKENS = {
    "github": (_OWN, "GITHUB_TOKEN", "GH_TOKEN"),
    "gitea": (_OWN, "GITEA_TOKEN", "FORGEJO_TOKEN", "GITHUB_TOKEN"),
    "gitlab": (_OWN, "GITLAB_TOKEN"),
    "bitbucket": (_OWN, "BITBUCKET_TOKEN"),
    "": (),
}
_PUBLIC = {
    "github": ("api.github.com",),
    "gitlab": ("gitlab.com",),
}
# What holds a URL of the forge that started the job.
_NAMING = ("GITHUB_API_URL", "CI_API_V4_URL", "CHANGE_URL")
_CLASSES: Mapping[str, Callable[[str, str, str], Forge]] = {
    "github": GitHub.reached,
    "gitea": Gitea.reached,
    "gitlab": GitLab.reached,
    "bitbucket": Bitbucket.reached,
}


def job_of(environ: Mapping[str, str]) -> Job:
    """Return what the job is about; an event of "other" where that cannot be told.

    Raises `UserError` where the file that describes the event cannot be read.
    """
    if environ.get("GITHUB_ACTIONS") == "true" or environ.get("GITHUB_EVENT_PATH"):
        return actions_job.read(environ)
    if environ.get("GITLAB_CI") == "true":
        return other_jobs.gitlab(environ)
    if environ.get("BITBUCKET_BUILD_NUMBER"):
        return other_jobs.bitbucket(environ)
    if environ.get("JENKINS_URL") or environ.get("CHANGE_TARGET"):
        return other_jobs.jenkins(environ)
    return Job("", "other")


def token(job: Job, environ: Mapping[str, str], trusted: bool = True) -> str:
    """Return the token for the job's forge, "" where there is none.

    Where the forge is not `trusted`, only one that this tool was given for itself counts.
    """
    names = _TOKENS[job.forge] if trusted else (_OWN,)
    found = (environ.get(name, "").strip() for name in names)
    return next((each for each in found if each), "")


def trusted(job: Job, environ: Mapping[str, str], home: str) -> bool:
    """Return whether the job's forge is one that tokens in the environment are meant for.

    That is the forge which the CI names, the one that the clone comes from (the URL `home`)
    or the public one: an address that somebody pasted gets nobody's token.
    """
    if job.forge == "bitbucket":  # which is at one place only
        return True
    named = (home, *(environ.get(name, "") for name in _NAMING))
    return host(job.api) in {"", *_PUBLIC.get(job.forge, ()), *map(host, named)}


def reached(job: Job, secret: str) -> Forge | None:
    """Return the forge of the job, None where there is nothing to ask it with."""
    if not (job.forge and job.api and job.repository and secret):
        return None
    return _CLASSES[job.forge](job.api, job.repository, secret)
