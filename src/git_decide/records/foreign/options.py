"""Brings the options of a record together: a list of names here, pros and cons there."""

from __future__ import annotations

import re

from git_decide.records.alternatives import part_name
from git_decide.records.model import Alternative
from git_decide.records.template_text import is_hint, is_unfilled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Placed = tuple[Alternative, int]

_NUMBER = re.compile(
    r"(?:option|alternative|solution|approach|choice|variant)\s*#?\s*(?:\d{1,2}|[a-z])\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"{_NUMBER.pattern}\W*|(?:\d{{1,2}}|[a-z])[.):]\s+", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?")
_CHOSEN = re.compile(
    r"\s*[(\[]?(?:chosen|selected|accepted|rejected)(?: option)?[)\]]?\Z", re.IGNORECASE
)
_LEAST = 4  # characters of a name that may stand for a longer one
_OTHERS = frozenset({"", "\u2026", "...", "etc", "etc."})


def whole(option: Alternative, line: str) -> Alternative:
    """Return an option whose number was taken for its name: "Option 1" of "Option 1: Redis".

    `line` is that which names it.
    """
    if not option.reason or not _NUMBER.fullmatch(option.name):
        return option
    first, _, below = option.reason.partition("\n\n")
    if first.partition("\n")[0] not in line:  # it stands below a heading
        return option
    name, reason = part_name(first)
    reasons = "\n\n".join(text for text in (reason, below.strip()) if text)
    return Alternative(f"{option.name}: {name}", reasons or None)


def apart(options: Sequence[Placed], shown: Sequence[str]) -> list[Placed]:
    """Return the items of a list by all their words where the first ones name several.

    "Host: ours" and "Host: theirs" are two options, not one of the name "Host". `shown`
    are the lines of the text.
    """
    names = [_bare(option.name) if _goes_on(option, shown[at]) else "" for option, at in options]
    return [
        (_worded(option), at) if name and names.count(name) > 1 else (option, at)
        for name, (option, at) in zip(names, options, strict=True)
    ]


def _goes_on(option: Alternative, line: str) -> bool:
    """Tell whether the line that names an option begins with its reason, too."""
    first = (option.reason or "").partition("\n")[0]
    return bool(first) and first in line


def _worded(option: Alternative) -> Alternative:
    first, _, below = (option.reason or "").partition("\n\n")
    words = " ".join(first.split())
    return Alternative(f"{option.name}: {words}" if words else option.name, below.strip() or None)


def merged(known: Sequence[Placed], found: Sequence[Placed]) -> list[Placed]:
    """Return the options of two sections; those of the same name are one.

    "Redis" below "Pros and Cons of the Options" is "Option 2: Redis" in the list above it.
    """
    made = list(known)
    others = {_bare(option.name) for option, _ in found}
    free = [at for at, (option, _) in enumerate(known) if _bare(option.name) not in others]
    for option, line in found:
        at = _known(option.name, made, free)
        if at is None:
            made.append((option, line))
            continue
        before, place = made[at]
        reasons = [reason for reason in (before.reason, option.reason) if reason]
        reason = "\n\n".join(dict.fromkeys(reasons)) or None
        longer = max(before.name, option.name, key=len)
        made[at] = (Alternative(longer, reason), place)
    return made


def _known(name: str, options: Sequence[Placed], free: Sequence[int]) -> int | None:
    """Return which of the `options` is called so, or nearly so and at a place that is `free`."""
    wanted = _bare(name)
    names = [_bare(option.name) for option, _ in options]
    if wanted in names:
        return names.index(wanted)
    near = [at for at in free if _begins(names[at], wanted) or _begins(wanted, names[at])]
    return near[0] if len(near) == 1 else None


def _begins(longer: str, shorter: str) -> bool:
    return (
        len(shorter) >= _LEAST
        and longer.startswith(shorter)
        and not longer[len(shorter) : len(shorter) + 1].isalnum()
    )


def _bare(name: str) -> str:
    """Return a name as it is compared: without its number, links and decoration."""
    text = _LINK.sub(r"\1", name).casefold()
    text = _CHOSEN.sub("", _NUMBERED.sub("", text, count=1) or text)
    return " ".join("".join(c if c.isalnum() or c in "+#./" else " " for c in text).split())


def is_left(option: Alternative) -> bool:
    """Tell whether a template left it: ``[option 1]``, ``{title of option}``, ``…``."""
    bare = option.name.strip()
    framed = bare[:1] + bare[-1:] in ("[]", "{}") and bare[1:-1].islower() and "](" not in bare
    if not (bare.casefold() in _OTHERS or framed or is_hint(bare)):
        return False
    return option.reason is None or is_unfilled(option.reason)
