"""Keeps what git said of objects as long as one question lasts."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from git_decide.git.repository import Repository

    # The id, the type and the content of an object.
    Found = tuple[str, str, bytes]


class Once:
    """``with Once():`` git is asked once what ids mean, as long as one question lasts.

    For one repository only, into which nothing is fetched meanwhile. `objects` are what names
    mean that begin with an id, None for nothing; `told` is what git printed for its words.
    """

    def __init__(self) -> None:
        self.objects: dict[str, Found | None] = {}
        self.told: dict[tuple[str, ...], bytes] = {}

    def __enter__(self) -> None:
        _LASTING.append(self)

    def __exit__(self, *_: object) -> None:
        _LASTING.remove(self)


_LASTING: list[Once] = []
_HEX = "0123456789abcdef"
_IDS = (40, 64)  # characters of an id in either object format
_LARGE = 1 << 20  # bytes of an object that is not kept in memory


def is_fixed(name: str) -> bool:
    """Return whether a name begins with the id of an object, so that it always means the same."""
    start = name.partition(":")[0]
    return len(start) in _IDS and not start.strip(_HEX)


def known(names: Iterable[str]) -> dict[str, Found | None]:
    """Return what those of the names mean that git was asked about before."""
    there = _LASTING[-1].objects if _LASTING else {}
    return {name: there[name] for name in names if name in there} if there else {}


def learn(found: Iterable[tuple[str, Found | None]]) -> None:
    """Keep what these names mean, as far as that cannot change."""
    if _LASTING:
        _LASTING[-1].objects.update(
            (name, each)
            for name, each in found
            if is_fixed(name) and (each is None or len(each[2]) < _LARGE)
        )


def told(repo: Repository, *arguments: str, trees: Iterable[str]) -> bytes:
    """Return what ``git ARGUMENTS`` prints of these `trees`, as `Repository.git` does."""
    if not (_LASTING and all(map(is_fixed, trees))):
        return repo.git(*arguments)
    before = _LASTING[-1].told
    if arguments not in before:
        before[arguments] = repo.git(*arguments)
    return before[arguments]
