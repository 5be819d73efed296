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
from sqlalchemy import text

from review.domain.vocabulary import SideVerb
from tests.builders import OfficeForTests, Screenings, copied
from tests.postgres import Databases
from tests.properties.walks import Walk

OF_AN_OFFICE = 40
"""Sequences of one office: enough for papers to be due, few enough to be told again quickly."""

SELDOM = 2_000
"""Of so many sequences some end in what seldom happens."""

PARTS = 4
"""So that several processes share the work."""

TOLD = {
    "序列": ("sequences",),
    "办成": ("accepted",),
    "被拒": ("refused",),
    "发布": ("publication:publish",),
    "自动转换": ("converted",),
    "撤下": ("taken down",),
    "涉密拦截": ("publication:intercept",),
}
"""What is told of a campaign, and what it is counted from."""

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
def test_no_sequence_breaks_an_invariant_on_sqlite(part, on_sqlite, request, record_property):
    asked = request.config.getoption("--service-sequences")
    first = request.config.getoption("--service-seed")
    record_property("seed", first)
    seen = campaign(on_sqlite, asked, part=part, first=first)

    tell(seen, record_property)
    assert_telling(seen, sequences=asked // PARTS)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("part", range(PARTS))
def test_no_sequence_breaks_an_invariant_on_postgresql(part, on_postgres, request, record_property):
    asked = request.config.getoption("--postgres-sequences")
    first = request.config.getoption("--service-seed") + 1_000_000
    record_property("seed", first)
    seen = campaign(on_postgres, asked, part=part, first=first)

    tell(seen, record_property)
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
            walk.seen["sequences"] += 1
        walk.finish()
    finally:
        office.close()
        gone()
    return walk.seen


def tell(seen: Counter[str], record_property: Callable[[str, object], None]) -> None:
    """Write down how much happened, for docs/campaigns.md."""
    for what, counted in TOLD.items():
        record_property(f"counted:{what}", sum(seen[one] for one in counted))


def assert_telling(seen: Counter[str], *, sequences: int) -> None:
    """A campaign in which hardly anything happens proves nothing."""
    assert seen["accepted"] + seen["refused"] >= 4 * sequences, seen
    if sequences >= OF_AN_OFFICE // 2:  # a story told again may be about anything
        assert seen["publication:publish"] >= max(1, sequences // 40), seen
    if sequences >= 200:
        assert seen["taken down"] > 0, seen
        assert seen["publication:intercept"] > 0, seen
    if sequences >= SELDOM:
        assert seen["converted"] > 0, seen
        assert seen["publication:confirm_exclusion"] > 0, seen
        assert all(seen[f"beside:{verb.value}"] for verb in SideVerb), seen


HARM = (
    "UPDATE authorisation SET rules_signed_by = drafted_by",
    "UPDATE role_grant SET rev = rev + 1 WHERE role = 'drafter'",
    "UPDATE person SET rev = rev + 1 WHERE login = 'li'",
)
"""What somebody does to rows that belong to no paper, once no guard is in the way."""


@pytest.mark.parametrize("harm", HARM)
def test_what_is_wrong_beside_the_papers_is_seen_after_the_next_step(on_sqlite, harm):
    office, gone = on_sqlite()
    walk = Walk(office, chance=random.Random(1), name="beside")  # noqa: S311 (as above)
    walk.authorise()
    with office.office.database.writer.begin() as connection:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.execute(text(triggers)).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(harm))

    with pytest.raises(AssertionError, match=r"I4|I7"):
        walk.check()

    office.close()
    gone()


def test_a_campaign_that_publishes_nothing_proves_nothing():
    """On PostgreSQL a part is 37 sequences: it must publish at least once."""
    lively = Counter({"accepted": 1000, "publication:publish": 1})

    assert_telling(lively, sequences=37)
    with pytest.raises(AssertionError):
        assert_telling(lively - Counter({"publication:publish": 1}), sequences=37)
