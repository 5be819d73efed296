"""kill -9 at any moment: what was told is kept, the chain stands, and a restart finishes the work.

The office that was killed and picked up again must end as the one that nobody disturbed: the same
papers, cases, steps, messages, entries and bytes, each exactly once.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.crash.at_work import SEEN
from tests.crash.doom import Moment
from tests.crash.mortal import Mortal

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 SIGKILL"),
]

MOMENTS = (
    "hand_in:after write:3",  # half an original lies there
    "hand_in:before rename:1",  # a whole one, without its name
    "hand_in:after rename:2",  # both originals, no row
    "hand_in:before commit:1",
    "hand_in:after commit:1",  # received, but nobody was told
    "decide_in_full:before commit:1",
    "publish:after commit:1",  # decided to be public, not carried
    "publish:after commit:2",  # in the hands of a dead sender
    "publish:before rename:1",  # half a paper beside its place
    "publish:after rename:1",  # public, and no row knows
    "take_down:before unlink:2",  # withdrawn, and the paper still lies beside its place
    "intercept:after commit:1",  # to be destroyed, and still there
    "intercept:after write:1",  # half overwritten
    "intercept:after unlink:1",  # destroyed, and no row knows
    "night:before commit:20",
    "night:after rename:1",  # converted and carried
    "take_down:after commit:1",
)
ON_POSTGRES = (
    "hand_in:before commit:1",
    "publish:after commit:1",
    "publish:after rename:1",
    "night:before commit:20",
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_office_loses_nothing_and_does_nothing_twice(
    moment, on_sqlite, in_peace, tmp_path, record_property
):
    """The process dies without a word; whoever starts it again finds everything that was told."""
    record_property("counted:定点掐断", 1)
    office = on_sqlite.copied(tmp_path)

    assert office.works(moment) == -signal.SIGKILL

    assert office.picked_up() == in_peace


@pytest.mark.postgres
@pytest.mark.parametrize("moment", ON_POSTGRES)
def test_on_postgres_a_killed_office_loses_nothing_either(
    moment, on_postgres, in_peace, tmp_path, record_property
):
    """The server outlives its client and must let go of what the dead one held."""
    record_property("counted:定点掐断", 1)
    office = on_postgres.copied(tmp_path)

    assert office.works(moment) == -signal.SIGKILL

    assert office.picked_up() == in_peace


@pytest.fixture
def seed(request) -> int:
    """The run's own seed: `--randomly-seed=N` kills at the same moments again."""
    return int(request.config.getoption("randomly_seed", default=20260302))


@pytest.fixture
def wanted(amount) -> int:
    """How many deaths, beside those who live to their end because their moment does not come."""
    return int(amount(short=2, full=200))


@pytest.fixture
def deaths(on_sqlite, undisturbed, wanted, tmp_path, seed) -> Iterator[Mortal]:
    """Offices that die by the clock or at moments nobody thought of, one after the other."""
    chance = Random(seed)  # noqa: S311 - which moment, not whose secret

    def one_by_one() -> Iterator[Mortal]:
        killed = 0
        for number in range(3 * wanted + 10):
            folder = tmp_path / str(number)
            folder.mkdir()
            office: Mortal = on_sqlite.copied(folder)
            how, ended = _ended(office, chance, undisturbed.folder)
            sys.stdout.write(f"seed {seed}, office {number}: {how}, {ended}\n")
            assert ended in (-signal.SIGKILL, 0)
            killed += ended != 0
            yield office
            if killed == wanted:
                return
        raise AssertionError(killed)

    return one_by_one()


@pytest.mark.slow
def test_killed_at_random_it_loses_nothing(deaths, in_peace, seed, wanted, record_property):
    """Whichever the moment."""
    record_property("seed", seed)
    for office in deaths:
        assert office.picked_up() == in_peace
    record_property("counted:掐断", wanted)


def _ended(office: Mortal, chance: Random, folder: Path) -> tuple[str, int]:
    if chance.random() < 1 / 3:
        seconds = chance.uniform(0.5, 4)
        return f"after {seconds:.2f} s", office.works(seconds=seconds)
    moment = str(_any_moment(folder, chance))
    return moment, office.works(moment)


def _any_moment(folder: Path, chance: Random) -> Moment:
    seen = json.loads((folder / SEEN).read_text(encoding="utf-8"))
    during, happening, times = chance.choice(seen)
    return Moment(during=during, happening=happening, nth=chance.randint(1, times))
