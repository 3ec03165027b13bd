"""The words that generated histories are made of: paths, flags, rules, records, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Table = Mapping[str, object]

ADA = "Ada Author <ada@example.com>"
BOT = "deps[bot] <7+deps[bot]@example.com>"
FILES = (
    "src/pay/charge.py",
    "src/pay/api/v1.py",
    "src/pay/tests/t.py",
    "src/auth/login.py",
    "src/auth/Token.py",
    "lib/util.py",
    "lib/lock.txt",
    "run.sh",
    "readme.txt",
    "Src/pay/Case.py",
    "src/pay/new\nline.py",
    "src/auth/\udcff.py",
)
ODD = FILES[-3:]  # paths that a history does not begin with
SUBMODULE = "vendor/x"
ATTRIBUTES = (".gitattributes", "src/.gitattributes", "src/pay/.gitattributes")
RULES = "decisions.toml"
MODULES = ("pay", "auth", "core", "ops", "vendor", "default")
FLAGS = (
    "src/pay/** fragile=pay",
    "src/auth/** fragile=auth",
    "lib/* fragile",
    "*.sh fragile=ops",
    "vendor/x fragile=vendor",
    "src/** fragile=core",
    "src/auth/** fragile=pay",
    "SRC/PAY/charge.py fragile=auth",
    "lib/* risky",
    "[attr]risky fragile=pay",
    "*.txt text",
)
UNSETS = ("src/pay/tests/** -fragile", "src/pay/api/** !fragile", "lib/lock.txt -fragile")
# By the folder that the file lies in.
NESTED = ("api/** fragile=core", "*.py fragile=pay", "* fragile=auth", "* -fragile", "*.md text")
# (table, key, value); a value of None takes the key out, a key of None the table.
SETTINGS: tuple[tuple[str, str | None, object], ...] = (
    ("fragile.pay", "why", "Money."),
    ("fragile.pay", "owners", ["Ada"]),
    ("fragile.pay", "enforce", "warn"),
    ("fragile.pay", "require", "proposed"),
    ("fragile.pay", "decided-by", ["product"]),
    ("fragile.pay", "decided-by", ["product", "engineering"]),
    ("fragile.pay", "max-age", "30 days"),
    ("fragile.pay", "max-age", "1 year"),
    ("fragile.pay", "skip", "forbidden"),
    ("fragile.pay", "decisions", ["0003"]),
    ("fragile.pay", None, None),
    ("fragile.auth", "skip", "forbidden"),
    ("fragile.auth", "enforce", "warn"),
    ("fragile.auth", "decisions", ["2", "0003-lock"]),
    ("fragile.auth", None, None),
    ("policy", "skip", "forbidden"),
    ("policy", "skip", "allowed"),
    ("policy", "protect", ["main", "release/*"]),
    ("policy", "each-commit", True),
    ("policy", None, None),
    ("roles", "engineering", ["tech lead", "owner"]),
    ("roles", "product", ["owner"]),
    ("records", "also-on", ["stable"]),
    ("records", "also-on", ["stable", "nowhere"]),
    ("records", None, None),
    ("standing", "bots", {"decision": "2", "authors": ["*bot*"], "paths": ["lib/*", "src/**"]}),
    ("standing", "locks", {"decision": "0003-lock", "paths": ["lib/lock.txt"]}),
    ("standing", None, None),
    ("unknown", "key", "x"),
)
# The numbers of settings that say under what else a change may pass.
_HABITUAL = ("enforce", "max-age", "also-on", "decisions", "bots", "locks")
HABITS = tuple(number for number, (_, key, _) in enumerate(SETTINGS) if key in _HABITUAL)
BROKEN = (b"[fragile\n", b'[policy]\nskip = "perhaps"\n', b"requires = '>=99'\n", b"\xff\n")
# What a record may say: status, modules, paths, role of its decider, date, whether it is whole.
VARIANTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str, str, bool], ...] = (
    ("accepted", MODULES, (), "tech lead", "2026-02-20", True),
    ("accepted", ("pay",), (), "tech lead", "2026-02-20", True),
    ("accepted", ("auth",), ("lib/*",), "PM", "2026-02-20", True),
    ("accepted", (), ("src/pay/**", "*.sh"), "tech lead", "2025-06-01", True),
    ("accepted", ("pay", "auth"), (), "tech lead", "2026-02-20", False),
    ("proposed", ("pay", "core"), (), "tech lead", "2026-02-20", True),
    ("superseded", MODULES, (), "tech lead", "2026-02-20", True),
    ("rejected", ("pay", "auth"), (), "tech lead", "2026-02-20", True),
    ("accepted", (), (), "owner", "2026-02-20", True),
)
SLUGS = ("cap", "queue", "lock", "cache")
LINKS = ("1", "0001", "0001-cap", "0001-c", "2", "0002-queue", "1, 3", "0003-lock", "9", "00")


def record(variant: int, number: int, former: str = "") -> bytes:
    """Return the text of a record; `former` is an id that it had before."""
    status, modules, paths, role, date, whole = VARIANTS[variant]
    lines = [
        "---",
        f"status: {status}",
        f"date: {date}",
        f"kind: {'technical' if role != 'PM' else 'product'}",
        f"deciders: [Linus ({role})]",
        f"modules: [{', '.join(modules)}]",
        f"paths: [{', '.join(repr(path) for path in paths)}]",
        *(["superseded-by: [0004-cache]"] if status == "superseded" else []),
        *([f"aliases: [{former}]"] if former else []),
        "---",
        "",
        f"# Decide matter {number}",
        "",
        "## Context",
        "",
        "The bank blocks whoever asks too often.",
        "",
        "## Alternatives considered",
        "",
        "- **A queue**: needs a broker.",
        "",
        *(["## Trade-offs", "", "Rare failures reach the customer.", ""] if whole else []),
    ]
    return "\n".join(lines).encode()


def source(top: int, end: int) -> bytes:
    """Return a file of which two ends change without meeting in a merge."""
    middle = "".join(f"line {number}\n" for number in range(12))
    return f"top {top}\n{middle}end {end}\n".encode()


def rules(tables: Table) -> bytes:
    """Return the text of a `decisions.toml`."""
    lines: list[str] = []
    for name, table in tables.items():
        assert isinstance(table, dict)
        for key, value in table.items() if name == "standing" else [("", table)]:
            lines += [f"# {key}", "[[standing]]"] if name == "standing" else [f"[{name}]"]
            lines += [f"{word} = {_literal(said)}" for word, said in value.items()]
    return "".join(f"{line}\n" for line in lines).encode()


def _literal(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else f'"{value}"'
