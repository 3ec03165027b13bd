"""Says of one module why a change to it is refused: what was touched, what was wanted."""

from __future__ import annotations

from git_decide.output.terminal import cut, safe
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from git_decide.policy.model import Case, Lack, ModuleVerdict, Verdict

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
_COLUMNS = 400  # of a reason; what a message names may be as long as a message


def module_names(modules: Sequence[ModuleVerdict]) -> str:
    """Return the modules as a part of a sentence."""
    names = [f"'{safe(module.module)}'" for module in modules]
    if len(names) == 1:
        return f"the fragile module {names[0]}"
    return f"the fragile modules {', '.join(names[:-1])} and {names[-1]}"


def module_lines(judged: Judged, module: ModuleVerdict, by: Sequence[str] = ()) -> list[str]:
    """Return why a module is fragile, who owns it, what was changed `by` whom, what lacks."""
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
