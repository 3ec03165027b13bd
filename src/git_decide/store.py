"""The records of a work tree, of the index or of a revision."""

from __future__ import annotations

from git_decide import memo
from git_decide.errors import ConfigurationBroken, Refused, UserError, named, some
from git_decide.git import checkout
from git_decide.git.checkout import NO_FILE, SYMLINK
from git_decide.git.objects import read_blobs
from git_decide.listing import INDEX, WORKTREE, Listed, listed
from git_decide.policy import config
from git_decide.records.digest import Digest
from git_decide.records.ids import resolve
from git_decide.records.limits import LARGEST
from git_decide.values import value

__all__ = ["INDEX", "WORKTREE", "Listed", "listed"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.policy.model import RecordsPolicy, Roles, Rules
    from git_decide.records.digest import Name
    from git_decide.records.model import Reading

    Told = Callable[[int, int], None]  # so many records are read, of so many


@value
class Stored:
    """A record with all that was read of it and every finding about it."""

    name: Name
    blob: str
    reading: Reading
    findings: tuple[Finding, ...]


@value
class Words:
    """What a verdict on a record depends on beside its text: the team's words, its schema.

    `headings`, `statuses` and `strict` are those of `[records]`.
    """

    roles: Roles
    headings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    own_schema: str = ""
    statuses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    strict: bool = False

    def key(self) -> tuple[object, ...]:
        """Return the same as plain tuples, for the memo."""
        titles = (self.roles.product, self.roles.engineering)
        return (*titles, self.headings, self.own_schema, self.statuses, self.strict)


def words_of(rules: Rules, own_schema: str = "") -> Words:
    """Return what verdicts on records depend on, given the text of the team's own schema."""
    records = rules.records
    return Words(rules.roles, records.headings, own_schema, records.statuses, records.strict)


def rules_at(repo: Repository, where: str) -> Rules:
    """Return the rules in force at `where` (work tree, index or a revision).

    Raises `ConfigurationBroken` where `decisions.toml` cannot be read.
    """
    content = content_at(repo, where, "decisions.toml")
    return config.DEFAULTS if content is None else config.rules(config.parse(content))


def content_at(repo: Repository, where: str, path: str) -> bytes | None:
    """Return the content of one file, or None where it does not exist.

    Raises `ConfigurationBroken` for what is no file of the work tree.
    """
    if where == WORKTREE:
        return checkout.content(repo, path)
    blob = read_blobs(repo, [_spec(where, path)])[0]
    return blob.content if blob else None


def is_there(repo: Repository, where: str, path: str) -> bool:
    """Return whether there is anything at `path`, be it a file or not."""
    try:
        return content_at(repo, where, path) is not None
    except ConfigurationBroken:
        return True


def _spec(where: str, path: str) -> str:
    return f":{path}" if where == INDEX else f"{where}:{path}"


def names(repo: Repository, records: RecordsPolicy, where: str) -> tuple[Name, ...]:
    """Return the names of all records at `where`."""
    return tuple(entry.name for entry in listed(repo, records, where))


def words(repo: Repository, rules: Rules, where: str) -> Words:
    """Return what verdicts on records depend on, with the team's own schema at `where`."""
    own = b""
    if rules.records.schema:
        found = content_at(repo, where, rules.records.schema)
        if found is None:
            message = f"the schema {rules.records.schema} of decisions.toml does not exist"
            raise ConfigurationBroken(message, "Add the file, or take [records] schema out.")
        own = found
    return words_of(rules, own.decode("utf-8", "replace"))


def prove(spoken: Words) -> None:
    """Raise `ConfigurationBroken` where the team's own schema is no JSON Schema."""
    own = _own(spoken)
    if own is not None:
        from git_decide.records import schema

        schema.prove(own)


def log(repo: Repository, rules: Rules, where: str) -> tuple[Stored, ...]:
    """Return every record at `where`, read and checked against the schema."""
    return read(repo, listed(repo, rules.records, where), words(repo, rules, where))


def read(
    repo: Repository, entries: Sequence[Listed], spoken: Words, told: Told | None = None
) -> tuple[Stored, ...]:
    """Return the listed records, read, with findings where they cannot be; `told` how many are."""
    own = _own(spoken)
    found: list[Stored] = []
    for entry, content in zip(entries, _contents(repo, entries), strict=True):
        if told:
            told(len(found), len(entries))
        found.append(_examined(content, entry, spoken, own))
    return tuple(found)


def examined(content: bytes, name: Name, spoken: Words) -> Stored:
    """Return what a file of this name and content would be: nothing is read from anywhere."""
    return _examined(content, Listed(name, "", "100644"), spoken, _own(spoken))


def _examined(content: bytes | None, entry: Listed, spoken: Words, own: object | None) -> Stored:
    from git_decide.records import checks

    reading, findings = checks.examine(
        content,
        entry.name,
        symlink=entry.mode == SYMLINK,
        file=entry.mode != NO_FILE,
        headings=spoken.headings,
        statuses=spoken.statuses,
        strict=spoken.strict,
        product=spoken.roles.product,
        engineering=spoken.roles.engineering,
        own=own,
    )
    return Stored(entry.name, entry.blob, reading, findings)


def _own(spoken: Words) -> object | None:
    if not spoken.own_schema:
        return None
    import json

    try:
        loaded: object = json.loads(spoken.own_schema)
    except ValueError as error:
        message = f"the schema of [records] schema is no JSON: {error}"
        raise ConfigurationBroken(message, "Mend the file, or take [records] schema out.") from None
    return loaded


def _contents(repo: Repository, entries: Sequence[Listed]) -> Sequence[bytes | None]:
    """Return the texts, cut one byte after the size limit; a link's text is not followed.

    None stands for a file that nobody lets us read.
    """
    if entries and not entries[0].blob:
        return [_file(repo, entry) for entry in entries]
    blobs = read_blobs(repo, [entry.blob for entry in entries], limit=LARGEST)
    return [
        _TOO_LARGE if blob and blob.too_large else blob.content if blob else b"" for blob in blobs
    ]


_TOO_LARGE = b" " * (LARGEST + 1)  # stands for any text that is over the limit


def _file(repo: Repository, entry: Listed) -> bytes | None:
    if entry.mode in (SYMLINK, NO_FILE):
        return b""
    try:
        return checkout.content(repo, entry.name.path, LARGEST + 1) or b""
    except PermissionError:
        return None


def digests(repo: Repository, entries: Sequence[Listed], spoken: Words) -> dict[str, Digest]:
    """Return what rules look at in each listed record, by path; see `digests_of`."""
    return {e.name.path: digest for e, digest in digests_of(repo, entries, spoken).items()}


def digests_of(repo: Repository, entries: Sequence[Listed], spoken: Words) -> dict[Listed, Digest]:
    """Return what rules look at in each listed record, of which there may be several versions.

    Remembered by blob id, so that a record is parsed and validated once; only
    for records of the index or a revision.
    """
    found: dict[Listed, Digest] = {}
    unknown = []
    for entry in entries:
        known = memo.recall(repo.common_dir, "records", entry.blob, _key(entry, spoken))
        if known:
            found[entry] = Digest(*known)
        else:
            unknown.append(entry)
    if unknown:
        found.update(_digest_anew(repo, unknown, spoken))
    return found


def _digest_anew(
    repo: Repository, entries: Sequence[Listed], spoken: Words
) -> Mapping[Listed, Digest]:
    from git_decide.records import checks

    found = {}
    for entry, stored in zip(entries, read(repo, entries, spoken), strict=True):
        digest = checks.digest(stored.reading, stored.findings)
        found[entry] = digest
        fields = tuple(digest.__dict__.values())
        memo.keep(repo.common_dir, "records", entry.blob, _key(entry, spoken), fields)
    return found


def _key(entry: Listed, spoken: Words) -> tuple[object, ...]:
    return (entry.mode, entry.name.path, *spoken.key())


def aliases(entries: Sequence[Listed], read_all: Mapping[str, Digest]) -> dict[str, list[Name]]:
    """Return which records bear each former id."""
    found: dict[str, list[Name]] = {}
    for entry in entries:
        for alias in read_all[entry.name.path].aliases:
            found.setdefault(alias, []).append(entry.name)
    return found


def former_ids(records: Sequence[Stored]) -> dict[str, list[Name]]:
    """Return which of the records bear each former id."""
    found: dict[str, list[Name]] = {}
    for stored in records:
        for alias in stored.reading.record.aliases if stored.reading.record else ():
            found.setdefault(alias, []).append(stored.name)
    return found


def find(repo: Repository, rules: Rules, where: str, written: str) -> Stored:
    """Return the one record that `written` means at `where`.

    Raises `Refused` where there is none and `UserError` where there are several.
    """
    entries = listed(repo, rules.records, where)
    spoken = words(repo, rules, where)

    def former() -> Mapping[str, Sequence[Name]]:
        return former_ids(read(repo, entries, spoken))

    name = _one(written, resolve(written, [entry.name for entry in entries], former))
    entry = next(entry for entry in entries if entry.name == name)
    return read(repo, [entry], spoken)[0]


def chosen(records: Sequence[Stored], written: str) -> Stored:
    """Return the one of `records` that `written` means; raises as `find` does."""
    names = [stored.name for stored in records]
    name = one(written, names, lambda: former_ids(records))
    return next(stored for stored in records if stored.name == name)


def one(
    written: str, names: Sequence[Name], former: Callable[[], Mapping[str, Sequence[Name]]]
) -> Name:
    """Return the one of `names` that `written` means; raises as `find` does."""
    return _one(written, resolve(written, names, former))


def _one(written: str, found: Sequence[Name]) -> Name:
    if not found:
        raise Refused(f"no record is called {named(written)}", "git decide list   shows them all")
    if len(found) > 1:
        candidates = some([name.qualified for name in found])
        raise UserError(f"{named(written)} may mean {candidates}", "Write more of the id.")
    return found[0]
