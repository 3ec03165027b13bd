"""Answers why something is as it is, with the decisions behind it and how they are known."""

from __future__ import annotations

from git_decide.git import state
from git_decide.queries.index import open_index
from git_decide.queries.why.inquiry import Inquiry
from git_decide.queries.why.places import NotCheckedOut, Place
from git_decide.queries.why.targets import target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.indexing.model import Progress
    from git_decide.queries.why.model import Answer


def why(
    repo: Repository,
    rules: Rules,
    where: str,
    text: str,
    *,
    from_top: Callable[[str], str],
    today: Rules | None = None,
    full: bool = False,
    progress: Progress | None = None,
    meanwhile: Sequence[Callable[[], object]] = (),
) -> Answer:
    """Return the decisions behind what `text` means at `where`: the work tree or a commit.

    `from_top` turns a path as typed into one from the top. `today` are the rules that say
    where records lie now, where `rules` are others. `meanwhile` may be done while git
    looks for commits, as far as there is time for it. Raises `UserError` for a target
    that is not there, and `CannotLook` where objects are missing. What a sparse checkout
    leaves out is answered from HEAD.
    """
    place = Place(repo, where)
    try:
        meant, also = target(repo, rules, place, text, from_top)
    except NotCheckedOut as left_out:
        place = Place(repo, state.head(repo) or where)
        meant, also = target(repo, rules, place, text, from_top)
        place.remark(f"{left_out.message}: this is what HEAD has")
    if also:
        place.remark(also)
    tip = place.revision or state.head(repo) or ""
    named = [each for each in (place.revision, meant.commit) if each]
    index = open_index(repo, today or rules, progress, named)
    inquiry = Inquiry(repo, rules, place, index, tip, full)
    if meant.sort in ("lines", "file"):
        from git_decide.queries.why.lines import lines

        return lines(inquiry, meant, meanwhile)
    from git_decide.queries.why import wider

    return {"commit": wider.commit, "folder": wider.folder, "module": wider.module}[meant.sort](
        inquiry, meant
    )
