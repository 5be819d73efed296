"""Verifying the ledger, against nothing but the hashes of the same bodies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from review.hashing import sm3
from review.storage import ledger
from review.storage.ledger import GENESIS, Change
from tests.bench.measure import Ratio, compared, tell
from tests.clock import Clock
from tests.crash.affairs import BEGIN, Season, opened

ENTRIES = 5_000
BATCH = 500


def measured(folder: Path) -> Iterator[Ratio]:
    """Write a chain and verify it whole."""
    office = opened(folder / "data", f"sqlite:///{folder}/data/chain.db", clock=Clock(BEGIN))
    Season(office=office, clock=Clock(BEGIN)).found()
    agency = office.caller("li").agency_id
    for start in range(0, ENTRIES, BATCH):
        with office.database.write() as session:
            for number in range(start, start + BATCH):
                ledger.append(session, _change(agency, number))
    with office.database.read() as session:
        bodies = [entry.body for entry in ledger.entries(session, agency)]

        def ours() -> None:
            assert ledger.verify(session) == ()

        ratio = compared(
            f"verifying {len(bodies)} entries", ours, to=("their two hashes", lambda: _bare(bodies))
        )
    tell(f"ledger: {len(bodies) / ratio.ours_seconds:,.0f} entries a second")
    yield ratio
    office.close()


def _bare(bodies: list[str]) -> tuple[str, str]:
    first, second = GENESIS, GENESIS
    for body in bodies:
        first = hashlib.sha256(b"\x00" + bytes.fromhex(first) + body.encode()).hexdigest()
        second = sm3(b"\x00" + bytes.fromhex(second) + body.encode()).hexdigest()
    return first, second


def _change(agency: str, number: int) -> Change:
    return Change(
        agency_id=agency,
        event="case:verify",
        subject=f"bench:{number}",
        subject_rev=1,
        at=datetime(2026, 3, 2, tzinfo=UTC),
        body={"case": f"{number:032x}", "from": "section_review", "to": "check", "voids": []},
    )
