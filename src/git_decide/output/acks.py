"""Says who has understood a record, and who of those concerned has not."""

from __future__ import annotations

from git_decide.output.signatures import SIGNATURES
from git_decide.output.terminal import PLAIN, Paint, safe
from git_decide.output.text import table
from git_decide.queries.acknowledging import folded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.queries.acking import Acked
    from git_decide.queries.acknowledging import Ack, Concerned, Understanding
    from git_decide.records.model import Record

_FEW = 12  # people that are named unless all are asked for


def answer(record: Record, done: Acked, *, signed: bool, paint: Paint = PLAIN) -> str:
    """Return what `ack` has done: the record, who has understood it, since when."""
    head = f"{paint('bold', safe(record.name.qualified))} {safe(record.title or '(no title)')}"
    who, day = safe(done.ack.name), safe(done.ack.day)
    if not done.new:
        return f"{head}\n    understood by {who}   (said so before, on {day})"
    told = ", signed" if signed else ""
    lines = [head, f"    understood by {who}, {day}{told}"]
    if done.before:
        lines.append(f"    (had read an earlier text on {safe(done.before.day)})")
    return "\n".join(lines)


def readers(found: Understanding, *, full: bool = False) -> str:
    """Return who has understood a record and who has not, line by line, "" for nobody at all.

    Only the first ones of each, unless `full` asks for all.
    """
    shown = found.acks if full else found.acks[:_FEW]
    lines = table([(f"  {safe(ack.name)}", _when(ack)) for ack in shown]) if shown else []
    if left := len(found.acks) - len(shown):
        lines.append(f"  … and {left} more: --full")
    if found.earlier:
        before = [f"{safe(ack.name)} ({_when(ack)})" for ack in found.earlier]
        lines.append(f"  an earlier text only: {_some(before, full)}")
    if found.absent:
        lines.append(f"  not yet: {missing(found, full=full)}")
    return "\n".join(lines)


def missing(found: Understanding, *, full: bool = False) -> str:
    """Return those who have not: ``Grace Hopper (tech lead), @payments (owner)``."""
    return _some([safe(each.told) for each in found.absent], full)


def document(found: Understanding) -> dict[str, object]:
    """Return the same as a JSON object: ``understood`` of show and of the report."""
    return {
        "by": [_ack(each) for each in found.acks],
        "earlier": [_ack(each) for each in found.earlier],
        "missing": [_person(each) for each in found.absent],
    }


def _when(ack: Ack) -> str:
    told = [safe(ack.day)]
    if signature := SIGNATURES.get(ack.signature):
        told.append(signature)
    # Who wrote the note, whatever it says itself.
    writer = ack.author or ack.by.partition(" <")[0]
    if writer and folded(writer) != folded(ack.name):
        told.append(f"noted by {safe(writer)}")
    return ", ".join(told)


def _some(said: Sequence[str], full: bool) -> str:
    shown = list(said) if full else list(said[:_FEW])
    left = len(said) - len(shown)
    return ", ".join([*shown, *([f"and {left} more"] if left else [])])


def _ack(ack: Ack) -> dict[str, str]:
    stated = {
        "name": ack.name,
        "address": ack.address,
        "date": ack.day,
        "record": ack.said_of,
        "noted-by": ack.by,
        "commit": ack.commit,
        "author": ack.author,
        "signature": ack.signature,
    }
    return {key: text for key, text in stated.items() if text}


def _person(each: Concerned) -> dict[str, object]:
    role = {"role": each.role} if each.role else {}
    return {"name": each.name, **role, "as": list(each.parts)}
