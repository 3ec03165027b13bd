"""The verb ``completion``: the script for a shell that completes commands."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb

SHELLS = ("bash", "zsh", "fish")


@click.command(
    cls=Verb,
    examples=(
        'eval "$(git decide completion bash)"                  # in ~/.bashrc',
        'eval "$(git decide completion zsh)"                   # in ~/.zshrc, behind compinit',
        "git decide completion fish > ~/.config/fish/conf.d/git-decide.fish",
    ),
)
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(SHELLS))
@click.pass_obj
def command(frame: Frame, shell: str) -> int:
    """Print the script that completes commands in bash, zsh or fish.

    It completes `git decide` and `git-decide`: verbs, options, the ids of records
    with their titles, modules, statuses, tags, people, revisions and paths. Of the
    ids only those that a verb can take are offered: `accept` takes proposals. A
    part of an id or of a title does, where nothing begins with it: `show webh`.
    """
    from git_decide.resources import resource

    with open(resource("completions", f"git-decide.{shell}"), encoding="utf-8") as script:
        frame.document(script.read().rstrip("\n"))
    return 0
