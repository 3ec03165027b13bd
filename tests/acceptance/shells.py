"""Types on the command line of a real shell, on a terminal of its own, and reads what is there."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import termios
from pathlib import Path
from typing import TYPE_CHECKING

from tests.documents import ROOT

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from tests.support import Repo

SCRIPTS = ROOT / "completions"
GIT_BASH = Path("/usr/share/bash-completion/completions/git")
SHOW = b"\x18d"  # bound to what prints the line as it stands
_PATIENCE = 30  # seconds, for a machine that has much else to do

_BASH = r"""
PS1='READY '
bind 'set enable-bracketed-paste off'
bind 'set show-all-if-ambiguous on'
bind 'set completion-query-items 0'
bind 'set page-completions off'
bind -x '"\C-xd": echo "<<$READLINE_LINE>>"'
source {script}
"""
_ZSH = r"""
PS1='READY '
unset zle_bracketed_paste
autoload -Uz compinit; compinit -u -D
source {script}
d() {{ print -r -- "<<$BUFFER>>" }}
zle -N d; bindkey '^Xd' d
"""
_FISH = r"""
set -g fish_greeting
function fish_prompt; echo -n 'READY '; end
bind \cxd 'echo "<<"(commandline)">>"'
source {script}
"""


class Shell:
    """A shell that completes; what was typed goes on standing on its line."""

    def __init__(self, name: str, repo: Repo, further: str = "") -> None:
        home = Path(repo.env["HOME"])
        script = SCRIPTS / f"git-decide.{name}"
        argv = [shutil.which(name) or name, *_prepared(name, home, str(script), further)]
        env = {**repo.env, "TERM": "xterm", "ZDOTDIR": str(home), "XDG_DATA_HOME": str(home)}
        self._child, self._terminal = pty.fork()
        if self._child == 0:  # pragma: no cover
            os.chdir(repo.path)
            termios.tcsetwinsize(0, (50, 160))
            os.execve(argv[0], argv, env)
        self._read(b"READY ")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._terminal)

    def completed(self, line: str) -> str:
        """Return the line as it stands after the tabulator key."""
        return self._typed(line).rpartition("<<")[2]

    def listed(self, line: str) -> str:
        """Return what was shown until then."""
        return self._typed(line).rpartition("<<")[0]

    def _typed(self, line: str) -> str:
        os.write(self._terminal, b"\x15" + line.encode() + b"\t" + SHOW)
        return self._read(b">>").decode("utf-8", "replace").partition(">>")[0]

    def _read(self, until: bytes) -> bytes:
        seen = b""
        while until not in seen:
            ready, _, _ = select.select([self._terminal], [], [], _PATIENCE)
            assert ready, f"the shell says nothing more: {seen!r}"
            seen += os.read(self._terminal, 1 << 16)
        return seen


def _prepared(name: str, home: Path, script: str, further: str) -> list[str]:
    """Return the arguments with which a shell reads nothing but what it is to read here."""
    if name == "bash":
        (home / "rc").write_text(further + _BASH.format(script=script))
        return ["--noprofile", "--rcfile", str(home / "rc"), "-i"]
    if name == "zsh":
        (home / ".zshrc").write_text(further + _ZSH.format(script=script))
        return ["-d", "-i"]
    return ["--no-config", "-i", "-C", further + _FISH.format(script=script)]
