"""Opens a file of the work tree in the editor that git would open."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.cli.frame import Frame


def open_editor(frame: Frame, path: str, now: str = "as it was") -> None:
    """Let a person edit the file at `path`, seen from the top; says why where that fails.

    `now` says in words how the file is as long as nobody edited it.
    """
    from git_decide.git.authoring import editor
    from git_decide.git.run import edit
    from git_decide.output.terminal import safe

    command = editor(frame.worktree)
    if not command:
        frame.note(
            f"No editor is set, so {safe(frame.seen(path))} is {now}: git config core.editor NAME"
        )
    elif code := edit(command, os.path.join(frame.top, path), frame.environ):
        frame.note(
            f"The editor ended with exit code {code}; {safe(frame.seen(path))} is as it left it."
        )
