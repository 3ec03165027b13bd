"""``git decide fragile``: flags paths, unflags them, shows what is flagged and why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer

if TYPE_CHECKING:
    from tests.conftest import MakeRepo
    from tests.support import Repo

WHY = "If it breaks, all customers suffer."


@pytest.fixture
def shop(repo: Repo) -> Repo:
    """Give a repository with four files."""
    repo.commit(
        "Shop",
        **{
            "src/payments/charge.py": "1",
            "src/payments/deep/refund.py": "1",
            "src/other.py": "1",
            "with space/a.py": "1",
        },
    )
    return repo


def add(repo: Repo, *args: str) -> tuple[int, str, str]:
    """Run ``fragile add`` and return its exit code and both outputs."""
    done = repo.decide("fragile", "add", *args)
    return done.returncode, done.stdout, done.stderr


def modules(repo: Repo, *args: str) -> dict[str, dict[str, object]]:
    """Return the modules by name."""
    document = answer(repo.decide("fragile", "list", "--json", *args).stdout, "fragile")
    return {module["name"]: module for module in document["modules"]}


def test_flags_and_counts(shop: Repo) -> None:
    """One command writes the flag and the table, and counts the tracked files behind it."""
    code, out, err = add(shop, "payments", "src/payments/**", "--why", WHY, "--owner", "@pay")
    assert (code, out) == (0, "payments: 2 tracked files are flagged as fragile.\n")
    assert shop.read(".gitattributes") == "src/payments/** fragile=payments\n"
    assert f'why = "{WHY}"' in shop.read("decisions.toml")
    assert "git add .gitattributes decisions.toml && git commit" in err
    shop.git("add", ".gitattributes")
    flagged = shop.out("ls-files", ":(attr:fragile=payments)").split("\n")
    assert flagged == ["src/payments/charge.py", "src/payments/deep/refund.py"]


def test_keeps_every_other_byte(shop: Repo) -> None:
    """Comments, line endings and other tables stay as they are."""
    attributes, config = b"# ours\r\n*.png binary", b"# top\r\n[policy]\r\nskip = 'allowed' # c\r\n"
    shop.write(".gitattributes", attributes)
    shop.write("decisions.toml", config)
    assert add(shop, "payments", "src/payments/**", "--why", WHY)[0] == 0
    assert (shop.path / ".gitattributes").read_bytes().startswith(attributes)
    assert (shop.path / "decisions.toml").read_bytes().startswith(config)


def test_again_changes_nothing(shop: Repo) -> None:
    """The same command a second time finds it done."""
    args = ("payments", "src/payments/**", "--why", WHY, "--owner", "@pay")
    add(shop, *args)
    before = shop.read(".gitattributes"), shop.read("decisions.toml")
    code, out, err = add(shop, *args)
    assert (code, out) == (0, "payments: 2 tracked files are flagged as fragile.\n")
    assert "Nothing changed" in err
    assert (shop.read(".gitattributes"), shop.read("decisions.toml")) == before


def test_more_patterns_need_no_second_reason(shop: Repo) -> None:
    """A module grows by patterns, and its reason can be changed by itself."""
    add(shop, "payments", "src/payments/**", "--why", WHY, "--owner", "@pay")
    assert add(shop, "payments", "src/other.py")[0] == 0
    assert add(shop, "payments", "--why", "Better said.")[0] == 0
    module = modules(shop)["payments"]
    assert module["why"] == "Better said."
    assert module["owners"] == ["@pay"]
    assert len(module["files"]) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pattern", "better"),
    [
        ("src/payments/", "src/payments/**"),
        ("src/payments", "src/payments/**"),
        ("./src/payments/**", "src/payments/**"),
        ("src\\payments", "src/payments/**"),
        ("with space", "with space/**"),
    ],
)
def test_patterns_that_protect_nothing(shop: Repo, pattern: str, better: str) -> None:
    """A pattern that surely means another is refused with that one, which then works."""
    code, out, err = add(shop, "payments", pattern, "--why", WHY)
    assert (code, out) == (1, "")
    assert f"'{better}'" in err
    assert not (shop.path / ".gitattributes").exists()
    assert add(shop, "payments", better, "--why", WHY)[0] == 0


def test_patterns_typed_from_a_folder(shop: Repo) -> None:
    """Typed below the top, a pattern that only matches from there is mended."""
    done = shop.decide("-C", "src", "fragile", "add", "payments", "payments/**", "--why", WHY)
    assert done.returncode == 1
    assert "'src/payments/**'" in done.stderr


def test_patterns_for_files_to_come(shop: Repo) -> None:
    """A pattern that may match later is written, with a warning."""
    code, out, err = add(shop, "next", "src/next/**", "--why", WHY)
    assert (code, out) == (0, "next: 0 tracked files are flagged as fragile.\n")
    assert "matches no tracked file yet" in err


@pytest.mark.parametrize("pattern", ["!src/**", "[attr]x", "a\nb", ""])
def test_patterns_that_git_does_not_have(shop: Repo, pattern: str) -> None:
    """What git would ignore is refused."""
    assert add(shop, "payments", "--why", WHY, "--", pattern)[:2] == (1, "")
    assert not (shop.path / ".gitattributes").exists()


@pytest.mark.parametrize("name", ["Payments", "a b", "set", "unset", "unspecified", "-x", "é", ""])
def test_names_that_modules_cannot_have(shop: Repo, name: str) -> None:
    """A name that git's attributes could not hold is wrong usage."""
    assert add(shop, "--why", WHY, "--", name, "src/**")[:2] == (2, "")
    assert not (shop.path / "decisions.toml").exists()


def test_a_reason_and_a_pattern_are_needed(shop: Repo) -> None:
    """Without a reason or a pattern the whole command is shown."""
    code, _, err = add(shop, "payments", "src/payments/**")
    assert code == 2
    assert "git decide fragile add payments 'src/payments/**' --why " in err
    assert add(shop, "payments", "--why", WHY)[0] == 2


def test_the_bare_flag(shop: Repo) -> None:
    """Module `default` is the bare attribute."""
    assert add(shop, "default", "src/other.py", "--why", WHY)[0] == 0
    assert shop.read(".gitattributes") == "src/other.py fragile\n"
    assert modules(shop)["default"]["files"] == ["src/other.py"]


def test_odd_file_names(repo: Repo) -> None:
    """Spaces, quotes, leading dashes and bytes that are no UTF-8 can be flagged and listed."""
    names = ["with space.py", 'quote".py', "-rf", "b\udcff.py", "#hash"]
    repo.commit("Odd", **dict.fromkeys(names, "1"))
    for name in names:
        assert add(repo, "odd", "--why", WHY, "--", name)[0] == 0
    assert sorted(modules(repo)["odd"]["files"]) == sorted(names)  # type: ignore[call-overload]
    assert "b\\xff.py" in repo.decide("fragile", "list", "--files").stdout


def test_submodules_are_flagged_twice(shop: Repo, make_repo: MakeRepo) -> None:
    """A submodule's pointer and what is below it are both flagged."""
    other = make_repo("lib")
    other.commit("Lib", a="1")
    shop.git(
        "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.path), "vendor/x"
    )
    for pattern in ("vendor/x", "vendor/x/", "vendor/x/**"):
        assert add(shop, "vendored", pattern, "--why", WHY)[0] == 0
    assert shop.read(".gitattributes").splitlines() == [
        "vendor/x fragile=vendored",
        "vendor/x/** fragile=vendored",
    ]
    assert modules(shop)["vendored"]["files"] == ["vendor/x"]


def test_taking_files_from_another_module_is_told(shop: Repo) -> None:
    """Modules do not overlap, so a later flag takes paths away: that is said."""
    add(shop, "payments", "src/payments/**", "--why", WHY)
    _, _, err = add(shop, "refunds", "src/payments/deep/**", "--why", WHY)
    assert "1 file of module payments now belongs to refunds" in err


def test_remove(shop: Repo) -> None:
    """Flags and table go; everything else stays, byte for byte."""
    shop.write(".gitattributes", "*.png binary\n")
    shop.write("decisions.toml", "# top\n[policy]\nskip = 'allowed'\n")
    add(shop, "keep", "src/other.py", "--why", WHY)
    before = shop.read(".gitattributes"), shop.read("decisions.toml")
    add(shop, "payments", "src/payments/**", "--why", WHY)
    done = shop.decide("fragile", "remove", "payments")
    assert (done.returncode, done.stdout) == (0, "payments: not fragile any more.\n")
    assert (shop.read(".gitattributes"), shop.read("decisions.toml")) == before


def test_remove_in_folders_below(shop: Repo) -> None:
    """Flags in a folder's own `.gitattributes` go as well."""
    shop.write("src/.gitattributes", "payments/** fragile=payments text\n")
    assert shop.decide("fragile", "remove", "payments").returncode == 0
    assert "fragile" not in shop.read("src/.gitattributes")
    assert "text" in shop.read("src/.gitattributes")


def test_unknown_modules(shop: Repo) -> None:
    """A module that does not exist exits 1 and names those that do."""
    add(shop, "payments", "src/payments/**", "--why", WHY)
    for verb in ("remove", "list"):
        done = shop.decide("fragile", verb, "payment")
        assert (done.returncode, done.stdout) == (1, "")
        assert "There are: payments" in done.stderr


def test_list(shop: Repo) -> None:
    """Modules are shown with reason, owners, flags; with --files every file."""
    add(shop, "payments", "src/payments/**", "--why", WHY, "--owner", "@pay")
    out = shop.decide("fragile", "list").stdout
    for part in ("payments  2 files", WHY, "@pay", "src/payments/**  (.gitattributes:1)"):
        assert part in out
    assert "refund.py" not in out
    assert "refund.py" in shop.decide("fragile", "list", "payments", "--files").stdout


def test_list_says_what_a_change_needs(shop: Repo) -> None:
    """What the policy demands beyond an accepted record is said; so is what is missing."""
    shop.write(".gitattributes", "src/** fragile=strict\nwith fragile=lone\n")
    shop.write(
        "decisions.toml",
        '[fragile.strict]\nwhy = "x"\nenforce = "warn"\nrequire = "proposed"\nskip = "forbidden"\n'
        'decided-by = ["product", "engineering"]\nmax-age = "1 year"\n[fragile.ghost]\nwhy = "y"\n',
    )
    out = shop.decide("fragile", "list").stdout
    for part in (
        "it only warns",
        "a proposal is enough",
        "decided by product and engineering",
        "at most 365 days old",
        "no skips",
        "no reason given yet",
        "none: nothing is protected",
    ):
        assert part in out


def test_list_at_a_revision(shop: Repo) -> None:
    """``--at`` shows the flags of a commit, in a bare repository those of HEAD."""
    add(shop, "payments", "src/payments/**", "--why", WHY)
    shop.git("add", ".")
    shop.commit("Flag")
    shop.decide("fragile", "remove", "payments")
    assert modules(shop) == {}
    assert list(modules(shop, "--at", "HEAD")) == ["payments"]
    assert modules(shop, "--at", "HEAD~1") == {}


def test_nothing_is_fragile(shop: Repo) -> None:
    """An empty answer says how to begin."""
    done = shop.decide("fragile", "list")
    assert (done.returncode, done.stdout) == (0, "")
    assert "git decide fragile add" in done.stderr


def test_links_are_not_written_through(shop: Repo) -> None:
    """A `.gitattributes` that is a symbolic link is refused, since git ignores it."""
    os.symlink("elsewhere", shop.path / ".gitattributes")
    assert add(shop, "payments", "src/payments/**", "--why", WHY)[0] == 2
    assert not (shop.path / "elsewhere").exists()
    assert not (shop.path / "decisions.toml").exists()


def test_broken_configuration(shop: Repo) -> None:
    """A configuration that cannot be read is said, and nothing is written."""
    shop.write("decisions.toml", "[policy\n")
    assert add(shop, "payments", "src/payments/**", "--why", WHY)[0] == 2
    assert not (shop.path / ".gitattributes").exists()


def test_an_exclusion_is_told_how_to_be_written(repo: Repo) -> None:
    """Git ignores `!` in attributes; the exempting line is given instead."""
    done = repo.decide("fragile", "add", "pay", "!x", "--why", "It pays.")
    assert done.returncode == 1
    assert "x -fragile" in done.stderr
