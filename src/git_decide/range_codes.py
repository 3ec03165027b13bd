"""What can be wrong with commits that arrive: no decision, links that lead nowhere."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.findings import Severity

# Code → severity, why it matters, what to do.
RANGE_CODES: dict[str, tuple[Severity, str, str]] = {
    "change-without-decision": (
        "error",
        "The path is fragile, and nobody can tell later why it was changed.",
        "Write `Decision: ID` in a commit's message or in the pull request's text.",
    ),
    "commit-without-decision": (
        "warning",
        "Whoever finds this one commit does not find the decision that it follows.",
        "Link it: git decide link COMMIT ID.",
    ),
    "unknown-record": (
        "error",
        "A link to nothing explains nothing; most often it is misspelt.",
        "Name a record that is there: git decide list.",
    ),
    "ambiguous-record": (
        "error",
        "A link must mean one record, today and when others have come.",
        "Write more of the id.",
    ),
    "link-not-a-trailer": (
        "warning",
        "git itself does not see this link: it finds links in the last paragraph only.",
        "Move the line into the last paragraph; the hook commit-msg does so by itself.",
    ),
    "superseded-since": (
        "warning",
        "The decision was replaced while this was made, and the new one may say otherwise.",
        "Read the new decision, and name it.",
    ),
    "fixup-commit": (
        "warning",
        "A fixup is made to be squashed, and its message tells nobody what it is for.",
        "Squash it: git rebase --interactive --autosquash BASE.",
    ),
    "change-skipped": (
        "warning",
        "A skip is a debt: it is listed by `git decide debts` until a decision is linked.",
        "Once it is decided: git decide link COMMIT ID.",
    ),
    "revert-without-decision": (
        "warning",
        "A revert passes at once, and is a debt until a decision is linked.",
        "Once it is decided: git decide link COMMIT ID.",
    ),
}
