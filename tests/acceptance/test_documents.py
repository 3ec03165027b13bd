"""What the documents tell people to type exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from git_decide.cli.group import git_decide

TOP = Path(__file__).parents[2]
DOCUMENTS = sorted([*TOP.glob("*.md"), *TOP.glob("docs/*.md")])
_TYPED = re.compile(r"git decide ([a-z][^`\n]*)")


def _typed() -> list[tuple[str, str]]:
    """Return every command in code of the documents, each with its file."""
    found = []
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        code = [*re.findall(r"```(?:sh|console)\n(.*?)```", text, re.DOTALL)]
        code += re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
        for piece in code:
            joined = piece.replace("\\\n", " ")
            found += [(document.name, line) for line in _TYPED.findall(joined)]
    return found


@pytest.mark.parametrize(("document", "typed"), _typed())
def test_a_command_of_the_documents_exists(document: str, typed: str) -> None:
    """Each verb and each flag that a document names is one that the command has."""
    words = shlex.split(typed.partition(" && ")[0].partition(" > ")[0], comments=True)
    command: click.Command = git_decide
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        names = words.pop(0).split("/")  # `fragile add/remove/list`
        context = click.Context(command)
        for name in names:
            assert command.get_command(context, name), f"{document}: {typed}"
        command = command.get_command(context, names[0]) or command
    known = {option for param in command.params for option in param.opts + param.secondary_opts}
    flags = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]
    assert set(flags) <= {*known, "--help", "-h"}, f"{document}: {typed}"
