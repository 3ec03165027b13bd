"""How records name one another: by path, id, number, former id, beginning or title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy import config
from git_decide.queries.names.references import catalogue
from git_decide.records.digest import Name, name_of
from git_decide.records.ids import resolve
from git_decide.store import Stored, examined, words_of

WORDS = words_of(config.DEFAULTS)


def stored(path: str, title: str = "Some title", aliases: str = "", log: str = "") -> Stored:
    """Return a record as it would be read."""
    name = name_of(path, log, path.split("/")[0])
    assert name
    former = f"aliases: [{aliases}]\n" if aliases else ""
    text = f"---\nstatus: proposed\ndate: 2026-01-02\n{former}---\n\n# {title}\n"
    return examined(text.encode(), name, WORDS)


HELP = stored("log/0005-help.md", "5. Help comments", aliases="0003-comments")
OTHER = stored("log/0006-other.md", "ADR-6: 3-tier architecture")
FOLDER = stored("log/0007-folder/README.md", "Two tiers")
VAT = stored("vat/0005-rates.md", "Rates", log="billing")
PREFIXED = stored("log/ADR-012-use-x.md", "Use x")
FIRST = stored("log/0020-one.md", "Same title")
SECOND = stored("log/0020-two.md", "Same title")
ALL = (HELP, OTHER, FOLDER, VAT, PREFIXED, FIRST, SECOND)
FOUND = catalogue(ALL)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("log/0005-help.md", [HELP]),
        ("0005-help.md", [HELP]),
        ("./0005-help.md", [HELP]),
        ("../vat/0005-rates.md", [VAT]),
        ("LOG/0005-Help.md", [HELP]),
        ("log/0007-folder", [FOLDER]),
        ("log/0007-folder/", [FOLDER]),
        ("log/0007-folder/README.md", [FOLDER]),
        ("log/0003-comments.md", [HELP]),
        ("0005-help", [HELP]),
        ("5", [HELP]),
        ("#5", [HELP]),
        ("ADR-0005", [HELP]),
        ("ADR-0005-help", [HELP]),
        ("0005-he", [HELP]),
        ("0003-comments", [HELP]),
        ("billing/5", [VAT]),
        ("billing/0005-rates", [VAT]),
        ("0005-rates", [VAT]),
        ("ADR-12", [PREFIXED]),
        ("12", [PREFIXED]),
        ("Help comments", [HELP]),
        ("5. help  COMMENTS", [HELP]),
        ("3-tier architecture", [OTHER]),
        ("4-tier architecture", []),
        ("3 tiers", []),
        ("20", [FIRST, SECOND]),
        ("Same title", [FIRST, SECOND]),
        ("0020-one", [FIRST]),
        ("99", []),
        ("", []),
        ("log/none.md", []),
    ],
)
def test_what_a_record_may_write(written: str, meant: list[Stored]) -> None:
    """Each way of naming another record finds what its writer meant, in the own log first."""
    assert FOUND.resolve(written, OTHER.name) == tuple(each.name for each in meant)


def test_the_own_log_comes_first() -> None:
    """The same number in two logs means that of the log in which it is written."""
    assert FOUND.resolve("5", VAT.name) == (VAT.name,)
    assert FOUND.resolve("5", HELP.name) == (HELP.name,)
    assert FOUND.resolve("7", VAT.name) == (FOLDER.name,)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("log/0005-Help.md", HELP),
        ("0005-HELP.md", HELP),
        ("log/0005-help.md", None),
        ("0005-help", None),
        ("log/0007-Folder", FOLDER),
        ("log/none.md", None),
    ],
)
def test_case_only(written: str, meant: Stored | None) -> None:
    """Only a path that is right but for its case is told apart."""
    assert FOUND.case_differs(written, OTHER.name) == (meant.name if meant else None)


def test_two_files_that_differ_in_case() -> None:
    """Where two records differ in case only, each path means its own, a third way both."""
    upper, lower = stored("log/0001-A.md"), stored("log/0001-a.md")
    both = catalogue([upper, lower])
    assert both.resolve("log/0001-A.md", lower.name) == (upper.name,)
    assert both.resolve("LOG/0001-a.md", lower.name) == (upper.name, lower.name)
    assert both.case_differs("LOG/0001-a.md", lower.name) is None


def test_an_empty_catalogue() -> None:
    """Nothing is found where there is nothing."""
    assert catalogue(()).resolve("5", HELP.name) == ()


_stems = st.from_regex(r"(ADR-)?[0-9]{1,4}[ab]?(-[a-c]{1,3})?", fullmatch=True)


@given(st.lists(st.tuples(_stems, st.sampled_from(["", "x"])), unique=True, max_size=8), st.data())
def test_the_short_way_finds_what_the_long_way_does(
    made: list[tuple[str, str]], data: st.DataObject
) -> None:
    """What is left out before ids are compared could never have been found."""
    names: list[Name] = []
    for stem, log in made:
        name = name_of(f"{log or 'm'}/{stem}.md", log)
        if name:
            names.append(name)
    alias = data.draw(_stems)
    records = [stored(name.path, aliases=alias, log=name.log) for name in names]
    written = data.draw(
        st.one_of(
            _stems, st.just(alias), st.builds("x/{}".format, _stems), st.just(f"m/{alias}.md")
        )
    )
    found = catalogue(records)
    here = Name("source", "y", None, "y/source.md")
    whole = resolve(written, names, lambda: {alias: names})
    if whole:
        assert found.resolve(written, here) == whole
