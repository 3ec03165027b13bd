"""The verbs ``index status`` and ``index rebuild``."""

from __future__ import annotations

import time

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb, Verbs, json_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.index import Standing

_STATES = {
    "missing": "not there yet: the first question makes it",
    "current": "up to date",
    "behind": "lacks the newest commits or notes: the next question reads them",
    "outdated": "made by another version, or from another history: the next question makes it anew",
    "broken": "no index at all: the next question makes it anew",
    "unreadable": "cannot be read now: questions are answered without it, and take longer",
}


@click.group(cls=Verbs, examples=("git decide index status", "git decide index rebuild"))
def command() -> None:
    """Look at the index of the history, or make it anew.

    The index makes why, log, show and search quick. It is kept under the git directory, follows
    the history by itself and may be deleted at any time: nothing is in it that git
    does not have. No hook and no check needs it.
    """


@command.command(cls=Verb, examples=("git decide index status", "git decide index status --json"))
@json_option
@click.pass_obj
def status(frame: Frame, as_json: bool) -> int:
    """Say where the index is, whether it is up to date, and what it holds."""
    from git_decide.queries.index import standing

    found = standing(frame.repository, frame.rules(frame.here))
    _tell_of_end(frame)
    if as_json:
        frame.json(index=_document(found))
        return 0
    from git_decide.output.terminal import safe

    frame.out(safe(found.path))
    frame.out(_STATES[found.state])
    if found.commits:
        frame.out(_held(found))
    return 0


def _tell_of_end(frame: Frame) -> None:
    """Say where the history ends before its beginning: the index holds no more of it either."""
    from git_decide.git import state

    if state.shallow(frame.repository):
        frame.note(
            "This clone is shallow: what came before its oldest commits is in no index. "
            "All of it: git fetch --unshallow"
        )


def _document(found: Standing) -> dict[str, object]:
    return {
        "path": found.path,
        "state": found.state,
        "size": found.size,
        "commits": found.commits,
        "linked": found.linked,
        "links": found.links,
    }


def _held(found: Standing) -> str:
    from git_decide.output.text import count

    linked = f"{found.linked:,} that link or skip a decision"
    commits = f"{found.commits:,} {'commit' if found.commits == 1 else 'commits'}"
    return f"{commits}, {linked}, {count(found.links, 'link')}; {_size(found)}"


def _size(found: Standing) -> str:
    return f"{found.size / 1_000_000:.1f} MB"


@command.command(cls=Verb, examples=("git decide index rebuild",))
@click.pass_obj
def rebuild(frame: Frame) -> int:
    """Make the index anew, from nothing.

    That is never needed for right answers; it gives back the room of what git has
    forgotten since.
    """
    from git_decide.cli.progress import Progress
    from git_decide.errors import UserError, named
    from git_decide.queries.index import place, rebuilt, standing

    repo, rules = frame.repository, frame.rules(frame.here)
    begun = time.monotonic()
    with Progress("Reading the history", "commits") as told:
        index = rebuilt(repo, rules, told)
    if index.in_memory:
        raise UserError(
            f"the index cannot be written now: {named(place(repo))}",
            "Another process holds it, or the folder is read-only; questions only take longer.",
        )
    frame.out(f"{_held(standing(repo, rules))}; {time.monotonic() - begun:.1f} s")
    _tell_of_end(frame)
    return 0
