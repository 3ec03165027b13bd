"""Writes records and stages them, except where that would stage somebody's other edits."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.cli.frame import Frame


def save_and_stage(frame: Frame, contents: Mapping[str, bytes | None]) -> tuple[str, ...]:
    """Write files of the work tree, stage them, and return those that were left unstaged.

    A file that is tracked and had unstaged edits before is written, but not
    staged, and that is said.
    """
    from git_decide.queries.saving import save

    edited = other_edits(frame, tuple(contents))
    save(frame.top, contents)
    return stage_written(frame, tuple(contents), edited)


def other_edits(frame: Frame, paths: Sequence[str]) -> frozenset[str]:
    """Return those of these files that are tracked and have edits that are not staged."""
    from git_decide.git import authoring, objects

    repo = frame.worktree
    tracked = {entry.path for entry in objects.tree_entries(repo, None, tuple(paths))}
    return authoring.unstaged(repo, tuple(paths)) & tracked


def stage_written(frame: Frame, paths: Sequence[str], edited: frozenset[str]) -> tuple[str, ...]:
    """Stage what was written but for the `edited` files, say so, and return these."""
    from git_decide.git import authoring
    from git_decide.output.terminal import safe
    from git_decide.queries.warming import warm

    repo = frame.worktree
    staged = [path for path in paths if path not in edited]
    authoring.stage(repo, staged)
    warm(repo, staged)
    for path in sorted(edited):
        frame.note(
            f"{safe(frame.seen(path))} had other edits that are not staged, "
            f"so it was not staged: {frame.git_add([path])}"
        )
    return tuple(sorted(edited))
