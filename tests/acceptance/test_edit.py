"""``git decide edit``: in the editor, or with flags; an accepted record keeps its claims."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.lives import FORMS, PATH, written
from tests.acceptance.terminal import on_terminal
from tests.acceptance.test_life import record_at

if TYPE_CHECKING:
    from tests.support import Repo


def editor(old: str, new: str) -> str:
    """Return an editor that replaces one text in the file by another."""
    literal = re.sub(r"([][.*^$/\\])", r"\\\1", old)
    return f"sed -i {shlex.quote(f's/{literal}/{new}/')}"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("status", ["problem", "proposed", "contested", "accepted", "superseded"])
def test_flags_change_single_fields(repo: Repo, form: str, status: str) -> None:
    """Tags and the day of review are free in every status; all other lines stay."""
    text = written(form, status)
    repo.stage(**{PATH: text})
    done = decide(repo, "edit", "1", "--tag", "bank", "--review-by", "2027-01-31")
    assert (done.returncode, done.stdout) == (0, f"{PATH}\n"), done.stderr
    found = record_at(repo)
    assert (found.status, found.tags, found.review_by) == (status, ("bank",), "2027-01-31")
    rest = iter(repo.read(PATH).split("\n"))
    assert all(line in rest for line in text.split("\n"))
    assert repo.out("diff", "--name-only") == ""


@pytest.mark.parametrize("form", FORMS)
def test_a_proposal_may_change_in_everything(repo: Repo, form: str) -> None:
    """Also in what an accepted one would claim."""
    repo.stage(**{PATH: written(form, "proposed")})
    flags = ("--module", "pay", "--path", "src/**", "--date", "2026-02-16", "--context", "Why.")
    assert decide(repo, "edit", "1", *flags).returncode == 0
    found = record_at(repo)
    assert (found.modules, found.paths, found.date) == (("pay",), ("src/**",), "2026-02-16")
    assert found.context == "Why."


def test_a_proposal_in_the_making_is_told_what_it_lacks(repo: Repo) -> None:
    """Editing needs no complete record: what is missing is said with its flags."""
    decide(repo, "new", "Cap")
    done = decide(repo, "edit", "1", "--context", "Why.")
    assert done.returncode == 0, done.stderr
    told = done.stderr.partition("Next: git decide accept 0001-cap ")[2]
    assert "--alternative " in told
    assert "--context" not in told


def test_the_editor_opens_on_a_terminal(repo: Repo) -> None:
    """What it leaves is staged, and what comes next is told."""
    repo.stage(**{PATH: written("decision-log", "proposed")})
    code, said = on_terminal(repo, "edit", "1", GIT_EDITOR=editor("Five", "Six"))
    assert code == 0, said
    assert "Six tries" in repo.read(PATH)
    assert "Edited 0001-cap, staged." in said
    assert "Next: git decide " in said
    assert repo.out("diff", "--name-only") == ""


def test_nothing_changed(repo: Repo) -> None:
    """An editor that is closed at once changes and stages nothing."""
    repo.write(PATH, written("decision-log", "accepted"))
    code, said = on_terminal(repo, "edit", "1", GIT_EDITOR="true")
    assert (code, said) == (0, "Nothing changed.\n")
    assert repo.out("status", "--porcelain") == "?? docs/"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2026-02-15", "2026-02-16", "date cannot change"),
        ("Ada (PM)", "Bo (PM)", "deciders cannot change"),
        ("status: accepted", "status: proposed", "an edit does not move it"),
    ],
)
def test_the_editor_does_not_widen_an_accepted_record(
    repo: Repo, old: str, new: str, told: str
) -> None:
    """The record is as it was, and what was written is kept beside git's own files."""
    text = written("decision-log", "accepted")
    repo.stage(**{PATH: text})
    code, said = on_terminal(repo, "edit", "1", GIT_EDITOR=editor(old, new))
    assert code == 1
    assert told in said
    assert ".git/git-decide/REFUSED_EDIT" in said
    assert repo.read(PATH) == text
    assert repo.read(".git/git-decide/REFUSED_EDIT") == text.replace(old, new)


def test_prose_of_an_accepted_record_may_be_corrected(repo: Repo) -> None:
    """A typing error is no other decision."""
    repo.stage(**{PATH: written("decision-log", "accepted")})
    code, _ = on_terminal(repo, "edit", "1", GIT_EDITOR=editor("Five", "Six"))
    assert code == 0
    assert "Six tries" in repo.read(PATH)


def test_a_broken_record_can_be_mended_and_broken(repo: Repo) -> None:
    """The editor opens what cannot be read, and says at once what it broke."""
    good = written("decision-log", "proposed")
    broken = good.replace("deciders: [", "deciders: [[")
    repo.write(PATH, broken)
    code, said = on_terminal(repo, "edit", "1", GIT_EDITOR=editor(": [[", ": ["))
    assert code == 0, said
    assert repo.read(PATH) == good
    code, said = on_terminal(repo, "edit", "1", GIT_EDITOR=editor("deciders: [", "deciders: [["))
    assert code == 0, said
    assert "line 5: " in said
    assert "Next: git decide edit 0001-cap" in said


def test_other_edits_are_not_staged(repo: Repo) -> None:
    """A file with edits of somebody's own is left for them to stage."""
    repo.commit("Begin", **{PATH: written("decision-log", "proposed")})
    repo.write(PATH, written("decision-log", "proposed") + "\nMore.\n")
    code, said = on_terminal(repo, "edit", "1", GIT_EDITOR=editor("Five", "Six"))
    assert code == 0
    assert f"git add {PATH}" in said
    assert repo.out("diff", "--name-only") == PATH


@pytest.mark.parametrize("form", FORMS)
def test_other_words_than_were_accepted_are_told(repo: Repo, form: str) -> None:
    """The edit is made, and where to say something new is said; an outcome is no such edit."""
    repo.stage(**{PATH: written(form, "accepted")})
    done = decide(repo, "edit", "1", "--context", "Six tries made the bank block us.")
    assert done.returncode == 0, done.stderr
    assert "not the words that were accepted (context)" in done.stderr
    assert "git decide new TITLE --amends 0001-cap\n" in done.stderr
    done = decide(repo, "edit", "1", "--tag", "bank", "--outcome", "No block since.")
    assert "not the words" not in done.stderr


def test_what_an_accepted_record_lacks_may_be_given(repo: Repo) -> None:
    """Its deciders, say; once they are there, they stay."""
    text = written("decision-log", "accepted")
    bare = re.sub(r"deciders:.*\n(?:  ?- .*\n)*", "", text)
    assert bare != text
    repo.stage(**{PATH: bare})
    both = ("--decider", "Ada (tech lead)", "--decider", "Eve (PM)")
    assert decide(repo, "edit", "1", *both).returncode == 0
    assert [str(person) for person in record_at(repo).deciders] == list(both[1::2])
    done = decide(repo, "edit", "1", "--decider", "Bob (PM)")
    assert (done.returncode, "deciders cannot change" in done.stderr) == (1, True)
