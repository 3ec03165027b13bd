"""Proves that the hook manifest says what it must, and that this project uses it itself."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
CONFIG = ROOT / ".pre-commit-config.yaml"

# id: the stage it runs in, the verb of git-decide-hook, whether it is given the message file
OFFERED = {
    "decision-records": ("pre-commit", "records", False),
    "decision-required": ("pre-commit", "pre-commit", False),
    "decision-prefill": ("prepare-commit-msg", "prepare-commit-msg", True),
    "decision-link": ("commit-msg", "commit-msg", True),
    "decision-push": ("pre-push", "pre-push", False),
}


def offered() -> dict[str, dict[str, Any]]:
    """Return the hooks of the manifest by id."""
    return {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))}


def own() -> dict[str, dict[str, Any]]:
    """Return the hooks that this project runs on itself by id."""
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    return {hook["id"]: hook for repo in config["repos"] for hook in repo["hooks"]}


def test_the_manifest_offers_these_hooks() -> None:
    """No hook is missing and none is undocumented here."""
    assert offered().keys() == OFFERED.keys()


@pytest.mark.parametrize("name", OFFERED)
def test_a_hook_runs_where_and_as_it_should(name: str) -> None:
    """Stage, command and what it is given; no filter can switch it off."""
    stage, verb, filenames = OFFERED[name]
    hook = offered()[name]
    assert hook["stages"] == [stage]
    assert hook["entry"].split() == ["git-decide-hook", verb]
    assert hook["pass_filenames"] is filenames
    assert hook["always_run"] is True
    assert hook["require_serial"] is True
    assert hook["language"] == "python"
    assert not hook.keys() & {"files", "exclude", "types", "types_or", "args"}


@pytest.mark.parametrize("name", OFFERED)
def test_this_project_runs_what_it_offers(name: str) -> None:
    """Its own configuration has the same hooks, out of the checkout."""
    hook, here = offered()[name], own()[name]
    assert here["language"] == "system"
    for key in ("name", "entry", "stages", "always_run", "pass_filenames"):
        assert here[key] == hook[key]


def test_every_stage_is_installed() -> None:
    """`pre-commit install` alone sets up every stage that a hook of this project needs."""
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    stages = {stage for stage, _, _ in OFFERED.values()}
    assert set(config["default_install_hook_types"]) == stages


def test_the_command_is_installed() -> None:
    """The manifest's command is one that the package brings along."""
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "scripts"
    ]
    assert {hook["entry"].split()[0] for hook in offered().values()} <= scripts.keys()


@pytest.mark.parametrize(
    ("verb", "path"), [("validate-manifest", MANIFEST), ("validate-config", CONFIG)]
)
def test_the_framework_accepts_it(verb: str, path: Path) -> None:
    """pre-commit's own validation has nothing to say, not even a warning."""
    argv = [sys.executable, "-m", "pre_commit", verb, str(path)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
