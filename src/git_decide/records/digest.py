"""What a hook must know of a record: small enough to remember, light enough to import."""

from __future__ import annotations

from git_decide.values import value

# Files in a log folder that are about the log, not records (names without case and suffix).
NOT_RECORDS = frozenset(
    {"readme", "index", "template", "changelog", "contributing", "toc", "adr", "adrs"}
)
PAGES = ("readme", "index")  # what a folder shows: where a decision has a folder, the record
# What a record's file ends with, longer endings first; each stands for one markup.
SUFFIXES = (".asciidoc", ".markdown", ".adoc", ".rst", ".md")
# Words that stand before a number: ADR-012-use-webhooks.
_KINDS = ("decision", "madr", "adr", "dr", "rfc", "ard", "adl", "ddr", "edr", "pdr", "tdr")
_DIGITS = "0123456789"
_GAPS = "-_. +:"


@value
class Name:
    """How a record may be called: its stem, its log and its number, all from its path.

    `number` is None for a record without one; `letter` tells ``0034a`` from ``0034``.
    `log` is empty for the main log.
    """

    id: str
    log: str
    number: int | None
    path: str
    letter: str = ""

    @property
    def qualified(self) -> str:
        """The id with its log in front, as far as it has one: ``billing/0003-vat``."""
        return f"{self.log}/{self.id}" if self.log else self.id


@value
class Digest:
    """The part of a record that rules look at; `problems` are its errors in words.

    `date` is the text as written (``YYYY-MM-DD`` when valid). `roles` are the
    deciders' role titles; `deciders` are they themselves, as ``NAME (ROLE)``, each with
    the title or "".
    """

    title: str = ""
    status: str = ""
    date: str = ""
    kind: str = ""
    modules: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    deciders: tuple[tuple[str, str], ...] = ()


def name_of(path: str, log: str, folder: str = "") -> Name | None:
    """Return the name of the record at `path`, or None when the file is no record.

    The stem is the file's name without its ending (``.md``, also twice, ``.rst``,
    ``.adoc``); the number is its leading digits, behind a word such as ``ADR-``,
    unless they begin a date (``2026-02-15-slug``). A page such as ``README.md`` in a
    numbered or dated folder below `folder`, that of the log, has the folder's name.
    """
    steps = path.split("/")
    stem = stem_of(steps[-1])
    if stem.lower() in PAGES and folder and len(steps) > folder.count("/") + 2:
        stem = steps[-2]
        if number_of(stem) == (None, "") and not is_dated(stem):
            return None
    elif not stem or stem.startswith((".", "_")) or _is_about(stem):
        return None
    return _named(stem, log, path)


def page_of(path: str, log: str, folder: str) -> Name | None:
    """Return the name of the record that a page is, if its folder holds one decision.

    Any folder below that of the log will do here: whoever asks knows that no other
    record lies in it.
    """
    steps = path.split("/")
    if stem_of(steps[-1]).lower() not in PAGES or len(steps) <= folder.count("/") + 2:
        return None
    return _named(steps[-2], log, path)


def _named(stem: str, log: str, path: str) -> Name:
    number, letter = number_of(stem)
    return Name(stem, log, number, path, letter)


def stem_of(base: str) -> str:
    """Return a file's name without its ending, "" where it is not that of a record."""
    lowered, found = base.lower(), ""
    if not lowered.endswith(SUFFIXES):
        return ""
    for suffix in SUFFIXES:
        while lowered.endswith(suffix):
            found = lowered = lowered[: -len(suffix)]
    return base[: len(found)]


def _is_about(stem: str) -> bool:
    """Tell whether a stem is that of a page about the log, or of a template for records."""
    lowered = stem.lower()
    if lowered in NOT_RECORDS or "template" not in lowered:
        return lowered in NOT_RECORDS
    words = "".join(char if char.isalnum() else " " for char in lowered).split()
    rest = [word for word in words if not word.isdigit() and word not in (*_KINDS, "nnnn", "xxxx")]
    return rest in (["template"], ["record", "template"], ["architecture", "record", "template"])


def number_of(stem: str) -> tuple[int | None, str]:
    """Return the number and the letter that a stem begins with: ``ADR-034a-x`` has 34 and "a"."""
    rest = unprefixed(stem)
    digits = rest[: len(rest) - len(rest.lstrip(_DIGITS))]
    if not digits or len(digits) > 9 or is_dated(rest):
        return None, ""
    after, letter = rest[len(digits) :], ""
    if "a" <= after[:1].lower() <= "z" and (len(after) == 1 or after[1] in _GAPS):
        after, letter = after[1:], after[0].lower()
    return (int(digits), letter) if not after or after[0] in _GAPS else (None, "")


def unprefixed(stem: str) -> str:
    """Return a stem from its number or date on: without ``ADR-``, ``adr_``, ``#``."""
    bare = stem.lstrip("#")
    if bare[:1] in _DIGITS:
        return bare
    lowered = bare.lower()
    for kind in _KINDS:
        if lowered.startswith(kind):
            rest = bare[len(kind) :].lstrip("-_ .#")
            if rest[:1] and rest[0] in _DIGITS:
                return rest
    return bare


def is_dated(stem: str) -> bool:
    """Tell whether a stem begins with a day: ``2026-02-15``, ``2026_02_15``, ``20260215``."""
    rest = unprefixed(stem)
    head = rest[:10]
    if len(head) == 10 and head[4] == head[7] and head[4] in "-_." and _is_day(head, 5, 8):
        return rest[10:11] not in _DIGITS or not rest[10:]
    return _is_day(rest[:8], 4, 6) and (not rest[8:] or rest[8] in _GAPS)


def _is_day(text: str, month: int, day: int) -> bool:
    year, months, days = text[:4], text[month : month + 2], text[day : day + 2]
    if not (year + months + days).isascii() or len(year + months + days) != 8:
        return False
    if not (year + months + days).isdigit():
        return False
    return "1970" <= year <= "2199" and "01" <= months <= "12" and "01" <= days <= "31"
