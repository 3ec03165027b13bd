"""Says what comes next for a record, once it is known what stands in the way."""

from __future__ import annotations

from git_decide.output import shell
from git_decide.output.terminal import safe
from git_decide.records import lifecycle
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.records.digest import Name

# What can be done to a record by each verb, to be read after "can be".
PAST = {
    "propose": "proposed",
    "accept": "accepted",
    "reject": "rejected",
    "contest": "contested",
    "resolve": "resolved",
    "escalate": "escalated",
    "deprecate": "deprecated",
    "supersede": "superseded",
    "reopen": "reopened",
    "edit": "edited",
    "outcome": "given an outcome",
}
# What each verb cannot do without.
_NEEDS = {
    "reject": "--why 'TEXT'",
    "contest": "--side product --says 'TEXT'",
    "resolve": "--resolution 'TEXT'",
    "escalate": "--to 'NAME (ROLE)'",
    "deprecate": "--why 'TEXT'",
    "supersede": "--by NEW-ID",
}
# What the message of a commit may say.
_SUBJECTS = {"rejected": "Reject", "superseded": "Supersede", "deprecated": "Deprecate"}
# Statuses from which more than one verb leads on, or none: nothing has to be tried.
_SETTLED = ("accepted", "contested", "escalated", *_SUBJECTS)


@value
class Outlook:
    """What stands between a record that is not decided yet and its next status.

    `told` are the lines that say what it lacks, `flags` give that. `side` has not
    answered yet in a disagreement. `hint` is what to type where the verb is refused whatever
    is given.
    """

    told: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    side: str = ""
    hint: str = ""


def command(verb: str, name: Name, flags: Sequence[str] = ()) -> str:
    """Return the command that a verb is typed as; `flags` stand instead of those that it needs."""
    needs = [_NEEDS[verb]] if verb in _NEEDS and not flags else []
    return " ".join(["git decide", verb, shell.word(name.qualified), *needs, *flags])


def verb_for(status: str) -> str:
    """Return the verb that takes a record on, "" where that does not depend on what it lacks."""
    if status in _SETTLED:
        return ""
    return "accept" if status == "proposed" else "propose"


def next_lines(name: Name, status: str, outlook: Outlook) -> Iterator[str]:
    """Yield what a record lacks for its next status, and the command to type next."""
    if status == "accepted":
        link = ["git", "commit", "--trailer", f"Decision: {name.qualified}"]
        yield f"Next: {safe(shell.line(link))}"
    elif status in _SUBJECTS:
        said = f"{_SUBJECTS[status]} {name.qualified}"
        yield f"Next: {safe(shell.line(['git', 'commit', '-m', said]))}"
    elif not verb_for(status):
        for after, verb in lifecycle.moves(status).items():
            if after != "rejected":
                yield f"Next: {safe(command(verb, name))}"
    else:
        if outlook.side:
            words = (f"--side {outlook.side}", "--says 'TEXT'")
            yield f"Next: {safe(command('contest', name, words))}"
        yield from outlook.told
        yield f"Next: {safe(outlook.hint or command(verb_for(status), name, outlook.flags))}"
