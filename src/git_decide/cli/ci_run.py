"""What ``ci`` does, step by step: fetch, judge, link, say, comment."""

from __future__ import annotations

from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.cli.ci_voice import Voice
    from git_decide.cli.frame import Frame
    from git_decide.findings import Finding
    from git_decide.forges.model import Forge, Job, Pull, Trouble
    from git_decide.git.notes_sharing import Remote
    from git_decide.git.ranges import Range
    from git_decide.output.report_paper import Paper
    from git_decide.queries.jobs.looking import Looked
    from git_decide.queries.jobs.restoring import Restored
    from git_decide.queries.jobs.texts import Origin
    from git_decide.queries.ranges.answering import Answer
    from git_decide.queries.report import Report

_SUMMARY = 250_000  # characters, of four bytes at most; GitHub takes 1 MiB a step
_NOTHING = {
    "tag": "a tag was pushed: it protects nothing, and nothing is judged.",
    "deleted": "a branch was deleted: there is nothing to judge.",
}


@value
class Wanted:
    """What the options say: the base ("" for what the CI tells), the text, what to do.

    `by_hand` tells that no CI is known to run this.
    """

    base: str
    message: str | None
    each_commit: bool
    comment: bool
    link: bool
    fetch: bool
    by_hand: bool = False


@value
class Around:
    """What stands around the judging: the job, how to speak, the forge, the clone's remote.

    `pull` is the job's pull request as it is now, as far as that is known.
    """

    frame: Frame
    voice: Voice
    job: Job
    wanted: Wanted
    forge: Forge | None
    remote: Remote | None
    pull: Pull | Trouble | None = None


def run(frame: Frame, voice: Voice, job: Job, wanted: Wanted) -> int:
    """Judge what the job is about, tell it, and return the exit code.

    Raises `UserError` where that cannot be told.
    """
    from git_decide.queries.jobs import looking

    if job.event in _NOTHING and not wanted.base:
        voice.say(f"git-decide: {_NOTHING[job.event]}")
        return 0
    if job.event == "other" and not wanted.base:  # before anything is fetched for nothing
        raise looking.untold(job)
    around = _fetched(_around(frame, voice, job, wanted))
    looked = looking.looked(frame.repository, around.job, around.remote, wanted.base)
    if looked.range is None:
        voice.say("git-decide: nothing came before this branch: there is nothing to judge.")
        return 0
    return _told(around, looked, _answer(around, looked.range, looked.guarded))


def _around(frame: Frame, voice: Voice, job: Job, wanted: Wanted) -> Around:
    from git_decide.forges import jobs
    from git_decide.git import remotes
    from git_decide.queries.jobs import looking, texts

    trusted = jobs.trusted(job, frame.environ, remotes.url(frame.repository))
    secret = jobs.token(job, frame.environ, trusted)
    if not secret and jobs.token(job, frame.environ):
        voice.remark(f"only GIT_DECIDE_TOKEN goes to {job.api}, where this clone is not from")
    forge = jobs.reached(job, secret)
    pull = texts.pull_now(job, forge) if wanted.message is None else None
    now = texts.going_now(job, pull)
    if job.branch and now.branch != job.branch:
        voice.remark(f"#{job.number} goes to {now.branch} now, not to {job.branch}")
    remote = looking.remote_of(frame.repository)
    return Around(frame, voice, now, wanted, forge, remote, pull)


def _fetched(around: Around) -> Around:
    """Bring what the clone lacks, and return what is known then."""
    from git_decide.git import notes_sharing
    from git_decide.queries.jobs import looking

    repo, job, wanted = around.frame.repository, around.job, around.wanted
    if not around.remote or not wanted.fetch:
        return around
    # Notes that nothing brings up to date would be wrong in a clone that somebody works in.
    if wanted.by_hand and notes_sharing.fetch_from_now_on(repo, around.remote):
        around.voice.remark(f"git fetch {around.remote.name} brings notes, too, from now on")
    told = looking.complete(repo, job, around.remote, wanted.base)
    _remark(around, told)
    # The branch of a copy is not the one that the change goes to.
    return replace(around, job=replace(job, branch="")) if told and job.home else around


def _answer(around: Around, wanted: Range, guarded: bool) -> Answer:
    """Return the verdict, with all text that counts beside the commits."""
    from git_decide.cli.range_options import text_beside
    from git_decide.queries.jobs import texts
    from git_decide.queries.ranges.answering import answer

    repo, job, each = around.frame.repository, around.job, around.wanted.each_commit
    if around.wanted.message is not None:
        return answer(repo, wanted, text_beside(around.wanted.message), each, guarded)
    if job.event not in ("push", "queue"):
        said = texts.said_now(job, around.pull)
        _remark(around, said.notices)
        return answer(repo, wanted, said.text, each, guarded)
    made = answer(repo, wanted, "", each, guarded)
    if job.event == "push":
        return _with_origins(around, made, guarded)
    said = texts.said_in_queue(job, around.forge, made.judgement)
    _remark(around, said.notices)
    return answer(repo, wanted, said.text, each, guarded) if said.text else made


def _with_origins(around: Around, made: Answer, guarded: bool) -> Answer:
    """Return the verdict on a push with what its pull requests said, and note that for good."""
    from git_decide.queries.jobs import texts
    from git_decide.queries.ranges.answering import answer

    matters = guarded or around.job.branch == around.job.default_branch
    if not (around.forge and matters and texts.lacking(made.judgement)):
        return made
    found, notices = texts.origins(around.job, around.forge, made.judgement)
    _remark(around, notices)
    if not found:
        return made
    each = around.wanted.each_commit
    if around.wanted.link and around.remote and _link(around, around.remote, found):
        linked = answer(around.frame.repository, made.judgement.range, "", each, guarded)
        if not linked.refused:  # as everybody will see it from now on
            return linked
    said = dict.fromkeys(origin.text for origin in found)
    return answer(around.frame.repository, made.judgement.range, "\n".join(said), each, guarded)


def _link(around: Around, remote: Remote, found: Sequence[Origin]) -> bool:
    from git_decide.queries.jobs.restoring import restore

    done, notices = restore(around.frame.repository, remote, found)
    _remark(around, notices)
    for each in done:
        around.voice.say(_restored(each))
    return bool(done)


def _restored(each: Restored) -> str:
    from git_decide.output.terminal import safe

    links = ", ".join(each.links)
    return safe(f"linked {each.commit[:10]} {each.subject}: {links}, as #{each.number} says")


def _remark(around: Around, notices: Sequence[str]) -> None:
    for notice in notices:
        around.voice.remark(notice)


def _told(around: Around, looked: Looked, made: Answer) -> int:
    """Say the verdict everywhere, and return the exit code."""
    from git_decide.queries.report import report

    _log(around, looked, made)
    around.voice.annotate(_findings(looked, made))
    found = report(around.frame.repository, made)
    shown = _summary(around, found)
    if around.job.event == "pull" and around.job.number and around.wanted.comment:
        _comment(around, found, shown)
    output = around.frame.environ.get("GITHUB_OUTPUT")
    if output:
        around.voice.show(output, f"verdict={'refused' if made.refused else 'passes'}\n")
    return int(made.refused and looked.guarded)


def _log(around: Around, looked: Looked, made: Answer) -> None:
    from git_decide.cli.range_check import beside
    from git_decide.output import range_text
    from git_decide.output.terminal import safe
    from git_decide.output.text import findings_text

    if made.judgement.refused:
        around.voice.say("\n".join(range_text.refusal(made)))
    rest = beside(made)
    if rest:
        around.voice.say(findings_text(rest))
    if not made.refused:
        around.voice.say(range_text.passed(made.judgement))
    elif not looked.guarded:
        branch = safe(around.job.branch)
        around.voice.say(f"{branch} is not protected, so the job passes; a pull request would not.")


def _findings(looked: Looked, made: Answer) -> tuple[Finding, ...]:
    """Return what to show beside the code: where nothing is refused, warnings."""
    if looked.guarded:
        return made.findings
    return tuple(replace(each, severity="warning") for each in made.findings)


def _paper(around: Around, tags: bool) -> Paper:
    from git_decide.git import remotes
    from git_decide.output import permalinks
    from git_decide.output.report_paper import Paper

    kind = around.job.forge or None
    return Paper(permalinks.site(remotes.url(around.frame.repository), kind), tags)


def _summary(around: Around, found: Report) -> bool:
    from git_decide.output.report_markdown import page

    if not around.job.summary:
        return False
    text = page(found, _paper(around, tags=True), _SUMMARY)
    return around.voice.show(around.job.summary, text)


def _comment(around: Around, found: Report, shown: bool) -> None:
    """Keep the comment up to date where a token allows it; say why not in one line."""
    from git_decide.forges.keeping import keep
    from git_decide.forges.model import Trouble
    from git_decide.output.report_markdown import page

    where = "; the page is in the summary of this job" if shown else ""
    if around.forge is None:
        if around.job.forge:
            around.voice.remark(f"no comment is written, since there is no token{where}")
        return
    if not found.answer.judgement.commits:  # merged by now: what was said of it stands
        return
    if _outdated(around):
        around.voice.remark("newer commits have come: the comment is left to their job")
        return
    paper = _paper(around, around.forge.html)
    # Room for what a client adds to keep a line from being more than text.
    body = page(found, paper, around.forge.limit - 1_000)
    done = keep(around.forge, around.job.number, paper.marker(), body, _worth(found))
    if isinstance(done, Trouble):
        around.voice.remark(f"the comment could not be written: {_why(around, done)}{where}")
    elif done.deed in ("created", "updated"):
        around.voice.say(
            f"The comment below #{around.job.number} is {done.deed}. {done.url}".rstrip()
        )


def _outdated(around: Around) -> bool:
    """Return whether the pull request has another tip by now than the job was started for."""
    from git_decide.forges.model import Pull

    now = around.pull.head if isinstance(around.pull, Pull) else ""
    then = around.job.head
    # Some forges tell a part of an id only.
    return bool(now and then) and not (now.startswith(then) or then.startswith(now))


def _why(around: Around, trouble: Trouble) -> str:
    if trouble.status == 401:
        return f"the token is not accepted: has it expired? ({trouble})"
    if trouble.limited:
        return str(trouble)
    if trouble.status in (403, 404):
        reason = "this token may only read"
        if around.job.fork:
            reason += ", as is usual for a pull request from a fork"
        return f"{reason} ({trouble})"
    return str(trouble)


def _worth(found: Report) -> bool:
    """Return whether there is anything to tell a reviewer at all."""
    judged = found.answer.judgement
    return bool(judged.verdict.modules or found.answer.findings or found.changes or found.followed)
