"""Proves an edit by reading the file back: what was asked for changed, and nothing else."""

from __future__ import annotations

from git_decide.errors import Refused
from git_decide.records.document import document
from git_decide.records.edit.opened import opened
from git_decide.records.edit.view import View
from git_decide.records.model import LINKS
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from git_decide.records.edit.opened import Draft
    from git_decide.records.model import Section

# What a section Status may state.
_STATING = frozenset({"status", *LINKS})
_FREE = ("status-text",)  # the wording of the status goes with it
_FOREIGN = "madr, nygard or another"


def proven(
    draft: Draft,
    content: bytes,
    changing: Collection[str],
    wanted: Mapping[str, object] | None = None,
    heading: str = "",
) -> Draft:
    """Return the draft with its new content, once that says what it should and nothing else.

    `changing` are the keys of the canonical document that may differ, `wanted` what some
    must hold; sections called `heading` may differ, too. Raises `Refused` where the file
    would be read in another way.
    """
    after = replace(draft, content=content)
    free = {*changing, *(_FREE if "status" in changing else ())}
    was, now = _read(draft, free, heading), _read(after, free, heading)
    for key in (was.keys() | now.keys()) - free:
        if was.get(key) != now.get(key):
            raise unsafe(draft, *sorted(changing))
    for key, stated in (wanted or {}).items():
        if now.get(key) != stated:
            raise unsafe(draft, key)
    return after


def unsafe(draft: Draft, *keys: str) -> Refused:
    """Return the refusal of an edit that would be read in another way than it was meant."""
    what = " and ".join(keys) or "it"
    return Refused(
        f"{what} cannot be changed in {draft.path} without touching other text",
        "Change it in an editor.",
    )


def _read(draft: Draft, free: Collection[str], heading: str) -> dict[str, object]:
    """Return the canonical document, with what only some formats write down.

    Text that no field holds is a section, so lines in which a field of `free` is
    stated may be there as well: those do not count. Which of the other formats
    it is may change, since the sections that are there tell.
    """
    record = opened(draft)
    made = {**document(record), "amended-by": record.amended_by}
    if record.format == "decision-log":
        made["sections"] = [each for each in record.sections if each.heading != heading]
        return made
    if record.format in ("madr", "nygard", "other"):
        made["format"] = _FOREIGN
    lines = View(draft.content).lines
    stated = {
        lines[each.line - 1].strip()
        for each in record.statements
        if each.key in free and each.line <= len(lines)
    }
    made["sections"] = [
        rest
        for each in record.sections
        if each.heading != heading or not heading
        if (rest := _rest(each, stated))
    ]
    return made


def _rest(section: Section, stated: Collection[str]) -> tuple[str, ...]:
    """Return the heading and the lines of a section but for those in which a field is stated."""
    bare = [line.strip() for line in section.text.split("\n")]
    left = tuple(line for line in bare if line and line not in stated)
    if not any(map(str.isalnum, "".join(left))):
        left = ()  # a rule: it is no text of a section that states nothing else
    named = any(line.strip("#= ") == section.heading for line in stated)  # `## Status: Accepted`
    heading = "" if named else section.heading
    return (heading, *left) if left or not any(line in stated for line in bare) else ()
