"""Notes that somebody has understood a record, on the text of it that is committed."""

from __future__ import annotations

from git_decide.git import acks
from git_decide.queries.acknowledging import Ack, Understanding, same_person, understandings
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.store import Stored


@value
class Acked:
    """Who has understood a record now; `ack` says it of the person, `new` that it is told now.

    `before` is what the same person had understood of an earlier text, None for nothing.
    """

    ack: Ack
    new: bool
    understanding: Understanding
    before: Ack | None = None


def acknowledge(
    repo: Repository, rules: Rules, tip: str, stored: Stored, ack: Ack, *, sign: bool
) -> Acked:
    """Note that a person has understood a record as it is committed at `tip`.

    `ack` says who, and on which day. What is noted already, here or by a remote, stays as it
    is. Raises as `acks.add` does. The number of processes does not depend on the notes.
    """
    record = stored.reading.record
    assert record is not None
    known = understandings(repo, rules, tip, [record])[record.name]
    said = next((each for each in known.acks if same_person(each, ack)), None)
    if said is not None:
        return Acked(said, new=False, understanding=known)
    before = next((each for each in known.earlier if same_person(each, ack)), None)
    message = f"Acknowledge {ack.said_of} for {ack.name}"
    acks.add(repo, stored.blob, ack.line, message, sign=sign)
    after = understandings(repo, rules, tip, [record])[record.name]
    return Acked(ack, new=True, understanding=after, before=before)
