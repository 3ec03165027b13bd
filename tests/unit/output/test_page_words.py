"""A page in words that anybody reads."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings

from git_decide.output.digest_slack import slack
from git_decide.output.digest_teams import teams
from git_decide.output.page_html import html
from git_decide.output.page_markdown import markdown
from git_decide.output.page_sheet import LONGEST, Line, ago, date, lasting, listed, people, told
from git_decide.output.page_text import text
from git_decide.output.page_words import sheet
from git_decide.output.terminal import PLAIN, safe, width
from git_decide.queries.costs import Cost
from git_decide.queries.pages.model import Page, Part, Point
from git_decide.values import replace
from tests.unit.output.pages import (
    CHURN,
    DECIDED,
    EUROPE,
    INDEX,
    OLD_APP,
    PAYMENTS,
    PDF,
    REFUND,
    SKIP,
    TWICE,
    WEBHOOKS,
    agenda,
    brief,
    pages,
)


def lines(key: str, point: Point, page: Page | None = None) -> list[str]:
    """Return the facts and lines of a point as one list."""
    found = sheet(page or agenda(Part(key, (point,)))).sections
    [entry] = next(each for each in found if each.key == key).entries
    told = [f"{line.label}: {line.text}" if line.label else line.text for line in entry.lines]
    return [*entry.facts, *told]


@pytest.mark.parametrize(
    ("key", "point", "said"),
    [
        (
            "disagreements",
            REFUND,
            [
                "taken to Mira Okonkwo (CTO)",
                "payments",
                "open for 10 days",
                "Product: Our second largest customer leaves without it.",
                "Engineering: It touches payments, which are fragile.",
                "Cost: 3 engineer-weeks",
                "Waits for: Mira Okonkwo (CTO)",
            ],
        ),
        (
            "disagreements",
            replace(REFUND, says=REFUND.says[:2], waits_for=()),
            [
                "payments",
                "open for 10 days",
                "Product: Our second largest customer leaves without it.",
                "Engineering: It touches payments, which are fragile.",
                "Next: both sides settle it, or take it further together",
            ],
        ),
        (
            "disagreements",
            OLD_APP,
            [
                "open for 3 days",
                "Engineering: Each release is built twice for 2 % of the users.",
                "Waits for: product",
            ],
        ),
        (
            "disagreements",
            replace(REFUND, says=(*REFUND.says, ("escalation", "June or October?"))),
            [
                "taken to Mira Okonkwo (CTO)",
                "payments",
                "open for 10 days",
                "Product: Our second largest customer leaves without it.",
                "Engineering: It touches payments, which are fragile.",
                "Cost: 3 engineer-weeks",
                "Asked: June or October?",
                "Waits for: Mira Okonkwo (CTO)",
            ],
        ),
        ("problems", CHURN, ["waiting since today", "Four in ten leave within a week."]),
        (
            "problems",
            replace(CHURN, title="They leave", says=(("context", "They leave. In a week."),)),
            ["waiting since today", "In a week."],
        ),
        (
            "problems",
            replace(CHURN, title="They leave", says=(("context", "They leave."),)),
            ["waiting since today"],
        ),
        (
            "proposals",
            WEBHOOKS,
            [
                "partner-sync",
                "engineering decides",
                "proposed for 1 day",
                "The partner limits us to 500 calls an hour.",
                "Options: Poll less often \u2013 an order would wait seven minutes; "
                "A queue \u2013 the partner runs none",
                "Waits for: engineering and product",
            ],
        ),
        (
            "proposals",
            Point("X", waits_for=()),
            ["Next: all who decide are named, so it can be accepted"],
        ),
        (
            "reviews",
            TWICE,
            [
                "payments",
                "was to be looked at by 15 February 2026, 15 days ago",
                "It works if: No customer is charged twice",
                "Waits for: Noor Haddad (tech lead)",
            ],
        ),
        (
            "scope",
            PDF,
            ["added", "yesterday", "Cost: 2 engineer-weeks", "Decided by: Paul Okafor (PM)"],
        ),
        (
            "debts",
            SKIP,
            ["sessions", "by Ada Lovelace", "5 days ago", "Reason given: pager at 3 am"],
        ),
        (
            "debts",
            replace(SKIP, says=()),
            [
                "sessions",
                "by Ada Lovelace",
                "5 days ago",
                "Reason given: none; it took an earlier change back",
            ],
        ),
        (
            "fragile",
            PAYMENTS,
            [
                "5 fixes, 2 in the same time before",
                "6 of 9 changes followed a decision",
                "If we break it, all customers suffer.",
                "Owned by: @shop/payments",
            ],
        ),
        (
            "not-understood",
            EUROPE,
            ["decided 3 days ago", "Still to confirm: Noor Haddad and Ada Lovelace"],
        ),
        (
            "wins",
            INDEX,
            [
                "yesterday",
                "Searches take 40 ms instead of 2 s.",
                "Thanks to: Noor Haddad (tech lead)",
            ],
        ),
    ],
)
def test_each_kind_of_point_is_told(key: str, point: Point, said: list[str]) -> None:
    """Facts first, then what both sides need to know, then who has to do something."""
    assert lines(key, point) == said


def test_changes_of_the_scope_are_summed() -> None:
    """What was added, what was cut and what that comes to, unit by unit; one alone is its own."""
    week, day = Cost(Decimal(1), Decimal(1), "week"), Cost(Decimal(2), Decimal(3), "day")
    sums = (("added", (day, week)), ("cut", (week,)), ("balance", (day,)))

    def note(points: int, *known: tuple[str, tuple[Cost, ...]]) -> str:
        [section] = sheet(agenda(Part("scope", (PDF,) * points, known))).sections
        return section.note

    assert (
        note(2, *sums)
        == "In all: 2 to 3 days and 1 week added, 1 week cut; together 2 to 3 days more."
    )
    assert note(2, sums[0]) == "In all: 2 to 3 days and 1 week added."
    assert note(1, *sums) == note(2) == ""
    page = agenda(Part("scope", (PDF,) * 2, sums))
    for written in (text(page, PLAIN, 80), markdown(page), html(page), slack(page), teams(page)):
        assert "In all: 2 to 3 days and 1 week added" in written


def test_a_decision_is_told_with_its_reasons() -> None:
    """Why, instead of what, at what price, by whom and when."""
    assert lines("decided", DECIDED, brief()) == [
        "15 February 2026, by Noor Haddad (tech lead) and Paul Okafor (PM)",
        "Why: The partner limits us to 500 calls an hour.",
        "Instead of: Polling \u2013 hits the limit",
        "Trade-offs: We keep an endpoint up.",
    ]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("worked: No block since.", "It worked: No block since."),
        ("failed: Blocked again.", "It did not work: Blocked again."),
        ("mixed: Fast, but it broke.", "It worked in part: Fast, but it broke."),
        ("worked", "It worked: no more was said"),
        ("It went well: so far.", "What came of it: It went well: so far."),
    ],
)
def test_what_came_of_a_decision(said: str, line: str) -> None:
    """In a word of its own where it was noted with one."""
    point = replace(DECIDED, says=(("outcome", said),))
    assert lines("decided", point, brief(decided=(point,)))[-1] == line


def test_what_is_open_is_told_by_what_it_is() -> None:
    """A disagreement, a problem and a proposal each in their own words, and who decides."""
    [section] = [each for each in sheet(brief()).sections if each.key == "open"]
    facts = {entry.id: entry.facts for entry in section.entries}
    assert facts["0012-refund-in-bulk"][-1] == "both sides decide"
    assert facts["0013-churn"] == ("waiting since today",)
    assert facts["0015-webhooks"].count("engineering decides") == 1
    assert section.entries[1].lines[-1] == Line("Waits for", "product", loud=True)


def test_empty_parts_are_one_sentence() -> None:
    """Parts without points have no heading; the end says what there is nothing of."""
    told = sheet(agenda(Part("problems", (CHURN,)), Part("wins", (INDEX,))))
    assert [section.key for section in told.sections] == ["problems", "wins"]
    assert told.summary == "1 problem waiting, 1 technical win"
    assert told.absent.startswith("There are no open disagreements, proposals to decide, ")
    assert told.absent.endswith(" or decisions to confirm.")
    assert sheet(agenda()).absent == ""
    nothing = sheet(agenda(Part("problems"))).absent
    assert nothing.startswith("There is nothing to talk about: no open disagreements, ")


def test_one_empty_part_is_denied_alone() -> None:
    """A single noun needs no "or"."""
    full = agenda()
    page = replace(full, parts=(Part("disagreements"), *full.parts[1:]))
    assert sheet(page).absent == "There are no open disagreements."


def test_titles_say_for_whom_and_of_when() -> None:
    """The day is written out; a side, a module, a revision and a short history are named."""
    page = agenda()
    assert sheet(page).title == "Agenda, 2 March 2026"
    assert sheet(replace(page, about="product")).title == "Agenda for product, 2 March 2026"
    assert "since 23 February 2026" in sheet(page).intro
    assert "the decision log of v1.2;" in sheet(replace(page, revision="v1.2")).intro
    assert sheet(replace(page, complete=False)).caution.startswith("This clone does not have")
    assert sheet(brief()).title == "What is decided, and why"
    assert sheet(brief("payments")).title == "payments: what is decided, and why"


def test_long_parts_say_how_much_more_there_is() -> None:
    """Five of a part are told; the rest is counted, with the command that lists it."""
    [section] = sheet(agenda(Part("problems", (CHURN,) * 8))).sections
    assert (len(section.entries), section.left, section.total) == (5, 3, 8)
    assert section.more == "git decide list --status problem"


def test_only_the_newest_decisions_are_told_in_full() -> None:
    """The rest is a title and a day; beyond what two sheets hold it is counted."""
    many = tuple(
        replace(DECIDED, id=f"{n:04}-x", day=f"2025-01-{n % 28 + 1:02}", module=f"m{n % 3}")
        for n in range(70)
    )
    [section] = [each for each in sheet(brief("", many)).sections if each.key == "decided"]
    assert (len(section.entries), section.left) == (48, 22)
    full = [entry for entry in section.entries if entry.lines]
    assert len(full) == 6
    assert {entry.facts[0][:15] for entry in full} <= {
        f"{n} January 2025"[:15] for n in (26, 27, 28)
    }
    groups = [entry.group for entry in section.entries]
    assert sorted(groups, key=list(dict.fromkeys(groups)).index) == groups
    assert set(groups) == {"About m0", "About m1", "About m2"}
    [ours] = [each for each in sheet(brief("m0", many)).sections if each.key == "decided"]
    assert sum(bool(entry.lines) for entry in ours.entries) == 10


def test_decisions_of_the_module_asked_for_have_no_headings() -> None:
    """The heading of the page says it already; what belongs to no module is said so."""
    one = (replace(DECIDED, module="payments"),)
    assert {e.group for s in sheet(brief("payments", one)).sections for e in s.entries} == {""}
    none = (DECIDED, replace(DECIDED, module="", id="0005-x"))
    [section] = [each for each in sheet(brief("", none)).sections if each.key == "decided"]
    assert section.entries[-1].group == "About everything else"


@pytest.mark.parametrize(
    ("days", "before", "since"),
    [
        (None, "", ""),
        (0, "today", "since today"),
        (1, "yesterday", "for 1 day"),
        (2, "2 days ago", "for 2 days"),
    ],
)
def test_days(days: int | None, before: str, since: str) -> None:
    """Ages are counted in days."""
    assert (ago(days), lasting(days)) == (before, since)


def test_dates_and_people() -> None:
    """A day is written as people write it, whatever is none stays; many people are counted."""
    assert [date(day) for day in ("2026-12-09", "2026-13-01", "2026", "soon", "")] == [
        *("9 December 2026", "2026-13-01", "2026", "soon", "")
    ]
    assert people(["a"]) == "a"
    assert people(["a", "b"]) == "a and b"
    assert people("abcde") == "a, b, c, d and 1 other"
    assert people("abcdef") == "a, b, c, d and 2 others"


@settings(max_examples=40, deadline=None)
@given(pages())
def test_everything_in_words_is_safe(page: Page) -> None:
    """No text of a page has a control character or a line break, and every point has a title."""
    told = sheet(page)
    texts = [told.title, told.intro, told.summary, told.absent, told.caution]
    for section in told.sections:
        for entry in section.entries:
            assert entry.title
            texts += [entry.title, entry.id, entry.group, *entry.facts]
            texts += [part for line in entry.lines for part in (line.label, line.text)]
    assert all(safe(text) == text for text in texts)


def test_what_is_blank_is_not_told() -> None:
    """White space makes neither a fact nor a line, which some readers would refuse."""
    blank = Point(" ", module="\n", says=(("context", "\r"), ("cost", " ")), waits_for=("\t",))
    assert lines("problems", blank) == []


def test_long_texts_end_behind_a_word() -> None:
    """Half a word says nothing; a text that is one word is cut all the same."""
    assert told("Orders wait\n seven  minutes, for now") == "Orders wait seven minutes, for now"
    assert told("Orders wait seven minutes, for now", 28) == "Orders wait seven minutes …"
    assert told("x" * 50, 10) == f"{'x' * 8}…"
    assert width(told("word " * 200)) <= LONGEST


def test_several_texts_are_one_line() -> None:
    """Two in short, and how many more there are."""
    assert listed([]) == listed([" ", "."]) == ""
    assert listed(["A.", "B"]) == "A; B"
    assert listed("ABCD") == "A; B; and 2 more"
    assert width(listed([f"{'word ' * 50}."] * 9)) <= LONGEST


@pytest.mark.parametrize("begun", [True, False])
def test_what_nobody_ever_did_is_said_once(begun: bool) -> None:
    """Six decisions to confirm where nobody ever confirmed one: a sentence, and how to begin."""
    points = tuple(replace(DECIDED, id=f"000{n}", waits_for=("Ada",)) for n in range(6))
    told_of = sheet(agenda(Part("not-understood", points, begun=begun)))
    assert [section.total for section in told_of.sections] == ([6] if begun else [])
    assert told_of.absent.endswith("git decide ack ID") != begun
    few = sheet(agenda(Part("not-understood", points[:5], begun=begun)))
    assert [section.total for section in few.sections] == [5]


@pytest.mark.parametrize(
    ("context", "left"), [("", []), (".", []), (". In May.", ["In May."]), ("ing", ["Churning"])]
)
def test_a_context_that_is_the_title_is_not_said_again(context: str, left: list[str]) -> None:
    """As `new --problem` writes it; neither of a problem nor of what became of it."""
    point = Point("Churn", status="problem", says=(("context", f"Churn{context}"),))
    assert lines("problems", point) == left
    proposed = replace(point, waits_for=("product",))
    assert lines("proposals", proposed) == [*left, "Waits for: product"]
