"""Every mend that a refused range prints lets it pass, as it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.ranged import ask, branch, change, codes
from tests.guarded import FIRST, FLAGS, RULES, record

if TYPE_CHECKING:
    from tests.guarded import Guarded


@pytest.fixture
def topic(guarded: Guarded) -> Guarded:
    """Give a repository on a branch off main."""
    branch(guarded)
    return guarded


def commands(repo: Guarded, *args: str, message: str | None = None) -> list[list[str]]:
    """Return the commands of a refusal."""
    said = ask(repo, *args, message=message)
    assert said.refused
    return said.commands


def paste(repo: Guarded, block: list[str], script: str = "true") -> None:
    """Type the commands, one after the other; what they open an editor on is edited so."""
    for command in block:
        said = repo.paste(command, env=repo.editor(script))
        assert said.passed, (command, said.text)


def test_an_amendment(topic: Guarded) -> None:
    """One commit that is checked out is amended."""
    change(topic, message="Retry")
    block = commands(topic)[0]
    assert block == [f"git commit --amend --no-edit --trailer 'Decision: {FIRST}'"]
    paste(topic, block)
    assert codes(topic) == []
    assert topic.links() == [FIRST]


def test_a_commit_of_its_own(topic: Guarded) -> None:
    """Behind several commits one more names the decision."""
    change(topic)
    change(topic, "3\n")
    paste(topic, commands(topic)[0])
    assert ask(topic).passed
    assert topic.out("rev-list", "--count", "main..") == "3"


def test_the_line_for_the_pull_request(topic: Guarded) -> None:
    """What is printed is what counts, for every record that is offered."""
    topic.git("checkout", "-q", "main")
    topic.add_record("0002-cap-retries-at-three", record("Cap retries at three"))
    branch(topic, "later")
    change(topic)
    said = ask(topic)
    lines = [line.strip() for line in said.out.splitlines() if line.startswith("  Decision: ")]
    assert lines == ["Decision: 0002-cap-retries-at-three", f"Decision: {FIRST}"]
    for line in lines:
        assert ask(topic, message=f"Retry\n\n{line}\n").passed


def test_a_proposal_is_accepted(topic: Guarded) -> None:
    """What a proposal would cover is passed by accepting it on the branch."""
    topic.git("checkout", "-q", "main")
    decider = "Ada (tech lead)"
    topic.add_record("0002-log-in", record("Log in", "proposed", modules="auth", decider=decider))
    branch(topic, "later")
    change(topic, path="src/auth/login.py")
    first = commands(topic)[0]
    assert first[0] == "git decide accept 0002-log-in"
    paste(topic, first)
    assert ask(topic).passed


def test_a_record_is_written(topic: Guarded) -> None:
    """Nothing covers it yet: new, accept, commit."""
    change(topic, path="src/auth/login.py", message="Let robots in")
    first = commands(topic)[0]
    assert first[0] == "git decide new --kind technical --module auth 'Let robots in'"
    text = record("Let robots in", "proposed", modules="auth")
    (topic.path.parent / "typed.md").write_text(text)
    paste(topic, first, f'cat {topic.path.parent}/typed.md >"$1"')
    assert ask(topic).passed


def test_a_skip(topic: Guarded) -> None:
    """The last resort, where the rules allow it."""
    change(topic)
    last = commands(topic)[-1]
    assert last == ["git commit --amend --no-edit --trailer 'Decision-Skip: REASON'"]
    paste(topic, last)
    assert codes(topic) == ["change-skipped"]


def test_no_skip_where_it_is_forbidden(guarded: Guarded) -> None:
    """What would not help is not offered."""
    guarded.rule(f'[policy]\nskip = "forbidden"\n\n{RULES}')
    branch(guarded)
    change(guarded)
    assert "Decision-Skip" not in ask(guarded).out
    said = ask(guarded, message="Retry\n\nDecision-Skip: down\n")
    assert said.refused
    assert "module payments does not allow Decision-Skip" in said.out


def test_a_wrong_link_in_the_only_commit(topic: Guarded) -> None:
    """Its message is written anew."""
    change(topic, message="Retry\n\nDecision: 9")
    block = commands(topic)[0]
    assert block == ["git commit --amend"]
    paste(topic, block, f"sed -i 's/Decision: 9/Decision: {FIRST}/' \"$1\"")
    assert codes(topic) == []


def test_a_wrong_link_further_down(topic: Guarded) -> None:
    """A rebase rewords it."""
    change(topic, message="Retry\n\nDecision: 9")
    change(topic, "3\n", "Retry more")
    script = f"sed -i -e '1s/^pick/reword/' -e 's/Decision: 9/Decision: {FIRST}/' \"$1\""
    paste(topic, commands(topic)[0], script)
    assert ask(topic).passed


def test_a_wrong_link_in_the_text_given(topic: Guarded) -> None:
    """It is put right there; no command can."""
    change(topic)
    said = ask(topic, message="Retry\n\nDecision: 9\n")
    assert said.commands == []
    assert "in the text that you gave" in said.out
    assert f"  Decision: {FIRST}\n" in said.out


def test_notes_for_each_commit(topic: Guarded) -> None:
    """What may not be changed any more is linked by a note."""
    change(topic)
    change(topic, "3\n")
    paste(topic, commands(topic, "--each-commit", message=f"Retry\n\nDecision: {FIRST}")[0])
    assert ask(topic, "--each-commit").passed


@pytest.mark.parametrize("options", [[], ["--each-commit"]])
def test_a_note_that_only_this_clone_has(options: list[str], topic: Guarded) -> None:
    """It is named first, and shared it counts."""
    hub = topic.path.parent / "hub"
    topic.git("clone", "-q", "--bare", ".", str(hub))
    topic.git("remote", "add", "origin", str(hub))
    change(topic)
    name = topic.head()[:10]
    assert topic.decide("link", "HEAD", "1").returncode == 0
    block = commands(topic, *options)[0]
    assert block == [f"git decide link {name} {FIRST} --push"]
    said = f"A note on {name} links {FIRST}, but only here."
    assert said in ask(topic, *options).out
    page = topic.decide("report", "--range", "main..HEAD").stdout
    assert f"A note on `{name}` links {FIRST}, but only in one clone." in page
    paste(topic, block)
    assert ask(topic, *options).passed


def test_a_flag_that_is_taken_away(topic: Guarded) -> None:
    """The same mends let a change of the flags pass."""
    flags = FLAGS.replace("payments/**", "payments/refund.py")
    topic.commit("Fewer flags", **{".gitattributes": flags})
    change(topic)
    paste(topic, commands(topic)[0])
    assert ask(topic).passed


def test_another_branch_is_checked_out(topic: Guarded) -> None:
    """What has to be committed lands on the branch that was asked about."""
    change(topic)
    topic.git("checkout", "-q", "main")
    wanted = ("--range", "main..topic")
    block = commands(topic, *wanted)[0]
    assert block[0] == "git switch topic"
    paste(topic, block)
    assert ask(topic, *wanted).passed


def test_no_single_record_covers_it(guarded: Guarded) -> None:
    """Those that do so together are named together."""
    guarded.add_record("0002-log-in", record("Log in", modules="auth"))
    branch(guarded)
    guarded.commit("Both", **{"src/auth/login.py": "2\n", "src/payments/charge.py": "2\n"})
    said = ask(guarded)
    told = "\n".join(li for li in said.out.splitlines() if li.startswith("  Decision: "))
    assert ask(guarded, message=f"Both\n\n{told}\n").passed
    paste(guarded, said.commands[0])
    assert codes(guarded) == []


def test_a_part_is_no_mend(topic: Guarded) -> None:
    """A record that leaves something uncovered is named, and not as what lets it pass."""
    topic.commit("Both", **{"src/auth/login.py": "2\n", "src/payments/charge.py": "2\n"})
    said = ask(topic)
    assert f"A part is covered by:\n      {FIRST}" in said.out
    assert f"Decision: {FIRST}" not in said.out


def test_each_commit_is_mended_at_once(topic: Guarded) -> None:
    """Where each has to pass by itself, the first mend that is printed is enough."""
    change(topic)
    change(topic, "3\n")
    text = record("Retry", "proposed", modules="payments")
    (topic.path.parent / "typed.md").write_text(text)
    first, second, *_ = commands(topic, "--each-commit")
    for number, block in enumerate((first, second)):
        copy = topic.copy(topic.path.parent / str(number))
        paste(copy, block, f'cat {topic.path.parent}/typed.md >"$1"')
        assert ask(copy, "--each-commit").passed


def test_a_wrong_link_in_a_note(topic: Guarded) -> None:
    """It is put right where it stands: the message has nothing that is wrong."""
    change(topic, message=f"Retry\n\nDecision: {FIRST}")
    topic.git("notes", "--ref=decisions", "add", "-m", "Decision: 9", "HEAD")
    block = commands(topic)[0]
    assert block == [f"git notes --ref=decisions edit {topic.head()[:10]}"]
    paste(topic, block, f"sed -i 's/Decision: 9/Decision: {FIRST}/' \"$1\"")
    assert codes(topic) == []
