"""The verbs ``hooks install``, ``hooks uninstall`` and ``hooks status``."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb, Verbs, json_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository
    from git_decide.hooks.install import Outcome

_MEANINGS = {
    "installed": "installed",
    "chained": "installed, beside another one that still runs",
    "outdated": "outdated: git decide hooks install",
    "foreign": "another one, not ours: git decide hooks install   keeps both",
    "missing": "missing: git decide hooks install",
}


@click.group(cls=Verbs, examples=("git decide hooks install", "git decide hooks status"))
def command() -> None:
    """Install, remove or look at the git hooks."""


@command.command(cls=Verb, examples=("git decide hooks install",))
@click.pass_obj
def install(frame: Frame) -> int:
    """Install the hooks, beside whatever is there already.

    In a bare repository, to which others push: pre-receive. Everywhere else: pre-commit,
    prepare-commit-msg, commit-msg and pre-push. A hook that is there keeps running.
    Running this again updates our own.
    """
    from git_decide.hooks import install as installing

    done = installing.install(*_what(frame))
    say(frame, done, "Installed", "The hooks are installed already.")
    return 0


def _what(frame: Frame) -> tuple[Repository, list[str]]:
    """Return where to install, and the folders that hold records."""
    from git_decide.git import settings, state
    from git_decide.queries.rules import judging_rules

    repo = frame.repository
    if repo.top is None and settings.is_bare(repo):
        rules = judging_rules(repo, state.head(repo))
    else:
        repo, rules = frame.worktree, frame.rules()
    return repo, [folder for _, folder in rules.records.folders()]


@command.command(cls=Verb, examples=("git decide hooks uninstall",))
@click.pass_obj
def uninstall(frame: Frame) -> int:
    """Take our hooks out, and put back to the byte what was there before."""
    from git_decide.hooks import install as installing

    done = installing.uninstall(frame.repository)
    say(frame, done, "Took out", "No hook of ours is installed.")
    return 0


@command.command(cls=Verb, examples=("git decide hooks status", "git decide hooks status --json"))
@json_option
@click.pass_obj
def status(frame: Frame, as_json: bool) -> int:
    """Say how each hook stands."""
    from git_decide.hooks import install as installing
    from git_decide.output.terminal import safe
    from git_decide.output.text import table

    found = installing.status(frame.repository)
    if as_json:
        frame.json(
            folder=found.folder,
            hooks=[
                {"name": hook.name, "path": hook.path, "status": hook.status}
                for hook in found.hooks
            ],
            notices=list(found.notices),
        )
        return 0
    frame.out("\n".join(table([(hook.name, _MEANINGS[hook.status]) for hook in found.hooks])))
    for notice in found.notices:
        frame.note(safe(notice))
    return 0


def say(frame: Frame, done: Outcome, verb: str, nothing: str) -> None:
    """Say what was done to the hooks, or that nothing was."""
    from git_decide.output.terminal import safe

    if done.changed:
        frame.out(f"{verb} {', '.join(done.changed)} in {safe(done.folder)}")
    else:
        frame.note(nothing)
    for hook in done.hooks:
        if hook.status == "chained" and hook.name in done.changed:
            frame.note(f"The {hook.name} hook that was there still runs, before ours.")
    for notice in done.notices:
        frame.note(safe(notice))
