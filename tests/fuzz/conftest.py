"""How long the campaign with damaged files is."""

from __future__ import annotations

import pytest

from tests.unit.screening.conftest import ruleset, screened

__all__ = ["ruleset", "screened"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer more rounds, and another first seed."""
    group = parser.getgroup("fuzz")
    group.addoption("--fuzz-rounds", type=int, default=1, help="每种格式、每种损坏做几遍")
    group.addoption("--fuzz-seed", type=int, default=20_260_331, help="第一遍的种子")


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> range:
    """Return the seed of each round; one seed with one round tells that round again."""
    first = request.config.getoption("fuzz_seed", default=20_260_331)
    return range(first, first + request.config.getoption("fuzz_rounds", default=1))
