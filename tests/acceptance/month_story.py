"""The month of March between Ada, who is PM, and Linus, who is tech lead, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.month import BANK, CHARGE, FOLDER, INVOICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.acceptance.month import Team

PM, LEAD, CTO = "Ada (PM)", "Linus (tech lead)", "Grace (CTO)"
PROBLEM = "0001-hansen-logistics-leaves-if-it-cannot-pay-by-invoice"
PAY = "0001-let-customers-pay-by-invoice"  # what it is called once it is a proposal
RECORD = f"{FOLDER}/{PAY}.md"


def play(team: Team) -> Iterator[str]:
    """Play the month; stop on five days, for whoever wants to look, and say which it is."""
    for day, scenes in WEEKS.items():
        for scene in scenes:
            scene(team)
        team.on(day, "Ada")
        yield day


def sets_up(team: Team) -> None:
    """Linus sets it up: payments are fragile, and both sides decide what happens there."""
    team.on("2026-03-02", "Linus")
    team.types("init")
    why = "If it breaks, nobody can buy anything."
    team.types("fragile", "add", "payments", "src/payments/**", "--why", why, "--owner", "Linus")
    rules = team.read("decisions.toml")
    owner = 'owners = ["Linus"]\n'
    assert owner in rules
    both = f'{owner}decided-by = ["product", "engineering"]\n'
    team.write("decisions.toml", rules.replace(owner, both))
    team.git("add", "-A")
    team.commits("Say that payments are fragile")


def problems_first(team: Team) -> None:
    """Ada writes down two problems. She has no solution yet, and needs none."""
    team.on("2026-03-02", "Ada")
    team.types(
        *("new", "--kind", "trade-off"),
        *("--problem", "Hansen Logistics leaves if it cannot pay by invoice. It is our third "
          "largest customer, and its contract ends on 31 March."),
    )  # fmt: skip
    team.types(
        *("new", "--kind", "product"),
        *("--problem", "Half of all trials end in the first week. We do not know why."),
    )
    team.commits("Write down two problems")


def engineering_decides(team: Team) -> None:
    """Linus has a decision of his own; in payments it needs Ada's name as well."""
    team.on("2026-03-03", "Linus")
    team.types(
        *("new", "Try a charge at most twice", "--kind", "technical", "--module", "payments"),
        *("--context", "Five tries in a minute made the bank block us for a day in February."),
        *("--alternative", "A queue that tries later: the customer has left the shop by then"),
        *("--trade-offs", "Some charges fail that a third try would have saved."),
        *("--success-criteria", "- The bank does not block us again in March."),
        *("--cost", "1 engineer-day", "--review-by", "2026-03-24", "--decider", LEAD),
    )
    team.types("accept", "3", "--decider", PM)
    team.commits("Decide how often to try a charge")
    refused = team.tries("Try a charge at most twice", **{CHARGE: "tries = 2\n"})
    assert "If it breaks, nobody can buy anything." in refused.text
    mended = team.paste(refused.commands[0][-1])
    assert mended.passed, mended.text
    assert team.links() == ["0003-try-a-charge-at-most-twice"]
    team.types(
        *("new", "Write down every answer of the bank", "--kind", "trade-off"),
        *("--module", "payments", "--cost", "2 engineer-days", "--decider", LEAD),
        *("--context", "When a charge fails we cannot say why. Support guesses."),
        *("--alternative", "Only what fails: too late to ask once a customer complains"),
        *("--trade-offs", "Answers name customers, so we have to delete them after 90 days."),
    )
    team.commits("Propose to write down what the bank answers")


def they_disagree(team: Team) -> None:
    """Ada proposes a solution. Linus has reasons against it; both are written down."""
    team.on("2026-03-04", "Ada")
    team.types("rename", "1", "Let customers pay by invoice")
    team.types(
        *("propose", "1", "--module", "payments", "--cost", "3 engineer-weeks"),
        *("--decision", "Invoices become a way to pay, beside cards, in March."),
        *("--alternative", "Offer a discount: 9,000 euros a year, and Hansen did not ask for it"),
        *("--success-criteria", "- Hansen stays.\n- No customer waits for an invoice."),
    )
    team.commits("Propose to let customers pay by invoice")
    team.on("2026-03-05", "Linus")
    team.types(
        *("contest", "1", "--side", "engineering"),
        *("--says", "It changes the payment module, which is fragile: it has broken twice this "
          "year, and nothing in it knows of money that comes later. Done in a hurry it puts all "
          "other customers at risk."),
    )  # fmt: skip
    team.commits("Say what speaks against invoices in March")
    team.on("2026-03-06", "Ada")
    team.types(
        *("contest", "1", "--side", "product"),
        *("--says", "Hansen pays us 90,000 euros a year and leaves on 31 March. Two others have "
          "asked for the same. A date in summer does not help."),
    )  # fmt: skip
    team.commits("Say what speaks for invoices in March")
    assert "status: contested" in team.read(RECORD)
    assert "contested" in team.is_refused("accept", "1", "--decider", PM, "--decider", LEAD)


def they_escalate(team: Team) -> None:
    """They cannot settle it alone, so they go to Grace together: one of them alone is refused."""
    team.on("2026-03-09", "Ada")
    alone = ("escalate", "1", "--to", CTO, "--decider", PM)
    assert "--decider 'NAME (tech lead)'" in team.is_refused(*alone)
    team.types(
        *(*alone, "--decider", LEAD),
        *("--escalation", "May we lose Hansen, or may payments be at risk? We need to know by "
          "Thursday."),
    )  # fmt: skip
    team.commits("Ask Grace, both of us")


def the_bank_is_down(team: Team) -> None:
    """There are nights in which nobody writes a decision first; the reason is asked for."""
    team.on("2026-03-09", "Linus")
    team.works(
        "Fix a charge that was made twice",
        *("--trailer", "Decision: 3"),
        **{CHARGE: "tries = 2\nonce = True\n"},
    )
    team.on("2026-03-10", "Linus")
    team.works(
        "Fix charges that hang while the bank is down",
        *("--trailer", "Decision-Skip: the bank is down, nobody can pay"),
        **{BANK: "wait = 10\n"},
    )


def they_agree(team: Team) -> None:
    """Grace asks one question, and they find a way that neither had proposed."""
    team.on("2026-03-12", "Ada")
    team.types(
        *("resolve", "1"),
        *("--decision", "An invoice by hand this week, invoices as a way to pay in the next "
          "sprint."),
        *("--resolution", "Hansen needs one invoice in March. Ada writes it by hand this week, "
          "which changes no code. Linus makes the proper change in the next sprint, with tests "
          "first."),
    )  # fmt: skip
    team.types(
        *("accept", "1", "--informed", CTO, "--review-by", "2026-03-27"),
        *("--trade-offs", "Hansen stays and payments are not touched in a hurry. Ada spends an "
          "hour on every invoice until April; two weeks of other work wait."),
    )  # fmt: skip
    team.types("accept", "4", "--decider", PM)
    team.commits("Decide how Hansen pays, and what we keep of the bank's answers")


def the_scope_changes(team: Team) -> None:
    """State what it costs to take invoices in, and leave something else out for them."""
    team.on("2026-03-13", "Ada")
    team.types(
        *("new", "Build invoices in the next sprint", "--kind", "scope", "--decider", PM),
        *("--cost", "3 engineer-weeks", "--relates", "1"),
        *("--context", "Hansen and two others wait for it."),
        *("--alternative", "After the summer: by hand until then is 30 hours of Ada's"),
        *("--trade-offs", "Gift cards go out for it."),
    )
    team.types("accept", "5")
    team.types(
        *("new", "Leave gift cards out until summer", "--kind", "scope", "--decider", PM),
        *("--cost", "2 engineer-weeks", "--tag", "cut", "--relates", "5"),
        *("--context", "There is no room beside invoices."),
        *("--alternative", "Both: two people would work in payments at once"),
        *("--trade-offs", "No gift cards at Easter, which sold for 4,000 euros last year."),
    )
    team.types("accept", "6")
    team.commits("Change what is in the next sprint")
    for who in ("Linus", "Ada"):
        team.on("2026-03-13", who).types("ack", "1")


def the_work_is_done(team: Team) -> None:
    """Linus builds it. The hook asks which decision it follows; the number is enough to say so."""
    team.on("2026-03-18", "Linus")
    refused = team.tries("Send an invoice", **{INVOICE: "days = 30\n"})
    latest = "0007-wait-ten-seconds-for-the-bank"
    assert team.paste(refused.commands[0][0].replace(latest, "1")).passed
    assert team.links() == [PAY]
    team.on("2026-03-20", "Linus")
    team.works(
        "Write down what the bank answers", "--trailer", "Decision: 4", **{BANK: "log = 1\n"}
    )


def what_was_skipped_is_paid_back(team: Team) -> None:
    """Give the night of the 10th its decision, by a note: the commit is published already."""
    team.on("2026-03-17", "Linus")
    (debt,) = team.asks("debts")["debts"]
    team.types(
        *("new", "Wait ten seconds for the bank", "--kind", "technical", "--module", "payments"),
        *("--context", "On 10 March the bank answered after eight seconds. We gave up after two."),
        *("--alternative", "Tell the customer to come back: most do not"),
        *("--trade-offs", "Who pays while the bank is down looks at a wheel for ten seconds."),
        *("--decider", LEAD),
    )
    team.types("accept", "7", "--decider", PM)
    team.commits("Decide how long to wait for the bank")
    team.types("link", debt["commit"], "7", "--push")
    assert team.asks("debts")["debts"] == []


def they_have_understood(team: Team) -> None:
    """Everybody whom a decision concerns reads it, and says so."""
    team.on("2026-03-17", "Linus")
    for number in ("4", "7"):
        team.types("ack", number)
    team.on("2026-03-17", "Ada")
    for number in ("4", "5", "6", "7"):
        team.types("ack", number)
    team.types("ack", "1", "--as", "Grace", "--push")


def it_worked(team: Team) -> None:
    """Linus looks back at what he decided in the first week."""
    team.on("2026-03-25", "Linus")
    team.types(
        *("outcome", "3", "--worked"),
        *("--says", "The bank has not blocked us since. 11 of 40,000 charges failed for it."),
    )
    team.commits("Say what came of trying twice")


def and_what_of_invoices(team: Team) -> None:
    """Say what came of invoices: their review is due."""
    team.on("2026-03-30", "Ada")
    team.types(
        *("outcome", "1", "--mixed"),
        *("--says", "Hansen has signed for a year. The invoice took Ada three hours, not one."),
    )
    team.commits("Say what came of invoices")


# What happens until each of the five days on which they look at the agenda and the brief.
WEEKS = {
    "2026-03-02": (sets_up, problems_first),
    "2026-03-09": (engineering_decides, they_disagree),
    "2026-03-11": (they_escalate, the_bank_is_down),
    "2026-03-16": (they_agree, the_scope_changes),
    "2026-03-30": (
        what_was_skipped_is_paid_back,
        they_have_understood,
        the_work_is_done,
        it_worked,
    ),
}
