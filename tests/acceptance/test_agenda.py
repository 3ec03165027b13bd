"""``git decide agenda``: what product and engineering have to talk about."""

from __future__ import annotations

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.played import (
    ADA,
    CHARGE,
    DECIDED,
    FIND,
    GRACE,
    KEYS,
    Played,
    only,
    play,
)
from tests.support import Repo

SPLIT = "### Product\n\nThe customer leaves. In April.\n\n### Engineering\n\nIt is fragile."


@pytest.fixture
def shop(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Give a repository with two fragile modules, on 2 March 2026."""
    return play(repo, monkeypatch)


def test_nothing_to_talk_about(shop: Played) -> None:
    """Every part is there and empty, and the week before is looked back to."""
    page = shop.page("agenda")
    assert page == {
        "day": "2026-03-02",
        "since": "2026-02-23",
        "commit": shop.head(),
        "complete": True,
        **{key: [] for key in KEYS},
        "scope-sums": {"added": [], "cut": [], "balance": []},
    }
    done = decide(shop, "agenda")
    assert "There is nothing to talk about" in done.stdout
    assert "No records yet" in done.stderr


def test_a_problem_waits_for_a_solution(shop: Played) -> None:
    """The oldest first, since the commit that wrote it, with its first sentences."""
    shop.write_record("0001-new", "problem", "date: 2026-02-01", Trade_offs="")
    shop.on("2026-03-05")
    shop.write_record("0002-old", "problem", "date: 2026-01-01", Trade_offs="")
    shop.on("2026-03-09")
    page = shop.page("agenda")
    assert [point["id"] for point in page["problems"]] == ["0001-new", "0002-old"]
    first = page["problems"][0]
    assert (first["day"], first["days"]) == ("2026-03-02", 7)
    assert first["says"]["context"] == ["The bank counts every retry. It blocked us twice."]
    assert first["sides"] == ["product", "engineering"]


def test_a_disagreement_shows_both_sides(shop: Played) -> None:
    """What was contested waits for a resolution; it is no proposal any more."""
    shop.write_record("0001-a", "contested", "kind: technical", "cost: 3 weeks", Perspectives=SPLIT)
    point = only(shop.page("agenda"), "disagreements")
    assert point["says"]["perspectives.product"] == ["The customer leaves. In April."]
    assert point["says"]["perspectives.engineering"] == ["It is fragile."]
    assert point["says"]["cost"] == ["3 weeks"]
    assert "waits-for" not in point
    assert point["sides"] == ["product", "engineering"]


def test_an_escalation_counts_from_the_dispute(shop: Played) -> None:
    """It comes first, waits for whom it was taken to, and lasts since it was contested."""
    shop.write_record("0001-a", "contested", Perspectives=SPLIT)
    shop.write_record("0002-b", "contested", Perspectives=SPLIT)
    shop.on("2026-03-04")
    shop.write_record("0002-b", "escalated", "escalated-to: Bob (CTO)", Perspectives=SPLIT)
    shop.on("2026-03-05")
    first, second = shop.page("agenda")["disagreements"]
    assert (first["id"], first["waits-for"], first["days"]) == ("0002-b", ["Bob (CTO)"], 3)
    assert second["id"] == "0001-a"


def test_a_side_that_has_not_spoken(shop: Played) -> None:
    """A proposal with one perspective is a disagreement that waits for the other side."""
    shop.write_record("0001-a", "proposed", Perspectives="### Product\n\nThey leave.")
    point = only(shop.page("agenda"), "disagreements")
    assert point["waits-for"] == ["engineering"]


@pytest.mark.parametrize(
    ("lines", "waits"),
    [
        (["kind: product"], ["product"]),
        (["kind: technical", f"deciders: [{ADA}]"], ["engineering"]),
        (["kind: trade-off", f"deciders: [{GRACE}]"], ["product"]),
        (["kind: technical", "modules: [payments]"], ["product", "engineering"]),
        (
            ["kind: technical", "paths: [src/payments/charge.py]", f"deciders: [{GRACE}]"],
            ["product"],
        ),
        ([], ["product", "engineering"]),
        (["kind: technical", f"deciders: [{GRACE}]"], None),
    ],
)
def test_which_side_a_proposal_waits_for(
    shop: Played, lines: list[str], waits: list[str] | None
) -> None:
    """Its kind and the modules that it covers demand sides; with all of them it can be accepted."""
    shop.write_record("0001-a", "proposed", *lines)
    point = only(shop.page("agenda"), "proposals")
    assert point.get("waits-for") == waits
    assert point["says"]["alternatives"] == ["Queue: needs a broker."]


def test_a_review_is_due_until_an_outcome_is_noted(shop: Played) -> None:
    """On its day it is asked for, with what was to be success; any outcome since settles it."""
    criteria = "- No block in a month.\n- Fewer calls."
    lines = (*DECIDED, "review-by: 2026-03-10")
    shop.write_record("0001-a", "accepted", *lines, Success_criteria=criteria)
    shop.on("2026-03-09")
    assert not shop.page("agenda")["reviews"]
    shop.on("2026-03-20")
    point = only(shop.page("agenda"), "reviews")
    assert point["says"]["success-criteria"] == ["No block in a month.", "Fewer calls."]
    assert (point["day"], point["days"], point["waits-for"]) == ("2026-03-10", 10, [GRACE])
    shop.write_record("0001-a", "accepted", *lines, Outcome="2026-03-11, failed: Blocked again.")
    assert not shop.page("agenda")["reviews"]


def test_the_scope_and_what_it_comes_to(shop: Played) -> None:
    """What was added and cut in the week, newest first, with the sums."""
    lines = ("kind: scope", f"deciders: [{ADA}]")
    shop.write_record("0001-old", "accepted", *lines, "cost: 9 weeks")
    shop.on("2026-03-20")
    shop.write_record("0002-in", "accepted", *lines, "cost: 2 weeks")
    shop.write_record("0003-out", "accepted", *lines, "cost: 1 week", "tags: [cut]")
    page = shop.page("agenda")
    told = [(point["id"], point["says"]["change"]) for point in page["scope"]]
    assert told == [("0003-out", ["cut"]), ("0002-in", ["added"])]
    assert page["scope-sums"] == {
        "added": ["2 weeks"],
        "cut": ["1 week"],
        "balance": ["1 week more"],
    }
    assert "2 weeks added, 1 week cut" in decide(shop, "agenda").stdout


def test_a_debt_stays_until_it_is_paid(shop: Played) -> None:
    """However long ago the skip was."""
    skip = shop.commit("Raise the limit\n\nDecision-Skip: provider is down", **{CHARGE: "1\n"})
    shop.on("2026-06-01")
    point = only(shop.page("agenda"), "debts")
    assert (point["commit"], point["module"], point["status"]) == (skip, "payments", "skip")
    assert (point["title"], point["people"]) == ("Raise the limit", ["Ada Author"])
    assert (point["says"]["reason"], point["days"]) == (["provider is down"], 91)
    lines = ("kind: trade-off", f"deciders: [{GRACE}, {ADA}]", "modules: [payments]")
    shop.write_record("0001-a", "accepted", *lines)
    shop.git("notes", "--ref", "decisions", "add", "-m", "Decision: 1", skip)
    assert not shop.page("agenda")["debts"]


def test_a_module_gets_worse(shop: Played) -> None:
    """More fixes in the week than in the week before; one more time it is none of the news."""
    shop.on("2026-03-03")
    shop.commit("Fix rounding", **{CHARGE: "1\n"})
    shop.on("2026-03-10")
    shop.commit("Fix rounding again", **{CHARGE: "2\n"})
    shop.on("2026-03-12")
    assert not shop.page("agenda")["fragile"]
    last = shop.commit("Revert the fix of rounding", **{CHARGE: "3\n"})
    shop.commit("Find more", **{FIND: "1\n"})
    point = only(shop.page("agenda"), "fragile")
    assert point["numbers"] == {"fixes": 2, "fixes-before": 1, "commits": 2, "linked": 0}
    assert point["says"]["why"] == ["If it breaks, all customers suffer."]
    assert point["says"]["fixes"][0] == f"Revert the fix of rounding ({last[:10]})"
    assert (point["module"], point["people"]) == ("payments", ["Grace"])


def test_a_decision_is_not_understood_yet(shop: Played) -> None:
    """What was accepted in the week waits for those whom it concerns and who said nothing."""
    lines = (f"deciders: [{ADA}, {GRACE}]", "informed: [Linus]", "modules: [payments]")
    shop.write_record("0001-a", "accepted", "kind: trade-off", *lines)
    point = only(shop.page("agenda"), "not-understood")
    assert point["waits-for"] == [ADA, GRACE, "Linus"]
    assert point["sides"] == ["product", "engineering"]
    for name in ("Ada", "Grace", "Linus"):
        assert decide(shop, "ack", "1", "--as", name).returncode == 0
    assert not shop.page("agenda")["not-understood"]


def test_a_decision_of_long_ago_is_not_asked_about(shop: Played) -> None:
    """The week counts in which the commit accepted it, not the date that it states."""
    shop.write_record("0001-a", "accepted", *DECIDED, "date: 2026-03-20")
    shop.on("2026-03-20")
    assert not shop.page("agenda")["not-understood"]
    assert shop.page("agenda", "--since", "2026-03-01")["not-understood"]


def test_a_technical_win_is_celebrated(shop: Played) -> None:
    """What worked, as was noted in the week; with those who decided and those who did it."""
    worked = "2026-03-19, worked: No block since. Nobody noticed."
    shop.write_record("0001-a", "accepted", *DECIDED)
    shop.commit("Cap\n\nDecision: 1", **{CHARGE: "1\n"})
    shop.on("2026-03-20")
    shop.write_record("0001-a", "accepted", *DECIDED, Outcome=worked)
    point = only(shop.page("agenda"), "wins")
    assert point["says"]["outcome"] == ["No block since. Nobody noticed."]
    assert (point["day"], point["people"]) == ("2026-03-19", [GRACE, "Ada Author"])
    shop.on("2026-03-21")
    failed = f"{worked}\n\n2026-03-20, failed: Blocked again."
    shop.write_record("0001-a", "accepted", *DECIDED, Outcome=failed)
    assert not shop.page("agenda")["wins"]


def test_what_concerns_one_side(shop: Played) -> None:
    """What a side owns, or is waited for; what both have to settle is on both agendas."""
    shop.write_record("0001-what", "proposed", "kind: product", f"deciders: [{ADA}]")
    shop.write_record("0002-how", "proposed", "kind: technical")
    shop.write_record("0003-both", "contested", Perspectives=SPLIT)
    shop.write_record("0004-joint", "proposed", "kind: product", "modules: [payments]")
    shop.commit("Hurry\n\nDecision-Skip: down", **{CHARGE: "1\n"})

    def told(side: str) -> tuple[set[str], int, int]:
        page = shop.page("agenda", "--for", side)
        assert page["for"] == side
        proposed = {point["id"] for point in page["proposals"]}
        return proposed, len(page["disagreements"]), len(page["debts"])

    assert told("product") == ({"0001-what", "0004-joint"}, 1, 0)
    assert told("engineering") == ({"0002-how", "0004-joint"}, 1, 1)
