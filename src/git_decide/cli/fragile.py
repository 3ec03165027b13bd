"""The verbs ``fragile add``, ``fragile remove`` and ``fragile list``."""

from __future__ import annotations

import os
import shlex

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb, Verbs, at_option, json_option
from git_decide.errors import Refused, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.policy.model import Rules
    from git_decide.queries.flagging import Fit
    from git_decide.queries.flags import FlaggedModule

_ATTRIBUTES = ".gitattributes"
_RULES = "decisions.toml"


@click.group(
    cls=Verbs,
    examples=(
        "git decide fragile add payments 'src/payments/**' --why 'All customers pay through it.'",
        "git decide fragile list",
    ),
)
def command() -> None:
    """Say which paths are fragile, and why."""


@command.command(
    cls=Verb,
    examples=(
        "git decide fragile add payments 'src/payments/**' \\\n"
        "    --why 'If we break it, all customers suffer.' --owner @payments",
        "git decide fragile add payments 'lib/bank.py'",
    ),
)
@click.argument("name", metavar="NAME")
@click.argument("patterns", nargs=-1, metavar="[PATTERN]...")
@click.option("--why", metavar="TEXT", help="Why it is fragile; a refused commit is told.")
@click.option("--owner", "owners", multiple=True, help="Who to ask; repeatable.")
@click.pass_obj
def add(
    frame: Frame,
    name: str,
    patterns: tuple[str, ...],
    why: str | None,
    owners: tuple[str, ...],
) -> int:
    """Flag the paths that match a pattern as module NAME.

    Patterns are those of .gitattributes, from the top of the repository:
    'src/payments/**', '*.sql', '/setup.py'. Writes .gitattributes and
    decisions.toml, and stages nothing.
    """
    from git_decide.queries.flags import flagged
    from git_decide.queries.saving import save
    from git_decide.store import WORKTREE, content_at

    _check_name(name)
    fresh = content_at(frame.worktree, WORKTREE, _RULES) is None
    rules = frame.rules()
    before = {module.name: module for module in flagged(frame.worktree, rules, WORKTREE)}
    reason = _reason(name, why, rules, patterns, before)
    fits = _fits(frame, name, patterns, why, owners)
    written = save(frame.top, _contents(frame, name, reason, owners, rules, fits))
    after = {module.name: module for module in flagged(frame.worktree, frame.rules(), WORKTREE)}
    _report(frame, name, after, written)
    _warn(frame, name, fits, before, after)
    if fresh:
        frame.note("No hook asks for decisions yet: git decide init")
    if written:
        frame.note(_commit_line(frame, written, f"Flag {name} as fragile"))
    return 0


@command.command(cls=Verb, examples=("git decide fragile remove payments",))
@click.argument("name", metavar="NAME")
@click.pass_obj
def remove(frame: Frame, name: str) -> int:
    """Take module NAME away: its flags and its table.

    Writes .gitattributes and decisions.toml, and stages nothing. The commit that
    takes the flags away is still judged by them.
    """
    from git_decide.policy.config_edit import remove_module
    from git_decide.queries.flagging import without_flags
    from git_decide.queries.flags import flagged
    from git_decide.queries.saving import save
    from git_decide.store import WORKTREE, content_at

    found = {module.name: module for module in flagged(frame.worktree, frame.rules(), WORKTREE)}
    if name not in found:
        raise Refused(f"there is no fragile module {named(name)}", _known(found))
    contents = without_flags(frame.worktree, found[name])
    if found[name].stated:
        contents[_RULES] = remove_module(content_at(frame.worktree, WORKTREE, _RULES) or b"", name)
    written = save(frame.top, contents)
    frame.out(f"{name}: not fragile any more.")
    frame.note(_commit_line(frame, written, f"Unflag {name}"))
    return 0


@command.command(
    "list",
    cls=Verb,
    examples=("git decide fragile list", "git decide fragile list payments --files"),
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--files", is_flag=True, help="Name every flagged file.")
@at_option
@json_option
@click.pass_obj
def list_(frame: Frame, names: tuple[str, ...], files: bool, at: str | None, as_json: bool) -> int:
    """List the fragile modules, what flags them and why."""
    from git_decide.cli.reading import place
    from git_decide.output import fragile
    from git_decide.queries.flags import flagged

    where = place(frame, at)
    found = {m.name: m for m in flagged(frame.repository, frame.rules(where), where)}
    for name in names:
        if name not in found:
            raise Refused(f"there is no fragile module {named(name)}", _known(found))
    chosen = [module for module in found.values() if not names or module.name in names]
    if as_json:
        frame.json(modules=[fragile.document(module) for module in chosen])
    elif chosen:
        with frame.paged():
            frame.out("\n\n".join(fragile.text(module, files, frame.paint()) for module in chosen))
    else:
        frame.note("Nothing is fragile yet: git decide fragile add NAME 'PATTERN' --why '…'")
    return 0


def _known(found: Mapping[str, FlaggedModule]) -> str:
    return f"There are: {', '.join(found)}" if found else "There are none at all."


def _check_name(name: str) -> None:
    from git_decide.queries.flags import valid_name

    if not valid_name(name):
        raise Usage(
            f"{named(name)} cannot name a module",
            "Use lower-case letters, digits, - and _, and not set, unset or unspecified.",
        )


def _reason(
    name: str,
    why: str | None,
    rules: Rules,
    patterns: Sequence[str],
    before: Mapping[str, FlaggedModule],
) -> str:
    """Return why the module is fragile; raise `Usage` where nothing says it, or says where."""
    reason = " ".join((why or rules.module(name).why).split())
    again = shlex.join(["git", "decide", "fragile", "add", name, *patterns])
    if not reason:
        raise Usage(
            f"why is {name} fragile? Whoever is refused a commit will want to know",
            f"{again} --why 'If it breaks, all customers suffer.'",
        )
    if not patterns and not (name in before and before[name].flags):
        raise Usage(f"which paths are {name}?", f"{again} 'src/{name}/**' --why '…'")
    return reason


def _fits(
    frame: Frame, name: str, patterns: Sequence[str], why: str | None, owners: Sequence[str]
) -> tuple[Fit, ...]:
    """Return how the patterns fit; raise `Refused` where one surely means another."""
    from git_decide.queries.flagging import fits

    prefix = os.path.relpath(os.path.realpath(os.getcwd()), os.path.realpath(frame.top))
    inside = "" if prefix.startswith((".", "..")) else prefix.replace(os.sep, "/") + "/"
    found = fits(frame.worktree, patterns, inside)
    wrong = [fit for fit in found if fit.problem or (not fit.files and fit.better)]
    if wrong:
        better = [fit.better or fit.pattern if fit in wrong else fit.pattern for fit in found]
        words = ["git", "decide", "fragile", "add", name, *better]
        words += ["--why", why] if why else []
        words += [word for owner in owners for word in ("--owner", owner)]
        first = wrong[0]
        why_not = first.problem or "it matches no tracked file"
        raise Refused(
            f"the pattern {named(first.pattern)} would protect nothing: {why_not}",
            shlex.join(words) if all(fit.better for fit in wrong) else _instead(first.pattern),
        )
    return found


def _instead(pattern: str) -> str:
    if pattern.startswith("!"):
        return f"To exempt paths, write a line into .gitattributes: {pattern[1:]} -fragile"
    return "Nothing was written."


def _contents(
    frame: Frame,
    name: str,
    reason: str,
    owners: Sequence[str],
    rules: Rules,
    fits: Sequence[Fit],
) -> dict[str, bytes]:
    from git_decide.policy.config_edit import add_module
    from git_decide.queries.flagging import with_flags
    from git_decide.store import WORKTREE, content_at

    attributes = content_at(frame.worktree, WORKTREE, _ATTRIBUTES) or b""
    config = content_at(frame.worktree, WORKTREE, _RULES) or b""
    patterns = [pattern for fit in fits for pattern in fit.patterns]
    people = tuple(owners) or rules.module(name).owners
    return {
        _ATTRIBUTES: with_flags(attributes, name, patterns),
        _RULES: add_module(config, name, reason, people),
    }


def _report(
    frame: Frame, name: str, after: Mapping[str, FlaggedModule], written: Sequence[str]
) -> None:
    from git_decide.output.text import count

    flagged = count(len(after[name].files), "tracked file is", "tracked files are")
    frame.out(f"{name}: {flagged} flagged as fragile.")
    if not written:
        frame.note("Nothing changed: it said all of that before.")


def _warn(
    frame: Frame,
    name: str,
    fits: Sequence[Fit],
    before: Mapping[str, FlaggedModule],
    after: Mapping[str, FlaggedModule],
) -> None:
    from git_decide.output.terminal import safe
    from git_decide.output.text import count

    for fit in fits:
        if not fit.files:
            frame.note(
                f"warning: {safe(fit.pattern)} matches no tracked file yet. "
                "Look at the spelling, unless the files are still to come."
            )
    for module in before.values():
        lost = set(module.files) - set(after[module.name].files) if module.name in after else ()
        if lost and module.name != name:
            frame.note(
                f"warning: {count(len(lost), 'file')} of module {module.name} "
                f"now {'belongs' if len(lost) == 1 else 'belong'} to {name}."
            )


def _commit_line(frame: Frame, written: Sequence[str], message: str) -> str:
    return f"Next: {frame.git_add(written)} && git commit -m {shlex.quote(message)}"
