"""Writes text from a repository into Markdown so that it stays text.

The same in GitHub, GitLab, Gitea and Bitbucket: no emphasis, no link, no tag, nobody
mentioned, no issue referred to. What forges look for in the text that they have rendered
(``@name``, ``#12``, ``https://…``) no escape keeps from them; a space without width does.
"""

from __future__ import annotations

import re

from git_decide.output.terminal import safe

_GAP = "\u200b"
_SPACES = re.compile(r"\s+")
# Special to Markdown wherever it stands. `_` within a word is not, nor `&` before no entity.
_SPECIAL = re.compile(r"[\\`*\[\]<>|~$]|(?<![^\W_])_+|_+(?![^\W_])|&(?=#?\w+;)")
# Special at the beginning of what a list item, a quotation or a cell holds.
_OPENING = ("-", "+", "#", "=", ":")
_NUMBERED = re.compile(r"\A(\d{1,9})([.)])(?=\s|$)")
# Behind these a forge may see a name, a number or an address.
_REFERENCES = re.compile(
    r"@|#(?=[\w\[])|[!$&^](?=\d)|%(?=[\w\"'])|~(?=[\w\"'])|GH-(?=\d)|\[(?=\w+:)"
    r"|<(?=!)|:(?=//)|www(?=\.)|:(?=:)",
    re.IGNORECASE,
)
_COMMANDS = re.compile(r"##(?=\[|vso)", re.IGNORECASE)  # some runners obey these in their logs
_COMMANDING = re.compile(rf"{_COMMANDS.pattern}|\A\s*:(?=:)", re.IGNORECASE)  # at the line's start
_TICKS = re.compile(r"`+")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def text(said: str) -> str:
    """Return `said` on one line, to stand within a line of Markdown."""
    return _begun(_marked(_one_line(said)))


def message(said: str) -> str:
    """Return a message of our own on one line: what stands between backticks in it is code."""
    parts = _one_line(said).split("`")
    if len(parts) % 2 == 0 or not all(part.strip() for part in parts[1::2]):
        return text(said)
    told = (code(part) if at % 2 else _marked(part) for at, part in enumerate(parts))
    return _begun("".join(told))


def _begun(marked: str) -> str:
    """Return text that a list item, a quotation or a cell may begin with."""
    return f"\\{marked}" if marked.startswith(_OPENING) else _NUMBERED.sub(r"\1\\\2", marked)


def _marked(plain: str) -> str:
    parted = _REFERENCES.sub(lambda match: match.group() + _GAP, plain)
    return _SPECIAL.sub(lambda match: "".join(f"\\{sign}" for sign in match.group()), parted)


def html(said: str) -> str:
    """Return `said` on one line, to stand in an HTML tag such as ``<summary>``."""
    parted = _REFERENCES.sub(lambda match: match.group() + _GAP, _one_line(said))
    return "".join(_HTML.get(sign, sign) for sign in parted)


def code(said: str) -> str:
    """Return `said` as code within a line."""
    plain = _COMMANDS.sub(lambda match: match.group() + _GAP, safe(said))
    if not plain.strip():
        return text(repr(said))
    longest = max(map(len, _TICKS.findall(plain)), default=0)
    if not longest and plain[0] != " " and plain[-1] != " ":
        return f"`{plain}`"
    fence = "`" * (longest + 1)
    return f"{fence} {plain} {fence}"


def block(lines: list[str], language: str = "") -> str:
    """Return `lines` as a block of code; what would end it does not."""
    plain = [_COMMANDING.sub(lambda match: match.group() + _GAP, safe(line)) for line in lines]
    longest = max((len(each) for line in plain for each in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}{language}", *plain, fence])


def link(label: str, url: str) -> str:
    """Return a link; `label` is Markdown, `url` one of our own making, "" for no link."""
    return f"[{label}]({url})" if url else label


def _one_line(said: str) -> str:
    return safe(_SPACES.sub(" ", said).strip())
