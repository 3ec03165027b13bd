"""Reads `decisions.toml` into the rules that judge."""

from __future__ import annotations

from git_decide import __version__
from git_decide.errors import ConfigurationBroken
from git_decide.policy.config_values import (
    FILE,
    broken,
    choice,
    listed,
    table_of,
    text,
    texts,
    truth,
)
from git_decide.policy.model import SIDES, ModulePolicy, RecordsPolicy, Roles, Rules, Standing
from git_decide.policy.wildcards import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from git_decide.policy.model import SkipPolicy

LARGEST = 1 << 20  # bytes; a policy for people to read is never near it

PROTECTED = ("main", "master", "release/*")
PRODUCT_TITLES = (
    "PM",
    "product manager",
    "product owner",
    "product lead",
    "head of product",
    "CPO",
)
ENGINEERING_TITLES = (
    "tech lead",
    "engineer",
    "software engineer",
    "senior engineer",
    "staff engineer",
    "principal engineer",
    "lead engineer",
    "developer",
    "architect",
    "engineering manager",
    "engineering lead",
    "SRE",
    "CTO",
)

# A month and a year are what people mean by them to within a day or two, the same every year.
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}


class SyntaxBroken(ConfigurationBroken):
    """The text is no TOML; `line` and `column` count from one, zero means unknown."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        place = f"{FILE}:{line}:{column}" if line else FILE
        super().__init__(f"{place}: {reason}", f"Mend {FILE}; `git decide check` says where.")
        self.reason = reason
        self.line = line
        self.column = column


def parse(content: bytes) -> dict[str, Any]:
    """Return the tables of a `decisions.toml` (TOML 1.0, UTF-8, a BOM does not matter).

    Raises `SyntaxBroken` with the place where the text stops being TOML.
    """
    import tomllib

    if len(content) > LARGEST:
        raise SyntaxBroken("the file is larger than 1 MiB", 0, 0)
    try:
        return tomllib.loads(text_of(content))
    except tomllib.TOMLDecodeError as error:
        raise SyntaxBroken(*_place_of(str(error), content)) from None
    except RecursionError:
        raise SyntaxBroken("arrays are nested too deeply", 0, 0) from None


def text_of(content: bytes) -> str:
    """Return the text without its byte order mark; raises `SyntaxBroken` for invalid UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        raise SyntaxBroken("the text is not UTF-8", before.count(b"\n") + 1, column) from None


def _place_of(said: str, content: bytes) -> tuple[str, int, int]:
    # tomllib (before Python 3.14) gives the place only in words.
    reason, _, place = said.rpartition(" (at ")
    if place.startswith("line "):
        line, _, column = place.removeprefix("line ").removesuffix(")").partition(", column ")
        return reason, int(line), int(column)
    lines = text_of(content).split("\n")
    return reason, len(lines), len(lines[-1]) + 1


def rules(data: Mapping[str, object]) -> Rules:
    """Return the rules that the tables of a `decisions.toml` state, defaults filled in.

    Lenient, because what is in a history can no longer be mended: unknown keys
    mean nothing. Raises `ConfigurationBroken` where a known key holds what
    cannot be understood, or the file asks for a newer release.
    """
    requires = text(data, "requires", ">=0")
    if asks_for_newer(requires):
        raise ConfigurationBroken(
            f"{FILE} needs git-decide {requires}, this is {__version__}",
            "python3 -m pip install --upgrade git-decide",
        )
    policy = table_of(data, "policy")
    skip: SkipPolicy = choice(policy, "skip", ("allowed", "forbidden"), "allowed", "policy.")
    fragile = table_of(data, "fragile")
    return Rules(
        records=_records(table_of(data, "records")),
        roles=_roles(table_of(data, "roles")),
        modules={
            name: _module(name, table_of(fragile, name, "fragile."), skip) for name in fragile
        },
        since=_since(policy),
        protect=_branches(policy, "protect", PROTECTED, "policy."),
        each_commit=truth(policy, "each-commit", "policy."),
        skip=skip,
        standing=_standing(data),
    )


def codes(data: Mapping[str, object], key: str) -> frozenset[str]:
    """Return the codes that `[check]` lists: `key` is "ignore", or "errors" (no mere warnings)."""
    return frozenset(texts(table_of(data, "check"), key, (), "check."))


def days(text: str) -> int:
    """Return the days that a `max-age` such as ``2 weeks`` means (a month is 30, a year 365).

    Raises `ConfigurationBroken` for anything but a positive whole number, a space and a unit.
    """
    number, _, unit = text.partition(" ")
    factor = _UNITS.get(unit.removesuffix("s"), 0)
    if not (number.isascii() and number.isdigit() and len(number) < 6 and int(number) * factor):
        raise ConfigurationBroken(
            f"{text!r} is no age", 'Write a number and a unit: "365 days", "6 months", "1 year".'
        )
    return int(number) * factor


def author_matches(pattern: str, author: str) -> bool:
    """Tell whether `pattern` names `author` ("NAME <ADDRESS>"), without regard to case.

    Only ``*`` and ``?`` are special; the name, the address and both together are tried.
    """
    name, _, rest = author.rpartition("<")
    wanted = pattern.casefold()
    tried = (author, name.strip(), rest.rstrip().removesuffix(">"))
    return any(matches(wanted, text.casefold()) for text in tried)


def branch_matches(patterns: Sequence[str], branch: str) -> bool:
    """Tell whether one of `patterns` names `branch`; ``*`` also crosses a ``/``.

    Both may be short or start with ``refs/heads/``. No branch ("") matches nothing.
    """
    short = branch.removeprefix("refs/heads/")
    return short != "" and any(
        matches(item.removeprefix("refs/heads/"), short) for item in patterns
    )


def asks_for_newer(requires: str) -> bool:
    """Tell whether `requires` (such as ``>=0.1``) names a release that is newer than this one.

    Raises `ConfigurationBroken` for what is no such text.
    """
    wanted = _version(requires.removeprefix(">="))
    if not wanted or not requires.startswith(">="):
        raise broken("requires", 'a release, such as ">=0.1"')
    return wanted > _version(__version__)


def _version(text: str) -> tuple[int, ...]:
    parts = text.split(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        return ()
    return tuple(int(part) for part in parts)


def _records(table: Mapping[str, object]) -> RecordsPolicy:
    logs = table_of(table, "logs", "records.")
    headings = table_of(table, "headings", "records.")
    statuses = table_of(table, "statuses", "records.")
    return RecordsPolicy(
        directory=_inside(text(table, "directory", "docs/decisions", "records."), "directory"),
        naming=choice(table, "naming", ("sequence", "date"), "sequence", "records."),
        template=_file(table, "template", "decision-log"),
        also_on=_branches(table, "also-on", (), "records."),
        schema=_file(table, "schema", ""),
        logs=tuple((name, _inside(text(logs, name, "", "records.logs."), name)) for name in logs),
        headings=tuple((name, texts(headings, name, (), "records.headings.")) for name in headings),
        statuses=tuple((name, texts(statuses, name, (), "records.statuses.")) for name in statuses),
        strict=truth(table, "strict", "records."),
    )


def _inside(folder: str, key: str) -> str:
    # A log is a folder below the top of the repository; its name is kept in one spelling.
    parts = [part for part in folder.split("/") if part not in ("", ".")]
    outside = folder.startswith("/") or "\\" in folder or ".." in parts
    if outside or not parts or parts[0].lower() == ".git":
        raise broken(f"records {key}", "a folder inside the repository, written with /")
    return "/".join(parts)


def _file(table: Mapping[str, object], key: str, default: str) -> str:
    # Read by whoever clones the repository: never a file of their own machine.
    path = text(table, key, default, "records.")
    if path.startswith("/") or "\\" in path or ".." in path.split("/"):
        raise broken(f"records.{key}", "a path inside the repository, written with /")
    return path


def _branches(
    table: Mapping[str, object], key: str, default: tuple[str, ...], where: str
) -> tuple[str, ...]:
    names = texts(table, key, default, where)
    # They become part of what git is asked: never an option, never a second line.
    if any(name.startswith("-") or name.split() != [name] for name in names):
        raise broken(where + key, "a list of branches")
    return names


def _roles(table: Mapping[str, object]) -> Roles:
    product = texts(table, "product", PRODUCT_TITLES, "roles.")
    engineering = texts(table, "engineering", ENGINEERING_TITLES, "roles.")
    # An empty title would speak for everybody who states none.
    return Roles(tuple(filter(str.strip, product)), tuple(filter(str.strip, engineering)))


def _module(name: str, table: Mapping[str, object], skip: Any) -> ModulePolicy:
    where = f"fragile.{name}."
    sides: Any = texts(table, "decided-by", (), where)
    if not set(sides) <= set(SIDES):
        raise broken(f"{where}decided-by", f"a list of {listed(SIDES)}")
    age = text(table, "max-age", "", where)
    return ModulePolicy(
        name=name,
        why=text(table, "why", "", where),
        owners=texts(table, "owners", (), where),
        enforce=choice(table, "enforce", ("refuse", "warn"), "refuse", where),
        require=choice(table, "require", ("accepted", "proposed"), "accepted", where),
        decided_by=sides,
        max_age=days(age) if "max-age" in table else None,
        skip=choice(table, "skip", ("allowed", "forbidden"), skip, where),
        decisions=texts(table, "decisions", (), where),
    )


def _since(policy: Mapping[str, object]) -> str:
    # Only an object id: a branch or a tag moves, and would let a push loosen its own rules.
    since = text(policy, "since", "", "policy.").lower()
    if since and (not 4 <= len(since) <= 64 or since.strip("0123456789abcdef")):
        raise broken("policy.since", "the id of a commit, in hexadecimal")
    return since


def _standing(data: Mapping[str, object]) -> tuple[Standing, ...]:
    entries = data.get("standing", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise broken("standing", "an array of tables: [[standing]]")
    read = (
        Standing(
            decision=text(entry, "decision", "", "standing."),
            authors=texts(entry, "authors", (), "standing."),
            paths=texts(entry, "paths", (), "standing."),
        )
        for entry in entries
        if _is_bounded(entry)
    )
    return tuple(entry for entry in read if entry.decision)


def _is_bounded(entry: Mapping[str, object]) -> bool:
    # Neither authors nor paths, or an empty list of them, would excuse every change.
    given = [entry[key] for key in ("authors", "paths") if key in entry]
    return bool(given) and all(item != [] for item in given)


DEFAULTS = rules({})
