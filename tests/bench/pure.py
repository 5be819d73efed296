"""What needs no office: the engine, the calendar, the hashes, each against its floor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from types import MappingProxyType

from transitions import Machine

from review.domain.vocabulary import Act, Requirement, Role
from review.hashing import both, sm3
from review.services.calendars import shipped_calendar
from tests.bench.measure import Deed, Ratio, compared
from workflows.engine import Actor, Facts, take
from workflows.loading import shipped_procedures
from workflows.model import Procedure

MEGABYTE = 1 << 20
TWENTY_DAYS = 20


def measured() -> Iterator[Ratio]:
    """Compare each with its floor."""
    yield from _engine(shipped_procedures()["publication"])
    yield _calendar()
    yield _hashing()


def _engine(procedure: Procedure) -> Iterator[Ratio]:
    gu = Actor(person="gu", roles=frozenset({Role.APPROVING_OFFICIAL}), principal=None)
    acted = {Act.ATTRIBUTION: "li", Act.SECTION_REVIEW: "wang", Act.CHECK: "zhou"}
    facts = Facts(
        holds=frozenset(Requirement),
        acted=MappingProxyType({act: frozenset({who}) for act, who in acted.items()}),
        drafters=frozenset({"li"}),
    )

    def ours() -> None:
        take(procedure, "approval", "decide_in_full", actor=gu, facts=facts)

    yield compared("a step judged and taken", ours, to=_bare_machine(), each=2000)
    yield compared("a step judged and taken", ours, to=_bare_table(), each=2000)


def _bare_machine() -> tuple[str, Deed]:
    class Paper:
        def __init__(self, state: str) -> None:
            self.state = state

    machine = Machine(
        model=None,
        states=["approval", "awaiting_publication"],
        transitions=[["decide", "approval", "awaiting_publication"]],
        initial="approval",
        auto_transitions=False,
        send_event=True,
    )
    decide = machine.events["decide"]
    return "transitions, one trigger, nothing judged", lambda: decide.trigger(Paper("approval"))


def _bare_table() -> tuple[str, Deed]:
    table = {("approval", "decide"): ("awaiting_publication", "approving_official")}
    roles = frozenset({"approving_official"})

    def look_up() -> str | None:
        stage, role = table["approval", "decide"]
        return stage if role in roles else None

    return "a dict and one guard", look_up


def _calendar() -> Ratio:
    calendar, begin = shipped_calendar(), date(2022, 9, 30)
    off = {
        begin + timedelta(days=number)
        for number in range(60)
        if not calendar.is_working_day(begin + timedelta(days=number))
    }

    def day_by_day() -> date:
        day, left = begin, TWENTY_DAYS
        while left:
            day += timedelta(days=1)
            left -= day not in off
        return day

    assert calendar.add_working_days(begin, TWENTY_DAYS) == day_by_day() == date(2022, 11, 2)
    return compared(
        "twenty working days on",
        lambda: calendar.add_working_days(begin, TWENTY_DAYS),
        to=("a loop over a set of days off", day_by_day),
        each=2000,
    )


def _hashing() -> Ratio:
    content = os.urandom(32 * MEGABYTE)
    return compared(
        "SHA-256 and SM3 of 32 MB",
        lambda: both(content),
        to=("SM3 alone", lambda: sm3(content).hexdigest()),
        at_most=1.25,
    )
