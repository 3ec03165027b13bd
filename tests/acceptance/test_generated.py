"""The man page and the reference of the commands are those of the code."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import click
import pytest

from git_decide.cli.group import VERBS, git_decide

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """Give ``docs/generate.py`` as a module."""
    spec = importlib.util.spec_from_file_location("generate", TOP / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_committed_files_are_current(generator: ModuleType) -> None:
    """What is committed is what ``python docs/generate.py`` writes."""
    for path, text in generator.generated().items():
        assert path.read_text(encoding="utf-8") == text, f"python docs/generate.py ({path})"


def test_every_command_is_in_the_man_page(generator: ModuleType) -> None:
    """No command is left out of the man page."""
    page = generator.man_page().replace("\\-", "-")
    for name, _ in generator.commands():
        assert name in page


def test_every_command_has_an_example_and_every_option_a_help(generator: ModuleType) -> None:
    """No command is without an example, no option without a word on what it does."""
    for name, command in generator.commands():
        assert any(name in example for example in command.examples), name
        assert all(text.endswith(".") for _, text in generator.options(command)), name


def test_static_summaries_are_those_of_the_verbs() -> None:
    """The table that the top help prints says what the verbs themselves say."""
    context = click.Context(git_decide)
    for word, summary in VERBS.items():
        command = git_decide.get_command(context, word)
        assert command is not None
        assert (command.help or "").split("\n\n")[0] == summary


def test_man_page_is_well_formed(generator: ModuleType) -> None:
    """Every line of the man page that starts with a dot is a request that man knows."""
    requests = {line.split()[0] for line in generator.man_page().splitlines() if line[0] == "."}
    assert requests <= {
        '.\\"',
        ".TH",
        ".SH",
        ".SS",
        ".PP",
        ".TP",
        ".br",
        ".nf",
        ".fi",
        ".RS",
        ".RE",
    }
