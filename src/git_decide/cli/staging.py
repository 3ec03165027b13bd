"""Writes records and stages them, except where that would stage somebody's other edits."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from git_decide.cli.frame import Frame


def save_and_stage(frame: Frame, contents: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write files of the work tree, stage them, and return those that were left unstaged.

    A file that is tracked and had unstaged edits before is written, but not
    staged, and that is said.
    """
    from git_decide.git import authoring, objects
    from git_decide.output.terminal import safe
    from git_decide.queries.saving import save
    from git_decide.queries.warming import warm

    repo = frame.worktree
    tracked = {entry.path for entry in objects.tree_entries(repo, None, tuple(contents))}
    edited = authoring.unstaged(repo, tuple(contents)) & tracked
    save(frame.top, contents)
    staged = [path for path in contents if path not in edited]
    authoring.stage(repo, staged)
    warm(repo, staged)
    for path in sorted(edited):
        frame.note(
            f"{safe(frame.seen(path))} had other edits that are not staged, "
            f"so it was not staged: {frame.git_add([path])}"
        )
    return tuple(sorted(edited))
