"""Reads records for a check in the team's words, without its schema where that is unusable."""

from __future__ import annotations

from git_decide import store
from git_decide.errors import ConfigurationBroken
from git_decide.queries.checks import remembered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gist import Gist
    from git_decide.store import Listed, Stored, Told


class RecordReader:
    """Reads records at one place; `problem` says why the team's own schema cannot be used.

    It is "" as long as it could be. `words` are those that records are read in.
    """

    def __init__(self, repo: Repository, rules: Rules, where: str) -> None:
        self._repo = repo
        self._rules = rules
        self._where = where
        self.problem = ""
        self.words = store.words_of(rules)
        try:
            spoken = store.words(repo, rules, where)
            store.prove(spoken)
            self.words = spoken
        except ConfigurationBroken as error:
            self.problem = error.message

    def gists(self, entries: Sequence[Listed], told: Told | None = None) -> list[Gist]:
        """Return what is to be known of the listed records; `told` hears of those to be read."""
        return remembered.gists(self._repo, self._where, entries, self, told)

    def read(self, entries: Sequence[Listed], told: Told | None = None) -> tuple[Stored, ...]:
        """Return the listed records themselves."""
        try:
            return store.read(self._repo, entries, self.words, told)
        except ConfigurationBroken as error:  # the schema refers to what is not there
            self.problem = error.message
            self.words = store.words_of(self._rules)
            return store.read(self._repo, entries, self.words)
