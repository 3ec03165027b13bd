"""Reads the modules of a package as syntax trees: what they import and how they name it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = "git_decide"


@dataclass(frozen=True)
class Import:
    """One imported name; `typing_only` where only a type checker follows it."""

    target: str
    line: int
    typing_only: bool


@dataclass
class Module:
    """One source file: where it lies in its package, and its syntax tree."""

    place: str
    text: str
    tree: ast.Module
    aliases: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The dotted name that others import it by."""
        dotted = self.place.removesuffix(".py").replace("/", ".").removesuffix("__init__")
        return f"{PACKAGE}.{dotted}".rstrip(".")

    @property
    def room(self) -> str:
        """The first name below the package."""
        return self.place.removesuffix(".py").split("/")[0]


def modules(package: Path) -> list[Module]:
    """Parse every module below the folder `package`."""
    found = []
    for path in sorted(package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        module = Module(path.relative_to(package).as_posix(), text, ast.parse(text))
        module.aliases.update(_aliases(module.tree))
        found.append(module)
    return found


def imports(module: Module, known: set[str]) -> Iterator[Import]:
    """Yield all that a module imports, at any depth, by absolute name."""
    typing_only = {
        id(inner)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.If) and dotted(node.test, {}).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for target in _targets(node, module, known):
                yield Import(target, node.lineno, id(node) in typing_only)


def dotted(node: ast.expr, aliases: dict[str, str]) -> str:
    """Return the full name that a name or an attribute stands for, "" for anything else."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        base = dotted(node.value, aliases)
        return f"{base}.{node.attr}" if base else ""
    return ""


def _targets(node: ast.Import | ast.ImportFrom, module: Module, known: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        package = f"{PACKAGE}.{module.place}".removesuffix(".py").replace("/", ".").split(".")
        base = ".".join([*package[: -node.level], *([base] if base else [])])
    inner = [f"{base}.{alias.name}" for alias in node.names]
    if base.split(".")[0] != PACKAGE:  # of a library nobody knows here what a name in it is
        yield from inner
        return
    below = [name for name in inner if name in known or base == PACKAGE]
    # `from package.room import module` means the module, not the room's __init__.
    if len(below) < len(inner) or not below:
        yield base
    yield from (name for name in below if name in known)


def _aliases(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.asname, each.name) for each in node.names if each.asname)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (
                (each.asname or each.name, f"{node.module}.{each.name}") for each in node.names
            )
