"""Makes links that a terminal opens with a click (OSC 8) out of text, or leaves it as it is."""

from __future__ import annotations

import os
import re

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from git_decide.output.permalinks import Site
    from git_decide.output.terminal import When

# https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda: opening, address, closing.
_OPENING, _END, _CLOSING = "\x1b]8;;", "\x1b\\", "\x1b]8;;\x1b\\"
_ANY = re.compile(rb"\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")
# Programs that call themselves by name, with the first version that has links.
_PROGRAMS: dict[str, tuple[int, ...]] = {
    "iTerm.app": (3, 1),
    "vscode": (1, 72),
    "tmux": (3, 4),
    "mintty": (3, 1, 1),
    "WezTerm": (),
    "ghostty": (),
    "Hyper": (3,),
    "rio": (),
    "Tabby": (),
}
_TERMS = ("xterm-kitty", "alacritty", "foot", "xterm-ghostty", "wezterm", "contour")
_NEVER = ("", "dumb", "linux", "unknown")


@value
class Published:
    """The site that shows a repository, and the commits here that it does not have.

    `lacking` is None where nothing tells what it has.
    """

    site: Site
    lacking: frozenset[str] | None = None

    def has(self, commit: str) -> bool:
        """Return whether the site can show a commit of this clone."""
        return self.lacking is not None and commit not in self.lacking


class Hyperlinks:
    """Lays links under text that is fit for a terminal already, be it coloured or not.

    `top` is the folder of the work tree, "" where there is none; `host` the name of this
    machine; `lined` says that the terminal takes a line's number behind the address of a
    file. `published` is asked once, when the first link to a site is wanted.
    """

    def __init__(
        self,
        on: bool = False,
        top: str = "",
        host: str = "",
        lined: bool = False,
        published: Callable[[], Published | None] | None = None,
    ) -> None:
        self.on = on
        self._top = top
        self._host = host
        self._lined = lined
        self._asking = published
        self._answer: Published | None = None

    def file(self, path: str, text: str, line: int = 0, at: str = "") -> str:
        """Return `text` with a link to a file, whose path is from the top.

        To the file in the work tree where it is there; to what it was in the commit `at`,
        a whole id, where that is given and published. As it is otherwise.
        """
        if not self.on:
            return text
        if at:
            site = self._site(at)
            return _linked(site.file(at, path, line), text) if site else text
        whole = os.path.join(self._top, path)
        if not self._top or not os.path.lexists(whole):
            return text
        return _linked(self._address(whole) + (f"#{line}" if line and self._lined else ""), text)

    def record(self, path: str, text: str, at: str = "") -> str:
        """Return `text` with a link to the file of a record, as `file` does."""
        return self.file(path, text, 0, at)

    def commit(self, id: str, text: str) -> str:  # noqa: A002 - git's own word
        """Return `text` with a link to the page of a commit, a whole id, where it is published."""
        site = self._site(id) if self.on else None
        return _linked(site.commit(id), text) if site else text

    def address(self, url: str, text: str) -> str:
        """Return `text` with a link to any address."""
        return _linked(_quoted(url, _KEPT), text) if self.on else text

    def _address(self, whole: str) -> str:
        path = whole.replace(os.sep, "/")
        rooted = path if path.startswith("/") else f"/{path}"  # a drive's letter comes first
        return f"file://{_quoted(self._host)}{_quoted(os.fsencode(rooted), _PLAIN)}"

    def _site(self, commit: str) -> Site | None:
        if self._asking:
            self._answer, self._asking = self._asking(), None
        known = self._answer
        return known.site if known and known.has(commit) else None


_PLAIN = "/~!$&'()*+,=@:"
_KEPT = "%/~!$&'()*+,;=@:?#[]"
UNLINKED = Hyperlinks()


def _quoted(text: str | bytes, safe: str = "/") -> str:
    from urllib.parse import quote  # where nothing is linked, it is not worth its time

    return quote(text, safe=safe)


def _linked(address: str, text: str) -> str:
    return f"{_OPENING}{address}{_END}{text}{_CLOSING}" if text else text


def unlinked(text: bytes) -> bytes:
    """Return what was to be shown without the links in it, for a pager that would spell them."""
    return _ANY.sub(b"", text)


def has_links(text: bytes) -> bool:
    """Return whether there is a link in what is to be shown."""
    return _OPENING.encode() in text


def wants_links(when: When, environ: Mapping[str, str], terminal: bool) -> bool:
    """Return whether to write links: `when` decides, then FORCE_HYPERLINK, then the terminal.

    A terminal that does not have them may show their addresses, so one counts that is
    known to have them.
    """
    if when != "auto":
        return when == "always"
    forced = environ.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    return terminal and _known(environ)


def _known(environ: Mapping[str, str]) -> bool:
    term = environ.get("TERM", "")
    if term in _NEVER and not environ.get("WT_SESSION"):
        return False
    program = environ.get("TERM_PROGRAM", "")
    if program in _PROGRAMS:
        return _version(environ.get("TERM_PROGRAM_VERSION", "")) >= _PROGRAMS[program]
    if term.startswith("screen") or environ.get("TMUX"):
        return False  # whatever it runs in, it passes links on to nobody
    return (
        term.startswith(_TERMS)
        or bool(environ.get("WT_SESSION") or environ.get("KITTY_WINDOW_ID"))
        or _number(environ.get("VTE_VERSION", "")) > 5000  # 0.50.0 falls over them
        or _number(environ.get("KONSOLE_VERSION", "")) >= 210400
    )


def takes_lines(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal opens a file at a line that stands behind its address."""
    return environ.get("TERM") == "xterm-kitty" or bool(environ.get("KITTY_WINDOW_ID"))


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
