"""``git decide report``: the page that a reviewer reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.report_story import (
    CAP,
    EUROPE,
    LOG,
    RANGE,
    SITE,
    WEBHOOKS,
    beside,
    verdict,
)

if TYPE_CHECKING:
    from tests.support import Repo


def test_what_lacks_comes_first(told: Repo) -> None:
    """A refused range says so, which commit it is about and what to write where."""
    done = decide(told, *RANGE)
    assert (done.returncode, done.stderr) == (1, "")
    assert verdict(done) == "### ❌ Refused: no decision covers the change to `payments`"
    charge = told.head()
    for part in (
        f"Changed in [`{charge[:10]}`]({SITE}/commit/{charge}) Wait before the second try.",
        "```\nDecision: 0001-try-a-charge-twice\n```",
        f"git decide link {charge[:10]} 0001-try-a-charge-twice --push",
        "git decide new --kind technical --module payments 'Wait before the second try'",
    ):
        assert part in done.stdout
    mends = answer(decide(told, *RANGE, "--json").stdout, "report")["report"]["mends"]
    assert mends == {
        "link": ["0001-try-a-charge-twice"],
        "accept": [],
        "modules": ["payments"],
        "commits": [charge],
        "may-skip": False,
    }


def test_the_line_that_mends_it(told: Repo) -> None:
    """What the page says to write into the pull request's text lets the range pass."""
    (line,) = re.findall(r"^```\n(Decision: .*)\n```$", decide(told, *RANGE).stdout, re.MULTILINE)[
        :1
    ]
    done = beside(told, f"Fix\n\n{line}\n")
    assert done.returncode == 0
    assert verdict(done) == ("### ⚠️ Passes, with a debt: `sessions` changed without a decision")
    assert "named by the pull request's text · justifies `payments`" in done.stdout


def test_every_module(told: Repo) -> None:
    """Why it is fragile, whose it is, what was touched; what lacks a decision comes first."""
    page = decide(told, *RANGE).stdout
    heads = re.findall(r"^\*\*`(.*)`\*\*: (.*)", page, re.MULTILINE)
    assert heads == [
        ("payments", "no decision covers 1 file"),
        ("sessions", "skipped: pager at 3 am, cause unknown"),
        ("partner-sync", "justified by 0004-take-orders-by-webhook"),
    ]
    fork, tip = told.out("rev-parse", "main"), told.head()
    assert "> If we break it, all customers suffer." in page
    assert "owned by @\u200bshop/payments, treasury@\u200bexample.com" in page
    assert f"[`src/partner/poll.py`]({SITE}/blob/{fork}/src/partner/poll.py) (deleted)" in page
    assert f"[`src/partner/receive.py`]({SITE}/blob/{tip}/src/partner/receive.py)" in page


def test_every_decision(told: Repo) -> None:
    """Title, status, who decided, a sentence of context, what lost and why, trade-offs, a link."""
    page = decide(told, *RANGE).stdout
    for part in (
        f"**[0004-take-orders-by-webhook]({SITE}/blob/{told.head()}/{LOG}/0004-take-orders-by-"
        "webhook.md): Take orders by webhook instead of polling for them**",
        "accepted 2026-02-15, in this branch · decided by Noor Haddad (tech lead), Paul Okafor",
        "> The partner limits us to 500 calls an hour since January, which is fewer than polling "
        "takes.\n",
        "- **Poll less often** lost: an order would wait seven minutes",
        "  - We must keep a public endpoint up",
    ):
        assert part in page
    assert "It can call us instead" not in page


def test_records_that_the_branch_adds_or_changes(told: Repo) -> None:
    """What became of them, field by field and sentence by sentence, in a fold."""
    edited = CAP.replace("Its contract allows two.", "Its contract allows *three*.")
    edited = edited.replace("charges a customer", "emails a customer")
    text = WEBHOOKS.replace("accepted", "proposed").replace("supersedes", "relates")
    told.commit(
        "Write",
        **{
            f"{LOG}/0001-try-a-charge-twice.md": f"{edited}\n## Outcome\n\nIt worked.\n",
            f"{LOG}/0005-more.md": text.replace("webhook", "pigeon"),
        },
    )
    told.git("rm", "-q", f"{LOG}/0003-keep-partner-data-in-europe.md")
    told.commit("Forget")
    page = decide(told, *RANGE).stdout
    assert "Records that this branch adds or changes: 2 changed, 1 deleted, 2 added" in page
    for part in (
        "- `status`: accepted → superseded",
        "- `superseded-by`: with 0004-take-orders-by-webhook",
        "`context`:\n\n```diff\n Five tries in a minute made the bank block us for a day.\n"
        "-Its contract allows two.\n+Its contract allows *three*.\n```",
        "- `alternatives`: A queue that tries later: charges a customer who has left already. → ",
        "- `outcome`: It worked.",
        "**deleted**: [0003-keep-partner-data-in-europe]",
        "Take orders by pigeon instead of polling for them (proposed), decided by Noor Haddad",
    ):
        assert part in page
    document = answer(decide(told, *RANGE, "--json").stdout, "report")["report"]
    changes = {each["record"]["number"]: each for each in document["changes"]}
    assert [changes[n]["change"] for n in sorted(changes)] == [
        "changed", "changed", "deleted", "added", "added"
    ]  # fmt: skip
    assert {field["key"] for field in changes[1]["fields"]} == {
        "context",
        "alternatives",
        "outcome",
    }
    assert changes[1]["fields"][-1] == {"key": "outcome", "after": "It worked."}


def test_records_in_force_that_nothing_names(told: Repo) -> None:
    """A reviewer sees what the branch may contradict: by its paths, and by its module."""
    page = decide(told, *RANGE).stdout
    _, _, unnamed = page.partition("#### Also in force for what is touched, though nothing names")
    assert (
        "Keep what partners send us in Europe (2025-11-20), about `src/partner/poll.py`" in unnamed
    )
    assert (
        "Try a charge at most twice (2026-01-12), about `src/payments/charge.py`: Five" in unnamed
    )
    assert "0004" not in unnamed.partition("<details>")[0]
    linked = beside(told, "x\n\nDecision: 1, 3").stdout
    assert "Also in force" not in linked


def test_what_a_squash_must_keep(told: Repo) -> None:
    """The trailers are there to be copied, as whole ids, and the skips with them."""
    page = beside(told, "x\n\nDecision: 1").stdout
    assert (
        "```\nDecision: 0004-take-orders-by-webhook\nDecision: 0001-try-a-charge-twice\n"
        "Decision-Skip: pager at 3 am, cause unknown\n```"
    ) in page


def test_all_is_well(told: Repo) -> None:
    """One screen, without a word about what is not there."""
    told.git("checkout", "-q", "-B", "webhooks", "main")
    told.commit("Try again\n\nDecision: 1", **{"src/payments/charge.py": "tries = 1\n"})
    done = decide(told, *RANGE)
    assert done.returncode == 0
    assert verdict(done) == "### ✅ Passes: every change to `payments` follows a decision"
    assert len(done.stdout.splitlines()) < 35
    assert not re.search("[Ss]kip|mend|[Aa]lso in force|adds or changes|warning", done.stdout)


def test_nothing_fragile(told: Repo) -> None:
    """A branch that touches nothing fragile gets an all-clear, and records that speak of it."""
    told.git("checkout", "-q", "-B", "webhooks", "main")
    told.commit("More", **{"src/export/csv.py": "1\n"})
    done = decide(told, "report", "--base", "main")
    assert verdict(done) == "### ✅ All clear: nothing fragile is touched"
    assert "about `src/export/csv.py`: Two partners demand it" in done.stdout
    assert f"`main..{told.head()[:12]}` · 1 commit · 1 file · 0 fragile modules" in done.stdout


def test_a_link_that_leads_nowhere(told: Repo) -> None:
    """What is named and does not do is told, and what it may have meant."""
    done = beside(told, "x\n\nDecision: 99")
    assert verdict(done).startswith(
        "### ❌ Refused: what is named does not justify the change to `p"
    )
    assert "- Decision: 99 names no record" in done.stdout
    assert "write the right id in its place" in done.stdout
    assert "What it may have meant:\n\n- `Decision: 0001-try-a-charge-twice`" in done.stdout


def test_commits_that_must_pass_by_themselves(told: Repo) -> None:
    """Where each commit must pass alone, the page says which does not."""
    told.git("checkout", "-q", "main")
    told.commit("Rules", **{"decisions.toml": "[policy]\neach-commit = true\n"})
    told.git("checkout", "-q", "webhooks")
    told.git("rebase", "-q", "main")
    done = beside(told, "x\n\nDecision: 1")
    assert verdict(done) == "### ❌ Refused: 1 commit without a decision of its own"
    assert "one line in the message of each of these commits" in done.stdout


def test_a_superseded_record_names_its_successor(told: Repo) -> None:
    """Who follows what was replaced meanwhile is told what took its place."""
    told.commit("Poll\n\nDecision: 2", **{"src/partner/again.py": "1\n"})
    page = decide(told, *RANGE).stdout
    assert "**Its place is taken by 0004-take-orders-by-webhook (accepted).**" in page
    found = answer(decide(told, *RANGE, "--json").stdout, "report")["report"]["decisions"]
    (old,) = (each for each in found if each["record"]["number"] == 2)
    assert [each["id"] for each in old["in-force"]] == ["0004-take-orders-by-webhook"]


def test_errors_in_records_are_told(told: Repo) -> None:
    """What refuses the range beside the rule is on the page, with its mend."""
    told.git("checkout", "-q", "-B", "webhooks", "main")
    told.commit("Break", **{f"{LOG}/0009-x.md": EUROPE.replace("2025-11-20", "soon")})
    done = decide(told, *RANGE)
    assert done.returncode == 1
    assert verdict(done).startswith("### ❌ Refused: 1 error in the records")
    assert f"- `{LOG}/0009-x.md:3`: " in done.stdout
