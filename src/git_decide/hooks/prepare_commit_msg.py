"""prepare-commit-msg: fills in the decision where it is plain, else offers candidates."""

from __future__ import annotations

from git_decide.git import state
from git_decide.hooks import context
from git_decide.policy import links
from git_decide.policy.message import clean
from git_decide.policy.message_edit import add, tidy
from git_decide.queries import candidates, judgement
from git_decide.queries.linking import called

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.hooks.context import Context
    from git_decide.policy.model import Candidate
    from git_decide.queries.judgement import Judgement

SKIP = "GIT_DECIDE_SKIP"
_REPLAYED = ("rebase", "cherry-pick", "am")


def prepare_commit_msg(where: Context, path: str, source: str = "", commit: str = "") -> int:
    """Prepare the message file at `path`; `source` and `commit` are as githooks(5) has them."""
    source = source or where.environ.get("PRE_COMMIT_COMMIT_MSG_SOURCE", "")
    commit = commit or where.environ.get("PRE_COMMIT_COMMIT_OBJECT_NAME", "")
    context.note_reuse(where, source, commit)
    if state.in_progress(where.repo) in _REPLAYED:
        return 0
    text = context.read_message(where, path)
    prepared = _prepared(where, text, source)
    if prepared != text:
        context.write_message(where, path, prepared)
    return 0


def _prepared(where: Context, text: str, source: str) -> str:
    mark = context.comment_mark(where, text) if where.editor else ""
    message = links.read(clean(text, mark, strip_comments=where.editor))
    said = bool(message.links or message.skips)
    if source == "squash" and said:
        text = tidy(text, {}, mark)
    reason = " ".join(where.environ.get(SKIP, "").split())
    if not reason and (said or source == "commit"):
        return text
    reused = context.reused(where)
    judged = judgement.judge_staged(where.repo, message, where.author, reused=reused)
    if not any(module.outcome in ("refused", "warned") for module in judged.verdict.modules):
        return text
    if reason:
        return text if message.skips else add(text, (), (reason,), mark)
    return _filled_in(where, text, judged, mark)


def _filled_in(where: Context, text: str, judged: Judgement, mark: str) -> str:
    """Return the message with the records that are staged, or with an offer of others."""
    fitting = candidates.fitting(judged)
    fresh = {entry.path for entry in judged.staged.change}
    ids = [called(judged.shelves, record) for record in fitting if record.path in fresh]
    return add(text, ids, (), mark) if ids else _with_offer(where, text, judged, fitting, mark)


def _with_offer(
    where: Context, text: str, judged: Judgement, fitting: tuple[Candidate, ...], mark: str
) -> str:
    if not where.editor:
        return text
    from git_decide.git import settings
    from git_decide.output import refusal

    if not settings.strips_comments(where.repo):
        return text
    offer = "".join(f"{mark} {line}".rstrip() + "\n" for line in refusal.offer(judged, fitting))
    lines = text.splitlines(keepends=True)
    first = next((i for i, line in enumerate(lines) if line.startswith(mark)), len(lines))
    head = "".join(lines[:first])
    if not head.endswith("\n"):
        head += "\n"
    return head + offer + "".join(lines[first:])
