"""Programs of the office, each with a token of one of the cast."""

from __future__ import annotations

import pytest

from tests.web.api.program import PAPER, Program, token_of
from tests.web.conftest import CLEAN


@pytest.fixture
def program(app, office):
    """Return a program that acts for one of the cast."""

    def of(login, *, scope="act"):
        return Program(app, token_of(office, login, scope=scope))

    return of


@pytest.fixture
def handed(program):
    """Hand a paper in by a program of 李明."""

    def hand_in(content=CLEAN, *, key="paper-1", scope="hand_in", **words):
        files = [("files", ("通知.txt", content, "text/plain"))]
        return program("li", scope=scope).does("/cases", key=key, data=PAPER | words, files=files)

    return hand_in
