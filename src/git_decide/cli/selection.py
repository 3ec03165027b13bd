"""The options that choose records, and the records that they choose."""

from __future__ import annotations

from functools import cached_property

import click

from git_decide.errors import UserError
from git_decide.records.lifecycle import STATUSES
from git_decide.records.model import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from git_decide.cli.frame import Frame
    from git_decide.git.repository import Repository
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.names.references import Catalogue
    from git_decide.queries.selecting import Wanted
    from git_decide.records.digest import Name
    from git_decide.store import Listed, Stored

_OPTIONS = (
    click.option(
        "--status",
        multiple=True,
        type=click.Choice(STATUSES),
        help="Only this status; repeat for several.",
    ),
    click.option(
        "--kind",
        multiple=True,
        type=click.Choice(KINDS),
        help="Only this kind; repeat for several.",
    ),
    click.option("--module", multiple=True, help="Only records of this fragile module."),
    click.option("--tag", multiple=True, help="Only records with this tag."),
    click.option("--decider", multiple=True, help="Only those that this name or role decided."),
    click.option("--since", metavar="DATE", help="Dated then or later: a day, '1 year ago', v1.2."),
    click.option("--until", metavar="DATE", help="Dated then or earlier."),
)

_MANY = 500  # records that take longer to read than the index to open


def selection_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the filters, in the order that they have in the help."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def wanted_by(
    repo: Repository,
    status: tuple[str, ...] = (),
    kind: tuple[str, ...] = (),
    module: tuple[str, ...] = (),
    tag: tuple[str, ...] = (),
    decider: tuple[str, ...] = (),
    since: str | None = None,
    until: str | None = None,
    overdue: bool = False,
) -> Wanted:
    """Return what the options ask for, each named as it is typed."""
    from git_decide.git.clock import today
    from git_decide.git.dates import day
    from git_decide.queries.selecting import Wanted

    return Wanted(
        *(status, kind, module, tag, decider),
        since=day(repo, since) if since is not None else "",
        until=day(repo, until) if until is not None else "",
        overdue=today(repo) if overdue else "",
    )


class Selection:
    """The records at one place, and those of them that somebody asks for.

    `where` is that place; `gists` is what is remembered of all records there, by log and path.
    """

    def __init__(self, frame: Frame, at: str | None) -> None:
        from git_decide import store
        from git_decide.cli import reading
        from git_decide.cli.progress import Progress
        from git_decide.queries.checks.reading import RecordReader

        self._frame = frame
        self.where = reading.place(frame, at)
        self.rules = reading.rules(frame, self.where)
        store.prove(store.words(frame.repository, self.rules, self.where))
        entries = store.listed(frame.repository, self.rules.records, self.where)
        self._entries = {entry.name: entry for entry in entries}
        self._reader = RecordReader(frame.repository, self.rules, self.where)
        with Progress("Reading the records", "records") as told:
            self.gists: Sequence[Gist] = self._reader.gists(entries, told)

    def chosen(self, paths: Sequence[str] = (), **stated: Any) -> list[Gist]:
        """Return the records that cover one of `paths` and are `wanted` by the options."""
        from git_decide.queries.selecting import fits

        wanted = self.wanted(**stated)
        return [gist for gist in self._covering(paths) if fits(gist, wanted)]

    def wanted(self, **stated: Any) -> Wanted:
        """Return what the options ask for, each named as it is typed."""
        return wanted_by(self._frame.repository, **stated)

    def _covering(self, paths: Sequence[str]) -> Sequence[Gist]:
        if not paths:
            return self.gists
        from git_decide.cli.reading import from_top
        from git_decide.queries.covering import below, covering

        places = [from_top(self._frame, path) for path in paths]
        files = below(self._frame.repository, self.where, places)
        return covering(self._frame.repository, self.rules, self.where, self.gists, files)

    def one(self, written: str) -> Name:
        """Return the record that an id means, or its file as typed; raises as `store.find` does."""
        from git_decide import store
        from git_decide.queries.selecting import former_ids

        names = [gist.name for gist in self.gists]
        path = self._path(written) if "/" in written else ""
        return next((name for name in names if name.path == path), None) or store.one(
            written, names, lambda: former_ids(self.gists)
        )

    def _path(self, typed: str) -> str:
        """Return a path from the top, "" for one that leads out of it."""
        from git_decide.cli.reading import from_top

        try:
            return from_top(self._frame, typed)
        except UserError:
            return ""

    def documents(self, gists: Sequence[Gist]) -> list[dict[str, object]]:
        """Return the canonical documents of some of the records, their links resolved."""
        from git_decide.cli.reading import documents_in

        read = self._read([self._entries[gist.name] for gist in gists])
        return documents_in(
            [each.reading.record for each in read if each.reading.record], self._known
        )

    def meant(self, written: str, name: Name) -> str:
        """Return the id that a link in the record `name` means, as written where it is none."""
        found = self._known.resolve(written, name)
        return found[0].qualified if len(found) == 1 else written

    @cached_property
    def _known(self) -> Catalogue:
        from git_decide.queries.names.references import Called, Catalogue

        return Catalogue([Called(gist.name, gist.title, gist.aliases) for gist in self.gists])

    def _read(self, entries: Sequence[Listed]) -> Sequence[Stored]:
        """Return the records themselves; where it saves time, from the index."""
        if len(entries) < _MANY:
            return self._reader.read(entries)
        from git_decide.queries.index import open_index
        from git_decide.queries.indexing.texts import documents

        index = open_index(self._frame.repository, self.rules)
        known = documents(index, self._frame.repository, entries, self._reader.words)
        return [known[entry] for entry in entries]

    def read(self, gists: Sequence[Gist]) -> Sequence[Stored]:
        """Return some of the records, read."""
        return self._read([self._entries[gist.name] for gist in gists])

    def stored(self, name: Name) -> Stored:
        """Return one of the records, read."""
        return self._reader.read([self._entries[name]])[0]

    def linked(self, path: str, text: str) -> str:
        """Return a text with a link to the record at a path, as it is where it was looked for."""
        from git_decide.listing import WORKTREE

        at = "" if self.where == WORKTREE else self.where
        return self._frame.links().record(path, text, at)

    def warn(self) -> None:
        """Say how many of all records are broken."""
        from git_decide.findings import errors
        from git_decide.output.text import count

        broken = sum(bool(errors(gist.findings)) for gist in self.gists)
        if broken:
            said = count(broken, "record has", "records have")
            self._frame.note(f"{said} errors: git decide check")

    def nothing(self, **stated: Any) -> str:
        """Return what to say where no record is chosen by these options."""
        if not self.gists:
            return "No records yet. Write the first one: git decide new 'TITLE'"
        return self.strange(**stated) or "No record fits. All of them: git decide list"

    def strange(self, **stated: Any) -> str:
        """Return which of the values asked for no record has, and which there are; else ""."""
        from git_decide.output.text import unstated as told
        from git_decide.queries.unstated import unstated

        return "\n".join(map(told, unstated(self.gists, self.wanted(**stated))))
