"""The text of a file as reading sees it, changed at single places and nowhere else."""

from __future__ import annotations

from git_decide.errors import Refused
from git_decide.records.edit.source import lines
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_BOM = b"\xef\xbb\xbf"
_BREAKS = (b"\n", b"\r")


@value
class Edit:
    """`new` for the text `old`, which begins at a place counted from one, on one line."""

    line: int
    column: int
    old: str
    new: str


@value
class Lines:
    """The lines `texts` for those from `first` up to, without, `last`, counted from one.

    Where `first` is `last` they come before that line. Different changes never overlap.
    """

    first: int
    last: int
    texts: tuple[str, ...] = ()


class View:
    """A file of which single places change; every other byte comes back, whatever it is.

    `lines` are those that reading sees: without line breaks, with U+FFFD for what is no
    text. The first is that behind a byte order mark.
    """

    __slots__ = ("_bom", "_newline", "_raw", "lines")

    def __init__(self, content: bytes) -> None:
        self._bom = _BOM if content.startswith(_BOM) else b""
        whole = content[len(self._bom) :].decode("latin-1")  # every byte is a character
        self._raw = [part.encode("latin-1") for part in lines(whole)]
        self.lines = [_shown(raw) for raw in self._raw]
        self._newline = _break_of(self._raw[0]) if self._raw else b"\n"

    @property
    def text(self) -> str:
        """The whole text with line feeds only, as it is read."""
        ended = bool(self._raw) and self._raw[-1].endswith(_BREAKS)
        return "\n".join(self.lines) + ("\n" if ended else "")

    def edited(self, edits: Sequence[Edit] = (), blocks: Sequence[Lines] = ()) -> bytes:
        """Return the file with the changes, whose places are all those of the text as it is.

        Raises `Refused` where an edit does not find its old text.
        """
        raw: list[bytes] = list(self._raw)
        for edit in sorted(edits, key=_place, reverse=True):
            if not 0 < edit.line <= len(raw):
                raise _moved(edit.line)
            raw[edit.line - 1] = _spliced(raw[edit.line - 1], edit)
        open_end = bool(raw) and not raw[-1].endswith(_BREAKS)
        for block in sorted(blocks, key=_begin, reverse=True):
            self._replace(raw, block, open_end)
        return self._bom + b"".join(raw)

    def _replace(self, raw: list[bytes], block: Lines, open_end: bool) -> None:
        """Replace whole lines; a file without a final line break stays without."""
        first, last = block.first - 1, block.last - 1
        made = [_encoded(text) + self._newline for text in block.texts]
        if made and open_end and last == len(raw):
            made[-1] = made[-1].removesuffix(self._newline)
            if first and not raw[first - 1].endswith(_BREAKS):
                raw[first - 1] += self._newline
        raw[first:last] = made


def _place(edit: Edit) -> tuple[int, int]:
    return edit.line, edit.column


def _begin(block: Lines) -> tuple[int, int]:
    return block.first, block.last


def _spliced(raw: bytes, edit: Edit) -> bytes:
    if "\n" in edit.new or "\r" in edit.new:
        raise Refused("the text is more than one line", "Write it on one line.")
    first, last = edit.column - 1, edit.column - 1 + len(edit.old)
    if first < 0 or not _shown(raw)[first:].startswith(edit.old):
        raise _moved(edit.line)
    starts = _starts(raw)
    if first >= len(starts):
        raise _moved(edit.line)
    return raw[: starts[first]] + _encoded(edit.new) + raw[starts[last] :]


def _moved(line: int) -> Refused:
    return Refused(f"line {line} of the record is not what was read", "Change it in an editor.")


def _break_of(raw: bytes) -> bytes:
    return b"\r\n" if raw.endswith(b"\r\n") else b"\r" if raw.endswith(b"\r") else b"\n"


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("the text is not valid UTF-8", "Write it with valid characters.") from None


def _shown(raw: bytes) -> str:
    return raw.rstrip(b"\r\n").decode("utf-8", "replace").replace("\0", "\ufffd")


def _starts(raw: bytes) -> list[int]:
    """Return where each character of a line begins in bytes, and where the last one ends."""
    found: list[int] = []
    at, end = 0, len(raw.rstrip(b"\r\n"))
    while at < end:
        try:
            good, bad = raw[at:end].decode("utf-8"), 0
        except UnicodeDecodeError as error:
            good, bad = raw[at : at + error.start].decode("utf-8"), error.end - error.start
        for character in good:
            found.append(at)
            at += len(character.encode("utf-8"))
        if bad:
            found.append(at)
            at += bad
    return [*found, end]
