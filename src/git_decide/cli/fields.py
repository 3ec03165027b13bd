"""The flags that fill the fields of a record, the same for every verb that writes one."""

from __future__ import annotations

import click

from git_decide.cli.frame import Usage
from git_decide.errors import named
from git_decide.queries.filling import Given
from git_decide.records.model import KINDS, Alternative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from git_decide.cli.frame import Frame
    from git_decide.policy.model import Rules

# Texts of the front matter, its lists, and sections, by the keys of the canonical document.
TEXTS = ("kind", "date", "review-by", "cost", "escalated-to")
LISTS = (
    "deciders",
    "consulted",
    "informed",
    "modules",
    "paths",
    "supersedes",
    "amends",
    "relates",
    "tags",
    "aliases",
)
SECTIONS = (
    "context",
    "decision",
    "trade-offs",
    "success-criteria",
    "perspectives.product",
    "perspectives.engineering",
    "resolution",
    "escalation",
    "outcome",
)
LINKS = ("supersedes", "amends", "relates")


def _day(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    from datetime import date

    if text is None:
        return None
    try:
        fine = date.fromisoformat(text).isoformat() == text
    except ValueError:
        fine = False
    if not fine:
        raise click.BadParameter(f"{named(text)} is no date of the form YYYY-MM-DD.", ctx, param)
    return text


def folded(ctx: click.Context, param: click.Parameter, given: Any) -> Any:
    """Return what an option was given, as one line."""
    if given is None:
        return None
    if isinstance(given, tuple):
        return tuple(_one_line(ctx, param, text) for text in given)
    return _one_line(ctx, param, given)


def _one_line(ctx: click.Context, param: click.Parameter, text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise click.BadParameter("it is empty.", ctx, param)
    return line


def filled(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    """Return what an option was given; a text must say something."""
    if text is not None and not text.strip():
        raise click.BadParameter("it is empty.", ctx, param)
    return text


_PERSON = "'NAME (ROLE)'"
_OPTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("--kind", "kind", {"type": click.Choice(KINDS), "help": "Who owns the decision."}),
    ("--decider", "deciders", {"metavar": _PERSON, "help": "Who decided; repeatable."}),
    ("--consulted", "consulted", {"metavar": _PERSON, "help": "Who was asked; repeatable."}),
    ("--informed", "informed", {"metavar": _PERSON, "help": "Who was told; repeatable."}),
    ("--module", "modules", {"metavar": "NAME", "help": "A fragile module it covers; repeatable."}),
    (
        "--path",
        "paths",
        {
            "metavar": "PATTERN",
            "help": "Paths it covers, as in .gitattributes: 'src/api/**'; repeatable.",
        },
    ),
    ("--context", "context", {"metavar": "TEXT", "help": "What made a decision necessary."}),
    ("--decision", "decision", {"metavar": "TEXT", "help": "What was decided, beyond the title."}),
    (
        "--alternative",
        "alternatives",
        {"metavar": "'NAME: REASON'", "help": "What lost, and why; repeatable."},
    ),
    ("--trade-offs", "trade-offs", {"metavar": "TEXT", "help": "What gets better and worse."}),
    (
        "--success-criteria",
        "success-criteria",
        {"metavar": "TEXT", "help": "How to tell that it worked."},
    ),
    ("--product", "perspectives.product", {"metavar": "TEXT", "help": "What product says."}),
    (
        "--engineering",
        "perspectives.engineering",
        {"metavar": "TEXT", "help": "What engineering says."},
    ),
    ("--resolution", "resolution", {"metavar": "TEXT", "help": "What settled a disagreement."}),
    ("--escalation", "escalation", {"metavar": "TEXT", "help": "What was asked of whom."}),
    ("--escalated-to", "escalated-to", {"metavar": _PERSON, "help": "Who was asked to settle it."}),
    ("--outcome", "outcome", {"metavar": "TEXT", "help": "What came of it."}),
    ("--supersedes", "supersedes", {"metavar": "ID", "help": "A record it replaces; repeatable."}),
    ("--amends", "amends", {"metavar": "ID", "help": "A record it changes; repeatable."}),
    ("--relates", "relates", {"metavar": "ID", "help": "A record to see too; repeatable."}),
    ("--review-by", "review-by", {"metavar": "DATE", "help": "When to look at it again."}),
    ("--cost", "cost", {"metavar": "TEXT", "help": "What it costs (needed for scope)."}),
    ("--tag", "tags", {"metavar": "WORD", "help": "A tag; repeatable."}),
    ("--alias", "aliases", {"metavar": "ID", "help": "A former id of it; repeatable."}),
    ("--date", "date", {"metavar": "DATE", "help": "The day of the decision (today)."}),
)


def field_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add a flag for every field of a record; they arrive as keywords for `given`."""
    for flag, key, extra in reversed(_OPTIONS):
        name = _keyword(key)
        many = key in LISTS or key == "alternatives"
        option = click.option(flag, name, multiple=many, callback=_callback(key), **extra)
        function = option(function)
    return function


def _keyword(key: str) -> str:
    return "field_" + key.replace("-", "_").replace(".", "_")


def _callback(key: str) -> Callable[..., Any] | None:
    if key in ("date", "review-by"):
        return _day
    if key in SECTIONS:
        return filled
    return None if key == "kind" else folded


def given(fields: dict[str, Any]) -> Given:
    """Return what the flags of `field_options` said."""
    from git_decide.output.new_record import alternative_item

    alternatives = tuple(_alternative(text) for text in fields["field_alternatives"])
    return Given(
        tuple(_filter(fields, TEXTS)),
        tuple(_filter(fields, LISTS)),
        tuple(_filter(fields, SECTIONS)),
        alternatives,
        "\n".join(map(alternative_item, alternatives)),
    )


def checked(given: Given) -> Given:
    """Return what was given, once modules and paths are known to be well-formed.

    Raises `Usage`, like a flag that Click refuses.
    """
    if not given.items("modules") and not given.items("paths"):
        return given
    from git_decide.git.attributes import pattern_problem
    from git_decide.queries.flags import valid_name
    from git_decide.records.violations import path_problem

    for module in given.items("modules"):
        if not valid_name(module):
            raise Usage(
                f"--module {named(module)}: that cannot name a module",
                "Names have lower-case letters, digits, - and _.",
            )
    for pattern in given.items("paths"):
        problem = pattern_problem(pattern) or path_problem(pattern)
        if problem:
            raise Usage(f"--path {named(pattern)}: {problem}")
    return given


def linked(frame: Frame, rules: Rules, given: Given, log: str = "") -> Given:
    """Return what was given, with the records that it links to, and their whole ids.

    `log` is that of the linking record. Raises `Refused` for an unknown id and
    `UserError` for an ambiguous one.
    """
    if not any(given.items(key) for key in LINKS):
        return given
    from git_decide import store
    from git_decide.cli.reading import id_of
    from git_decide.queries.superseding import link
    from git_decide.values import replace

    lists, links = [], []
    for key, items in given.lists:
        if key in LINKS:
            meant = [id_of(frame, each) for each in items]
            found = [store.find(frame.worktree, rules, store.WORKTREE, each) for each in meant]
            named = [link(other.name, other.reading.record, log) for other in found]
            links += named
            lists.append((key, tuple(each.id for each in named)))
        else:
            lists.append((key, items))
    return replace(given, lists=tuple(lists), links=tuple(links))


def _filter(fields: dict[str, Any], keys: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for key in keys:
        if found := fields[_keyword(key)]:
            yield key, found


def _alternative(text: str) -> Alternative:
    name, _, reason = text.partition(":")
    if not name.strip():
        raise Usage(
            f"--alternative {named(text)}: it names nothing", "Write --alternative 'NAME: WHY'."
        )
    return Alternative(name.strip(), reason.strip() or None)
