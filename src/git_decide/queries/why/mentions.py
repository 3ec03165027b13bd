"""Finds records whose text has words of a path or of a line, where nothing links them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile

from git_decide.queries.why.model import Evidence
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.queries.why.inquiry import Inquiry
    from git_decide.records.digest import Name
    from git_decide.records.model import Record

_MOST = 3  # records that are offered
_RECORDS = 1000  # of larger logs the last ones only
_CODE = re.compile(r"`([^`\n]{2,80})`")
# What names a thing: joined by the signs that names of files and programs are joined by.
_TOKEN = re.compile(r"[^\W_](?:[\w.+-]*[^\W_])?")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
_COMMON_LINES = (
    "about above adr after all also and any are architecture as at be but by can code data",
    "decide decision do docs document each else example false file files for format from",
    "function get has have http https if in into is it its let like list main make may more",
    "name new node none not null object of on one only open or other our out over package",
    "path print project read readme record records return same self set should so some src",
    "status such than that the their them then there they this to tool true two type under up",
    "use used user using value var version void was we were what when where which while who",
    "will with word write you your",
    "api async await begin bool catch class cli const css def end err error func html id import",
    "int json nil private public rest sdk sql static string throw try ui uri url xml yaml",
)
_COMMON = frozenset(word for line in _COMMON_LINES for word in line.split())


@value
class Speech:
    """The words of a record: names that stand for one thing only, and the words of its title."""

    names: frozenset[str]
    title: frozenset[str]


def note(inquiry: Inquiry, texts: Sequence[str], preferred: Mapping[str, str]) -> None:
    """Note the records that speak of what stands in a path (the first of `texts`) or a line.

    A name in a record's code or title will do, of plain words in its title it takes two.
    Those at the paths `preferred` come first: some commit, the value, wrote them and the line.
    """
    names = [gist.name for gist in inquiry.shelf.gists if _may_hold(gist.status)][-_RECORDS:]
    read = inquiry.shelf.read(names)
    spoken = {name: speech(record) for name, record in read.items() if record}
    found = matching(spoken, texts)
    known = Counter(word for words in found.values() for word in words)

    def score(name: Name) -> int:
        rare = sum(100 // known[word] for word in found[name])
        return rare + 150 * (name.path in preferred) + 20 * _near(name.path, texts[0])

    for name in sorted(found, key=score, reverse=True)[:_MOST]:
        said, wrote = ", ".join(found[name]), preferred.get(name.path, "")
        inquiry.ledger.add(name, Evidence("mentions", said, line_from=wrote, weight=score(name)))


def tells(title: str) -> bool:
    """Return whether a title says more than that decisions are recorded, as first ones do."""
    return bool(_words([title]))


def _near(record: str, path: str) -> int:
    """Return how many folders above a record and a path are the same."""
    pairs = zip(record.split("/")[:-1], path.split("/")[:-1], strict=False)
    return len([*takewhile(lambda pair: pair[0] == pair[1], pairs)])


def _may_hold(status: str) -> bool:
    return status not in ("rejected", "problem")


def matching(spoken: dict[Name, Speech], texts: Sequence[str]) -> dict[Name, tuple[str, ...]]:
    """Return the words that each record shares with a path and with lines, none for none.

    What most records of a log speak of, such as the project's own name, does not count.
    """
    path, *lines = texts
    names, words = _said(path.rpartition("/")[2], *lines)
    names |= {path.lower()} if path else set()
    spread = Counter(word for speech in spoken.values() for word in speech.names | speech.title)
    usual = {word for word, many in spread.items() if many > _MOST}  # they single nothing out
    names, words = names - usual, words - usual
    found = {}
    for name, speech in spoken.items():
        shared = sorted(names & speech.names, key=lambda word: -len(word))
        plain = sorted(words & speech.title)
        if shared or len(plain) > 1:
            found[name] = tuple(dict.fromkeys([*shared, *plain]))
    return found


def speech(record: Record) -> Speech:
    """Return what a record speaks of."""
    texts = [
        record.title, record.context, record.decision, record.trade_offs,
        *(each.name for each in record.alternatives),
        *(section.text for section in record.sections),
    ]  # fmt: skip
    codes = [code for text in texts if text for code in _CODE.findall(text)]
    # What is one plain word may be any word of the code: `nil`, `packet`.
    marked = (code for code in codes if not (code.isalpha() and code.islower()))
    names = {code.lower() for code in marked if code.lower() not in _COMMON}
    names |= {token for token in _said(*codes)[0] if not token.isalpha()}
    names |= {token.lower() for token in _proper(record.title or "")}
    return Speech(frozenset(names), frozenset(_words([record.title or ""])))


def _proper(title: str) -> Iterable[str]:
    """Yield the words of a title that are written large in the middle of small ones."""
    words = _TOKEN.findall(title)
    small = [word for word in words[1:] if word[0].islower()]
    if len(small) * 2 < len(words) - 1:
        return
    yield from (word for word in words[1:] if word[0].isupper() and word.lower() not in _COMMON)


def _said(*texts: str) -> tuple[set[str], set[str]]:
    """Return the names in some texts, with their parts, and the plain words."""
    tokens = {token.lower() for text in texts for token in _TOKEN.findall(text)}
    tokens |= {token.rpartition(".")[0] for token in tokens if "." in token}
    parts = {part for token in tokens for part in re.split("[-._+]", token) if len(part) > 3}
    return {each for each in tokens | parts if len(each) > 2} - _COMMON, _words(texts)


def _words(texts: Iterable[str]) -> set[str]:
    parts = (part.lower() for text in texts for part in _PART.findall(text))
    found = {_bare(part) for part in parts if len(part) > 2 and part not in _COMMON}
    return found - _COMMON


def _bare(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 4 else word
