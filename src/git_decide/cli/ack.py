"""The verb ``ack``: somebody has read and understood a decision."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb
from git_decide.errors import Refused, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.cli.selection import Selection
    from git_decide.queries.acking import Acked
    from git_decide.queries.acknowledging import Ack
    from git_decide.store import Stored


@click.command(
    cls=Verb,
    examples=(
        "git decide ack 42",
        "git decide ack 0042-use-webhooks --push",
        "git decide ack 42 --as 'Grace Hopper <grace@example.com>'",
    ),
)
@click.argument("id", metavar="ID")
@click.option("--as", "name", metavar="NAME", help="Who has understood it, if it was not you.")
@click.option("--push", is_flag=True, help="Share it: fetch, merge and push the notes.")
@click.option("--remote", metavar="NAME", help="The remote to share with, where there are several.")
@click.option(
    "--sign/--no-sign", default=None, help="Sign it or not, whatever commit.gpgSign says."
)
@click.pass_obj
def command(
    frame: Frame,
    id: str,  # noqa: A002
    name: str | None,
    push: bool,
    remote: str | None,
    sign: bool | None,
) -> int:
    """Record that somebody has read and understood a decision.

    It is a git note on the text of the record as HEAD has it, under
    refs/notes/decisions-acks: it makes no commit on your branch. Where the text is changed
    later, show tells that an earlier one was read; a new status, link or tag changes nothing.
    A plain git push does not take notes along: share it with --push. It is signed where
    commit.gpgSign is true. No verdict depends on it.
    """
    from git_decide.cli import clock, sharing
    from git_decide.cli.selection import Selection
    from git_decide.git import acks, notes_sharing
    from git_decide.queries.acking import acknowledge

    repo = frame.repository
    known = notes_sharing.remotes(repo)
    chosen = sharing.remote(known, remote, push)
    selection = Selection(frame, "HEAD")
    stored = _stored(frame, selection, id)
    ack = _ack(frame, stored, name, clock.today(frame))
    signed = acks.wants_signatures(repo) if sign is None else sign
    done = acknowledge(repo, selection.rules, selection.where, stored, ack, sign=signed)
    _tell(frame, stored, done, signed)
    if fetching := sharing.fetch_from_now_on(frame, chosen):
        frame.note(f"Set up: {fetching}.")
    if push and chosen:
        notes_sharing.share(repo, chosen, acks.ACKS)
        frame.note(f"{chosen.name} has it now.")
    elif known and not (chosen and notes_sharing.shared(repo, chosen, acks.ACKS)):
        _remind(frame, stored, name, remote)
    return 0


def _stored(frame: Frame, selection: Selection, written: str) -> Stored:
    """Return the record as it is committed. Raises `Refused` where it is not."""
    from git_decide.cli.selection import Selection as Records

    try:
        stored = selection.stored(selection.one(written))
    except Refused as refusal:
        if frame.repository.top is None:
            raise
        draft = Records(frame, None).one(written)  # raises the same where there is none either
        raise Refused(
            f"the record {named(draft.qualified)} is not committed yet",
            "Commit it first: what is understood is a text that stays.",
        ) from refusal
    if stored.reading.record is None:
        raise Refused(f"{stored.name.path} cannot be read", "git decide check")
    return stored


def _ack(frame: Frame, stored: Stored, name: str | None, day: str) -> Ack:
    from git_decide.git.authoring import identity
    from git_decide.queries.acknowledging import Ack, person, same_person

    own_name, own_address = identity(frame.repository)
    own = Ack(own_name.replace(";", ","), own_address, day, stored.name.qualified)
    if name is None:
        return own
    if not name.isprintable() or ";" in name or not name.strip(" <>"):
        raise Usage(f"{named(name)} is no name", "Such as: --as 'Grace Hopper <grace@example.com>'")
    who, address, _ = person(name)
    if set("<>") & set(who + address):
        raise Usage(f"{named(name)} is no name", "Such as: --as 'Grace Hopper <grace@example.com>'")
    other = Ack(who, address, day, stored.name.qualified)
    if same_person(own, other):
        return own
    return Ack(who, address, day, stored.name.qualified, by=f"{own.name} <{own.address}>")


def _tell(frame: Frame, stored: Stored, done: Acked, signed: bool) -> None:
    from git_decide.output.acks import answer, missing
    from git_decide.output.terminal import safe

    record = stored.reading.record
    assert record is not None
    frame.out(answer(record, done, signed=signed, paint=frame.paint()))
    if _is_changed(frame, stored):
        path = safe(stored.name.path)
        frame.note(f"warning: {path} has changes that are not committed; the text at HEAD counts.")
    if record.status != "accepted":
        status = safe(record.status or "without a status")
        frame.note(f"warning: it is {status}: whoever is concerned is asked once it is accepted.")
    if done.understanding.absent:
        frame.note(f"Not yet: {missing(done.understanding)}.")


def _is_changed(frame: Frame, stored: Stored) -> bool:
    from git_decide.git import changes

    if frame.repository.top is None:
        return False
    return bool(changes.paths(frame.repository, "HEAD", [stored.name.path], cached=False))


def _remind(frame: Frame, stored: Stored, name: str | None, remote: str | None) -> None:
    from git_decide.output import shell

    words = ["git", "decide", "ack", stored.name.qualified]
    words += ["--as", name] if name else []
    words += ["--push", *(["--remote", remote] if remote else [])]
    frame.note(f"Only this clone knows yet. Next: {shell.line(words)}")
