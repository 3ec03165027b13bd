"""Answers the shells that ask which words may stand where the cursor is."""

from __future__ import annotations

import os
import sys

import click

from git_decide.cli.group import git_decide
from git_decide.cli.suggesting import Suggester, Suggestion
from git_decide.output.terminal import safe
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FILES, FOLDERS = ":files", ":folders"  # lines that leave it to the shell to name some
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+=,")


@value
class Place:
    """Where on a line the cursor is.

    Behind the verb `name`, which is `command`; at the value of `option` if that is not
    None, else behind so many `given` arguments. `only` says that no option comes any more.
    """

    command: click.Command
    name: str = ""
    option: click.Option | None = None
    given: int = 0
    only: bool = False


def answer(words: Sequence[str], environ: Mapping[str, str]) -> None:
    """Print what may stand for the last of `words`, one a line: the word, a tab, what it means.

    The first of them is the shell: bash, zsh or fish. The others are those behind the
    name of the command, up to the cursor. Whatever goes wrong, nothing is said in the
    middle of somebody's line.
    """
    try:
        lines = list(_lines(words[0], words[1:], environ))
    except Exception:
        if environ.get("GIT_DECIDE_DEBUG"):
            raise
        return
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _lines(shell: str, words: Sequence[str], environ: Mapping[str, str]) -> Iterator[str]:
    *before, raw = words or [""]
    quote = raw[:1] if shell == "bash" and raw[:1] in "'\"" else ""
    typed = _bare(raw) if shell == "bash" else raw
    for one in _chosen(shell, typed, suggestions(before, typed, environ)):
        if one.word in (FILES, FOLDERS):
            yield one.word
        elif safe(one.word) == one.word and (not quote or _PLAIN.issuperset(one.word)):
            yield f"{one.word}\t{safe(' '.join(one.meaning.split()))}".rstrip("\t")


def _bare(raw: str) -> str:
    """Return a word as it stands on a line of bash, without its quotes as far as they go."""
    if raw[:1] in ("'", '"'):
        return raw[1:]
    return raw.replace("\\", "")


def _chosen(shell: str, typed: str, found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return those that fit what was typed: that begin with it, else those that it is found in.

    bash puts what all of them begin with in the place of what was typed, so there only
    one may begin in another way, or several with one number.
    """
    every = list(found)
    left = [one for one in every if one.word in (FILES, FOLDERS)]
    named = [one for one in every if one.word not in (FILES, FOLDERS)]
    fitting = [one for one in named if one.word.startswith(typed)]
    if not fitting and typed and not typed.startswith("-"):
        fitting = [one for one in named if one.goes_by(typed)]
        exact = [one for one in fitting if one.number and one.number == typed.lstrip("0")]
        fitting = exact or fitting  # 42 means the record of that number, whatever 420 is
        if shell == "bash" and len(fitting) > 1 and not _alike(fitting, typed):
            fitting = []
    return [*left, *fitting]


def _alike(found: Sequence[Suggestion], typed: str) -> bool:
    """Return whether all begin with the number that was typed, zeros in front of it or not."""
    digits = {one.word[: len(one.word) - len(one.word.lstrip("0")) + len(typed)] for one in found}
    return len(digits) == 1 and digits.pop().lstrip("0") == typed.lstrip("0")


def suggestions(
    before: Sequence[str], typed: str, environ: Mapping[str, str]
) -> Iterator[Suggestion]:
    """Yield what may stand behind the words `before` for the word that begins with `typed`."""
    place = _place(before)
    suggest = Suggester(environ, place.name)
    command, option = place.command, place.option
    if option is not None:
        yield from suggest.value(option, typed)
    elif typed.startswith("--") and "=" in typed and not place.only:
        name, _, rest = typed.partition("=")
        known = _option(command, name)
        for one in suggest.value(known, rest) if known else ():
            yield Suggestion(f"{name}={one.word}", one.meaning, one.number, one.text)
    elif typed.startswith("-") and not place.only:
        yield from _options(command, before)
    elif isinstance(command, click.Group):
        yield from _verbs(command)
    elif argument := _argument(command, place.given):
        yield from suggest.value(argument, typed)


def _place(words: Sequence[str]) -> Place:
    """Return where the words lead to; raises `LookupError` where there is no such command."""
    place = Place(git_decide)
    for word in words:
        place = _after(place, word)
    return place


def _after(place: Place, word: str) -> Place:
    command, name, given = place.command, place.name, place.given
    if place.option is not None:
        _enter(place.option, word)
        return Place(command, name, None, given)
    if word == "--" and not place.only:
        return Place(command, name, None, given, only=True)
    if word.startswith("-") and len(word) > 1 and not place.only:
        flag, equals, rest = word.partition("=")
        found = _option(command, flag)
        if found is None or found.is_flag or found.count:
            return place
        _enter(found, rest)
        return Place(command, name, None if equals else found, given)
    if isinstance(command, click.Group):
        below = command.get_command(click.Context(command), word)
        if below is None:
            raise LookupError(word)
        return Place(below, f"{name} {word}".strip())
    return Place(command, name, None, given + 1, place.only)


def _enter(option: click.Option, folder: str) -> None:
    """Go where the command is going to run."""
    if option.name == "folders" and folder:
        os.chdir(os.path.expanduser(folder))


def _option(command: click.Command, name: str) -> click.Option | None:
    for each in command.params:
        if isinstance(each, click.Option) and name in (*each.opts, *each.secondary_opts):
            return each
    return None


def _options(command: click.Command, before: Sequence[str]) -> Iterator[Suggestion]:
    """Yield the options that may still be given."""
    for each in command.params:
        if isinstance(each, click.Option) and not (each.hidden or _used(each, before)):
            for name in (*each.opts, *each.secondary_opts):
                if name.startswith("--") or len(each.opts) == 1:
                    yield Suggestion(name, each.help or "")
    yield Suggestion("--help", "Show this message and exit.")


def _used(option: click.Option, before: Sequence[str]) -> bool:
    names = {*option.opts, *option.secondary_opts}
    return not option.multiple and not names.isdisjoint(word.partition("=")[0] for word in before)


def _verbs(command: click.Group) -> Iterator[Suggestion]:
    from git_decide.cli.group import VERBS

    if command is git_decide:
        yield from (Suggestion(name, summary) for name, summary in VERBS.items())
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        yield Suggestion(name, below.get_short_help_str(80) if below else "")


def _argument(command: click.Command, given: int) -> click.Argument | None:
    """Return the argument that comes behind so many others, None where there is none."""
    for each in command.params:
        if isinstance(each, click.Argument):
            if each.nargs < 0 or given < each.nargs:
                return each
            given -= each.nargs
    return None
