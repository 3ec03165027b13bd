"""Editing the links of a message: seen by git, every other byte kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy.links import is_bare, read
from git_decide.policy.message import clean
from git_decide.policy.message_edit import add, tidy, without
from tests.unit.policy.messages import drafts
from tests.unit.policy.test_links import ID, seen_by_git

if TYPE_CHECKING:
    from tests.support import Repo

NAMES = {"42": "0042-use", "7": "0007-poll", "45": "0045-x", "44": "0044-y"}
COMMENTS = "# Please enter\n# Changes:\n"
CUT = "# ------------------------ >8 ------------------------\n# Do not modify\ndiff --git a b\n"


def said(message: str) -> tuple[set[str], set[str], str]:
    """Return the links with full ids, the skips and the subject of a draft."""
    read_ = read(clean(message))
    full = {NAMES.get(written.value, written.value) for written in read_.links}
    return full, set(read_.skips), read_.subject


def has_subject(message: str) -> bool:
    """Tell whether somebody typed more than links."""
    text = clean(message)
    return bool(text) and not is_bare(text.split("\n"))


@given(message=drafts())
def test_a_tidy_message_shows_git_all_its_links(repo: Repo, message: str) -> None:
    """Every link is a trailer with its full id, and nothing else was said before or is now."""
    tidied = tidy(message, NAMES)
    if has_subject(message):
        links, skips, subject = said(message)
        assert seen_by_git(repo, clean(tidied)) == links
        assert said(tidied)[:2] == (links, skips)
        if "Conflicts:" not in message:
            assert said(tidied)[2] == subject


@given(message=drafts(), comment=st.sampled_from(["#", ""]))
def test_a_tidy_message_stays_as_it_is(message: str, comment: str) -> None:
    """Doing it again changes nothing."""
    tidied = tidy(message, NAMES, comment)
    assert tidy(tidied, NAMES, comment) == tidied


@given(message=drafts())
def test_tidying_touches_no_other_line(message: str) -> None:
    """All lines without a link stay, in their order; none but blank ones come or go."""

    def others(text: str) -> list[str]:
        # A folded line goes with its link, and a last line may gain its newline.
        lines = (line.rstrip("\r") for line in text.split("\n"))
        return [
            line
            for line in lines
            if line.strip() and "ecision" not in line.lower() and line[0] > " "
        ]

    assert others(tidy(message, NAMES)) == others(message)


@given(
    message=drafts(),
    links=st.lists(st.sampled_from(["0042-use", "0001-a", "43"]), max_size=2),
    skips=st.lists(st.sampled_from(["because", "no\n  time"]), max_size=1),
)
def test_what_is_added_is_seen_by_git(
    repo: Repo, message: str, links: list[str], skips: list[str]
) -> None:
    """New links become trailers, once; what was said before is said still."""
    added = add(message, links, skips)
    assert add(added, links, skips) == added
    if has_subject(message):
        before = read(clean(message))
        known = {written.value for written in before.links}
        assert set(links) - known <= seen_by_git(repo, clean(added))
        after = read(clean(added))
        assert {written.value for written in after.links} == known | set(links)
        assert set(after.skips) == {*before.skips, *(" ".join(skip.split()) for skip in skips)}


@given(message=drafts(), unwanted=st.lists(st.sampled_from(["42", "7", "43", "45"]), max_size=2))
def test_what_is_taken_out_is_gone_and_nothing_else(message: str, unwanted: list[str]) -> None:
    """All other links, skips and words stay."""
    if has_subject(message):
        before, after = (read(clean(text)) for text in (message, without(message, unwanted)))
        assert [written.value for written in after.links] == [
            written.value for written in before.links if written.value not in unwanted
        ]
        assert after.skips == before.skips


@given(message=drafts())
def test_without_anything_to_do_nothing_is_done(message: str) -> None:
    """Adding and removing nothing, or what is not there, gives the same bytes."""
    assert add(message, []) == message
    assert without(message, ["0099-nothing"]) == message


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("S\n\nDecision: 42", "S\n\nDecision: 0042-use"),
        ("S\n\nDecision: 99, 42\n", "S\n\nDecision: 99, 0042-use\n"),
        ("S\n\nDecision: 42,7 \n", "S\n\nDecision: 0042-use,0007-poll \n"),
        ("S\n\nDecision: 42,\n  7\n", "S\n\nDecision: 0042-use,\n  0007-poll\n"),
        ("S\n\nDecision: 42, 42, 0042-use\n", "S\n\nDecision: 0042-use\n"),
        ("S\n\nDecision: 42\nDecision: 0042-use\n", "S\n\nDecision: 0042-use\n"),
        ("S\n\nDecision: 99,\n", "S\n\nDecision: 99,\n"),
        ("S\nDecision: 42\n", "S\n\nDecision: 0042-use\n"),
        ("S\nDecision: 42", "S\n\nDecision: 0042-use\n"),
        ("S\n\nDecision: 42\n\nProse.\n", "S\n\nProse.\n\nDecision: 0042-use\n"),
        ("S\n\nDecision: 42\n\nProse.", "S\n\nProse.\n\nDecision: 0042-use"),
        ("S\n\nDecision: 42\nProse.\n", "S\n\nProse.\n\nDecision: 0042-use\n"),
        (
            "S\r\n\r\nDecision: 42\r\n\r\nProse.\r\n",
            "S\r\n\r\nProse.\r\n\r\nDecision: 0042-use\r\n",
        ),
        ("S\r\n\r\nDecision: 42\r\n\r\nProse.", "S\r\n\r\nProse.\r\n\r\nDecision: 0042-use"),
        (
            "S\n\nDecision: 42\n\nFixes: #1\nSigned-off-by: A <a@b>\n",
            "S\n\nFixes: #1\nSigned-off-by: A <a@b>\nDecision: 0042-use\n",
        ),
        (
            "S\n\nDecision: 42\n\nDecision-Skip: later\n\nDecision: 7\n",
            "S\n\nDecision: 0007-poll\nDecision: 0042-use\nDecision-Skip: later\n",
        ),
        (
            f"S\n\nDecision: 42\nProse\n\n{COMMENTS}{CUT}+x",
            f"S\n\nProse\n\nDecision: 0042-use\n\n{COMMENTS}{CUT}+x",
        ),
        (f"S\nDecision: 42\n{CUT}", f"S\n\nDecision: 0042-use\n{CUT}"),
        (
            "Merge\n\nDecision: 42\nx\n\nConflicts:\n\ta\n",
            "Merge\n\nx\n\nDecision: 0042-use\n\nConflicts:\n\ta\n",
        ),
        (f"\n\nDecision: 42\n\n{COMMENTS}", f"\n\nDecision: 0042-use\n\n{COMMENTS}"),
        ("S\n\nDecision:\n\nDecision-Skip:\n\nx\n", "S\n\nDecision:\n\nDecision-Skip:\n\nx\n"),
        ("S\n\nDecision: 42,\n# why\n  7\n", "S\n\nDecision: 0042-use,\n# why\n  0007-poll\n"),
        ("", ""),
        (COMMENTS, COMMENTS),
    ],
)
def test_links_move_into_the_last_block(message: str, expected: str) -> None:
    """Full ids, one paragraph, before comments and the diff; no gap where they were."""
    assert tidy(message, NAMES) == expected


def test_a_squash_ends_in_one_block_of_trailers() -> None:
    """The links of the squashed commits lose their indentation and come last."""
    quoted = f"Squashed commit of the following:\n\ncommit {ID}\n\n    Fix it\n"
    message = f"{quoted}\n    Decision: 42,\n      7\n    \n    Decision-Skip: x\n\n{COMMENTS}"
    assert tidy(message, NAMES) == (
        f"{quoted}\nDecision: 0042-use,\n  0007-poll\nDecision-Skip: x\n\n{COMMENTS}"
    )


def test_a_squash_keeps_the_order_of_its_commits() -> None:
    """Though git quotes the last one first; what stands above them stays first."""
    quoted = "".join(
        f"commit {digit * 40}\n\n    Change {digit}\n\n    Decision: {written}\n\n"
        for digit, written in (("c", "3, 2"), ("b", "2"), ("a", "1"))
    )
    message = f"Squashed commit of the following:\n\n{quoted}"
    tidied = tidy(message, {})
    assert tidied.rstrip("\n").endswith("\n\nDecision: 1\nDecision: 2\nDecision: 3")
    assert tidy(tidied, {}) == tidied
    above = tidy(f"All\n\nDecision: 9\n\n{message}", {})
    assert above.rstrip("\n").endswith("\n\nDecision: 9\nDecision: 1\nDecision: 2\nDecision: 3")


def test_without_comments_nothing_is_one() -> None:
    """With `--cleanup=whitespace` a line that starts with # is text like any other."""
    message = "#12 Fix\n\nDecision: 42\n\n# Notes\n"
    assert tidy(message, NAMES, "") == "#12 Fix\n\n# Notes\n\nDecision: 0042-use\n"
    assert add("#12 Fix\n", ["1"], comment="") == "#12 Fix\n\nDecision: 1\n"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("", "\n\nDecision: 1\n"),
        (f"\n{COMMENTS}", f"\n\nDecision: 1\n\n{COMMENTS}"),
        (f"\r\n{COMMENTS}", f"\r\n\r\nDecision: 1\r\n\r\n{COMMENTS}"),
        (
            f"\n\nSigned-off-by: A <a@b>\n\n{COMMENTS}",
            f"\n\nSigned-off-by: A <a@b>\nDecision: 1\n\n{COMMENTS}",
        ),
        ("\n\nfeat: x\n", "\n\nfeat: x\n\nDecision: 1\n"),
        ("S", "S\n\nDecision: 1"),
        ("S\n\nFixes: #1\n# c\n", "S\n\nFixes: #1\nDecision: 1\n# c\n"),
        ("Decision: 2", "Decision: 2\n\nDecision: 1"),
    ],
)
def test_a_link_is_added_where_a_subject_leaves_room(message: str, expected: str) -> None:
    """To the last block if there is one; a draft without text keeps a line for its subject."""
    assert add(message, ["1"]) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("S\n\nDecision: 42\n", "S\n"),
        ("S\n\nDecision: 42", "S\n"),
        ("S\n\nDecision: 42, 43\n", "S\n\nDecision: 43\n"),
        ("S\n\nDecision: 43,\n 42\n", "S\n\nDecision: 43\n"),
        ("S\n\nDecision: 42\nFixes: #1\n", "S\n\nFixes: #1\n"),
        ("S\r\n\r\nDecision: 42\r\nDecision: 43\r\n", "S\r\n\r\nDecision: 43\r\n"),
        (f"\n\nDecision: 42\n\n{COMMENTS}", f"\n\n{COMMENTS}"),
        ("S\n\nDecision-Skip: 42\n", "S\n\nDecision-Skip: 42\n"),
    ],
)
def test_a_link_is_taken_out_with_its_line(message: str, expected: str) -> None:
    """Or only with its value, where the line has others."""
    assert without(message, ["42"]) == expected


def test_a_commit_through_an_editor_shows_the_links(repo: Repo) -> None:
    """Out of a tidied draft with comments and a diff git makes a commit with trailers."""
    message = tidy(f"Fix\nDecision: 42\n\nBody\n\n{COMMENTS}{CUT}", NAMES)
    repo.write("message", message)
    repo.git("commit", "-q", "--allow-empty", "--cleanup=scissors", "-eF", "message")
    assert repo.out("log", "-1", "--format=%(trailers:key=Decision,valueonly)").strip() == (
        "0042-use"
    )


def test_the_words_of_a_message_are_only_moved() -> None:
    """No word is lost or made up, but for the ids that are written out."""
    message = "S\n\nDecision: 99\nProse: x\nmore\n\nDecision: 98\n\nend"
    assert Counter(tidy(message, {}).split()) == Counter(message.split())
