"""Puts what a record violates into words, at the place in its source."""

from __future__ import annotations

from git_decide.codes import finding
from git_decide.records.headings import SIDES
from git_decide.records.words import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.findings import Finding
    from git_decide.records.model import Record
    from git_decide.records.schema import Violation

_NEEDS = {
    "title": "a title",
    "status": "a status",
    "date": "a date",
    "context": "a context",
    "decision": "a decision",
    "alternatives": "at least one alternative",
    "trade-offs": "trade-offs",
    "deciders": "at least one decider",
    "cost": "its cost",
    "perspectives": "both perspectives",
    "product": "the perspective of the product side",
    "engineering": "the perspective of engineering",
    "resolution": "a resolution, since it was contested",
    "escalated-to": "somebody that it was escalated to",
    "superseded-by": "the record that supersedes it",
}
# What other formats call their parts, and what a record of theirs is called.
_PROMISED = {
    "madr": {
        "context": "a section Context and Problem Statement",
        "alternatives": "options in a section Considered Options",
        "decision": "a section Decision Outcome",
    },
    "nygard": {
        "context": "a section Context",
        "decision": "a section Decision",
        "trade-offs": "a section Consequences",
    },
}
_CALLED = {"madr": "A MADR record", "nygard": "A record in the form of Nygard"}
_WORDS = {
    "missing-alternatives": "{kind} needs at least one alternative or its trade-offs.",
    "alternative-without-reason": "{kind} needs at least one alternative with the reason it lost.",
    "decider-without-role": "{kind} needs at least one decider with a role.",
    "missing-product-decider": "{kind} needs a decider of the product side.",
    "missing-engineering-decider": "{kind} needs a decider of engineering.",
    "escalated-without-product": "{kind} needs a decider of the product side: both go together.",
    "escalated-without-engineering": "{kind} needs a decider of engineering: both go together.",
    "unknown-status": "{value} is no status.",
    "unknown-kind": "{value} is no kind of decision.",
    "invalid-date": "{value} is no date of the form YYYY-MM-DD.",
    "unreadable-date": "{value} is no date of the form YYYY-MM-DD.",
    "invalid-module-name": "{value} cannot be the name of a module.",
    "invalid-link": "{value} cannot be the id of a record.",
}


def described(record: Record, violation: Violation, own: bool = False) -> Finding:
    """Return the finding for a violation of the built-in schema, or of the team's `own` one."""
    code = "team-schema" if own else violation.code or _code(violation)
    line, column = _place(record, violation, code)
    message, mend = _words(record, violation, code)
    return finding(code, message, record.name.path, line, column, mend)


def lacks(violation: Violation) -> str:
    """Return ``missing-KEY`` for a part that is required and missing, else ""."""
    if violation.code.startswith("missing-"):
        return violation.code
    if violation.keyword != "required" or not violation.extra:
        return ""
    missing = violation.extra[0]
    if missing in (*SIDES, "perspectives"):
        return "missing-perspective"
    return f"missing-{missing.removesuffix('-text')}"


def _code(violation: Violation) -> str:
    return lacks(violation) or "invalid-field"


def _place(record: Record, violation: Violation, code: str) -> tuple[int, int]:
    """Return where the violated part stands; what is missing, where the demand for it does."""
    places = record.places
    key = ""
    for step in violation.path:
        key += f"[{step}]" if isinstance(step, int) else f".{step}" if key else str(step)
    candidates = [*violation.extra[:1], key, key.partition("[")[0], key.partition(".")[0]]
    candidates.append("kind" if code == "missing-cost" else "status")
    return next((places[known] for known in candidates if known in places), (1, 1))


def _words(record: Record, violation: Violation, code: str) -> tuple[str, str | None]:
    if code == "team-schema":
        where = "/".join(map(str, violation.path))
        said = _sentence(violation.message)
        return (f"`{where}`: {said}" if where else said), None
    if code == "invalid-path-pattern":
        pattern = _value(record, violation)
        return f"{quoted(pattern)} {path_problem(pattern)}.", path_mend(pattern)
    if code == "incomplete-for-its-format":
        return (
            f"{_CALLED.get(record.format, 'A record')} needs {_promised(record, violation)}.",
            None,
        )
    needs = _NEEDS.get(violation.extra[0]) if violation.keyword == "required" else None
    if needs and not violation.code.startswith("escalated-"):
        return f"{_kind(record, code)} needs {needs}.", None
    if code in _WORDS:
        words = _WORDS[code]
        value = quoted(_value(record, violation))
        return words.format(kind=_kind(record, code), value=value), _near(record, violation)
    return _sentence(violation.message), None


def _promised(record: Record, violation: Violation) -> str:
    key = violation.extra[0].removesuffix("-text")
    return _PROMISED.get(record.format, {}).get(key, _NEEDS[key])


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:200]}."


def _kind(record: Record, code: str) -> str:
    """Name the record by what makes it need something."""
    if code in ("missing-title", "missing-status", "missing-date", "missing-context"):
        return "A record"
    if record.kind and code in ("missing-cost", *(f"missing-{side}-decider" for side in SIDES)):
        return f"A decision of the kind {record.kind}"
    article = "An" if record.status and record.status[0] in "ae" else "A"
    return f"{article} {record.status} record"


def _value(record: Record, violation: Violation) -> str:
    if violation.path in ((), ("status",)):
        return record.status_text or ""
    found: object = getattr(record, str(violation.path[0]).replace("-", "_"), "")
    for step in violation.path[1:]:
        if isinstance(found, tuple) and isinstance(step, int):
            found = found[step]
    return str(found)


def _near(record: Record, violation: Violation) -> str | None:
    if violation.keyword != "enum":
        return None
    from difflib import get_close_matches

    near = get_close_matches(_value(record, violation).lower(), violation.extra, 1, 0.6)
    return f"Did you mean `{near[0]}`?" if near else None


def path_problem(pattern: str) -> str:
    """Say what makes `pattern` unusable in .gitattributes; "" where nothing does."""
    steps = pattern.split("/")
    if pattern.startswith("!"):
        return "excludes, and patterns of a record only include"
    if pattern.startswith("[attr]"):
        return "would define an attribute"
    if "\n" in pattern:
        return "holds a line break"
    if ".." in steps:
        return "leads outside"
    if "." in steps:
        return "has a step `.`, which never matches"
    if pattern.endswith("/"):
        return "ends with a slash, and then never matches"
    return ""


def path_mend(pattern: str) -> str | None:
    """Return what to write instead of an unusable pattern; None where nobody can tell."""
    if pattern.endswith("/") and pattern.strip("/"):
        return f"Write `{pattern}**`."
    if pattern.startswith("./") and not path_problem(pattern[2:]):
        return f"Write `{pattern[2:]}`."
    if pattern.startswith("!"):
        return "List what the decision covers, and nothing else."
    return None
