"""Attributes come from the index or a tree alone, and mean what git means by them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.git import attributes, repository
from git_decide.git.attributes import FlagLine
from git_decide.git.changes import staged
from git_decide.values import replace
from tests.support import git_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from git_decide.git.repository import Repository
    from git_decide.git.run import Result
    from tests.conftest import MakeRepo
    from tests.support import Repo

FLAGGED = {
    "src/pay/charge.py": "payments",
    "src/pay/tests/test.py": "unset",
    "other.py": "unspecified",
}
FILES = {
    ".gitattributes": "src/pay/** fragile=payments\nsrc/pay/tests/** -fragile\n",
    **dict.fromkeys(FLAGGED, "1\n"),
}
STRANGE = [
    "with space.py",
    'quo"te.py',
    "new\nline.py",
    "-dash.py",
    "tab\t.py",
    os.fsdecode(b"bytes\xff\xfe.py"),
    "ünïcode.py",
    "back\\slash.py",
    ":(attr)magic.py",
    "*star.py",
]


class Ask(Protocol):
    """Either of the two questions."""

    def __call__(self, repository: Repository, paths: Sequence[str] = ...) -> dict[str, str]:
        """Return path → value of `fragile`."""


def flags(found: attributes.Attributes) -> dict[str, str]:
    """Return path → value of `fragile`."""
    return {path: names["fragile"] for path, names in found.items()}


def index_flags(repository: Repository, paths: Sequence[str] = tuple(FLAGGED)) -> dict[str, str]:
    """Return what the index says of `paths`."""
    return flags(attributes.of_index(repository, paths))


def head_flags(repository: Repository, paths: Sequence[str] = tuple(FLAGGED)) -> dict[str, str]:
    """Return what the tree of HEAD says of `paths`."""
    return flags(attributes.of_tree(repository, "HEAD", paths))


BOTH = pytest.mark.parametrize("ask", [index_flags, head_flags])


@BOTH
@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_values_exemptions_and_unflagged(ask: Ask, object_format: str, make_repo: MakeRepo) -> None:
    """A named module, an exemption and no flag are told apart in both object formats."""
    repo = make_repo("formats", object_format)
    repo.commit("Start", **FILES)
    assert ask(repo.open()) == FLAGGED
    repo.write(".git/info/attributes", "* -fragile\n")
    assert ask(repo.open()) == FLAGGED


@BOTH
def test_an_unstaged_edit_does_not_count(ask: Ask, repo: Repo) -> None:
    """What the worktree's .gitattributes says is not read, whether edited or deleted."""
    repo.commit("Start", **FILES)
    repo.write(".gitattributes", "src/pay/** -fragile\nother.py fragile=x\n")
    repo.write("src/pay/.gitattributes", "* !fragile\n")
    assert ask(repo.open()) == FLAGGED
    (repo.path / ".gitattributes").unlink()
    assert ask(repo.open()) == FLAGGED


@BOTH
def test_attributes_from_outside_do_not_count(ask: Ask, repo: Repo, tmp_path: Path) -> None:
    """Neither info/attributes nor the user's file nor an attribute source is read."""
    repo.commit("Start", **FILES)
    mine = tmp_path / "mine"
    mine.write_text("* fragile=mine\n")
    repo.git("config", "core.attributesFile", str(mine))
    assert ask(repo.open()) == FLAGGED
    repo.write(".git/info/attributes", "* -fragile\nother.py fragile=local\n")
    assert ask(repo.open()) == FLAGGED
    repo.git("config", "attr.tree", "HEAD:src")
    assert ask(repo.open(GIT_ATTR_SOURCE="HEAD:src")) == FLAGGED


@BOTH
def test_a_linked_worktree_with_info_attributes(ask: Ask, repo: Repo, tmp_path: Path) -> None:
    """A linked worktree, from a folder inside, reads its own index and no info/attributes."""
    repo.commit("Start", **FILES)
    repo.write(".git/info/attributes", "* -fragile\n")
    linked = repo.worktree(tmp_path / "linked", "side")
    linked.commit("More", **{".gitattributes": "* fragile=side\n"})
    assert set(ask(linked.open()).values()) == {"side"}
    assert ask(repo.open()) == FLAGGED


@BOTH
@pytest.mark.parametrize("sparse_index", ["--sparse-index", "--no-sparse-index"])
def test_sparse_checkouts(ask: Ask, sparse_index: str, repo: Repo) -> None:
    """Folders outside a cone keep their flags and their nested .gitattributes."""
    repo.commit(
        "Start", **FILES, **{"deep/er/.gitattributes": "x.py fragile=deep\n", "deep/er/x.py": ""}
    )
    repo.git("sparse-checkout", "set", "--cone", sparse_index, "elsewhere")
    assert not (repo.path / "deep").exists()
    expected = {**FLAGGED, "deep/er/x.py": "deep", "deep/er/new.py": "unspecified"}
    assert ask(repo.open(), tuple(expected)) == expected
    repo.write(".git/info/attributes", "* -fragile\n")
    assert ask(repo.open(), tuple(expected)) == expected


def test_a_bare_repository(repo: Repo, tmp_path: Path) -> None:
    """A tree of a bare repository is read like any other, info/attributes or not."""
    repo.commit("Start", **FILES)
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    assert head_flags(bare.open()) == FLAGGED
    bare.write("info/attributes", "* -fragile\n")
    assert head_flags(bare.open()) == FLAGGED
    assert not list((bare.path / "git-decide" / "tmp").iterdir())


def test_from_inside_the_git_directory(repo: Repo) -> None:
    """Asked from inside .git the answers stay the same."""
    repo.commit("Start", **FILES)
    inside = type(repo)(repo.path / ".git", repo.env)
    assert index_flags(inside.open()) == head_flags(inside.open()) == FLAGGED


def test_objects_that_are_borrowed(repo: Repo, tmp_path: Path) -> None:
    """Alternates and a quarantine keep working with info/attributes in the way."""
    repo.commit("Start", **FILES)
    borrower = repo.clone(tmp_path / "borrower", "--shared")
    borrower.write(".git/info/attributes", "* -fragile\n")
    assert head_flags(borrower.open()) == index_flags(borrower.open()) == FLAGGED
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    env = {
        "GIT_OBJECT_DIRECTORY": str(incoming),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(borrower.path / ".git/objects"),
    }
    blob = borrower.git("hash-object", "-w", "--stdin", input="* fragile=new\n", env=env)
    tree = borrower.git(
        "mktree", input=f"100644 blob {blob.stdout.strip()}\t.gitattributes\n", env=env
    ).stdout.strip()
    found = attributes.of_tree(borrower.open(**env), tree, ["a"])
    assert flags(found) == {"a": "new"}


def test_a_partial_clone_fetches_what_it_lacks(repo: Repo, tmp_path: Path) -> None:
    """Blobs of an old .gitattributes that a partial clone never had are fetched."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    repo.commit("Start", **FILES)
    repo.commit("Then", **{".gitattributes": "* fragile=now\n"})
    for name in ("one", "two"):
        clone = repo.clone(tmp_path / name, "--filter=blob:none")
        if name == "two":
            clone.write(".git/info/attributes", "* -fragile\n")
        found = attributes.of_tree(clone.open(), "HEAD^", list(FLAGGED))
        assert flags(found) == FLAGGED


def test_a_split_index(repo: Repo) -> None:
    """An index in two files is read, with info/attributes and without."""
    repo.commit("Start", **FILES)
    repo.git("update-index", "--split-index")
    repo.git("config", "core.splitIndex", "true")
    shared = sorted((repo.path / ".git").glob("sharedindex.*"))
    assert index_flags(repo.open()) == head_flags(repo.open()) == FLAGGED
    assert sorted((repo.path / ".git").glob("sharedindex.*")) == shared
    repo.write(".git/info/attributes", "* -fragile\n")
    assert index_flags(repo.open()) == head_flags(repo.open()) == FLAGGED


def test_the_index_of_a_hook(repo: Repo, tmp_path: Path) -> None:
    """GIT_INDEX_FILE, absolute or relative to the top, names the index that counts."""
    repo.commit("Start", **FILES)
    repo.git("read-tree", "HEAD", env={"GIT_INDEX_FILE": str(tmp_path / "index")})
    repo.stage(**{".gitattributes": "* fragile=staged\n"})
    assert index_flags(repo.open(GIT_INDEX_FILE=str(tmp_path / "index"))) == FLAGGED
    assert set(index_flags(repo.open(GIT_INDEX_FILE=".git/index")).values()) == {"staged"}


def test_staged_attributes_belong_to_the_index_not_to_head(repo: Repo) -> None:
    """A staged edit shows in the index alone, and same_attributes tells that they differ."""
    repo.commit("Start", **FILES)
    repo.stage(**{"other.py": "2\n"})
    assert attributes.same_attributes(staged(repo.open()))
    repo.stage(**{"src/.gitattributes": "pay/** !fragile\n"})
    assert not attributes.same_attributes(staged(repo.open()))
    assert head_flags(repo.open()) == FLAGGED
    assert index_flags(repo.open())["src/pay/charge.py"] == "unspecified"


@BOTH
def test_case_does_not_count(ask: Ask, repo: Repo) -> None:
    """A path in other letters is flagged as well, on every platform."""
    repo.commit("Start", **FILES)
    assert ask(repo.open(), ["SRC/Pay/charge.py"]) == {"SRC/Pay/charge.py": "payments"}


@BOTH
def test_strange_file_names(ask: Ask, repo: Repo) -> None:
    """Spaces, quotes, newlines, dashes and bytes that are no UTF-8 are only names."""
    repo.commit(
        "Start", **{".gitattributes": "* fragile=all\n", "x/.gitattributes": "*.py fragile=x\n"}
    )
    names = [*STRANGE, *(f"x/{name}" for name in STRANGE), *(f"{name}/y" for name in STRANGE)]
    expected = {name: "x" if name.startswith("x/") else "all" for name in names}
    assert ask(repo.open(), names) == expected


@BOTH
def test_nested_files_in_strange_folders(ask: Ask, repo: Repo) -> None:
    """A .gitattributes in a folder of any name is found."""
    files = {f"{name}/.gitattributes": "f fragile=inner\n" for name in STRANGE}
    repo.commit("Start", **files)
    expected = {f"{name}/f": "inner" for name in STRANGE} | {"f": "unspecified"}
    assert ask(repo.open(), list(expected)) == expected


@BOTH
def test_macros_and_several_attributes(ask: Ask, repo: Repo) -> None:
    """A macro of the top-level file flags what it is set on."""
    lines = "[attr]risky fragile=vault -text\nkeys/** risky\n*.lock decision-log\n"
    repo.commit("Start", **{".gitattributes": lines})
    repository = repo.open()
    assert ask(repository, ["keys/a"]) == {"keys/a": "vault"}
    names = ("fragile", "decision-log", "text")
    assert attributes.of_index(repository, ["keys/a.lock"], names) == {
        "keys/a.lock": {"fragile": "vault", "decision-log": "set", "text": "unset"}
    }


def test_many_folders_take_one_listing(repo: Repo) -> None:
    """Paths in more folders than fit on a command line are all answered."""
    folders = [f"folder-{number:04}/{'x' * 30}" for number in range(900)]
    repo.commit("Start", **{f"{folders[7]}/.gitattributes": "* fragile=seven\n"})
    found = attributes.of_tree(repo.open(), "HEAD", [f"{folder}/f" for folder in folders])
    assert [path for path, names in found.items() if names["fragile"] == "seven"] == [
        f"{folders[7]}/f"
    ]


def test_a_hook_asks_with_one_process(repo: Repo, tmp_path: Path) -> None:
    """The index takes one git process, a tree three, patterns one, whatever their number."""
    repo.commit("Start", **FILES)
    asked = [f"src/pay/{number}.py" for number in range(200)]
    patterns = [[f"src/pay/{number}*"] for number in range(50)]
    questions: list[Callable[[Repository], object]] = [
        lambda r: attributes.of_index(r, asked),
        lambda r: attributes.of_tree(r, "HEAD", asked),
        lambda r: attributes.matches(r, patterns, asked),
    ]
    counts = []
    for number, question in enumerate(questions):
        trace = tmp_path / f"trace-{number}"
        traced = replace(repo.open(), environ={**repo.env, "GIT_TRACE2_EVENT": str(trace)})
        assert question(traced)
        counts.append(len(git_starts(trace)))
    assert counts == [1, 3, 1]


def test_the_system_is_not_asked(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's attributes are turned off for every question."""
    seen: list[str | None] = []
    real = repository.Repository.ask

    def ask(self: Repository, *arguments: str, **more: Any) -> Result:
        if "check-attr" in arguments:
            seen.append((more["extra_env"] or {}).get("GIT_ATTR_NOSYSTEM"))
        return real(self, *arguments, **more)

    monkeypatch.setattr(repository.Repository, "ask", ask)
    repo.commit("Start", **FILES)
    assert index_flags(repo.open()) == head_flags(repo.open())
    attributes.matches(repo.open(), [["a"]], ["a"])
    assert seen == ["1", "1", "1"]


def test_a_folder_called_gitattributes_is_no_attributes_file(repo: Repo) -> None:
    """Files below a folder of that name neither break the answer nor change it."""
    repo.commit("Start", **FILES, **{"src/.gitattributes/x": "* -fragile\n"})
    assert index_flags(repo.open()) == head_flags(repo.open()) == FLAGGED


def test_nothing_asked_nothing_started(repo: Repo) -> None:
    """No paths, no answer, not even from a tree that does not exist."""
    repository = repo.open()
    assert attributes.of_index(repository, []) == {}
    assert attributes.of_tree(repository, "nowhere", []) == {}
    assert attributes.matches(repository, [["!x"], []], ["a"]) == (frozenset(), frozenset())


def test_an_unborn_repository_has_no_flags(repo: Repo) -> None:
    """Without an index file every path is unspecified."""
    assert index_flags(repo.open(), ["a"]) == {"a": "unspecified"}


NAMES = ["a", "b", "src", "Src", "x.py", "y.py", "s p"]
VALUES = [
    "fragile",
    "-fragile",
    "!fragile",
    "fragile=one",
    "fragile=two",
    "risky",
    "-risky",
    "text",
]
paths = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map("/".join)
pieces = st.sampled_from([*NAMES, "*", "**", "*.py", "?.py", "[ab]", "", "s*", "A", "\\a"])
patterns = st.lists(pieces, min_size=1, max_size=4).map("/".join)
lines = st.tuples(patterns, st.lists(st.sampled_from(VALUES), min_size=1, max_size=2))
texts = st.lists(lines, max_size=5).map(
    lambda some: "".join(f'"{p.replace(chr(92), chr(92) * 2)}" {" ".join(v)}\n' for p, v in some)
)
folders = st.dictionaries(st.sampled_from(["", "a/", "src/", "a/b/", "Src/"]), texts, max_size=3)


@given(folders, st.lists(paths, min_size=1, max_size=8, unique=True), st.booleans())
def test_index_and_tree_agree_with_an_ordinary_checkout(
    repo: Repo, written: dict[str, str], asked: list[str], outside: bool
) -> None:
    """For any .gitattributes, the index and its tree say what git says in a plain checkout."""
    repo.git("rm", "-rqf", "--ignore-unmatch", ".")
    info = repo.path / ".git/info/attributes"
    info.unlink(missing_ok=True)
    macro = "[attr]risky fragile=macro\n"
    texts = {"": ""} | written
    repo.stage(**{f"{at}.gitattributes": (macro if at == "" else "") + texts[at] for at in texts})
    plain = repo.git(
        "-c",
        "core.ignoreCase=true",
        *("check-attr", "-z", "--stdin", "fragile"),
        input="".join(f"{path}\0" for path in asked),
    ).stdout.split("\0")
    expected = dict(zip(plain[0:-1:3], plain[2::3], strict=True))
    if outside:
        info.write_text("* fragile=outside\n")
    repository = repo.open()
    tree = repo.out("write-tree")
    assert index_flags(repository, asked) == expected
    assert flags(attributes.of_tree(repository, tree, asked)) == expected


@given(
    st.lists(st.lists(patterns, max_size=3), max_size=4), st.lists(paths, max_size=8, unique=True)
)
def test_matches_is_what_check_attr_says_of_each_set(
    repo: Repo, sets: list[list[str]], asked: list[str]
) -> None:
    """Each set of patterns matches what it matches as a .gitattributes of its own."""
    found = attributes.matches(repo.open(), sets, asked)
    for number, some in enumerate(sets):
        kept = [p for p in some if p.strip() and not p.endswith("/")]
        escaped = (p.replace("\\", "\\\\") for p in kept)
        repo.write(".gitattributes", "".join(f'"{p}" hit\n' for p in escaped))
        out = repo.git(
            *("-c", "core.ignoreCase=true", "check-attr", "-z", "--stdin", "hit"),
            input="".join(f"{path}\0" for path in asked),
        ).stdout.split("\0")
        expected = {p for p, v in zip(out[0:-1:3], out[2::3], strict=True) if v == "set"}
        assert found[number] == expected
    (repo.path / ".gitattributes").unlink(missing_ok=True)


@pytest.mark.parametrize("outside", [False, True])
def test_matches_reads_no_other_attributes(outside: bool, repo: Repo) -> None:
    """What files of the repository say has no part in matching patterns."""
    repo.commit("Start", **{".gitattributes": "* m0 m1\n", **dict.fromkeys(STRANGE, "")})
    if outside:
        repo.write(".git/info/attributes", "* m0 -m1 m7\n")
    found = attributes.matches(repo.open(), [["nothing"], ["*.py"], STRANGE], STRANGE)
    literal = {name for name in STRANGE if "\n" not in name and "\\" not in name}
    assert found == (frozenset(), frozenset(STRANGE), frozenset(literal))


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("a\nb", "line break"),
        ("!a", "!"),
        ("[attr]x", "macro"),
        ("src/pay/", "src/pay/**"),
        ("x" * 3000, "2048"),
        ("src/**", ""),
        ("with space", ""),
        ("#x", ""),
    ],
)
def test_patterns_that_git_does_not_have_are_named(pattern: str, says: str, repo: Repo) -> None:
    """A pattern is in order exactly when its problem is empty."""
    problem = attributes.pattern_problem(pattern)
    assert (says in problem) if says else problem == ""
    assert attributes.matches(repo.open(), [[pattern]], ["x"]) == (frozenset(),)


@pytest.mark.parametrize(
    ("value", "module"),
    [("set", "default"), ("", "default"), ("unset", None), ("unspecified", None), ("pay", "pay")],
)
def test_module_of(value: str, module: str | None) -> None:
    """A bare flag is the module default; an exemption is none."""
    assert attributes.module_of(value) == module


def test_flag_lines_are_read_without_matching() -> None:
    """Quoted patterns, macros, comments and CRLF are read as git reads them."""
    content = (
        b"\xef\xbb\xbf# a comment fragile\r\n"
        b"src/** fragile=pay text\r\n"
        b'"with space/**" -fragile\r\n'
        b"[attr]risky fragile\n"
        b"keys/** risky\n"
        b"keys/public !risky\n"
        b"!no fragile\n"
        b"bad fragile b@d\n"
        b"other text\n"
        b"  last !fragile"
    )
    assert attributes.flag_lines(content) == (
        FlagLine("src/** fragile=pay text", "src/**", "pay", 2),
        FlagLine('"with space/**" -fragile', "with space/**", "unset", 3),
        FlagLine("[attr]risky fragile", "[attr]risky", "set", 4),
        FlagLine("keys/** risky", "keys/**", "set", 5),
        FlagLine("  last !fragile", "last", "unspecified", 10),
    )
