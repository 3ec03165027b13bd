"""``git decide ack``: between clones, and signed."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.test_ack import (
    ADA,
    NOW,
    PATH,
    REF,
    TRACKED,
    ack,
    names,
    note,
    person,
    started,
)
from tests.guarded import FIRST
from tests.support import SCRIPTS, Repo

if TYPE_CHECKING:
    from pathlib import Path

BOTH = f"{ADA}\nUnderstood-by: Grace <grace@example.com>; 2026-03-01; {FIRST}\n"


@pytest.fixture
def hub(repo: Repo, tmp_path: Path) -> Repo:
    """Give a bare repository with one accepted record."""
    return started(repo).clone(tmp_path / "hub.git", "--bare")


@pytest.fixture
def ada(hub: Repo, tmp_path: Path) -> Repo:
    """Give a clone of it."""
    return hub.clone(tmp_path / "ada")


@pytest.fixture
def grace(hub: Repo, tmp_path: Path) -> Repo:
    """Give another clone, of somebody else."""
    other = hub.clone(tmp_path / "grace")
    other.env.update(person("Grace"))
    return other


@pytest.fixture
def key(ada: Repo, tmp_path: Path) -> Path:
    """Let a clone sign with a key of its own, and trust it."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("there is no ssh-keygen")
    made = tmp_path / "key"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(made)]
    subprocess.run(words, check=True, env=ada.env)
    public = made.with_suffix(".pub").read_text(encoding="utf-8")
    trusted = tmp_path / "trusted"
    trusted.write_text(f"cleo@example.com {public}", encoding="utf-8")
    ada.git("config", "gpg.format", "ssh")
    ada.git("config", "user.signingKey", str(made))
    ada.git("config", "gpg.ssh.allowedSignersFile", str(trusted))
    return made


def test_git_is_told_once_to_fetch(ada: Repo) -> None:
    """The first time, with words; until it is shared, the next step is printed."""
    done = ack(ada, "1")
    assert "Set up: git fetch brings those of origin (remote.origin.fetch)." in done.stderr
    assert f"Only this clone knows yet. Next: git decide ack {FIRST} --push" in done.stderr
    done = ack(ada, "1", "--push")
    assert "Set up" not in done.stderr
    assert "origin has it now." in done.stderr
    assert "Next" not in ack(ada, "1").stderr


def test_it_reaches_others_by_a_plain_fetch(ada: Repo, grace: Repo, hub: Repo) -> None:
    """Once they fetch notes at all; a fetched one counts as if it were theirs."""
    ack(ada, "1", "--push")
    assert note(hub) == f"{ADA}\n"
    ack(grace, "1")
    grace.git("fetch")
    assert note(grace, ref=TRACKED) == f"{ADA}\n"
    assert names(grace) == ["Ada Author", "Grace"]
    again = ack(grace, "1", "--as", "Ada Author")
    assert "said so before" in again.stdout


def test_two_people_are_merged(ada: Repo, grace: Repo, hub: Repo) -> None:
    """Whoever comes second keeps the other's line, on both sides, and pushes no branch."""
    ack(ada, "1", "--push")
    ack(grace, "1", "--push")
    assert note(hub) == note(grace) == BOTH
    ada.git("fetch", "--prune")
    assert names(ada) == ["Ada Author", "Grace"]
    assert hub.out("for-each-ref", "--format=%(refname)").splitlines() == ["refs/heads/main", REF]


def test_two_people_at_once(ada: Repo, grace: Repo, hub: Repo) -> None:
    """Nobody's note is lost."""
    words = [str(SCRIPTS / "git-decide"), "ack", "1", "--push"]
    running = [
        subprocess.Popen(words, cwd=each.path, env={**each.env, **NOW}) for each in (ada, grace)
    ]
    assert [process.wait() for process in running] == [0, 0]
    assert note(hub) == BOTH


def test_a_remote_that_refuses(ada: Repo, hub: Repo) -> None:
    """Its reason is told, and how somebody else may push; the note is kept."""
    hub.write("hooks/pre-receive", "#!/bin/sh\nexit 1\n").chmod(0o755)
    done = ada.decide("ack", "1", "--push", env=NOW)
    assert done.returncode == 2
    assert "origin did not take the notes: [remote rejected]" in done.stderr
    assert f"git push origin {REF}" in done.stderr
    assert note(ada) == f"{ADA}\n"


def test_notes_that_link_are_shared_apart(ada: Repo, hub: Repo) -> None:
    """Neither verb pushes what the other one wrote."""
    assert ada.decide("link", "HEAD", "1").returncode == 0
    ack(ada, "1", "--push")
    assert hub.out("for-each-ref", "--format=%(refname)", "refs/notes").split() == [REF]


def test_it_is_signed_where_commits_are(ada: Repo, key: Path) -> None:
    """And `show` says whose signature is good; it stays so through a merge."""
    ada.git("config", "commit.gpgSign", "true")
    assert ack(ada, "1").stdout.endswith("understood by Ada Author, 2026-03-01, signed\n")
    assert key.exists()
    assert "  Ada Author  2026-03-01, good signature\n" in ada.decide("show", "1").stdout
    ack(ada, "1", "--as", "Bo", "--no-sign")
    page = ada.decide("show", "1").stdout
    assert "  Bo          2026-03-01, noted by Ada Author\n" in page
    assert "  Ada Author  2026-03-01, good signature\n" in page


@pytest.mark.usefixtures("key")
def test_it_may_be_signed_on_demand(ada: Repo, grace: Repo) -> None:
    """With --sign; a merge of others' notes leaves the signature, who lacks the key says so."""
    ack(grace, "1", "--push")
    ack(ada, "1", "--sign", "--push")
    assert "  Ada Author  2026-03-01, good signature\n" in ada.decide("show", "1").stdout
    ack(grace, "1", "--push")
    told = grace.decide("show", "1").stdout
    assert "good" not in told
    assert "  Grace       2026-03-01\n" in told


@pytest.mark.usefixtures("key")
def test_a_key_that_is_gone(ada: Repo, tmp_path: Path) -> None:
    """Git's reason is told, with the way without a signature; nothing is written."""
    (tmp_path / "key").unlink()
    done = ada.decide("ack", "1", "--sign", env=NOW)
    assert done.returncode == 2
    assert "git cannot sign: " in done.stderr
    assert "--no-sign" in done.stderr
    assert ada.git("rev-parse", "--verify", "-q", REF, ok=False).stdout == ""


def test_a_shallow_clone(ada: Repo, hub: Repo, tmp_path: Path) -> None:
    """Who has understood is known; who wrote it is not, where the notes' history begins later."""
    ack(ada, "1", "--push")
    ack(ada, "1", "--as", "Bo", "--push")
    shallow = hub.clone(tmp_path / "shallow", "--depth=1")
    shallow.git("fetch", "-q", "--depth=1", "origin", f"+{REF}:{TRACKED}")
    assert note(shallow, f"HEAD:{PATH}", TRACKED).count("Understood-by") == 2
    page = shallow.decide("show", "1").stdout
    assert "  Ada Author  2026-03-01\n  Bo          2026-03-01, noted by Ada Author\n" in page
