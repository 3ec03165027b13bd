"""``git decide digest``: the agenda as the messages that others take, ready for a pipe."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.policy import strict

import pytest

from git_decide.output.digest_slack import BLOCKS
from tests.acceptance.in_process import decide
from tests.acceptance.played import ADA, Played, play
from tests.support import Repo


@pytest.fixture
def shop(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Give a repository with a problem and a proposal, on 3 March 2026, that GitHub shows."""
    shop = play(repo, monkeypatch)
    shop.git("remote", "add", "origin", "https://user:secret@github.com/shop/checkout.git")
    shop.write_record("0001-churn", "problem", title="Customers leave", Trade_offs="")
    shop.write_record("0002-cap", "proposed", "kind: technical", title="Cap retries")
    shop.on("2026-03-03")
    return shop


def written(shop: Repo, form: str, *words: str) -> str:
    """Return what goes into the pipe; nothing else is said."""
    done = decide(shop, "digest", "--format", form, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "secret" not in done.stdout
    assert done.stdout.endswith("\n")
    return done.stdout


def test_slack(shop: Played) -> None:
    """One line of JSON, linked to the records as they are in the commit."""
    message = json.loads(written(shop, "slack"))
    assert message["text"] == "Agenda, 3 March 2026: 1 problem waiting, 1 proposal to decide"
    assert len(message["blocks"]) <= BLOCKS
    link = f"https://github.com/shop/checkout/blob/{shop.head()}/docs/decisions/0001-churn.md"
    assert f'"url": "{link}", "text": "Customers leave"' in written(shop, "slack")


def test_teams(shop: Played) -> None:
    """One line of JSON with one card."""
    line = written(shop, "teams")
    [attachment] = json.loads(line)["attachments"]
    assert attachment["content"]["type"] == "AdaptiveCard"
    assert '"text":"Cap retries"' in line


def test_email(shop: Played) -> None:
    """A whole message from whoever types it, dated now, the same as often as it is typed."""
    said = written(shop, "email")
    message = message_from_bytes(said.encode(), policy=strict)
    assert message["Subject"] == "Agenda, 3 March 2026: 1 problem waiting, 1 proposal to decide"
    assert message["From"] == "Ada Author <ada@example.com>"
    assert message["Date"] == "Tue, 03 Mar 2026 12:00:00 +0000"
    assert message["To"] is None
    assert written(shop, "email") == said


def test_email_of_nobody(shop: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git knows no address, such as on a server, what sends the mail says whose it is."""
    shop.git("config", "user.useConfigOnly", "true")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
        shop.env.pop(name, None)
    assert "\nFrom:" not in written(shop, "email")


@pytest.mark.parametrize("form", ["slack", "teams", "email"])
def test_the_options_of_the_agenda(shop: Played, form: str) -> None:
    """Which side, since when and of which commit, as `git decide agenda` has them."""
    told = written(shop, form, "--for", "engineering", "--since", "2026-01-05", "--at", "HEAD")
    assert "Agenda for engineering, 2 March 2026" in told  # the day of the commit
    assert "5 January 2026" in told.replace("=\n", "")
    assert "Cap retries" in told


def test_what_is_decided_on_both_sides_is_no_digest_of_one(shop: Played) -> None:
    """What concerns the other side alone is left out."""
    shop.write_record(
        "0003-plan", "proposed", "kind: product", f"deciders: [{ADA}]", title="Plan Y"
    )
    assert "Plan Y" in written(shop, "slack", "--for", "product")
    assert "Plan Y" not in written(shop, "slack", "--for", "engineering")


def test_it_must_be_said_who_takes_it(shop: Played) -> None:
    """There is no format that everybody means."""
    done = decide(shop, "digest")
    assert done.returncode == 2
    assert "--format" in done.stderr


def test_nothing_to_talk_about(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty agenda is a message too: that nothing is open is news."""
    shop = play(repo, monkeypatch)
    done = decide(shop, "digest", "--format", "slack")
    assert "There is nothing to talk about" in json.loads(done.stdout)["text"]
