"""``git decide demo``: the whole story, played by real git, leaving nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.acceptance.terminal import on_terminal
from tests.support import SCRIPTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo


def test_plays_the_story(repo: Repo, tmp_path: Path) -> None:
    """Flag, refusal, record, acceptance, linked commit, trailer: each as promised."""
    (tmp_path / "tmp").mkdir()
    done = repo.decide("demo", env={"TMPDIR": str(tmp_path / "tmp")})
    assert done.returncode == 0, done.stdout
    order = [
        "$ git decide fragile add payments",
        "1 tracked file is flagged",
        "$ git commit -a -m 'Try a payment twice'",
        "refused",
        "(exit 1)",
        "docs/decisions/0001-cap-retries-at-two.md",
        "$ git decide accept 1",
        "--trailer 'Decision: 1'",
        "by decision 0001-cap-retries-at-two",
        "Greet more warmly",
        "$ git decide show 1",
    ]
    places = [done.stdout.index(part) for part in order]
    assert places == sorted(places)
    assert list((tmp_path / "tmp").iterdir()) == []
    assert done.stderr == ""


def test_needs_no_repository_and_no_configuration(tmp_path: Path, env: dict[str, str]) -> None:
    """It runs anywhere, whatever identity, hooks and templates the user has."""
    hostile = {
        **env,
        "TMPDIR": str(tmp_path),
        "GIT_DIR": "/nowhere",
        "GIT_INDEX_FILE": "/nowhere",
        "GIT_CONFIG_GLOBAL": str(tmp_path / "config"),
        "GIT_DECIDE_SKIP": "not this time",
    }
    (tmp_path / "config").write_text("[core]\n\thooksPath = /nowhere\n[commit]\n\tgpgSign = true\n")
    argv = [str(SCRIPTS / "git-decide"), "demo"]
    done = subprocess.run(
        argv, cwd=tmp_path, env=hostile, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_on_a_terminal_it_takes_its_time_but_not_long(repo: Repo) -> None:
    """With pauses for a reader the waiting stays under ten seconds."""
    started = time.monotonic()
    code, said = on_terminal(repo, "demo", "--color", "never")
    assert code == 0, said
    assert 3 < time.monotonic() - started < 60  # the machine may be slow; the pauses may not


def _heed() -> None:
    """Let Ctrl-C count, which shells take from what they run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupted_it_cleans_up(repo: Repo, tmp_path: Path) -> None:
    """Ctrl-C in the middle leaves no folder behind and exits 130."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    for number in (signal.SIGINT, signal.SIGTERM):
        process = subprocess.Popen(
            [str(SCRIPTS / "git-decide"), "demo"],
            cwd=repo.path, env={**repo.env, "TMPDIR": str(folder)},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
            preexec_fn=_heed,
        )  # fmt: skip
        assert process.stdout
        for line in process.stdout:
            if line.startswith("$ git"):  # early: where much else runs, the rest is soon told
                break
        process.send_signal(number)
        said = process.communicate(timeout=60)[1]
        assert process.returncode == 130, said
        assert "Traceback" not in said
        assert list(folder.iterdir()) == []


def test_a_story_that_goes_wrong_is_told(repo: Repo) -> None:
    """Where a step does not behave as told, it stops with exit 1 and says so."""
    code = (
        "from git_decide.cli import demo, main;"
        "demo.STORY = (demo.Type('git init -q .', code=1),);"
        "raise SystemExit(main.main(['demo']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=repo.path, env=repo.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "did not go as told" in done.stderr
