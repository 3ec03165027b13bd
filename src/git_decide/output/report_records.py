"""Says in Markdown what the records of a report say: decisions, changes of records."""

from __future__ import annotations

import re
from difflib import unified_diff

from git_decide.output.markdown_text import block, code, text
from git_decide.output.report_paper import joined, names, some
from git_decide.output.terminal import cut
from git_decide.output.text import count
from git_decide.records.plain_words import first_sentence, paragraphs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.output.report_paper import Paper
    from git_decide.queries.acknowledging import Understanding
    from git_decide.queries.record_changes import FieldChange, RecordChange
    from git_decide.queries.report import Followed, Unnamed
    from git_decide.records.model import Record

# How much of one text is shown, in characters; how many of one kind.
_SENTENCE, _PARAGRAPH, _WORD = 400, 600, 160
_ALTERNATIVES, _PARAGRAPHS, _COMMITS, _PATHS, _LINES = 8, 4, 5, 4, 40
_UNFOLDED = 10  # lines of a decision that are no burden on the page
_SENTENCES = re.compile(r"(?<=[.!?])[ \t]+")


def decision(followed: Followed, paper: Paper, fold: bool) -> str:
    """Return what a reviewer wants to know of a record that the range follows."""
    record = followed.sheet.record
    name = followed.sheet.name
    title = f"**{paper.record(name, followed.at)}{_titled(record)}**"
    if record is None:
        return f"{title}\n\nThis file cannot be read as a record."
    head = paper.lines([title, joined(_facts(followed, record, paper)), *_replaced(followed)])
    parts = [head, *_quoted(record), *_reasons(record, paper, fold)]
    return "\n\n".join(parts)


def _titled(record: Record | None) -> str:
    return f": {text(cut(record.title, _WORD))}" if record and record.title else ""


def _facts(followed: Followed, record: Record, paper: Paper) -> Iterator[str]:
    here = ", in this branch" if followed.accepted_here else ""
    yield text(f"{record.status or 'no status'} {record.date or ''}".strip() + here)
    yield _deciders(record)
    yield f"costs {text(cut(record.cost, _WORD))}" if record.cost else ""
    where = [paper.id(each) for each in followed.commits]
    by = [some(where, _COMMITS, "commit")] if where else []
    by += ["the pull request's text"] if followed.beside else []
    yield f"named by {names(by)}" if by else ""
    replaced = [text(each) for each in record.supersedes]
    yield f"supersedes {some(replaced, _COMMITS)}" if replaced else ""
    if followed.modules:
        yield f"justifies {names([code(module) for module in followed.modules])}"
    if followed.understanding:
        yield from _readers(followed.understanding)


def _readers(found: Understanding) -> Iterator[str]:
    understood = [text(cut(ack.name, _WORD)) for ack in found.acks]
    before = [text(cut(ack.name, _WORD)) for ack in found.earlier]
    absent = [text(cut(each.told, _WORD)) for each in found.absent]
    yield f"understood by {some(understood, _COMMITS)}" if understood else ""
    yield f"an earlier text read by {some(before, _COMMITS)}" if before else ""
    yield f"not yet understood by {some(absent, _COMMITS)}" if absent else ""


def _deciders(record: Record) -> str:
    people = [text(cut(str(person), _WORD)) for person in record.deciders]
    return f"decided by {some(people, _COMMITS)}" if people else "no decider is named"


def _replaced(followed: Followed) -> Iterator[str]:
    found = [text(f"{each.name.qualified} ({each.status})") for each in followed.in_force]
    if found:
        yield f"**Its place is taken by {names(found)}.**"


def _quoted(record: Record) -> Iterator[str]:
    said = first_sentence(record.context or "", record.name.path)
    if said:
        yield f"> {text(cut(said, _SENTENCE))}"


def _reasons(record: Record, paper: Paper, fold: bool) -> Iterator[str]:
    lines = [*_alternatives(record), *_trade_offs(record)]
    if not lines:
        return
    body = "\n".join(lines)
    if fold or len(lines) > _UNFOLDED:
        yield paper.fold("What lost and why, and the trade-offs", body)
    else:
        yield body


def _alternatives(record: Record) -> Iterator[str]:
    for each in record.alternatives[:_ALTERNATIVES]:
        why = " ".join(paragraphs(each.reason or "", record.name.path))
        name = " ".join(paragraphs(each.name, record.name.path)) or each.name
        reason = text(cut(why, _SENTENCE)) if why else "no reason is given"
        yield f"- **{text(cut(name, _WORD))}** lost: {reason}"
    if left := record.alternatives[_ALTERNATIVES:]:
        yield f"- and {count(len(left), 'more alternative')}"


def _trade_offs(record: Record) -> Iterator[str]:
    found = paragraphs(record.trade_offs or "", record.name.path)
    if len(found) == 1:
        yield f"- **Trade-offs**: {text(cut(found[0], _PARAGRAPH))}"
    elif found:
        yield "- **Trade-offs**:"
        yield from (f"  - {text(cut(each, _SENTENCE))}" for each in found[:_PARAGRAPHS])
        if left := found[_PARAGRAPHS:]:
            yield f"  - and {count(len(left), 'more paragraph')}"


def unnamed(found: Unnamed, paper: Paper, tip: str) -> str:
    """Return a line about a record that governs what is touched, and that nothing names."""
    record = found.sheet.record
    said = first_sentence(record.context or "", record.name.path) if record else ""
    dated = f" ({text(record.date)})" if record and record.date else ""
    paths = some([code(path) for path in found.paths], _PATHS, "file")
    line = f"- {paper.record(found.sheet.name, tip)}{_titled(record)}{dated}, about {paths}"
    return f"{line}: {text(cut(said, _SENTENCE))}" if said else line


def change(found: RecordChange, paper: Paper, fork: str, tip: str, told: bool) -> str:
    """Return what became of a record; `told` where the page says already what it says."""
    record = found.sheet.record
    name = paper.record(found.sheet.name, fork if found.after is None else tip)
    head = f"**{found.how}**: {name}{_titled(record)}{_status(record)}"
    if found.how == "added" and record and not told:
        return "\n\n".join([f"{head}, {_deciders(record)}", *_quoted(record), *_plain(record)])
    if found.how != "changed":
        return head
    lines = [line for each in found.fields for line in _field(each)]
    diffs = [diff for each in found.fields for diff in _diff(each)]
    if not lines and not diffs:
        lines = ["- only its form: it says the same as before"]
    return "\n\n".join(part for part in (head, "\n".join(lines), *diffs) if part)


def _plain(record: Record) -> Iterator[str]:
    lines = [*_alternatives(record), *_trade_offs(record)]
    if lines:
        yield "\n".join(lines)


def _status(record: Record | None) -> str:
    return f" ({text(record.status)})" if record and record.status else ""


def _field(field: FieldChange) -> Iterator[str]:
    """Yield what became of a field that fits into a line."""
    before, after = _items(field.before), _items(field.after)
    if _is_prose(field):
        return
    key = code(field.key)
    if isinstance(field.before, list) or isinstance(field.after, list):
        yield f"- {key}: {'; '.join(_listed(field)) or 'in another order'}"
    elif not before or not after:
        yield f"- {key}: {_short(after[0])}" if after else f"- {key}: no longer said"
    else:
        yield f"- {key}: {_short(before[0])} → {_short(after[0])}"


def _listed(field: FieldChange) -> Iterator[str]:
    """Yield what came into a list, what left it, and what became of items of the same name."""
    before, after = _by_name(field.before), _by_name(field.after)
    for name, item in after.items():
        if name not in before:
            yield f"with {_short(_item(item))}"
        elif before[name] != item:
            old, new = _rest(before[name]), _rest(item)
            yield f"{_short(name)}: {_short(old)} → {_short(new)}"
    yield from (f"without {_short(_item(before[name]))}" for name in before if name not in after)


def _by_name(side: object) -> dict[str, object]:
    items = side if isinstance(side, list) else []
    return {str(each["name"]) if isinstance(each, dict) else str(each): each for each in items}


def _rest(item: object) -> str:
    """Return what an item says beside its name."""
    said = item if isinstance(item, dict) else {}
    return str(said.get("role") or said.get("reason") or "")


def _short(said: str) -> str:
    return text(cut(" ".join(said.split()), _WORD)) or "nothing"


def _is_prose(field: FieldChange) -> bool:
    sides = [side for side in (field.before, field.after) if side is not None]
    plain = all(isinstance(side, str) for side in sides)
    return field.key == "perspectives" or (
        plain and any("\n" in str(side) or len(str(side)) > _WORD // 2 for side in sides)
    )


def _items(side: object) -> list[str]:
    """Return what one side of a field says, item by item."""
    if side is None:
        return []
    return [_item(each) for each in side] if isinstance(side, list) else [_item(side)]


def _item(item: object) -> str:
    if not isinstance(item, dict):
        return str(item)
    if "role" in item:
        return f"{item.get('name')} ({item['role']})"
    if "reason" in item:
        return f"{item.get('name')}: {item['reason']}"
    return "\n\n".join(f"{key}: {said}" if key != "name" else said for key, said in item.items())


def _diff(field: FieldChange) -> Iterator[str]:
    """Yield how a text was changed, sentence by sentence."""
    if not _is_prose(field):
        return
    before, after = (_sentences("\n\n".join(_items(side))) for side in (field.before, field.after))
    told = list(unified_diff(before, after, n=1, lineterm=""))[2:]
    lines = [cut(line, _PARAGRAPH) for line in told if not line.startswith("@@")]
    if len(lines) > _LINES:
        left = len(lines) - _LINES
        lines = [*lines[:_LINES], f"  ({count(left, 'more line')})"]
    key = field.key.removeprefix("sections.") or "text before the sections"
    yield f"{code(key)}:\n\n{block(lines, 'diff')}"


def _sentences(said: str) -> Sequence[str]:
    return [part for line in said.split("\n") for part in _SENTENCES.split(line) if part.strip()]
