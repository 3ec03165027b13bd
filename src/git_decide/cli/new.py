"""The verb ``new``: writes the next record."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options
from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb
from git_decide.errors import Refused, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.output.new_record import NewRecord
    from git_decide.policy.model import Rules
    from git_decide.queries.filling import Given
    from git_decide.records.editing import Link


# What a record can say of itself from the start: anything else needs a history.
LONGEST = 72  # characters of a title that is made of a problem
BEGINNINGS = ("problem", "proposed", "accepted", "rejected")


@click.command(
    cls=Verb,
    examples=(
        "git decide new 'Use webhooks for the partner API'",
        "git decide new 'Cap retries at two' --kind technical --module payments \\\n"
        "    --decider 'Ada (tech lead)' --context 'Five tries made the bank block us.' \\\n"
        "    --alternative 'A queue: needs a broker' --trade-offs 'Rare failures show.'",
        "git decide new --problem 'Customers on plan X churn after the trial.'",
    ),
)
@click.argument("title", nargs=-1, metavar="TITLE")
@click.option("--problem", metavar="TEXT", help="No solution yet: a record with only a context.")
@click.option("--status", type=click.Choice(BEGINNINGS), help="proposed, unless told.")
@click.option("--log", default="", metavar="NAME", help="Into this log of [records.logs].")
@click.option("--edit/--no-edit", default=None, help="Open the editor, or do not.")
@field_options
@click.pass_obj
def command(frame: Frame, /, title: tuple[str, ...], **options: Any) -> int:
    """Write the next record.

    Prints its path and stages it. On a terminal the editor opens unless the
    flags say all that a proposal needs. The number is the next one free in the
    work tree, the index and every local and remote-tracking branch. A problem
    needs no title of its own: its first sentence is one.
    """
    from git_decide.cli import begun
    from git_decide.cli.clock import today
    from git_decide.cli.fields import checked, given, linked
    from git_decide.git.authoring import stage
    from git_decide.output.new_record import ending
    from git_decide.output.terminal import safe
    from git_decide.queries.names import numbering

    rules, log = frame.rules(), options["log"]
    if log:
        from git_decide.cli.reading import check_log

        check_log(rules, log)
    numbering.ahead(frame.worktree, rules.records, log)
    if options["edit"] and not frame.interactive():
        raise Usage("--edit needs a terminal", "Leave it out, and say with flags what is known.")
    wanted = linked(frame, rules, checked(given(options)), log)
    day = today(frame)
    called = _title(title or _told(options["problem"]))
    record = _record(called, wanted, options["status"], options["problem"], day)
    known = begun.recall(frame.worktree, rules, record)
    write = _proven(record) if known else _writer(frame, rules, record, log)
    complete = known.complete if known else _examine(frame, rules, record, write, log)
    suffix = ending(rules.records.template)
    path = numbering.create(
        frame.worktree, rules.records, log, record.title, record.date, write, suffix
    )
    frame.out(safe(frame.seen(path)))
    _supersede(frame, rules, record, path)
    edited = _wants_editor(frame, options["edit"], complete)
    if edited:
        from git_decide.cli.editor import open_editor

        open_editor(frame, path, "as the flags left it")
    stage(frame.worktree, [path])
    if known and not edited:
        begun.say_known(frame, rules, log, path, record, known)
    else:
        outlook = begun.say(frame, rules, path)
        if not edited:
            begun.keep(frame.worktree, rules, record, begun.Verdict(complete, outlook))
    return 0


def _told(problem: str | None) -> tuple[str, ...]:
    """Return the words of a title for a problem that nobody gave one: its first sentence."""
    from git_decide.records.plain_words import first_sentence

    if problem is None:
        raise Usage("what is it about? Give it a title", "git decide new 'Use webhooks'")
    said = first_sentence(problem, "problem.md").rstrip(".").split()
    words = [*said]
    while len(" ".join(words)) > LONGEST and len(words) > 1:
        words.pop()
    return (*words, "…") if len(words) < len(said) else (*words,)


def _title(words: tuple[str, ...]) -> str:
    from git_decide.records.edit.headline import written_title

    title = " ".join(words)
    try:
        written_title(title)
    except Refused as refused:
        raise Usage(refused.message, refused.hint) from None
    return title


def _record(
    title: str, wanted: Given, status: str | None, problem: str | None, day: str
) -> NewRecord:
    from git_decide.output.new_record import NewRecord
    from git_decide.records.fields import PEOPLE, person

    if problem is not None and (status not in (None, "problem") or wanted.text("context")):
        raise Usage("--problem says both the status and the context", "Leave out the other flag.")
    people = {key: tuple(map(person, wanted.items(key))) for key in PEOPLE}
    lists = {key: items for key, items in wanted.lists if key not in PEOPLE}
    filled: dict[str, Any] = {**dict((*wanted.texts, *wanted.sections)), **people, **lists}
    if problem is not None:
        filled["context"] = problem
    filled.setdefault("date", day)
    return NewRecord(
        title=" ".join(title.split()),
        status=status or ("proposed" if problem is None else "problem"),
        alternatives=wanted.alternatives,
        **{key.rpartition(".")[2].replace("-", "_"): text for key, text in filled.items()},
    )


def _writer(frame: Frame, rules: Rules, record: NewRecord, log: str) -> Callable[[str], bytes]:
    """Return what makes the record's text out of the path that it will have."""
    from git_decide import store
    from git_decide.errors import ConfigurationBroken
    from git_decide.output.templates import Setting, render, render_from
    from git_decide.records.model import BUILT_IN

    template, records = rules.records.template, rules.records
    links = _links(frame, rules, record, log) if template != BUILT_IN[0] else ()

    def setting(path: str) -> Setting:
        return Setting(path, records.headings, records.statuses, links)

    if template in BUILT_IN:
        return lambda path: render(record, template, setting(path))
    content = store.content_at(frame.worktree, store.WORKTREE, template)
    if content is None:
        raise ConfigurationBroken(
            f"there is no template {named(template)}",
            f"Set [records] template in decisions.toml to {', '.join(BUILT_IN)}, "
            "or to a file that exists.",
        )
    return lambda path: render_from(content, record, setting(path))


def _proven(record: NewRecord) -> Callable[[str], bytes]:
    """Return what makes the text of a record like one that was read back as it was given."""
    from git_decide.output.own_form import content

    return lambda _: content(record)


def _links(frame: Frame, rules: Rules, record: NewRecord, log: str) -> tuple[Link, ...]:
    """Return the records that the new one names, as texts of any format may name them."""
    from git_decide import store
    from git_decide.queries.superseding import link

    ids = (*record.supersedes, *record.amends, *record.relates)
    found = (store.find(frame.worktree, rules, store.WORKTREE, each) for each in ids)
    return tuple(link(stored.name, stored.reading.record, log) for stored in found)


def _examine(
    frame: Frame, rules: Rules, record: NewRecord, write: Callable[[str], bytes], log: str
) -> bool:
    """Return whether the record says all that its status needs; nothing is written yet.

    Raises `Refused` for one that claims more than a proposal and does not hold it.
    """
    from git_decide import store
    from git_decide.cli.lacking import unfinished
    from git_decide.findings import errors
    from git_decide.output.new_record import ending
    from git_decide.queries.superseding import ACCEPTED, superseded
    from git_decide.records.digest import Name

    base = f"new{ending(rules.records.template)}"
    name = Name("new", log, None, f"{dict(rules.records.folders())[log]}/{base}")
    spoken = store.words(frame.worktree, rules, store.WORKTREE)
    found = store.examined(write(name.path), name, spoken)
    wrong, made = errors(found.findings), found.reading.record
    if wrong and record.status not in ("proposed", "problem"):
        raise unfinished(f"a record cannot begin as {record.status} like this", found, rules.roles)
    if record.status == ACCEPTED and made:
        superseded(frame.worktree, rules, record.supersedes, made)
    return not wrong


def _supersede(frame: Frame, rules: Rules, record: NewRecord, path: str) -> None:
    if record.status != "accepted" or not (record.supersedes or record.amends):
        return
    from git_decide import store
    from git_decide.cli.staging import save_and_stage
    from git_decide.queries.superseding import amended, superseded

    made = store.find(frame.worktree, rules, store.WORKTREE, path).reading.record
    if made:
        ends = amended(frame.worktree, rules, record.amends, made)
        others = superseded(frame.worktree, rules, record.supersedes, made)
        save_and_stage(frame, {other.path: text for other, text in (*ends, *others)})


def _wants_editor(frame: Frame, edit: bool | None, complete: bool) -> bool:
    return edit if edit is not None else frame.interactive() and not complete
