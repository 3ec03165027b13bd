"""Writes texts as YAML scalars, with quotes only where YAML needs them."""

from __future__ import annotations

import re

from git_decide.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = re.compile(r"(?![-?:](?:\s|\Z)|[,\[\]{}#&*!|>'\"%@`]|---|\.\.\.)[^\t]+")
_ENDS = re.compile(r":(?=\s|\Z)|\s#")
_IN_FLOW = re.compile(r"[,\[\]{}:?]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def scalar(text: str, flow: bool = False) -> str:
    """Return `text` as a YAML scalar on one line; `flow`: inside brackets.

    Raises `Refused` for a text that UTF-8 cannot hold.
    """
    if _is_plain(text) and not (flow and _IN_FLOW.search(text)):
        return text
    return f'"{"".join(map(_escaped, text))}"'


def flow_list(texts: Iterable[str]) -> str:
    """Return a list in brackets, such as ``[a, "b, c"]``."""
    return f"[{', '.join(scalar(text, flow=True) for text in texts)}]"


def block_list(texts: Iterable[str], newline: str) -> str:
    """Return a list below its key, one item a line, with the line break in front."""
    return "".join(f"{newline}  - {scalar(text)}" for text in texts)


def _is_plain(text: str) -> bool:
    return (
        text == text.strip()
        and _PLAIN.fullmatch(text) is not None
        and not _ENDS.search(text)
        and text.isprintable()
    )


def _escaped(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code < 0xE000:
        raise Refused("the text is not valid UTF-8", "Write it with valid characters.")
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
