"""The verb ``init``: sets a repository up."""

from __future__ import annotations

import os

import click

from git_decide.cli.frame import Frame, Usage, Verb
from git_decide.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.policy.model import Rules

_RULES = "decisions.toml"
_ATTRIBUTES = ".gitattributes"
_DEFAULT = "docs/decisions"


@click.command(
    cls=Verb,
    examples=("git decide init", "git decide init --directory doc/adr --no-hooks"),
)
@click.option("--directory", metavar="DIR", help="Where the log is (docs/decisions).")
@click.option("--no-hooks", is_flag=True, help="Leave the git hooks alone.")
@click.pass_obj
def command(frame: Frame, directory: str | None, no_hooks: bool) -> int:
    """Set a repository up: a log, decisions.toml, hooks.

    Says what it did. Running it again changes nothing.
    """
    from git_decide.output.terminal import safe
    from git_decide.queries.saving import save

    folder = _folder(frame, directory)
    starter = _starter(frame, folder)
    rules = _rules(starter)
    folders = [each for _, each in rules.records.folders()]
    contents = _contents(frame, folder, folders, starter)
    hooks = [] if no_hooks else _install(frame, folders)
    known = {path for path in contents if os.path.lexists(os.path.join(frame.top, path))}
    written = save(frame.top, contents)
    for path in written:
        frame.out(f"{'Changed' if path in known else 'Wrote'} {safe(frame.seen(path))}")
    for line in hooks:
        frame.out(line)
    _say_next(frame, written, bool(hooks))
    return 0


def _folder(frame: Frame, directory: str | None) -> str:
    """Return the folder of the log: as told, as configured, as found, else the usual one.

    Raises `Usage` where it is told otherwise than configured.
    """
    from git_decide import store
    from git_decide.cli.reading import from_top
    from git_decide.queries.existing import existing

    asked = None if directory is None else from_top(frame, directory)
    if asked == ".":
        raise Usage("the log needs a folder of its own", "git decide init --directory decisions")
    if store.content_at(frame.worktree, store.WORKTREE, _RULES) is not None:
        configured = frame.rules().records.directory
        if asked not in (None, configured):
            raise Usage(
                f"decisions.toml says that the log is in {configured}",
                f"Change [records] directory there, then: git decide init   (not {asked})",
            )
        return configured
    found = None if asked else existing(frame.worktree)
    if found and found.readable:
        frame.note(f"Found a log of {found.records} in {found.folder}.")
        return found.folder
    if found and found.folder != _DEFAULT:
        frame.note(
            f"There are {found.records} records in {found.folder}, in a format that is not read "
            f"yet. They stay as they are; new ones go to {_DEFAULT}."
        )
    return asked or _DEFAULT


def _starter(frame: Frame, folder: str) -> bytes:
    """Return decisions.toml: the one that is there, else a new one."""
    from git_decide import store
    from git_decide.git.authoring import default_branch
    from git_decide.policy.config_edit import starter

    there = store.content_at(frame.worktree, store.WORKTREE, _RULES)
    if there is not None:
        return there
    return starter([default_branch(frame.worktree), "release/*"], folder)


def _rules(content: bytes) -> Rules:
    from git_decide.policy import config

    return config.rules(config.parse(content))


def _contents(
    frame: Frame, folder: str, folders: Sequence[str], starter: bytes
) -> Mapping[str, bytes]:
    from git_decide import store
    from git_decide.git.attribute_edit import ensure_watch
    from git_decide.output.welcome import page

    attributes = store.content_at(frame.worktree, store.WORKTREE, _ATTRIBUTES) or b""
    contents = {_RULES: starter, _ATTRIBUTES: ensure_watch(attributes, folders)}
    if not os.path.lexists(os.path.join(frame.top, folder)):
        contents[f"{folder}/README.md"] = page()
    return contents


def _install(frame: Frame, folders: Sequence[str]) -> list[str]:
    """Install the hooks and return what to say of it, nothing where they were there."""
    from git_decide.hooks.install import install
    from git_decide.output.terminal import safe

    try:
        done = install(frame.worktree, folders)
    except UserError as error:
        hint = f"{error.hint}\nEverything but the hooks: git decide init --no-hooks"
        raise UserError(error.message, hint) from None
    for notice in done.notices:
        frame.note(safe(notice))
    if not done.changed:
        return []
    kept = [h.name for h in done.hooks if h.status == "chained" and h.name in done.changed]
    beside = f" (beside yours, which still run: {', '.join(kept)})" if kept else ""
    return [f"Installed the hooks {', '.join(done.changed)}{beside}"]


def _say_next(frame: Frame, written: Sequence[str], hooks: bool) -> None:
    if written:
        frame.note(f"Next: {frame.git_add(written)} && git commit -m 'Keep our decisions in git'")
        frame.note("Then: git decide fragile add NAME 'PATTERN' --why '…'")
    elif not hooks:
        frame.note("Nothing to do: this repository is set up.")
