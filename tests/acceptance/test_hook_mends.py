"""Every command that a refusal prints is pasted into a shell, and then the commit passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guarded import CHARGE, FIRST, FOLDER, RULES, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.guarded import Guarded, Said

REFUND = "src/payments/refund.py"
PRODUCT = record("Typed", "proposed", kind="product", decider="Ada (PM)")
BOTH = record("Typed", "proposed", kind="trade-off", decider="Ada (PM)\n  - Bob (engineer)")


def typed(repo: Guarded, text: str = "") -> dict[str, str]:
    """Return the environment of somebody who fills in what an editor shows."""
    (repo.path.parent / "typed.md").write_text(text or record("Typed", "proposed"))
    return repo.editor(
        f'case $1 in *.md) cat {repo.path.parent}/typed.md >"$1";;'
        ' *) sed -i "1s/^/Typed/" "$1";; esac'
    )


def mended(
    repo: Guarded, said: Said, folder: str = ".", text: str = "", only: str = ""
) -> Iterator[tuple[tuple[str, ...], Guarded]]:
    """Paste each group of commands in a copy of the repository as it was refused.

    `only` is the kind of those to paste, where others were pasted in another test.
    """
    assert said.code == 1, said.text
    assert only in ("", *kinds(said)), said.text
    for number, commands in enumerate(said.commands):
        if only not in ("", kinds(said)[number]):
            continue
        copy = repo.copy(repo.path.parent / f"copy-{number}")
        for command in commands:
            done = copy.paste(command, folder, env=typed(copy, text))
            assert done.passed, f"{said.text}\n$ {command}\n{done.text}"
        assert copy.links() + copy.skips(), said.text
        yield commands, copy


def kinds(said: Said) -> list[str]:
    """Return what each group of commands begins with, or that it skips."""
    found = []
    for commands in said.commands:
        words = commands[0].split()
        verb = " ".join(words[: 3 if words[1] == "decide" else 2])
        found.append("skip" if "Decision-Skip" in commands[-1] else verb)
    return found


ALL = ["git commit", "git decide accept", "git decide new", "skip"]


def test_a_plain_commit(guarded: Guarded) -> None:
    """A record that fits, a proposal, a new record, a skip: each leads to the same commit."""
    guarded.add_record("0002-ask-first", record("Ask first", "proposed"))
    guarded.change()
    guarded.write("src/other.py", "unstaged\n")
    said = guarded.try_commit("-m", "Retry thrice", "-m", "Body.\n\nReviewed-by: X <x@example.com>")
    assert kinds(said) == ALL
    linked = []
    for _, copy in mended(guarded, said):
        linked += copy.links()
        assert copy.message().startswith(
            "Retry thrice\n\nBody.\n\nReviewed-by: X <x@example.com>\n"
        )
        assert copy.out("show", f"HEAD:{CHARGE}") == "2"
        assert copy.out("show", "HEAD:src/other.py") == "1"
        assert copy.out("rev-parse", "HEAD^") == guarded.head()
    assert linked == [FIRST, "0002-ask-first", "0003-retry-thrice"]


def test_everything_with_a(guarded: Guarded) -> None:
    """-a is repeated: what was not staged comes along again."""
    guarded.write(CHARGE, "2\n")
    guarded.write("src/other.py", "2\n")
    said = guarded.try_commit("-a", "-m", "Retry")
    assert "git commit -a -F" in said.text
    for _, copy in mended(guarded, said):
        assert copy.out("status", "--porcelain") == ""
        assert copy.out("show", "HEAD:src/other.py") == "2"


@pytest.mark.parametrize("folder", [".", "src", "src/payments"])
def test_paths(folder: str, guarded: Guarded) -> None:
    """Paths are repeated, as seen from where they were typed; what else is staged stays so."""
    guarded.add_record("0002-ask-first", record("Ask first", "proposed"))
    guarded.write(CHARGE, "2\n")
    guarded.change("src/other.py", "2\n")
    top = "./" if folder == "." else "../" * (folder.count("/") + 1)
    command = f"git commit -m Retry -- {top}src/payments"
    said = guarded.paste(command, folder)
    assert kinds(said) == ALL
    for commands, copy in mended(guarded, said, folder):
        changed = copy.out("show", "--format=", "--name-only").splitlines()
        expected = 1 if len(commands) == 1 else 2  # and the record
        assert CHARGE in changed
        assert len(changed) == expected
        assert copy.out("diff", "--cached", "--name-only") == "src/other.py"


def test_a_subfolder(guarded: Guarded) -> None:
    """The kept message is found from where git commit was typed."""
    guarded.change()
    said = guarded.paste("git commit -m Retry", "src/payments")
    assert "-F ../../.git/git-decide/REFUSED_MSG" in said.text
    assert len(list(mended(guarded, said, "src/payments"))) == 3


def test_including_paths(guarded: Guarded) -> None:
    """-i is repeated with what it added."""
    guarded.change()
    guarded.write("src/other.py", "2\n")
    guarded.write("src/auth/login.py", "unstaged\n")
    said = guarded.try_commit("-m", "Retry", "-i", "src/other.py")
    for _, copy in mended(guarded, said, only="git commit"):
        assert copy.out("show", "HEAD:src/other.py") == "2"
        assert copy.out("diff", "--name-only") == "src/auth/login.py"


def test_a_patch(guarded: Guarded) -> None:
    """-p asks again, and takes no more than what is answered."""
    guarded.commit("Long", **{CHARGE: "".join(f"{n}\n" for n in range(30))})
    guarded.write(CHARGE, "".join(f"{n}\n" for n in ("first", *range(30), "last")))
    said = guarded.paste("printf 'y\\nn\\n' | git commit -p -m Retry")
    assert said.code == 1
    assert "git commit -p -F" in said.text
    command = said.commands[0][-1]
    done = guarded.paste(f"printf 'y\\nn\\n' | {command}")
    assert done.passed, done.text
    content = guarded.out("show", f"HEAD:{CHARGE}")
    assert content.startswith("first\n")
    assert not content.endswith("last")


@pytest.mark.parametrize(
    "message",
    [
        'It\'s "quoted" $(touch hacked) `touch hacked` \\n !!',
        "-begins with a dash",
        "--begins with two",
        "Ünïcode ©",
        "Control \x1b[31m characters\x07",
        "Retry\n\n# not a comment\n\nDecision-Skip:",
        "Retry\n\n---\nDecision: 77\n",
        "Retry\n\nSigned-off-by: A <a@b>\n",
        "x" * 300,
        "决定重试三次",
        "Was 50% or 100%?",
    ],
)
def test_whatever_the_message_holds(message: str, guarded: Guarded) -> None:
    """It comes back as it was, and its subject is a title that a shell reads as one."""
    guarded.change()
    said = guarded.try_commit("-m", message)
    subject = message.partition("\n")[0]
    for _, copy in mended(guarded, said, only="git decide new"):
        assert copy.message().startswith(subject)
        assert ("# not a comment" in copy.message()) == ("# not a comment" in message)
        assert not (copy.path / "hacked").exists()
    assert "\x1b" not in said.text


def test_links_that_lead_nowhere_are_left_out(guarded: Guarded) -> None:
    """The right one takes the place of an unknown one; the others stay."""
    guarded.add_record("0002-auth", record(modules="auth"))
    guarded.change()
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 99, 2")
    for _, copy in mended(guarded, said, only="git commit"):
        assert "99" not in copy.message()
        assert "0002-auth" in copy.links()


@pytest.mark.parametrize("partial", [False, True])
def test_a_record_that_is_not_staged(partial: bool, guarded: Guarded) -> None:
    """Git add is printed, and the record comes with the commit."""
    guarded.write(f"{FOLDER}/0002-it's new.md", record("New"))
    guarded.change()
    paths = ("--", CHARGE) if partial else ()
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 2", *paths)
    assert "in the work tree" in said.text
    for commands, copy in mended(guarded, said):
        if commands[0].startswith("git add"):
            assert copy.links() == ["0002-it's new"]
            assert len(copy.out("show", "--format=", "--name-only").splitlines()) == 2
            break
    else:
        pytest.fail(said.text)


def test_a_record_that_is_staged_in_an_older_state(guarded: Guarded) -> None:
    """The same where only the acceptance is missing in the index."""
    guarded.stage(**{f"{FOLDER}/0002-new.md": record("New", "proposed")})
    guarded.write(f"{FOLDER}/0002-new.md", record("New"))
    guarded.change()
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 2")
    commands, copy = next(mended(guarded, said))
    assert commands[0].startswith("git add")
    assert copy.links() == ["0002-new"]


def test_the_record_is_in_a_partial_commit_already(guarded: Guarded) -> None:
    """One that HEAD has needs no path of its own."""
    guarded.write(CHARGE, "2\n")
    guarded.write(f"{FOLDER}/{FIRST}.md", record() + "More.\n")
    said = guarded.try_commit("-m", "Retry", "--", CHARGE)
    commands, copy = next(mended(guarded, said))
    assert len(commands) == 1
    assert copy.out("show", "--format=", "--name-only") == CHARGE


@pytest.mark.parametrize(
    ("line", "text"),
    [('decided-by = ["product"]', PRODUCT), ('decided-by = ["product", "engineering"]', BOTH)],
)
def test_sides_are_asked_for(line: str, text: str, guarded: Guarded) -> None:
    """`new` is printed with the kind whose deciders the module demands."""
    guarded.rule(f'[fragile.payments]\nwhy = "x"\n{line}\n')
    guarded.change()
    said = guarded.try_commit("-m", "Retry")
    assert f"wanted   decided by {' and '.join(line.split(chr(34))[1::2])}" in said.text
    assert kinds(said) == ["git decide new", "skip"]
    assert list(mended(guarded, said, text=text, only="git decide new"))


def test_no_message_yet(guarded: Guarded) -> None:
    """Where pre-commit refuses already, the commands open the editor for it."""
    guarded.rule('[fragile.payments]\nwhy = "x"\nskip = "forbidden"\ndecided-by = ["product"]\n')
    guarded.change()
    said = guarded.try_commit("-m", "Retry")
    assert kinds(said) == ["git decide new"]
    for _, copy in mended(guarded, said, text=PRODUCT):
        assert copy.message().startswith("Typed\n")


def test_two_modules(guarded: Guarded) -> None:
    """One new record is made for both."""
    guarded.change()
    guarded.change("src/auth/login.py")
    said = guarded.try_commit("-m", "Retry")
    assert "--module auth --module payments" in said.text
    news = [commands for commands in said.commands if "decide new" in commands[0]]
    copy = guarded.copy(guarded.path.parent / "copy")
    env = typed(copy, record("Both", "proposed", modules="auth, payments"))
    for command in news[0]:
        assert copy.paste(command, env=env).passed
    assert copy.links() == ["0002-retry"]


def test_dated_records(guarded: Guarded) -> None:
    """The record that `new` would write is foreseen under every naming."""
    guarded.rule(RULES + '\n[records]\nnaming = "date"\n')
    guarded.change()
    said = guarded.try_commit("-m", "Retry")
    assert list(mended(guarded, said, only="git decide new"))


def test_a_number_that_another_branch_took(guarded: Guarded) -> None:
    """Numbers of other branches are not foreseen again."""
    guarded.git("checkout", "-q", "-b", "other")
    guarded.add_record("0002-elsewhere", record())
    guarded.git("checkout", "-q", "main")
    guarded.change()
    said = guarded.try_commit("-m", "Retry")
    assert "git decide accept 0003-retry" in said.text
    assert list(mended(guarded, said, only="git decide new"))


def test_another_author(guarded: Guarded) -> None:
    """--author is repeated."""
    guarded.change()
    said = guarded.try_commit("-m", "Retry", "--author=Eve O'Neil <eve@example.com>")
    for _, copy in mended(guarded, said, only="git commit"):
        assert copy.out("log", "-1", "--format=%an <%ae>") == "Eve O'Neil <eve@example.com>"


def test_an_amendment(guarded: Guarded) -> None:
    """--amend is repeated: the refused commit takes the place of the last one."""
    guarded.commit("Other", **{"src/other.py": "2\n"})
    before = guarded.out("rev-parse", "HEAD^")
    guarded.change()
    said = guarded.try_commit("--amend", "--no-edit")
    assert "git commit --amend -F" in said.text
    for _, copy in mended(guarded, said):
        assert copy.out("rev-parse", "HEAD^") == before
        assert copy.message().startswith("Other\n")


def test_an_amendment_that_cannot_be_told(guarded: Guarded) -> None:
    """With a message of its own, the likelihood is told; never for a commit that is new."""
    guarded.commit("Other", **{"src/other.py": "2\n"})  # long ago
    del guarded.env["GIT_AUTHOR_DATE"]
    guarded.change()
    said = guarded.try_commit("-m", "Other words")
    assert "--amend" not in said.text
    said = guarded.try_commit("--amend", "-m", "Other words")
    assert "If it was to replace the last commit, add --amend" in said.text
    amending = said.commands[0][0].replace("git commit", "git commit --amend")
    assert guarded.paste(amending).passed
    assert guarded.message().startswith("Other words\n")
    assert guarded.out("rev-list", "--count", "HEAD") == "2"


def merge(repo: Guarded) -> Said:
    """Refuse a merge with a conflict."""
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit("Aside", **{CHARGE: "2\n"})
    repo.git("checkout", "-q", "main")
    repo.commit("Meanwhile", **{CHARGE: "3\n"})
    assert repo.attempt("merge", "topic").code == 1
    repo.change(content="4\n")
    return repo.try_commit("--no-edit")


def revert(repo: Guarded) -> Said:
    """Refuse a revert that is resolved to something new."""
    bad = repo.commit("Past the hooks", **{CHARGE: "2\n"})
    repo.commit("Later", **{CHARGE: "3\n"})
    assert repo.attempt("revert", "--no-edit", bad).code == 1
    repo.change(content="4\n")
    return repo.attempt("revert", "--continue")


def pick(repo: Guarded) -> Said:
    """Refuse the first of two picks, by another author, after a conflict."""
    repo.git("checkout", "-q", "-b", "topic")
    author = "--author=Eve <eve@example.com>"
    repo.change(content="2\n")
    repo.git("commit", "-q", "--no-verify", "-m", "Pick me", author)
    repo.commit("And me", **{"src/other.py": "2\n"})
    repo.git("checkout", "-q", "main")
    repo.commit("Meanwhile", **{CHARGE: "3\n"})
    assert repo.attempt("cherry-pick", "-x", "topic~1", "topic").code == 1
    repo.change(content="4\n")
    return repo.attempt("cherry-pick", "--continue")


@pytest.mark.parametrize("operation", [merge, revert, pick])
def test_operations_go_on(operation: Callable[[Guarded], Said], guarded: Guarded) -> None:
    """A merge, revert or cherry-pick is continued, and nothing of it is left over."""
    said = operation(guarded)
    assert said.code == 1
    number = 0
    for number, commands in enumerate(said.commands):
        copy = guarded.copy(guarded.path.parent / f"copy-{number}")
        for command in commands:
            done = copy.paste(command, env=typed(copy))
            assert done.passed, f"{said.text}\n$ {command}\n{done.text}"
        assert "in progress" not in copy.out("status")
        assert "progress" not in copy.out("status")
        made = "HEAD^" if operation is pick else "HEAD"
        assert copy.links(made) + copy.skips(made)
        assert copy.out("show", f"HEAD:{CHARGE}") == "4"
        parents = copy.out("log", "-1", "--format=%P", made).split()
        assert len(parents) == (2 if operation is merge else 1)
        if operation is pick:
            assert copy.out("log", "-1", "--format=%an", made) == "Eve"
            assert "cherry picked from" in copy.message(made)
            assert copy.message().startswith("And me\n")
    assert number == 2


def test_a_clean_merge_that_is_refused(guarded: Guarded) -> None:
    """Git says how to go on; so do we."""
    guarded.git("checkout", "-q", "-b", "topic")
    guarded.commit("Aside", **{CHARGE: "2\n"})
    guarded.git("checkout", "-q", "main")
    guarded.commit("Meanwhile", **{"src/other.py": "2\n"})
    guarded.attempt("merge", "--no-commit", "topic")
    guarded.change(REFUND, "evil\n")
    said = guarded.attempt("merge", "--continue")
    for _, copy in mended(guarded, said, only="git commit"):
        assert len(copy.out("log", "-1", "--format=%P").split()) == 2
        assert copy.message().startswith("Merge branch 'topic'\n")


def test_a_squash(guarded: Guarded) -> None:
    """The message that git made for it comes back."""
    guarded.git("checkout", "-q", "-b", "topic")
    guarded.commit("Aside", **{CHARGE: "2\n"})
    guarded.git("checkout", "-q", "main")
    guarded.attempt("merge", "--squash", "topic")
    said = guarded.try_commit("--no-edit")
    for _, copy in mended(guarded, said, only="git commit"):
        assert copy.message().startswith("Squashed commit of the following:\n")
        assert not (copy.path / ".git/SQUASH_MSG").exists()


def test_an_edited_message(guarded: Guarded) -> None:
    """What was typed in an editor comes back without git's comments."""
    guarded.change()
    env = guarded.editor('{ echo Typed; echo; echo "Long text."; cat "$1"; } >n; mv n "$1"')
    said = guarded.try_commit("-v", env=env)
    for _, copy in mended(guarded, said, only="git commit"):
        assert copy.message().startswith("Typed\n\nLong text.\n\nDecision")


def test_a_message_whose_comments_stay(guarded: Guarded) -> None:
    """Where git would keep a line with its comment mark, so does what is kept."""
    guarded.git("config", "commit.cleanup", "whitespace")
    guarded.change()
    env = guarded.editor('printf "Typed\\n\\n#12 is done\\n" >"$1"')
    said = guarded.try_commit(env=env)
    for _, copy in mended(guarded, said, only="git commit"):
        assert copy.message().startswith("Typed\n\n")
        assert "\n#12 is done\n" in copy.message()


@pytest.mark.parametrize(
    "name",
    [
        *("a b", "it's", "$HOME", "*", "-rf", ":(top)x", "a\\b", "%s", "ü"),
        *("new\nline", "ends\n", "tab\t", "\x1b[31m", "\udcff"),
    ],
)
def test_odd_paths(name: str, guarded: Guarded) -> None:
    """A path can be pasted whatever it is, and means itself alone."""
    path = f"src/payments/{name}"
    guarded.change(path)
    guarded.commit("There")
    guarded.write(path, "3\n")
    guarded.write(CHARGE, "3\n")
    said = guarded.try_commit("-m", "Odd", "--", f":(literal){path}")
    assert said.code == 1
    assert "\x1b" not in said.text
    copy = guarded.copy(guarded.path.parent / "copy")
    command = said.text[said.text.index("  git commit") :].partition("\n      #")[0]
    done = copy.paste(command)
    assert done.passed, f"{command}\n{done.text}"
    assert copy.out("diff", "--name-only") == CHARGE


def test_a_folder_that_cannot_be_written(guarded: Guarded) -> None:
    """Then git's own file of the message must do."""
    (guarded.path / ".git/git-decide/REFUSED_MSG").mkdir()
    guarded.change()
    said = guarded.try_commit("-m", "Retry\n\nBody.")
    for _, copy in mended(guarded, said, only="git commit"):
        assert copy.message().startswith("Retry\n\nBody.\n")


def test_a_worktree(guarded: Guarded) -> None:
    """Where the git directory lies elsewhere, the message is named by its whole path."""
    tree = guarded.path.parent / "tree"
    guarded.worktree(tree, "topic")
    repo = type(guarded)(tree, guarded.env)
    repo.change()
    said = repo.try_commit("-m", "Retry")
    assert said.code == 1
    done = repo.paste(said.commands[0][-1])
    assert done.passed, done.text
    assert repo.links() == [FIRST]
