"""Reads costs as people state them: ``3 engineer-weeks``, ``half a day``, ``€ 5,000``."""

from __future__ import annotations

import re
from decimal import Decimal

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Of these there may be "a": "a fortune" is no number.
DURATIONS = ("minute", "hour", "day", "week", "fortnight", "sprint", "month", "quarter", "year")


@value
class Cost:
    """From how much to how much, in one unit; both are the same where it is one number.

    `unit` is in the singular and in lower case (``engineer-week``), money as its sign or code
    (``EUR``, ``$``). A negative cost frees something.
    """

    low: Decimal
    high: Decimal
    unit: str

    def __neg__(self) -> Cost:
        """Return what gives it back."""
        return Cost(-self.high, -self.low, self.unit)


def cost_in(text: str) -> Cost | None:
    """Return the cost that a text states; None where it is not one amount of one unit.

    What may be meant in two ways is none: ``5.000 €``, ``3 weeks and 2 days``, ``2 days a month``.
    """
    found = _AMOUNT.match(_plain(text))
    if not found:
        return None
    between, joined = bool(found["between"]), (found["to"] or "").strip().casefold() == "and"
    rest = found.string[found.end() :]
    money = _money(found["money"] or found["behind"] or "")
    unit = money if money and _ends_with(rest) else "" if money else _unit(rest)
    if not unit or between != joined or (found["money"] and found["behind"]):
        return None
    if found["low"].casefold() in ("a", "an") and not unit.endswith(DURATIONS):
        return None
    times = 1000 if found["thousands"] else 1
    high = _number(found["high"] or found["low"]) * times
    low = Decimal(0) if found["most"] else _number(found["low"]) * times
    if low > high:
        return None
    cost = Cost(low, high, unit)
    return -cost if is_freed(text) else cost


def is_freed(text: str) -> bool:
    """Return whether a cost is stated as what it frees: with a minus right before the amount."""
    return bool(_FREED.match(text.strip()))


def is_money(unit: str) -> bool:
    """Return whether a unit is money."""
    return unit in _MONEY.values()


def sums(costs: Iterable[Cost]) -> tuple[Cost, ...]:
    """Return the sum of the costs of each unit, by unit. Nothing is converted."""
    found: dict[str, Cost] = {}
    for cost in costs:
        so_far = found.get(cost.unit, Cost(Decimal(0), Decimal(0), cost.unit))
        found[cost.unit] = Cost(so_far.low + cost.low, so_far.high + cost.high, cost.unit)
    return tuple(found[unit] for unit in sorted(found))


_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_HALVES = r"(?:(?:an?|one|two|three|four|five|six) and a half|an? half|half(?: an?)?)\b"
_GROUPED = r"[0-9]{1,3}(?:[,' ][0-9]{3})+(?:\.[0-9]{1,2})?"
_DIGITS = rf"(?:{_GROUPED}|[0-9]{{1,9}}(?:[.,][0-9]{{1,2}})?)(?![.,']?[0-9])"
_NUMBER = rf"(?:[0-9]{{0,9}}½|{_DIGITS}|{_HALVES}|(?:{'|'.join(_WORDS)}|an?)\b)"
_MONEY = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP",
    "$": "$", "us$": "USD", "usd": "USD", "chf": "CHF", "¥": "¥", "jpy": "JPY",
}  # fmt: skip
_SIGNS = r"€|£|¥|(?:US)?\$|(?:EUR|USD|GBP|CHF|JPY|euros?)\b"
_DASH = r"[-\N{EN DASH}\N{EM DASH}]"
_ABOUT = r"(?:about|around|roughly|approximately|approx\.?|ca\.?|circa|some|estimated(?: at)?)\s"
_UP_TO = r"(?:up to|at most|no more than)\s"
_AMOUNT = re.compile(
    rf"\+?\s?(?:{_ABOUT}|[~≈]\s?)?(?P<most>{_UP_TO})?"
    rf"(?P<between>between\s)?(?P<money>{_SIGNS})?\s?(?P<low>{_NUMBER})"
    rf"(?:(?P<to>\s?{_DASH}\s?|\s(?:to|or|and)\s)(?:{_SIGNS})?\s?(?P<high>{_NUMBER}))?"
    rf"(?P<thousands>\s?k\b)?\s?(?P<behind>{_SIGNS})?",
    re.IGNORECASE,
)
_FREED = re.compile(
    r"[*_`]*(?:[-\N{EN DASH}]|\N{MINUS SIGN}\s?|minus\s)[*_`]*"
    rf"(?={_ABOUT}|[~≈]|{_UP_TO}|between\s|{_SIGNS}|{_NUMBER})",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[*_`]+")
_BULLET = re.compile(r"[-*+]\s+")
_NAMED = re.compile(r"\s?(?P<unit>[^\W\d_]+(?:[- ][^\W\d_]+)*)(?P<remark>.*)", re.DOTALL)
_REMARK = re.compile(rf"\s?(?:(?:[,;:.(]|{_DASH}\s).*)?", re.DOTALL)
_BEHIND_MONEY = re.compile(rf"(?:(?:\s?[,;:.(]|\s?{_DASH}?\s?[^\W\d_]).*)?", re.DOTALL)
# What ends a unit, and what a sum cannot be made of.
_ENDING = frozenset(
    ("of", "for", "in", "with", "without", "until", "by", "on", "at", "including", "incl", "if")
)
_JOINING = frozenset(("and", "or", "a", "an", "to", "then", "st", "nd", "rd", "th"))
_FURTHER = frozenset(
    (
        *_WORDS, "plus", "minus", "per", "each", "every", "times", "half", "dozen", "couple",
        "hundred", "thousand", "million", "billion", "daily", "weekly", "monthly", "yearly",
        "annually", "more", "less", "least", "lot", "few", "bit", "several", "many",
    )
)  # fmt: skip
_FREE = frozenset(("extra", "additional"))
_LONGEST = 3  # words of a unit
_SHORT = {"d": "day", "w": "week", "wk": "week", "h": "hour", "hr": "hour", "mo": "month"}


def _plain(text: str) -> str:
    """Return a text without marks of Markdown and without what says that it is freed."""
    begun = _FREED if is_freed(text) else _BULLET
    bare = begun.sub("", text.strip(), count=1) if begun.match(text.strip()) else text
    return " ".join(_MARKS.sub("", bare.replace("\N{MINUS SIGN}", "-")).split())


def _number(text: str) -> Decimal:
    words = text.casefold().split()
    if text.endswith("½"):
        return Decimal(text[:-1] or 0) + Decimal("0.5")
    if not text[:1].isdigit():
        half = Decimal("0.5") if "half" in words else Decimal(0)
        whole = words[0] not in ("half", "a", "an") or "and" in words or not half
        return half + (_counted(words[0]) if whole else 0)
    bare = re.sub("[' ]|,(?=[0-9]{3})", "", text)
    return Decimal(bare.replace(",", "."))


def _counted(word: str) -> int:
    return _WORDS.index(word) + 1 if word in _WORDS else 1


def _money(sign: str) -> str:
    return _MONEY.get(sign.casefold(), "")


def _unit(rest: str) -> str:
    """Return the unit that a text begins with, "" where it says something else as well."""
    found = _NAMED.fullmatch(rest)
    if not found:
        return ""
    words = re.split("[- ]", found["unit"].casefold())
    end = next((at for at, word in enumerate(words) if word in _ENDING), len(words))
    named = [word for word in words[:end] if word not in _FREE]
    rest_of_it = " ".join(words[end:])
    if not 0 < len(named) <= _LONGEST or not (_JOINING | _FURTHER).isdisjoint(named):
        return ""
    if _further(f"{rest_of_it} {found['remark']}") or not _REMARK.fullmatch(found["remark"]):
        return ""
    return "-".join([*named[:-1], _singular(named[-1])])


def _singular(word: str) -> str:
    bare = word[:-1] if len(word) > 2 and word[-1] == "s" and word[-2] != "s" else word
    return _SHORT.get(bare, bare)


def _ends_with(rest: str) -> bool:
    """Return whether what stands behind an amount of money leaves it as it is."""
    return bool(_BEHIND_MONEY.fullmatch(rest)) and not _further(rest)


def _further(remark: str) -> bool:
    """Return whether a remark tells of something that a sum must not leave out."""
    words = re.findall(r"[^\W\d_]+", remark.casefold())
    numbers = any(char.isnumeric() or char in "€£$¥%/" for char in remark)
    return numbers or not _FURTHER.isdisjoint(words)
