"""Writes a new record in this project's own format, as it is given."""

from __future__ import annotations

from git_decide.output.new_record import body_text, clean, guide, is_asked, stated
from git_decide.records import headings
from git_decide.records.edit.headline import written_title
from git_decide.records.fields import ORDER, PEOPLE
from git_decide.records.yaml_text import block_list, flow_list, scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.output.new_record import NewRecord


def content(fields: NewRecord) -> bytes:
    """Return the text of a new record; what was not given leaves a question where one is asked."""
    front = "".join(_field(fields, key) for key in ORDER)
    body = "".join(_section(fields, key) for key in headings.SECTIONS)
    text = f"---\n{front}---\n\n# {written_title(fields.title)}\n{body}"
    return clean(text).encode("utf-8")


def _field(fields: NewRecord, key: str) -> str:
    found = stated(fields, key)
    if not found or (key == "cost" and "\n" in found):
        return ""
    if isinstance(found, str):
        return f"{key}: {scalar(clean(found.strip()))}\n"
    texts = [clean(text) for text in found]
    return f"{key}:{block_list(texts, chr(10)) if key in PEOPLE else f' {flow_list(texts)}'}\n"


def _section(fields: NewRecord, key: str) -> str:
    if key == "cost" and "\n" not in fields.cost:
        return ""
    text = body_text(fields, key) or (guide(key) if is_asked(fields, key) else "")
    return f"\n## {headings.SECTIONS[key][0]}\n\n{text}\n" if text else ""
