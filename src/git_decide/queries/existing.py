"""Finds the decision logs that a repository has already, before anybody configured one."""

from __future__ import annotations

import os
from collections import Counter

from git_decide import store
from git_decide.git import worktree
from git_decide.git.checkout import FILE
from git_decide.policy import config
from git_decide.queries.log_folders import folders, is_foreign, joined, log_names
from git_decide.queries.log_hints import FILES, hints
from git_decide.records.digest import SUFFIXES, is_dated
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import RecordsPolicy
    from git_decide.queries.log_folders import Folder
    from git_decide.records.digest import Name
    from git_decide.records.model import Record

_SAMPLE = 6  # records of a folder that are read to learn what it holds
_FOLDERS = 200  # that are looked into; the likeliest come first


@value
class Log:
    """A log that was found: its name ("" for the main one), its folder, its records by age.

    `formats` counts them by format, the most frequent one first; `untitled` is
    how many have no title.
    """

    name: str
    folder: str
    records: tuple[Name, ...]
    formats: tuple[tuple[str, int], ...]
    untitled: int = 0

    @property
    def format(self) -> str:
        """The format that most of its records have."""
        return self.formats[0][0] if self.formats else "decision-log"

    @property
    def dated(self) -> bool:
        """Whether most of its records are named by a day."""
        return 2 * sum(is_dated(name.id) for name in self.records) > len(self.records)


@value
class Discovery:
    """What was found: the logs, the largest first, and folders of records that are test data.

    `hinted` is the folder that another tool's configuration names for its log, ""
    for none, be there records in it or not. `at_top` counts the records that have no
    folder, and so no log.
    """

    logs: tuple[Log, ...]
    left_out: tuple[tuple[str, int], ...]
    hinted: str = ""
    at_top: int = 0


def existing(repo: Repository, wanted: str | None = None) -> Discovery:
    """Return the logs in the work tree. One process, however many files there are.

    Only files whose name or folder is that of a record are opened, at first a few of
    each folder. `wanted` is the folder that is to be the main log.
    """
    asked = worktree.documents(repo, (*SUFFIXES, *FILES))
    told = [path for path in asked if path.rpartition("/")[2] in FILES and not is_foreign(path)]
    hinted = hints(repo, told)
    if wanted:
        hinted = {wanted: "", **hinted}
    paths = (path for path in asked if path.endswith(SUFFIXES) or path.lower().endswith(SUFFIXES))
    candidates = folders(paths, hinted)[:_FOLDERS]
    real = [each for each in candidates if _reads_as_log(repo, each)]
    left_out = joined(each for each in real if each.foreign)
    homes = [each for each in real if each.path and not each.foreign]
    logs = _logs(repo, joined(homes), hinted, wanted)
    counted = tuple((folder, len(names)) for folder, names in left_out.items())
    at_top = sum(len(each.names) for each in real if not each.path)
    return Discovery(logs, counted, next(iter(hinted), ""), at_top)


def _reads_as_log(repo: Repository, folder: Folder) -> bool:
    """Tell whether what lies in a folder reads as records, going by a few of them."""
    known = folder.hinted or folder.usual
    sample = [record for record in _sample(repo, folder) if _is_record(record, known)]
    return bool(sample) and (known or 2 * len(sample) >= min(_SAMPLE, len(folder.names)))


def _sample(repo: Repository, folder: Folder) -> list[Record]:
    names = sorted(folder.names, key=lambda name: name.path)
    chosen = [names[at * len(names) // _SAMPLE] for at in range(min(_SAMPLE, len(names)))]
    if len(names) <= _SAMPLE:
        chosen = names
    entries = [
        store.Listed(name, "", FILE)
        for name in chosen
        if os.path.isfile(whole := os.path.join(repo.top or "", name.path))
        and not os.path.islink(whole)
    ]
    read = store.read(repo, entries, store.words_of(config.DEFAULTS))
    return [stored.reading.record for stored in read if stored.reading.record]


def _is_record(record: Record, known: bool) -> bool:
    """Tell whether a text reads as a record: where its folder is `known`, one sign will do."""
    parts = (record.context, record.decision, record.alternatives, record.trade_offs)
    signs = sum(map(bool, parts)) + bool(record.status or record.status_text)
    return signs > 0 if known else signs > 1


def _logs(
    repo: Repository,
    found: dict[str, tuple[Name, ...]],
    hinted: dict[str, str],
    wanted: str | None,
) -> tuple[Log, ...]:
    """Return the logs with all their records, read as every other command will read them."""
    if not found:
        return ()
    main, *others = sorted(found, key=lambda folder: (-len(found[folder]), folder))
    if wanted:
        main, others = wanted, sorted(set(found) - {wanted})
    logs = log_names(sorted(others), hinted)
    records = replace(config.DEFAULTS.records, directory=main, logs=logs)
    stored = store.log(repo, replace(config.DEFAULTS, records=records), store.WORKTREE)
    return tuple(_log(records, name, stored) for name in ("", *(name for name, _ in logs)))


def _log(records: RecordsPolicy, name: str, stored: Sequence[store.Stored]) -> Log:
    own = [each for each in stored if each.name.log == name]
    read = [each.reading.record for each in own if each.reading.record]
    formats = Counter(record.format for record in read).most_common()
    folder = dict(records.folders())[name]
    untitled = sum(not record.title for record in read)
    return Log(name, folder, by_age(each.name for each in own), tuple(formats), untitled)


def settings(found: Discovery, otherwise: str) -> tuple[str, tuple[tuple[str, str], ...], str, str]:
    """Return what `[records]` should say: directory, further logs, template, naming.

    `otherwise` is the directory where no log was found.
    """
    if not found.logs:
        return otherwise, (), "decision-log", "sequence"
    main, *others = found.logs
    template = main.format if main.format in ("madr", "nygard") else "decision-log"
    logs = tuple((log.name, log.folder) for log in others)
    return main.folder, logs, template, "date" if main.dated else "sequence"


def by_age(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return names as their numbers or dates have them, those without either last."""
    return tuple(
        sorted(
            names,
            key=lambda name: (
                name.number is None,
                name.number or 0,
                not is_dated(name.id),
                name.letter,
                name.id,
            ),
        )
    )
