"""The verb ``link``: a decision for a commit that cannot be rewritten."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.notes_sharing import Remote
    from git_decide.queries.noting import Noted


@click.command(
    cls=Verb,
    examples=(
        "git decide link 4f2a9c1 42",
        "git decide link HEAD~3 0042-use-webhooks --push",
        "git decide link v1.2 42 billing/3 --push --remote upstream",
    ),
)
@click.argument("commit", metavar="COMMIT")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--push", is_flag=True, help="Share the note: fetch, merge and push the notes.")
@click.option("--remote", metavar="NAME", help="The remote to share with, where there are several.")
@click.pass_obj
def command(frame: Frame, commit: str, ids: tuple[str, ...], push: bool, remote: str | None) -> int:
    """Link a commit that is published already to a decision, by a note.

    The link is a git note on the commit, under refs/notes/decisions: the commit
    stays as it is. It counts like a trailer and pays back a Decision-Skip.
    Verdicts use the notes that the remote has, so share it with --push; a plain
    git push does not take notes along. The first time, git is told to fetch the notes
    of that remote and to keep them when commits are amended and rebased.
    """
    from git_decide.cli import sharing
    from git_decide.cli.reading import id_of
    from git_decide.git import notes_sharing
    from git_decide.queries.noting import note

    repo = frame.repository
    known = notes_sharing.remotes(repo)
    chosen = sharing.remote(known, remote, push)
    noted = note(repo, commit, [id_of(frame, each) for each in ids])
    _tell(frame, noted)
    _set_up(frame, chosen)
    if push and chosen:
        notes_sharing.share(repo, chosen)
        frame.note(f"{chosen.name} has it now.")
    elif known and not (chosen and notes_sharing.shared(repo, chosen)):
        _remind(frame, noted, remote)
    return 0


def _tell(frame: Frame, noted: Noted) -> None:
    from git_decide.output.terminal import safe

    lines = [f"{noted.commit.id[:10]} {safe(noted.commit.subject)}"]
    for link in noted.links:
        said = "" if link in noted.new else "   (said so before)"
        lines.append(f"    Decision: {safe(link)}{said}")
    frame.out("\n".join(lines))
    for link, status in zip(noted.links, noted.statuses, strict=True):
        if status != "accepted":
            frame.note(
                f"warning: {safe(link)} is {safe(status) or 'without a status'}: "
                "most modules take accepted records only"
            )


def _set_up(frame: Frame, remote: Remote | None) -> None:
    """Tell git how to keep and to fetch notes, once, and say so."""
    from git_decide.cli import sharing
    from git_decide.git import notes_sharing

    done = []
    if notes_sharing.follow_rewrites(frame.repository):
        done.append("notes follow amend and rebase (notes.rewriteRef)")
    if fetching := sharing.fetch_from_now_on(frame, remote):
        done.append(fetching)
    if done:
        frame.note(f"Set up: {', and '.join(done)}.")


def _remind(frame: Frame, noted: Noted, remote: str | None) -> None:
    from git_decide.output import shell

    words = ["git", "decide", "link", noted.commit.id[:10], *noted.links, "--push"]
    words += ["--remote", remote] if remote else []
    frame.note("Only this clone knows yet; verdicts use what the remote has.")
    frame.note(f"Next: {shell.line(words)}")
