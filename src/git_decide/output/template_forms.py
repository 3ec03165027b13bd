"""The forms of other tools in which a new record may begin."""

from __future__ import annotations

from git_decide.output.new_record import body_text, option_name
from git_decide.records.digest import name_of
from git_decide.records.edit.headline import written_title
from git_decide.records.yaml_text import flow_list, scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.output.new_record import NewRecord, Setting

_GUIDES = {
    "context": "What makes a decision necessary? What is known, and what is not?",
    "options": "One line for each way that was considered, the chosen one too.",
    "outcome": "Which option was chosen, and what settled it?",
    "decision": "What will be done from now on, in full sentences?",
    "trade-offs": "What gets better, what gets worse, and who pays for it?",
    "reasons": "A heading ### for each option, and what speaks for and against it.",
}


def _madr(fields: NewRecord, setting: Setting) -> tuple[str, set[str]]:
    """Return a record in the form of MADR 4, and the keys of what it says."""
    people = (
        f"{name}: {flow_list(map(str, found))}\n"
        for name, found in (
            ("decision-makers", fields.deciders),
            ("consulted", fields.consulted),
            ("informed", fields.informed),
        )
        if found or name == "decision-makers"
    )
    front = f"status: {fields.status}\ndate: {scalar(fields.date)}\n{''.join(people)}"
    parts = [f"---\n{front}---\n", f"# {written_title(fields.title)}\n"]
    parts.append(_section("## Context and Problem Statement", fields, "context", "context"))
    if fields.status != "problem" or fields.alternatives:
        options = "\n".join(f"- {option_name(each.name)}" for each in fields.alternatives)
        parts.append(_part("## Considered Options", options, "options"))
    if fields.status != "problem":
        parts.append(_section("## Decision Outcome", fields, "decision", "outcome"))
        parts.append(_section("### Consequences", fields, "trade-offs", "trade-offs"))
        reasons = "\n\n".join(
            f"### {written_title(each.name)}\n\n{each.reason.strip()}"
            for each in fields.alternatives
            if each.reason and each.reason.strip()
        )
        parts.append(_part("## Pros and Cons of the Options", reasons, "reasons"))
    return "\n".join(parts), {*_BOTH, "deciders", "consulted", "informed", "alternatives"}


_BOTH = frozenset({"title", "status", "date", "context", "decision", "trade-offs"})


def _nygard(fields: NewRecord, setting: Setting) -> tuple[str, set[str]]:
    """Return a record in the form of adr-tools, and the keys of what it says."""
    name = name_of(setting.path, "")
    number = f"{name.number}. " if name and name.number is not None else ""
    parts = [
        f"# {number}{written_title(fields.title)}\n",
        f"Date: {fields.date}\n",
        f"## Status\n\n{fields.status.capitalize()}\n",
        _section("## Context", fields, "context", "context"),
    ]
    if fields.status != "problem":
        parts.append(_section("## Decision", fields, "decision", "decision"))
        parts.append(_section("## Consequences", fields, "trade-offs", "trade-offs"))
    return "\n".join(parts), set(_BOTH)


def _section(heading: str, fields: NewRecord, key: str, guide: str) -> str:
    return _part(heading, body_text(fields, key), guide)


def _part(heading: str, text: str, guide: str) -> str:
    return f"{heading}\n\n{text or f'<!-- {_GUIDES[guide]} -->'}\n"


FORMS: dict[str, Callable[[NewRecord, Setting], tuple[str, set[str]]]] = {
    "madr": _madr,
    "nygard": _nygard,
}
