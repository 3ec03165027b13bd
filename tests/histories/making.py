"""A repository in which generated histories are made and judged wherever the rule is asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from git_decide.git.ranges import Range
from git_decide.policy import links
from git_decide.policy.message import clean
from git_decide.queries.judgement import judge_staged
from git_decide.queries.ranges.judging import judge_range
from git_decide.values import replace
from tests.histories.growing import NOTES, Grower
from tests.histories.naive import Naive
from tests.histories.objects import Objects
from tests.histories.slow import Slow

if TYPE_CHECKING:
    from git_decide.policy.model import Verdict
    from git_decide.queries.ranges.model import RangeJudgement
    from tests.histories.growing import History, Made
    from tests.histories.plans import Plan
    from tests.support import Repo

# How many histories a run of the tests makes; more of them: HISTORIES=3000 python3 -m pytest …
HISTORIES = int(os.environ.get("HISTORIES", "120"))
FORMATS = ("sha1", "sha256")
# Both run the same code: what the second covers is not measured, which makes it twice as quick.
EACH_FORMAT = ("sha1", pytest.param("sha256", marks=pytest.mark.no_cover))
PASSES = ("justified", "skipped", "standing", "reverted", "debt")


def said(verdict: Verdict) -> dict[str, str]:
    """Return whether each touched module passes, is refused or only warned about."""
    return {m.module: "passes" if m.outcome in PASSES else m.outcome for m in verdict.modules}


class Workshop:
    """Makes histories in one repository, and asks there."""

    def __init__(self, place: Repo, object_format: str) -> None:
        self.place = place
        self.object_format = object_format
        self.repo = place.open()
        self.objects = Objects(place.path / ".git", object_format)
        self.grower = Grower(self.objects, object_format)
        self.slow = Slow(place)
        self.history: History | None = None

    def grow(self, plan: Plan) -> History:
        """Make the history of a plan."""
        self.history = self.grower.grow(plan)
        return self.history

    def naive(self) -> Naive:
        """Return the naive rule, which knows the notes and branches of now."""
        return Naive(self.slow, NOTES)

    def hooked(self, made: Made) -> dict[str, str]:
        """Return what commit-msg says of a commit that is about to be made on ``main``."""
        parents = [parent.id for parent in made.parents]
        self.objects.ref("refs/heads/main", parents[0] if parents else "")
        git_dir = self.place.path / ".git"
        merge = git_dir / "MERGE_HEAD"
        if parents[1:]:
            merge.write_text("".join(f"{parent}\n" for parent in parents[1:]))
        index = str(git_dir / "index-of-a-commit")
        self.repo.git("read-tree", made.id, index=index)
        date = {"GIT_COMMITTER_DATE": f"@{made.seconds} +0000", "GIT_INDEX_FILE": index}
        repo = replace(self.repo, index_file=index, environ={**self.repo.environ, **date})
        message = links.read(clean(made.message, "#", strip_comments=False))
        verdict = judge_staged(repo, message, made.author).verdict
        merge.unlink(missing_ok=True)
        assert self.history
        self.objects.ref("refs/heads/main", self.history.heads["main"].id)
        return said(verdict)

    def alone(self, made: Made) -> RangeJudgement:
        """Return the verdict on the range of one commit."""
        base = made.parents[0].id if made.parents else ""
        return judge_range(self.repo, Range(base, made.id, base))
