"""The one grammar of links, proven against git's own parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy.links import (
    Message,
    Written,
    links_and_skips,
    lone_link,
    read,
    values,
)
from git_decide.policy.links_dressed import plain, untied
from git_decide.policy.message import clean
from tests.unit.policy.messages import LINES, SUBJECTS, drafts

if TYPE_CHECKING:
    from tests.support import Repo

ID = "4f2a9c1d" * 5


def links(message: str) -> list[tuple[str, bool]]:
    """Return each value with whether git sees it."""
    return [(written.value, written.trailer) for written in read(message).links]


def seen_by_git(repo: Repo, message: str) -> set[str]:
    """Return the values of `Decision:` trailers that git parses, white space folded."""
    said = repo.git("interpret-trailers", "--parse", "--no-divider", input=message).stdout
    pairs = (line.partition(":") for line in said.split("\n"))
    texts = (text for key, _, text in pairs if key.lower() == "decision")
    parts = (" ".join(part.split()) for text in texts for part in untied(text).split(","))
    return {plain(part) for part in parts if part}


@given(message=drafts())
def test_what_git_sees_counts_and_is_told_apart(repo: Repo, message: str) -> None:
    """The links marked as trailers are exactly those of `git interpret-trailers`."""
    cleaned = clean(message)
    ours = {written.value for written in read(cleaned).links if written.trailer}
    assert ours == seen_by_git(repo, cleaned)


@given(st.sampled_from(SUBJECTS), st.lists(st.sampled_from(LINES), max_size=10))
def test_every_link_line_of_the_body_counts(subject: str, body: list[str]) -> None:
    """A line that begins with the key is read wherever it stands, but never the subject."""
    message = clean("\n".join([subject, *body]))
    wanted = set()
    for line in message.split("\n")[1:]:
        key, _, text = line.partition(":")
        if key.rstrip().lower() == "decision":
            # What is folded below belongs to the last value; the ones before it are certain.
            wanted |= {part.strip() for part in text.split(",")[:-1] if part.strip()}
    assert wanted <= {written.value for written in read(message).links}


def test_a_commit_shows_its_links_to_plain_git(repo: Repo) -> None:
    """`git log` prints what is read, with settings of `trailer.*` that do not matter here."""
    repo.git("config", "trailer.separators", "=")
    repo.git("config", "trailer.ifexists", "replace")
    message = "Subject\n\nBody\n\nDecision: 42\nDecision : 43, 44\n"
    repo.commit(message)
    assert links(message) == [("42", True), ("43", True), ("44", True)]
    repo.git("config", "--unset", "trailer.separators")
    shown = repo.out("log", "--format=%(trailers:key=Decision,valueonly)")
    assert shown.split("\n")[:2] == ["42", "43, 44"]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("S\n\nDecision: 42\n", [("42", True)]),
        ("S\n\ndecision:42", [("42", True)]),
        ("S\r\n\r\nDecision: 42\r\n", [("42", True)]),
        ("\n\nS\n\nDecision: 42\n", [("42", True)]),
        ("S\n\nDecision: 0042-a,\n  0043-b\n", [("0042-a", True), ("0043-b", True)]),
        ("S\n\nDecision: 42\n\nProse.\n", [("42", False)]),
        ("S\n\nDecision: 42\nProse.\n", [("42", False)]),
        ("S\nDecision: 42\n", [("42", False)]),
        ("S\n\nProse\nDecision: 42\nSigned-off-by: A <a@b>\n", [("42", True)]),
        ("S\n\nDecision: 42\n\nDecision: 42\n", [("42", True)]),
        ("S\n\nDecision: 42\n\nConflicts:\n\tfile.c\n", [("42", True)]),
        ("S\n\nDecision: 42\n---\nDecision: 43\n", [("42", False), ("43", False)]),
        ("Decision: 42\n", []),
        ("Decision: 42\nDecision: 43\n", [("43", False)]),
        ("S\n\n Decision: 42\n", [("42", False)]),
        ("S\n\nDecisions: 42\nDecision-Skipped: x\nThe Decision: 42\n", []),
        ("S\n\nDecision:\nDecision: , ,\n", []),
        ("", []),
        ("\n \n", []),
    ],
)
def test_where_a_link_may_stand(message: str, expected: list[tuple[str, bool]]) -> None:
    """In the last paragraph for git; anywhere but in the first line for us."""
    assert links(message) == expected


SQUASH = f"""Squashed commit of the following:

commit {ID}
Author: A <a@example.com>

    Decision: what a subject it is

    Decision: 42,
      43
    Decision-Skip: no time
"""


def test_a_squash_keeps_the_links_of_what_it_squashes() -> None:
    """Indented lines count below git's own headline, and nowhere else."""
    assert links(SQUASH) == [("what a subject it is", False), ("42", False), ("43", False)]
    assert read(SQUASH).skips == ("no time",)
    assert links(f"Merge\n\n{SQUASH}") == links(SQUASH)
    assert links(SQUASH.replace("Squashed", "Those")) == []
    assert links(f"    Decision: 7\n{SQUASH}") == links(SQUASH)


def test_a_skip_is_a_reason() -> None:
    """Whole, folded to one line, once; without a reason it is told, and does not count."""
    message = read("S\n\nDecision-Skip: a, b\n  c\ndecision-skip: a, b c\nDecision-Skip:\n")
    assert message.skips == ("a, b c",)
    assert message.empty_skip
    assert not read("S\n\nDecision-Skip: x\n").empty_skip


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("Fix\nit\n\nBody", "Fix it"),
        ("\n\nFix it  \r\n", "Fix it"),
        ("Fix\nDecision: 42,\n 43\nit", "Fix it"),
        ("Decision: 42\n", "Decision: 42"),
        ("", ""),
    ],
)
def test_the_subject_is_the_first_paragraph_without_its_links(message: str, subject: str) -> None:
    """As git folds it, but for the lines that were meant as links."""
    assert read(message).subject == subject


@pytest.mark.parametrize(
    ("message", "fixup"),
    [
        ("fixup! Fix it", True),
        ("squash! Fix it", True),
        ("amend! Fix it", True),
        ("fixup!", False),
        ("Fix fixup! it", False),
    ],
)
def test_a_fixup_is_told_by_its_subject(message: str, fixup: bool) -> None:
    """The three prefixes that `git rebase --autosquash` knows."""
    assert read(message).fixup == fixup


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"This reverts commit {ID}.", (ID,)),
        (f"This reverts commit\n{ID}.", (ID,)),
        (f"This reverts commit {ID}, reversing\nchanges made to {ID[1:]}a.", (ID, f"{ID[1:]}a")),
        ("This reverts commit 4f2a9c1 (Fix it, 2026-02-15).", ("4f2a9c1",)),
        (f"Roll back {ID}", (ID,)),
        ("Reverts: 4f2a9c1,5f2a9c1", ("4f2a9c1", "5f2a9c1")),
        (f"Reverting commit {ID.upper()} at night", (ID,)),
        (f"Revert commit {ID}\nand again revert commit {ID}", (ID,)),
        (f"This reverts commit {'a' * 64}.", ("a" * 64,)),
        (f"This reverts commit {'a' * 65}.", ()),
        ("This reverts commit abc.", ()),
        ("This reverts commit feature.", ()),
        ("This reverts everything.", ()),
        ("This reverts commit 4f2a9c.", ()),
        ("See deploy-20260215", ("20260215",)),
        (f"    This reverts commit {ID}.", (ID,)),
    ],
)
def test_a_revert_names_what_it_takes_back(body: str, expected: tuple[str, ...]) -> None:
    """Whatever may be the id of a commit is one for git to look up, in order."""
    assert read(f'Revert "Fix it"\n\n{body}\n').reverts == expected


@given(st.text("aF09 \n-:\u00e4\u0663\u00b2\u0130\u2003\ud800", max_size=40) | st.text())
def test_all_that_is_no_letter_or_digit_parts_words(text: str) -> None:
    """What may be an id is told character by character, in whatever script a text is."""
    words = "".join(c if c.isalnum() else " " for c in f"x\n\n{text}".lower()).split(" ")
    ids = [w for w in words if 7 <= len(w) <= 64 and not w.strip("0123456789abcdef")]
    assert read(f"x\n\n{text}").reverts == tuple(dict.fromkeys(ids))


@pytest.mark.parametrize(
    ("message", "bare"),
    [
        ("Decision: 42\n", True),
        ("Decision: 42,\n 43\nDecision-Skip: x\n", True),
        ("Signed-off-by: A <a@b>\nDecision: 42\n", True),
        ("Decision: 42\n\nBody\n", False),
        ("feat: x\nDecision: 42\n", False),
        ("", False),
    ],
)
def test_a_message_of_links_alone_was_not_typed(message: str, bare: bool) -> None:
    """An editor left with what was filled in beforehand gives no message."""
    assert read(message).bare == bare


def test_values_stand_between_commas() -> None:
    """Empty ones do not count, folded ones are put on one line."""
    assert values(" a,, b\n  c ,") == ("a", "b c")


@given(st.text())
def test_any_text_is_read(message: str) -> None:
    """No message makes the reader fail, and each value is clean and counted once."""
    found = read(message)
    assert isinstance(found, Message)
    texts = [written.value for written in found.links]
    assert len(set(texts)) == len(texts)
    assert all(text == " ".join(text.split(" ")) and "," not in text for text in texts)
    assert Written("x").trailer


@pytest.mark.parametrize("value", ["1", "1, 2", "", "1\nDecision-Skip: late", "1\nDecision: 1"])
def test_what_is_read_of_very_many_is_what_is_read_of_one(value: str) -> None:
    """Links and skips are the same, whether or not the rest is asked for."""
    message = f"Fix\n\nDecision: {value}\nDecision-Skip: late\nDecision-Skip: no\n"
    found = read(message)
    assert links_and_skips(message) == (found.links, found.skips)
    assert found.skips == ("late", "no")


_PIECES = st.sampled_from(
    [
        *("Fix it", "\n", "\n\n", " ", "\t", "\r\n", "# ", "-", "/", "é", "Conflicts:\n\tf"),
        *("Decision", ": ", "DECISION: ", "Decision: ", "Decision: 0001-cap", "\nDecision: 7"),
        *("\n\nDecision: a/7", "Squashed commit of the following:", "Signed-off-by: A <a@b>"),
    ]
)


@given(
    st.lists(st.one_of(_PIECES, st.sampled_from(LINES)), max_size=6).map("".join),
    st.one_of(_PIECES, st.text("aZ0-/._ \n,é#", max_size=6)),
    st.sampled_from(("", "\n", "\n\n", "\n \n", " ")),
)
def test_a_lone_link_is_what_the_grammar_reads(before: str, said: str, end: str) -> None:
    """Whatever stands above it, and whatever it says: seen alone only where nothing else is."""
    for message in (f"{before}\n\nDecision: {said}{end}", f"{before}{said}{end}"):
        found = lone_link(message.encode())
        if found:
            assert links_and_skips(message) == ((Written(found),), ())


@pytest.mark.parametrize(
    ("message", "link"),
    [
        ("Fix it\n\nDecision: 0001-cap\n", "0001-cap"),
        ("Fix it\n\nText.\n\nDecision: payments/7", "payments/7"),
        ("\n \n\nDecision: 7\n", ""),  # the first line is the subject
        ("Decision: 7\n", ""),
        ("Fix it\n\nDecision: 7\nSigned-off-by: A <a@b>\n", ""),
        ("Fix it\n\nDecision: 7, 8\n", ""),
        ("Fix it\n\nDecision: /7\n", ""),
        ("Fix it\n\nDecision: decision-7\n", ""),
        ("Fix it\n\ndecision: 6\n\nDecision: 7\n", ""),
        ("Fix it\n\nDecision: \n", ""),
        ("Fix it\n\nReviewed: 7\n", ""),
    ],
)
def test_a_lone_link(message: str, link: str) -> None:
    """In a paragraph of its own, without anything that has to be taken off."""
    assert lone_link(message.encode()) == link
