"""What a hook must know of a record: small enough to remember, light enough to import."""

from __future__ import annotations

from git_decide.values import value

# Files in a log folder that are about the log, not records (names without case and suffix).
NOT_RECORDS = frozenset({"readme", "index", "template", "changelog", "contributing", "toc"})


@value
class Name:
    """How a record may be called: its stem, its log and its number, all from its path.

    `number` is None for a record without one; `log` is empty for the main log.
    """

    id: str
    log: str
    number: int | None
    path: str

    @property
    def qualified(self) -> str:
        """The id with its log in front, as far as it has one: ``billing/0003-vat``."""
        return f"{self.log}/{self.id}" if self.log else self.id


@value
class Digest:
    """The part of a record that rules look at; `problems` are its errors in words.

    `date` is the text as written (``YYYY-MM-DD`` when valid). `roles` are the
    deciders' role titles.
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


def name_of(path: str, log: str) -> Name | None:
    """Return the name of the record at `path`, or None when the file is no record.

    The stem is the file's name up to its last ``.md``; the number is its leading
    digits, unless they begin a date (``2026-02-15-slug``).
    """
    base = path.rsplit("/", 1)[-1]
    if not base.lower().endswith(".md") or base.startswith((".", "_")):
        return None
    stem = base[:-3]
    if not stem or stem.lower() in NOT_RECORDS:
        return None
    return Name(stem, log, _number(stem), path)


def _number(stem: str) -> int | None:
    digits = stem[: len(stem) - len(stem.lstrip("0123456789"))]
    if not digits.isascii() or not digits or len(digits) > 9:
        return None
    rest = stem[len(digits) :]
    if rest and rest[0] not in "-_. ":
        return None
    if len(digits) == 4 and len(rest) >= 6 and rest[0] == rest[3] == "-" and rest[1:3].isdigit():
        return None if rest[4:6].isdigit() else int(digits)
    return int(digits)
