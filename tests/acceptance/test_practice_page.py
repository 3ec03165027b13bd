"""What docs/practice.md tells people to copy is valid, and what it says of the check is true."""

from __future__ import annotations

import re

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.texts import FLAGS
from tests.documents import ROOT, blocks
from tests.support import Repo

PAGE = ROOT / "docs" / "practice.md"
RULES = '[fragile.payments]\nwhy = "All suffer."\ndecided-by = ["product", "engineering"]\n'
LOG = "docs/decisions"
BOTH = ("  - Ada (PM)\n", "  - Ada (PM)\n  - Linus (tech lead)\n")
ACCEPTED = ("status: proposed", "status: accepted")


def block(heading: str, number: int = 0) -> str:
    """Return what is to be copied under a heading."""
    return [b.text for b in blocks(PAGE) if (b.heading, b.language) == (heading, "markdown")][
        number
    ]


def changed(*pairs: tuple[str, str], more: str = "") -> str:
    """Return the file to copy with words exchanged, each of which it has, and with `more`."""
    text = block("Propose")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return f"{text}{more}"


@pytest.fixture
def shop(repo: Repo) -> Repo:
    """Give a repository whose payments are fragile, with an empty log and a branch for a draft."""
    files = {".gitattributes": FLAGS, "decisions.toml": RULES, "src/payments/charge.py": ""}
    repo.commit("Begin", **files)
    repo.git("checkout", "-q", "-b", "draft")
    return repo


def page(repo: Repo, text: str, name: str = "0008-let-customers-pay-by-invoice") -> str:
    """Save a file as the page says, and return what the check then says."""
    repo.commit("Save", **{f"{LOG}/{name}.md": text})
    return decide(repo, "report", "--range", "main..draft").stdout


@pytest.mark.parametrize(
    "text",
    [
        changed(),
        changed(("modules: [payments]\n", ""), ("cost: 3 engineer-weeks\n", "")),
        changed(more="\n## Perspectives\n\n### Engineering\n\nIt is fragile.\n"),
        changed(("proposed", "contested"), more=f"\n{block('Answer')}"),
        changed(ACCEPTED, BOTH),
        changed(ACCEPTED, BOTH, more=f"\n{block('Answer')}\n{block('Answer', 1)}"),
        re.sub(r"\n## Alternatives.*", "", changed(("proposed", "problem")), flags=re.DOTALL),
    ],
)
def test_what_is_to_be_copied_passes(shop: Repo, text: str) -> None:
    """At every step that the page tells: proposed, contested, settled, and as a mere problem."""
    assert "✅" in page(shop, text)
    done = decide(shop, "check", "--strict")
    assert done.returncode == 0, done.stdout


def test_one_side_alone_is_no_dispute_yet(shop: Repo) -> None:
    """As the page says: the status changes when both have written."""
    alone = "\n## Perspectives\n\n### Engineering\n\nIt is fragile.\n"
    assert "❌" in page(shop, changed(("proposed", "contested"), more=alone))


def test_how_it_went(shop: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line that the page shows is an outcome like those of `git decide outcome`."""
    monkeypatch.setenv("GIT_TEST_DATE_NOW", "1775000000")  # 31 March 2026
    (line,) = re.findall(r"`(2026-\d\d-\d\d, worked: .*?)`", PAGE.read_text(encoding="utf-8"))
    wanted = ("date: 2026-03-04", "date: 2026-03-04\nreview-by: 2026-03-20")
    text = changed(ACCEPTED, BOTH, wanted)
    page(shop, text)
    assert decide(shop, "list", "--review-overdue", "--ids").stdout
    page(shop, f"{text}\n## Outcome\n\n{line}\n")
    assert decide(shop, "list", "--review-overdue", "--ids").stdout == ""
    assert decide(shop, "check", "--strict").returncode == 0


def test_a_settled_one_needs_its_resolution(shop: Repo) -> None:
    """As the page says: it cannot be accepted before it tells how it was settled."""
    said = page(shop, changed(ACCEPTED, BOTH, more=f"\n{block('Answer')}"))
    assert "❌" in said
    assert "Resolution" in said


BROKEN = {
    "needs a decider of engineering": changed(ACCEPTED),
    "needs at least one decider with a role": changed(ACCEPTED, ("Ada (PM)", "Ada")),
    "needs at least one alternative with the reason it lost": re.sub(
        r"\*\*: .*", "**", changed(ACCEPTED, BOTH)
    ),
    "needs its cost": changed(ACCEPTED, ("trade-off", "scope"), ("cost: 3 engineer-weeks\n", "")),
    "is no date of the form YYYY-MM-DD": changed(("2026-03-04", "4.3.26")),
    "is no status": changed(("proposed", "agreed")),
    "The front matter is broken YAML": changed(("3 engineer-weeks", "3 weeks: about")),
    "is also that of": changed(),
}


def test_the_table_tells_of_each_mistake() -> None:
    """The mistakes below are those of the page."""
    table = PAGE.read_text(encoding="utf-8").partition("| it says |")[2]
    rows = re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
    assert rows == [*BROKEN]


@pytest.mark.parametrize(("words", "text"), BROKEN.items())
def test_the_check_says_what_the_page_says(shop: Repo, words: str, text: str) -> None:
    """In these words, and the check is red."""
    if words == "is also that of":
        page(shop, text, "0008-another")
    said = page(shop, text)
    assert "### ❌ Refused" in said
    assert words in said
