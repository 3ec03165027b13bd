"""Makes clones of real histories, and in them ranges whose commits follow a decision, or do not."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from repositories import ATTRIBUTES, DECISION, RECORD, RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_PATTERN = "src/payments/**"
_WHO = b"Benchmark <benchmark@example.com> 1767225600 +0000"
_SHARE = 0.1  # of the commits of a range change a fragile module
_OWN = frozenset((b".gitattributes", b"decisions.toml"))


def called(source: Path) -> str:
    """Return what a repository is called: the last folder that does not say what it is."""
    parts = [part for part in source.parts if part.removesuffix(".git") not in ("repo", "")]
    return parts[-1].removesuffix(".git")


@dataclass(frozen=True)
class Span:
    """A range of a history: how many commits, and how many of them are merges."""

    base: str
    tip: str
    commits: int
    merges: int

    @property
    def name(self) -> str:
        """How git writes it."""
        return f"{self.base}..{self.tip}"


@dataclass
class _Commit:
    """A commit of a stream for ``git fast-import``, as far as it is rewritten."""

    head: list[bytes] = field(default_factory=list)
    message: bytes = b""
    parents: list[bytes] = field(default_factory=list)
    changes: list[bytes] = field(default_factory=list)


class History:
    """A clone that borrows all objects of a repository, which is never written to."""

    def __init__(self, path: Path, source: Path, env: Mapping[str, str]) -> None:
        self.path = path
        self.env = dict(env)
        git = ["git", "clone", "-q", "--shared", "--no-checkout", "--no-tags", str(source)]
        subprocess.run([*git, str(path)], env=self.env, check=True, capture_output=True)
        for name in ("gc.auto", "maintenance.auto"):
            self.git("config", name, "0")  # no housekeeping in the middle of a round
        self.head = self.id("HEAD")

    def git(self, *words: str, feed: bytes = b"") -> bytes:
        """Run git in the clone; raises `RuntimeError` with its words if it fails."""
        return self.call("git", *words, feed=feed)

    def call(self, *argv: str, feed: bytes = b"", codes: Sequence[int] = (0,)) -> bytes:
        """Run a command in the clone; raises `RuntimeError` unless it ends with one of `codes`."""
        done = subprocess.run(
            argv, cwd=self.path, env=self.env, input=feed, capture_output=True, check=False
        )
        if done.returncode not in codes:
            raise RuntimeError(f"{argv}: {done.stderr.decode('utf-8', 'replace')}")
        return done.stdout

    def started(self, *argv: str, codes: Sequence[int] = (0,)) -> int:
        """Run a command in the clone; return how many git processes it starts."""
        traces = self.path / ".git" / "traces"
        traces.mkdir()
        self.env["GIT_TRACE2_EVENT"] = str(traces)
        self.call(*argv, codes=codes)
        del self.env["GIT_TRACE2_EVENT"]
        count = len(list(traces.iterdir()))
        shutil.rmtree(traces)
        return count

    def forget(self) -> None:
        """Delete what git-decide keeps under the git directory."""
        shutil.rmtree(self.path / ".git" / "git-decide", ignore_errors=True)

    def id(self, revision: str) -> str:
        """Return the id of a commit."""
        return self.git("rev-parse", "--verify", f"{revision}^{{commit}}").decode().strip()

    def span(self, tip: str, commits: int) -> Span:
        """Return the range that ends at `tip`, starts on its mainline and has about `commits`."""
        line = self.git("rev-list", "--first-parent", "-n", str(commits + 1), tip).decode().split()
        low, high = 1, len(line) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (
                (middle + 1, high) if self._count(line[middle], tip) < commits else (low, middle)
            )
        base = line[low]
        return Span(base, tip, self._count(base, tip), self._count(base, tip, "--merges"))

    def _count(self, base: str, tip: str, *flags: str) -> int:
        return int(self.git("rev-list", "--count", *flags, f"{base}..{tip}"))

    def typical(self, span: Span) -> str:
        """Return a folder such as a fragile module is: some tenth of the commits touch it."""
        counts = self._folders(span)
        wanted = span.commits * _SHARE
        return min(counts, key=lambda folder: (abs(counts[folder] - wanted), folder))

    def touching(self, span: Span, folder: str) -> int:
        """Return how many commits of a range, merges aside, change something in a folder."""
        return self._folders(span)[folder]

    def _folders(self, span: Span) -> dict[str, int]:
        words = ("log", "--format=%x00", "--name-only", "--no-merges", "-c", span.name)
        counts: dict[str, int] = {}
        for commit in self.git(*words).decode("utf-8", "replace").split("\0"):
            for folder in {above for line in commit.split("\n") for above in _above(line)}:
                counts[folder] = counts.get(folder, 0) + 1
        return counts

    def rewritten(self, span: Span, folder: str, ref: str, linked: bool) -> Span:
        """Return the same range on a base that flags `folder`, each commit there linked or none.

        Merges stay merges. Only commits and their trees are written, no file is read.
        """
        base = self._flagged(span.base, folder)
        how = ("--no-data", "--reencode=yes", "--reference-excluded-parents")
        self.git("update-ref", "refs/heads/source", span.tip)
        exported = self.git("fast-export", *how, f"^{span.base}", "refs/heads/source")
        old, new = span.base.encode(), base.encode()
        parts = []
        for commit in _commits(exported):
            commit.parents = [p.replace(old, new) for p in commit.parents]
            touches = any(_within(change, folder.encode()) for change in commit.changes)
            parts.append(_written(commit, ref, linked and touches))
        self.git("fast-import", "--quiet", "--force", feed=b"".join(parts))
        return Span(base, self.id(ref), span.commits, span.merges)

    def _flagged(self, base: str, folder: str) -> str:
        """Return a commit on `base` that flags a folder and holds the record that is followed."""
        there = self._file(base, ".gitattributes")
        files = {
            ".gitattributes": there + ATTRIBUTES.replace(_PATTERN, f"{folder}/**").encode(),
            "decisions.toml": RULES.encode() + b'\n[policy]\nprotect = ["main"]\n',
            f"docs/decisions/{RECORD}.md": DECISION.encode(),
        }
        parts = [b"commit refs/heads/flagged\ncommitter ", _WHO, b"\ndata 5\nStart\n"]
        parts += [b"from ", base.encode(), b"\n"]
        for path, content in files.items():
            parts.append(f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content)
            parts.append(b"\n")
        self.git("fast-import", "--quiet", "--force", feed=b"".join(parts))
        return self.id("refs/heads/flagged")

    def _file(self, revision: str, path: str) -> bytes:
        if not self.git("ls-tree", revision, path):
            return b""
        return self.git("cat-file", "blob", f"{revision}:{path}").rstrip(b"\n") + b"\n"


def _above(path: str) -> Iterator[str]:
    if path.startswith('"'):
        return  # of an odd name
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _commits(stream: bytes) -> Iterator[_Commit]:
    """Yield the commits of what ``git fast-export --no-data`` prints."""
    at, commit = 0, None
    while at < len(stream):
        end = stream.index(b"\n", at)
        line, at = stream[at:end], end + 1
        word = line.partition(b" ")[0]
        if word == b"commit":
            if commit:
                yield commit
            commit = _Commit()
        elif word == b"data" and commit:
            size = int(line[5:])
            commit.message, at = stream[at : at + size], at + size
        elif word in (b"mark", b"author", b"committer", b"encoding") and commit:
            commit.head.append(line)
        elif word in (b"from", b"merge") and commit:
            commit.parents.append(line)
        elif word in (b"M", b"D") and commit:
            commit.changes.append(line)
    if commit:
        yield commit


def _written(commit: _Commit, ref: str, linked: bool) -> bytes:
    message = _linked(commit.message) if linked else commit.message
    changes = [each for each in commit.changes if _path(each) not in _OWN]
    lines = [f"commit {ref}".encode(), *commit.head, b"data %d" % len(message)]
    rest = b"".join(line + b"\n" for line in (*commit.parents, *changes))
    return b"\n".join(lines) + b"\n" + message + b"\n" + rest + b"\n"


def _linked(message: bytes) -> bytes:
    """Return a message with a trailer, behind those that it has."""
    text = message.rstrip(b"\n")
    last = text.rpartition(b"\n")[2]
    trailers = b"\n" in text and b"-by: " in last
    return text + (b"\n" if trailers else b"\n\n") + f"Decision: {RECORD}\n".encode()


def _path(change: bytes) -> bytes:
    return change.split(b" ", 3)[3] if change.startswith(b"M") else change[2:]


def _within(change: bytes, folder: bytes) -> bool:
    return _path(change).lstrip(b'"').startswith(folder + b"/")
