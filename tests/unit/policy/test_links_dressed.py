"""Links that people, squash buttons and merge bots write otherwise than git reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy.links import read
from git_decide.policy.links_dressed import plain, untied
from git_decide.policy.message_edit import exchanged, tidy, without
from tests.unit.policy.test_links import seen_by_git

if TYPE_CHECKING:
    from tests.support import Repo

GITHUB = """Take payments by webhook (#12)

* Poll no more

Decision: 42

* Mend the test

---------

Co-authored-by: A B <a@example.com>
"""
GITHUB_LIST = """Take payments by webhook (#12)

* Poll no more
* Decision: 42
* Mend the test

Co-authored-by: A B <a@example.com>
"""
GITLAB = """Merge branch 'webhooks' into 'main'

Take payments by webhook

* Poll no more

  Decision: 42

* Mend the test

See merge request group/project!7
"""
BITBUCKET = """Merged in webhooks (pull request #7)

Take payments by webhook

Decision: 42

Approved-by: A B

"""
AZURE = """Merged PR 7: Take payments by webhook

**Decision:** 42

Related work items: #3
"""
QUOTED = """Take payments by webhook

A B wrote:
> Polling hits the limit.
> Decision: 42
>
> -- A
"""
INDENTED = """Merge #7

   7: Take payments by webhook r=b a=a

   Polling hits the limit.

   Decision: 42
"""
SQUASHED = """Squashed commit of the following:

commit 4f2a9c1d4f2a9c1d4f2a9c1d4f2a9c1d4f2a9c1d
Author: A B <a@example.com>

    Take payments by webhook

    * Decision: 42
"""
APART = """Take payments by webhook

Decision: 42

Reviewed-by: A B <a@example.com>

Change-Id: I0123456789
"""
PHABRICATOR = """Take payments by webhook

Summary:
Polling hits the limit.
Decision: 42

Test Plan: Ran it.

Reviewers: a

Differential Revision: https://phabricator.example.com/D7
"""
BODIES = {
    "in the list of a squash": GITHUB,
    "as an item of a squash": GITHUB_LIST,
    "indented below an item": GITLAB,
    "before the approvals": BITBUCKET,
    "in bold": AZURE,
    "quoted": QUOTED,
    "indented by a bot": INDENTED,
    "squashed by git": SQUASHED,
    "keys apart": APART,
    "between the fields of a review": PHABRICATOR,
}


@pytest.mark.parametrize("message", BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_git_does_not_see(repo: Repo, message: str, end: str) -> None:
    """Whole messages as they arrive: none shows git its link, each has it, tidied git sees it."""
    text = message.replace("\n", end)
    assert seen_by_git(repo, text) == set()
    assert [(link.value, link.trailer) for link in read(text).links] == [("42", False)]
    tidied = tidy(text, {"42": "0042-use"}, "")
    assert seen_by_git(repo, tidied) == {"0042-use"}
    assert [link.value for link in read(tidied).links] == ["0042-use"]
    assert [link.value for link in read(exchanged(text, {"42": "0050-x"})).links] == ["0050-x"]
    assert read(without(text, ["42"], "")).links == ()


@pytest.mark.parametrize(
    "line",
    [
        *(
            "* Decision: 42",
            "- Decision: 42",
            "+ decision: 42",
            "1. Decision: 42",
            "2) Decision: 42",
        ),
        *("\u2022 Decision: 42", "* **Decision:** 42", "**Decision**: 42", "__Decision:__ 42"),
        *("**Decision: 42**", "*Decision:* 42", "_Decision_: `42`", "> > Decision: 42"),
        *("  Decision: 42", "> * Decision: 42.", "Decision\u00a0: 42", "\u00a0Decision: 42"),
        *("Decision\uff1a42", "\u200bDecision: 42", "Decision:\u00a042", "Decision:\u202f42\u200b"),
        *("Decision: 42.", "Decision: 42;", "Decision: `42`", "Decision: **42**", "Decision: <42>"),
        *("Decision : 42", "DECISION:42", "Decision: 42,", "* Decision: 42,"),
    ],
)
def test_a_line_in_another_dress(line: str) -> None:
    """What is around the key and the id does not matter."""
    assert [link.value for link in read(f"Subject\n\n{line}\n\nProse.\n").links] == ["42"]


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("[0042](docs/decisions/0042-x.md)", ["docs/decisions/0042-x.md"]),
        ("[0042, to use x](./docs/0042-x.md#why)", ["docs/0042-x.md"]),
        ("[42](https://forge.example/o/r/blob/main/docs/decisions/0042-x.md#why)", ["0042-x"]),
        ("https://forge.example/o/r/src/branch/main/docs/0042-x.md?plain=1", ["0042-x"]),
        ("<https://forge.example/o/r/blob/main/docs/0042-x/README.md>", ["0042-x"]),
        ("../decisions/0042-x.md", ["0042-x"]),
        ("/docs/0042-x.md", ["docs/0042-x.md"]),
        ("#42, [43](0043-y.md).", ["#42", "0043-y.md"]),
        ("ADR-42", ["ADR-42"]),
        ("billing/0003-vat, `0042-x`", ["billing/0003-vat", "0042-x"]),
        ("we go on.", ["we go on."]),
        ("[42", ["[42"]),
        ("[x]()", []),
        ("x](y", ["x](y"]),
    ],
)
def test_what_an_id_may_be_written_as(value: str, meant: list[str]) -> None:
    """Paths, links and addresses of records; other words stay as they are."""
    assert [link.value for link in read(f"S\n\nDecision: {value}\n").links] == meant


@pytest.mark.parametrize(
    "line",
    [
        *("* Decision: we go on", "- Decision: go-ahead", "The Decision: 42", "> Decision: no"),
        *("* Decision: 42 of them", "* Decision: 2026-02-15", "* Decision: 50%", "* Decision: 3.5"),
        *("* Decision: HTTP/2", "* Decision: 24/7", "* Decision: 3-5", "* Decision: 100_000"),
        *("* Decision: 2026/02/15", "* Decision: 2026-02"),
        *("* Decisions: 42", "* Decision 42", "Decision 42", "*Decision: 42", "* Decision:"),
        *("    Decision: 42", "\tDecision: 42", "    * Decision: 42", "- [ ] Decision: 42"),
        *(
            "*Decision: 42",
            "**Decision:** <id>",
            "+Decision: 42",
            "x. Decision: 42",
            "`Decision: 42`",
        ),
        *(
            "* Decision-Skip:",
            "<!-- Decision: 42 -->",
            "| Decision: 42 |",
            "* Decision: 42, and so on",
        ),
    ],
)
def test_prose_links_nothing(line: str) -> None:
    """A sentence, code, a date, a number of something else is no link by accident."""
    read_ = read(f"Subject\n\nWords.\n{line}\nmore words\n")
    assert (read_.links, read_.skips) == ((), ())


def test_a_skip_in_a_list() -> None:
    """Its reason is any text."""
    assert read("S\n\n* Decision-Skip: no time\n").skips == ("no time",)


def test_what_is_indented_deeper_belongs_to_it() -> None:
    """More ids do, and words make a sentence of it."""
    message = "S\n\n* Decision: 42,\n  43\n* Decision: 44\n  words\n  Decision: 45\n  words\n"
    assert [link.value for link in read(message).links] == ["42", "43"]
    message = "S\n\n  Decision: 45\n  words\n"
    assert [link.value for link in read(message).links] == ["45"]


@given(st.text(alphabet="*_`<>.;[]()#:/ 42ax-\u00a0\u200b,"))
def test_any_value_is_read(said: str) -> None:
    """Nothing fails, and what is plain already stays."""
    once = plain(said)
    assert plain(once) == once
    assert "](" not in untied(untied(said)) or untied(said).count("](") <= said.count("](")


@given(
    st.text(alphabet="*_>- \t1.\u2022\u00a0"),
    st.sampled_from(["Decision", "DECISION", "Decision-Skip"]),
    st.text(alphabet="*_: \uff1a"),
    st.text(alphabet="*_`. 42,ax-"),
)
def test_any_dress_is_taken_off(repo: Repo, lead: str, key: str, colon: str, said: str) -> None:
    """What counts in any dress is seen by git once it is tidied."""
    message = f"Subject\n\nWords.\n\n{lead}{key}{colon}{said}\n\nWords.\n"
    found = read(message)
    tidied = tidy(message, {}, "")
    assert {link.value for link in found.links} == {link.value for link in read(tidied).links}
    assert seen_by_git(repo, tidied) == {" ".join(link.value.split()) for link in found.links}
    assert tidy(tidied, {}, "") == tidied
