"""Sixty-four people at work for a minute: no update is lost, no act done twice, nobody left out."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import text

from review.bootstrap import wall_clock
from tests.bench.crowded import serving
from tests.builders import OfficeForTests
from tests.clock import Clock
from tests.conftest import in_length
from tests.load import colleagues

SECONDS = in_length(short=60, full=300)
LEFT_BEHIND = in_length(short=3, full=2)
"""So many times as often may the quickest of a role come to his turn; a minute is short, and other
tests share its processors.
"""
TAKEN = text(
    "SELECT c.year, c.serial, s.rev, s.action FROM step s JOIN review_case c ON c.id = s.case_id"
    " WHERE s.person_id IS NOT NULL"
)


def test_nothing_is_lost_nothing_done_twice_and_nobody_is_left_out(tmp_path):
    """What each was told was done stands in the rows once, and nothing else does."""
    office = colleagues.staffed(OfficeForTests(tmp_path / "data", clock=Clock(at=wall_clock())))
    office.close()
    pile = colleagues.Pile()
    with serving(office) as port, colleagues.colleagues(port, seed=20_260_331) as people:
        colleagues.filling(people, pile)
        before = taken(office)
        colleagues.at_work(people, seconds=SECONDS, pile=pile)
    after = taken(office)

    done = Counter(
        (deed.case, int(deed.rev) + 1)
        for one in people
        for deed in one.deeds
        if deed.status == 303 and deed.rev.isdigit()
    )
    handed = sum(
        deed.status == 303 for one in people for deed in one.deeds if deed.what == "hand_in"
    )
    steps = Counter((case, rev) for case, rev, action in after - before if action != "open")
    opened = sum(action == "open" for *_, action in after - before)
    assert set(colleagues.told(people)) <= {303, 409}, colleagues.told(people)
    assert done == steps
    assert max(done.values()) == 1
    assert any(deed.what == "again" for one in people for deed in one.deeds)
    assert opened == handed
    for role in colleagues.STAFF:
        turns = sorted(one.turns for one in people if one.role is role)
        assert turns[0] >= turns[-1] / LEFT_BEHIND, (role, turns)
    assert sum(done.values()) >= len(people)
    again = OfficeForTests(tmp_path / "data", clock=office.clock)
    assert again.complaints() == ()
    again.close()


def taken(office: OfficeForTests) -> Counter[tuple[str, int, str]]:
    """Return every step that a person took: of which case, to which revision."""
    again = OfficeForTests(office.folder, clock=office.clock)
    with again.office.database.read() as session:
        rows = session.execute(TAKEN).all()
    again.close()
    return Counter((f"{row.year}-{row.serial:04}", row.rev, row.action) for row in rows)
