"""Says of one module why a change to it is refused: what was touched, what was wanted."""

from __future__ import annotations

from git_decide.output.terminal import cut, safe
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from git_decide.policy.model import Case, Lack, ModuleVerdict, Side, Verdict
    from git_decide.queries.asking import Decider, Whom

    class Judged(Protocol):
        """A commit or a range that was judged."""

        @property
        def case(self) -> Case:
            """What was judged."""

        @property
        def verdict(self) -> Verdict:
            """What the rules say of it."""


FILES = 4  # that are named; of more the number is told
LACKS = 8  # likewise
PEOPLE = 3  # likewise, of those who could be asked
_COLUMNS = 400  # of a reason; what a message names may be as long as a message


def module_names(modules: Sequence[ModuleVerdict]) -> str:
    """Return the modules as a part of a sentence."""
    names = [f"'{safe(module.module)}'" for module in modules]
    if len(names) == 1:
        return f"the fragile module {names[0]}"
    return f"the fragile modules {', '.join(names[:-1])} and {names[-1]}"


def ask_lines(asked: Whom) -> list[str]:
    """Return whom to ask: for each side that is missing, else who decided before, and owners."""
    lines = [_of_side(asked, *each) for each in zip(asked.sides, asked.titles, strict=True)]
    if not lines and asked.deciders:
        lines.append(people(asked.deciders))
    if asked.code_owners:
        lines.append(f"the code owners: {', '.join(asked.code_owners[:PEOPLE])}")
    return [cut(safe(line), _COLUMNS) for line in lines]


def _of_side(asked: Whom, side: Side, titles: Sequence[str]) -> str:
    found = asked.of(side)
    if found:
        return f"{side}: {people(found)}"
    *some, last = titles[:PEOPLE] or (f"somebody of {side}",)
    return f"{side}: a {' or '.join([', '.join(some), last] if some else [last])}; none decided yet"


def people(found: Sequence[Decider]) -> str:
    """Return who decided before, and in which record."""
    told: dict[str, list[str]] = {}
    for each in found[:PEOPLE]:
        told.setdefault(each.record, []).append(each.person)
    return "; ".join(
        f"{', '.join(people)}, who decided {record}" for record, people in told.items()
    )


def module_lines(
    judged: Judged, module: ModuleVerdict, by: Sequence[str] = (), asked: Whom | None = None
) -> list[str]:
    """Return why a module is fragile, who owns it, what was changed `by` whom, what lacks.

    And whom to ask, where that is known.
    """
    policy = judged.case.rules.module(module.module)
    why = policy.why or "(decisions.toml does not say why it is fragile)"
    lines = [f"  {safe(module.module)}: {safe(why)}"]
    if policy.owners:
        lines.append(f"    owners   {safe(', '.join(policy.owners))}")
    lines += _label("changed", _files(module))
    lines += _label("by", by)
    lines += _label("wanted", _wanted(judged, module))
    broken = judged.verdict.broken_links
    lacks = [*dict.fromkeys((*module.lacks, *broken))]
    lines += _label("but", [cut(_lack(lack), _COLUMNS) for lack in lacks[:LACKS]])
    if len(lacks) > LACKS:
        lines.append(f"{'':13}and {count(len(lacks) - LACKS, 'more reason')}")
    lines += _label("ask", ask_lines(asked) if asked else ())
    return [*lines, ""]


def _label(label: str, texts: Sequence[str]) -> list[str]:
    return [f"    {label if not i else '':<8} {text}" for i, text in enumerate(texts)]


def _files(module: ModuleVerdict) -> list[str]:
    reasons = {
        "content": "",
        "flag": " (its fragile flag is changed or taken away)",
        "rules": " (what judges this module is changed)",
    }
    touched = [t for t in module.touches if t.path in module.uncovered] or list(module.touches)
    lines = [safe(touch.path) + reasons[touch.how] for touch in touched[:FILES]]
    if len(touched) > FILES:
        lines.append(f"and {count(len(touched) - FILES, 'more file')}")
    return lines


def _wanted(judged: Judged, module: ModuleVerdict) -> list[str]:
    policy = judged.case.rules.module(module.module)
    wishes = ["an accepted or proposed record" if policy.require == "proposed" else ""]
    if policy.decided_by:
        wishes.append(f"decided by {' and '.join(policy.decided_by)}")
    if policy.max_age is not None:
        wishes.append(f"at most {count(policy.max_age, 'day')} old")
    text = ", ".join(wish for wish in wishes if wish)
    return [text] if text else []


def _lack(lack: Lack) -> str:
    if lack.code in ("unknown-record", "ambiguous-record", "skip-forbidden"):
        return safe(lack.message)
    return safe(f"{lack.record} {lack.message}")
