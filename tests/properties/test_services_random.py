"""Random people in a real office, on both databases: every answer foretold, no invariant broken.

A sequence is what happens to a paper or two; one office lives through several. When one fails, its
seed is in the message: `--service-seed SEED --service-sequences 1` tells that office's story again.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from tests.builders import OfficeForTests, Screenings, copied
from tests.postgres import Databases
from tests.properties.walks import Walk

OF_AN_OFFICE = 40
"""Sequences of one office: enough for papers to be due, few enough to be told again quickly."""

PARTS = 4
"""So that several processes share the work."""

Opened = Callable[[], tuple[OfficeForTests, Callable[[], None]]]


@pytest.fixture
def on_sqlite(founded_sqlite: Path, fast_folder: Path, screenings: Screenings) -> Opened:
    """Open a fresh office on SQLite."""

    def opened() -> tuple[OfficeForTests, Callable[[], None]]:
        folder = fast_folder / uuid4().hex
        url = copied(founded_sqlite, folder)
        office = OfficeForTests(folder, url=url, screenings=screenings)
        return office, lambda: shutil.rmtree(folder)

    return opened


@pytest.fixture
def on_postgres(
    founded_postgres: str, postgres_databases: Databases, fast_folder: Path, screenings: Screenings
) -> Opened:
    """Open a fresh office on PostgreSQL."""

    def opened() -> tuple[OfficeForTests, Callable[[], None]]:
        folder = fast_folder / uuid4().hex
        folder.mkdir()
        url = postgres_databases.copy_of(founded_postgres)
        office = OfficeForTests(folder, url=url, screenings=screenings)

        def gone() -> None:
            shutil.rmtree(folder)
            postgres_databases.drop(url)

        return office, gone

    return opened


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_sequence_breaks_an_invariant_on_sqlite(part, on_sqlite, request):
    asked = request.config.getoption("--service-sequences")
    seen = campaign(on_sqlite, asked, part=part, first=request.config.getoption("--service-seed"))

    assert_telling(seen, sequences=asked // PARTS)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("part", range(PARTS))
def test_no_sequence_breaks_an_invariant_on_postgresql(part, on_postgres, request):
    asked = request.config.getoption("--postgres-sequences")
    first = request.config.getoption("--service-seed") + 1_000_000
    seen = campaign(on_postgres, asked, part=part, first=first)

    assert_telling(seen, sequences=asked // PARTS)


def campaign(opened: Opened, sequences: int, *, part: int, first: int) -> Counter[str]:
    """Walk this part's share of the sequences, office by office."""
    share = sequences // PARTS + (part < sequences % PARTS)
    seen: Counter[str] = Counter()
    for number in range(-(-share // OF_AN_OFFICE)):
        seed = first + part + PARTS * number
        seen += live(opened, seed, sequences=min(OF_AN_OFFICE, share - OF_AN_OFFICE * number))
    return seen


def live(opened: Opened, seed: int, *, sequences: int) -> Counter[str]:
    """Let one office live through its sequences; return what happened how often."""
    office, gone = opened()
    try:
        chance = random.Random(seed)  # noqa: S311 (a seeded walk, no secret)
        walk = Walk(office, chance=chance, name=f"--service-seed {seed}")
        for _ in range(sequences):
            walk.sequence()
        walk.finish()
    finally:
        office.close()
        gone()
    return walk.seen


def assert_telling(seen: Counter[str], *, sequences: int) -> None:
    """A campaign in which hardly anything happens proves nothing."""
    assert seen["accepted"] + seen["refused"] >= 4 * sequences, seen
    assert seen["publication:publish"] >= sequences // 40, seen
    if sequences >= 200:
        assert seen["converted"] > 0, seen
        assert seen["taken down"] > 0, seen
        assert seen["publication:intercept"] > 0, seen
        assert seen["publication:confirm_exclusion"] > 0, seen
