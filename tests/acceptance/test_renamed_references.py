"""What names a record is mended in documents and records of every markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.texts import ACCEPTED

if TYPE_CHECKING:
    from tests.support import Repo

LOG = "docs/decisions"
RST = f"""\
Guide
=====

See `2. Cap retries <{LOG}/0002-cap.rst>`_ and `it <{LOG}/0002-cap.rst#status>`__.

.. _cap: {LOG}/0002-cap.rst

.. Decision: 0002-cap
"""
ADOC = f"""\
= Guide

See link:{LOG}/0002-cap.rst[2. Cap retries] and xref:{LOG}/0002-cap.rst#status[].
"""
MARKDOWN = f"""\
See [2. Cap retries]({LOG}/0002-cap.rst), <a href="{LOG}/0002-cap.rst">it</a>, [ADR-2][cap],
[other](elsewhere/0002-cap.rst), [site](https://example.com/{LOG}/0002-cap.rst).

[cap]: {LOG}/0002-cap.rst "Cap"
"""
FRONT = """\
---
status: accepted
date: 2026-02-15
relates:
  - "0002-cap"   # the limit
  - '2'
  - 0002
amends: [ "docs/decisions/0002-cap.rst" ]
---

# 5. Front

## Context and Problem Statement

Why.

## Decision Outcome

That.
"""
NYGARD = """\
# 3. Queue

* Status: accepted, amends [2. Cap retries](0002-cap.rst)
* Supersedes: ADR-0002
* Related: 0002-cap

## Context

Why.

## Decision

That.

## Consequences

None.
"""


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a log whose second record others name in many ways."""
    repo.commit(
        "Start",
        **{
            f"{LOG}/0001-first.md": ACCEPTED,
            f"{LOG}/0002-cap.rst": "2. Cap retries\n==============\n\n:Status: Accepted\n",
            f"{LOG}/0003-queue.md": NYGARD,
            f"{LOG}/0005-front.md": FRONT,
            f"{LOG}/README.md": "* [2. Cap retries](0002-cap.rst)\n",
            "guide.rst": RST,
            "guide.adoc": ADOC,
            "guide.md": MARKDOWN,
        },
    )
    return repo


def renumbered(text: str) -> str:
    """Return a text as it must be once 2 is 9."""
    for old, new in (
        ("0002-cap", "0009-cap"),
        ("2. Cap", "9. Cap"),
        ("ADR-0002", "ADR-0009"),
        ("ADR-2", "ADR-9"),
        ("'2'", "'9'"),
        ("- 0002\n", "- 0009\n"),
    ):
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("guide.rst", RST),
        ("guide.adoc", ADOC),
        (f"{LOG}/0003-queue.md", NYGARD),
        (f"{LOG}/0005-front.md", FRONT),
        (f"{LOG}/README.md", "* [2. Cap retries](0002-cap.rst)\n"),
    ],
)
def test_each_manner_of_naming(log: Repo, path: str, text: str) -> None:
    """Only the name of the record changes in each: quotes, comments and spaces stay."""
    done = log.decide("renumber", "2", "--to", "9")
    assert done.returncode == 0, done.stderr
    assert log.read(path) == renumbered(text)


def test_links_to_elsewhere_stay(log: Repo) -> None:
    """A file of the same name in another folder or on a site is another file, and is told."""
    done = log.decide("renumber", "2", "--to", "9")
    kept = MARKDOWN.splitlines()[1]
    moved = renumbered(MARKDOWN).splitlines()
    assert log.read("guide.md").splitlines() == [
        moved[0].replace("[ADR-9]", "[ADR-2]"),
        kept,
        *moved[2:],
    ]
    assert "guide.md:2: 0002-cap leads nowhere now" in done.stderr


def test_the_new_title_is_in_the_texts_of_links(log: Repo) -> None:
    """Where the text of a link is the title, it goes on being the title."""
    done = log.decide("rename", "2", "Limit retries")
    assert done.returncode == 0, done.stderr
    assert "[2. Limit retries](0002-limit-retries.rst)" in log.read(f"{LOG}/README.md")
    assert f"`2. Limit retries <{LOG}/0002-limit-retries.rst>`_" in log.read("guide.rst")
    assert f"link:{LOG}/0002-limit-retries.rst[2. Limit retries]" in log.read("guide.adoc")
    assert "Supersedes: ADR-0002\n* Related: 0002-limit-retries\n" in log.read(
        f"{LOG}/0003-queue.md"
    )


def test_a_broken_file_hides_nothing(log: Repo) -> None:
    """Records that cannot be read and a broken decisions.toml do not keep the rest from mending."""
    log.commit(
        "Broken", **{f"{LOG}/0004-broken.md": b"---\n: [\n---\n\xff\0\n", "a.txt": b"\xff\n"}
    )
    log.write("b.py", b"# \xff Decision: 0002-cap\n")
    log.git("add", "b.py")
    done = log.decide("renumber", "2", "--to", "9")
    assert done.returncode == 0, done.stderr
    assert log.read("guide.rst") == renumbered(RST)
    assert (log.path / "b.py").read_bytes() == b"# \xff Decision: 0002-cap\n"
