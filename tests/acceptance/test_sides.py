"""Who must decide what: each rule about sides, refused and accepted through `git commit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.in_process import decide
from tests.guarded import FIRST, FOLDER, WHY, record

if TYPE_CHECKING:
    from tests.guarded import Guarded

PM, LEAD, FRIEND = "Ada (PM)", "Linus (tech lead)", "Kim (friend)"
BOTH = f"{PM}\n  - {LEAD}"
LINK = ("--trailer", "Decision: 2")
ARGUED = "\n## Perspectives\n\n### Product\n\nCustomers ask.\n\n### Engineering\n\nTwo months.\n"
ENDED = "\n## Resolution\n\nHalf of it in June.\n"
SCOPED = record("B", "accepted", "cost: 1 day", kind="scope", decider=PM)
CONTESTED = record("B", "contested") + ARGUED
ESCALATED = record("B", "escalated", "escalated-to: Grace (CTO)", decider=BOTH) + ARGUED
OWN_TITLES = '[roles]\nproduct = ["Produktleitung"]\nengineering = ["Technik"]\n'


def rules(line: str = "", more: str = "") -> str:
    """Return the rules with one more line for payments, and `more` tables."""
    return f'[fragile.payments]\nwhy = "{WHY}"\nowners = ["@payments"]\n{line}\n{more}'


@pytest.mark.parametrize(
    ("kind", "refused", "passes", "code"),
    [
        ("product", LEAD, PM, "missing-product-decider"),
        ("product", FRIEND, BOTH, "missing-product-decider"),
        ("scope", LEAD, PM, "missing-product-decider"),
        ("technical", PM, LEAD, "missing-engineering-decider"),
        ("trade-off", PM, BOTH, "missing-engineering-decider"),
        ("trade-off", LEAD, BOTH, "missing-product-decider"),
    ],
)
def test_a_kind_is_decided_by_its_sides(
    guarded: Guarded, kind: str, refused: str, passes: str, code: str
) -> None:
    """Nobody commits it as accepted without them."""
    lines = ("cost: 3 weeks",) if kind == "scope" else ()
    path = f"{FOLDER}/0002-b.md"
    guarded.stage(**{path: record("B", "accepted", *lines, kind=kind, decider=refused)})
    said = guarded.try_commit("-m", "Decide")
    assert said.code == 1
    assert f"[{code}]" in said.text
    guarded.stage(**{path: record("B", "accepted", *lines, kind=kind, decider=passes)})
    assert guarded.try_commit("-m", "Decide").passed


@pytest.mark.parametrize(
    ("refused", "passes", "code"),
    [
        (record(kind="scope", decider=PM), SCOPED, "missing-cost"),
        (record() + ARGUED, record() + ARGUED + ENDED, "missing-resolution"),
        (CONTESTED.partition("### E")[0], CONTESTED, "missing-perspective"),
        (ESCALATED.replace("escalated-to: Grace (CTO)\n", ""), ESCALATED, "missing-escalated-to"),
    ],
    ids=["scope", "resolution", "perspective", "escalated"],
)
def test_what_a_disagreement_and_a_scope_need(
    guarded: Guarded, refused: str, passes: str, code: str
) -> None:
    """The cost is stated, both are heard, and how it ended is told."""
    path = f"{FOLDER}/0002-b.md"
    guarded.stage(**{path: refused})
    said = guarded.try_commit("-m", "Decide")
    assert said.code == 1
    assert f"[{code}]" in said.text
    guarded.stage(**{path: passes})
    assert guarded.try_commit("-m", "Decide").passed


@pytest.mark.parametrize(
    ("wanted", "refused", "passes", "side"),
    [
        ('["product"]', ("technical", LEAD), ("product", PM), "product"),
        ('["engineering"]', ("product", PM), ("technical", LEAD), "engineering"),
        ('["product", "engineering"]', ("technical", LEAD), ("technical", BOTH), "product"),
        ('["product", "engineering"]', ("product", PM), ("trade-off", BOTH), "engineering"),
    ],
)
def test_a_module_demands_sides_on_top(
    guarded: Guarded, wanted: str, refused: tuple[str, str], passes: tuple[str, str], side: str
) -> None:
    """A record of the right kind is not enough where a module's `decided-by` wants more."""
    guarded.rule(rules(f"decided-by = {wanted}"))
    guarded.add_record("0002-b", record("B", kind=refused[0], decider=refused[1]))
    guarded.change()
    said = guarded.try_commit("-m", "Change", *LINK)
    assert said.code == 1
    assert f"0002-b has no decider of the {side} side" in said.text
    assert f"ask      {side}: " in said.text
    guarded.git("reset", "-q", "--hard", "HEAD^")
    guarded.add_record("0002-b", record("B", kind=passes[0], decider=passes[1]))
    guarded.change()
    assert guarded.try_commit("-m", "Change", *LINK).passed


def test_a_team_has_titles_of_its_own(guarded: Guarded) -> None:
    """`[roles]` says who speaks for a side, and the usual titles no longer do."""
    guarded.rule(rules('decided-by = ["product"]', OWN_TITLES))
    guarded.add_record(
        "0002-b", record("B", kind="technical", decider="Ada (PM)\n  - Bo (Technik)")
    )
    guarded.change()
    said = guarded.try_commit("-m", "Change", *LINK)
    assert said.code == 1
    assert "product: a Produktleitung; none decided yet" in said.text
    guarded.add_record("0003-c", record("C", kind="product", decider="Ada (produktleitung)"))
    guarded.change(content="3\n")
    assert guarded.try_commit("-m", "Change", "--trailer", "Decision: 3").passed


def test_a_refusal_says_whom_to_ask(guarded: Guarded) -> None:
    """Who decided for the missing side before, the owners of the module and those of the code."""
    guarded.rule(rules('decided-by = ["product", "engineering"]'))
    guarded.add_record("0002-b", record("B", kind="product", decider="Eve (PM)"))
    guarded.add_record(
        "0003-c", record("C", kind="trade-off", decider="Ada (PM)\n  - Bo (engineer)")
    )
    guarded.add_record("0004-d", record("D", "proposed", decider="Zoe (PM)"))
    guarded.add_record("0005-e", record("E", modules="auth", kind="product", decider="Moe (PM)"))
    guarded.commit("Owners", **{".github/CODEOWNERS": "* @all\n/src/payments/ @org/pay # us\n"})
    guarded.change()
    said = guarded.try_commit("-m", "Change", "--trailer", f"Decision: {FIRST}")
    assert said.code == 1
    asked = said.text.partition("    ask ")[2].partition("\n\n")[0]
    assert "product: Ada (PM), who decided 0003-c; Eve (PM), who decided 0002-b" in asked
    assert "engineering" not in asked
    assert "the code owners: @org/pay" in asked
    assert "@all" not in asked
    assert "owners   @payments" in said.text
    assert not any(name in asked for name in ("Zoe", "Moe"))


def test_ranges_and_reports_say_it_too(guarded: Guarded) -> None:
    """The same names, and nothing that a forge would take for a mention."""
    guarded.rule(rules('decided-by = ["product"]'))
    guarded.add_record("0002-b", record("B", kind="product", decider="Eve (PM)"))
    guarded.commit("Owners", CODEOWNERS="src/ @org/pay\n")
    guarded.commit("Change", **{"src/payments/charge.py": "3\n"})
    said = decide(guarded, "check", "--range", "HEAD^..HEAD")
    assert said.returncode == 1
    assert "product: Eve (PM), who decided 0002-b" in said.stdout
    assert "the code owners: @org/pay" in said.stdout
    page = decide(guarded, "report", "--range", "HEAD^..HEAD").stdout
    assert "product: Eve (PM), who decided 0002-b" in page
    assert "@org/pay" not in page


def test_accepting_says_it_too(guarded: Guarded) -> None:
    """Only for the side that did not sign, and only where somebody decided before."""
    guarded.add_record("0002-b", record("B", kind="product", decider="Eve (PM)"))
    guarded.stage(
        **{f"{FOLDER}/0003-c.md": record("C", "proposed", kind="trade-off", decider=LEAD)}
    )
    said = decide(guarded, "accept", "3")
    assert said.returncode == 1
    assert "Ask for product: Eve (PM), who decided 0002-b" in said.stderr
    assert "Ask for engineering" not in said.stderr
