"""Who plays the month of March between Ada, who is PM, and Linus, who is tech lead."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from tests.acceptance.documents import answer
from tests.guarded import Guarded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.guarded import Said

FOLDER = "docs/decisions"
CHARGE, BANK = "src/payments/charge.py", "src/payments/bank.py"
INVOICE = "src/payments/invoice.py"
_HOURS = {"Ada": 9, "Linus": 14}


class Team(Guarded):
    """Ada and Linus at one keyboard, on a day and under the name that the story says."""

    def on(self, day: str, who: str) -> Self:
        """Let it be that day (``YYYY-MM-DD``), and `who` be at the keyboard."""
        moment = datetime.fromisoformat(f"{day}T{_HOURS[who]:02}:00:00+00:00")
        for role in ("AUTHOR", "COMMITTER"):
            self.env.pop(f"GIT_{role}_NAME", None)
            self.env.pop(f"GIT_{role}_EMAIL", None)
            self.env[f"GIT_{role}_DATE"] = moment.isoformat()
        self.env["GIT_TEST_DATE_NOW"] = str(int(moment.timestamp()))
        self.git("config", "user.name", who)
        self.git("config", "user.email", f"{who.lower()}@example.com")
        return self

    def types(self, *words: str) -> str:
        """Type a ``git decide``, which works, and return what it answered."""
        done = self.decide(*words)
        assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
        return done.stdout

    def is_refused(self, *words: str) -> str:
        """Type a ``git decide``, which does not work, and return what it said."""
        done = self.decide(*words)
        assert done.returncode == 1, f"{words}\n{done.stdout}{done.stderr}"
        return done.stderr

    def commits(self, subject: str, *words: str, env: Mapping[str, str] | None = None) -> str:
        """Commit what is staged, through the hooks, and return the commit's id."""
        said = self.try_commit("-m", subject, *words, env=env)
        assert said.passed, said.text
        return self.head()

    def works(self, subject: str, *words: str, **files: str) -> str:
        """Change files and commit them, through the hooks; return the commit's id."""
        self.stage(**files)
        return self.commits(subject, *words)

    def tries(self, subject: str, **files: str) -> Said:
        """Change files and commit them, which the hooks refuse; return what they said."""
        self.stage(**files)
        said = self.try_commit("-m", subject)
        assert said.code == 1, said.text
        return said

    def shares(self) -> None:
        """Push what was committed, through the hook that judges it once more."""
        said = self.attempt("push", "-q", "-u", "origin", "main")
        assert said.passed, said.text

    def page(self, verb: str, form: str) -> str:
        """Return the agenda or the brief in a format; JSON once its schema has no objection."""
        text = self.types(verb, "--format", form)
        if form == "json":
            answer(text, verb)
        return text

    def asks(self, *words: str) -> Any:
        """Return what a ``git decide … --json`` answers."""
        return json.loads(self.types(*words, "--json"))


def gather(path: Path, env: Mapping[str, str]) -> Team:
    """Return the team in a new repository, in which nothing is decided yet.

    What they share lies in a bare repository beside it.
    """
    Guarded.create(path, env)
    team = Team(path, env).on("2026-03-02", "Linus")
    server = Guarded.create(path.parent / "checkout.git", env, bare=True)
    team.git("remote", "add", "origin", str(server.path))
    files = dict.fromkeys((CHARGE, BANK), "")
    team.commit("Begin", **{**files, "src/shop/cart.py": ""})
    return team
