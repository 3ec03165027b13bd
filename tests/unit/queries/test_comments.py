"""Comments that name decisions are found in files of any language, each with what it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.comments import Comment, at_or_above, comments, comments_of, inside

if TYPE_CHECKING:
    from tests.support import Repo

EVERY = 10**6


def written(text: str, path: str) -> list[str]:
    """Return what the comments of a file name."""
    return [each for comment in inside(text, 1, EVERY, path) for each in comment.written]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a.py", "# {}"),
        ("a.py", "x = 1  # {}"),
        ("a.py", 'x = "it\'s"  # {}'),
        ("a.py", '"""{}"""'),
        ("a.c", "// {}"),
        ("a.c", "/* {} */"),
        ("a.c", "int x; /* {} */"),
        ("a.rs", "/// {}"),
        ("a.rs", "//! {}"),
        ("a.rs", "let a: &'static str = f(); // {}"),
        ("a.sql", "-- {}"),
        ("a.lua", "--[[ {} ]]"),
        ("a.el", ";; {}"),
        ("a.ini", "; {}"),
        ("a.tex", "% {}"),
        ("a.html", "<!-- {} -->"),
        ("README.md", "<!-- {} -->"),
        ("a.vim", '" {}'),
        ("a.vb", "' {}"),
        ("a.html", "<p><!-- {} --></p>"),
        ("a.md", "Some `code` <!-- {} -->"),
        ("a.f90", "x = 1 ! {}"),
        ("a.tex", "100\\% x % {}"),
        ("a.asm", "mov ax, 1 ; {}"),
        ("a.bat", ":: {}"),
        ("a.py", 'x = """a"""  # {}'),
        ("a.py", 'x = """\na"""  # {}'),
        ("a.js", "x = `\na`; // {}"),
        ("a.sh", "echo don't # {}"),
        ("a.go", 'x := "`" // {}'),
        ("a.js", "f(`a ${{b}}`) // {}"),
        ("a.bat", "REM {}"),
        ("a.bat", "rem {}"),
        ("a.m4", "dnl {}"),
        ("a.rst", ".. {}"),
        ("a.adoc", "// {}"),
        ("a.ml", "(* {} *)"),
        ("a.hs", "{{- {} -}}"),
        ("a.jinja", "{{# {} #}}"),
        ("a.f90", "! {}"),
        ("a.erl", "%% {}"),
        ("a.ps1", "<# {} #>"),
        ("a.cob", "* {}"),
        ("Makefile", "# {}"),
        ("", "# {}"),
        ("a.js", "f(x); // ({})"),
    ],
)
def test_a_comment_of_any_language(path: str, line: str) -> None:
    """The id alone, two of them, and in a file with Windows line ends."""
    for ids in (["0042-use-x"], ["42", "43"]):
        text = "first\n" + line.format(f"Decision: {', '.join(ids)}") + "\nlast\n"
        assert written(text, path) == ids
        assert written(text.replace("\n", "\r\n"), path) == ids


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", 'x = "# Decision: 42"'),
        ("a.py", "x = ['# Decision: 42']"),
        ("a.js", "x = `// Decision: 42`"),
        ("a.py", 'MESSAGE = """\nDecision: 42\n"""'),
        ("a.py", 'MESSAGE = """\n# Decision: 42\n"""'),
        ("a.py", 'f(\n    """\n# Decision: 42\n""",\n    """\n# Decision: 43\n""")'),
        ("a.js", "x = `\n// Decision: 42\n\\`\n// Decision: 43\n`"),
        ("a.go", "x := `\n# Decision: 42\n`"),
        ("a.md", "Such as `<!-- Decision: 42 -->`."),
        ("a.f90", "x = '! Decision: 42'"),
        ("a.py", "x = 'abc # Decision: 42'"),
        ("a.py", '"""Such as ``# Decision: 42``."""'),
        ("a.py", "Decision: 42"),
        ("a.yaml", "Decision: 42"),
        ("a.yaml", "- Decision: 42"),
        ("a.yaml", "  decision: 42"),
        ("a.md", "# Decision: 42"),
        ("a.md", "* Decision: 42"),
        ("a.md", "```\n<!-- Decision: 42 -->\n```"),
        ("a.txt", "* Decision: 42"),
        ("a.txt", "Decision: 42"),
        ("a.css", "a { content: 'https://Decision: 42' }"),
        ("a.py", '"Decision: 42",'),
        ("a.py", '/* "# Decision: 42" */'),
        ("a.js", "x = 'it\\'s # Decision: 42'"),
        ("a.sh", "git commit --trailer 'Decision: 42'"),
        ("a.py", "# Decision: we go on"),
        ("a.py", "# Decision: HMAC-SHA256 via the library"),
        ("a.py", "# Decision: 3-way merges are told"),
        ("a.py", "# The Decision: 42 of them"),
        ("a.py", ""),
    ],
)
def test_what_is_no_comment(path: str, text: str) -> None:
    """Data, strings, lists, headings, examples and prose name nothing."""
    assert written(text, path) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.c", "/*\nDecision: 42\n*/"),
        ("a.c", "/**\n * Charges.\n * Decision: 42\n */"),
        ("a.md", "<!--\n\nDecision: 42\n-->"),
        ("a.rb", "=begin\nDecision: 42\n=end"),
        ("a.pl", "=pod\n\nDecision: 42\n\n=cut"),
        ("a.hs", "{-\n  Decision: 42\n-}"),
        ("a.py", '"""Charges.\n\nDecision: 42\n"""'),
        ("a.adoc", "////\nDecision: 42\n////"),
        ("a.lisp", "#|\nDecision: 42\n|#"),
        ("a.c", "/*\nDecision: 42"),
    ],
)
def test_a_line_of_a_comment_of_several_lines(path: str, text: str) -> None:
    """It needs no sign of its own, and behind the end of the comment it is none."""
    assert written(text, path) == ["42"]
    assert written(f"{text}\nDecision: 43\n", path)[:1] == ["42"]
    if path != "a.c" or text.endswith("/"):
        assert written(f"{text}\nDecision: 43\n", path) == ["42"]


def test_a_backtick_that_is_alone_hides_nothing() -> None:
    """Neither does one in a comment; behind a text, comments count again."""
    for text in ("x = /`/", "// a `\ny", "x = `\n`"):
        assert written(f"{text}\n// Decision: 42\n", "a.ts") == ["42"], text


CODE = '''"""Module.

Decision: 1
"""

# Decision: 2
# because
def f(x):
    a

    b  # Decision: 3

    # Decision: 4, 5
    c
    d

    e

def g():
    """Do.

    Decision: 6
    """
    x

    y
z = 1
'''
SPOKEN = [
    *((1, ""), (2, ""), (3, "1"), (6, "2 1"), (7, "2 1"), (8, "2 1"), (9, "2 1"), (11, "3 2 1")),
    *((12, "2 1"), (13, "4,5 2 1"), (15, "4,5 2 1"), (16, "2 1"), (17, "2 1"), (19, "1")),
    *((24, "6 1"), (26, "6 1"), (27, "1")),
]


@pytest.mark.parametrize(("line", "spoken"), SPOKEN)
def test_which_comments_speak_of_a_line(line: int, spoken: str) -> None:
    """Those at or above it in the blocks that it lies in, and those of the whole file."""
    found = at_or_above(CODE, line, "a.py")
    assert " ".join(",".join(each.written) for each in found) == spoken


C_CODE = """/* Copyright */

/* Decision: 1 */

/*
 * Decision: 2
 */
static int
f(int a)
{
\tint x;

#ifdef Y
\tx = 1;
#endif

\treturn x;
}

int g(void) { return 1; } // Decision: 3
int h(void) { return 1; }
"""


@pytest.mark.parametrize(
    ("line", "spoken"),
    [(3, "1"), (4, "1"), (8, "2 1"), (11, "2 1"), (18, "1"), (20, "3 1"), (21, "1")],
)
def test_which_comments_speak_of_a_line_between_braces(line: int, spoken: str) -> None:
    """A comment above a function speaks of all of it, one behind code of its line."""
    found = at_or_above(C_CODE, line, "a.c")
    assert " ".join(",".join(each.written) for each in found) == spoken


def test_a_line_beyond_the_end() -> None:
    """Nothing speaks of it."""
    assert at_or_above("# Decision: 1\nx\n", 99, "a.py") == ()
    assert at_or_above("", 1, "a.py") == ()


@given(
    text=st.lists(
        st.sampled_from(
            [
                "# Decision: 1",
                "  // Decision: 2",
                "// \u0130\u0130\u0130 # Decision: 3",
                "# DEC\u0130SION: 4",
                '"""',
                "/*",
                "*/",
                "x",
                "  y",
                "",
                "Decision: 3",
            ]
        ),
        max_size=12,
    ).map("\n".join)
    | st.text(),
    line=st.integers(1, 14),
)
def test_any_text_is_read(text: str, line: int) -> None:
    """Nothing fails; what speaks of a line stands at it or above, nearest first."""
    found = [each.line for each in at_or_above(text, line, "a.py")]
    assert found == sorted(found, reverse=True)
    assert all(number <= line for number in found)
    assert set(found) <= {each.line for each in inside(text, 1, line, "a.py")}


def test_the_comments_of_a_work_tree_an_index_and_a_commit(repo: Repo) -> None:
    """Each place has its own; what is untracked, binary, a link or not asked for is left out."""
    line = b"# Decision: 1\n"
    large = line + b"x\n" * (2 << 20)
    repo.commit("Start", **{"a.py": line, "b/c d.py": line, "bin": b"\0" + line, "large.sh": large})
    first = repo.out("rev-parse", "HEAD")
    (repo.path / "link.py").symlink_to("a.py")
    repo.write("a.py", "x\n# Decision: 2, 3\n")
    repo.git("add", ".")
    repo.write("b/c d.py", "# Decision: 4\n")
    repo.write("untracked.py", line)
    here = repo.open()
    one, changed = Comment("a.py", 1, ("1",), (13,)), Comment("a.py", 2, ("2", "3"), (13, 16))
    assert comments(here, first) == (one, Comment("b/c d.py", 1, ("1",), (13,)))
    assert comments(here, "index") == (changed, Comment("b/c d.py", 1, ("1",), (13,)))
    assert comments(here, "worktree") == (changed, Comment("b/c d.py", 1, ("4",), (13,)))
    assert comments(here, "worktree", ["b"]) == (Comment("b/c d.py", 1, ("4",), (13,)),)
    assert comments(here, first, without=["b"]) == (one,)
    (repo.path / "a.py").unlink()
    assert comments(here, "worktree", ["a.py"]) == ()
    assert comments_of(here, "worktree", ["a.py", "link.py", "large.sh"]) == ()
