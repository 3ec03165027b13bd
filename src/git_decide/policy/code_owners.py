"""Reads CODEOWNERS, the file in which forges keep who is asked about which paths."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

# Where forges look for it; the first one that exists counts. Those that know the root and docs/
# look there in this order: GitHub after its own folder, the others before theirs.
PLACES = (
    ".github/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitlab/CODEOWNERS",
    ".gitea/CODEOWNERS",
    ".forgejo/CODEOWNERS",
)
_OF_GITLAB = ".gitlab/CODEOWNERS"


@value
class Owned:
    """A line of the file: who owns what `patterns` match, in the language of `.gitattributes`.

    Nobody where `owners` is empty. Of each `section` the last line that matches counts.
    """

    patterns: tuple[str, ...]
    owners: tuple[str, ...]
    section: str = ""


def read(text: str, place: str = "") -> tuple[Owned, ...]:
    """Return the lines of a CODEOWNERS file; what forges do not read is left out.

    Its patterns are those of `.gitignore`, without exclusions. Sections and their owners
    are GitLab's: https://docs.gitlab.com/user/project/codeowners/reference/. Where they, or
    the `place` of the file, tell that it is meant for GitLab, a path that does not begin
    with a slash matches at any depth, as it does there.
    """
    found: list[Owned] = []
    section, default = "", tuple[str, ...]()
    lines = [words for words in map(_words, text.splitlines()) if words]
    deep = place == _OF_GITLAB or any(_is_section(words[0]) for words in lines)
    for words in lines:
        if _is_section(words[0]):
            name, default = _section(words)
            section = name.casefold()
        elif not words[0].startswith("!"):
            owners = tuple(words[1:]) or default
            found.append(Owned(tuple(_patterns(words[0], deep)), owners, section))
    return tuple(found)


def owners(
    lines: Sequence[Owned], matched: Sequence[Collection[str]], path: str
) -> tuple[str, ...]:
    """Return who owns a path; `matched` are the paths that each line matches."""
    last = {
        line.section: line.owners
        for line, paths in zip(lines, matched, strict=True)
        if path in paths
    }
    return tuple(dict.fromkeys(owner for each in last.values() for owner in each))


def _words(line: str) -> list[str]:
    """Return the words of a line: a backslash keeps a space or a # from ending one."""
    words, word, at = [], "", 0
    while at < len(line):
        letter = line[at]
        if letter == "\\" and line[at + 1 : at + 2] in (" ", "#"):
            word += line[at + 1]
            at += 1
        elif letter == "#" and not word:
            break
        elif letter.isspace():
            words.append(word)
            word = ""
        else:
            word += letter
        at += 1
    return [each for each in (*words, word) if each]


def _is_section(word: str) -> bool:
    return word.startswith(("[", "^["))


def _section(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the name of a section and whom it gives its lines: ``[Docs][2] @writers``."""
    name, _, rest = " ".join(words).partition("[")[2].partition("]")
    number = rest.startswith("[") and "]" in rest
    return name, tuple((rest.partition("]")[2] if number else rest).split())


def _patterns(pattern: str, deep: bool) -> Iterator[str]:
    """Yield what matches in `.gitattributes` what a pattern does here.

    One without a slash is of a name at any depth, and a `deep` one where no slash begins it;
    what matches a folder matches all in it, unless it ends in ``/*``, which forges hold to
    one folder.
    """
    bare = pattern.rstrip("/")
    anywhere = "/" not in bare
    if deep and not anywhere and not bare.startswith(("/", "**/")):
        pattern, bare = f"**/{pattern}", f"**/{bare}"
    if not bare:
        yield "**"
        return
    if pattern == bare:
        yield bare
    if bare.rpartition("/")[2] not in ("*", "**"):
        yield f"{'**/' if anywhere else ''}{bare}/**"
