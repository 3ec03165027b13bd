"""Carries out the verbs that give a record another name, and says what came of it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.cli.frame import Frame
    from git_decide.queries.names.relocating import Standing
    from git_decide.queries.names.renaming import Renaming

_MOST = 20  # places told one by one
_FEW = 3  # commits named


def write(frame: Frame, made: Renaming) -> Standing:
    """Move the record and write what names it, and return what was to be staged."""
    from git_decide.queries.names.relocating import relocate, standing

    contents = dict(made.contents)
    stood = standing(frame.worktree, made.moved, contents, made.change.new.path)
    relocate(frame.top, made.moved, contents)
    return stood


def stage(frame: Frame, stood: Standing) -> None:
    """Stage what was moved and written, but for files that had other edits, and say so."""
    from git_decide.git import authoring
    from git_decide.output.terminal import safe
    from git_decide.queries.warming import warm

    authoring.stage(frame.worktree, stood.staged)
    warm(frame.worktree, stood.staged)
    if stood.left:
        paths = ", ".join(safe(frame.seen(path)) for path in stood.left)
        frame.note(
            f"Not staged, because of other edits that were not: {paths}. "
            f"Stage them: {frame.git_add(list(stood.left))}"
        )


def tell(frame: Frame, made: Renaming, done: str, dry: bool) -> None:
    """Print the record's path, and say what was mended, what was left and why, what comes next.

    `done` is what was done, in one word.
    """
    from git_decide.output.shell import line
    from git_decide.output.terminal import safe

    old, new = made.change.old, made.change.new
    frame.out(safe(frame.seen(new.path)))
    became = f"{safe(old.qualified)} {{}} {safe(new.qualified)}"
    frame.note(became.format("would become" if dry else "is now") + ".")
    for said in _places(frame, made, "Would mend" if dry else "Mended"):
        frame.note(said)
    if old.id != new.id:
        verb = "would go on meaning" if dry else "go on meaning"
        frame.note(f"Commits that name {safe(old.id)} {verb} this record: it is an alias.")
    if dry:
        frame.note("Nothing was written: leave out --dry-run.")
        return
    subject = f"{done} {old.qualified} to {new.id}" if old != new else f"{done} {old.qualified}"
    frame.note(f"Next: {line(['git', 'commit', '-m', subject])}")


def _places(frame: Frame, made: Renaming, mended: str) -> Iterator[str]:
    from git_decide.output.shell import word
    from git_decide.output.terminal import safe

    for each in made.mended[:_MOST]:
        place = f"{safe(frame.seen(each.path))}:{each.line}"
        yield f"{mended} {place}: {safe(each.old)}, now {safe(each.new)}"
    if len(made.mended) > _MOST:
        yield f"{mended} {len(made.mended) - _MOST} places more."
    for left in made.left[:_MOST]:
        place = f"{safe(frame.seen(left.path))}:{left.line}"
        yield f"Left as it is, {place}: {safe(left.text)} {safe(left.why)}"
    if len(made.left) > _MOST:
        rest = len(made.left) - _MOST
        yield f"Left {rest} places more as they are: git grep {word(made.change.old.id)}"
    for commits in made.commits:
        few = ", ".join(commit[:10] for commit in commits.ids[:_FEW])
        more = f" and {len(commits.ids) - _FEW} more" if len(commits.ids) > _FEW else ""
        yield (
            f"Commits cannot be changed: {few}{more} say {safe(commits.written)}, "
            "which no longer means this record"
        )
