"""The verb ``link``: a decision for a commit that cannot be rewritten."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Usage, Verb
from git_decide.errors import UserError, named

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
    from git_decide.git import notes_sharing
    from git_decide.queries.noting import note

    repo = frame.repository
    known = notes_sharing.remotes(repo)
    chosen = _remote(known, remote) if known else None
    if chosen is None and (push or remote):
        raise _no_remote(known, remote)
    noted = note(repo, commit, ids)
    _tell(frame, noted)
    _set_up(frame, chosen)
    if push and chosen:
        notes_sharing.share(repo, chosen)
        frame.note(f"{chosen.name} has it now.")
    elif known and not (chosen and notes_sharing.shared(repo, chosen)):
        _remind(frame, noted, remote)
    return 0


def _remote(known: tuple[Remote, ...], wanted: str | None) -> Remote | None:
    """Return the remote to share with: the named one, the one that is set up, origin, the only."""
    named_so = {each.name: each for each in known}
    if wanted is not None:
        return named_so.get(wanted)
    fetching = [each for each in known if each.refspec in each.fetched]
    if len(fetching) == 1:
        return fetching[0]
    return named_so.get("origin") or (known[0] if len(known) == 1 else None)


def _no_remote(known: tuple[Remote, ...], wanted: str | None) -> UserError:
    if not known:
        return UserError(
            "this clone has no remote to share notes with",
            "git remote add origin URL   or leave --push and --remote out",
        )
    names = ", ".join(each.name for each in known)
    if wanted is None:
        return Usage(f"which remote? There are {names}", f"--push --remote {known[0].name}")
    return Usage(f"there is no remote {named(wanted)}", f"There are: {names}")


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
    from git_decide.git import notes_sharing
    from git_decide.output.terminal import safe

    repo = frame.repository
    done = []
    if notes_sharing.follow_rewrites(repo):
        done.append("notes follow amend and rebase (notes.rewriteRef)")
    if remote and notes_sharing.fetch_from_now_on(repo, remote):
        name = safe(remote.name)
        done.append(f"git fetch brings those of {name} (remote.{name}.fetch)")
    if done:
        frame.note(f"Set up: {', and '.join(done)}.")


def _remind(frame: Frame, noted: Noted, remote: str | None) -> None:
    from git_decide.output import shell

    words = ["git", "decide", "link", noted.commit.id[:10], *noted.links, "--push"]
    words += ["--remote", remote] if remote else []
    frame.note("Only this clone knows yet; verdicts use what the remote has.")
    frame.note(f"Next: {shell.line(words)}")
