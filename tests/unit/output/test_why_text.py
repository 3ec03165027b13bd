"""The answer to why fits on one screen, in every script, and obeys nothing that it quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.output.terminal import width
from git_decide.output.why_decision import Manner
from git_decide.output.why_text import text
from git_decide.output.wrapping import wrapped
from git_decide.queries.relations import Other
from git_decide.queries.why.model import KINDS, Answer, Commit, Dangling, Decision, Evidence, Target
from git_decide.records.digest import Name
from git_decide.records.model import Alternative, Person, Record

COMMIT = Commit("1a2b3c4d5e" * 4, "Ada Author <ada@example.com>", "2026-03-01", "Cap \x1b[31m them")
LONG = "Sentences that go on and on, with a word or two too many in each of them. " * 12


def decision(number: int, *evidence: Evidence, long: bool = False) -> Decision:
    """Return a decision with this number, known by this evidence."""
    name = Name(f"000{number}-x", "", number, f"docs/decisions/000{number}-x.md")
    alternatives = tuple(Alternative(f"Way {at}", LONG) for at in range(8))
    record = Record(
        name,
        {},
        title=LONG if long else "Cap it",
        status="accepted",
        date="2026-02-15",
        deciders=(Person("Ada", "tech lead"),) * (20 if long else 1),
        context=LONG if long else "It broke.",
        alternatives=alternatives if long else (Alternative("A queue", "needs a broker"),),
        trade_offs=LONG if long else "Rare.",
        outcome=LONG if long else None,
    )
    return Decision(name, record, evidence or (Evidence("trailer", "1", COMMIT, COMMIT.id),))


def asked(*decisions: Decision, sort: str = "lines") -> Answer:
    """Return the answer for a line."""
    target = Target(sort, "a.py:3", "a.py", 3, 3)  # type: ignore[arg-type]
    return Answer(target, decisions, ((COMMIT, 1),), text="x = 1")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_evidence_is_told(kind: str) -> None:
    """Each in words of its own, with what it rests on."""
    evidence = Evidence(kind, "ADR-1", COMMIT, COMMIT.id, "a.py:2", 2)  # type: ignore[arg-type]
    said = text(asked(decision(1, evidence)), Manner()).split("Evidence")[1].split("Decided")[0]
    assert len(said.split()) > 3
    assert kind in ("itself", "together") or "ADR-1" in said or "2 commits" in said


@pytest.mark.parametrize("length", [60, 72, 80, 300])
def test_a_long_path_leaves_the_line_a_line(length: int) -> None:
    """Where both do not fit side by side, the text stands below its place."""
    path = "d/" * (length // 2)
    target = Target("lines", f"{path}:3", path, 3, 3)
    answer = Answer(target, (decision(1),), ((COMMIT, 1),), text="x = 1  # and some more words")
    said = text(answer, Manner())
    assert f"{path}:3" in said
    assert "x = 1" in said


def test_a_link_written_out_is_not_repeated() -> None:
    """Where the link is the whole id, which stands above, it is enough to say so."""
    for kind in ("trailer", "comment", "said"):
        whole = Evidence(kind, "0001-x", COMMIT, COMMIT.id, "a.py:2")
        assert text(asked(decision(1, whole)), Manner()).count("0001-x") == 1


def test_the_longest_record_is_one_screen() -> None:
    """However much there is to say, it is cut to 24 lines of 80 columns; --full is not."""
    many = [decision(number, long=True) for number in range(1, 9)]
    said = text(asked(*many), Manner())
    assert len(said.split("\n")) <= 23
    assert max(map(width, said.split("\n"))) <= 80
    assert "git decide why --full a.py:3" in said
    assert text(asked(*many), Manner(full=True)).count("Way 7") == 8
    assert "more decision" in text(asked(*many), Manner(most=1))


def test_what_replaced_it_and_what_governed() -> None:
    """A superseded decision says what is in force now, and which one governed then."""
    made = decision(1)
    now = Other(Name("0002-y", "", 2, "y.md"), "Use webhooks", "accepted")
    self_ = Other(made.name, "Cap it", "superseded")
    old = Decision(made.name, made.record, made.evidence, (now,), (self_,))
    said = text(asked(old), Manner())
    assert "Replaced by 0002-y (accepted): Use webhooks" in said
    assert "this one governed when the line was written" in said
    before = Decision(made.name, made.record, made.evidence, (), (now,))
    assert "0002-y (accepted): Use webhooks governed when" in " ".join(
        text(asked(before), Manner()).split()
    )


def test_nothing_is_obeyed() -> None:
    """What a commit or a record holds is escaped."""
    assert "\x1b" not in text(asked(decision(1)), Manner())
    assert "\x1b" not in text(asked(), Manner())


@pytest.mark.parametrize(
    ("sort", "head"),
    [("folder", "a.py/"), ("module", "module pay"), ("commit", "1a2b3c4d5e, 2026-03-01")],
)
def test_other_targets(sort: str, head: str) -> None:
    """A folder, a module and a commit have heads of their own."""
    target = Target(sort, "x", "a.py", module="pay")  # type: ignore[arg-type]
    said = text(Answer(target, (decision(1),), ((COMMIT, 0),)), Manner())
    assert said.startswith(head)
    assert "0001-x" in said


def test_many_commits_and_links_to_nothing() -> None:
    """Of many commits the first are named; a link that means nothing is told."""
    edge = Commit("f" * 40, "Ada", "2026-03-01", "Edge", boundary=True)
    commits = ((edge, 9), *((COMMIT, 1),) * 4)
    lost = (Dangling("99", COMMIT.id), Dangling("98", ""))
    target = Target("lines", "a.py:1-14", "a.py", 1, 14)
    said = text(Answer(target, (), commits, 1, dangling=lost), Manner())
    assert "9 lines from ffffffffff or before: the history of this shallow clone" in said
    assert "1 line is not committed yet" in said
    assert "and 2 more commits" in said
    assert "1a2b3c4d5e names 99" in said
    assert "A comment names 98" in said
    whole = text(Answer(target, (decision(1),), commits, dangling=lost), Manner(full=True))
    assert "A comment names 98" in whole


def test_what_cannot_be_read_and_what_has_no_reasons() -> None:
    """A record that cannot be read is named; alternatives without a reason stand together."""
    made = decision(1)
    broken = Decision(made.name, None, made.evidence)
    assert "cannot be read" in text(asked(broken), Manner())
    ways = (Alternative("Option 1: Tabs"), Alternative("Option 2: Spaces"), Alternative("Lunr"))
    bare = Record(
        made.name,
        {},
        alternatives=ways,
        decision='Chosen option: "Lunr".',
        context="We need it because:\n\n- of this\n- and that.",
    )
    said = text(asked(Decision(made.name, bare, made.evidence)), Manner())
    assert "Lost        Tabs; Spaces (no reasons are given)" in said
    assert "We need it because: of this; and that." in said
    assert "(no title)" in said


def test_further_evidence_of_another_kind() -> None:
    """The best evidence and the next of another kind; all of it in full."""
    trailer, covers = Evidence("trailer", "1", COMMIT, COMMIT.id), Evidence("covers", "src/**")
    note = Evidence("note", "1", COMMIT, COMMIT.id, "refs/notes/remotes/origin/decisions")
    made = decision(1, trailer, note, covers)
    assert 'and "Decision: 1" in a note' in text(asked(made), Manner())
    assert "covers src/**" not in text(asked(made), Manner())
    assert "covers src/**" in text(asked(made), Manner(full=True))


def test_nothing_known() -> None:
    """It names who last touched the line, and what to type."""
    said = text(asked(), Manner())
    assert "from 1a2b3c4d5e, 2026-03-01, Ada Author: Cap \\x1b[31m them" in said
    assert "git decide link 1a2b3c4d5e ID" in said


@given(st.text(st.sampled_from("a漢 é\u0301\u200d"), max_size=60), st.integers(2, 20))
def test_wrapping_keeps_every_word(said: str, columns: int) -> None:
    """No line is wider than it may be, and nothing is lost."""
    lines = wrapped(said, columns)
    assert "".join("".join(lines).split()) == "".join(said.split())
    assert all(width(line) <= columns for line in lines)
