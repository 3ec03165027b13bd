"""Finds which other records a text names, and how this one stands to them."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from git_decide.records.digest import stem_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Targets = Mapping[str, str]

NO_TARGETS: Targets = {}
_PARTLY = r"(?:part(?:ially|ly)|in\s+part)\s+"
_SUPERSEDED = r"super[sc]e+e?d+ed|supersceded|replaced|obsoleted|overruled|updated"
_VERBS = re.compile(
    rf"\b(?:(?P<amended_by>amended\s+by|modified\s+by|{_PARTLY}(?:{_SUPERSEDED})\s+by)"
    rf"|(?P<amends>amends|modifies|{_PARTLY}(?:super[sc]e+e?des|replaces))"
    rf"|(?P<superseded_by>(?:{_SUPERSEDED})\s+(?:\([^()]{{0,80}}\)\s*)?by)"
    r"|(?P<supersedes>super[sc]e+e?d?e?s|replaces|obsoletes)"
    r"|(?P<relates>relate[sd]\s+to|refine[sd](?:\s+by)?|clarifie[sd](?:\s+by)?"
    r"|extend(?:s|ed\s+by)|depends\s+on|linked\s+to|see\s+also))\b",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"(?<!!)\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\(\s*(?P<target><[^<>]*>|[^\s()]*(?:\([^()]*\)[^\s()]*)*)"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|(?:link|xref):(?P<adoc>[^\s\[\]]+)\[(?P<adoc_label>[^\]]*)\]"
    r"|<<(?P<cross>[^<>,]+)(?:,(?P<cross_label>[^<>]*))?>>"
    r"|`(?P<rst_label>[^`<>]*?)\s*<(?P<rst>[^<>]+)>`_{1,2}"
    r"|:(?:doc|ref):`(?:(?P<doc_label>[^`<>]*?)\s*<(?P<doc>[^<>`]+)>|(?P<page>[^`<>]+))`"
    r"|<(?P<auto>[^<>\s]+)>"
)
# The same where the target stands elsewhere in the text: ``[label][key]``, `label`_.
_NAMED = re.compile(
    r"(?<!!)\[(?P<label>(?:[^\[\]])+)\](?:\[(?P<key>[^\[\]]*)\])?(?![\[(:])"
    r"|`(?P<quoted_label>[^`<>]+)`__?(?!\w)"
    r"|(?<![\w`])(?P<bare_label>\w(?:[\w.-]*[^\W_])?)__?(?!\w)"
)
_ID = (
    r"(?:m?adr|rfc|decision|dr)[\s_#-]*\d{1,6}[a-z]?(?:-[\w-]*\w)?"
    r"|\d{3,8}[a-z]?-[\w-]*[^\W\d_][\w-]*"
)
_BARE_ID = re.compile(rf"(?<![\w/.-])(?:{_ID})(?![\w/-])", re.IGNORECASE)
_NUMBER = re.compile(
    r"\s*(?:and|&|,|;|:|by|\[|no\.?|nr\.?|\s)*\s*(?P<id>#?\d{1,6}[a-z]?)(?![\w/.-]*\w)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"\u201c\u201e](?P<title>[^\"\u201c\u201d\u201e]{3,200})[\"\u201c\u201d]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_NOTHING = frozenset(("", "none", "n/a", "na", "nothing", "no", "nil", "tbd", "\u2014", "-"))
_LONGEST = 4000


@value
class _Link:
    """A link in a line: the characters it takes, those of its label, what it is held as."""

    start: int
    end: int
    label: tuple[int, int]
    written: str


def fold(label: str) -> str:
    """Return the label of a link's target as those of links are compared with it."""
    return " ".join(label.casefold().split())


def target(path: str, href: str) -> str | None:
    """Return where a link of the record at `path` leads, from the top of the repository.

    None for what leads to the net, to an anchor or to nothing. What leads outside
    begins with ``../``.
    """
    bare = href.strip().removeprefix("<").removesuffix(">")
    bare = unquote(bare.partition("#")[0].partition("?")[0], errors="replace")
    if not bare or _SCHEME.match(bare) or "\0" in bare:
        return None
    made = bare.lstrip("/") if bare.startswith("/") else join(dirname(path), bare)
    return normpath(made) if made else None


@value
class Relation:
    """How a text says that this record stands to others, which it names as written.

    Characters `start` to `end` of its line are what stands behind the verb.
    """

    key: str
    others: tuple[str, ...]
    start: int
    end: int


def named(text: str, path: str, targets: Targets = NO_TARGETS) -> tuple[str, ...]:
    """Return the records that the value of a field names, as they are written.

    A link counts with its target, from the top of the repository. Without links and ids
    the text itself is the title of a record.
    """
    found = references(text, path, targets)
    bare = " ".join(text.split()).strip("*_`'\"[]{}<>. ")
    if found or bare.casefold() in _NOTHING or _SCHEME.search(bare):
        return found
    return (bare,)


def references(text: str, path: str, targets: Targets = NO_TARGETS) -> tuple[str, ...]:
    """Return the records that a text names by link, id, number or quoted title.

    `targets` are those that links of the text may lead to by a folded label.
    """
    text = text[:_LONGEST]
    return tuple(dict.fromkeys(_references(text, _links(text, path, targets))))


def stated(line: str, path: str, targets: Targets = NO_TARGETS) -> Iterator[Relation]:
    """Yield how one line says that this record stands to others.

    "Accepted, supersedes [x](0003-x.md)" yields ``supersedes`` with that file's path.
    """
    line = line[:_LONGEST]
    links = _links(line, path, targets)
    verbs = list(_VERBS.finditer(_without_targets(line, links)))
    for verb, following in zip(verbs, [*verbs[1:], None], strict=False):
        end = following.start() if following else len(line)
        around = [link.start for link in links if link.start < verb.start() < link.end]
        start = around[0] if around else verb.end()  # [Superseded by 9](0009-x.md)
        found = references(line[start:end], path, targets)
        if found and verb.lastgroup:
            yield Relation(verb.lastgroup.replace("_", "-"), found, start, end)


def _without_targets(line: str, links: Sequence[_Link]) -> str:
    """Blank out where links lead, so that a file's name is no verb."""
    for link in links:
        first, last = link.label
        blank = " " * (first - link.start) + line[first:last] + " " * (link.end - last)
        line = line[: link.start] + blank + line[link.end :]
    return line


def _links(text: str, path: str, targets: Targets) -> list[_Link]:
    """Return the links in a text, in their order."""
    found = [
        _Link(*link.span(), _label(link), _linked(link, path)) for link in _LINKS.finditer(text)
    ]
    if not targets:
        return found
    for link in _NAMED.finditer(text):
        first, last = _label(link)
        href = targets.get(fold(link["key"] or text[first:last]))
        start, end = link.span()
        if href and not any(each.start < end and start < each.end for each in found):
            found.append(_Link(start, end, (first, last), _led(href, text[first:last], path)))
    return sorted(found, key=lambda link: link.start)


def _label(link: re.Match[str]) -> tuple[int, int]:
    """Return which characters the label of a link takes; none where it has no label."""
    names = (name for name in link.groupdict() if name.endswith("label") and link[name])
    name = next(names, "")
    return link.span(name) if name else (link.start(), link.start())


def _references(text: str, links: Sequence[_Link]) -> Iterator[str]:
    rest, done = "", 0
    for link in links:
        rest += f"{text[done : link.start]} , "
        done = link.end
    rest += text[done:]
    written = [link.written for link in links if link.written]
    yield from written
    bare = [match.group() for match in _BARE_ID.finditer(rest)]
    yield from bare
    if written or bare:
        return
    at = 0
    while number := _NUMBER.match(rest, at):
        yield number["id"]
        at = number.end()
    if not at:
        yield from (match["title"] for match in _QUOTED.finditer(rest))


def _linked(link: re.Match[str], path: str) -> str:
    """Return what a link is held as: a path in the repository, else an id; "" for neither."""
    found = link.groupdict()
    href = next(
        found[name]
        for name in ("target", "adoc", "cross", "rst", "doc", "page", "auto")
        if found[name] is not None
    )
    first, last = _label(link)
    return _led(href, link.string[first:last], path)


def _led(href: str, label: str, path: str) -> str:
    """Return what a link is held as that leads to `href` and is called `label`."""
    led = target(path, href)
    if led is not None:
        return _file(led)
    named = _BARE_ID.search(label)
    if named:
        return named.group()
    base = unquote(href.partition("#")[0], errors="replace").rstrip("/").rpartition("/")[2]
    return stem_of(base) if href and not href.startswith("#") else label.strip()


def _file(led: str) -> str:
    """Return a path; of a page without an ending, as sites have them, its stem."""
    base = led.rpartition("/")[2]
    if stem_of(base):
        return led
    stem, dot, ending = base.rpartition(".")
    if dot and ending.lower() in ("html", "htm"):
        return stem
    return "" if dot and ending.isalpha() and len(ending) < 5 else base
