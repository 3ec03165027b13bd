"""The verb ``convert``: rewrites records in another format."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from git_decide.output.whole_record import Target
    from git_decide.policy.model import Rules
    from git_decide.queries.conversion_gaps import Gaps
    from git_decide.queries.converting import Conversion, Task
    from git_decide.store import Stored


@click.command(
    cls=Verb,
    examples=(
        "git decide convert --to decision-log",
        "git decide convert 7 9 --to madr",
        "git decide convert --to madr --log billing --dry-run",
    ),
)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option(
    "--to",
    "target",
    type=click.Choice(["decision-log", "madr"]),
    required=True,
    help="The format to write.",
)
@click.option("--log", default="", metavar="NAME", help="This log of [records.logs].")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.pass_obj
def command(frame: Frame, ids: Sequence[str], target: Target, log: str, dry_run: bool) -> int:
    """Rewrite a whole log, or some records, in another format.

    No text is lost: what has no field keeps its section. A record with a number
    gets the name NNNN-slug.md; its old id stays as an alias, and links to it are
    mended. All files are written and staged, or none.
    """
    from git_decide import store
    from git_decide.cli.reading import id_of
    from git_decide.cli.staging import save_and_stage
    from git_decide.output.terminal import safe
    from git_decide.output.text import count
    from git_decide.queries.conversion_gaps import gaps
    from git_decide.queries.converting import convert

    rules = frame.rules()
    records = store.log(frame.worktree, rules, store.WORKTREE)
    chosen = _chosen(rules, records, [id_of(frame, each) for each in ids], log)
    done = convert(frame.worktree, records, chosen, target, _writer(rules, target))
    _say_left(frame, done, target)
    if not done.contents:
        frame.note("Nothing to do.")
        return 0
    unstaged = () if dry_run else save_and_stage(frame, dict(done.contents))
    for path, content in done.contents:
        if content is not None:
            frame.out(safe(frame.seen(path)))
    _say_changes(frame, done)
    if dry_run:
        frame.note(f"{count(len(done.converted), 'record')} would be converted to {target}.")
    else:
        staged = "" if unstaged else ", staged"
        frame.note(f"Converted {count(len(done.converted), 'record')} to {target}{staged}.")
    lacking = _say_gaps(frame, gaps(frame.repository, rules, records, done), target)
    if not dry_run:
        _say_next(frame, rules, target, lacking)
    return 0


def _chosen(
    rules: Rules, records: Sequence[Stored], ids: Sequence[str], log: str
) -> Sequence[Stored]:
    from git_decide import store
    from git_decide.cli.reading import check_log

    check_log(rules, log)
    own = [stored for stored in records if stored.name.log == log]
    if not ids:
        return own
    found = (store.chosen(own if log else records, each) for each in ids)
    return list({stored.name: stored for stored in found}.values())


def _writer(rules: Rules, target: Target) -> Callable[[Task, bytes], tuple[bytes, tuple[str, ...]]]:
    """Return what writes a record in the format, with the line breaks that its file has."""
    from git_decide.output.whole_record import Former, line_feeds, written
    from git_decide.records.edit.source import source

    words = rules.records.headings, rules.records.statuses

    def write(task: Task, content: bytes) -> tuple[bytes, tuple[str, ...]]:
        text = line_feeds(content)
        former = Former(task.record, text, task.path, task.links, task.aliases, *words)
        made, opened = written(former, target), source(content)
        return opened.content(made.text.replace("\n", opened.newline)), made.differs

    return write


def _say_left(frame: Frame, done: Conversion, target: str) -> None:
    from git_decide.output.terminal import safe
    from git_decide.output.text import count

    if done.done:
        frame.note(f"{count(len(done.done), 'record is', 'records are')} in {target} already.")
    for name in done.unreadable:
        frame.note(
            f"{safe(name.path)} cannot be read and stays as it is: "
            f"git decide check {frame.typed(name.path)}"
        )


def _say_changes(frame: Frame, done: Conversion) -> None:
    """Say what a reviewer should look at."""
    from git_decide.output.terminal import safe
    from git_decide.output.text import count

    moved = [each for each in done.converted if each.path != each.name.path]
    if moved:
        frame.note(f"{count(len(moved), 'record has', 'records have')} a new name.")
    if done.mended:
        frame.note(f"Links in {count(len(done.mended), 'other file')} lead to the new names.")
    for each in done.converted:
        if each.format in ("rst", "asciidoc"):
            frame.note(
                f"{safe(each.path)}: the text of its sections is still "
                f"{'reStructuredText' if each.format == 'rst' else 'AsciiDoc'}."
            )
        if each.differs:
            frame.note(
                f"{safe(each.path)}: look at {', '.join(each.differs)}, which "
                f"{'reads' if len(each.differs) == 1 else 'read'} otherwise than before."
            )


def _say_gaps(frame: Frame, found: tuple[Gaps, Gaps], target: str) -> bool:
    """Say what will be found in the records that was not before; tell whether there are errors."""
    from git_decide.output.text import count

    errors, warnings = found
    if errors.records:
        lack = count(errors.records, "of them lacks", "of them lack")
        frame.note(
            f"{lack} what {target} demands and the old format did not: {_counted(errors)}.\n"
            "  These are errors for git decide check, and such a record justifies no change\n"
            "  to a fragile module before it has what it lacks."
        )
    if warnings.records:
        have = count(warnings.records, "of them has", "of them have")
        frame.note(f"{have} warnings that are new: {_counted(warnings)}.")
    return bool(errors.records)


def _counted(gaps: Gaps) -> str:
    return ", ".join(f"{number} {code}" for code, number in gaps.codes)


def _say_next(frame: Frame, rules: Rules, target: str, lacking: bool) -> None:
    from git_decide.output.shell import line

    if rules.records.template != target and not rules.records.template.count("/"):
        frame.note(
            f"New records are still written as {rules.records.template}: "
            f'set template = "{target}" in decisions.toml.'
        )
    if lacking:
        frame.note(
            "What nobody will complete: git decide check --format json > decisions-baseline.json\n"
            "  and from then on: git decide check --baseline decisions-baseline.json"
        )
    frame.note(
        f"Next: git diff --cached && {line(['git', 'commit', '-m', f'Convert to {target}'])}"
    )
