"""What ``check --range`` does: judges a range, and says whether it may arrive."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.cli.frame import Frame
    from git_decide.findings import Finding
    from git_decide.git.ranges import Range
    from git_decide.queries.ranges.answering import Answer


def check_range(
    frame: Frame, wanted: Range, message: str, each_commit: bool, form: str, strict: bool
) -> int:
    """Judge the range, say it in the wanted form, and return the exit code."""
    from git_decide.output import formats
    from git_decide.queries.ranges.answering import answer

    made = answer(frame.repository, wanted, message, each_commit)
    found = made.findings
    if form == "json":
        from git_decide.findings import document

        frame.json(findings=[document(each) for each in found], range=_document(made))
    elif form in formats.DOCUMENTS:
        frame.document(formats.document(form, found, strict))
    else:
        _say(frame, made)
    _count(frame, made)
    return int(bool(found) if strict else made.refused)


def _document(made: Answer) -> dict[str, object]:
    judgement = made.judgement
    wanted = judgement.range
    return {
        "base": wanted.base,
        "tip": wanted.tip,
        "fork": wanted.fork,
        "commits": len(judgement.commits),
        "refused": made.refused,
        "modules": [
            {
                "module": module.module,
                "outcome": module.outcome,
                "by": list(module.by),
                "uncovered": list(module.uncovered),
            }
            for module in judgement.verdict.modules
        ],
    }


def _say(frame: Frame, made: Answer) -> None:
    from git_decide.output import range_text
    from git_decide.output.text import findings_text

    if made.judgement.refused:
        frame.out("\n".join(range_text.refusal(made)))
    rest = beside(made)
    if rest:
        frame.out(("\n" if made.judgement.refused else "") + findings_text(rest, frame.paint()))


def beside(made: Answer) -> Sequence[Finding]:
    """Return the findings that the text of a refusal does not tell anyway."""
    if not made.judgement.refused:
        return made.findings
    from git_decide.queries.ranges.verdicts import TOLD

    return [f for f in made.findings if f.severity == "warning" or f.code not in TOLD]


def _count(frame: Frame, made: Answer) -> None:
    from git_decide.output import range_text
    from git_decide.output.text import tally

    if made.findings:
        frame.note(tally(made.findings))
    if not made.refused:
        frame.note(range_text.passed(made.judgement))
