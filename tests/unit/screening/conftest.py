"""The shipped ruleset, and screening as the services call it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from review.domain.findings import FileReport
from review.screening import screen
from review.screening.examination import Examination
from review.screening.examining import examine
from review.screening.limits import LIMITS
from review.screening.rules import Ruleset, active_ruleset

BLIND = replace(LIMITS, scans=0)
"""The same on every machine, and without the seconds that a picture takes."""


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    return active_ruleset()


@pytest.fixture(scope="session")
def screened(ruleset) -> Callable[..., FileReport]:
    """Screen bytes or a text in the limited child, as the product does without recognition."""

    def run(content: bytes | str, *, name: str = "通知") -> FileReport:
        given = content.encode() if isinstance(content, str) else content
        return screen(given, name=name, ruleset=ruleset, limits=BLIND)

    return run


@pytest.fixture(scope="session")
def examined(ruleset) -> Callable[..., Examination]:
    """Examine in this process: the same path without the child, for the many small cases."""

    def run(content: bytes | str, *, name: str = "通知") -> Examination:
        given = content.encode() if isinstance(content, str) else content
        return examine(given, name=name, ruleset=ruleset, limits=LIMITS)

    return run
