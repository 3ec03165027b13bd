"""Holds what every part of a report needs to be written: where links lead, what may fold."""

from __future__ import annotations

from git_decide.output.markdown_text import code, html, link, text
from git_decide.output.terminal import cut
from git_decide.output.text import count
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.output.permalinks import Site
    from git_decide.queries.ranges.model import JudgedCommit
    from git_decide.records.digest import Name

SHORT = 10  # characters of a commit's id that people see


@value
class Paper:
    """How a report is written: `site` shows the repository, None for no links.

    `tags` tells that the reader's Markdown takes HTML, which Bitbucket's does not.
    """

    site: Site | None = None
    tags: bool = True

    def lines(self, parts: Iterable[str]) -> str:
        """Return one paragraph with a line for each part that is not empty."""
        return ("\\\n" if self.tags else "  \n").join(part for part in parts if part)

    def marker(self) -> str:
        """Return a line that nobody sees, by which the comment is found again."""
        return f"<!-- {MARKER} -->" if self.tags else f"[//]: # ({MARKER})"

    def fold(self, summary: str, body: str) -> str:
        """Return `body` (Markdown) below a line of plain text, folded where that can be."""
        if not self.tags:
            return f"**{text(summary)}**\n\n{body}"
        return f"<details><summary>{html(summary)}</summary>\n\n{body}\n\n</details>"

    def file(self, path: str, commit: str, label: str = "") -> str:
        """Return a link to a file as it is in a commit; the label is Markdown, else the path."""
        url = self.site.file(commit, path) if self.site and commit else ""
        return link(label or code(path), url)

    def record(self, name: Name, commit: str) -> str:
        """Return a link to a record by its id."""
        return self.file(name.path, commit, text(name.qualified))

    def commit(self, judged: JudgedCommit) -> str:
        """Return a link to a commit with its subject."""
        return f"{self.id(judged)} {text(cut(judged.commit.subject, 80))}".rstrip()

    def id(self, judged: JudgedCommit) -> str:
        """Return a link to a commit by its abbreviated id."""
        commit = judged.commit.id
        return link(code(commit[:SHORT]), self.site.commit(commit) if self.site else "")


MARKER = "git-decide report"


def some(parts: Sequence[str], most: int, one: str = "") -> str:
    """Return parts with commas between them, and how many more there are than `most`."""
    shown = list(parts[:most])
    if left := len(parts) - len(shown):
        shown.append(f"and {count(left, f'more {one}') if one else f'{left} more'}")
    return ", ".join(shown)


def joined(parts: Iterable[str]) -> str:
    """Return the parts that are not empty, with dots between them."""
    return " · ".join(part for part in parts if part)


def names(words: Sequence[str]) -> str:
    """Return ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
