"""Judgements on ranges that no repository was asked for, and strategies for many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from git_decide.git.history import Commit
from git_decide.git.ranges import Range
from git_decide.policy.config import DEFAULTS
from git_decide.policy.judge import judge
from git_decide.policy.links import Message, Written
from git_decide.policy.model import Candidate, Case, ChangedPath, Link, ModulePolicy, Touch
from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement
from git_decide.values import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.policy.model import Rules

ACCEPTED = Candidate("0001-a", "accepted", modules=("pay",), path="log/0001-a.md", title="A")
PROPOSED = Candidate("0002-b", "proposed", modules=("pay",), path="log/0002-b.md", title="B")
ELSEWHERE = Candidate("0003-c", "accepted", modules=("other",), path="log/0003-c.md", title="C")
PATHS = ("src/a.py", "src/b.py", "lib/c.py")
RULES = replace(
    DEFAULTS,
    modules={
        "pay": ModulePolicy("pay", why="All pay.", owners=("@pay",), skip="forbidden"),
        "warns": ModulePolicy("warns", enforce="warn"),
    },
)


def touch(path: str = PATHS[0], module: str = "pay") -> Touch:
    """Return a plain touch."""
    return Touch(module, path, "content", path)


def commit(case: Case, number: int = 1, subject: str = "Retry") -> JudgedCommit:
    """Return a commit that was judged by itself, which changed what its case touches."""
    made = Commit(f"{number:040x}", (f"{number - 1:040x}",), "Ada <a@b>", 0, f"{subject}\n")
    message = Message(
        subject, tuple(Written(link.written, link.trailer) for link in case.links), case.skips
    )
    paths = dict.fromkeys(each.source for each in case.touches)
    change = tuple(ChangedPath(path, "100644", "100644", "1", "2") for path in paths)
    return JudgedCommit(made, message, change, case, judge(case))


def judgement(
    case: Case, commits: Sequence[JudgedCommit] = (), *, each_commit: bool = False
) -> RangeJudgement:
    """Return a range that was judged: its net change is `case`."""
    wanted = Range("b" * 40, "d" * 40, "f" * 40, "main", "topic")
    held: Rules = case.rules
    return RangeJudgement(
        wanted, held, each_commit, None, (), case, judge(case), tuple(commits), {}
    )


links = st.builds(
    Link,
    st.sampled_from(["1", "2", "0003-c", "nothing\x1b[0m"]),
    st.sampled_from([(), (ACCEPTED,), (PROPOSED,), (ELSEWHERE,), (ACCEPTED, PROPOSED)]),
    st.booleans(),
)
touches = st.builds(
    Touch,
    st.sampled_from(["pay", "warns", "other"]),
    st.sampled_from(PATHS),
    st.sampled_from(["content", "flag", "rules"]),
    st.sampled_from([*PATHS, ".gitattributes"]),
)
cases = st.builds(
    Case,
    touches=st.lists(touches, max_size=3, unique=True).map(tuple),
    rules=st.just(RULES),
    links=st.lists(links, max_size=2, unique=True).map(tuple),
    skips=st.sampled_from([(), (), ("down",)]),
    fixup=st.booleans(),
    protected=st.booleans(),
)
commits = st.lists(cases, max_size=3).map(
    lambda found: tuple(commit(case, number) for number, case in enumerate(found, 1))
)
judgements = st.builds(judgement, cases, commits, each_commit=st.booleans())
