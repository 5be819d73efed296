"""How large an office the simulation is of, and which story it tells."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer another size, and another story."""
    group = parser.getgroup("years")
    group.addoption("--years-papers", type=int, default=7, help="五年模拟：每年来文大约多少件")
    group.addoption("--years-seed", type=int, default=20_260_331, help="五年模拟的种子")
