"""The findings of what leads elsewhere (flags, links, files), a part of the table in `codes.py`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.findings import Severity

# Code → severity, why it matters, what to do.
FLAG_CODES: dict[str, tuple[Severity, str, str]] = {
    "dangling-reference": (
        "error",
        "A link to a record that does not exist leads nowhere.",
        "Correct the id, or delete it; `git decide list` shows the records.",
    ),
    "ambiguous-reference": (
        "error",
        "A link must mean one record.",
        "Write the whole id.",
    ),
    "self-reference": (
        "error",
        "A record cannot replace, amend or relate to itself.",
        "Name the other record, or delete the link.",
    ),
    "config-schema-unusable": (
        "error",
        "Without the schema nobody knows what the team asks of its records.",
        "Mend the schema, or take [records] schema out.",
    ),
    "config-template-missing": (
        "error",
        "New records are made from the template.",
        "Use decision-log, madr, nygard, or the path of a file in this repository.",
    ),
    "duplicate-number": (
        "error",
        "Two records share a number, so the number alone names neither.",
        "Give the younger one the next free number: git decide renumber ID.",
    ),
    "unknown-module": (
        "warning",
        "The record speaks of a module that neither .gitattributes nor decisions.toml knows.",
        "Correct the name, or flag the module with `git decide fragile add`.",
    ),
    "flag-never-matches": (
        "error",
        "git never matches this pattern, so what it should protect is open.",
        "Write the pattern as git matches it: src/payments/** for a folder.",
    ),
    "flag-protects-nothing": (
        "warning",
        "No tracked file has this flag.",
        "Correct the pattern, or remove the flag with `git decide fragile remove`.",
    ),
    "invalid-flag": (
        "error",
        "The value of `fragile` names a module: lower-case letters, digits, `-` and `_`.",
        "Correct the value in .gitattributes.",
    ),
    "module-without-reason": (
        "warning",
        "Who is refused should read why this module is fragile.",
        "Add `why` to the module's table in decisions.toml.",
    ),
    "table-without-flag": (
        "warning",
        "decisions.toml speaks of a module that no .gitattributes flags: nothing is protected.",
        "Flag its paths with `git decide fragile add`, or delete the table.",
    ),
    "unwatched": (
        "warning",
        "Hooks look at a change to these files only where .gitattributes marks them.",
        "Add the `decision-log` lines again: git decide check --fix.",
    ),
    "byte-order-mark": (
        "error",
        "git takes the mark for a part of the first pattern of a committed .gitattributes.",
        "Save .gitattributes without a byte order mark.",
    ),
}
