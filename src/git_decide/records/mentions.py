"""Finds the links in a record's text that lead to files which may be records."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from git_decide.records.digest import SUFFIXES, name_of
from git_decide.records.model import Mention
from git_decide.records.prose import prose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.records.prose import Markup

_FILE = rf"\.(?:{'|'.join(suffix[1:] for suffix in SUFFIXES)})"
_HAS_FILE = re.compile(rf"{_FILE}(?!\w)", re.IGNORECASE)
_ENDS_WELL = re.compile(rf".+{_FILE}", re.IGNORECASE)
# Lengths are bounded so that no text takes long; each begins with what is quickly searched.
_INLINE = re.compile(
    r"\]\([ \t]*\n?[ \t]*(?:<(?P<angled>[^<>\n]{1,999})>"
    r"|(?P<bare>(?!<)(?:[^\s()\\]|\\.|\([^\s()]{0,999}\))+))(?=[ \t\n)])"
)
_DEFINED = re.compile(
    r"^ {0,3}\[[^\]\n]{1,999}\]:[ \t]*\n?[ \t]*(?:<(?P<defined>[^<>\n]+)>|(?P<named>[^\s<]\S*))",
    re.MULTILINE,
)
_HTML = re.compile(r"<a\b[^<>]{0,999}?\bhref=[\"'](?P<html>[^\"'\n]{1,999})[\"']")
_RST = re.compile(
    r"<(?P<angled>[^<>`\n]+)>`__?(?!\w)"
    r"|^[ \t]*\.\.[ \t]+_[^\n]*?:[ \t]+(?P<defined>[^\s`][^\n]*)$"
    r"|^[ \t]*__[ \t]+(?P<named>[^\s`][^\n]*)$"
    r"|:doc:`(?:[^`<]{0,999}<(?P<doc>[^<>`\n]+)>|(?P<page>[^<>`\n]+))`",
    re.MULTILINE,
)
_ASCIIDOC = re.compile(
    r"(?<![\w`])(?:link|xref):(?:\+\+(?P<quoted>[^\[\]\n]{1,300}?)\+\+"
    r"|(?P<bare>[^\s\[\]`][^\[\]\n`]{0,300}))\["
    r"|<<(?P<angled>[^<>,#\n]+#?[^<>,\n]*)(?:,[^<>]*)?>>"
)
# What has to be in a text that holds a match of the pattern.
_PATTERNS: dict[Markup, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "markdown": (("](", _INLINE), ("]:", _DEFINED), ("<a", _HTML)),
    "rst": (("", _RST),),
    "asciidoc": (("", _ASCIIDOC),),
}
# Targets that are written without what they end with.
_SHORT = {("rst", "doc"): ".rst", ("rst", "page"): ".rst", ("asciidoc", "angled"): ".adoc"}
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def mentions(text: str, path: str, markup: Markup) -> tuple[Mention, ...]:
    """Return the links in `text`, that of the record at `path`, with what they lead to.

    Links to other sites, out of the repository, to what cannot be a record by its
    name, and links in code or comments are left out. `text` of a mention is the path as
    written, without what follows from ``#`` on.
    """
    if markup == "markdown" and not _HAS_FILE.search(text):
        return ()
    if not any(_leading(text, path, markup)):
        return ()
    made, line, last = [], 1, 0
    for at, written, target in sorted(_leading(prose(text, markup), path, markup)):
        line, last = line + text.count("\n", last, at), at
        made.append(Mention(target, written, line, at - text.rfind("\n", 0, at)))
    return tuple(made)


def _leading(text: str, path: str, markup: Markup) -> Iterator[tuple[int, str, str]]:
    """Yield where links begin, as they are written, and the files that they lead to."""
    for at, written, suffix in _written(text, markup):
        if target := leads_to(written, path, suffix, markup):
            yield at, written, target


def _written(text: str, markup: Markup) -> Iterator[tuple[int, str, str]]:
    """Yield where each target begins, the target without its anchor, and what it leaves out."""
    for sign, pattern in _PATTERNS[markup]:
        for match in pattern.finditer(text) if sign in text else ():
            kind = match.lastgroup or ""
            written = match[kind]
            if (markup, kind) != ("asciidoc", "angled") or "#" in written:  # else an anchor
                suffix = _SHORT.get((markup, kind), "")
                bare = written.partition("#")[0].partition("?")[0].rstrip()
                yield match.start(kind), bare, suffix


def leads_to(written: str, path: str, suffix: str = "", markup: Markup = "markdown") -> str:
    """Return the path from the top of the repository that a link in the file `path` leads to.

    "" where it leads to no file that could be a record: another site, out of the
    repository, a page about the log. `suffix` is what the link may leave out.
    """
    if ":" in written.partition("/")[0] or written.startswith("//"):
        return ""
    target = unquote(_ESCAPED.sub(r"\1", written) if markup == "markdown" else written)
    if not _ENDS_WELL.fullmatch(target):
        if not suffix or target.startswith("/"):
            return ""
        target += suffix
    folder = "" if target.startswith("/") else posixpath.dirname(path)
    found = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
    return found if not found.startswith("../") and name_of(found, "", "-") else ""
