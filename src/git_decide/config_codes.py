"""The findings of `decisions.toml`, a part of the table in `codes.py`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.findings import Severity

# Code → severity, why it matters, what to do.
CONFIG_CODES: dict[str, tuple[Severity, str, str]] = {
    "config-syntax": (
        "error",
        "A decisions.toml that is no TOML states no policy.",
        "Mend the TOML at this place; texts need quotes, lists brackets.",
    ),
    "config-too-new": (
        "error",
        "The file asks for a newer release, whose keys this one may not know.",
        "python3 -m pip install --upgrade git-decide",
    ),
    "config-invalid-release": (
        "error",
        "`requires` names the oldest release that understands the file.",
        'Write it as `requires = ">=0.1"`.',
    ),
    "config-unknown-key": (
        "error",
        "A misspelt key would be ignored in silence, and with it what it should protect.",
        "Correct the key, or delete it.",
    ),
    "config-missing-key": (
        "error",
        "A standing exception rests on a decision, like every other change.",
        'Add `decision = "ID"`: the record under which these changes may pass.',
    ),
    "config-wrong-type": (
        "error",
        "A value of another type cannot be understood.",
        "Write the value as the key needs it.",
    ),
    "config-wrong-value": (
        "error",
        "The key knows a few values only.",
        "Write one of the values that the key knows.",
    ),
    "config-empty-text": (
        "error",
        "An empty text says nothing.",
        "Write something between the quotes, or delete it.",
    ),
    "config-bad-module-name": (
        "error",
        "Modules are values of the attribute `fragile`, with no other characters.",
        "Use lower-case letters, digits, `-` and `_`, and not set, unset or unspecified.",
    ),
    "config-bad-log-name": (
        "error",
        "A log's name stands in front of its ids: billing/0003-vat.",
        "Use lower-case letters, digits, `-` and `_`.",
    ),
    "config-unknown-section": (
        "error",
        "Further headings are for sections and fields that a record knows.",
        "Use the name of a section or a field, such as context, trade-offs or status.",
    ),
    "config-unknown-status": (
        "error",
        "Further words are for a status that rules know.",
        "Use problem, proposed, contested, escalated, accepted, rejected, superseded "
        "or deprecated.",
    ),
    "config-unknown-side": (
        "error",
        "A decision is signed by the product side, by engineering, or by both.",
        'Use "product" and "engineering".',
    ),
    "config-unknown-code": (
        "warning",
        "No finding has this code, so the line does nothing.",
        "Correct the code, or delete it.",
    ),
    "config-invalid-age": (
        "error",
        "The age of a decision is counted in days, weeks, months or years.",
        'Write a number and a unit: "365 days", "6 months", "1 year".',
    ),
    "config-invalid-branch": (
        "error",
        "No branch of git can have this name.",
        'Write the branch as git prints it, such as "main" or, to protect several, "release/*".',
    ),
    "config-invalid-commit": (
        "error",
        "A branch or a tag can be moved, and would take the policy with it.",
        "Write the commit's id, as `git rev-parse REVISION` prints it.",
    ),
    "config-invalid-id": (
        "error",
        "Records are named by their ids.",
        'Write one id, such as "0042-use-webhooks".',
    ),
    "config-invalid-path": (
        "error",
        "The path must lead to a place inside this repository, on every platform.",
        "Write it from the top of the repository with `/`, such as docs/decisions.",
    ),
    "config-invalid-pattern": (
        "error",
        "Paths are written as in .gitattributes, and this pattern could never match there.",
        "Write a pattern from the top of the repository, such as vendor/**.",
    ),
    "config-standing-unbounded": (
        "error",
        "Without authors or paths every change would be an exception.",
        "Add `authors = [...]`, `paths = [...]` or both, with at least one item.",
    ),
}
