"""Says one decision and how it is known, as a part of the answer to why."""

from __future__ import annotations

import re

from git_decide.output.hyperlinks import UNLINKED
from git_decide.output.record import status
from git_decide.output.terminal import PLAIN, cut, safe
from git_decide.output.why_words import known_by
from git_decide.output.wrapping import wrapped
from git_decide.records.plain_words import first_sentence, paragraphs
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.output.hyperlinks import Hyperlinks
    from git_decide.output.terminal import Paint
    from git_decide.queries.relations import Other
    from git_decide.queries.why.model import Decision, Target
    from git_decide.records.model import Record

    # A label, paragraphs, and how many lines they may take (0: as many as they need).
    Row = tuple[str, list[str], int]

_LABEL = 12  # columns
_ALTERNATIVES = 4
_COUNTED = re.compile(r"^option\s+\w{1,2}\s*[:.)-]\s*(?=\S)", re.IGNORECASE)


@value
class Manner:
    """How to say it: all of it or one screen of it, in how many columns, with what marks.

    `most` bounds the decisions, 0 for no bound. `tight` is by how many lines each part of a
    record is shorter than it could be.
    """

    full: bool = False
    columns: int = 80
    most: int = 0
    paint: Paint = PLAIN
    links: Hyperlinks = UNLINKED
    tight: int = 0


def decision_rows(decision: Decision, target: Target, manner: Manner) -> Iterator[str]:
    """Yield the lines that tell of a decision: what it is, how it is known, what it says."""
    yield title(decision, manner)
    record = decision.record
    if record is None:
        yield "  This file cannot be read as a record."
        rows: list[Row] = []
    else:
        yield manner.paint("bold", cut(safe(record.title or "(no title)"), manner.columns))
        rows = [*_rows(record, manner)]
    yield from _spread([*_standing(decision, manner), *_evidence(decision, target, manner)], manner)
    yield from _spread(rows, manner)


def title(decision: Decision, manner: Manner) -> str:
    """Return what a decision is called and where it stands."""
    name = decision.name
    linked = manner.links.record(name.path, manner.paint("bold", safe(name.qualified)))
    record = decision.record
    dated = f"  {safe(record.date)}" if record and record.date else ""
    said = f"{dated}  {status(record, manner.paint)}" if record else ""
    gone = ", no longer in the log" if decision.gone else ""
    return f"{linked}{said}{gone}"


def _standing(decision: Decision, manner: Manner) -> Iterator[Row]:
    """Yield what took the record's place, and what governed when the line was written."""
    self_ = decision.name
    if decision.in_force:
        yield "Replaced by", [_other(each) for each in decision.in_force], 3
    then = [each for each in decision.governed if each.name != self_]
    itself = len(then) < len(decision.governed)
    if decision.in_force and itself:
        yield "Then", ["this one governed when the line was written"], 1
    elif then and not itself:
        yield "Then", [f"{_other(each)} governed when the line was written" for each in then], 3


def _other(other: Other) -> str:
    said = f"{safe(other.name.qualified)} ({safe(other.status or '-')})"
    return f"{said}: {safe(other.title)}" if other.title else said


def _evidence(decision: Decision, target: Target, manner: Manner) -> Iterator[Row]:
    shown = decision.evidence if manner.full else decision.evidence[:1]
    name = decision.name.qualified
    yield "Evidence", [known_by(each, target, name) for each in shown], 3 * len(shown)
    left = len(decision.evidence) - len(shown)
    kinds = dict.fromkeys(each.kind for each in decision.evidence[1:])
    if left and not manner.full and kinds.keys() - {decision.evidence[0].kind}:
        second = next(each for each in decision.evidence if each.kind != decision.evidence[0].kind)
        yield "", [f"and {known_by(second, target, name)}"], 2


def _rows(record: Record, manner: Manner) -> Iterator[Row]:
    """Yield the parts of a record: label, paragraphs, and how many lines they may take."""
    full, path = manner.full, record.name.path
    people = ", ".join(safe(str(person)) for person in record.deciders)
    yield "Decided by", [people], 2
    if full:
        yield "Context", _safe(paragraphs(record.context or "", path)), 0
        yield "Decision", _safe(paragraphs(record.decision or "", path)), 0
    else:
        yield "Context", [_first(record.context, path)], 3
        if not record.alternatives:
            yield "Decision", [_first(record.decision, path)], 3
    yield from _lost(record, manner)
    said = paragraphs(record.trade_offs or "", path)
    yield "Trade-offs", _safe(said if full else said[:2]), 0 if full else 3
    yield "Cost", [safe(record.cost or "")], 0 if full else 1
    if full:
        yield from _disagreement(record)
    if record.outcome:
        yield "Outcome", [_first(record.outcome, path)], 0 if full else 2


def _disagreement(record: Record) -> Iterator[Row]:
    path, said = record.name.path, record.perspectives
    yield "Product", _safe(paragraphs((said and said.product) or "", path)), 0
    yield "Engineering", _safe(paragraphs((said and said.engineering) or "", path)), 0
    yield "Resolution", _safe(paragraphs(record.resolution or "", path)), 0


def _first(said: str | None, path: str) -> str:
    """Return the first sentence of a section, with the list that it announces."""
    first = first_sentence(said or "", path)
    if first.endswith(":"):
        first = " ".join([first, _sentences(paragraphs(said or "", path)[1:4])])
    return safe(first)


def _lost(record: Record, manner: Manner) -> Iterator[Row]:
    path, brief = record.name.path, not manner.full
    lost = [each for each in record.alternatives if not _chosen(each.name, record)]
    told = [
        (_title_of(each.name, path), _sentences(paragraphs(each.reason or "", path)))
        for each in lost
    ]
    argued = [f"{safe(name)}: {safe(why)}" for name, why in told if why]
    bare = [safe(name) for name, why in told if not why]
    shown = argued if manner.full else argued[:_ALTERNATIVES]
    more = f" (and {len(argued) - len(shown)} more)" if len(shown) < len(argued) else ""
    for at, each in enumerate(shown):
        yield "" if at else "Lost", [each + (more if at == len(shown) - 1 else "")], 2 * brief
    if bare:
        said = f"{'; '.join(bare)} (no {'reason is' if len(bare) == 1 else 'reasons are'} given)"
        yield "" if shown else "Lost", [said], 2 * brief


def _title_of(name: str, path: str) -> str:
    said = " ".join(paragraphs(name, path)) or name
    return _COUNTED.sub("", said)


def _sentences(texts: Sequence[str]) -> str:
    """Return paragraphs behind one another, with a sign between those that have none."""
    said = [text for text in texts if "://" not in text or " " in text]
    ended = [text if text[-1] in ".!?:;" else f"{text};" for text in said]
    return " ".join(ended).removesuffix(";")


def _chosen(name: str, record: Record) -> bool:
    """Return whether an option is the one that the record says was taken, as MADR lists it."""
    said = " ".join((record.decision or "").split()).casefold()
    wanted = " ".join(name.split()).casefold()
    return len(wanted) > 3 and f'chosen option: "{wanted}' in said.replace("*", "")


def _safe(texts: Sequence[str]) -> list[str]:
    return [safe(text) for text in texts]


def _spread(rows: Sequence[Row], manner: Manner) -> Iterator[str]:
    """Yield labelled paragraphs in lines that fit, as many of each as it may take."""
    room = max(20, manner.columns - _LABEL - 2) if manner.columns else 1000
    for label, texts, most in rows:
        lines = [line for said in texts if said for line in wrapped(said, room)]
        most = max(1, most - manner.tight) if most else 0
        if most and len(lines) > most:
            lines = [*lines[: most - 1], cut(f"{lines[most - 1]} …", room)]
        head = manner.paint("dim", label) + " " * (_LABEL - len(label))
        for at, line in enumerate(lines):
            yield f"  {head if not at else ' ' * _LABEL}{line}"
