"""Writes a record that exists in another format, so that it says what it said before."""

from __future__ import annotations

import posixpath
import re

from git_decide.output.whole_body import MADR, OWN, STATUS_NOTES, Body
from git_decide.output.whole_losses import kept, remark
from git_decide.records import front_matter, reader, revision
from git_decide.records.digest import name_of
from git_decide.records.document import people
from git_decide.records.edit.source import unified
from git_decide.records.fields import ORDER, PEOPLE
from git_decide.records.model import STATED_LINKS
from git_decide.records.yaml_text import block_list, flow_list, scalar
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Literal

    from git_decide.records.editing import Link
    from git_decide.records.headings import Synonyms
    from git_decide.records.model import Record, Section

    Target = Literal["decision-log", "madr"]

TARGETS = (OWN, MADR)
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_ROUNDS = 4  # how often a part is written in yet another way until it reads as it did


@value
class Former:
    """A record that is to be written anew, with the text that it was read from.

    `links` are the records that it names, as written, as far as they are known. `path` is
    where it will lie, `aliases` what else it is called from then on.
    """

    record: Record
    text: str
    path: str
    links: Mapping[str, Link]
    aliases: tuple[str, ...] = ()
    headings: Synonyms = ()
    statuses: tuple[tuple[str, tuple[str, ...]], ...] = ()


@value
class Written:
    """The new text (with line feeds only), and the keys of what does not read as it did."""

    text: str
    differs: tuple[str, ...] = ()


def written(former: Former, target: Target) -> Written:
    """Return a record in the format `target`, with every word that it had.

    What has no field keeps its section, or stands in the front matter as an ``x-`` field;
    comments stay. A text that would not stay within its section is indented as code.
    """
    body = Body(former.record, former.text, target, former.headings)
    for _ in range(_ROUNDS):
        text = _complete(former, target, body)
        differs = _differing(former, text)
        if not any(body.otherwise(key) for key in differs):
            break
    return Written(text, tuple(dict.fromkeys(key.partition("[")[0] for key in differs)))


def _complete(former: Former, target: Target, body: Body) -> str:
    """Return the whole text, with what neither the fields nor the sections have room for."""
    front = dict(_fields(former, target))
    made = body.text()
    front.update(kept(former.record, front, made))
    text = _joined(_comments(former.text), front, made)
    return text + remark(former.record, former.text, former.headings, text)


def _joined(comments: str, front: Mapping[str, str], body: str) -> str:
    made = comments + "".join(f"{key}:{said}\n" for key, said in front.items())
    return _UNWRITABLE.sub("\ufffd", f"---\n{made}---\n\n{body}")


# The front matter.


def _comments(text: str) -> str:
    """Return the comments of the front matter that stand on lines of their own."""
    span = front_matter.span(text)
    lines = text[span.start : span.end].split("\n") if span else []
    return "".join(f"{line}\n" for line in lines if line.startswith("#"))


def _fields(former: Former, target: Target) -> Iterator[tuple[str, str]]:
    """Yield the fields with what stands behind their colons."""
    record = former.record
    names = {"deciders": "decision-makers"} if target == MADR else {}
    for key in ORDER:
        said = _stated(former, key, target)
        if isinstance(said, str) and said:
            yield names.get(key, key), f" {scalar(said)}"
        elif said and key in PEOPLE:
            yield names.get(key, key), block_list(said, "\n")
        elif said:
            yield names.get(key, key), f" {flow_list(said)}"
        elif key == "deciders" and target == MADR:
            yield "decision-makers", " []"
        if key == "amends" and record.amended_by:
            other = "amended-by" if target == MADR else "x-amended-by"
            yield other, f" {flow_list(_ids(former, record.amended_by))}"
    for name, extra in record.extra:
        yield name, f" {_yaml(extra)}"


def _stated(former: Former, key: str, target: Target) -> str | list[str]:
    record = former.record
    if key == "status":
        return _status(former, target)
    if key == "date":
        return record.date or ""
    if key == "cost":
        return "" if target == MADR or "\n" in (record.cost or "") else record.cost or ""
    if key == "superseded-by" and target == MADR and record.status == "superseded":
        return ""
    if key == "aliases":
        return list(dict.fromkeys((*record.aliases, *former.aliases)))
    found = getattr(record, key.replace("-", "_"))
    if key in PEOPLE:
        return people(found)
    if key in STATED_LINKS:
        return _ids(former, found)
    return list(found) if isinstance(found, tuple) else found or ""


def _status(former: Former, target: Target) -> str:
    record = former.record
    if target == MADR and record.status == "superseded" and record.superseded_by:
        others = ", ".join(_linked(former, each) for each in record.superseded_by)
        return f"superseded by {others}"
    return record.status or ""


def _linked(former: Former, written: str) -> str:
    link = former.links.get(written)
    if link is None:
        return written
    place = posixpath.relpath(link.path, posixpath.dirname(former.path))
    target = f"<{place}>" if re.search(r"[\s()]", place) else place
    return f"[{link.id}]({target})"


def _ids(former: Former, links: Iterable[str]) -> list[str]:
    found = (former.links[each].id if each in former.links else each for each in links)
    return list(dict.fromkeys(found))


def _yaml(said: object) -> str:
    """Return a value of the team's own on one line."""
    if isinstance(said, dict):
        pairs = (f"{scalar(str(key), flow=True)}: {_yaml(item)}" for key, item in said.items())
        return f"{{ {', '.join(pairs)} }}" if said else "{}"
    if isinstance(said, (list, tuple)):
        return f"[{', '.join(map(_yaml, said))}]"
    return scalar(str(said), flow=True)


# The proof.


def _differing(former: Former, text: str) -> tuple[str, ...]:
    """Return the keys of what would not be read as it was."""
    name = name_of(former.path, former.record.name.log) or former.record.name
    read = reader.read(text.encode(), name, former.headings, former.statuses).record
    if read is None:
        return ("title",)
    before = {**revision.claims(former.record), **revision.prose(former.record)}
    after = {**revision.claims(read), **revision.prose(read)}
    keys = (key for key in (*before, *after) if before.get(key) != after.get(key))
    differs = [key for key in keys if key != "sections"]
    differs += _sections(former.record, read)
    if former.record.status and read.status != former.record.status:
        differs.append("status")
    return tuple(dict.fromkeys(differs))


def _sections(before: Record, after: Record) -> Iterator[str]:
    """Yield which sections without a field are not there any more as they were."""
    left = list(_prose(after, after.sections, before))
    for at, section in enumerate(before.sections):
        for said in _prose(before, (section,), after):
            if said in left:
                left.remove(said)
            else:
                yield f"sections[{at}]"
    if any(heading != STATUS_NOTES.casefold() for heading, _ in left):
        yield "alternatives"  # whose text holds what is a section of its own as well


def _prose(
    record: Record, sections: tuple[Section, ...], other: Record
) -> tuple[tuple[str, str], ...]:
    said = revision.prose(replace(record, sections=sections), others=(other,))["sections"]
    return said if isinstance(said, tuple) else ()


def line_feeds(content: bytes) -> str:
    """Return the text of a file as it is converted."""
    return unified(content.decode("utf-8-sig", "replace"))
