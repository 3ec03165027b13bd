"""Finds what is wrong with a `decisions.toml`, strictly, at its place in the file."""

from __future__ import annotations

import json
from functools import cache

from git_decide.codes import CODES, finding
from git_decide.findings import ordered
from git_decide.policy.config import SyntaxBroken, asks_for_newer, parse, text_of
from git_decide.policy.config_places import Places
from git_decide.policy.config_values import FILE
from git_decide.records.schema import config_violations
from git_decide.resources import resource
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from git_decide.findings import Finding
    from git_decide.policy.config_places import Path
    from git_decide.records.schema import Violation

# JSON Schema's types in the words of TOML.
_TYPES = {
    "string": "a text in quotes",
    "boolean": "true or false",
    "array": "a list in brackets",
    "object": "a table",
}
_PYTHON_TYPES = {
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a table",
}
_MESSAGES = {
    "config-unknown-key": "`{key}` is no key of {table}.",
    "config-bad-module-name": "`{key}` cannot be the name of a module.",
    "config-bad-log-name": "`{key}` cannot be the name of a log.",
    "config-unknown-section": "`{key}` is no section and no field of a record.",
    "config-unknown-status": "`{key}` is no status of a record.",
}


@value
class Problem:
    """A finding before it has a place: `path` leads to it in the parsed file."""

    code: str
    message: str
    path: Path
    mend: str | None = None


def findings(content: bytes, path: str = FILE) -> tuple[Finding, ...]:
    """Return what keeps a `decisions.toml` from being understood in full.

    `path` is the file's name in the findings. Where the text is no TOML, or asks
    for a newer release, nothing else is said.
    """
    try:
        data = parse(content)
    except SyntaxBroken as error:
        reason = f"The file cannot be read: {error.reason[:1].lower()}{error.reason[1:]}."
        return (finding("config-syntax", reason, path, error.line, error.column),)
    places = Places(text_of(content))
    return ordered(_placed(problem, places, path) for problem in _problems(data))


def finding_at(
    content: bytes, key: Path, code: str, message: str, mend: str | None = None
) -> Finding:
    """Return a finding about the value at `key` of a `decisions.toml` that can be read."""
    return _placed(Problem(code, message, key, mend), Places(text_of(content)), FILE)


def _placed(problem: Problem, places: Places, path: str) -> Finding:
    spans = places.keys, places.values
    # What is wrong with a key is shown at the key, everything else at its value.
    first, second = spans if problem.code in _MESSAGES else spans[::-1]
    span = first.get(problem.path) or second[problem.path]
    line, column = places.line_and_column(span.start)
    return finding(problem.code, problem.message, path, line, column, problem.mend)


def _problems(data: Mapping[str, Any]) -> list[Problem]:
    violations = config_violations(data)
    broken = {violation.path[:1] for violation in violations}
    if ("requires",) not in broken and asks_for_newer(data.get("requires", ">=0")):
        wanted = f"This file needs git-decide {data['requires']}."
        return [Problem("config-too-new", wanted, ("requires",))]
    found = [problem for violation in violations for problem in _told(violation, data)]
    if ("check",) not in broken:
        found += _unknown_codes(data.get("check", {}))
    # One value may break several rules of the schema; the first names it best.
    return list({problem.path: problem for problem in reversed(found)}.values())[::-1]


def _told(violation: Violation, data: object) -> Iterator[Problem]:
    path, name = violation.path, _dotted(violation.path)
    match violation.keyword:
        case "additionalProperties":
            yield from (_unknown(violation, key) for key in violation.extra)
        case "required":
            missing = f"`{name}` has no `{violation.extra[0]}`."
            yield Problem("config-missing-key", missing, path)
        case "anyOf" | "minItems":
            yield Problem("config-standing-unbounded", f"`{name}` covers every change.", path)
        case "type":
            yield _wrong_type(path, violation.extra[0], _at(data, path))
        case _:
            code = violation.code or "config-wrong-value"
            message = f"`{name}` cannot be {_shown(_at(data, path))}."
            yield Problem(code, message, path, _choices(violation.extra))


def _unknown(violation: Violation, key: str) -> Problem:
    code = violation.code if violation.code in _MESSAGES else "config-unknown-key"
    table = f"[{_dotted(violation.path)}]" if violation.path else FILE
    message = _MESSAGES[code].format(key=key, table=table)
    return Problem(code, message, (*violation.path, key), _guess(key, violation.path))


def _wrong_type(path: Path, wanted: str, found: object) -> Problem:
    words = "an array of tables, [[standing]]" if path == ("standing",) else _TYPES[wanted]
    kind = _PYTHON_TYPES.get(type(found), "a date or a time")
    return Problem("config-wrong-type", f"`{_dotted(path)}` must be {words}, not {kind}.", path)


def _unknown_codes(check: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    for key in ("ignore", "errors"):
        for number, code in enumerate(check.get(key, ())):
            if code not in CODES:
                message = f"`{code}` is the code of no finding."
                meant = _did_you_mean(code, CODES)
                yield Problem("config-unknown-code", message, ("check", key, number), meant)


def _guess(key: str, path: Path) -> str | None:
    here = _did_you_mean(key, _keys(path))
    if here:
        return here
    for table in _keys(()):
        if key in _keys((table,)):
            return f"Move it to [{table}]."
    return None


def _did_you_mean(written: str, known: Iterable[str]) -> str | None:
    import difflib

    close = difflib.get_close_matches(written.lower(), known, 1)
    return f"Did you mean `{close[0]}`?" if close else None


def _choices(allowed: Sequence[str]) -> str | None:
    quoted = " or ".join(f'"{choice}"' for choice in allowed)
    return f"Write {quoted}." if quoted else None


def _keys(path: Path) -> tuple[str, ...]:
    """Return the keys that the schema knows in the table at `path`."""
    part = _schema()
    for step in path:
        part = part["items"] if isinstance(step, int) else _below(part, step)
    return tuple(part.get("properties", ()))


def _below(part: Any, key: str) -> Any:
    named = part.get("properties", {})
    return named[key] if key in named else next(iter(part["patternProperties"].values()))


@cache
def _schema() -> Any:
    with open(resource("schemas", "config.schema.json"), encoding="utf-8") as stream:
        return json.load(stream)


def _dotted(path: Path) -> str:
    # Items are told apart by their place in the file, not by a number.
    return ".".join(step for step in path if isinstance(step, str))


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _shown(found: object) -> str:
    text = f'"{found}"' if isinstance(found, str) else str(found)
    return text if len(text) <= 60 else f"{text[:58]}…"
