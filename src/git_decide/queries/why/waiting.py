"""Does while git looks for commits what the answer will need in any case."""

from __future__ import annotations

from git_decide.errors import UserError
from git_decide.git import blame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from git_decide.git.blame import Wanted
    from git_decide.queries.why.inquiry import Inquiry
    from git_decide.queries.why.origins import Origins

    Step = Callable[[], object]


def spend(inquiry: Inquiry, wanted: Wanted, further: Sequence[Step]) -> None:
    """Do what does not depend on commits, then `further`, until git has blamed the lines."""
    steps: tuple[Step, ...] = (
        lambda: inquiry.speaking([wanted.path]),
        lambda: inquiry.tip and inquiry.index.graph,
        *further,
        _load,
    )
    for step in steps:
        if not blame.under_way(inquiry.repo, wanted):
            return
        try:
            step()
        except UserError:  # told where the answer is made, if it comes to that
            return


def _load() -> None:
    """Load what looks for words, which most answers come to that know of nothing better."""
    import git_decide.queries.indexing.texts
    import git_decide.queries.why.mentions  # noqa: F401


def foresee(inquiry: Inquiry, most: int, known: Origins) -> None:
    """Let git begin with what is asked of commits that link nothing, should none have moved lines.

    `most` of them are asked.
    """
    weights = known.weights()
    weights.pop("", 0)
    commits = list(weights)[:most]
    merges = [inquiry.merges(each) for each in commits]
    every = [*weights, *(merge for found in merges for merge in found)]
    linked = inquiry.links_of(every).values()
    if inquiry.full or not any(each.links for each in linked):
        inquiry.ahead(commits, [found[0] for found in merges if found])
