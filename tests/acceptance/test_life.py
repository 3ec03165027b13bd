"""Every ordered pair of statuses, through the command line, in every form a record may have."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest

from git_decide.records.digest import name_of
from git_decide.records.lifecycle import STATUSES
from git_decide.records.reader import read
from tests.acceptance.in_process import decide
from tests.acceptance.lives import (
    COMMANDS,
    FORMS,
    NAME,
    OTHER,
    PATH,
    RESOLVED,
    leading_to,
    other,
    written,
)
from tests.moves import MOVES

if TYPE_CHECKING:
    from git_decide.records.model import Record
    from tests.support import Repo

PAIRS = list(product(STATUSES, repeat=2))
ALLOWED = [pair for pair in PAIRS if pair in MOVES]
REFUSED = [pair for pair in PAIRS if pair not in MOVES]


def record_at(repo: Repo, path: str = PATH) -> Record:
    """Return a record of the work tree as it is read."""
    name = name_of(path, "")
    assert name
    record = read((repo.path / path).read_bytes(), name).record
    assert record
    return record


def begin(repo: Repo, form: str, status: str) -> str:
    """Write the decision in a form and a status, and the one that may supersede it."""
    text = written(form, status)
    repo.stage(**{PATH: text, OTHER: other(form)})
    found = record_at(repo)
    assert (found.format, found.status) == (form, status)
    return text


def lines_kept(before: str, after: str) -> bool:
    """Tell whether all lines but those of status, date and resolution are there, in their order."""
    status = re.search(r"(?m)^(?:status: |## Status\n\n).*$", before)
    assert status
    stated = (status.group().split("\n")[-1], "date: 2026-02-15", "Date: 2026-02-15", RESOLVED)
    rest = iter(after.split("\n"))
    return all(line in rest for line in before.split("\n") if line not in stated)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_a_move_of_the_table(repo: Repo, form: str, before: str, after: str) -> None:
    """It is made by its verb, touches no line of others, is staged and can be checked."""
    text = begin(repo, form, before)
    done = decide(repo, *COMMANDS[MOVES[before, after]])
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[0] == PATH
    assert "Next: git " in done.stderr
    found = record_at(repo)
    assert (found.format, found.status) == (form, after)
    assert lines_kept(text, repo.read(PATH)), repo.read(PATH)
    assert repo.out("diff", "--name-only") == ""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("before", "after"), REFUSED)
def test_a_move_that_is_not_in_the_table(repo: Repo, form: str, before: str, after: str) -> None:
    """No verb makes it; each is refused with what is allowed from here, and writes nothing."""
    text = begin(repo, form, before)
    for verb in sorted(leading_to(after) - {MOVES.get((before, each)) for each in STATUSES}):
        done = decide(repo, *COMMANDS[verb])
        assert (done.returncode, done.stdout) == (1, ""), (verb, done.stderr)
        assert f"{NAME} is " in done.stderr
        assert before in done.stderr.split("\n")[0]
        for (start, _), instead in MOVES.items():
            if start == before:
                assert f"git decide {instead} {NAME}" in done.stderr
        assert (repo.path / PATH).read_bytes() == text.encode()
    for (start, _), verb in MOVES.items():
        if start == before and after == "problem":
            decide(repo, *COMMANDS[verb])
            assert record_at(repo).status != "problem"
            repo.write(PATH, text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("first", ["product", "engineering"])
def test_one_perspective_leaves_it_proposed(repo: Repo, form: str, first: str) -> None:
    """The first side is noted and the other one is asked; the second makes it contested."""
    second = {"product": "engineering", "engineering": "product"}[first]
    repo.write(PATH, written(form, "proposed", argued=False))
    done = decide(repo, "contest", "1", "--side", first, "--says", "First.\n\nAnd more.")
    assert done.returncode == 0, done.stderr
    assert record_at(repo).status == "proposed"
    assert f"git decide contest {NAME} --side {second} --says 'TEXT'" in done.stderr
    done = decide(repo, "contest", "1", "--side", second, "--says", "Second.")
    assert done.returncode == 0, done.stderr
    found = record_at(repo)
    assert (found.format, found.status) == (form, "contested")
    assert found.perspectives
    assert getattr(found.perspectives, first) == "First.\n\nAnd more."
    assert getattr(found.perspectives, second) == "Second."
    assert f"git decide resolve {NAME} --resolution 'TEXT'" in done.stderr


@pytest.mark.parametrize("form", FORMS)
def test_a_side_that_says_more(repo: Repo, form: str) -> None:
    """What it said before is kept, and its own second word does not contest the record."""
    repo.write(PATH, written(form, "proposed", argued=False))
    for words in ("First.", "Second."):
        assert decide(repo, "contest", "1", "--side", "product", "--says", words).returncode == 0
    found = record_at(repo)
    assert found.perspectives
    assert (found.status, found.perspectives.product) == ("proposed", "First.\n\nSecond.")


@pytest.mark.parametrize("form", FORMS)
def test_both_sides_at_once(repo: Repo, form: str) -> None:
    """The flag of the other side's field says what that one thinks."""
    repo.write(PATH, written(form, "proposed", argued=False))
    words = ("contest", "1", "--side", "product", "--says", "First.", "--engineering", "Second.")
    assert decide(repo, *words).returncode == 0
    assert record_at(repo).status == "contested"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("start", ["contested", "escalated"])
def test_resolving_needs_a_resolution(repo: Repo, form: str, start: str) -> None:
    """Without one it is refused, with the flag; one that stands in the file will do."""
    argued = written(form, start)
    bare, _, _ = argued.partition("\n## Resolution")
    repo.write(PATH, bare)
    done = decide(repo, "resolve", "1")
    assert done.returncode == 1
    assert f"git decide resolve {NAME} --resolution 'TEXT'" in done.stderr
    assert repo.read(PATH) == bare
    repo.write(PATH, argued)
    assert decide(repo, "resolve", "1").returncode == 0
    assert record_at(repo).status == "proposed"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("start", "verb", "word"),
    [("proposed", "reject", "rejected"), ("accepted", "deprecate", "deprecated")],
)
def test_a_reason_stands_in_the_outcome(
    repo: Repo, form: str, start: str, verb: str, word: str
) -> None:
    """With its day, below what stood there before; reopening adds to it."""
    repo.write(PATH, written(form, start) + "\n## Outcome\n\nFirst words.\n")
    assert decide(repo, verb, "1", "--why", "It costs\ntoo much.").returncode == 0
    assert decide(repo, "reopen", "1", "--why", "It is cheap now.").returncode == 0
    told = record_at(repo).outcome
    assert told
    day = r"\d{4}-\d\d-\d\d"
    reason = rf"First words\.\n\n{day}, {word}:\n\nIt costs\ntoo much\."
    assert re.fullmatch(rf"{reason}\n\n{day}, reopened: It is cheap now\.", told)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("how", ["worked", "failed", "mixed"])
@pytest.mark.parametrize("status", STATUSES)
def test_an_outcome(repo: Repo, form: str, how: str, status: str) -> None:
    """It joins the section Outcome of a decision with the day, and moves nothing."""
    begin(repo, form, status)
    done = decide(repo, "outcome", "1", f"--{how}", "--says", "No block since March.")
    found = record_at(repo)
    assert found.status == status
    if status in ("accepted", "superseded", "deprecated"):
        assert done.returncode == 0, done.stderr
        assert re.fullmatch(
            rf"\d{{4}}-\d\d-\d\d, {how}: No block since March\.", found.outcome or ""
        )
        assert (found.format, found.date) == (form, "2026-02-15")
    else:
        assert done.returncode == 1
        assert "only what is accepted, superseded or deprecated" in done.stderr
        assert repo.read(PATH) == written(form, status)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("start", ["accepted", "proposed"])
def test_both_ends_of_a_supersession(repo: Repo, form: str, start: str) -> None:
    """The old record names the new one, the new one the old one; a second time is refused."""
    begin(repo, form, start)
    done = decide(repo, *COMMANDS["supersede"])
    assert done.stdout.split() == [PATH, OTHER]
    old, new = record_at(repo), record_at(repo, OTHER)
    assert leads(old.superseded_by) == ["0002-queue"]
    assert leads(new.supersedes) == [NAME]
    assert (old.status, new.status) == ("superseded", "accepted")
    again = decide(repo, *COMMANDS["supersede"])
    assert again.returncode == 1
    assert f"{NAME} is already superseded by 0002-queue\n" in again.stderr
    assert "git decide show 0002-queue\n" in again.stderr


@pytest.mark.parametrize("form", FORMS)
def test_accepting_a_record_that_supersedes(repo: Repo, form: str) -> None:
    """The record that it replaces is superseded by it, whatever its form."""
    repo.stage(**{PATH: written(form, "accepted"), OTHER: other(form, "proposed")})
    done = decide(repo, "accept", "2", "--supersedes", "1")
    assert done.returncode == 0, done.stderr
    old, new = record_at(repo), record_at(repo, OTHER)
    assert (old.status, new.status) == ("superseded", "accepted")
    assert leads(old.superseded_by) == ["0002-queue"]
    assert leads(new.supersedes) == [NAME]


def leads(links: tuple[str, ...]) -> list[str]:
    """Return the stems of what links lead to, be they ids or paths."""
    return [each.rpartition("/")[2].removesuffix(".md") for each in links]
