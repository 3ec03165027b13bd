"""pre-commit: refuses before a message is typed, and only where no message could pass."""

from __future__ import annotations

import os

from git_decide.findings import errors
from git_decide.git import revisions, settings, state
from git_decide.hooks import context
from git_decide.policy.links import Message
from git_decide.policy.model import Link
from git_decide.queries import judgement, linking
from git_decide.queries.checks.newly import new_findings
from git_decide.queries.staged import staged
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.hooks.context import Context
    from git_decide.policy.model import ModuleVerdict
    from git_decide.queries.judgement import Judgement

_SEES_MESSAGES = (b"git-decide", b"pre-commit", b"prek", b"lefthook")


def pre_commit(where: Context) -> int:
    """Validate what is staged, then refuse a change that nothing could justify."""
    status = records(where)
    found = staged(where.repo, state.head(where.repo), where.author)
    judged = judgement.judge_commit(where.repo, found, Message(""))
    if judged.verdict.refused:
        seen = _message_is_seen(where)
        judged = _best_case(judged, seen)
        hopeless = _hopeless(where, judged, seen)
        if hopeless:
            from git_decide.hooks import mend
            from git_decide.output import refusal

            context.say(*refusal.hopeless(judged, hopeless, mend.mends(where, judged)))
            return 1
    needing = [module for module in judged.verdict.modules if module.outcome != "standing"]
    if needing and not status and where.editor:
        from git_decide.output import refusal

        context.say(refusal.announcement(judged, needing))
    return status


def records(where: Context) -> int:
    """Validate the staged records and configuration; only new errors refuse."""
    found = new_findings(where.repo)
    if found:
        from git_decide.output import refusal

        context.say(*refusal.findings(found))
    return 1 if errors(found) else 0


def _best_case(judged: Judgement, seen: bool) -> Judgement:
    """Return the verdict if the message named every record there is, where that may matter."""
    if not _stuck(judged, seen):
        return judged
    everything = tuple(
        Link(record.id, (record,)) for record in linking.all_candidates(judged.shelves)
    )
    from git_decide.policy.judge import judge

    case = replace(judged.case, links=everything)
    return replace(judged, case=case, verdict=judge(case))


def _stuck(judged: Judgement, seen: bool) -> tuple[ModuleVerdict, ...]:
    """Return the refused modules that no skip can let pass; `seen`: a hook reads the message."""
    rules = judged.case.rules
    return tuple(
        module
        for module in judged.verdict.modules
        if module.outcome == "refused"
        and (not seen or rules.module(module.module).skip == "forbidden")
    )


def _hopeless(where: Context, judged: Judgement, seen: bool) -> tuple[ModuleVerdict, ...]:
    """Return the modules that no message can justify.

    On a branch that is not protected, ``fixup!`` could let it pass for now.
    """
    if seen and not judged.case.protected:
        return ()
    lost = _stuck(judged, seen)
    return () if lost and _could_give_back(where, judged) else lost


def _could_give_back(where: Context, judged: Judgement) -> bool:
    """Return whether a message that names a former commit could make this a revert."""
    sources = {touch.source for touch in judged.case.touches}
    now = {e.path: (e.new_mode, e.new_blob) for e in judged.staged.change if e.path in sources}
    return revisions.ever_had(where.repo, judged.staged.parent or "HEAD", now)


def _message_is_seen(where: Context) -> bool:
    path = os.path.join(settings.hooks_folder(where.repo), "commit-msg")
    try:
        with open(path, "rb") as stream:
            content = stream.read(1 << 16)
    except OSError:
        return False
    return os.access(path, os.X_OK) and any(word in content for word in _SEES_MESSAGES)
