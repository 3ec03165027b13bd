"""Proves that the package keeps the rules of the house, and that each rule can fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import git_decide
from tests.house import FLOORS, FUNCTION_LINES, IMPORT_OWNERS, MODULE_LINES, USE_OWNERS, breaches

# It reads the package and runs nothing of it.
pytestmark = pytest.mark.no_cover
PACKAGE = Path(git_decide.__file__).parent
OPENING = '"""Says what it is for."""\n'

# What a hook loads before it knows that there is something to judge, and a command before
# git is set to work: these may import each other and what is compiled into Python, nothing else.
HOT = (
    "cli.quick",
    "codes",
    "errors",
    "files",
    "findings",
    "git.attributes",
    "git.branches",
    "git.changes",
    "git.objects",
    "git.once",
    "git.repository",
    "git.inherited",
    "git.run",
    "git.state",
    "hooks.main",
    "memo",
    "policy.config",
    "policy.judge",
    "policy.links",
    "policy.model",
    "policy.touching",
    "queries.checks.answers",
    "queries.names.claims",
    "records.digest",
    "records.ids",
    "resources",
    "values",
)

# One breach each: files of a package, and what is said of it.
FAKES: dict[str, tuple[dict[str, str], str]] = {
    "up": (
        {"git/a.py": "from git_decide import store\n", "store.py": ""},
        "git/a.py:2: git imports git_decide.store: imports point down only",
    ),
    "up, relative": (
        {"records/a.py": "from ..cli import main\n", "cli/main.py": ""},
        "records/a.py:2: records imports git_decide.cli.main: imports point down only",
    ),
    "up, inside a function": (
        {"errors.py": "def f() -> None:\n    import git_decide.queries.why\n"},
        "errors.py:3: errors imports git_decide.queries.why: imports point down only",
    ),
    "up, for types only": (
        {
            "values.py": "TYPE_CHECKING = False\nif TYPE_CHECKING:\n"
            "    from git_decide.policy.model import Rules\n",
            "policy/model.py": "",
        },
        "values.py:4: values imports git_decide.policy.model: imports point down only",
    ),
    "sideways": (
        {"git/a.py": "from git_decide.records import reader\n", "records/reader.py": ""},
        "git/a.py:2: git imports git_decide.records.reader: imports point down only",
    ),
    "sideways, the other way": (
        {"records/a.py": "import git_decide.git.run\n", "git/run.py": ""},
        "records/a.py:2: records imports git_decide.git.run: imports point down only",
    ),
    "sideways, to the network": (
        {"git/a.py": "from git_decide.forges import http\n", "forges/http.py": ""},
        "git/a.py:2: git imports git_decide.forges.http: imports point down only",
    ),
    "sideways, from the network": (
        {"forges/a.py": "from git_decide.git.run import run\n", "git/run.py": ""},
        "forges/a.py:2: forges imports git_decide.git.run: imports point down only",
    ),
    "a part of a library": (
        {"forges/github.py": "from urllib import parse, request\nX = parse\n"},
        "forges/github.py:2: imports urllib.request, which belongs to forges/http.py",
    ),
    "hooks know the command line": (
        {"hooks/a.py": "from git_decide.cli.main import main\n", "cli/main.py": ""},
        "hooks/a.py:2: hooks imports git_decide.cli.main: imports point down only",
    ),
    "policy knows git": (
        {"policy/a.py": "from git_decide.git.run import run\n", "git/run.py": ""},
        "policy/a.py:2: policy imports git_decide.git.run: policy/ is given",
    ),
    "output knows git": (
        {"output/a.py": "from git_decide.git.run import run\n", "git/run.py": ""},
        "output/a.py:2: output imports git_decide.git.run: output/ knows results",
    ),
    "circle": (
        {
            "errors.py": "import git_decide.files\n",
            "files.py": "def f() -> None:\n    import git_decide.errors\n",
        },
        "circle: git_decide.errors -> git_decide.files -> git_decide.errors",
    ),
    "environment": ({"git/a.py": "import os\nX = os.environ\n"}, "git/a.py:3: uses os.environ"),
    "environment, by another name": (
        {"store.py": "from os import getenv as ask_for\nX = ask_for('HOME')\n"},
        "store.py:3: uses os.getenv, which belongs to cli/ and hooks/",
    ),
    "printing": ({"queries/a.py": "print('x')\n"}, "queries/a.py:2: uses print"),
    "a stream": ({"output/a.py": "import sys\nX = sys.stderr\n"}, "output/a.py:3: uses sys.stderr"),
    "exiting": ({"git/a.py": "import sys\nsys.exit(1)\n"}, "git/a.py:3: uses sys.exit"),
    "a process": ({"cli/a.py": "import os\nos.system('x')\n"}, "cli/a.py:3: uses os.system"),
    "a process, spawned": (
        {"hooks/a.py": "from os import execvpe\nexecvpe('x', [], {})\n"},
        "hooks/a.py:3: uses os.execvpe, which belongs to git/run.py",
    ),
    "code from text": (
        {"output/a.py": "exec('x')\n"},
        "output/a.py:2: uses exec, which belongs to",
    ),
    "opening": ({"cli/a.py": "open('x', 'w')\n"}, "cli/a.py:2: writes a file"),
    "opening to append": ({"cli/a.py": "open('x', mode='ab')\n"}, "cli/a.py:2: writes a file"),
    "opening somehow": (
        {"cli/a.py": "def f(mode: str) -> None:\n    open('x', mode)\n"},
        "cli/a.py:3: writes a file",
    ),
    "opening a path": (
        {"git/a.py": "from pathlib import Path\nPath('x').open('w')\n"},
        "git/a.py:3: writes a file",
    ),
    "opening a descriptor": (
        {"git/a.py": "import os\nos.open('x', os.O_CREAT | os.O_EXCL)\n"},
        "git/a.py:3: writes a file",
    ),
    "writing a path": (
        {"git/a.py": "from pathlib import Path\nPath('x').write_text('x')\n"},
        "git/a.py:3: writes a file",
    ),
    "moving": ({"memo.py": "import os\nos.replace('x', 'y')\n"}, "memo.py:3: uses os.replace"),
    "arguments of git": (
        {"store.py": "def f(repo: object) -> None:\n    repo.git('log', '-1')\n"},
        "store.py:3: spells out arguments of git",
    ),
    "long module": (
        {"store.py": "X = 1\n" * MODULE_LINES},
        f"store.py:1: has {MODULE_LINES + 1} lines; {MODULE_LINES} are allowed",
    ),
    "long function": (
        {"store.py": "def f() -> None:\n" + "    x = 1\n" * FUNCTION_LINES},
        f"store.py:2: f has {FUNCTION_LINES + 1} lines; {FUNCTION_LINES} are allowed",
    ),
    **{
        f"imports {library}": (
            {"resources.py": f"import {library}\n"},
            f"resources.py:2: imports {library}, which belongs to "
            + (" and ".join(owners) or "nobody"),
        )
        for library, owners in IMPORT_OWNERS.items()
    },
    **{
        f"uses {name}": (
            {"resources.py": f"import os, sys, shutil, tempfile\nX = {name}\n"},
            f"resources.py:3: uses {name}",
        )
        for name in USE_OWNERS
    },
}


def make(folder: Path, files: dict[str, str]) -> Path:
    """Write a package whose files all open with a sentence."""
    for name, body in files.items():
        path = folder / "git_decide" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OPENING + body, encoding="utf-8")
    return folder / "git_decide"


def test_the_package_keeps_every_rule() -> None:
    """Floors, owners, circles, sizes and openings hold in every module."""
    assert breaches(PACKAGE) == []


def test_every_room_has_its_floor() -> None:
    """A new folder is on no floor until it is given one."""
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert rooms <= FLOORS.keys()


@pytest.mark.parametrize(("files", "said"), FAKES.values(), ids=FAKES.keys())
def test_a_breach_is_found(tmp_path: Path, files: dict[str, str], said: str) -> None:
    """Each rule fails on a package that breaks it, and only that rule."""
    found = breaches(make(tmp_path, files))
    assert len(found) == 1
    assert found[0].startswith(said)


@pytest.mark.parametrize(
    "opening", ["", "X = 1\n", '"""No full stop"""\n', '"""One sentence. Two of them."""\n']
)
def test_a_module_opens_with_one_sentence(tmp_path: Path, opening: str) -> None:
    """No docstring, half a sentence or two of them are breaches."""
    package = make(tmp_path, {})
    package.mkdir()
    (package / "store.py").write_text(opening, encoding="utf-8")
    assert breaches(package) == ["store.py:1: does not open with one sentence"]


def test_what_is_allowed_is_no_breach(tmp_path: Path) -> None:
    """Owners use what they own, imports point down, and reading is free to all."""
    allowed = {
        "__main__.py": "from git_decide.cli.main import main\nprint(main)\n",
        "cli/main.py": "import importlib, os, sys\nimport click\n"
        "from git_decide.hooks import install\nprint(os.environ, file=sys.stderr)\n",
        "cli/demo.py": "def f(repo: object) -> None:\n    repo.git('log', '-1')\n",
        "hooks/install.py": "from git_decide import store\nfrom git_decide.git.run import run\n",
        "output/text.py": "from git_decide.policy.model import Rules\n",
        "queries/index.py": "import sqlite3\nfrom git_decide import store\n",
        "store.py": "from git_decide.policy.model import Rules\n"
        "from git_decide.records.reader import yaml\nX = open('x', 'rb')\n",
        "policy/model.py": "from git_decide.records import schema\n",
        "policy/config.py": "import tomllib, os, re\nX = os.open('x', os.O_RDONLY)\n"
        "Y = re.compile('x')\nZ = 'print'\n",
        "git/run.py": "import os\nimport subprocess\nX = os.posix_spawnp\n",
        "git/authoring.py": "import git\n",
        "forges/http.py": "import urllib.request\nfrom http.client import HTTPException\n",
        "forges/github.py": "from urllib.parse import quote\nfrom git_decide.forges import http\n",
        "records/reader.py": "import markdown_it, yaml\n",
        "records/schema.py": "def f() -> None:\n    import jsonschema\n",
        "files.py": "import os\nopen('x', 'wb')\nos.replace('x', 'y')\n",
    }
    assert breaches(make(tmp_path, allowed)) == []


def loaded(root: Path, module: str) -> set[str]:
    """Return what a new interpreter loads from files for `module`, our own left out."""
    probe = (
        "import __future__, os, sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "before = set(sys.modules) | set(sys.builtin_module_names)\n"
        "__import__(sys.argv[2])\n"
        "print(*(set(sys.modules) - before), sep='\\n')\n"
    )
    # -S: what site loads would hide what the module loads.
    argv = [sys.executable, "-I", "-S", "-c", probe, str(root), f"git_decide.{module}"]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    return {name for name in done.stdout.split() if name.split(".")[0] != "git_decide"}


@pytest.mark.parametrize("module", HOT)
def test_a_hot_module_loads_nothing(module: str) -> None:
    """What a hook loads costs it nothing beyond this project's own few files."""
    assert loaded(PACKAGE.parent, module) == set()


@pytest.mark.parametrize(
    "heavy",
    [
        *("re", "enum", "typing", "json", "tomllib", "subprocess", "dataclasses", "pathlib"),
        *("collections", "yaml", "jsonschema", "markdown_it", "click"),
    ],
)
def test_a_heavy_import_is_seen(tmp_path: Path, heavy: str) -> None:
    """The hot-module test can fail: also for an import further down."""
    make(tmp_path, {"__init__.py": "", "hot.py": "import git_decide.warm\n"})
    make(tmp_path, {"warm.py": f"import {heavy}\n"})
    if heavy in ("yaml", "jsonschema", "markdown_it", "click"):  # -S hides the installed ones
        (tmp_path / f"{heavy}.py").write_text("", encoding="utf-8")
    assert heavy in loaded(tmp_path, "hot")
