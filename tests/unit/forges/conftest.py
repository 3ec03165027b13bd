"""A server of each kind of forge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.forge_server import served
from tests.unit.forges.support import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.forges.model import ForgeName
    from tests.acceptance.forge_server import Forge


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> ForgeName:
    """Give each kind of forge in turn."""
    found: ForgeName = request.param
    return found


@pytest.fixture
def server(name: ForgeName, monkeypatch: pytest.MonkeyPatch) -> Iterator[Forge]:
    """Give a server of that kind, which no proxy stands before."""
    monkeypatch.setenv("no_proxy", "*")
    with served(name) as forge:
        yield forge


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[Forge]:
    """Give a server that speaks as GitHub does."""
    monkeypatch.setenv("no_proxy", "*")
    with served("github") as forge:
        yield forge
