"""Says in a reference what a record is called now, in the manner in which it was written."""

from __future__ import annotations

import re
from urllib.parse import quote

from git_decide.records.digest import PAGES, stem_of, unprefixed
from git_decide.records.ids import number_in
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.digest import Name

_NUMBERED = re.compile(
    r"(?P<before>[^\w#]{0,3}(?:[A-Za-z]{2,10}[-_ .#]{0,2}|#)?)(?P<digits>[0-9]+)"
)
_WIDEST = 9  # digits


@value
class Change:
    """What becomes of a record: its name before and after, its title where that changes."""

    old: Name
    new: Name
    old_title: str = ""
    new_title: str = ""

    @property
    def renumbers(self) -> bool:
        """Whether the number changes."""
        return (self.old.number, self.old.letter) != (self.new.number, self.new.letter)


def moved_step(name: Name) -> str:
    """Return what a path says of a record: the name of its file, or of its folder."""
    folder, _, base = name.path.rpartition("/")
    return folder.rpartition("/")[2] if stem_of(base).lower() in PAGES else base


def place_of(name: Name) -> str:
    """Return the path of what moves with a record: its file, or its folder."""
    folder, _, base = name.path.rpartition("/")
    return folder if stem_of(base).lower() in PAGES else name.path


def whole_word(id: str) -> re.Pattern[str]:  # noqa: A002
    """Return what finds an id in a text, but not as a part of a longer one."""
    return re.compile(rf"(?<![\w-]){re.escape(id)}(?![\w-])")


def reworded(written: str, change: Change) -> str:
    """Return the reference as it must be now; as it was, where it still means the record."""
    log, slash, rest = written.rpartition("/")
    if slash and log != change.old.log:
        return repathed(written, change)
    if stem_of(rest):
        return repathed(written, change)
    return f"{log}{slash}{_id(rest, change)}"


def repathed(written: str, change: Change) -> str:
    """Return a path with the file's new name in it, spaces and the like as they were written."""
    old, new = moved_step(change.old), moved_step(change.new)
    for before, after in ((old, new), (quote(old), quote(new))):
        head, found, tail = written.rpartition(before)
        if found and head[-1:] in ("", "/") and tail[:1] in ("", "/"):
            return f"{head}{after}{tail}"
    bare, after = stem_of(old), stem_of(new)  # a link to a page may leave out how it ends
    if bare and (written == bare or written.endswith(f"/{bare}")):
        return f"{written.removesuffix(bare)}{after}"
    return written


def relabelled(label: str, change: Change) -> str:
    """Return the text of a link to the record as it must be now: its id, its number, its title."""
    called = whole_word(change.old.id).search(label)
    if called:
        return f"{label[: called.start()]}{change.new.id}{label[called.end() :]}"
    number = _NUMBERED.match(label)
    made = label
    if change.renumbers and number and not label[number.end() : number.end() + 1].isalnum():
        made = _numbered(label, change)
    if change.new_title and made.endswith(change.old_title):
        made = made.removesuffix(change.old_title) + change.new_title
    return made


def _id(written: str, change: Change) -> str:
    """Return an id, an abbreviation, a number or a title as it must be now."""
    bare = unprefixed(written)
    for text in dict.fromkeys((written, bare)):
        if text and (text == change.old.id or (not text.isdigit() and _begins(text, change))):
            return written.removesuffix(text) + change.new.id
    if number_in(written) != ("", ""):
        return _numbered(written, change) if change.renumbers else written
    return relabelled(written, change)


def _begins(text: str, change: Change) -> bool:
    number = number_in(text)
    return change.old.id.startswith(text) and number == ("", "")


def _numbered(text: str, change: Change) -> str:
    """Return a text whose first number is the new one, if it was the old one."""
    found = _NUMBERED.match(text)
    if not found or len(found["digits"]) > _WIDEST or int(found["digits"]) != change.old.number:
        return text
    digits, rest = found["digits"], text[found.end() :]
    if change.old.letter and rest[:1].lower() == change.old.letter:
        rest = rest[1:]
    number = change.new.number or 0
    return f"{found['before']}{number:0{len(digits)}d}{change.new.letter}{rest}"
