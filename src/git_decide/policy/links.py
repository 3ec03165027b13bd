"""Reads the links of a commit message: the one grammar for hooks, ranges, `why` and the index.

A link is a line ``Decision: <id>[, <id>…]``, a skip a line ``Decision-Skip:
<reason>``, in any case, with the lines folded under it, anywhere in the message:

- Where git's own parser sees a trailer, so does this one. A line elsewhere in
  the body counts as well: it was plainly meant, and a link that is refused for
  a blank line too many teaches nothing. It is marked (`Written.trailer`).
- The first line is never a link, since it is what `git log --oneline` shows.
  The rest of its paragraph may hold some, though git folds that paragraph into
  the subject: who types ``Fix it`` and ``Decision: 42`` below it means a link.
- Under ``Squashed commit of the following:`` indented lines count too, because
  that is how ``git merge --squash`` quotes the messages that it squashes.
- What squash buttons, merge bots and people put around such a line does not
  matter (`policy.links_dressed`), where all its values can only be ids.
"""

from __future__ import annotations

from git_decide.policy.links_dressed import plain, undressed, untied
from git_decide.policy.message import SPACE, is_blank, separator, trailer_block
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DECISION = "Decision"
SKIP = "Decision-Skip"
_WORD = DECISION.lower()
_KEYS = {DECISION.lower(): DECISION, SKIP.lower(): SKIP}
_PLAIN_LINK = f"{DECISION}: ".encode()
_RAW_WORD = _WORD.encode()
_SPACE = SPACE.encode()
_SIGNED = "Signed-off-by:"
_SQUASH = "Squashed commit of the following:"
_FIXUPS = ("fixup! ", "squash! ", "amend! ")
_HEXADECIMAL = frozenset("0123456789abcdef")


@value
class Written:
    """One value of a `Decision:` line; `trailer` tells whether git sees it as one."""

    value: str
    trailer: bool = True


@value
class Entry:
    """A `Decision:` or `Decision-Skip:` line with the lines folded under it.

    `key` in its usual spelling; `value` unfolded; `first` and `end` number the
    lines, half open; `indent` is the white space in front of the first, with what
    makes it a quotation or an item of a list. `dressed` tells that it is written
    otherwise than git would see it even in its last paragraph.
    """

    key: str
    value: str
    first: int
    end: int
    trailer: bool
    indent: str = ""
    dressed: bool = False


@value
class Message:
    """What a commit message says to the rules.

    `skips` are reasons, never empty; `empty_skip` tells of a skip without one.
    `reverts` are the words that may be ids of commits, perhaps abbreviated: a
    revert names what it takes back. `bare` tells that there are links and
    sign-offs and nothing else: nobody typed a subject, and git would take the
    first of these lines for it.
    """

    subject: str
    links: tuple[Written, ...] = ()
    skips: tuple[str, ...] = ()
    empty_skip: bool = False
    fixup: bool = False
    reverts: tuple[str, ...] = ()
    bare: bool = False


def read(message: str) -> Message:
    """Return what a message says, after git's own clean-up (`message.clean`)."""
    lines = message.lstrip(SPACE).split("\n")
    found = entries(lines, "#") if _WORD in message.lower() else ()
    skips = [entry.value for entry in found if entry.key == SKIP]
    subject = _subject(lines, found)
    return Message(
        subject=subject,
        links=_links(found),
        skips=tuple(dict.fromkeys(reason for reason in skips if reason)),
        empty_skip="" in skips,
        fixup=subject.startswith(_FIXUPS),
        reverts=_reverts(message),
        bare=is_bare(lines),
    )


def links_and_skips(message: str) -> tuple[tuple[Written, ...], tuple[str, ...]]:
    """Return the links and the skips of a message, as `read` does: for very many of them."""
    found = entries(message.lstrip(SPACE).split("\n"), "#")
    skips = (entry.value for entry in found if entry.key == SKIP and entry.value)
    return _links(found), tuple(dict.fromkeys(skips))


def lone_link(message: bytes) -> str:
    """Return the one link of a message that says nothing else, in a paragraph of its own.

    That is a trailer, as most links are written. "" for any other message, of which
    `links_and_skips` tells more, thirty times as slowly.
    """
    before, _, last = message.rstrip(b"\n").rpartition(b"\n\n")
    said = last[len(_PLAIN_LINK) :]
    if (
        last.startswith(_PLAIN_LINK)
        and said[:1].isalnum()
        and said.translate(None, b"-/").isalnum()
        and before.strip(_SPACE)
        and _RAW_WORD not in before.lower()
        and _RAW_WORD not in said.lower()
    ):
        return said.decode()
    return ""


def entries(lines: Sequence[str], comment: str = "") -> tuple[Entry, ...]:
    """Return the link lines of a message that begins with its subject.

    Lines that start with `comment` do not keep git from seeing a block of trailers.
    """
    wanted = [at for at, line in enumerate(lines) if at and _WORD in line.lower()]
    if not wanted:
        return ()
    block = trailer_block(lines, comment)
    squash = next((at for at, line in enumerate(lines) if line.rstrip(SPACE) == _SQUASH), None)
    found: list[Entry] = []
    item = undressed(lines, 0, squashed=False) if _WORD in lines[0].lower() else None
    behind = item.end if item else 0  # what is indented below a subject belongs to it
    for at in wanted:
        if at >= behind:
            squashed = squash is not None and squash < at
            entry = _plain(lines, at, block, squashed) or _dressed(lines, at, squashed)
            if entry:
                behind = entry.end
                found += [entry] if entry.value or not entry.dressed else []
    return tuple(found)


def _plain(lines: Sequence[str], at: int, block: tuple[int, int], squashed: bool) -> Entry | None:
    line = lines[at]
    bare = line.lstrip(" \t") if squashed else line
    colon = separator(bare)
    key = _KEYS.get(bare[:colon].rstrip(" \t").lower()) if colon > 0 else None
    if not key:
        return None
    indent = line[: len(line) - len(bare)]
    end = _fold_end(lines, at, indent)
    said = unfolded((bare[colon + 1 :], *lines[at + 1 : end]))
    return Entry(key, said, at, end, not indent and block[0] <= at < block[1], indent)


def _dressed(lines: Sequence[str], at: int, squashed: bool) -> Entry | None:
    found = undressed(lines, at, squashed)
    if found is None:
        return None
    return Entry(_KEYS[found.key.lower()], found.said, at, found.end, False, found.lead, True)


def is_bare(lines: Sequence[str]) -> bool:
    """Tell whether these lines are links and sign-offs only: a message without a subject."""
    # The first line is never an entry: it is read as if a subject stood above it.
    linked = _numbers(entries(("", *lines)))
    written = [(at, line) for at, line in enumerate(lines, 1) if not is_blank(line)]
    return bool(written) and all(at in linked or line.startswith(_SIGNED) for at, line in written)


def values(text: str) -> tuple[str, ...]:
    """Return the values of a `Decision:` line: what stands between its commas."""
    parts = (plain(unfolded(part.split("\n"))) for part in untied(text).split(","))
    return tuple(part for part in parts if part)


def unfolded(lines: Iterable[str]) -> str:
    """Return a folded value on one line."""
    return " ".join(filter(None, (line.strip(SPACE) for line in lines)))


def _fold_end(lines: Sequence[str], at: int, indent: str) -> int:
    # Only what is indented deeper is folded: inside a squashed message all lines are indented.
    deeper = (f"{indent} ", f"{indent}\t")
    end = at + 1
    while end < len(lines) and lines[end].startswith(deeper) and not is_blank(lines[end]):
        end += 1
    return end


def _numbers(found: Iterable[Entry]) -> frozenset[int]:
    return frozenset(number for entry in found for number in range(entry.first, entry.end))


def _links(found: Iterable[Entry]) -> tuple[Written, ...]:
    seen: dict[str, bool] = {}
    for entry in found:
        if entry.key == DECISION:
            for written in values(entry.value):
                seen[written] = seen.get(written, False) or entry.trailer
    return tuple(Written(written, trailer) for written, trailer in seen.items())


def _subject(lines: Sequence[str], found: Iterable[Entry]) -> str:
    """Return the first paragraph on one line, as git shows it, without its links."""
    linked = _numbers(found)
    paragraph = []
    for number, line in enumerate(lines):
        if is_blank(line):
            break
        if number not in linked:
            paragraph.append(line)
    return unfolded(paragraph)


def _reverts(message: str) -> tuple[str, ...]:
    """Return every word that could be an object id: whether it is one, git knows.

    People name what they take back in many ways ("Roll back 4f2a9c1"), and only
    the content tells whether it is given back.
    """
    said = message.lower()
    apart = {ord(mark): " " for mark in {*said} if not mark.isalnum()}
    return tuple(dict.fromkeys(filter(_may_be_id, said.translate(apart).split())))


def _may_be_id(word: str) -> bool:
    return 7 <= len(word) <= 64 and _HEXADECIMAL.issuperset(word)
