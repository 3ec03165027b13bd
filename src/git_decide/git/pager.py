"""Shows text in the pager that git would use."""

from __future__ import annotations

import os
import re

from git_decide.errors import UserError
from git_decide.git import run
from git_decide.git.inherited import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_NONE = ("", "cat")
# What git gives a pager that was not told anything else.
_DEFAULTS = {"LESS": "FRX", "LV": "-c"}
_LESS = re.compile(rb"less (\d+)")
_WITH_LINKS = 566  # the first less that knows them


def pager(directory: str, environ: Mapping[str, str]) -> str:
    """Return the command line of the pager for what runs in `directory`, "" for none.

    GIT_PAGER, `core.pager`, PAGER and what git was built with, in this order, unless
    `pager.decide` says otherwise: git itself looks at that where it starts the command.
    """
    try:
        found = _asked(directory, environ, "var", "GIT_PAGER")
        if found in _NONE or environ.get("GIT_PAGER"):
            return "" if found in _NONE else found
        own = _asked(directory, environ, "config", "--get", "pager.decide")
        truth = _asked(directory, environ, "config", "--type=bool", "pager.decide") if own else ""
    except UserError:
        return ""
    if truth == "false":
        return ""
    return found if truth == "true" or not own else own


def show(pager: str, text: bytes, environ: Mapping[str, str]) -> bool:
    """Show `text` and wait until it was read; return False where there is no such pager."""
    return run.page(pager, text, {**_DEFAULTS, **environ})


def shows_links(pager: str, environ: Mapping[str, str]) -> bool:
    """Return whether a pager hands links on to the terminal: a `less` that is new enough does."""
    words = pager.split()
    name = os.path.basename(words[0])
    if name not in ("less", "pager") or not _raw(words[1:], environ.get("LESS")):
        return False
    found = _LESS.match(run.said([words[0], "--version"], environ))
    return found is not None and int(found[1]) >= _WITH_LINKS


def _raw(words: list[str], given: str | None) -> bool:
    """Return whether less is told to hand on what is meant for the terminal."""
    told = [*(_DEFAULTS["LESS"] if given is None else given).split(), *words]
    # In LESS the letters may stand without a dash.
    return any(
        re.fullmatch(r"-?\w*[rR]\w*|--raw-control-chars|--RAW-CONTROL-CHARS", w) for w in told
    )


def _asked(directory: str, environ: Mapping[str, str], *words: str) -> str:
    env = environment(environ, {})
    env.pop("GIT_PAGER")  # is set so that no git ever starts one by itself
    if "GIT_PAGER" in environ:
        env["GIT_PAGER"] = environ["GIT_PAGER"]
    return os.fsdecode(run.run(("-C", directory, *words), env).out).rstrip("\n")
