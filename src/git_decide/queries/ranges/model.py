"""What is known of a range once it is judged, as plain values."""

from __future__ import annotations

from git_decide.git.changes import Differing
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from git_decide.git.history import Commit
    from git_decide.git.ranges import Range
    from git_decide.listing import Listed
    from git_decide.policy.links import Message
    from git_decide.policy.model import Case, ChangedPath, Lack, ModuleVerdict, Rules, Verdict


NOTHING = Differing({})


@value
class JudgedCommit:
    """One commit of a range, judged by itself: under the rules of its first parent.

    `message` holds the links of the commit's message and those of the `notes` on it.
    `change` is what the commit changed, for a merge what differs from git's own.
    `past` tells that `[policy] since` makes it history, which is not judged.
    """

    commit: Commit
    message: Message
    change: tuple[ChangedPath, ...]
    case: Case
    verdict: Verdict
    past: bool = False


@value
class RangeJudgement:
    """The verdict on the net change of a range, with what it was made from.

    `rules` are those of the base. `case` and `verdict` are about the net change
    (`change`: from the fork to the tip); `commits` come oldest first. `written` is what
    the text given beside the commits says (that of a pull request). `listed` finds the
    file of a linked record by its path in `Candidate.path`: the version that the link was
    resolved to. `differing` is all that the tip has otherwise than the fork, fragile or
    not; `judging` are the blobs of what the base's rules and flags were read from.
    `each_commit` tells that a commit that is refused by itself refuses
    the range.
    """

    range: Range
    rules: Rules
    each_commit: bool
    written: Message | None
    change: tuple[ChangedPath, ...]
    case: Case
    verdict: Verdict
    commits: tuple[JudgedCommit, ...]
    listed: Mapping[str, Listed]
    differing: Differing = NOTHING
    judging: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the rule refuses the range (what is wrong with records is not looked at)."""
        alone = any(each.verdict.refused for each in self.commits)
        return self.verdict.refused or (self.each_commit and alone)

    @property
    def broken_links(self) -> tuple[Lack, ...]:
        """The links to nothing that refuse the range, or a commit where each has to pass."""
        alone = [c for c in self.commits if self.each_commit and c.verdict.refused]
        found = (*self.verdict.broken_links, *(b for c in alone for b in c.verdict.broken_links))
        return tuple(dict.fromkeys(found))

    def commits_of(self, module: ModuleVerdict) -> tuple[JudgedCommit, ...]:
        """Return the commits that changed a file through which `module` is touched."""
        sources = {touch.source for touch in module.touches}
        return tuple(
            each for each in self.commits if any(entry.path in sources for entry in each.change)
        )
