"""The flags of paths under the sets of attribute files that judge the commits of a range."""

from __future__ import annotations

from git_decide.git import attributes
from git_decide.git.objects import TreeEntry, read_blobs
from git_decide.queries.modules import FRAGILE, modules
from git_decide.queries.rewriting import Held
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from git_decide.git.repository import Repository
    from git_decide.queries.ranges.trees import Tree

    Flags = Mapping[str, str]

_MACRO = attributes.MACRO.encode()
_WORD = FRAGILE.encode()
_MARK = b"\xef\xbb\xbf"
_HUGE = 1_000_000  # bytes


@value
class _Set:
    """Attribute files, what they say, what they flag, and which paths git was asked about."""

    tree: Tree
    said: Mapping[str, tuple[str, bytes]]
    flags: dict[str, str]
    asked: set[str]


class Sets(Held):
    """The flags that the trees of a range give to paths; git is asked once for each distinct set.

    `trees` hold the attribute files by revision, `paths` are those that are asked about.
    Files that say nothing of flags tell no sets apart. One process to find that out.
    """

    def __init__(self, repo: Repository, trees: Mapping[str, Tree], paths: Iterable[str]) -> None:
        self._repo = repo
        self._paths = set(paths)
        self._trees = trees
        self._contents = _contents(repo, trees)
        self._telling = _telling(self._contents)
        self._known: dict[int, _Set] = {}
        self._sets: list[_Set] = []

    def texts(self, revision: str) -> Mapping[str, bytes] | None:
        """Return all attribute files of a commit of the range, or of a parent of one."""
        tree = self._trees.get(revision)
        if tree is None:
            return None
        found = {path: self._contents.get(blob) for path, (_, blob) in tree.items()}
        return {path: content for path, content in found.items() if content is not None}

    def alike(self, one: str, other: str) -> bool:
        """Return whether two commits of the range, or parents of one, surely flag the same."""
        return one in self._trees and other in self._trees and self._of(one) is self._of(other)

    @property
    def flagging(self) -> bool:
        """Whether anything is flagged anywhere in the range."""
        return bool(self._telling)

    def flags(self, revision: str) -> Flags:
        """Return the flags of all paths, and of those of `ask`, as the tree of a commit has them.

        The same set gives the same object.
        """
        return self._of(revision).flags

    def widen(self, paths: Iterable[str]) -> None:
        """Add the flags of more paths to those that any tree gives, known ones at once."""
        self._paths.update(paths)
        for known in self._sets:
            self._ask(known, self._paths)

    def ask(self, revision: str, paths: Iterable[str]) -> None:
        """Add the flags of more paths to those that a commit's tree gives."""
        self._ask(self._of(revision), set(paths))

    def _of(self, revision: str) -> _Set:
        tree = self._trees.get(revision, {})
        if id(tree) not in self._known:
            kept = {path: facts for path, facts in tree.items() if facts[1] in self._telling}
            said = {path: (mode, self._telling[blob]) for path, (mode, blob) in kept.items()}
            self._known[id(tree)] = self._like(kept, said)
        return self._known[id(tree)]

    def _like(self, tree: Tree, said: Mapping[str, tuple[str, bytes]]) -> _Set:
        for known in self._sets:
            if known.said == said:
                return known
        made = _Set(tree, said, {}, set())
        self._sets.append(made)
        self._ask(made, self._paths)
        return made

    def _ask(self, one: _Set, paths: set[str]) -> None:
        new = paths - one.asked
        one.asked.update(new)
        if one.tree and new:
            entries = [TreeEntry(path, mode, blob) for path, (mode, blob) in one.tree.items()]
            one.flags.update(modules(attributes.of_entries(self._repo, entries, sorted(new))))


def _contents(repo: Repository, trees: Mapping[str, Tree]) -> dict[str, bytes | None]:
    """Return what attribute files hold, by blob, None for one that is not there. One process."""
    every = {id(tree): tree for tree in trees.values()}.values()
    blobs = {blob: None for tree in every for mode, blob in tree.values() if _is_file(mode)}
    found = zip(blobs, read_blobs(repo, list(blobs)), strict=True)
    return {name: blob.content if blob else None for name, blob in found}


def _telling(contents: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Return the blobs of attribute files that may have to do with flags, and what they say.

    Where a macro sets the flag, any file may use it by another name.
    """
    flagging = {name: text for name, text in contents.items() if text is None or _WORD in text}
    if any(text is None or _MACRO in text for text in flagging.values()):
        return {name: name.encode() for name in contents}
    return {name: _said(text or b"") for name, text in flagging.items()}


def _said(content: bytes) -> bytes:
    """Return the lines that have to do with flags; everything where more than lines counts.

    git reads no further than a NUL, passes over a mark at the beginning, and over huge files.
    """
    if b"\0" in content or content.startswith(_MARK) or len(content) > _HUGE:
        return content
    return b"\n".join(line for line in content.split(b"\n") if _WORD in line)


def _is_file(mode: str) -> bool:
    return mode[:3] in ("100", "120")
