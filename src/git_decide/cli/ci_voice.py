"""What a CI job says: its log, its annotations, and the files that the CI shows."""

from __future__ import annotations

import re
import secrets

from git_decide import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.cli.frame import Frame
    from git_decide.errors import UserError
    from git_decide.findings import Finding

# What a runner of Actions would obey in a log, wherever the line came from.
_COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
# What agents of Azure Pipelines and TeamCity would, anywhere in a line.
_ELSEWHERE = re.compile(r"##(?=\[|vso\[|teamcity\[)", re.IGNORECASE)


class Voice:
    """Speaks to the log of a job; with `commands`, to a runner that obeys workflow commands."""

    def __init__(self, frame: Frame, commands: bool = False) -> None:
        self._frame = frame
        self._commands = commands

    def say(self, text: str) -> None:
        """Write to the log; whatever the text holds, no runner obeys it."""
        if self._commands and _COMMAND.search(text):
            word = secrets.token_hex(16)
            text = f"::stop-commands::{word}\n{text}\n::{word}::"
        if not self._commands:
            text = _ELSEWHERE.sub("## ", text)
        self._frame.out(text)

    def remark(self, text: str) -> None:
        """Write a line about what could not be done, but does not decide anything."""
        from git_decide.output.terminal import safe

        self.say(f"note: {safe(text)}")

    def annotate(self, findings: Sequence[Finding]) -> None:
        """Show findings beside the code, where the CI does that."""
        from git_decide.output.github import commands

        if self._commands and findings:
            self._frame.out(commands(findings))

    def fail(self, error: UserError) -> int:
        """Say why the job cannot tell, and return its exit code."""
        from git_decide.output.github import command
        from git_decide.output.terminal import safe_lines

        if not self._commands:
            raise error
        hint = f"\nhint: {error.hint}" if error.hint else ""
        self.say(safe_lines(f"git-decide: {error.message}{hint}"))
        self._frame.out(command("error", f"{error.message}{hint}", title="git decide"))
        return error.exit_code

    def show(self, path: str, markdown: str) -> bool:
        """Add to a file that the CI shows; return whether that was possible."""
        try:
            files.write_whole(path, _content(path) + markdown.encode("utf-8", "replace"))
        except OSError as error:
            self.remark(f"{path} cannot be written: {error.strerror}")
            return False
        return True


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return b""
