"""The verb ``init``: sets a repository up."""

from __future__ import annotations

import os

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb
from git_decide.errors import Refused, UserError

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

    Logs that are there already, in whatever format, are found and kept as they
    are. Says what it did. Running it again changes nothing.
    """
    from git_decide.output.terminal import safe
    from git_decide.queries.saving import save

    starter = _starter(frame, directory)
    records = _rules(starter).records
    folders = [each for _, each in records.folders()]
    contents = _contents(frame, records.directory, folders, starter)
    hooks = [] if no_hooks else _install(frame, folders)
    known = {path for path in contents if os.path.lexists(os.path.join(frame.top, path))}
    written = save(frame.top, contents)
    for path in written:
        frame.out(f"{'Changed' if path in known else 'Wrote'} {safe(frame.seen(path))}")
    for line in hooks:
        frame.out(line)
    _say_next(frame, written, bool(hooks))
    return 0


def _starter(frame: Frame, directory: str | None) -> bytes:
    """Return decisions.toml: the one that is there, else a new one that knows the logs.

    Raises `Usage` where the log is told otherwise than configured.
    """
    from git_decide import store
    from git_decide.cli.reading import from_top

    asked = None if directory is None else from_top(frame, directory)
    if asked == ".":
        raise Usage("the log needs a folder of its own", "git decide init --directory decisions")
    there = store.content_at(frame.worktree, store.WORKTREE, _RULES)
    if there is None:
        return _new_starter(frame, asked)
    configured = frame.rules().records.directory
    if asked not in (None, configured):
        raise Usage(
            f"decisions.toml says that the log is in {configured}",
            f"Change [records] directory there, then: git decide init   (not {asked})",
        )
    return there


def _new_starter(frame: Frame, asked: str | None) -> bytes:
    from git_decide.git.authoring import default_branch
    from git_decide.output.discovery import at_top, text
    from git_decide.policy.config_edit import starter
    from git_decide.queries.existing import existing, settings

    found = existing(frame.worktree, asked)
    if found.at_top and not found.logs and asked is None:
        raise Refused(
            at_top(found),
            "Move them: mkdir adr && git mv FILES adr/ && git decide init\n"
            f"Or begin a log beside them: git decide init --directory {_DEFAULT}",
        )
    if found.logs or found.left_out:
        frame.note(text(found))
    directory, logs, template, naming = settings(found, asked or found.hinted or _DEFAULT)
    protect = [default_branch(frame.worktree), "release/*"]
    return starter(protect, directory, logs, template, naming)


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
