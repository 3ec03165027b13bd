"""Asks git which attributes paths have: in the index or a tree alone, whatever lies around it.

Neither the worktree's `.gitattributes`, nor `info/attributes`, nor the user's or the
system's attributes count, and case never does, so that every clone on every
platform gives the same answer. Only git matches patterns.
"""

from __future__ import annotations

import os

from git_decide.git.attribute_lines import MACRO as MACRO
from git_decide.git.attribute_lines import numbered, quoted
from git_decide.git.attribute_lines import pattern_problem as pattern_problem
from git_decide.git.objects import FULL_INDEX, listed, listed_where, tree_entries
from git_decide.git.repository import Repository
from git_decide.git.scratch import Scratch
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.git.attribute_lines import AttributeLine
    from git_decide.git.changes import Entry
    from git_decide.git.objects import TreeEntry

    Attributes = Mapping[str, Mapping[str, str]]

FILE = ".gitattributes"
_FILE = FILE.encode()
FRAGILE = "fragile"


@value
class FlagLine:
    """A line of a `.gitattributes` that says something of `fragile`.

    `line` is its text; `pattern` is unquoted, and starts with ``[attr]`` where the
    line defines a macro. `value` is "set", "unset", "unspecified" or the
    module's name. `line_number` counts from one.
    """

    line: str
    pattern: str
    value: str
    line_number: int


def of_index(
    repo: Repository, paths: Sequence[str], names: Sequence[str] = (FRAGILE,)
) -> Attributes:
    """Return the attributes that the index alone gives to `paths`: path → name → value.

    Values are those of ``git check-attr``: "set", "unset", "unspecified" or a
    text. The paths need not exist. One process (four where the repository has a
    non-empty `info/attributes`).
    """
    if not paths:
        return {}
    if _plain(repo):
        return _named(_check(repo, os.devnull, names, paths, repo.index_file))
    return of_entries(repo, attribute_files(repo, None, paths), paths, names)


def of_tree(
    repo: Repository, tree: str, paths: Sequence[str], names: Sequence[str] = (FRAGILE,)
) -> Attributes:
    """Return the attributes that `tree` (or a commit) alone gives to `paths`.

    Three processes at most. Where no `.gitattributes` differs between the tree
    and the index (`same_attributes`), `of_index` gives the same answer sooner.
    """
    return of_entries(repo, attribute_files(repo, tree, paths), paths, names) if paths else {}


def same_attributes(entries: Iterable[Entry]) -> bool:
    """Return whether none of the differing `entries` is a `.gitattributes`."""
    return not any(is_attribute_file(entry.path) for entry in entries)


def is_attribute_file(path: str) -> bool:
    """Return whether git reads attributes from a file of this name."""
    return path == FILE or path.endswith("/" + FILE)


def files_in(repo: Repository, tree: str) -> tuple[TreeEntry, ...]:
    """Return the files of a tree that git reads attributes from. One process."""
    return listed_where(repo, tree, _is_attribute_file)


def _is_attribute_file(path: bytes) -> bool:
    return path.endswith(_FILE) and path.rpartition(b"/")[2] == _FILE


def attribute_files(
    repo: Repository, tree: str | None, paths: Iterable[str]
) -> tuple[TreeEntry, ...]:
    """Return the `.gitattributes` of a tree (None: the index) that bear on `paths`. One process.

    Two trees in which they are the same give `paths` the same attributes.
    """
    places = [f"{folder}{FILE}" for folder in _folders(paths)]
    found = listed(repo, tree, places) if tree is not None else _indexed(repo, places)
    return tuple(entry for entry in found if entry.mode[:3] in ("100", "120"))


def _indexed(repo: Repository, places: Sequence[str]) -> tuple[TreeEntry, ...]:
    wanted = frozenset(places)
    entries = tree_entries(repo, None)
    return tuple(entry for entry in entries if entry.path in wanted and entry.stage in (0, 2))


def _folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders above `paths`, each with a slash at its end; the top is ""."""
    found = {""}
    for path in paths:
        end = path.rfind("/")
        while end > 0 and path[: end + 1] not in found:
            found.add(path[: end + 1])
            end = path.rfind("/", 0, end)
    return tuple(sorted(found))


def of_entries(
    repo: Repository,
    entries: Sequence[TreeEntry],
    paths: Sequence[str],
    names: Sequence[str] = (FRAGILE,),
) -> Attributes:
    """Return the attributes that the given `.gitattributes` files alone give to `paths`.

    `entries` come from `attribute_files`. Two processes at most.
    """
    if not paths:
        return {}
    with Scratch(repo) as scratch:
        asked = repo if _plain(repo) else _isolated(repo, scratch, entries)
        index = os.path.join(scratch.path, "index")
        if entries:
            feed = b"".join(_index_line(entry) for entry in entries)
            alone = ("-c", "core.splitIndex=false", "-c", "core.fsmonitor=false")
            arguments = ("update-index", "-z", "--index-info")
            asked.git(*FULL_INDEX, *alone, *arguments, feed=feed, index=index)
        return _named(_check(asked, os.devnull, names, paths, index))


def _index_line(entry: TreeEntry) -> bytes:
    return f"{entry.mode} {entry.blob}\t".encode() + os.fsencode(entry.path) + b"\0"


def matches(
    repo: Repository, pattern_sets: Sequence[Sequence[str]], paths: Sequence[str]
) -> tuple[frozenset[str], ...]:
    """Return, for each set of patterns, the `paths` that one of them matches.

    Patterns speak the language of `.gitattributes`, from the top of the
    repository; those that it does not have (`pattern_problem`) match nothing.
    One process, for however many sets and paths.
    """
    lines = [
        quoted(pattern) + b" m%d\n" % number
        for number, patterns in enumerate(pattern_sets)
        for pattern in patterns
        if not pattern_problem(pattern)
    ]
    found: list[set[str]] = [set() for _ in pattern_sets]
    if lines and paths:
        with Scratch(repo) as scratch:
            asked = repo if _plain(repo) else _isolated(repo, scratch, ())
            file = scratch.write("patterns", b"".join(lines))
            no_index = os.path.join(scratch.path, "none")
            for path, name, text in _check(asked, file, ("-a",), paths, no_index):
                if text == "set" and name[:1] == "m" and name[1:].isdigit():
                    found[int(name[1:])].add(path)
    return tuple(frozenset(some) for some in found)


def _check(
    repo: Repository, file: str, names: Sequence[str], paths: Sequence[str], index: str
) -> list[tuple[str, str, str]]:
    """Ask git about `paths`: (path, attribute, value). `file` holds attributes from outside."""
    settings = ("-c", f"core.attributesFile={file}", "-c", "core.ignoreCase=true", *FULL_INDEX)
    env = {"GIT_ATTR_NOSYSTEM": "1"}
    if repo.top is None:
        # Any folder will do: with --cached nothing in it is read.
        env["GIT_WORK_TREE"] = repo.git_dir
    feed = b"".join(os.fsencode(path) + b"\0" for path in dict.fromkeys(paths))
    arguments = ("check-attr", "-z", "--stdin", "--cached", *names)
    out = repo.git(*settings, *arguments, feed=feed, index=index, extra_env=env)
    fields = os.fsdecode(out).split("\0")
    return list(zip(fields[0:-1:3], fields[1::3], fields[2::3], strict=False))


def _named(found: Iterable[tuple[str, str, str]]) -> Attributes:
    named: dict[str, dict[str, str]] = {}
    for path, name, text in found:
        named.setdefault(path, {})[name] = text
    return named


def _plain(repo: Repository) -> bool:
    """Whether `info/attributes`, which no setting turns off, says nothing."""
    try:
        return os.path.getsize(os.path.join(repo.common_dir, "info", "attributes")) == 0
    except OSError:
        return True


def _isolated(repo: Repository, scratch: Scratch, entries: Sequence[TreeEntry]) -> Repository:
    """Return a repository with the objects of `repo` and nothing else of it."""
    if entries:
        # A partial clone fetches now what it lacks: from the scratch it could not.
        feed = "".join(f"{entry.blob}\n" for entry in entries)
        repo.git("cat-file", "--batch-check", feed=feed.encode())
    git_dir = os.path.join(scratch.path, "git")
    os.makedirs(os.path.join(git_dir, "refs"))
    scratch.write("git/HEAD", b"ref: refs/heads/none\n")
    scratch.write("git/config", _CONFIG % repo.object_format.encode())
    gone = ("GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    env = {name: text for name, text in repo.environ.items() if name not in gone}
    env["GIT_DIR"] = git_dir
    env.setdefault("GIT_OBJECT_DIRECTORY", os.path.join(repo.common_dir, "objects"))
    return Repository(git_dir, git_dir, None, "", env, repo.object_format)


_CONFIG = b"[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = %s\n"


def module_of(text: str) -> str | None:
    """Return the module that a value of `fragile` names, None where the path is not flagged.

    A bare ``fragile`` (and an empty value) is the module "default".
    """
    if text in ("unset", "unspecified"):
        return None
    return "default" if text in ("set", "") else text


def flag_lines(content: bytes, macros: Mapping[str, str] | None = None) -> tuple[FlagLine, ...]:
    """Return the lines of a `.gitattributes` that speak of `fragile`, in their order.

    A line that sets a macro counts for what the macro says. `macros` are those
    of the file at the top (`flag_macros`), which hold everywhere; without them
    the file's own count, wherever in it they are defined. Nothing is matched.
    """
    raw = content.split(b"\n")
    known = flag_macros(content) if macros is None else macros
    found: list[FlagLine] = []
    for number, line in numbered(content, [FRAGILE, *known]):
        said = _said(line, known)
        if said is None:
            continue
        pattern = f"{MACRO}{line.pattern}" if line.macro else line.pattern
        text = os.fsdecode(raw[number - 1].rstrip(b"\r"))
        found.append(FlagLine(text, pattern, said, number))
    return tuple(found)


def flag_macros(content: bytes) -> dict[str, str]:
    """Return what the macros of the `.gitattributes` at the top say of `fragile`.

    One may be made of others, whichever comes first.
    """
    if FRAGILE.encode() not in content:
        return {}  # then none of them says anything
    lines = [line for _, line in numbered(content) if line.macro]
    found: dict[str, str] = {}
    for _ in lines:
        said = {line.pattern: _said(line, found) for line in lines}
        grown = {name: text for name, text in said.items() if text is not None}
        if grown == found:
            break
        found = grown
    return found


def _said(line: AttributeLine, macros: Mapping[str, str]) -> str | None:
    said = None
    for attribute in line.attributes:
        if attribute.name == FRAGILE:
            said = attribute.value
        elif attribute.value == "set":
            said = macros.get(attribute.name, said)
    return said
