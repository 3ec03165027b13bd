"""What can be wrong with links: both ends of one, comments in code, what was accepted once."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.findings import Severity

# Code → severity, why it matters, what to do.
LINK_CODES: dict[str, tuple[Severity, str, str]] = {
    "one-sided-supersession": (
        "warning",
        "Who reads only one of the two records does not learn of the other.",
        "Write both ends: git decide check --fix.",
    ),
    "superseded-not-marked": (
        "error",
        "A record that was superseded and still says accepted is followed by mistake.",
        "Set its status: git decide check --fix.",
    ),
    "link-cycle": (
        "error",
        "Records that replace or amend one another in a circle leave none that holds.",
        "Take one of the links out.",
    ),
    "dangling-decision-comment": (
        "warning",
        "A comment that names no record explains nothing to who reads the code.",
        "Name the record by its id, or take the comment out: git decide list shows all.",
    ),
    "ambiguous-decision-comment": (
        "warning",
        "A comment that may mean several records leaves open which decision the code follows.",
        "Write more of the id.",
    ),
    "review-overdue": (
        "warning",
        "Whether a decision worked is asked while somebody still remembers what was hoped for.",
        "Say what came of it: git decide outcome ID --worked --says TEXT; "
        "or give it another day: git decide edit ID --review-by DATE.",
    ),
    "disagreement-removed": (
        "error",
        "What each side said, and what settled it, is why anybody trusts the decision later.",
        "Bring the words back.",
    ),
    "accepted-record-widened": (
        "error",
        "What an accepted record covers or claims was agreed on; nobody agreed to this.",
        "Take the change back, or say it in a new record: git decide new TITLE --amends ID.",
    ),
    "accepted-record-rewritten": (
        "warning",
        "Who followed the record read other words.",
        "Take the change back, or say it in a new record: git decide new TITLE --amends ID.",
    ),
    "accepted-record-removed": (
        "warning",
        "Commits that follow the decision name it, and the name leads nowhere now.",
        "Bring it back, or add its id to `aliases` of the record that it is now.",
    ),
}
