"""What can be found in records of other formats, and in the links between records."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.findings import Severity

# Code → severity, why it matters, what to do.
FOREIGN_CODES: dict[str, tuple[Severity, str, str]] = {
    "incomplete-for-its-format": (
        "warning",
        "The format of this record promises this part.",
        "Add the part, or convert the record: git decide convert --to decision-log.",
    ),
    "unrecognised-status": (
        "warning",
        "A status that means none of the known ones counts as none.",
        "Use a known word, or add this one to [records.statuses] in decisions.toml.",
    ),
    "status-disagrees": (
        "error",
        "A record that states two statuses does not say whether it holds.",
        "Make all of them the same, or leave one.",
    ),
    "date-disagrees": (
        "warning",
        "A record that states two dates does not say since when it holds.",
        "Make all of them the same, or leave one.",
    ),
    "ambiguous-date": (
        "warning",
        "This may be one day or another, and nobody but its writer knows which.",
        "Write the date as YYYY-MM-DD.",
    ),
    "unreadable-date": (
        "warning",
        "Dates are compared, so they need a form that can be read.",
        "Write the date as YYYY-MM-DD.",
    ),
    "value-in-braces": (
        "warning",
        "Braces make a mapping of it in YAML; they are what a template left behind.",
        "Take the braces away.",
    ),
    "unfilled-template": (
        "warning",
        "Template text says nothing about this decision.",
        "Replace the template text, or delete the part.",
    ),
    "number-differs": (
        "warning",
        "The number in the text is not that of the file, so one of them misleads.",
        "Correct the number in the text, or rename the file with `git mv`.",
    ),
    "broken-link": (
        "warning",
        "The link leads to a record that is not there.",
        "Correct the link.",
    ),
    "link-case-differs": (
        "warning",
        "Where file names are case-sensitive the link leads nowhere.",
        "Write the file's name in its own case: git decide check --fix.",
    ),
    "silence-without-reason": (
        "warning",
        "Nobody can tell whether a silence without a reason still fits, so it counts for nothing.",
        "Write the reason: <!-- git-decide: ignore CODE: reason -->.",
    ),
    "silence-unknown-code": (
        "warning",
        "The comment silences nothing: no finding is called like this.",
        "Take a code from `git decide check`, or delete the comment.",
    ),
    "silence-not-needed": (
        "warning",
        "Nothing is found any more that this comment silences.",
        "Delete the comment.",
    ),
}
