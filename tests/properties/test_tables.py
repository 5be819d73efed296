"""Every shipped procedure says what the office says, row by row and answer by answer."""

from __future__ import annotations

import pytest

from tests.properties.agreement import TABLES, differences, misjudged
from workflows.loading import shipped_procedures

SHIPPED = shipped_procedures()
names = pytest.mark.parametrize("name", sorted(SHIPPED))


def test_every_shipped_procedure_is_written_down_twice():
    assert set(SHIPPED) == set(TABLES)


@names
def test_its_rows_are_the_offices(name: str):
    assert list(differences(SHIPPED[name], TABLES[name])) == []


@names
def test_its_answers_are_the_offices(name: str):
    assert list(misjudged(SHIPPED[name], TABLES[name])) == []
