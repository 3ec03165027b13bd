"""The verb ``check``: what is wrong with records, configuration, flags and references."""

from __future__ import annotations

import os

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb, json_option, strict_option
from git_decide.cli.range_options import range_options
from git_decide.errors import UNUSABLE, Refused, named
from git_decide.output.formats import DOCUMENTS, FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.findings import Finding
    from git_decide.queries.checks.baseline import Baseline
    from git_decide.queries.checks.mending import Fix


@click.command(
    cls=Verb,
    examples=(
        "git decide check",
        "git decide check docs/decisions/0042-use-webhooks.md",
        "git decide check --staged --strict",
        "git decide check --base origin/main",
        "git decide check --range v1.2..HEAD --each-commit",
        "git decide check --fix",
        "git decide check --explain one-sided-supersession",
        "git decide check --format json > known.json && git decide check --baseline known.json",
        "git decide check --format sarif > decisions.sarif",
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--staged", is_flag=True, help="Judge what is staged, not the files as they are.")
@range_options
@click.option(
    "--each-commit", is_flag=True, help="Refuse a range in which one commit alone would be."
)
@click.option("--fix", is_flag=True, help="Mend what has exactly one right answer.")
@click.option(
    "--baseline",
    metavar="FILE",
    help="Tell only what FILE does not list, which `check --format json` printed.",
)
@click.option("--explain", metavar="CODE", help="Say why a finding matters, and what to do.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="How to say it: github writes annotations for Actions.",
    show_default=True,
)
@json_option
@strict_option
@click.pass_obj
def command(
    frame: Frame,
    paths: tuple[str, ...],
    staged: bool,
    written: str | None,
    base: str | None,
    message: str | None,
    each_commit: bool,
    fix: bool,
    baseline: str | None,
    explain: str | None,
    form: str,
    as_json: bool,
    strict: bool,
) -> int:
    """Validate records, configuration, flags and references.

    Only what is found in PATHS, where any are given. With --range or --base: whether
    commits may arrive, their changes to fragile modules included, and what they make wrong.
    Exit 1 if there are errors, 2 if decisions.toml or the team's own schema cannot be used,
    or the history of a range is not all there.
    """
    form = "json" if as_json else form
    if explain is not None:
        return _explain(frame, explain, form == "json")
    if written is not None or base is not None:
        alone = {"PATHS": paths, "--staged": staged, "--fix": fix, "--baseline": baseline}
        _one_question(tuple(name for name, given in alone.items() if given))
        return _range(frame, written, base, message, each_commit, form, strict)
    if message is not None or each_commit:
        option = "--each-commit" if each_commit else "--message"
        raise Usage(f"{option} is about a range", "Say which one: --base main, or --range A..B")
    if fix and staged:
        raise Usage("--fix mends files, not what is staged", "Mend the files, then git add them.")
    return _check(frame, paths, staged, fix, baseline, form, strict)


def _one_question(others: tuple[str, ...]) -> None:
    if others:
        raise Usage(
            f"a range is judged as a whole, and {others[0]} is about something else",
            "Ask two questions: git decide check twice.",
        )


def _range(
    frame: Frame,
    written: str | None,
    base: str | None,
    message: str | None,
    each_commit: bool,
    form: str,
    strict: bool,
) -> int:
    from git_decide.cli.unswept import Unswept

    with Unswept():
        from git_decide.cli.range_check import check_range
        from git_decide.cli.range_options import chosen, text_beside

        text = text_beside(message)
        wanted = chosen(frame, written, base)
        assert wanted is not None
        return check_range(frame, wanted, text, each_commit, form, strict)


def _check(
    frame: Frame,
    paths: Sequence[str],
    staged: bool,
    fix: bool,
    baseline: str | None,
    form: str,
    strict: bool,
) -> int:
    from git_decide import findings
    from git_decide.cli.reading import place
    from git_decide.output import formats
    from git_decide.queries.checks.baseline import read
    from git_decide.queries.checks.checking import check

    known = None if baseline is None else read(baseline)
    where = place(frame, None, staged)
    meant = _paths(frame, paths, where)
    fixes = _fix(frame, meant, known) if fix else None
    checked = check(frame.repository, where, meant)
    found = checked.findings
    if known is not None:
        found = _new(frame, found, known, baseline or "", not (meant or staged))
    if form == "json":
        told = [findings.document(finding) for finding in found]
        more = {} if fixes is None else {"fixed": [each.__dict__ for each in fixes]}
        frame.json(findings=told, **more)
    else:
        if form in DOCUMENTS:
            frame.document(formats.document(form, found, strict))
        else:
            _say(frame, found, fixes or ())
        _count(frame, found, fixes or (), staged)
    if checked.broken:
        return UNUSABLE
    return int(bool(found if strict else findings.errors(found)))


def _new(
    frame: Frame, found: tuple[Finding, ...], known: Baseline, path: str, whole: bool
) -> tuple[Finding, ...]:
    """Return the findings that the baseline does not list, and say how many it does."""
    from git_decide.output.terminal import safe
    from git_decide.output.text import count
    from git_decide.queries.checks.baseline import compared

    made = compared(known, found)
    if made.known:
        frame.note(f"Left out what {safe(path)} lists: {count(made.known, 'finding')}.")
    if made.gone and whole:
        mended = "1 finding in it is" if made.gone == 1 else f"{made.gone} findings in it are"
        frame.note(f"{mended} mended by now, so {safe(path)} can be written anew.")
    return made.new


def _fix(frame: Frame, paths: Sequence[str], known: Baseline | None) -> tuple[Fix, ...]:
    """Mend what can be, and return it."""
    from git_decide.queries.checks import fixing
    from git_decide.queries.saving import save

    top = frame.top
    plan = fixing.plan(frame.worktree, paths, known.lists if known else None)
    save(top, dict(plan.contents))
    return plan.fixes


def _explain(frame: Frame, code: str, as_json: bool) -> int:
    from git_decide.codes import CODES, near

    known = CODES.get(code)
    if known is None:
        guess = near(code)
        hint = f"Did you mean {guess}? git decide check --explain {guess}" if guess else ""
        raise Refused(
            f"no finding is called {named(code)}",
            hint or "git decide check   shows the code behind each finding",
        )
    if as_json:
        frame.json(explanation={"code": code, **known.__dict__})
    else:
        paint = frame.paint()
        frame.out(f"{paint('bold', code)} ({known.severity})\n{known.reason}\n    {known.mend}")
    return 0


def _paths(frame: Frame, paths: Sequence[str], where: str) -> tuple[str, ...]:
    """Return the paths from the top; () stands for all."""
    from git_decide.cli.reading import from_top
    from git_decide.store import INDEX, WORKTREE

    if paths and where not in (INDEX, WORKTREE):
        return tuple(path.strip("/") for path in paths)
    for path in paths:
        if where == WORKTREE and not os.path.lexists(path):
            raise Usage(
                f"there is no file {named(path)}", "Paths are relative to the current folder."
            )
    made = tuple(from_top(frame, path) for path in paths)
    return () if "." in made else made


def _say(frame: Frame, found: Sequence[Finding], fixes: Sequence[Fix]) -> None:
    from git_decide.output.text import findings_text, fixes_text

    if fixes:
        frame.out(fixes_text(fixes, frame.paint()))
    if found:
        frame.out(findings_text(found, frame.paint()))


def _count(frame: Frame, found: Sequence[Finding], fixes: Sequence[Fix], staged: bool) -> None:
    from git_decide.output.text import count, tally

    if fixes:
        frame.note(f"Mended in {count(len(fixes), 'place')}; see git diff.")
    if found:
        frame.note(f"{tally(found)}{' left' if fixes else ''}")
    else:
        frame.note(f"Nothing {'else ' if fixes else ''}to mend{_where(staged)}.")


def _where(staged: bool) -> str:
    return " in what is staged" if staged else ""
