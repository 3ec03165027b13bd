"""Tells where the modules of a package break the rules of the house."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.syntax import PACKAGE, dotted, imports, modules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.syntax import Module

MODULE_LINES = 300
FUNCTION_LINES = 50

# A room is the first name below the package; one that is not listed lies on floor 0.
FLOORS = {
    "__main__": 6,
    "cli": 5,
    "hooks": 5,
    "output": 4,
    "queries": 3,
    "store": 2,
    "listing": 2,
    "policy": 2,
    "git": 1,
    "records": 1,
    "forges": 1,
}
# Neighbours on one floor that may know each other, in this direction only.
NEIGHBOURS = {
    ("cli", "hooks"),
    ("store", "policy"),
    ("store", "listing"),
    ("listing", "policy"),
}
# What may not be known although it lies below.
BARRED = {
    ("policy", "git"): "policy/ is given changes, links and records",
    ("policy", "store"): "policy/ is given changes, links and records",
    ("output", "git"): "output/ knows results, never how they were found",
    ("output", "store"): "output/ knows results, never how they were found",
}

# Who alone may import what: a file, or a folder with a slash at its end.
IMPORT_OWNERS: dict[str, tuple[str, ...]] = {
    "click": ("cli/",),
    "git": ("git/authoring.py",),
    "gitdb": ("git/authoring.py",),
    "jsonschema": ("records/schema.py",),
    "referencing": ("records/schema.py",),
    "yaml": ("records/",),
    "markdown_it": ("records/",),
    "tomllib": ("policy/config.py",),
    "sqlite3": ("queries/index.py",),
    "subprocess": ("git/run.py",),
    "multiprocessing": (),
    "urllib.request": ("forges/http.py",),
    "urllib.error": ("forges/http.py",),
    "http": ("forges/http.py",),
    "socket": (),
    "ssl": (),
    # Commands are imported when they are used, and a hook finds packages late; nothing else
    # is imported in a way that this test cannot see.
    "importlib": ("cli/", "hooks/main.py"),
    "dataclasses": (),  # values.py: importing it costs more than a hook may take
    "enum": (),
    "pickle": (),
}

# Who alone may use what, by its full name.
_SPEAKERS = ("cli/", "hooks/", "__main__.py")
USE_OWNERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("os.environ", "os.environb", "os.getenv"), ("cli/", "hooks/")),
    **dict.fromkeys(("print", "input", "sys.stdout", "sys.stderr"), _SPEAKERS),
    **dict.fromkeys(("sys.exit", "exit", "quit", "os._exit"), _SPEAKERS),
    **dict.fromkeys(
        ("os.replace", "os.rename", "os.renames", "os.link", "os.symlink", "os.truncate"),
        ("files.py",),
    ),
    **dict.fromkeys(
        ("shutil.move", "shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree"),
        ("files.py",),
    ),
    **dict.fromkeys(
        ("tempfile.NamedTemporaryFile", "tempfile.TemporaryFile", "tempfile.mkstemp"),
        ("files.py",),
    ),
    **dict.fromkeys(
        ("os.system", "os.popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.posix_spawnp"),
        ("git/run.py",),
    ),
    **dict.fromkeys(("eval", "exec", "compile", "__import__"), ()),
}
# Who spells out git's arguments. The demo types what a user would type.
GIT_SPEAKERS = ("git/", "cli/demo.py")
_STARTS_A_PROCESS = re.compile(r"os\.(exec|spawn)[lv]p?e?")
_OPENERS = ("open", "io.open", "os.fdopen")
_WRITING_FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC"}


def breaches(package: Path) -> list[str]:
    """Return every breach in `package` as ``place:line: what is wrong``."""
    found = modules(package)
    known = {module.name for module in found}
    told: list[str] = []
    for module in found:
        for line, what in (
            *floor_breaches(module, known),
            *import_breaches(module),
            *use_breaches(module),
            *write_breaches(module),
            *argument_breaches(module),
            *size_breaches(module),
        ):
            told.append(f"{module.place}:{line}: {what}")
    return told + [f"circle: {' -> '.join(circle)}" for circle in circles(found)]


def floor_breaches(module: Module, known: set[str]) -> Iterator[tuple[int, str]]:
    """Yield imports that point up, sideways, or at what a room must not know."""
    for found in imports(module, known):
        if not found.target.startswith(f"{PACKAGE}."):
            continue
        here, there = module.room, found.target.split(".")[1]
        if here == there or (here, there) in NEIGHBOURS:
            continue
        if reason := BARRED.get((here, there)):
            yield found.line, f"{here} imports {found.target}: {reason}"
        elif FLOORS.get(there, 0) >= (FLOORS.get(here, 0) or 1):
            yield found.line, f"{here} imports {found.target}: imports point down only"


def import_breaches(module: Module) -> Iterator[tuple[int, str]]:
    """Yield imports of a library by a module that does not own it."""
    for found in imports(module, set()):
        parts = found.target.split(".")
        for library in (".".join(parts[:length]) for length in range(1, len(parts) + 1)):
            if not _may(module, IMPORT_OWNERS.get(library)):
                yield found.line, f"imports {library}, which belongs to {_owners(library)}"


def use_breaches(module: Module) -> Iterator[tuple[int, str]]:
    """Yield uses of a function or a stream by a module that does not own it."""
    for node in ast.walk(module.tree):
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = dotted(node, module.aliases)
            owners = USE_OWNERS.get(name)
            if _STARTS_A_PROCESS.fullmatch(name):
                owners = ("git/run.py",)
            if not _may(module, owners):
                yield node.lineno, f"uses {name}, which belongs to {_listed(owners)}"


def write_breaches(module: Module) -> Iterator[tuple[int, str]]:
    """Yield calls that open a file for writing outside files.py."""
    if module.place == "files.py":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _writes(node, module.aliases):
            yield node.lineno, "writes a file, which belongs to files.py"


def argument_breaches(module: Module) -> Iterator[tuple[int, str]]:
    """Yield calls that spell out git's arguments outside git/."""
    if _may(module, GIT_SPEAKERS):
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        words = [each for each in node.args if isinstance(each, ast.Constant)]
        if node.func.attr in ("git", "ask") and any(isinstance(each.value, str) for each in words):
            yield node.lineno, "spells out arguments of git, which belong to git/"


def size_breaches(module: Module) -> Iterator[tuple[int, str]]:
    """Yield what is too long, and a module that does not open with one sentence."""
    lines = len(module.text.splitlines())
    if lines > MODULE_LINES:
        yield 1, f"has {lines} lines; {MODULE_LINES} are allowed"
    opening = " ".join((ast.get_docstring(module.tree) or "").split("\n\n")[0].split())
    if not opening.endswith(".") or re.search(r"[.!?] ", opening):
        yield 1, "does not open with one sentence"
    for node in ast.walk(module.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {length} lines; {FUNCTION_LINES} are allowed"


def circles(found: list[Module]) -> list[tuple[str, ...]]:
    """Return the circles in which modules import each other, each once."""
    known = {module.name for module in found}
    graph = {
        module.name: {
            each.target
            for each in imports(module, known)
            if not each.typing_only and each.target in known and each.target != module.name
        }
        for module in found
    }
    done: set[str] = set()
    told: list[tuple[str, ...]] = []

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            told.append((*trail[trail.index(name) :], name))
        elif name not in done:
            for target in sorted(graph[name]):
                visit(target, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())
    return told


def _writes(call: ast.Call, aliases: dict[str, str]) -> bool:
    name = dotted(call.func, aliases)
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if method in ("write_text", "write_bytes"):
        return True
    if name == "os.open":
        return any(
            isinstance(inner, ast.Attribute) and inner.attr in _WRITING_FLAGS
            for argument in call.args
            for inner in ast.walk(argument)
        )
    if name not in _OPENERS and method != "open":
        return False
    position = 1 if name in _OPENERS else 0
    modes = [each.value for each in call.keywords if each.arg == "mode"]
    for mode in modes or call.args[position : position + 1]:
        if isinstance(mode, ast.Constant) and isinstance(mode.value, str):
            return bool(set("wax+") & set(mode.value)) and "/" not in mode.value
        return name in _OPENERS
    return False


def _may(module: Module, owners: tuple[str, ...] | None) -> bool:
    return owners is None or any(
        module.place == owner or (owner.endswith("/") and module.place.startswith(owner))
        for owner in owners
    )


def _owners(library: str) -> str:
    return _listed(IMPORT_OWNERS[library])


def _listed(owners: tuple[str, ...] | None) -> str:
    return " and ".join(owners or ()) or "nobody"
