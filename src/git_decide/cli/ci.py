"""The verb ``ci``: judges what started a CI job, and tells everybody who waits for it."""

from __future__ import annotations

import click

from git_decide.cli.ci_voice import Voice
from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb
from git_decide.errors import UserError, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.forges.model import Job


@click.command(
    cls=Verb,
    examples=(
        "git decide ci",
        "git decide ci --base origin/main --message pull-request.txt",
        "git decide ci --base origin/main --pull-request https://github.com/acme/shop/pull/7",
    ),
)
@click.option("--base", metavar="REV", help="Judge what HEAD has and REV has not.")
@click.option("--message", metavar="FILE", help="The pull request's title and body; - is stdin.")
@click.option(
    "--pull-request", "url", metavar="URL", help="The pull request, where the CI does not tell."
)
@click.option("--each-commit", is_flag=True, help="Each commit must pass by itself, too.")
@click.option("--no-comment", is_flag=True, help="Write no comment below the pull request.")
@click.option("--no-link", is_flag=True, help="Write no notes for squash commits.")
@click.option("--no-fetch", is_flag=True, help="Judge with what this clone has.")
@click.pass_obj
def command(
    frame: Frame,
    base: str | None,
    message: str | None,
    url: str | None,
    each_commit: bool,
    no_comment: bool,
    no_link: bool,
    no_fetch: bool,
) -> int:
    """Judge what started a CI job, and say it where people look.

    Finds out by itself what to judge on GitHub, GitLab, Gitea and Forgejo, Bitbucket
    and Jenkins: a pull request, a merge queue, a push. Elsewhere, --base tells. Fetches
    what a CI's clone lacks. Writes annotations and the job's summary, and with a token
    keeps one comment below the pull request up to date. Of a push to a protected
    branch it links squash commits by notes, from their pull requests. Exits 1 where the
    change is refused. docs/ci.md has a recipe for each forge.
    """
    from git_decide.cli.ci_run import Wanted, run
    from git_decide.forges.jobs import job_of
    from git_decide.forges.model import Job

    job = _job(frame, url)
    wanted = Wanted(
        base or "",
        message,
        each_commit,
        comment=not no_comment,
        link=not no_link,
        fetch=not no_fetch,
        by_hand=job_of(frame.environ) == Job("", "other"),
    )
    voice = Voice(frame, job.commands)
    try:
        return run(frame, voice, job, wanted)
    except UserError as error:
        return voice.fail(error)


def _job(frame: Frame, url: str | None) -> Job:
    from git_decide.forges import jobs
    from git_decide.forges.other_jobs import at_address

    job = jobs.job_of(frame.environ)
    if url is None:
        return job
    made = at_address(job, url)
    if made is job:
        raise Usage(f"{named(url)} is no address of a pull request that is known")
    return made
