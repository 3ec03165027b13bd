"""Each place on a command line is offered what may stand there, and nothing that acts."""

from __future__ import annotations

from contextlib import chdir
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.cli import completing
from git_decide.cli.completing import answer, suggestions
from git_decide.cli.group import VERBS
from git_decide.output.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo

RECORD = """\
---
status: {status}
deciders: [Ann Lee (PM)]
tags: [{tag}]
---

# {title}
"""
CONFIG = """\
[records.logs]
billing = "docs/billing"

[fragile.payments]
why = "All customers pay through it."
"""
HOSTILE = "docs/decisions/0009-$(touch x).md"


@pytest.fixture
def shop(repo: Repo) -> Iterator[Repo]:
    """Give a repository with a few records, and stand in it."""
    files = {
        "docs/decisions/0041-poll.md": RECORD.format(
            status="accepted", tag="net", title="Poll the partner"
        ),
        "docs/decisions/0042-use-webhooks.md": RECORD.format(
            status="proposed", tag="net", title="Take what is pushed"
        ),
        "docs/decisions/0420-sell-pears.md": RECORD.format(
            status="rejected", tag="goods", title="Sell pears"
        ),
        "docs/billing/0003-vat.md": RECORD.format(status="accepted", tag="tax", title="Add VAT"),
        "decisions.toml": CONFIG,
        ".gitattributes": "src/** fragile=sessions\nlib/** fragile=payments\n",
    }
    repo.commit("Sell apples", **files)
    repo.git("tag", "v1.0")
    with chdir(repo.path):
        yield repo


def _offered(repo: Repo, *words: str) -> list[str]:
    """Return the words that may stand for the last one, as far as they begin like it."""
    *before, typed = words
    found = suggestions(before, typed, repo.env)
    return [one.word for one in found if one.word.startswith(typed)]


def _answered(
    capsysbinary: pytest.CaptureFixture[bytes], repo: Repo, shell: str, *words: str
) -> list[str]:
    answer([shell, *words], repo.env)
    return capsysbinary.readouterr().out.decode().splitlines()


def test_verbs_are_offered_with_what_they_do(
    capsysbinary: pytest.CaptureFixture[bytes], shop: Repo
) -> None:
    """In the order of the help; those of a group with the first line of their own."""
    assert _offered(shop, "") == list(VERBS)
    assert _answered(capsysbinary, shop, "zsh", "acc") == [f"accept\t{VERBS['accept']}"]
    assert [*map(_word, _answered(capsysbinary, shop, "zsh", "fragile", ""))] == [
        "add",
        "list",
        "remove",
    ]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("show", "00"), ["0041-poll", "0042-use-webhooks"]),
        (("show", "b"), ["billing/0003-vat"]),
        (("accept", "0"), ["0042-use-webhooks"]),
        (("reopen", ""), ["0420-sell-pears"]),
        (("deprecate", ""), ["billing/0003-vat", "0041-poll"]),
        (("link", "HEAD", "004"), ["0041-poll"]),
        (("new", "x", "--supersedes", "004"), ["0041-poll", "0042-use-webhooks"]),
        (("supersede", "41", "--by", "004"), ["0041-poll", "0042-use-webhooks"]),
        (("list", "--status", "p"), ["problem", "proposed"]),
        (("list", "--status=acc"), ["--status=accepted"]),
        (("list", "--module", ""), ["payments", "sessions"]),
        (("fragile", "remove", ""), ["payments", "sessions"]),
        (("coverage", "s"), ["sessions"]),
        (("list", "--tag", ""), ["net", "tax", "goods"]),
        (("accept", "42", "--decider", ""), ["Ann Lee (PM)"]),
        (("new", "x", "--log", ""), ["billing"]),
        (("list", "--at", ""), ["HEAD", "main", "v1.0"]),
        (("check", "--range", "v"), ["v1.0.."]),
        (("check", "--range", "v1.0..m"), ["v1.0..main"]),
        (("check", "--range", "v1.0...H"), ["v1.0...HEAD"]),
        (("check", "--explain", "unknown-rec"), ["unknown-record"]),
        (("check", "--message", ""), [":files"]),
        (("check", ""), [":files"]),
        (("-C", ""), [":folders"]),
        (("--hyperlinks", "a"), ["auto", "always"]),
        (("completion", "z"), ["zsh"]),
        (("show", "--at", "v1.0", "--", "00"), ["0041-poll", "0042-use-webhooks"]),
        (("relink", "main..", "004"), ["0041-poll=", "0042-use-webhooks="]),
        (("relink", "main..", "42=0"), ["42=0041-poll"]),
        (("why", ""), [":files", "payments", "sessions"]),
        (("log", "004"), ["0041-poll", "0042-use-webhooks"]),
        (("show", "42", ""), []),
        (("rename", "42", "Word"), []),
        (("new", "x", "--context", ""), []),
        (("new", "x", "--alias", ""), []),
        (("show", "--no-such=", "00"), ["0041-poll", "0042-use-webhooks"]),
    ],
)
def test_what_is_offered(shop: Repo, words: Sequence[str], offered: list[str]) -> None:
    """Ids that a verb can take, values by the name of the option, nothing for free text."""
    assert sorted(_offered(shop, *words)) == sorted(offered)


def test_commits_are_offered_by_their_subjects(
    capsysbinary: pytest.CaptureFixture[bytes], shop: Repo
) -> None:
    """`link` takes commits: the latest ones, then branches and tags."""
    short = shop.out("rev-parse", "--short", "HEAD")
    found = _answered(capsysbinary, shop, "zsh", "link", "")
    assert found == [f"{short}\tSell apples", "HEAD", "main\tbranch", "v1.0\ttag"]
    assert _answered(capsysbinary, shop, "zsh", "link", "apple") == [f"{short}\tSell apples"]


def test_remotes_are_offered(shop: Repo) -> None:
    """By the names they have here."""
    shop.git("remote", "add", "upstream", "https://example.com/r.git")
    assert _offered(shop, "link", "--remote", "") == ["upstream"]


def test_options_are_offered_once(shop: Repo) -> None:
    """Unless they may be given again; those that are hidden are not offered behind a verb."""
    offered = _offered(shop, "list", "--json", "--status", "problem", "--")
    assert "--json" not in offered
    assert {"--status", "--at", "--help"} <= {*offered}
    assert "--no-pager" not in offered
    assert "--no-pager" in _offered(shop, "--")
    assert _offered(shop, "show", "--", "--") == []


def test_it_is_the_repository_of_the_command_that_is_looked_at(
    shop: Repo, make_repo: MakeRepo
) -> None:
    """``-C`` counts, as one word with its value or as two."""
    other = make_repo("other")
    other.write("docs/decisions/0001-else.md", "# Else\n")
    for there in (("-C", str(other.path)), ("-C", "..", "-C", "other")):
        with chdir(shop.path):
            assert _offered(shop, *there, "show", "") == ["0001-else"]


@pytest.mark.parametrize(
    ("shell", "typed", "offered"),
    [
        ("zsh", "42", ["0042-use-webhooks"]),
        ("zsh", "4", ["0041-poll", "0042-use-webhooks", "0420-sell-pears"]),
        ("zsh", "webh", ["0042-use-webhooks"]),
        ("zsh", "PUSHED", ["0042-use-webhooks"]),
        ("zsh", "e", []),
        ("zsh", "ell", ["0420-sell-pears"]),
        ("bash", "webh", ["0042-use-webhooks"]),
        ("bash", "42", ["0042-use-webhooks"]),
        ("bash", "4", []),  # all begin with 0 only: what was typed would be lost
        ("bash", "041", ["0041-poll"]),
        ("bash", "41", ["0041-poll"]),
        ("bash", "po", ["0041-poll"]),
        ("bash", '"00', ["0041-poll", "0042-use-webhooks"]),
    ],
)
def test_a_number_or_a_word_is_enough(
    capsysbinary: pytest.CaptureFixture[bytes],
    shop: Repo,
    shell: str,
    typed: str,
    offered: list[str],
) -> None:
    """Where no id begins with what was typed, it is looked for in ids and titles."""
    found = [_word(line) for line in _answered(capsysbinary, shop, shell, "show", typed)]
    assert sorted(found) == sorted(offered)


def test_nothing_that_acts_is_said(capsysbinary: pytest.CaptureFixture[bytes], shop: Repo) -> None:
    """A name that a shell would obey is not put between quotes that do not keep it from that."""
    shop.write(HOSTILE, "# \x1b[31mRed\x07\n")
    shop.write("docs/decisions/0010-\x1b[31m.md", "# Red\n")
    found = _answered(capsysbinary, shop, "fish", "show", "00")
    assert "0009-$(touch x)\t\\x1b[31mRed\\x07" in found
    assert not any("0010" in line for line in found)
    assert all(safe(line) == line.replace("\t", "\\t") for line in found)
    quoted = _answered(capsysbinary, shop, "bash", "show", '"00')
    assert [_word(line) for line in quoted] == ["0041-poll", "0042-use-webhooks"]


@pytest.mark.parametrize(
    "words", [(), ("no-such-verb", ""), ("show", "--at"), ("fragile", "x", "")]
)
def test_nothing_is_said_where_there_is_nothing_to_say(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, repo: Repo, words: Sequence[str]
) -> None:
    """No repository, no such verb, no words: the line of whoever types stays as it is."""
    with chdir(tmp_path):
        assert len(_answered(capsysbinary, repo, "bash", *words)) in (0, len(VERBS), 1)
        assert _answered(capsysbinary, repo, "bash", "show", "") == []
    answer([], repo.env)
    assert capsysbinary.readouterr() == (b"", b"")
    with chdir(tmp_path), pytest.raises(LookupError):
        answer(["bash", "no-such-verb", ""], {**repo.env, "GIT_DECIDE_DEBUG": "1"})


def test_a_broken_configuration_is_no_reason_to_say_nothing(shop: Repo) -> None:
    """Records are looked for where they usually are."""
    shop.write("decisions.toml", "[records\n")
    assert _offered(shop, "show", "004") == ["0041-poll", "0042-use-webhooks"]


WORDS = ("-C", "--", "--at", "show", "fragile", "add", "--status=", "-", "", "x", "link", "--json")


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=5))
def test_no_line_is_too_odd(words: list[str]) -> None:
    """Whatever somebody typed, what is offered is words, or the line leads to no command."""
    try:
        place = completing._place([word for word in words if word != "-C"])
    except LookupError:
        return
    assert place.name == "" or place.name.split()[0] in VERBS


def _word(line: str) -> str:
    return line.partition("\t")[0]
