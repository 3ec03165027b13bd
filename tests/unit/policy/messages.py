"""Commit messages made of the lines that are hard to tell apart."""

from __future__ import annotations

from hypothesis import strategies as st

LINES = [
    *("", "", "", " ", "prose words here", "Decision", "- item", "---", "commit abcdef"),
    *("Decision: 42", "decision: 7, 42", "Decision : 43,", "DECISION:44", "Decision: 42 "),
    *("Decision:", "Decision: ,", " 44", "\tfolded", "        folded deeper", "    Decision: 45"),
    *("Decision-Skip: because", "Decision-Skip:", "Decision-Skip: a, b", "x-y z: 1", "Fixes: #12"),
    *(
        "Signed-off-by: A <a@b>",
        "(cherry picked from commit abc1234)",
        "Squashed commit of the following:",
    ),
    *("* Decision: 50", "> Decision: 51.", "**Decision:** 52", "- Decision: we go on"),
    *("Decision\u00a0: 53", "Decision: [54](docs/0054-x.md)", "  Decision: 55,", "Decision: 42."),
    *("# comment", "# Decision: 9", "Conflicts:", "\tfile.c", "Décision: 46", "decisions: 47"),
]
SUBJECTS = ["Subject", "feat: x", "Squashed commit of the following:", "Merge branch 'x'"]
CUT = "\n# ------------------------ >8 ------------------------\n# x\ndiff\n+Decision: 99\n"


@st.composite
def drafts(draw: st.DrawFn) -> str:
    """Draw what may lie in an editor: blank lines, comments, CRLF, scissors, no final newline."""
    lines = [draw(st.sampled_from(["", *SUBJECTS, *SUBJECTS, "Decision: 42"]))]
    lines += draw(st.lists(st.sampled_from(LINES), max_size=10))
    message = "\n".join(lines) + draw(st.sampled_from(["\n", "\n", ""]))
    message += draw(st.sampled_from(["", "", CUT]))
    return message.replace("\n", "\r\n") if draw(st.integers(0, 4)) == 0 else message
