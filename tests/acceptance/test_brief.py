"""``git decide brief``: what is fragile, what is decided and why, what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.played import ADA, CHARGE, DECIDED, FIND, FOLDER, GRACE, Played, play, record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

PAYING = (f"deciders: [{GRACE}, {ADA}]", "modules: [payments]", "kind: trade-off")


@pytest.fixture
def shop(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Give a repository with two fragile modules, on 2 March 2026."""
    return play(repo, monkeypatch)


def ids(page: dict[str, Any], key: str) -> list[str]:
    """Return the records of a part."""
    return [point["id"] for point in page[key]]


def test_what_is_fragile(shop: Played) -> None:
    """Why, whose, how large, and how many of the changes of 90 days name a decision."""
    shop.write_record("0001-a", "accepted", *PAYING)
    shop.on("2026-06-01")
    shop.commit("Cap retries\n\nDecision: 1", **{CHARGE: "1\n"})
    shop.commit("Fix rounding", **{CHARGE: "2\n", "src/payments/refund.py": "1\n"})
    shop.on("2026-06-10")
    payments, search = shop.page("brief")["fragile"]
    assert payments == {
        "title": "payments",
        "module": "payments",
        "sides": ["product", "engineering"],
        "says": {"why": ["If it breaks, all customers suffer."]},
        "people": ["Grace"],
        "numbers": {"files": 2, "commits": 2, "linked": 1, "fixes": 1},
    }
    assert search["numbers"] == {"files": 1, "commits": 0, "linked": 0, "fixes": 0}


def test_what_is_decided_and_why(shop: Played) -> None:
    """A decision in force: what made it necessary, what lost, what it costs, what came of it."""
    sections = {
        "Decision": "Two tries.",
        "Success_criteria": "- No block.",
        "Outcome": "2026-03-01, worked: No block since.",
    }
    shop.write_record("0001-a", "accepted", *PAYING, "cost: 2 days", **sections)
    shop.write_record("0002-b", "rejected", *DECIDED)
    shop.commit("Cap retries\n\nDecision: 1", **{CHARGE: "1\n"})
    (point,) = shop.page("brief")["decided"]
    assert point["says"] == {
        "context": ["The bank counts every retry. It blocked us twice."],
        "decision": ["Two tries."],
        "alternatives": ["Queue: needs a broker."],
        "trade-offs": ["A payment may fail."],
        "cost": ["2 days"],
        "success-criteria": ["No block."],
        "outcome": ["worked: No block since."],
    }
    assert (point["people"], point["numbers"]) == ([GRACE, ADA], {"commits": 1})
    assert (point["day"], point["module"]) == ("2026-03-02", "payments")


def test_the_order_of_decisions(shop: Played) -> None:
    """By module, those of none last; the newest first, by the day of the commit that accepted."""
    shop.write_record("0001-a", "accepted", *DECIDED, "date: 2026-03-09")
    shop.write_record("0002-b", "accepted", *PAYING)
    shop.on("2026-03-03")
    shop.write_record("0003-c", "accepted", *PAYING, "date: 2025-01-01")
    shop.write_record("0004-d", "accepted", *DECIDED, "modules: [search]")
    page = shop.page("brief")
    groups = [point["module"] for point in page["fragile"]]
    found = [(point["id"], point.get("module", "")) for point in page["decided"]]
    told = {"payments": ["0003-c", "0002-b"], "search": ["0004-d"]}
    expected = [(each, group) for group in groups for each in told[group]]
    assert found == [*expected, ("0001-a", "")]


def test_the_brief_of_a_module(shop: Played) -> None:
    """What covers it by name, by its paths or by decisions.toml; nothing of other modules."""
    rules = shop.read("decisions.toml").replace(
        "[fragile.search]", "[fragile.search]\ndecisions=['5']"
    )
    shop.write_record("0001-named", "accepted", *DECIDED, "modules: [search, payments]")
    shop.write_record("0002-by-path", "accepted", *DECIDED, "paths: ['src/search/**']")
    shop.write_record("0003-other", "accepted", *PAYING)
    shop.write_record("0004-problem", "problem", "modules: [search]", Trade_offs="")
    shop.write_record("0005-attached", "accepted", *DECIDED)
    shop.write_record("0006-else", "problem", Trade_offs="")
    shop.commit("Rules", **{"decisions.toml": rules})
    shop.commit("Hurry\n\nDecision-Skip: down", **{FIND: "1\n"})
    shop.commit("Hurry\n\nDecision-Skip: down", **{CHARGE: "1\n"})
    page = shop.page("brief", "search")
    assert page["module"] == "search"
    assert ids(page, "decided") == ["0005-attached", "0002-by-path", "0001-named"]
    assert {point["module"] for point in page["decided"]} == {"search"}
    assert ids(page, "open") == ["0004-problem"]
    assert [point["module"] for point in page["debts"]] == ["search"]
    assert [point["module"] for point in page["fragile"]] == ["search"]


def test_what_is_open(shop: Played) -> None:
    """Disagreements, then proposals, then problems."""
    shop.write_record("0001-problem", "problem", Trade_offs="")
    shop.write_record("0002-proposal", "proposed")
    split = "### Product\n\nNow.\n\n### Engineering\n\nLater."
    shop.write_record("0003-contested", "contested", Perspectives=split)
    expected = ["0003-contested", "0002-proposal", "0001-problem"]
    assert ids(shop.page("brief"), "open") == expected


def test_a_module_that_nobody_knows(shop: Played) -> None:
    """It is refused, with the way to all of them; one that only a record names is known."""
    done = decide(shop, "brief", "search-engine")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no fragile module 'search-engine'" in done.stderr
    assert "git decide fragile list" in done.stderr
    shop.write_record("0001-a", "accepted", *DECIDED, "modules: [search-engine]")
    assert ids(shop.page("brief", "search-engine"), "decided") == ["0001-a"]


def test_at_a_revision(shop: Played) -> None:
    """Records, flags, rules and the day are those of the revision."""
    shop.write_record("0001-a", "accepted", *PAYING)
    shop.git("tag", "v1")
    shop.on("2026-05-01")
    shop.write_record("0002-b", "accepted", *PAYING)
    shop.commit("Flag less", **{".gitattributes": "src/payments/** fragile=payments\n"})
    shop.commit("Rule less", **{"decisions.toml": "[fragile.payments]\nwhy = 'New words.'\n"})
    page = shop.page("brief", "--at", "v1")
    assert (page["day"], page["revision"]) == ("2026-03-02", "v1")
    assert ids(page, "decided") == ["0001-a"]
    assert [point["module"] for point in page["fragile"]] == ["payments", "search"]
    assert page["fragile"][0]["says"]["why"] == ["If it breaks, all customers suffer."]
    assert ids(shop.page("brief"), "decided") == ["0002-b", "0001-a"]


def test_a_bare_clone_and_a_shallow_one(shop: Played, tmp_path: Path) -> None:
    """A bare repository is read at HEAD; a shallow one says that there may be more."""
    shop.write_record("0001-a", "accepted", *PAYING)
    bare = Played(shop.clone(tmp_path / "bare.git", "--bare").path, shop.env)
    page = bare.page("brief")
    assert (page["revision"], page["complete"], ids(page, "decided")) == ("HEAD", True, ["0001-a"])
    shallow = Played(shop.clone(tmp_path / "shallow", "--depth=1").path, shop.env)
    page = shallow.page("brief")
    assert (page["complete"], ids(page, "decided")) == (False, ["0001-a"])


def test_words_of_a_repository_are_not_obeyed(shop: Played) -> None:
    """Neither a terminal nor a browser does what a record says."""
    evil = "\x1b[31mred <script>alert(1)</script>"
    shop.write(f"{FOLDER}/0001-a.md", record("problem", title="Churn", Context=evil, Trade_offs=""))
    assert "\x1b" not in decide(shop, "brief").stdout
    page = decide(shop, "brief", "--format", "html").stdout
    assert "<script" not in page
    assert "Churn" in page


def test_a_log_of_another_format(shop: Played) -> None:
    """A record that states neither roles nor kinds is told as far as it goes."""
    text = (
        "# Use webhooks\n\n* Status: accepted\n* Date: 2026-02-01\n\n"
        "## Context and Problem Statement\n\nPolling is slow, e.g. at night. It costs.\n\n"
        "## Decision Outcome\n\nChosen option: webhooks, because\n\n* they are quick\n"
        "* and cheap.\n"
    )
    shop.commit("Add", **{f"{FOLDER}/0001-use-webhooks.md": text})
    (point,) = shop.page("brief")["decided"]
    assert point["says"]["context"] == ["Polling is slow, e.g. at night. It costs."]
    assert point["says"]["decision"] == [
        "Chosen option: webhooks, because they are quick; and cheap"
    ]
