"""`git commit` with the native hooks: what is refused and how, what passes, what it says then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guarded import CHARGE, FIRST, FOLDER, RULES, WHY, record

if TYPE_CHECKING:
    from tests.guarded import Guarded

LINK = ("--trailer", "Decision: 1")
AUTH = "src/auth/login.py"


def rules(line: str) -> str:
    """Return the rules with one more line for payments."""
    return f'[fragile.payments]\nwhy = "{WHY}"\n{line}\n'


def test_a_refusal_teaches(guarded: Guarded) -> None:
    """It names module, reason, owners, files and candidates, and loses nothing."""
    guarded.add_record("0002-do-not-retry", record("Do not retry", "rejected"))
    guarded.add_record("0003-ask-first", record("Ask first", "proposed"))
    guarded.add_record("0004-log-in-once", record("Log in once", modules="auth"))
    guarded.add_record("0005-bill-monthly", record("Bill monthly"))
    guarded.change()
    guarded.change("src/payments/sub/new.py")
    head = guarded.head()
    said = guarded.try_commit("-m", "Retry thrice\n\nBecause it's late.")
    assert said.code == 1
    assert guarded.head() == head
    assert "'payments' without naming a decision" in said.text
    assert WHY in said.text
    assert "@payments" in said.text
    assert CHARGE in said.text
    assert "src/payments/sub/new.py" in said.text
    assert "git decide new --kind technical --module payments 'Retry thrice'" in said.text
    candidates = [said.text.find(stem) for stem in ("0005-bill-monthly", FIRST, "0003-ask-first")]
    assert -1 < candidates[0] < candidates[1] < candidates[2]
    assert "Bill monthly (accepted)" in said.text
    assert "0002-do-not-retry" not in said.text
    assert "0004-log-in-once" not in said.text
    kept = guarded.read(".git/git-decide/REFUSED_MSG")
    assert kept == "Retry thrice\n\nBecause it's late.\n"


def test_a_candidate_for_both_modules_comes_first(guarded: Guarded) -> None:
    """What justifies more of the commit is offered before what is younger."""
    guarded.add_record("0002-both", record("Both", modules="payments, auth"))
    guarded.add_record("0003-one", record("One"))
    guarded.change()
    guarded.change(AUTH)
    said = guarded.try_commit("-m", "Change both")
    assert said.code == 1
    assert "the fragile modules 'auth' and 'payments'" in said.text
    assert said.text.index("0002-both") < said.text.index("0003-one")


def test_what_was_decided_last_comes_first(guarded: Guarded) -> None:
    """A problem that was written down long ago may be the decision of yesterday."""
    guarded.add_record("0002-early", record("Early", date="2026-01-20"))
    guarded.add_record("0003-late", record("Late", date="2026-01-18"))
    guarded.change()
    said = guarded.try_commit("-m", "Change")
    assert said.code == 1
    order = [said.text.index(stem) for stem in ("0002-early", "0003-late", FIRST)]
    assert order == sorted(order)


def test_many_files_are_counted(guarded: Guarded) -> None:
    """A refusal stays short."""
    guarded.stage(**{f"src/payments/{number}.py": "x" for number in range(9)})
    said = guarded.try_commit("-m", "Many")
    assert said.code == 1
    assert "and 5 more files" in said.text


def test_ordinary_commits_pass_silently(guarded: Guarded) -> None:
    """What is not fragile, exempted or not, needs nothing and hears nothing."""
    guarded.change("src/other.py")
    guarded.change("src/payments/tests/test_charge.py")
    said = guarded.try_commit("-q", "-m", "Tidy up")
    assert said.passed
    assert said.text == ""


@pytest.mark.parametrize(
    "written", ["1", "0001", "0001-cap", FIRST, f"{FIRST}, 1", f"{FOLDER}/{FIRST}.md"]
)
def test_a_link_passes_and_is_written_out(written: str, guarded: Guarded) -> None:
    """However an id is abbreviated, git log shows the whole one, once."""
    guarded.change()
    said = guarded.try_commit("-m", "Retry", "--trailer", f"Decision: {written}")
    assert said.passed, said.text
    assert guarded.links() == [FIRST]


@pytest.mark.parametrize(
    "message",
    [
        "Retry\n\nDecision: 1\n\nThat is all.",
        "Retry\n\nDecision: 1\nand more prose",
        "Retry\n\nprose\ndecision: 1\n",
        "Retry\nDecision: 1\n",
        "Retry\n\nDECISION : 1\n",
        "Retry\n\nDecision:\n 1\n\nReviewed-by: X <x@example.com>\n",
        "Retry\n\nDecision: 1\n\nReviewed-by: X <x@example.com>\n",
        "Retry\n\nReviewed-by: X <x@example.com>\n\nDecision: 0001\n\nDecision: 1\n",
    ],
)
def test_links_are_moved_to_where_git_sees_them(message: str, guarded: Guarded) -> None:
    """A link that is split off, followed by prose or oddly written ends in the last paragraph."""
    guarded.change()
    said = guarded.try_commit("-m", message)
    assert said.passed, said.text
    assert guarded.links() == [FIRST]


def test_a_link_that_was_moved_needs_no_word(guarded: Guarded) -> None:
    """Where git sees it now, there is nothing to warn of."""
    guarded.change()
    said = guarded.try_commit("-q", "-m", "Retry\n\nDecision: 1\n\nThat is all.")
    assert said.passed
    assert said.text == ""
    assert guarded.links() == [FIRST]


def test_the_subject_is_no_link(guarded: Guarded) -> None:
    """A message that begins with a decision has no subject, and is refused."""
    guarded.change()
    assert guarded.try_commit("-m", "Decision: 1").code == 1


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("99", "Decision: 99 names no record"),
        ("000", "Decision: 000 is ambiguous"),
        ("1, 99", "Decision: 99 names no record"),
        ("2", "0002-rejected is rejected, not accepted"),
        ("3", "0003-auth does not cover module payments"),
        ("4", "0004-proposed is proposed, not accepted"),
        ("5", "0005-broken is not valid"),
    ],
)
def test_what_a_link_must_not_be(written: str, words: str, guarded: Guarded) -> None:
    """Unknown, ambiguous, rejected, unrelated, undecided and broken records justify nothing."""
    for stem, text in {
        "0002-rejected": record(status="rejected"),
        "0003-auth": record(modules="auth"),
        "0004-proposed": record(status="proposed"),
        "0005-broken": record(decider="Grace"),
    }.items():
        guarded.stage(**{f"{FOLDER}/{stem}.md": text})
    guarded.commit("Records")
    guarded.change()
    said = guarded.try_commit("-m", "Retry", "--trailer", f"Decision: {written}")
    assert said.code == 1
    assert words in said.text


@pytest.mark.parametrize(
    ("line", "good", "bad"),
    [
        ('require = "proposed"', record(status="proposed"), record(status="rejected")),
        ('decided-by = ["product"]', record(decider="Ada (PM)", kind="product"), record()),
        (
            'decided-by = ["product", "engineering"]',
            record(decider="Ada (PM)\n  - Bob (architect)"),
            record(decider="Ada (architect)"),
        ),
        ('max-age = "30 days"', record(date="2026-02-10"), record(date="2025-02-10")),
        ('max-age = "30 days"', None, record(date="soon")),
        ('decisions = ["2"]', record(modules="auth"), None),
        ("", record("P", "accepted", "paths: ['/src/payments/*.py']", modules=""), None),
        ("", None, record("P", "accepted", "paths: ['src/other/**']", modules="")),
    ],
)
def test_each_condition(line: str, good: str | None, bad: str | None, guarded: Guarded) -> None:
    """Status, coverage, sides and age: what meets a module's demands passes, else not."""
    guarded.rule(rules(line))
    for stem, text in (("0002-good", good), ("0003-bad", bad)):
        if text:
            guarded.add_record(stem, text)
    guarded.change()
    if bad:
        said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 3")
        assert said.code == 1
        assert "0003-bad" in said.text
    if good:
        said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 2")
        assert said.passed, said.text


def test_own_role_titles(guarded: Guarded) -> None:
    """[roles] says which titles speak for a side."""
    guarded.rule(rules('decided-by = ["product"]') + '[roles]\nproduct = ["chief  of toys"]\n')
    guarded.add_record("0002-a", record(decider="Ada (PM)\n  - Eve (engineer)"))
    text = record(decider="Ada (Chief of Toys)\n  - Eve (engineer)")
    guarded.add_record("0003-b", text)
    guarded.change()
    assert guarded.try_commit("-m", "A", "--trailer", "Decision: 2").code == 1
    assert guarded.try_commit("-m", "B", "--trailer", "Decision: 3").passed


def test_a_record_in_the_same_commit_is_filled_in(guarded: Guarded) -> None:
    """A staged record that covers the module needs no typing."""
    guarded.change()
    guarded.stage(**{f"{FOLDER}/0002-new.md": record("New")})
    said = guarded.try_commit("-m", "The decision was: retry")
    assert said.passed, said.text
    assert guarded.links() == ["0002-new"]


def test_a_record_superseded_in_the_same_commit_passes_with_a_warning(guarded: Guarded) -> None:
    """What was accepted at the parent still counts, and that it no longer will is said."""
    guarded.change()
    text = record("Cap", "superseded", "superseded-by: [0002-new]")
    guarded.stage(**{f"{FOLDER}/{FIRST}.md": text, f"{FOLDER}/0002-new.md": record(modules="auth")})
    said = guarded.try_commit("-m", "Retry", *LINK)
    assert said.passed, said.text
    assert "superseded-since" in said.text
    guarded.change(content="3\n")
    assert guarded.try_commit("-m", "Retry", *LINK).code == 1


def test_a_former_id_resolves(guarded: Guarded) -> None:
    """An alias in a link, or in a table of decisions.toml, means the record that bears it."""
    guarded.rule(rules('decisions = ["0009-old"]'))
    guarded.add_record("0002-new", record("New", "accepted", "aliases: [0009-old]", modules=""))
    guarded.change()
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 0009-old")
    assert said.passed, said.text
    assert guarded.links() == ["0002-new"]


def test_two_records_with_one_text_are_two(guarded: Guarded) -> None:
    """A copy is linked by its own name."""
    guarded.add_record("0002-copy", record())
    guarded.change()
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 1", "--trailer", "Decision: 2")
    assert said.passed, said.text
    assert guarded.links() == [FIRST, "0002-copy"]


def test_logs_of_a_monorepo(guarded: Guarded) -> None:
    """An id that two logs have needs its log in front, and keeps it."""
    guarded.rule(f'{RULES}\n[records.logs]\nbilling = "services/billing"\n')
    guarded.commit("B", **{f"services/billing/{FIRST}.md": record()})
    guarded.change()
    said = guarded.try_commit("-m", "Retry", *LINK)
    assert said.code == 1
    assert "ambiguous" in said.text
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: billing/1")
    assert said.passed, said.text
    assert guarded.links() == [f"billing/{FIRST}"]


def test_one_link_for_each_module(guarded: Guarded) -> None:
    """Both modules must be covered; the refusal speaks of the one that is not."""
    guarded.add_record("0002-auth", record(modules="auth"))
    guarded.change()
    guarded.change(AUTH)
    said = guarded.try_commit("-m", "Both", *LINK)
    assert said.code == 1
    assert "the fragile module 'auth'" in said.text
    assert "0002-auth" in said.text
    said = guarded.try_commit("-m", "Both", "--trailer", "Decision: 1, 2")
    assert said.passed, said.text


def test_records_of_other_branches(guarded: Guarded) -> None:
    """Only with also-on does a record elsewhere count, and then it is a candidate, too."""
    guarded.rule(RULES + '\n[records]\nalso-on = ["main"]\n')
    guarded.git("checkout", "-q", "-b", "release")
    guarded.git("checkout", "-q", "main")
    guarded.add_record("0002-on-main", record("On main"))
    guarded.git("checkout", "-q", "release")
    guarded.change()
    said = guarded.try_commit("-m", "Retry")
    assert "Decision: 0002-on-main" in said.text
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 2")
    assert said.passed, said.text
    assert guarded.links() == ["0002-on-main"]


def test_skips(guarded: Guarded) -> None:
    """A reason lets it pass as a debt; none, or a module that forbids it, does not."""
    guarded.change()
    said = guarded.try_commit("-m", "Retry\n\nDecision-Skip:")
    assert said.code == 1
    assert "gives no reason" in said.text
    said = guarded.try_commit("-m", "Retry", "--trailer", "decision-skip: pager, 3 am")
    assert said.passed, said.text
    assert guarded.skips() == ["pager, 3 am"]
    assert "debt" in said.text
    guarded.rule(rules('skip = "forbidden"'))
    guarded.change(content="3\n")
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision-Skip: pager")
    assert said.code == 1
    assert "does not allow Decision-Skip" in said.text
    assert "Decision-Skip: REASON" not in said.text


def test_a_skip_declared_up_front(guarded: Guarded) -> None:
    """GIT_DECIDE_SKIP becomes the trailer where one is needed, and nowhere else."""
    skip = {"GIT_DECIDE_SKIP": " outage,\n 3 am "}
    guarded.change("src/other.py")
    assert guarded.try_commit("-m", "Other", env=skip).passed
    assert guarded.skips() == []
    guarded.change()
    assert guarded.try_commit("-m", "Linked", *LINK, env=skip).passed
    assert guarded.skips() == []
    guarded.change(content="3\n")
    assert guarded.try_commit("-m", "A decision: retry", env=skip).passed
    assert guarded.skips() == ["outage, 3 am"]
    guarded.change(content="4\n")
    said = guarded.try_commit("-m", "Mine\n\nDecision-Skip: own", env=skip)
    assert said.passed
    assert guarded.skips() == ["own"]
    guarded.change(content="5\n")
    said = guarded.try_commit("--amend", "--no-edit", env=skip)
    assert said.passed, said.text
    assert guarded.skips() == ["own"]


def test_only_a_warning(guarded: Guarded) -> None:
    """Enforce = "warn" lets everything pass, and says what is missing."""
    guarded.rule(rules('enforce = "warn"'))
    guarded.change()
    said = guarded.try_commit("-m", "Retry")
    assert said.passed
    assert "warning: payments: no decision covers src/payments/charge.py" in said.text
    guarded.change(content="3\n")
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 99")
    assert said.passed
    assert "names no record" in said.text


def test_a_link_to_nothing_elsewhere_is_a_warning(guarded: Guarded) -> None:
    """An ordinary commit passes with it, and is told."""
    guarded.change("src/other.py")
    said = guarded.try_commit("-m", "Other", "--trailer", "Decision: 99", *LINK)
    assert said.passed
    assert "Decision: 99 names no record [unknown-record]" in said.text
    assert guarded.links() == ["99", FIRST]


def test_standing_decisions(guarded: Guarded) -> None:
    """A bot's lock files need no link; the same author elsewhere, or another author, does."""
    bot = {"GIT_AUTHOR_NAME": "deps[bot]", "GIT_AUTHOR_EMAIL": "deps[bot]@example.com"}
    standing = '[[standing]]\ndecision = "1"\nauthors = ["*[[]bot]@example.com"]\n'
    standing = standing.replace("[[]", "[") + 'paths = ["*.lock"]\n'
    guarded.rule(f"{rules('')}\n{standing}")
    guarded.change("src/payments/deps.lock")
    assert guarded.try_commit("-m", "Bump").code == 1
    said = guarded.try_commit("-m", "Bump", env=bot)
    assert said.passed, said.text
    guarded.change()
    assert guarded.try_commit("-m", "Bump", env=bot).code == 1
    guarded.git("reset", "-q", "--hard")
    guarded.add_record(FIRST, record(status="deprecated"))
    guarded.change("src/payments/deps.lock", "3\n")
    assert guarded.try_commit("-m", "Bump", env=bot).code == 1


@pytest.mark.parametrize("kind", ["fixup", "squash", "fixup=amend:"])
def test_fixups(kind: str, guarded: Guarded) -> None:
    """They warn on a working branch and are refused on a protected one."""
    option = f"--{kind}HEAD" if kind.endswith(":") else f"--{kind}=HEAD"
    guarded.change()
    assert guarded.try_commit(option).code == 1
    guarded.git("checkout", "-q", "-b", "topic")
    said = guarded.try_commit(option)
    assert said.passed, said.text
    assert "[fixup-commit]" in said.text


def test_amending(guarded: Guarded) -> None:
    """An amendment is refused only where it is neither justified against HEAD nor HEAD^."""
    guarded.change()
    assert guarded.try_commit("-m", "Retry", *LINK).passed
    guarded.change(content="3\n")
    assert guarded.try_commit("--amend", "--no-edit").passed
    assert guarded.links() == [FIRST]
    assert guarded.try_commit("--amend", "-q", "-m", "New words").passed

    guarded.change("src/other.py")
    assert guarded.try_commit("-m", "Other").passed
    guarded.change(content="4\n")
    assert guarded.try_commit("--amend", "--no-edit").code == 1
    guarded.change(content="3\n")
    assert guarded.try_commit("--amend", "--no-edit").passed


def test_amending_back_to_what_was(guarded: Guarded) -> None:
    """Taking an unlinked change out of the last commit again is no new change."""
    guarded.change()
    guarded.commit("Past the hooks", **{"src/other.py": "2\n"})
    guarded.change(content="1\n")
    assert guarded.try_commit("-m", "Something else").code == 1
    said = guarded.try_commit("--amend", "--no-edit")
    assert said.passed, said.text


def test_the_first_commit_can_be_amended(guarded: Guarded) -> None:
    """Before it there were no rules."""
    guarded.change()
    assert guarded.try_commit("--amend", "--no-edit").passed


def test_an_empty_commit_touches_nothing(guarded: Guarded) -> None:
    """--allow-empty passes."""
    assert guarded.try_commit("--allow-empty", "-m", "Nothing").passed


@pytest.mark.parametrize("message", ["", "\n \n", "# only\n#comments\n"])
def test_messages_without_words(message: str, guarded: Guarded) -> None:
    """Git aborts as ever where the message says nothing, and nothing is recorded."""
    head = guarded.head()
    guarded.write("message", message)
    for path in ("src/other.py", CHARGE):
        guarded.change(path)
        said = guarded.try_commit("--cleanup=strip", "-F", "message")
        assert said.code == 1
        assert guarded.head() == head


def test_partial_commits(guarded: Guarded) -> None:
    """Only what is committed counts: by path, with -a, with -i."""
    guarded.change()
    guarded.write("src/other.py", "2\n")
    assert guarded.try_commit("-m", "Other", "--", "src/other.py").passed
    assert guarded.out("show", "--format=", "--name-only") == "src/other.py"
    guarded.write("src/other.py", "3\n")
    assert guarded.try_commit("-m", "Both", "-i", "src/other.py").code == 1
    assert guarded.try_commit("-m", "Payments", "--", "src/payments").code == 1
    assert guarded.try_commit("-a", "-m", "All").code == 1
    assert guarded.out("diff", "--cached", "--name-only") == CHARGE
    assert guarded.try_commit("-a", "-m", "All", *LINK).passed
    assert guarded.out("status", "--porcelain") == ""


def test_messages_from_everywhere(guarded: Guarded) -> None:
    """-F, -C, -c, -t and an editor all bring their links."""
    guarded.write("message", "Retry\n\nDecision: 1\n")
    guarded.change(content="a")
    assert guarded.try_commit("-F", "message").passed
    assert guarded.links() == [FIRST]
    guarded.change(content="b")
    assert guarded.try_commit("-C", "HEAD").passed
    guarded.change(content="c")
    assert guarded.try_commit("-c", "HEAD^", env=guarded.editor("true")).passed
    assert guarded.links() == [FIRST]
    guarded.change(content="d")
    env = guarded.editor('echo Subject >"$1.new"; cat "$1" >>"$1.new"; mv "$1.new" "$1"')
    assert guarded.try_commit("-t", "message", env=env).passed
    assert guarded.links() == [FIRST]
    guarded.change(content="e")
    env = guarded.editor('printf "Typed\\n\\nDecision: 1\\n" >"$1"')
    assert guarded.try_commit(env=env).passed
    assert guarded.links() == [FIRST]
    guarded.change(content="f")
    env = guarded.editor('printf "Typed\\n" >"$1"')
    assert guarded.try_commit("-e", "-F", "message", env=env).code == 1


@pytest.mark.parametrize("flags", [(), ("-v",), ("-t", "message"), ("-e", "-m", "Subject")])
def test_an_editor_session_is_filled_in(flags: tuple[str, ...], guarded: Guarded) -> None:
    """The trailer of a staged record, or the skip, stands where it belongs when it opens."""
    guarded.write("message", "\n\nDecision:\n")
    guarded.change()
    guarded.stage(**{f"{FOLDER}/0002-new.md": record("New")})
    env = guarded.editor('cp "$1" seen; sed -i "1s/^$/Subject/" "$1"')
    said = guarded.try_commit(*flags, env=env)
    assert said.passed, said.text
    assert "\nDecision: 0002-new\n" in guarded.read("seen")
    assert guarded.links()[-1] == "0002-new"
    guarded.change(content="3\n")
    said = guarded.try_commit(*flags, env={**env, "GIT_DECIDE_SKIP": "outage"})
    assert said.passed, said.text
    assert guarded.skips() == ["outage"]


def test_an_editor_session_offers_the_candidates(guarded: Guarded) -> None:
    """They stand as comments that need one mark taken away, and vanish otherwise."""
    guarded.change()
    keep = 'cp "$1" seen; { echo Subject; cat "$1"; } >new; mv new "$1"'
    assert guarded.try_commit(env=guarded.editor(keep)).code == 1
    seen = guarded.read("seen")
    assert f"# payments: {WHY}\n" in seen
    assert f"\n# Decision: {FIRST}\n" in seen
    take = f"sed -i 's/^# Decision: {FIRST}/Decision: {FIRST}/;1s/^/Subject/' \"$1\""
    said = guarded.try_commit(env=guarded.editor(take))
    assert said.passed, said.text
    assert guarded.message() == f"Subject\n\nDecision: {FIRST}\n"


@pytest.mark.parametrize("char", [";", "auto", "%"])
def test_other_comment_characters(char: str, guarded: Guarded) -> None:
    """The offer is a comment in whatever is one, and lines that are not count."""
    guarded.git("config", "core.commentChar", char)
    guarded.change()
    take = f"sed -i 's/^[^A-Z] Decision: {FIRST}/Decision: {FIRST}/;1s/^/Subject/' \"$1\""
    said = guarded.try_commit(env=guarded.editor(take))
    assert said.passed, said.text
    assert guarded.message() == f"Subject\n\nDecision: {FIRST}\n"


@pytest.mark.parametrize("mode", ["strip", "whitespace", "verbatim", "scissors", "default"])
@pytest.mark.parametrize("verbose", [False, True])
def test_clean_up_modes(mode: str, verbose: bool, guarded: Guarded) -> None:
    """Whatever git leaves of a message, its link ends among the trailers."""
    guarded.git("config", "commit.cleanup", mode)
    guarded.change()
    flags = ["-v"] if verbose else []
    refused = guarded.editor('sed -i "1s/^/Subject/" "$1"')
    assert guarded.try_commit(*flags, env=refused).code == 1
    linked = guarded.editor('{ printf "Subject\\n\\nDecision: 1\\n"; cat "$1"; } >n; mv n "$1"')
    said = guarded.try_commit(*flags, env=linked)
    assert said.passed, said.text
    assert f"Decision: {FIRST}" in guarded.message()
    if mode in ("strip", "scissors", "default"):
        assert guarded.links() == [FIRST]


def test_a_link_behind_the_scissors_does_not_count(guarded: Guarded) -> None:
    """Git drops it, so it justifies nothing."""
    guarded.change()
    cut = "# ------------------------ >8 ------------------------"
    env = guarded.editor(f'printf "Subject\\n\\n{cut}\\n\\nDecision: 1\\n" >"$1"')
    assert guarded.try_commit("-v", env=env).code == 1


def test_a_message_with_carriage_returns(guarded: Guarded) -> None:
    """CRLF changes nothing about a link."""
    guarded.change()
    guarded.write("message", b"Retry\r\n\r\nDecision: 1\r\n")
    assert guarded.try_commit("-F", "message").passed
    assert [link.strip() for link in guarded.links()] == [FIRST]


def test_bytes_that_are_no_utf8_survive(guarded: Guarded) -> None:
    """A message in another encoding is passed on as it is."""
    guarded.git("config", "i18n.commitEncoding", "ISO-8859-1")
    guarded.change()
    guarded.write("message", b"R\xe9essayer\n\nDecision: 1\n")
    said = guarded.try_commit("-F", "message")
    assert said.passed, said.text
    raw = guarded.git("cat-file", "commit", "HEAD").stdout
    assert "R\udce9essayer" in raw
    assert guarded.links() == [FIRST]


def test_nothing_else_of_a_message_changes(guarded: Guarded) -> None:
    """Where all is in place already, not a byte is touched."""
    message = f"Retry\n\n  indented   text\n\n---\ndiff --git a b\n\nDecision: {FIRST}\n"
    guarded.write("message", message)
    guarded.change()
    assert guarded.try_commit("--cleanup=verbatim", "-F", "message").passed
    assert guarded.out("cat-file", "commit", "HEAD").partition("\n\n")[2] + "\n" == message


def test_hopeless_before_a_message_is_typed(guarded: Guarded) -> None:
    """Where nothing could justify it and skips are forbidden, pre-commit refuses at once."""
    guarded.rule(rules('skip = "forbidden"\ndecided-by = ["product"]'))
    guarded.change()
    said = guarded.try_commit(env=guarded.editor("touch opened; exit 1"))
    assert said.code == 1
    assert "No message could let it pass" in said.text
    assert WHY in said.text
    assert not (guarded.path / "opened").exists()
    guarded.git("reset", "-q", "--hard")
    guarded.add_record("0002-pm", record(decider="Ada (PM)\n  - Bob (engineer)"))
    guarded.change()
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 2")
    assert said.passed, said.text


def test_hopeless_but_a_rollback(guarded: Guarded) -> None:
    """What a message could still call a revert is let through to it."""
    guarded.rule(rules('skip = "forbidden"\ndecided-by = ["product"]'))
    guarded.change()
    guarded.commit("Past the hooks")
    guarded.change(content="1\n")
    said = guarded.try_commit("-m", f"Back\n\nThis reverts commit {guarded.head()}.")
    assert said.passed, said.text


def test_no_commit_msg_hook(guarded: Guarded) -> None:
    """Where no hook will see the message, pre-commit judges as if there were none."""
    (guarded.path / ".git/hooks/commit-msg").unlink()
    guarded.change()
    assert guarded.try_commit("-m", "Retry").passed  # a record could justify it
    guarded.change(AUTH)
    said = guarded.try_commit("-m", "Retry")
    assert said.code == 1
    assert "No message could let it pass" in said.text
    guarded.git("reset", "-q", "--hard")
    guarded.change("src/other.py")
    assert guarded.try_commit("-m", "Other").passed


def test_staged_records_are_validated(guarded: Guarded) -> None:
    """A new error refuses; one that HEAD had already does not."""
    path = f"{FOLDER}/0002-x.md"
    guarded.stage(**{path: record(decider="Nobody")})
    said = guarded.try_commit("-m", "Record")
    assert said.code == 1
    assert path in said.text
    guarded.commit("Past the hooks")
    guarded.stage(**{path: record(decider="Nobody") + "More.\n"})
    assert guarded.try_commit("-m", "Record").passed
