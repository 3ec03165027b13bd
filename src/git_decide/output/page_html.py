"""Lays a page out in HTML: one file that needs nothing else, to be read, printed or mailed."""

from __future__ import annotations

from html import escape

from git_decide.output.page_sheet import address, place
from git_decide.output.page_style import style
from git_decide.output.page_words import sheet
from git_decide.output.terminal import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.output.page_sheet import Entry, Line, Section, Sheet
    from git_decide.output.permalinks import Site
    from git_decide.queries.pages.model import Page

# Whatever a record may hold: the browser is told to run and to fetch nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(page: Page, site: Site | None = None) -> str:
    """Return a page as a whole HTML document, its records linked to where a site is known."""
    head = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    return _document(page, site, f"{head}\n<style>\n{style(paper=True)}</style>")


def mailed(page: Page, site: Site | None = None) -> str:
    """Return a page as HTML for a mail: without what only a browser and a printer obey."""
    return _document(page, site, f"<style>\n{style(paper=False)}</style>")


def _document(page: Page, site: Site | None, head: str) -> str:
    told = sheet(page)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="generator" content="git-decide">',
            f"<title>{escape(told.title)}</title>",
            head,
            "</head>",
            "<body>",
            '<main class="page">',
            *_body(told, page, site),
            "</main>",
            "</body>",
            "</html>\n",
        ]
    )


def _body(told: Sheet, page: Page, site: Site | None) -> Iterator[str]:
    yield f"<h1>{escape(told.title)}</h1>"
    whose = f"{_link(place(site), site.page)}: " if site else ""
    yield f'<p class="intro">{whose}{escape(told.intro)}</p>'
    yield '<div class="columns">'
    for section in told.sections:
        yield from _section(section, page, site)
    yield "</div>"
    if told.absent:
        yield f'<p class="end">{escape(told.absent)}</p>'
    if told.caution:
        yield f'<p class="end loud">{escape(told.caution)}</p>'


def _section(section: Section, page: Page, site: Site | None) -> Iterator[str]:
    heading = f"{escape(section.heading)} ({section.total})"
    yield f'<section aria-labelledby="{section.key}">'
    yield f'<h2 id="{section.key}">{heading}</h2>'
    if section.note:
        yield f'<p class="note"><strong>{escape(section.note)}</strong></p>'
    group = ""
    for entry in section.entries:
        if entry.group != group:
            group = entry.group
            yield f'<h3 class="group">{escape(group)}</h3>'
        yield from _entry(entry, page, site)
    if section.left:
        yield f"<p>And {section.left} more: <code>{escape(section.more)}</code></p>"
    yield "</section>"


def _entry(entry: Entry, page: Page, site: Site | None) -> Iterator[str]:
    level = "h4" if entry.group else "h3"
    yield f'<article class="entry{"" if entry.lines else " short"}">'
    yield f"<{level}>{_link(entry.title, address(entry, page, site))}</{level}>"
    facts = [*entry.facts, _name(entry, site)]
    small = " · ".join(escape(fact) for fact in facts if fact)
    if small:
        yield f'<p class="facts">{small}</p>'
    yield from map(_line, entry.lines)
    yield "</article>"


def _name(entry: Entry, site: Site | None) -> str:
    """Return where a record is found: its path, where no link leads to it.

    Of a short entry it is the number, which is what it may be called by.
    """
    if entry.lines:
        return safe(entry.path) if entry.path and site is None else entry.id
    log, slash, stem = entry.id.rpartition("/")
    number = stem.partition("-")[0]
    name = f"{log}{slash}{number}" if number.isdecimal() else entry.id
    return name if site is None else ""


def _line(line: Line) -> str:
    label = f'<span class="label">{escape(line.label)}:</span> ' if line.label else ""
    text = escape(line.text)
    return (
        f'<p>{label}<strong class="loud">{text}</strong></p>' if line.loud else _plain(label, text)
    )


def _plain(label: str, text: str) -> str:
    return f"<p>{label}{text}</p>"


def _link(text: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>' if url else escape(text)
