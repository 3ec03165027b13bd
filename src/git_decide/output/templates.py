"""Writes new records: the built-in templates, and those that a team keeps in its repository."""

from __future__ import annotations

import re

from git_decide.errors import ConfigurationBroken
from git_decide.output import own_form, template_forms
from git_decide.output.new_record import (
    NewRecord,
    Setting,
    alternative_item,
    asks,
    body_text,
    clean,
    ending,
    guide,
    stated,
)
from git_decide.output.template_filling import completed, proven, underlined
from git_decide.records import front_matter, headings
from git_decide.records.edit.headline import written_title
from git_decide.records.edit.source import source, unified
from git_decide.records.fields import ORDER
from git_decide.records.model import BUILT_IN
from git_decide.records.yaml_text import flow_list, scalar

__all__ = [
    "NewRecord",
    "Setting",
    "alternative_item",
    "ending",
    "render",
    "render_from",
    "written_title",
]

_HOLE = re.compile(r"\{\{[ \t]*([A-Za-z][\w-]*)[ \t]*\}\}")
# The template of adr-tools has these words in the place of holes.
_ADR_TOOLS = re.compile(r"\s*# NUMBER\. TITLE[ \t]*\n")
_WORDS = re.compile(r"NUMBER\. |\b(?:TITLE|DATE|STATUS)\b")
_NAMES = frozenset({"id", "number"})  # what the file's name says
_KEYS = frozenset({"title", *_NAMES, *ORDER, *headings.SECTIONS, *headings.SIDES})


def render(
    fields: NewRecord, template: str = "decision-log", setting: Setting | None = None
) -> bytes:
    """Return the text of a new record in one of the forms of `BUILT_IN`.

    What was not given leaves a question where one has to be answered. Raises `Refused`
    where a text would not come back as it was given: one that holds headings, or
    leaves a code fence or a comment open.
    """
    setting = setting or Setting()
    if template == BUILT_IN[0]:
        return proven(own_form.content(fields), fields, setting)
    made, filled = template_forms.FORMS[template](fields, setting)
    return completed(clean(made).encode("utf-8"), fields, filled, setting)


def render_from(template: bytes, fields: NewRecord, setting: Setting | None = None) -> bytes:
    """Return a new record made from a team's template, in whatever format that is.

    ``{{title}}``, ``{{date}}``, ``{{number}}``, ``{{deciders}}`` and so on, every key of the
    canonical document, are filled in: as YAML in the front matter, as text below it. Nothing
    else in a template means anything, but for the words of that of
    adr-tools. What was given and has no hole in the template is added where it usually
    stands. Raises `ConfigurationBroken` for a hole that is no key, and `Refused` as
    `render` does.
    """
    setting = setting or Setting()
    opened = source(template)
    text = unified(opened.text)
    span = front_matter.span(text)
    border = span.body if span else 0
    filled: set[str] = set()

    def fill(match: re.Match[str]) -> str:
        key = match[1]
        filled.add(key)
        return _hole(fields, key, setting, in_front=match.start() < border)

    if _ADR_TOOLS.match(text):
        made = _WORDS.sub(lambda match: _word(fields, match[0], setting), text)
        filled = {"title", "number", "date", "status"}
    else:
        made = _HOLE.sub(fill, text)
    if setting.path.lower().endswith(".rst"):
        made = underlined(made, written_title(fields.title))
    made = clean(made).replace("\n", opened.newline)
    return completed(opened.content(made), fields, filled, setting)


def _word(fields: NewRecord, word: str, setting: Setting) -> str:
    if word.startswith("NUMBER"):
        return f"{int(setting.digits)}. " if setting.digits else ""
    if word == "TITLE":
        return written_title(fields.title)
    return fields.date if word == "DATE" else fields.status.capitalize()


def _hole(fields: NewRecord, key: str, setting: Setting, in_front: bool) -> str:
    if key not in _KEYS:
        raise ConfigurationBroken(
            f"the template has {{{{{key}}}}}, which stands for nothing",
            f"These can be filled in: {', '.join(sorted(_KEYS))}.",
        )
    if key in _NAMES:
        return setting.id if key == "id" else setting.digits
    if in_front:
        found = fields.title if key == "title" else stated(fields, key)
        if isinstance(found, str):
            return scalar(clean(found.strip())) if found.strip() else ""
        return flow_list(map(clean, found)) if found else ""
    if key == "title":
        return written_title(fields.title)
    text = body_text(fields, key)
    return text or (
        guide(key, setting.path) if key in headings.SECTIONS and asks(fields, key) else ""
    )
