"""Programs of the office, each with a token of one of the cast."""

from __future__ import annotations

import pytest

from tests.web.api.program import Program, token_of


@pytest.fixture
def program(app, office):
    """Return a program that acts for one of the cast."""

    def of(login, *, scope="act"):
        return Program(app, token_of(office, login, scope=scope))

    return of
