"""Works out what `check --fix` writes: what has exactly one right answer, and nothing else."""

from __future__ import annotations

import os

from git_decide import store
from git_decide.errors import ConfigurationBroken, Refused, UserError
from git_decide.git import attribute_edit
from git_decide.queries.checks import checking, link_case
from git_decide.queries.checks.gist import gist_of
from git_decide.queries.checks.mending import Fix, draft_of, mend
from git_decide.queries.checks.ties import ties, to_mend
from git_decide.records import editing
from git_decide.records.edit.mending import MENDABLE
from git_decide.records.edit.opened import Link
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.queries.checks.checking import Place
    from git_decide.queries.checks.gathering import Gathered
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.checks.ties import Lacking, Tie
    from git_decide.records.digest import Name
    from git_decide.records.edit.opened import Draft

_ATTRIBUTES = ".gitattributes"
_CODES = {
    "status": "superseded-not-marked",
    "older": "one-sided-supersession",
    "newer": "one-sided-supersession",
}


@value
class Plan:
    """The new text of every file that is mended, and what is mended in them."""

    contents: tuple[tuple[str, bytes], ...] = ()
    fixes: tuple[Fix, ...] = ()


def plan(
    repo: Repository, paths: Sequence[str] = (), known: Callable[[Finding], bool] | None = None
) -> Plan:
    """Return what mends the work tree; writes nothing.

    Only what `check` tells of `paths` is mended, and not what is `known`: ignored
    codes, silenced ones and files behind a symbolic link are left alone, and
    everything where decisions.toml cannot be understood. Nothing is left to
    mend in what comes of it.
    """
    place = checking.look(repo, store.WORKTREE, paths)
    if place.setup.broken:
        return Plan()
    work = _Work(place, known)
    work.records()
    work.links()
    while work.supersessions():
        pass
    work.watch()
    return Plan(tuple(sorted(work.contents.items())), tuple(work.fixes))


class _Work:
    """The records as they are mended, step by step, in memory."""

    def __init__(self, place: Place, known: Callable[[Finding], bool] | None) -> None:
        self.place = place
        self.gathered: Gathered = checking.gather(place)
        told = checking.judged(place, self.gathered).findings
        self.told = {(each.path, each.code) for each in told}
        self.known = {(each.path, each.code) for each in told if known and known(each)}
        self.contents: dict[str, bytes] = {}
        self.fixes: list[Fix] = []
        self._tried: set[tuple[Name, Name, Lacking]] = set()

    def records(self) -> None:
        """Mend what is wrong with single records."""
        for gist in self.gathered.chosen:
            path, may = gist.name.path, self._may(gist)
            wanted = any(each.code in MENDABLE and may(each.code) for each in gist.findings)
            content = self._content(path) if wanted else None
            if content is None:
                continue
            made = mend(content, gist.name, self.place.reader.words, may)
            if made.fixes:
                self._keep(path, made.content, gist_of(made.stored), made.fixes)

    def links(self) -> None:
        """Mend the case of links."""
        for gist in self.gathered.chosen:
            path = gist.name.path
            wanted = (gist.links or gist.mentions) and self._may(gist)("link-case-differs")
            content = self._content(path) if wanted else None
            if content is None:
                continue
            draft = draft_of(content, gist.name, self.place.reader.words)
            made, lines = link_case.recased(draft, gist, self.gathered)
            fixes = [Fix(path, line, "the link has the case of the file") for line in lines]
            if fixes:
                self._keep(path, made.content, self._read(gist.name, made), fixes)

    def supersessions(self) -> bool:
        """Mend one end of each supersession that lacks one; tell whether there was any."""
        edited: set[str] = set()
        for tie, lacking in list(to_mend(self.gathered, ties(self.gathered))):
            name = tie.newer if lacking == "newer" else tie.older
            attempt = (tie.newer, tie.older, lacking)
            if name.path in edited or attempt in self._tried:
                continue
            self._tried.add(attempt)
            (gist,) = self.gathered.gists([name])
            if self._may(gist)(_CODES[lacking]) and self._tied(tie, lacking, name):
                edited.add(name.path)
        return bool(edited)

    def _tied(self, tie: Tie, lacking: Lacking, name: Name) -> bool:
        content = self._content(name.path)
        if content is None:
            return False
        draft = draft_of(content, name, self.place.reader.words)
        try:
            made, what = self._ended(draft, tie, lacking)
        except Refused:
            return False
        gist = self._read(name, made)
        if made == draft or (lacking == "status" and gist.status != "superseded"):
            return False
        self._keep(name.path, made.content, gist, [Fix(name.path, 0, what)])
        return True

    def _ended(self, draft: Draft, tie: Tie, lacking: Lacking) -> tuple[Draft, str]:
        newer, older = self.gathered.gists([tie.newer, tie.older])
        if lacking == "newer":
            there = link_to(older, tie.newer.log)
            what = f"names {there.id}, which it supersedes"
            return editing.add_links(draft, "supersedes", [there]), what
        here = link_to(newer, tie.older.log)
        if lacking == "older":
            what = f"names {here.id}, which supersedes it"
            return editing.add_links(draft, "superseded-by", [here]), what
        made = editing.set_status(draft, "superseded", None if tie.by_older else here)
        return made, f"is superseded by {here.id}, and was {older.status}"

    def watch(self) -> None:
        """Add the lines that let hooks see the records and the rules."""
        key = (_ATTRIBUTES, "unwatched")
        content = self._content(_ATTRIBUTES, b"") if key in self.told - self.known else None
        if content is None:
            return
        folders = [folder for _, folder in self.place.setup.rules.records.folders()]
        try:
            made = attribute_edit.ensure_watch(content, folders)
        except UserError:
            return
        if made != content:
            self.contents[_ATTRIBUTES] = made
            self.fixes.append(Fix(_ATTRIBUTES, 0, "marks what the hooks watch"))

    def _may(self, gist: Gist) -> Callable[[str], bool]:
        """Return what tells whether findings of a code may be mended in a record.

        Also those that come up on the way.
        """
        left = self.place.setup.ignored | {each.code for each in gist.silences if each.reason}
        left |= {code for path, code in self.known if path == gist.name.path}
        return lambda code: code not in left

    def _content(self, path: str, absent: bytes | None = None) -> bytes | None:
        """Return a file's text as mended so far; None for what is not to be written to."""
        if path in self.contents:
            return self.contents[path]
        top = os.path.realpath(self.place.repo.top or "")
        whole = os.path.join(top, path)
        if os.path.realpath(whole) != os.path.normpath(whole):
            return None
        try:
            found = store.content_at(self.place.repo, store.WORKTREE, path)
        except ConfigurationBroken:  # a folder, say
            return None
        return absent if found is None else found

    def _read(self, name: Name, draft: Draft) -> Gist:
        return gist_of(store.examined(draft.content, name, self.place.reader.words))

    def _keep(self, path: str, content: bytes, gist: Gist, fixes: Sequence[Fix]) -> None:
        self.contents[path] = content
        self.fixes += fixes
        self.gathered = self.gathered.replaced([gist])


def link_to(gist: Gist, log: str) -> Link:
    """Return a link to a record, as one that lies in `log` writes it."""
    name = gist.name
    called = name.id if name.log == log else name.qualified
    return Link(called, name.path, gist.title, name.number)
