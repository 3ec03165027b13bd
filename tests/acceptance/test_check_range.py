"""``git decide check --range``: whether commits may arrive, said in text and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.ranged import LINK, ask, branch, change, codes, document, linked
from tests.guarded import CHARGE, FIRST, FOLDER, RULES, WHY, record
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.guarded import Guarded

FIRST_TEXT = f"{FIRST}\n      # Cap retries at two (accepted)\n"


@pytest.fixture
def topic(guarded: Guarded) -> Guarded:
    """Give a repository on a branch off main."""
    branch(guarded)
    return guarded


def test_a_refusal_says_what_why_and_who(topic: Guarded) -> None:
    """The module, why it is fragile, its owners, the files, the commits, the mend."""
    topic.commit("Docs", **{"src/other.py": "2\n"})
    made = change(topic, message="Retry\n\nMore of it.")
    said = ask(topic)
    assert said.refused
    assert said.out.startswith(
        "refused: main..HEAD changes the fragile module 'payments' without naming a decision.\n"
    )
    assert f"  payments: {WHY}\n" in said.out
    assert "    owners   @payments\n" in said.out
    assert f"    changed  {CHARGE}\n    by       {made[:10]} Retry\n" in said.out
    assert f"one line in a pull request will do:\n  Decision: {FIRST_TEXT}" in said.out
    assert "Docs" not in said.out
    assert said.err == "1 error, 0 warnings\n"


def test_one_line_says_that_it_passes(topic: Guarded) -> None:
    """Nothing on standard output where all is well."""
    linked(topic)
    said = ask(topic)
    assert (said.code, said.out) == (0, "")
    assert said.err == f"main..HEAD passes: 1 commit; payments justified by {FIRST}.\n"
    topic.git("reset", "-q", "--hard", "main")
    assert ask(topic).err == "main..HEAD holds no commits: there is nothing to judge.\n"
    topic.commit("Docs", **{"src/other.py": "2\n"})
    assert ask(topic).err == "main..HEAD passes: 1 commit, and nothing fragile is changed.\n"


def test_json(topic: Guarded) -> None:
    """The findings, and what was judged."""
    made = change(topic)
    main = topic.out("rev-parse", "main")
    said = document(topic)
    assert said["range"] == {
        "base": main,
        "tip": made,
        "fork": main,
        "commits": 1,
        "refused": True,
        "modules": [{"module": "payments", "outcome": "refused", "by": [], "uncovered": [CHARGE]}],
    }
    (found,) = said["findings"]
    assert (found["code"], found["severity"], found["path"]) == (
        "change-without-decision",
        "error",
        CHARGE,
    )


@pytest.mark.parametrize("form", ["github", "sarif", "junit", "markdown"])
def test_every_format_has_what_is_found(topic: Guarded, form: str) -> None:
    """What refuses a range is a finding like any other."""
    change(topic)
    said = ask(topic, "--format", form)
    assert said.refused
    assert "no decision covers this change" in said.out


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        (f"Retry\n\n{LINK}\n", True),
        (f"Retry\r\n\r\nWords.\r\n\r\n{LINK}\r\n\r\nMore words.\r\n", True),
        (f"{LINK}\n", True),
        (f"Retry\n\n  {LINK}\n", True),
        (f"Retry\n\n    {LINK}\n", False),
        ("Retry\n\nDecision-Skip: down\n", True),
        ("Decision: 1 is what we follow\n\nWords.\n", False),
        ("", False),
    ],
)
def test_text_beside_the_commits(topic: Guarded, text: str, passes: bool) -> None:
    """The title and the body of a pull request may hold the links; the title itself is none."""
    change(topic)
    assert ask(topic, message=text).passed is passes


def test_text_from_standard_input(topic: Guarded) -> None:
    """``--message -``."""
    change(topic)
    words = ("check", "--base", "main", "--message", "-")
    assert topic.decide(*words, input=f"Retry\n\n{LINK}\n").returncode == 0


def test_links_that_do_not_do(topic: Guarded) -> None:
    """To nothing, to several, to what does not cover it, to what is not accepted."""
    topic.add_record("0002-a", record("A", "proposed"))
    topic.add_record("0003-b", record("B", modules="auth"))
    for number in ("0004-c", "0004-d"):
        topic.add_record(number, record(number))
    change(topic)
    because = {
        "Decision: 9 names no record": 9,
        "0002-a is proposed, not accepted": 2,
        "0003-b does not cover module payments": 3,
        "Decision: 4 is ambiguous: 0004-c, 0004-d": 4,
    }
    for words, written in because.items():
        said = ask(topic, message=f"Retry\n\nDecision: {written}\n")
        assert said.refused
        assert f"    but      {words}" in said.out


def test_a_link_to_nothing_where_nothing_is_fragile(topic: Guarded) -> None:
    """It is a warning there."""
    topic.commit("Docs\n\nDecision: 9", **{"src/other.py": "2\n"})
    linked(topic)
    assert codes(topic) == ["unknown-record"]


def test_warnings_of_single_commits(topic: Guarded) -> None:
    """A link that git does not see, a fixup, a commit that the pull request speaks for."""
    change(topic, "2\n", f"Retry\n\n{LINK}\n\nMore words.")
    change(topic, "3\n", "fixup! Retry")
    found = codes(topic)
    assert found == ["commit-without-decision", "fixup-commit", "link-not-a-trailer"]
    text = ask(topic).out
    assert "warning: " in text
    assert "'fixup! Retry'" in text


def test_each_commit(topic: Guarded) -> None:
    """``--each-commit`` refuses what one commit lacks, and names it."""
    made = change(topic, message="Retry")
    linked(topic, "3\n")
    assert ask(topic).passed
    said = ask(topic, "--each-commit")
    assert said.refused
    assert said.out.startswith("refused: main..HEAD has commits that do not pass by themselves.")
    assert f"git decide link {made[:10]} {FIRST}" in said.out


def test_what_is_newly_wrong_with_records(topic: Guarded) -> None:
    """A record that does not check refuses a range that touches nothing fragile."""
    topic.add_record("0002-b", record("B").replace("2026-01-15", "soon"))
    said = ask(topic)
    assert said.refused
    assert f"{FOLDER}/0002-b.md:3:7: error: " in said.out
    assert "refused:" not in said.out


def test_text_from_a_repository_is_untrusted(guarded: Guarded) -> None:
    """Nothing of it reaches the terminal as it is."""
    guarded.rule(RULES.replace(WHY, "It \\u001b[31mburns\\u001b[0m"))
    branch(guarded)
    path = "src/payments/a\x1b[2Jb\n.py"
    guarded.commit("Bad \x1b[31mred\x1b[0m", **{path: "1\n"})
    said = ask(guarded)
    assert said.refused
    assert "\x1b" not in said.out + said.err
    assert "src/payments/a\\x1b[2Jb\\n.py" in said.out


def test_base_finds_the_range(topic: Guarded) -> None:
    """``--base main`` is ``--range main..HEAD``."""
    change(topic)
    one, two = document(topic, "--base", "main"), document(topic, "--range", "main..")
    assert one == two
    assert one["range"]["tip"] == topic.head()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--range", "main"), "'main' is no range"),
        (("--range", "main..HEAD", "--base", "main"), "--range and --base"),
        (("--range", "main..HEAD", "--staged"), "--staged is about something else"),
        (("--range", "main..HEAD", "--fix"), "--fix is about something else"),
        (("--base", "main", "src"), "PATHS is about something else"),
        (("--base", "main", "--baseline", "x"), "--baseline is about something else"),
        (("--base", "main", "--message", "none"), "the message 'none' cannot be read"),
        (("--each-commit",), "--each-commit is about a range"),
        (("--message", "none"), "--message is about a range"),
    ],
)
def test_wrong_usage(guarded: Guarded, words: tuple[str, ...], said: str) -> None:
    """Exit 2, with what to type instead."""
    done = decide(guarded, "check", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 2 or "cannot be read" in said


def test_the_number_of_processes_does_not_grow(
    topic: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten times as many commits start as many processes of git."""
    counts = []
    for number in (2, 20):
        for at in range(number):
            linked(topic, f"{number} {at}\n")
        trace = tmp_path / f"trace-{number}"
        monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
        assert ask(topic).passed
        monkeypatch.delenv("GIT_TRACE2_EVENT")
        counts.append(len(git_starts(trace)))
    assert counts[0] == counts[1]


def test_a_commit_without_a_date(topic: Guarded) -> None:
    """Broken commits are judged like others; histories of years have some."""
    change(topic)
    text = topic.git("cat-file", "commit", "HEAD").stdout
    parts = [li.rsplit(" ", 2)[0] if li[:9] == "committer" else li for li in text.split("\n")]
    broken = ("hash-object", "-t", "commit", "-w", "--literally", "--stdin")
    made = topic.git(*broken, input="\n".join(parts)).stdout.strip()
    assert ask(topic, "--range", f"main..{made}").refused


def test_a_message_that_is_too_long(topic: Guarded) -> None:
    """Thousands of wrong links, and a subject without an end, make no page without an end."""
    wrong = "".join(f"Decision: x{number}\n" for number in range(3000))
    change(topic, message=f"{'x' * 20_000}\n\n{wrong}")
    said = ask(topic)
    assert said.refused
    assert "and 2992 more reasons" in said.out
    assert len(said.out) < 2_000
