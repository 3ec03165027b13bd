"""The table of every finding: its stable code, its weight, its reason, its mend."""

from __future__ import annotations

from git_decide.config_codes import CONFIG_CODES
from git_decide.findings import Finding
from git_decide.flag_codes import FLAG_CODES
from git_decide.foreign_codes import FOREIGN_CODES
from git_decide.link_codes import LINK_CODES
from git_decide.range_codes import RANGE_CODES
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.findings import Severity


@value
class Code:
    """What a finding's code stands for: `reason` says why it matters, `mend` what to do."""

    severity: Severity
    reason: str
    mend: str


_RECORDS = {
    "record-too-large": Code(
        "error",
        "A record over 256 KiB or 10,000 lines is not read: it is no text that a person wrote.",
        "Keep the record short, and link to what is large.",
    ),
    "record-unreadable": Code(
        "error",
        "What may not be read cannot be checked, followed or shown.",
        "Give yourself the right to read it: chmod u+r FILE.",
    ),
    "record-not-a-file": Code(
        "error",
        "Only a file can be a record: git tracks no pipe, and a folder says nothing.",
        "Move it away, or give it a name that does not end in .md.",
    ),
    "too-many-findings": Code(
        "error",
        "A file with this many findings is wrong as a whole, and a list of all helps nobody.",
        "Mend what is told, and look again.",
    ),
    "record-is-symlink": Code(
        "error",
        "A link could lead anywhere, outside the repository included.",
        "Replace the link by the record itself.",
    ),
    "not-utf-8": Code(
        "error",
        "Records are UTF-8, so that every tool reads the same words.",
        "Save the file as UTF-8.",
    ),
    "nul-character": Code(
        "error",
        "A NUL character makes git treat the file as binary.",
        "Delete the NUL character.",
    ),
    "conflict-markers": Code(
        "error",
        "Lines that git put between two versions are no part of a decision.",
        "Settle what stands between <<<<<<< and >>>>>>>, and add the file with `git add`.",
    ),
    "record-name-unusable": Code(
        "error",
        "The file's name is the record's id, and must fit into a commit trailer.",
        "Rename the file with `git mv`, for example to 0042-use-webhooks.md.",
    ),
    "no-front-matter": Code(
        "error",
        "Status, date and deciders are in the YAML between two lines `---` at the top.",
        "Begin the file with a line `---`, `status: proposed`, `date: YYYY-MM-DD`, a line `---`.",
    ),
    "broken-front-matter": Code(
        "error",
        "What is not YAML here may be read otherwise than it was meant, or not at all.",
        "Mend the YAML here: a text with `: ` or ` #` in it needs double quotes, "
        "tabs must be spaces.",
    ),
    "duplicate-key": Code(
        "error",
        "Only the first of two fields of the same name counts.",
        "Join the two fields into one.",
    ),
    "yaml-anchor": Code(
        "error",
        "Anchors and aliases make a record's text depend on another place.",
        "Write the text itself, in double quotes where it begins with `&` or `*`.",
    ),
    "yaml-tag": Code(
        "error",
        "Every value is read as text; a tag would ask for something else.",
        "Remove the tag, or put the text in double quotes where it begins with `!`.",
    ),
    "unknown-field": Code(
        "error",
        "A misspelt field would be ignored in silence.",
        "Correct the name, or begin it with `x-` if the field is your own.",
    ),
    "wrong-type": Code(
        "error",
        "The field holds a text or a list of texts, and nothing else.",
        "Write it as a text or a list of texts.",
    ),
    "duplicate-section": Code(
        "error",
        "Only the first of two sections of the same meaning counts.",
        "Join the two sections into one.",
    ),
    "unclosed-comment": Code(
        "error",
        "A comment that is not closed hides the rest of the record.",
        "Close the comment with `-->`.",
    ),
    "placeholder-text": Code(
        "error",
        "Template text says nothing about this decision.",
        "Replace the template text, or delete the part.",
    ),
    "unknown-status": Code(
        "error",
        "Rules look at the status, so it must be one that they know.",
        "Use problem, proposed, contested, escalated, accepted, rejected, superseded "
        "or deprecated.",
    ),
    "unknown-kind": Code(
        "error",
        "The kind says who owns the decision.",
        "Use product, scope, technical or trade-off.",
    ),
    "invalid-date": Code(
        "error",
        "Dates are compared, so they need one form.",
        "Write the date as YYYY-MM-DD.",
    ),
    "date-in-future": Code(
        "warning",
        "Nobody can have decided it yet: such a record would never be too old for `max-age`.",
        "Write the day of the decision: git decide edit ID --date YYYY-MM-DD.",
    ),
    "invalid-module-name": Code(
        "error",
        "Modules are values of the attribute `fragile`, with no other characters.",
        "Use lower-case letters, digits, `-` and `_`, and not set, unset or unspecified.",
    ),
    "invalid-path-pattern": Code(
        "error",
        "Paths are written as in .gitattributes, and this pattern could never match there.",
        "Write a pattern from the top of the repository, such as src/payments/**.",
    ),
    "invalid-link": Code(
        "error",
        "Other records are named by their ids.",
        "Write one id for each item, such as 0042-use-webhooks.",
    ),
    "missing-title": Code(
        "error",
        "The title says what was decided.",
        "Add a line `# What was decided` below the front matter.",
    ),
    "missing-status": Code(
        "error",
        "Rules look at the status.",
        "Add `status: proposed` to the front matter.",
    ),
    "missing-date": Code(
        "error",
        "A decision holds from a day on.",
        "Add `date: YYYY-MM-DD` to the front matter.",
    ),
    "missing-context": Code(
        "error",
        "Without its context nobody can tell whether a decision still fits.",
        "Add a section `## Context` that says what made a decision necessary.",
    ),
    "missing-alternatives": Code(
        "error",
        "A choice is only one beside what it was chosen over.",
        "Add a section `## Alternatives considered` with lines `- **Name**: why it lost`.",
    ),
    "alternative-without-reason": Code(
        "error",
        "The next one to think of this alternative should learn why it lost.",
        "Write the reason after its name: `- **Name**: why it lost`.",
    ),
    "missing-trade-offs": Code(
        "error",
        "Every decision costs something, and who pays should know.",
        "Add a section `## Trade-offs` that says what gets better and what gets worse.",
    ),
    "missing-deciders": Code(
        "error",
        "Somebody must answer for the decision.",
        "Add `deciders: [NAME (ROLE)]` to the front matter.",
    ),
    "decider-without-role": Code(
        "error",
        "The role says for which side a decider speaks.",
        "Write the role after the name: `NAME (ROLE)`.",
    ),
    "missing-product-decider": Code(
        "error",
        "What and why belong to the product side.",
        "Add a decider with one of the roles of the product side, such as `NAME (PM)`.",
    ),
    "missing-engineering-decider": Code(
        "error",
        "How and when belong to engineering.",
        "Add a decider with one of the roles of engineering, such as `NAME (tech lead)`.",
    ),
    "missing-cost": Code(
        "error",
        "What comes into the scope takes time from something else.",
        "Add `cost: …` to the front matter.",
    ),
    "missing-perspective": Code(
        "error",
        "A disagreement keeps both views on record.",
        "Add `### Product` and `### Engineering` below `## Perspectives`.",
    ),
    "missing-resolution": Code(
        "error",
        "Who reads both perspectives must learn how the disagreement ended.",
        "Add a section `## Resolution` that says what settled it.",
    ),
    "missing-escalated-to": Code(
        "error",
        "People escalate together, to somebody whom both know.",
        "Add `escalated-to: NAME (ROLE)` to the front matter.",
    ),
    "escalated-without-product": Code(
        "warning",
        "People escalate together, so that nobody is gone over the head of.",
        "Add a decider of the product side, such as `NAME (PM)`.",
    ),
    "escalated-without-engineering": Code(
        "warning",
        "People escalate together, so that nobody is gone over the head of.",
        "Add a decider of engineering, such as `NAME (tech lead)`.",
    ),
    "missing-superseded-by": Code(
        "error",
        "Who finds a superseded decision needs the one that holds now.",
        "Add `superseded-by: [ID]` to the front matter.",
    ),
    "invalid-field": Code(
        "error",
        "The canonical document does not allow this value.",
        "Compare it with schemas/record.schema.json.",
    ),
    "team-schema": Code(
        "error",
        "The team's own schema asks for something else.",
        "Compare the record with the schema that `[records] schema` names.",
    ),
}

CODES: dict[str, Code] = {**_RECORDS}
CODES.update(
    (code, Code(*parts))
    for table in (CONFIG_CODES, FLAG_CODES, FOREIGN_CODES, LINK_CODES, RANGE_CODES)
    for code, parts in table.items()
)


def finding(
    code: str, message: str, path: str, line: int = 0, column: int = 0, mend: str | None = None
) -> Finding:
    """Return the finding called `code`; its weight, and its mend if none is given, are the table's.

    Raises `KeyError` for a code that the table does not have.
    """
    known = CODES[code]
    return Finding(
        code, known.severity, message, known.mend if mend is None else mend, path, line, column
    )


def near(written: str) -> str:
    """Return the code that `written` may have been meant for, "" where none is like it."""
    from difflib import get_close_matches

    close = get_close_matches(written.strip().lower().replace("_", "-"), CODES, 1)
    return close[0] if close else ""
