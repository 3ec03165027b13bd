"""commit-msg: the rule, held against the message that is about to become a commit."""

from __future__ import annotations

from git_decide.hooks import context
from git_decide.policy import links
from git_decide.policy.message import clean
from git_decide.queries.judgement import judge_staged
from git_decide.queries.linking import called
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.hooks.context import Context
    from git_decide.queries.judgement import Judgement

# What git calls itself while it makes a commit of a merge without `git commit`.
_MERGES = ("merge", "pull")


def commit_msg(where: Context, path: str) -> int:
    """Judge the commit whose message lies at `path`; return 1 where it is refused.

    Where it passes, abbreviated ids are written out and the links moved to
    where git sees them.
    """
    text = context.read_message(where, path)
    mark = context.comment_mark(where, text)
    cleaned = clean(text, mark, strip_comments=where.editor)
    message = links.read(cleaned)
    if message.bare and where.editor and not text.partition("\n")[0].strip():
        return _abandon(where, path)
    judgement = judge_staged(where.repo, message, where.author, reused=context.reused(where))
    if judgement.verdict.refused:
        return _refuse(where, judgement, _kept(where, text, mark, cleaned), path)
    _tidy(where, path, text, judgement, mark if where.editor else "")
    _tell(judgement)
    if judgement.staged.merged and where.environ.get("GIT_REFLOG_ACTION", "").startswith(_MERGES):
        _tell_of_merge(where)
    return 0


def _tell_of_merge(where: Context) -> None:
    """Say what is wrong with the records only since they came together.

    git runs no pre-commit where a merge is clean, and two records with one number
    merge clean.
    """
    from git_decide.queries.checks.newly import new_findings

    found = new_findings(where.repo)
    if found:
        from git_decide.output import refusal

        context.say(*refusal.findings(found, merged=True))


def _abandon(where: Context, path: str) -> int:
    """Empty a message in which nobody typed a subject above the prefilled links.

    git then ends as it does for an empty message, which is how people abort.
    """
    context.write_message(where, path, "")
    context.say("git-decide: the message holds nothing but links, so it counts as empty.")
    return 0


def _tidy(where: Context, path: str, text: str, judgement: Judgement, mark: str) -> None:
    names = _full_names(judgement)
    message = judgement.message
    plain = all(names.get(w.value, w.value) == w.value for w in message.links)
    if plain and not message.skips and all(w.trailer for w in message.links):
        return
    from git_decide.policy.message_edit import tidy

    tidied = tidy(text, names, mark)
    if tidied != text:
        context.write_message(where, path, tidied)


def _full_names(judgement: Judgement) -> dict[str, str]:
    """Return what each abbreviated id stands for, in full."""
    return {
        link.written: called(judgement.shelves, link.found[0])
        for link in judgement.case.links
        if len(link.found) == 1
    }


def _tell(judgement: Judgement) -> None:
    """Say what passed with a warning; nothing where all is well."""
    verdict = judgement.verdict
    quiet = ("justified", "standing", "reverted")
    # Links that git did not see have just been moved to where it does.
    told = tuple(notice for notice in verdict.notices if notice.code != "link-not-a-trailer")
    if not told and all(module.outcome in quiet for module in verdict.modules):
        return
    from git_decide.output import refusal

    context.say(*refusal.warnings(replace(judgement, verdict=replace(verdict, notices=told))))


def _kept(where: Context, text: str, mark: str, cleaned: str) -> str:
    """Return the message as git would keep it, with its comments where it keeps those."""
    from git_decide.git import settings

    if where.editor and not settings.strips_comments(where.repo):
        return clean(text, mark, strip_comments=False)
    return cleaned


def _refuse(where: Context, judgement: Judgement, cleaned: str, path: str) -> int:
    from git_decide.hooks import mend
    from git_decide.output import refusal

    kept = mend.keep_message(where, judgement, cleaned, path)
    context.say(*refusal.refusal(judgement, mend.mends(where, judgement, kept)))
    return 1
