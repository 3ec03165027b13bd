"""Reads generated records and rules once more, with no more care than those need."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.histories import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.histories.slow import Slow

ENGINEERS = ("tech lead",)
MANAGERS = ("PM",)
_UNITS = {"30 days": 30, "1 year": 365}
_FOLDER = "docs/decisions/"
_GOOD: dict[str, set[object]] = {
    "enforce": {"warn", "refuse", None},
    "skip": {"allowed", "forbidden", None},
}


@dataclass(frozen=True)
class Rules:
    """The tables of a decisions.toml."""

    tables: tuple[tuple[str, Any], ...] = ()

    def table(self, name: str) -> dict[str, Any]:
        """Return one of the tables."""
        found: dict[str, Any] = dict(self.tables).get(name, {})
        return found

    def module(self, name: str) -> dict[str, Any]:
        """Return what judges a module: no words about it, every default filled in."""
        own = self.table("fragile").get(name, {})
        return {
            "enforce": own.get("enforce", "refuse"),
            "require": own.get("require", "accepted"),
            "decided-by": own.get("decided-by", []),
            "max-age": _UNITS.get(own.get("max-age", "")),
            "skip": own.get("skip", self.table("policy").get("skip", "allowed")),
            "decisions": own.get("decisions", []),
        }

    def everywhere(self) -> tuple[Any, ...]:
        """Return what judges every module."""
        policy, roles = self.table("policy"), self.table("roles")
        return (
            policy.get("protect", ["main", "master", "release/*"]),
            policy.get("each-commit", False),
            policy.get("skip", "allowed"),
            policy.get("since", ""),
            roles.get("product"),
            roles.get("engineering"),
        )

    def sides(self, role: str) -> set[str]:
        """Return the sides that somebody with a title speaks for."""
        roles = self.table("roles")
        speaks = {
            "product": roles.get("product", MANAGERS),
            "engineering": roles.get("engineering", ENGINEERS),
        }
        return {side for side, titles in speaks.items() if role in titles}


def rules_at(git: Slow, commit: str) -> Rules:
    """Return the rules of a commit, or of the nearest first parent where they can be read."""
    at = commit
    while at:
        text = git.text(at, words.RULES)
        if text is None:
            return Rules()
        read = _read(text)
        if read is not None:
            return read
        at = next(iter(git.facts(at).parents), "")
    return Rules()


def rules_if_read(git: Slow, commit: str, otherwise: Rules) -> Rules:
    """Return the rules of a commit, or others where they cannot be read."""
    text = git.text(commit, words.RULES)
    if text is None:
        return Rules()
    read = _read(text)
    return otherwise if read is None else read


def _read(text: str) -> Rules | None:
    if "\udcff" in text:
        return None
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    skips = [tables.get("policy", {}), *tables.get("fragile", {}).values()]
    if "requires" in tables or any(t.get("skip") not in _GOOD["skip"] for t in skips):
        return None
    return Rules(tuple(tables.items()))


@dataclass(frozen=True)
class Record:
    """A record as the rule looks at it."""

    stem: str
    status: str
    modules: tuple[str, ...]
    paths: tuple[str, ...]
    role: str
    day: str
    aliases: tuple[str, ...]
    whole: bool
    kind: str

    def valid(self, rules: Rules) -> bool:
        """Tell whether it has what its status demands."""
        if self.status in ("proposed", "rejected"):
            return True
        side = "engineering" if self.kind == "technical" else "product"
        return self.whole and side in rules.sides(self.role)


def records_at(git: Slow, commit: str) -> list[Record]:
    """Return the records of a commit."""
    found = []
    for path in sorted(git.files(commit)):
        if path.startswith(_FOLDER):
            text = git.text(commit, path)
            assert text is not None
            found.append(_record(path, text))
    return found


def _record(path: str, text: str) -> Record:
    def said(key: str) -> str:
        hit = re.search(rf"^{key}: (.*)$", text, re.MULTILINE)
        return hit.group(1) if hit else ""

    def several(key: str) -> tuple[str, ...]:
        return tuple(filter(None, re.split(r"[\[\], ']+", said(key))))

    role = re.sub(r".*\((.*)\).*", r"\1", said("deciders"))
    stem = path.removeprefix(_FOLDER).removesuffix(".md")
    return Record(
        stem=stem,
        status=said("status"),
        modules=several("modules"),
        paths=several("paths"),
        role=role,
        day=said("date"),
        aliases=several("aliases"),
        whole="## Trade-offs" in text,
        kind=said("kind"),
    )


def meant(written: str, records: Iterable[Record]) -> list[Record]:
    """Return the records that an id may mean."""
    there = list(records)
    number = int(written) if written.isdigit() else None
    steps = (
        lambda r: r.stem == written,
        lambda r: number is not None and int(r.stem[:4]) == number,
        lambda r: written in r.aliases,
        lambda r: any(number is not None and int(a[:4]) == number for a in r.aliases),
        lambda r: r.stem.startswith(written),
        lambda r: any(alias.startswith(written) for alias in r.aliases),
    )
    for step in steps:
        found = [record for record in there if step(record)]
        if found:
            return found
    return []
