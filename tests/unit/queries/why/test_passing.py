"""Records that are named in passing, or spoken of, are told from those that are not."""

from __future__ import annotations

import pytest

from git_decide.queries.why.mentions import Speech, matching, speech
from git_decide.queries.why.namings import at_or_above
from git_decide.records.digest import Name
from git_decide.records.model import Alternative, Record

LUNR = Name("0001-lunr", "", 1, "docs/decisions/0001-lunr.md")
CONFIG = Name("0002-config", "", 2, "docs/decisions/0002-config.md")


def spoken(title: str, text: str = "", name: Name = LUNR) -> Speech:
    """Return what a record of this title and context speaks of."""
    return speech(Record(name, {}, title=title, context=text, alternatives=(Alternative("x"),)))


@pytest.mark.parametrize(
    ("title", "text", "path", "line", "shared"),
    [
        ("Use Lunr for search", "", "web/a.ts", 'import lunr from "lunr";', ("lunr",)),
        ("Use Lunr for search", "", "web/search/a.ts", "const search = 1", ()),
        ("Read it", "Run `adr-config`.", "src/adr", "eval $(adr-config)", ("adr-config",)),
        ("Read it", "Run `adr-config`.", "src/adr-config", "", ("adr-config",)),
        ("Read it", "See `src/x.py`.", "src/x.py", "", ("src/x.py", "x.py")),
        ("Read it", "Run `tool preview`.", "a", "a preview of it", ()),
        ("Avoid default exports", "", "a.ts", "export default {", ("default", "export")),
        ("Read it", "It takes a `packet`.", "packet.go", "packet := nil", ()),
        ("Use REST API calls", "", "a", "the rest of it", ()),
        ("Avoid default exports", "", "a.c", "default: break;", ()),
        ("Use Style Guides Everywhere", "", "a", "some style here", ()),
        ("Use it for the code", "Use `the` code.", "a", "use it for the code", ()),
    ],
)
def test_words(title: str, text: str, path: str, line: str, shared: tuple[str, ...]) -> None:
    """Names will do alone, plain words of a title only together, common words never."""
    found = matching({LUNR: spoken(title, text)}, [path, line])
    assert tuple(sorted(found.get(LUNR, ()))) == shared


def test_what_most_records_speak_of_is_no_evidence() -> None:
    """The project's own name singles no decision out."""
    names = [Name(f"{at}", "", at, f"docs/decisions/{at}.md") for at in range(4)]
    held = {name: spoken("Use Lunr for search", name=name) for name in names}
    assert set(matching(dict([*held.items()][:3]), ["a.ts", "import lunr"])) == set(names[:3])
    assert matching(held, ["a.ts", "import lunr"]) == {}


def test_comments_above() -> None:
    """The lines asked about count, and comments above them up to the first blank line."""
    code = ["# far", "", "# near", "x = 1", "# nearest", "y = 2", "z = 3", "# below"]
    assert [at for at, _ in at_or_above(code, 6, 7)] == [6, 7, 5, 3]
    assert [at for at, _ in at_or_above(code, 1, 1)] == [1]
    assert [*at_or_above(code, 99, 99)] == []
