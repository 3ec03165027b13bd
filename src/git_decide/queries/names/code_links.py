"""Reads the decisions that comments in code name: ``# Decision: 0042-use-webhooks``."""

from __future__ import annotations

import re

from git_decide.policy.links_dressed import may_be_id
from git_decide.values import value

# What opens a comment in some language, right in front of the word, in any case; at the
# beginning of a line the word itself will do, as people write it.
_KEY = re.compile(
    r"(?:(?:[#;%!*/@(-]|--\[=*\[|\.\.|\b(?i:rem|dnl)\b|^\s*(?:::|[\"'`])|[\"']{3})[\s!:*]*(?ai:Decision)|^\s*Decision)"
    r"[ \t]*:(?P<values>.*)"
)
_VALUE = re.compile(r"[ \t]*(?P<id>[\w#](?:[\w./#+-]*\w)?)[ \t]*")
# What may follow the last one: the end of the line or of the comment, words in brackets.
_CLOSERS = (
    r"\*+[/)]",
    "--+>",
    r"-?[#%}]\}",
    "#>",
    "%>",
    r"-\}",
    r"[\"'`]{1,3}[,;)]*",
    r"\)",
    r"\]\]",
    "$",
)
_END = re.compile(rf"[.;]?[ \t]*(?:{'|'.join(_CLOSERS)}|\s[(\[\u2013\u2014-])")
# Nothing but an id looks like these: words may follow.
_STEM = re.compile(r"(?:(?i:adr)-)?[0-9]{3,}-\S*[^\W\d]\S*|(?i:adr)-[0-9]+")
_SLUG = re.compile(r"[a-z]+(?:-[a-z0-9]+){2,}")


@value
class CodeLink:
    """One decision that a comment names: as written, at a column counted from one."""

    written: str
    column: int


def must_be_id(written: str) -> bool:
    """Tell whether what a comment names can only be a record, be there one or not.

    Else it may be a type, a value or a note to oneself: ``decision: int``, ``Decision: TODO``.
    """
    return may_be_id(written) or bool(_SLUG.fullmatch(written))


def code_links(line: str) -> tuple[CodeLink, ...]:
    """Return the decisions that one line of code names in a comment, in any language.

    Several are parted by commas. What goes on in other words names none: a sentence that
    happens to begin with "Decision:".
    """
    key = _KEY.search(line)
    if not key:
        return ()
    found: list[CodeLink] = []
    at = key.start("values")
    while match := _VALUE.match(line, at):
        found.append(CodeLink(match["id"], match.start("id") + 1))
        at = match.end()
        if line[at : at + 1] != ",":
            ended = _END.match(line, match.end("id")) or _STEM.fullmatch(match["id"])
            return tuple(found) if ended else tuple(found[:-1])
        at += 1
    return tuple(found)
