"""Writes new records: the built-in template, and those that a team keeps in its repository."""

from __future__ import annotations

import re

from git_decide.errors import ConfigurationBroken, Refused
from git_decide.records import edit, front_matter, headings
from git_decide.records.digest import Name
from git_decide.records.fields import ORDER, PEOPLE
from git_decide.records.model import Alternative
from git_decide.records.reader import read
from git_decide.records.source import source, unified
from git_decide.records.yaml_text import block_list, flow_list, scalar
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.headings import Synonyms
    from git_decide.records.model import Person

_GUIDES = {
    "context": "What makes a decision necessary? What is known, and what is not?",
    "alternatives": "One line for each, with why it lost, such as: - **Name**: reason",
    "trade-offs": "What gets better, what gets worse, and who pays for it?",
}
_ASKED = {"problem": ("context",)}  # by status; any other asks for all that has a guide
# A proposal needs one of these: where one is given, nothing asks for the other.
_EITHER = {"alternatives": "trade_offs", "trade-offs": "alternatives"}
_HOLE = re.compile(r"\{\{[ \t]*([A-Za-z][\w-]*)[ \t]*\}\}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff]")
_CLOSING_HASHES = re.compile(r"(?:(?<=[\s\\])|\A)(#+)\Z")


@value
class NewRecord:
    """What is known of a record that is about to be written; dates are ``YYYY-MM-DD``.

    Texts are Markdown; what is "" or () was not given, and leaves a question in
    the file where the status needs an answer.
    """

    title: str
    date: str
    status: str = "proposed"
    kind: str = ""
    deciders: tuple[Person, ...] = ()
    consulted: tuple[Person, ...] = ()
    informed: tuple[Person, ...] = ()
    modules: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    relates: tuple[str, ...] = ()
    review_by: str = ""
    cost: str = ""
    escalated_to: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    context: str = ""
    decision: str = ""
    alternatives: tuple[Alternative, ...] = ()
    trade_offs: str = ""
    success_criteria: str = ""
    product: str = ""
    engineering: str = ""
    resolution: str = ""
    escalation: str = ""
    outcome: str = ""


def render(fields: NewRecord) -> bytes:
    """Return the text of a new record in this project's own format.

    Raises `Refused` where a text would not come back as it was given: one that
    holds headings, or leaves a code fence or a comment open.
    """
    front = "".join(_field(fields, key) for key in ORDER)
    body = "".join(_section(fields, key) for key in headings.SECTIONS)
    text = f"---\n{front}---\n\n# {written_title(fields.title)}\n{body}"
    return _proven(_clean(text).encode("utf-8"), fields)


def render_from(template: bytes, fields: NewRecord, further: Synonyms = ()) -> bytes:
    """Return a new record made from a team's template.

    ``{{title}}``, ``{{date}}``, ``{{deciders}}`` and so on, every key of the canonical
    document, are filled in: as YAML in the front matter, as Markdown below it. Nothing
    else in a template means anything. What was given and has no hole in the template
    is added where it usually stands. Raises `ConfigurationBroken` for a hole that is
    no key, and `Refused` as `render` does.
    """
    opened = source(template)
    text = unified(opened.text)
    span = front_matter.span(text)
    border = span.body if span else 0
    filled = set()

    def fill(match: re.Match[str]) -> str:
        key = match[1]
        filled.add(key)
        return _hole(fields, key, in_front=match.start() < border)

    made = _clean(_HOLE.sub(fill, text)).replace("\n", opened.newline)
    content = opened.content(made)
    return _proven(_completed(content, fields, filled, further), fields, further)


def written_title(title: str) -> str:
    """Return a title as a Markdown heading writes it, on one line.

    Raises `Refused` where nothing of it can be written.
    """
    folded = _folded(title)
    if not folded:
        raise Refused("the record needs a title", "Say in a few words what is decided.")
    return _CLOSING_HASHES.sub(r"\\\1", folded)


def _folded(title: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", title).split())


def _clean(text: str) -> str:
    """Return a text that is UTF-8 for every tool: no NUL, no lone surrogates."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


# The built-in template.


def _stated(fields: NewRecord, key: str) -> str | tuple[str, ...]:
    stated = getattr(fields, key.replace("-", "_"))
    return tuple(map(str, stated)) if isinstance(stated, tuple) else str(stated)


def _field(fields: NewRecord, key: str) -> str:
    stated = _stated(fields, key)
    if not stated or (key == "cost" and "\n" in stated):
        return ""
    if isinstance(stated, str):
        return f"{key}: {scalar(_clean(stated.strip()))}\n"
    texts = [_clean(text) for text in stated]
    return f"{key}:{block_list(texts, chr(10)) if key in PEOPLE else f' {flow_list(texts)}'}\n"


def _section(fields: NewRecord, key: str) -> str:
    if key == "cost" and "\n" not in fields.cost:
        return ""
    text = _body_text(fields, key)
    if not text and key in _ASKED.get(fields.status, tuple(_GUIDES)) and _asks(fields, key):
        text = _guide(key)
    return f"\n## {headings.SECTIONS[key][0]}\n\n{text}\n" if text else ""


def _asks(fields: NewRecord, key: str) -> bool:
    """Tell whether a guide may stand in a section: check takes it for an answer not given."""
    other = _EITHER.get(key)
    return not (fields.status == "proposed" and other and getattr(fields, other))


def _guide(key: str) -> str:
    return f"<!-- {_GUIDES.get(key, 'To be written.')} -->"


def _body_text(fields: NewRecord, key: str) -> str:
    """Return a part of the body as Markdown, "" where it was not given."""
    if key == "alternatives":
        return "\n".join(map(alternative_item, fields.alternatives))
    if key == "perspectives":
        sides = (("product", fields.product), ("engineering", fields.engineering))
        said = [(headings.SIDES[side][0], _text(text)) for side, text in sides if text.strip()]
        return "\n\n".join(f"### {side}\n\n{text}" for side, text in said)
    stated = _stated(fields, key)
    return _text(stated if isinstance(stated, str) else ", ".join(stated))


def _text(text: str) -> str:
    return unified(text).strip("\n").rstrip()


def alternative_item(alternative: Alternative) -> str:
    """Return an alternative as a list item, ``- **Name**: reason``."""
    name = " ".join(alternative.name.split())
    head = f"- __{name}__" if "**" in name else f"- **{name}**"
    reason = _text(alternative.reason or "").strip()
    if not reason:
        return head
    first, *more = reason.split("\n")
    return "\n".join([f"{head}: {first}", *(f"  {line}" if line else "" for line in more)])


# A team's template.

_KEYS = frozenset({"title", *ORDER, *headings.SECTIONS, *headings.SIDES})


def _hole(fields: NewRecord, key: str, in_front: bool) -> str:
    if key not in _KEYS:
        raise ConfigurationBroken(
            f"the template has {{{{{key}}}}}, which stands for nothing",
            f"These can be filled in: {', '.join(sorted(_KEYS))}.",
        )
    if in_front:
        stated = fields.title if key == "title" else _stated(fields, key)
        if isinstance(stated, str):
            return scalar(_clean(stated.strip())) if stated.strip() else ""
        return flow_list(map(_clean, stated)) if stated else ""
    if key == "title":
        return written_title(fields.title)
    text = _body_text(fields, key)
    return text or (_guide(key) if key in headings.SECTIONS and _asks(fields, key) else "")


def _completed(content: bytes, fields: NewRecord, filled: set[str], further: Synonyms) -> bytes:
    """Add what was given and has no hole in the template."""
    for key in ORDER:
        stated = _stated(fields, key)
        if key in filled or not stated:
            continue
        if isinstance(stated, str):
            content = edit.set_field(content, key, _clean(stated.strip()))
        else:
            content = edit.add_items(content, key, [_clean(text) for text in stated])
    for key, names in headings.SECTIONS.items():
        text = "" if key == "cost" else _body_text(fields, key)
        if (
            text
            and key not in filled
            and not (key == "perspectives" and filled & {*headings.SIDES})
        ):
            content = edit.set_section(content, names[0], _clean(text), further=further)
    return content


# The proof.


def _given(fields: NewRecord, key: str) -> object:
    given: object = getattr(fields, key.replace("-", "_"))
    return given


def _proven(content: bytes, fields: NewRecord, further: Synonyms = ()) -> bytes:
    """Return the text, once it was read back and says what was given."""
    record = read(content, Name("new", "", None, "new.md"), further).record
    if record is None:
        raise Refused("the record would be too large to be read", "Link to what is large.")
    for key in ("title", *ORDER, *headings.SECTIONS):
        if key == "perspectives":
            said = record.perspectives
            found: object = (said.product, said.engineering) if said else (None, None)
            given: object = (fields.product, fields.engineering)
        else:
            found = getattr(record, key.replace("-", "_"))
            given = _folded(fields.title) if key == "title" else _given(fields, key)
        if _shape(given) and _shape(found) != _shape(given):
            raise Refused(
                f"the text given for {key} would not be read back as it is",
                "Leave out headings, and close every code fence and comment.",
            )
    return content


def _shape(stated: object) -> object:
    """Return a text or a tuple as it is compared: words only, nothing for what is empty."""
    if isinstance(stated, tuple):
        return [shape for item in stated if (shape := _shape(item))]
    if isinstance(stated, Alternative):
        return _shape((stated.name, stated.reason))
    return _clean(str(stated or "")).split()
