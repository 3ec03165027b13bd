"""Proves that what the documents link to and tell to type exists."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from git_decide.cli.group import VERBS, git_decide
from tests.documents import ROOT, anchors, documents, links


def broken(path: Path) -> list[str]:
    """Return the links of a document that lead nowhere within the project."""
    found = []
    for target in links(path):
        if target.startswith(("https://", "http://", "mailto:")):
            continue  # the network is not asked
        name, _, anchor = unquote(target).partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and anchor not in anchors(file)):
            found.append(target)
    return found


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_resolves(path: Path) -> None:
    """Files that a document links to exist, and so do the headings in them."""
    assert broken(path) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    """The check above can fail: a missing file, a missing heading, a missing picture."""
    page = tmp_path / "page.md"
    page.write_text(
        "# Some heading\n\n[a](page.md) [b](gone.md) [c](#some-heading) [d](#gone)\n"
        "![e](gone.png) [f](https://example.com/gone)\n\n| x |\n|---|\n| [g](gone-too.md) |\n",
        encoding="utf-8",
    )
    assert broken(page) == ["gone.md", "#gone", "gone.png", "gone-too.md"]


def test_the_documents_are_there() -> None:
    """The check above looks at the documents that people read."""
    names = {str(path.relative_to(ROOT)) for path in documents()}
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/guide.md"} <= names
    assert {"docs/glossary.md"} <= names


def commands(path: Path) -> list[tuple[str, list[str]]]:
    """Return every ``git decide VERB`` that a document shows, with the options in its line."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    shown = re.findall(r"git decide ([a-z]+)([^\n`]*)", text)
    return [
        (verb, re.findall(r"(?<!\S)--[a-z-]+", rest.partition("&&")[0])) for verb, rest in shown
    ]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/guide.md"])
def test_every_command_exists(name: str) -> None:
    """A verb and an option that the documents show are there to be typed."""
    shown = commands(ROOT / name)
    assert shown
    for verb, options in shown:
        assert verb in VERBS
        assert set(options) <= known_options(verb)


def known_options(verb: str) -> set[str]:
    """Return the options of a verb and of the verbs below it."""
    command = git_decide.get_command(click.Context(git_decide), verb)
    assert command
    below = list(command.commands.values()) if isinstance(command, click.Group) else []
    return {option for each in (command, *below) for param in each.params for option in param.opts}


def test_an_unknown_option_is_seen(tmp_path: Path) -> None:
    """The check above reads a command over several lines, up to the next one."""
    page = tmp_path / "page.md"
    page.write_text(
        "```sh\ngit decide new X \\\n  --gone && git x --other\n```\n", encoding="utf-8"
    )
    assert commands(page) == [("new", ["--gone"])]
