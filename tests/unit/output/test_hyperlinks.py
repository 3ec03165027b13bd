"""Links lead where they say, stand only where they help, and cannot be broken out of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.output.hyperlinks import (
    UNLINKED,
    Hyperlinks,
    Published,
    has_links,
    takes_lines,
    unlinked,
    wants_links,
)
from git_decide.output.permalinks import FORGES, Site, site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from git_decide.output.permalinks import Forge
    from git_decide.output.terminal import When

COMMIT, PRIVATE = "a" * 40, "b" * 40
SITE = Site("github", "https://github.com/shop/checkout")
_LINK = re.compile(r"\x1b\]8;;(?P<to>[^\x1b]*)\x1b\\(?P<text>.*?)\x1b\]8;;\x1b\\", re.DOTALL)


def _to(linked: str) -> str:
    found = _LINK.fullmatch(linked)
    assert found, repr(linked)
    return found["to"]


def _links(top: Path | None = None, lined: bool = False) -> Hyperlinks:
    known = Published(SITE, frozenset({PRIVATE}))
    return Hyperlinks(True, str(top or ""), "box", lined, lambda: known)


def test_a_file_is_linked_where_it_lies(tmp_path: Path) -> None:
    """The address names this machine, and the line only where the terminal takes one."""
    (tmp_path / "a b.md").write_text("")
    whole = f"file://box{tmp_path}/a%20b.md"
    assert _to(_links(tmp_path).file("a b.md", "here", 3)) == whole
    assert _to(_links(tmp_path, lined=True).file("a b.md", "here", 3)) == f"{whole}#3"
    assert _to(_links(tmp_path, lined=True).record("a b.md", "here")) == whole


def test_what_is_not_there_is_not_linked(tmp_path: Path) -> None:
    """A file that is gone, a commit that is not published, a bare repository: plain text."""
    assert _links(tmp_path).file("gone.md", "gone.md") == "gone.md"
    assert _links().file("README.md", "README.md") == "README.md"
    assert _links().commit(PRIVATE, "bbb") == "bbb"
    assert _links().file("README.md", "README.md", at=PRIVATE) == "README.md"
    assert Hyperlinks(True, published=lambda: None).commit(COMMIT, "aaa") == "aaa"
    assert Hyperlinks(True, published=lambda: Published(SITE)).commit(COMMIT, "a") == "a"
    assert UNLINKED.file("README.md", "x") == UNLINKED.commit(COMMIT, "x") == "x"
    assert UNLINKED.address("https://example.com", "x") == "x"


def test_a_published_commit_is_linked_to_its_site() -> None:
    """So is a file as it was in it; the site is asked for once."""
    asked = []

    def known() -> Published:
        asked.append(1)
        return Published(SITE, frozenset({PRIVATE}))

    links = Hyperlinks(True, published=known)
    assert _to(links.commit(COMMIT, "aaa")) == f"{SITE.page}/commit/{COMMIT}"
    assert _to(links.file("a.md", "a", 7, COMMIT)) == f"{SITE.page}/blob/{COMMIT}/a.md#L7"
    assert links.commit(PRIVATE, "bbb") == "bbb"
    assert asked == [1]


@pytest.mark.parametrize("forge", FORGES)
def test_every_forge_has_an_anchor_for_a_line(forge: Forge) -> None:
    """A line is named behind the address of the file, in the words of the forge."""
    page = Site(forge, "https://example.com/r")
    plain = page.file(COMMIT, "a.py")
    assert page.file(COMMIT, "a.py", 12).startswith(f"{plain}#")
    assert page.file(COMMIT, "a.py", 12).endswith("12")


@given(name=st.text(st.characters(codec="utf-8"), min_size=1), url=st.text())
def test_no_name_breaks_out_of_its_link(name: str, url: str) -> None:
    """Controls, quotes and other writings in a name or an address are only ever percent signs."""
    for linked in (_links().file(name, "x", at=COMMIT), _links().address(url, "x")):
        to = _to(linked)
        assert to.isascii()
        assert to.isprintable()
    end = _to(_links().file(name, "x", at=COMMIT)).removeprefix(f"{SITE.page}/blob/{COMMIT}/")
    assert unquote_to_bytes(end) == name.encode()


@given(st.text(st.characters(exclude_characters="\x1b\x07")))
def test_a_link_is_taken_out_again(text: str) -> None:
    """What a pager without links gets is the text itself."""
    linked = _links().commit(COMMIT, text).encode("utf-8", "surrogatepass")
    plain = text.encode("utf-8", "surrogatepass")
    assert unlinked(linked) == plain
    assert has_links(linked) == bool(text)
    assert not has_links(plain)


@pytest.mark.parametrize(
    ("environ", "known"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7006"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "5000"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "new"}, False),
        ({"TERM": "linux", "VTE_VERSION": "7006"}, False),
        ({"TERM": "dumb", "TERM_PROGRAM": "WezTerm"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, True),
        (
            {"TERM": "xterm", "TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.0.9"},
            False,
        ),
        ({"TERM": "xterm", "TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.5.2"}, True),
        ({"TERM": "xterm", "TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.96.0"}, True),
        ({"TERM": "tmux", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"}, False),
        ({"TERM": "tmux", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}, True),
        ({"TERM": "screen", "VTE_VERSION": "7006", "TMUX": "/run/tmux,1,0"}, False),
        ({"TERM": "screen.xterm-256color", "VTE_VERSION": "7006"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "alacritty"}, True),
        ({"TERM": "foot-extra"}, True),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "220401"}, True),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "200800"}, False),
        ({"WT_SESSION": "c0ffee"}, True),
        ({}, False),
    ],
)
def test_a_terminal_is_known_by_what_it_says_of_itself(
    environ: Mapping[str, str], known: bool
) -> None:
    """Links are written where the terminal is known to have them, and to nothing else."""
    assert wants_links("auto", environ, True) is known
    assert wants_links("auto", environ, False) is False


@pytest.mark.parametrize(
    ("when", "forced", "wanted"),
    [
        ("always", "0", True),
        ("never", "1", False),
        ("auto", "1", True),
        ("auto", "0", False),
        ("auto", "", True),
    ],
)
def test_the_option_counts_before_the_environment(when: When, forced: str, wanted: bool) -> None:
    """FORCE_HYPERLINK decides where the command line does not; an empty one says nothing."""
    assert wants_links(when, {"TERM": "xterm-kitty", "FORCE_HYPERLINK": forced}, True) is wanted


def test_kitty_takes_lines() -> None:
    """It opens a file at a line; others may not find a file with one behind its name."""
    assert takes_lines({"TERM": "xterm-kitty"})
    assert takes_lines({"TERM": "xterm", "KITTY_WINDOW_ID": "1"})
    assert not takes_lines({"TERM": "xterm", "VTE_VERSION": "7006"})


def test_the_site_of_a_remote_makes_links() -> None:
    """What a remote's URL says is where the links lead, without the user in it."""
    found = site("https://ada:secret@gitlab.com/shop/checkout.git")
    assert found
    links = Hyperlinks(True, published=lambda: Published(found, frozenset()))
    assert _to(links.commit(COMMIT, "x")) == f"https://gitlab.com/shop/checkout/-/commit/{COMMIT}"
