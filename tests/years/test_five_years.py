"""Five years of an office, seeded: every invariant holds, and every campaign was counted twice."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.builders import OfficeForTests, Screenings
from tests.years.office import YEARS, Years
from tests.years.telling import counts_of, told

MANY = 100
"""Papers in a year; in fewer what people seldom make of a paper may never come up."""
RARE = {"转依申请公开", "删减后公开", "上报"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeForTests]:
    """An office that has just been founded, on the quickest disk there is."""
    memory = Path("/dev/shm")  # noqa: S108  # commits are as durable there as everywhere
    folder = (memory if memory.is_dir() else tmp_path) / f"xianshen-{uuid4().hex}"
    folder.mkdir()
    made = OfficeForTests(folder, screenings=Screenings()).found()
    yield made
    made.close()
    shutil.rmtree(folder)


@pytest.mark.slow
def test_five_years_of_an_office_end_with_every_invariant_true(
    office: OfficeForTests, request: pytest.FixtureRequest, record_property
):
    papers, seed = (request.config.getoption(name) for name in ("--years-papers", "--years-seed"))
    record_property("seed", seed)
    chance = random.Random(seed)  # noqa: S311 (a seeded story, no secret)
    years = Years(office, chance=chance, papers=papers, stride=30 if papers < MANY else 6)

    for year in YEARS:
        years.live(year)
        assert office.complaints() == (), year.year

    print(told(years))  # noqa: T201  # what it is for
    counts = counts_of(years)
    for name, number in counts.items():
        record_property(f"counted:{name}", number)
    assert set(years.closed) == {year.year for year in YEARS}
    missing = {name for name, number in counts.items() if not number}
    assert missing <= (RARE if papers < MANY else set()), counts
