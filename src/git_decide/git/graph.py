"""Tells how commits hang together, and which of them say something."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository

# No path begins with a slash, so one tells where the next commit begins.
_SAYING = (
    "-c", "log.showRoot=true", "-c", "log.follow=false", "log", "--format=tformat:/%H%x00%P",
    "-z", "--name-only", "-m", "--no-notes", "--no-show-signature", "--no-color", "--no-renames",
    "--no-ext-diff", "--no-relative", "--ignore-submodules=none",
)  # fmt: skip


@value
class Saying:
    """A commit, its first parent ("" for none), and the paths at which it differs from any."""

    commit: str
    parent: str
    paths: tuple[bytes, ...]


def commits_with_parents(repo: Repository, tip: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the ids of all commits behind `tip`, parents first, each with its parents'."""
    order = ("rev-list", "--topo-order", "--reverse", "--parents")
    lines = repo.git(*order, tip, "--").decode().splitlines()
    return tuple((words[0], tuple(words[1:])) for words in map(str.split, lines))


@value
class Ancestor:
    """A commit: its date in seconds since 1970, UTC, and its parents."""

    date: int
    parents: tuple[str, ...]


@value
class Line:
    """The commits of a range, parents first, and those outside of it that they grew on."""

    commits: Mapping[str, Ancestor]
    outside: Mapping[str, Ancestor]


def within(repo: Repository, tip: str, *without: str) -> Line:
    """Return how the commits behind `tip`, behind none of `without`, hang together. One process.

    It takes git as long as to tell what they changed.
    """
    commits: dict[str, Ancestor] = {}
    outside: dict[str, Ancestor] = {}
    for line in repo.git(*_within(tip, without)).decode().splitlines():
        date, name, *parents = line.split(" ")
        known = outside if name[:1] == "-" else commits
        known[name.removeprefix("-")] = Ancestor(int(date), tuple(parents))
    return Line(commits, outside)


def within_ahead(repo: Repository, tip: str, *without: str) -> None:
    """Let git begin with what `within` will ask."""
    repo.ahead(*_within(tip, without))


def within_under_way(repo: Repository, tip: str, *without: str) -> bool:
    """Return whether git is still at what `within_ahead` began."""
    return repo.under_way(*_within(tip, without))


def _within(tip: str, without: Sequence[str]) -> tuple[str, ...]:
    form = ("--topo-order", "--reverse", "--parents", "--timestamp", "--boundary")
    ends = (tip, *(f"^{each}" for each in without if each))
    return ("rev-list", *form, "--end-of-options", *ends, "--")


def latest(repo: Repository, tips: Sequence[str], count: int) -> dict[str, Ancestor]:
    """Return the latest `count` commits behind any of `tips`, by their ids. One process."""
    feed = "".join(f"{tip}\n" for tip in tips).encode()
    form = ("--parents", "--timestamp", f"--max-count={count}")
    lines = repo.git("rev-list", *form, "--stdin", feed=feed).decode().splitlines()
    found = (line.split(" ") for line in lines)
    return {words[1]: Ancestor(int(words[0]), tuple(words[2:])) for words in found}


def saying(
    repo: Repository, patterns: Sequence[str], tip: str, base: str = ""
) -> tuple[Saying, ...]:
    """Return the commits of ``base..tip`` with a line that matches one of these patterns.

    They are extended regular expressions; case does not count. One process.
    """
    how = ("--extended-regexp", "--regexp-ignore-case", *(f"--grep={each}" for each in patterns))
    since = (f"^{base}",) if base else ()
    fields = repo.git(*_SAYING, *how, tip, *since, "--").split(b"\0")[:-1]
    found: dict[str, tuple[str, list[bytes]]] = {}
    at = 0
    while at < len(fields):
        # A merge is told once for each parent from which it differs.
        parent = fields[at + 1].partition(b" ")[0].decode()
        _, paths = found.setdefault(fields[at][1:].decode(), (parent, []))
        at += 2
        if at < len(fields) and fields[at][:1] == b"\n":
            paths.append(fields[at][1:])
            at += 1
            while at < len(fields) and fields[at][:1] != b"/":
                paths.append(fields[at])
                at += 1
    return tuple(Saying(name, parent, tuple(paths)) for name, (parent, paths) in found.items())
