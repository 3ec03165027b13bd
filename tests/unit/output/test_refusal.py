"""What a hook says of a commit: why it is refused, what to type, what passed with a warning."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from git_decide.output.refusal import Mends, Named, announcement, hopeless, offer, refusal, warnings
from git_decide.output.terminal import safe
from git_decide.policy.judge import judge
from git_decide.policy.links import Message
from git_decide.policy.model import Case, Link, ModulePolicy, Revert
from git_decide.queries.judgement import Judgement
from git_decide.values import replace
from tests.unit.output.told import texts
from tests.unit.queries.ranges.judged import ACCEPTED, ELSEWHERE, RULES, links, touch, touches

CAP = Named("0001-cap", "docs/decisions/0001-cap.md", "accepted", "Cap retries")
QUEUE = Named("0002-queue", "../0002 queue.md", "proposed")
MENDS = Mends(
    commit="git commit -m 'Retry'",
    paths=(),
    fitting=(),
    proposed=(),
    lost=(),
    new="git decide new 'Retry' --module pay",
    following=Named("0003-retry", "docs/decisions/0003-retry.md"),
    afterwards="",
    may_amend=False,
    kept="",
    skippable=False,
)
SKIPPED = replace(RULES, modules={"pay": ModulePolicy("pay", skip="allowed")})


def judged(case: Case, message: Message | None = None) -> Judgement:
    """Return the judgement on a case that nobody asked a repository for."""
    nowhere: Any = None
    return Judgement(nowhere, message or Message("Retry"), case, judge(case), nowhere)


def told(case: Case, message: Message | None = None, **changes: object) -> str:
    """Return a refusal as one text."""
    return "\n".join(refusal(judged(case, message), replace(MENDS, **changes)))


def test_why_it_is_refused_is_said_first() -> None:
    """No decision, one that leads nowhere, one that does not justify it, a skip without reason."""
    bare = Case((touch(),), RULES)
    broken = replace(bare, links=(Link("9", ()),))
    useless = replace(bare, links=(Link("3", (ELSEWHERE,)),))
    silent = Message("Retry", empty_skip=True)
    for case, message, said in (
        (bare, None, "'pay' without naming a decision."),
        (broken, None, "'pay' and links to a record that cannot be found."),
        (useless, None, "'pay', and the decision it names does not justify that."),
        (bare, silent, "'pay', and its Decision-Skip gives no reason."),
    ):
        first, blank, *_ = told(case, message).splitlines()
        assert first.startswith("git-decide: refused: this commit changes the fragile module ")
        assert first.endswith(said)
        assert blank == ""


def test_only_what_would_help_is_offered() -> None:
    """A record to write, always; to name, accept, add, skip, amend, where that may do."""
    bare = Case((touch(),), RULES)
    plain = told(bare)
    assert f"  {MENDS.new}\n" in plain
    assert "git commit -m 'Retry' --trailer 'Decision: 0003-retry'\n" in plain
    for words in ("name it:\n  git commit", "git add", "Decision-Skip", "--amend", "Nothing is"):
        assert words not in plain
    full = told(
        bare,
        fitting=(CAP,),
        proposed=(QUEUE,),
        lost=(CAP, QUEUE),
        paths=("src/a.py",),
        afterwards="git rebase --continue",
        may_amend=True,
        skippable=True,
        kept=".git/kept",
    )
    assert "      # Cap retries (accepted)\n" in full
    assert "      # proposed\n" in full
    assert "  git decide accept 0002-queue\n" in full
    assert "  git add -- docs/decisions/0001-cap.md '../0002 queue.md'\n" in full
    assert "The records are in the work tree" in full
    assert "The record is in the work tree" in told(bare, lost=(CAP,))
    assert "--trailer 'Decision-Skip: REASON' -- src/a.py && git rebase --continue\n" in full
    assert "-- src/a.py '../0002 queue.md' && git rebase --continue\n" in full
    assert "add --amend" in full
    assert full.endswith("Nothing is lost: your message is in .git/kept.")


def test_before_there_is_a_message() -> None:
    """What it will need is said in a line; where nothing could help, that is."""
    allowed = judged(Case((touch(),), SKIPPED))
    assert announcement(allowed, allowed.verdict.modules).endswith(
        "the message must carry 'Decision: ID' or 'Decision-Skip: REASON'."
    )
    forbidden = judged(Case((touch(),), RULES))
    assert announcement(forbidden, forbidden.verdict.modules).endswith("carry 'Decision: ID'.")
    lines = hopeless(forbidden, forbidden.verdict.modules, MENDS)
    assert "No message could let it pass." in lines[1]
    assert f"  {MENDS.new}" in lines


def test_what_passes_with_something_to_know() -> None:
    """A skip and its reason, a revert that inherits nothing, a module that only warns."""
    bare = Case((touch(),), SKIPPED)
    assert warnings(judged(replace(bare, skips=("no\x1b time",)))) == (
        f"git-decide: pay: skipped ({safe(chr(27).join(['no', ' time']))}): "
        "a debt until a decision is linked.",
    )
    back = Revert("a" * 40, frozenset([touch().path]), ())
    assert warnings(judged(replace(bare, reverts=(back,)))) == (
        "git-decide: pay: a revert without a decision to inherit: a debt.",
    )
    lenient = Case((touch(module="warns"),), RULES)
    assert warnings(judged(lenient)) == (
        "git-decide: warning: warns: no decision covers src/a.py.",
    )
    assert warnings(judged(Case((), RULES))) == ()


def test_a_template_offers_records() -> None:
    """Five at most, each with its title; an empty line to fill where there is none."""
    bare = judged(Case((touch(),), RULES))
    head, why, ask = offer(bare, [])
    assert head.endswith("name the decision that it follows.")
    assert (why, ask) == ("pay: All pay.", "Decision: ID")
    many = offer(bare, [ACCEPTED] * 7)
    assert many.count("Decision: 0001-a") == many.count("  A (accepted)") == 5


@given(
    st.lists(touches, max_size=4).map(tuple), st.lists(links, max_size=3).map(tuple), texts, texts
)
def test_nothing_is_for_a_terminal_to_obey(
    touched: tuple[Any, ...], linked: tuple[Any, ...], title: str, kept: str
) -> None:
    """Whatever paths, records and reasons are called."""
    found = judged(Case(touched, RULES, links=linked, skips=(title or "-",)))
    record = Named("0001-x", "x.md", "accepted", title)
    said = [*warnings(found)]
    if found.verdict.refused:
        said += refusal(found, replace(MENDS, fitting=(record,), kept=kept))
        said += offer(found, [replace(ACCEPTED, title=title)])
    assert all(safe(line) == line for line in said)
