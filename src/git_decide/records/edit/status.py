"""Changes the status of a record of another format, in every place that states it."""

from __future__ import annotations

import re

from git_decide.errors import Refused
from git_decide.records.edit import header as edit_header
from git_decide.records.edit import wording as edit_wording
from git_decide.records.edit.opened import opened
from git_decide.records.edit.proof import proven
from git_decide.records.edit.view import Lines, View
from git_decide.records.foreign.settling import shown
from git_decide.records.foreign.statuses import status_of
from git_decide.records.outline import Outline
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.records.edit.opened import Draft
    from git_decide.records.model import Statement

    Writing = Callable[[Statement], str]

_DATED = re.compile(r"\W*\d{4}[-./]\d{1,2}[-./]\d{1,2}\W+[^\W\d]")


def plain(draft: Draft, status: str) -> Draft:
    """Return the record with another status and nothing said of other records."""

    def write(statement: Statement) -> str:
        old = shown(statement)
        return edit_wording.status(draft, old, status) + edit_wording.tail(old)

    return _changed(draft, status, write, edit_wording.status(draft, _sample(draft), status))


def superseding(draft: Draft, status: str, words: str) -> Draft:
    """Return the record with a status that names the record which took its place."""
    says = edit_wording.superseded(draft, _sample(draft), words)

    def write(statement: Statement) -> str:
        old = shown(statement)
        if statement.manner == "badge":  # it holds no link
            return edit_wording.status(draft, old, status)
        return edit_wording.superseded(draft, old, words) + edit_wording.tail(old)

    return _changed(draft, status, write, says, always=True)


def _sample(draft: Draft) -> str:
    """Return a status with the capitals that a record gets which states none yet."""
    fronted = draft.content.removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    return "proposed" if fronted or opened(draft).format == "madr" else "Proposed"


def _changed(draft: Draft, status: str, write: Writing, new: str, *, always: bool = False) -> Draft:
    found = edit_header.stated(draft, "status")
    if any(each.manner == "section" and _DATED.match(each.text) for each in found):
        raise Refused(
            f"{draft.path} tells the history of its status, day by day",
            f"Add a line for `{status}` in an editor.",
        )
    if not found:
        made = _added(draft, new)
    else:
        wrong = [each for each in found if always or _says(draft, each) != status]
        made = edit_header.restated(draft, wrong, write) if wrong else draft
    changing = {"status", "superseded-by"} if always else {"status"}
    return proven(draft, made.content, changing, {"status": status})


def _says(draft: Draft, statement: Statement) -> str:
    return status_of(shown(statement), tuple(draft.statuses))


def _added(draft: Draft, text: str) -> Draft:
    """Return a record that states no status with one, in the style that it has."""
    record = opened(draft)
    headers = [each for each in record.statements if each.manner != "section"]
    single = headers and {each.manner for each in headers} <= {"line"}
    if record.format == "nygard" and (not headers or single):
        try:
            return _with_section(draft, text)
        except Refused:
            pass
    return edit_header.added(draft, "status", text)


def _with_section(draft: Draft, text: str) -> Draft:
    """Return a record with a section for its status before all others."""
    view = View(draft.content)
    outline = Outline(view.text)
    first = next((part for part in outline.parts(2) if part.level == 2), None)
    if first is None or draft.path.lower().endswith((".rst", ".adoc", ".asciidoc")):
        raise Refused("the record has no sections", "Write one in an editor.")
    block = Lines(first.line + 1, first.line + 1, ("## Status", "", text, ""))
    return replace(draft, content=view.edited(blocks=[block]))
