"""Suggests values for options and arguments: ids, modules, statuses, revisions, people."""

from __future__ import annotations

import os

import click

from git_decide.errors import UserError
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.glances import Glance

    Source = Callable[[str], Iterable["Suggestion"]]


@value
class Suggestion:
    """A word that may be meant, what it means, and what else it goes by.

    That is a number, and a text in which words are looked for.
    """

    word: str
    meaning: str = ""
    number: str = ""
    text: str = ""

    def goes_by(self, typed: str) -> bool:
        """Return whether its number begins with what was typed, or words of it are found."""
        if typed.isdigit():
            return bool(self.number) and self.number.startswith(typed.lstrip("0"))
        folded = typed.casefold()
        return len(typed) > 1 and (folded in self.word.casefold() or folded in self.text.casefold())


# What an argument or the value of an option is called in the help, and what may stand there.
_KINDS = {
    "ID": "ids",
    "NEW": "ids",
    "OLD=NEW": "pairs",
    "REV": "revisions",
    "RANGE": "ranges",
    "A..B": "ranges",
    "COMMIT": "commits",
    "MODULE": "modules",
    "TARGET": "targets",
    "PATH": "files",
    "PATHS": "files",
    "PATTERN": "files",
    "FILE": "files",
    "DIR": "folders",
    "CODE": "codes",
    "NAME (ROLE)": "people",
}
# The same by the name of the parameter, where the help calls it by a word for many things.
_NAMED = {
    "module": "modules",
    "modules": "modules",
    "field_modules": "modules",
    "tag": "tags",
    "field_tags": "tags",
    "decider": "people",
    "log": "logs",
    "target": "targets",
    "remote": "remotes",
    "field_aliases": "",
}
_DECIDED = ("accepted",)
# The statuses in which a verb takes a record; of the other verbs, those from which it moves one.
_STATUSES = {"link": _DECIDED, "outcome": _DECIDED, "relink": _DECIDED}


class Suggester:
    """Suggests values for a verb, in the repository around the current folder."""

    def __init__(self, environ: Mapping[str, str], verb: str) -> None:
        self._environ = environ
        self._verb = verb
        self._known: Rules | None = None
        self._opened: Repository | None = None

    def value(self, asked: click.Parameter, typed: str) -> Iterable[Suggestion]:
        """Return what may stand for a parameter of the verb."""
        if isinstance(asked.type, click.Choice):
            return [Suggestion(str(each)) for each in asked.type.choices]
        kind = self._kind(asked)
        if kind == "ids":
            return self._ids(typed, _fitting(self._verb, asked))
        source: Source | None = getattr(self, f"_{kind}", None) if kind else None
        return source(typed) if source else ()

    def _kind(self, asked: click.Parameter) -> str:
        name = asked.name or ""
        if name in _NAMED:
            return _NAMED[name]
        if name in ("name", "names") and self._verb.startswith("fragile "):
            return "modules"
        metavar = getattr(asked, "metavar", None) or ""
        return _KINDS.get(metavar.strip("[]'. "), "")

    @property
    def _repo(self) -> Repository:
        from git_decide.git.repository import open_repository

        if self._opened is None:
            self._opened = open_repository(os.getcwd(), self._environ)
        return self._opened

    @property
    def _rules(self) -> Rules:
        from git_decide.policy import config
        from git_decide.store import rules_at

        if self._known is None:
            try:
                where = "worktree" if self._repo.top is not None else "HEAD"
                self._known = rules_at(self._repo, where)
            except UserError:  # a broken decisions.toml: records are where they usually are
                self._known = config.DEFAULTS
        return self._known

    def _glances(self, typed: str = "") -> tuple[Glance, ...]:
        from git_decide.queries.glances import glances

        return glances(self._repo, self._rules, typed)

    def _ids(self, typed: str, statuses: tuple[str, ...] = ()) -> Iterator[Suggestion]:
        for each in self._glances(typed):
            if not statuses or each.status in ("", *statuses):
                told = f"{each.title} ({each.status})" if each.status else each.title
                number = "" if each.name.number is None else str(each.name.number)
                yield Suggestion(each.name.qualified, told.strip(), number, each.title)

    def _modules(self, _: str) -> Iterator[Suggestion]:
        from git_decide.git.suggested import flagged

        rules = self._rules
        for name, module in rules.modules.items():
            yield Suggestion(name, module.why)
        for name in flagged(self._repo):
            if name not in rules.modules:
                yield Suggestion(name)

    def _tags(self, _: str) -> list[Suggestion]:
        return _often(tag for each in self._glances() for tag in each.tags)

    def _people(self, _: str) -> list[Suggestion]:
        return _often(person for each in self._glances() for person in each.deciders)

    def _logs(self, _: str) -> list[Suggestion]:
        return [Suggestion(name, f) for name, f in self._rules.records.folders() if name]

    def _remotes(self, _: str) -> list[Suggestion]:
        from git_decide.git.suggested import remotes

        return [Suggestion(name) for name in remotes(self._repo)]

    def _revisions(self, _: str) -> Iterator[Suggestion]:
        from git_decide.git.suggested import revisions

        yield Suggestion("HEAD")
        for name, kind in revisions(self._repo):
            yield Suggestion(name, kind)

    def _ranges(self, typed: str) -> Iterator[Suggestion]:
        base, dots, tip = typed.partition("..")
        dots += tip[:1] if tip.startswith(".") else ""
        for one in self._revisions(""):
            if dots:
                yield Suggestion(f"{base}{dots}{one.word}", one.meaning)
            else:
                yield Suggestion(f"{one.word}..", one.meaning)

    def _commits(self, _: str) -> Iterator[Suggestion]:
        from git_decide.git.suggested import commits

        for short, subject in commits(self._repo):
            yield Suggestion(short, subject, text=subject)
        yield from self._revisions("")

    def _pairs(self, typed: str) -> Iterator[Suggestion]:
        old, equals, new = typed.partition("=")
        for one in self._ids(new if equals else old, () if not equals else _DECIDED):
            word = f"{old}={one.word}" if equals else f"{one.word}="
            yield Suggestion(word, one.meaning, one.number, one.text)

    def _targets(self, typed: str) -> Iterator[Suggestion]:
        yield Suggestion(":files")
        yield from self._modules(typed)
        if self._verb == "log":
            yield from self._ids(typed)

    def _files(self, _: str) -> list[Suggestion]:
        return [Suggestion(":files")]

    def _folders(self, _: str) -> list[Suggestion]:
        return [Suggestion(":folders")]

    def _codes(self, _: str) -> list[Suggestion]:
        from git_decide.codes import CODES

        return [Suggestion(code, known.reason) for code, known in sorted(CODES.items())]


def _fitting(verb: str, asked: click.Parameter) -> tuple[str, ...]:
    """Return the statuses in which a record can be meant, () for any."""
    from git_decide.records.lifecycle import sources

    if asked.name == "field_supersedes":
        return sources("supersede")
    if not isinstance(asked, click.Argument):
        return ()
    return _STATUSES.get(verb) or sources(verb)


def _often(words: Iterable[str]) -> list[Suggestion]:
    """Return each of the words once, those that come up most often first."""
    counted: dict[str, int] = {}
    for word in words:
        counted[word] = counted.get(word, 0) + 1
    return [Suggestion(word) for word in sorted(counted, key=lambda word: -counted[word])]
