"""Edits lines of a ``.gitattributes``; every other byte stays as it is."""

from __future__ import annotations

from git_decide.errors import UserError
from git_decide.git.attribute_lines import numbered, parse_line, pattern_problem, written
from git_decide.git.attributes import FRAGILE, module_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

WATCHED = "decision-log"
# Files that are watched wherever they lie.
WATCHED_FILES = ("decisions.toml", ".gitattributes")


def add_flag(content: bytes, pattern: str, module: str) -> bytes:
    """Return `content` with a last line that flags `pattern` for `module`.

    The module "default" is written as a bare ``fragile``. Unchanged where the last
    line on that very pattern already says so. Raises `UserError` for a pattern
    that git would not match.
    """
    _checked(pattern)
    if module_of(_last_said(content, pattern, FRAGILE) or "unset") == module:
        return content
    flag = FRAGILE if module == "default" else f"{FRAGILE}={module}"
    return _with_lines(content, [(pattern, flag)])


def remove_flag(content: bytes, module: str, pattern: str | None = None) -> bytes:
    """Return `content` without what flags paths for `module` (only on `pattern`, if given).

    A line that says something else as well keeps that; one that says nothing
    else goes. Exemptions and comments stay.
    """
    *ended, last = content.split(b"\n")
    lines = [raw + b"\n" for raw in ended] + [last]
    return b"".join(_without(raw, module, pattern) for raw in lines)


def ensure_watch(content: bytes, folders: Iterable[str]) -> bytes:
    """Return `content` with the lines that let git tell which files this tool watches.

    Every log of `folders`, `decisions.toml` and the attributes files themselves
    carry ``decision-log``; lines that are missing are added at the end.
    """
    patterns = [*(f"{folder.strip('/')}/**" for folder in folders), *WATCHED_FILES]
    missing = [
        (pattern, WATCHED)
        for pattern in dict.fromkeys(patterns)
        if _last_said(content, pattern, WATCHED) != "set"
    ]
    for pattern, _ in missing:
        _checked(pattern)
    return _with_lines(content, missing)


def _checked(pattern: str) -> None:
    if problem := pattern_problem(pattern):
        raise UserError(f"not a pattern of .gitattributes: {pattern!r}: {problem}")


def _last_said(content: bytes, pattern: str, name: str) -> str | None:
    said = None
    for _, line in numbered(content):
        if line.pattern == pattern and not line.macro:
            values = [each.value for each in line.attributes if each.name == name]
            said = values[-1] if values else said
    return said


def _with_lines(content: bytes, lines: Iterable[tuple[str, str]]) -> bytes:
    end = b"\r\n" if content.partition(b"\n")[0].endswith(b"\r") else b"\n"
    added = b"".join(written(pattern) + b" " + flag.encode() + end for pattern, flag in lines)
    return content + end + added if _is_open(content) and added else content + added


def _is_open(content: bytes) -> bool:
    """Whether the last line lacks its end."""
    return bool(content) and not content.endswith(b"\n")


def _without(raw: bytes, module: str, pattern: str | None) -> bytes:
    """Return a line without its flags for `module`: empty when nothing else is left of it."""
    bom = _BOM if raw.startswith(_BOM) else b""
    text = raw[len(bom) :]
    line = parse_line(text)
    if line is None or (pattern is not None and (line.macro or line.pattern != pattern)):
        return raw
    flags = [e for e in line.attributes if e.name == FRAGILE and module_of(e.value) == module]
    if not flags:
        return raw
    if len(flags) == len(line.attributes):
        return bom
    for flag in reversed(flags):
        text = text[: flag.start].rstrip() + text[flag.end :]
    return bom + text


_BOM = b"\xef\xbb\xbf"
