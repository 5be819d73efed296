"""Each (stage, act, person) cell of every shipped procedure: what is answered, page and service.

The page offers somebody what is accepted of him, and gives a reason for everything else that there
is (H8). Everything is asked in transactions that are undone: a cell leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from review.bootstrap import open_office
from review.commands import (
    ActivateProcedure,
    ConfirmProcedure,
    DraftAuthorisation,
    FoundAgency,
    RecordTrigger,
    SignAuthorisation,
    SignRules,
    TakeDown,
)
from review.domain.vocabulary import SideVerb, Trigger
from review.settings import Settings
from tests.clock import Clock
from tests.journeys.cell_office import LATER, WORDS, Cells
from tests.journeys.cells import accounts, blocks
from tests.journeys.letters import CONSENT
from tests.journeys.story import AUTHORISATION, MORNING
from tests.properties.agreement import TABLES
from workflows.loading import shipped_procedures

pytestmark = pytest.mark.journey

SHIPPED = shipped_procedures()
NO_CASE_RESTS_HERE = {("reassessment", "flagged"), ("takedown", "opened")}
"""The command that opens the case takes the first step too: nobody finds it there."""


# ── The offices ──────────────────────────────────────────────────────────
@pytest.fixture
def office(tmp_path: Path) -> Iterator[Callable[[str], Cells]]:
    """Found an office of these people that follows a procedure."""
    open_now: list[Cells] = []

    def opened(procedure: str) -> Cells:
        url = f"sqlite:///{(tmp_path / 'office.db').as_posix()}"
        founding = open_office(Settings(data_dir=tmp_path, database_url=url), clock=Clock(MORNING))
        people = tuple(accounts())
        agency = {"code": "yxcz", "name": "云溪区财政局", "profile": "small"}
        sections = ("预算科", "办公室")
        founding.found(FoundAgency(**agency, sections=sections, accounts=people, is_demo=True))
        founding.close()
        open_now.append(Cells(url, tmp_path, procedure=procedure))
        return open_now[-1]

    yield opened
    for one in open_now:
        one.close()


PASSED = ("pro propose", "ver verify", "che pass_check")
ASIDE = ("che refer_legal", "che give_legal_opinion", "che refer_disclosure",
         "che give_disclosure_opinion", "che consult", "che record_answer", "che pass_check",
         "dec refer_up", "che record_ruling", "che pass_check")  # fmt: skip
SEVERED = ("pro sever", "pro withdraw")
OUT = ("dec publish", "che archive")
ELSEWHERE = (("pro suggest_exclusion", "che confirm_exclusion"), ("che intercept",))
TO_HEAD = ("end submit_to_head", "dec head_decides_in_full")
WAYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "publication": (
        (*PASSED, *TO_HEAD, *OUT),
        (*PASSED[:2], *ASIDE, "dec decide_in_part", *SEVERED),
        (*PASSED, "dec decide_on_request", "che close"),
        *ELSEWHERE,
    ),
    "publication_two_level": (
        (PASSED[0], PASSED[2], "dec decide_in_full", *OUT),
        (PASSED[0], *ASIDE, "dec decide_in_part", *SEVERED),
        (PASSED[0], PASSED[2], "dec decide_on_request", "che close"),
        *ELSEWHERE,
    ),
    "publication_four_level": (
        (*PASSED, *TO_HEAD, *OUT),
        (*PASSED[:2], *ASIDE, TO_HEAD[0], "dec head_decides_in_part", *SEVERED),
        (*PASSED, TO_HEAD[0], "dec head_decides_on_request", "che close"),
        *ELSEWHERE,
    ),
}
"""How papers are led past every stage of a procedure: those who do it hold every role."""


@pytest.mark.parametrize("procedure", WAYS)
def test_of_a_review_every_cell_is_answered_as_it_is_written(office, procedure):
    cells = office(procedure)
    if procedure != "publication":
        cells.do("saf", ActivateProcedure(text=SHIPPED[procedure].source))
        cells.do("aud", ConfirmProcedure(procedure=procedure))

    for way in WAYS[procedure]:
        cells.lead(cells.begin(procedure=procedure), *way)

    assert cells.unasked == {}


def registered(cells: Cells) -> str:
    """A paper on request, whose reason lapsed."""
    case = cells.begin()
    for who, action in (step.split() for step in (*PASSED, "dec decide_on_request")):
        mode = {"mode": "依申请公开", "subjects": "无", **LATER} if action == "propose" else {}
        cells.do(who, cells.fitting(cells.case(case), action, **mode))
    return cells.case(case).document_id


def test_of_a_reassessment_every_cell_is_answered_as_it_is_written(office):
    cells = office("reassessment")
    first, second, third = (registered(cells) for _ in range(3))
    event = partial(RecordTrigger, trigger=Trigger.THIRD_PARTY_CONSENTED, reference="同意函1号")
    cells.on(CONSENT)
    for document in (first, second):
        cells.do("inf", event(document=document, happened_on=CONSENT))
    cells.nights(1)

    decided = ("pro propose_outcome", "che pass_check", "dec refer_up", "che record_ruling")
    published = ("pro propose_outcome", "che pass_check", "dec decide_convert", *OUT)
    cells.lead(cells.case_of(first).number, *decided, *published)
    cells.lead(cells.case_of(second).number, "che intercept")
    order = DraftAuthorisation(
        reference=AUTHORISATION,
        grounds=("reason_lapsed",),
        first_day=CONSENT,
        last_day=CONSENT.replace(month=12),
        cap=10,
        hold_days=5,
    )
    cells.do("inf", order)
    cells.do("con", SignRules(reference=AUTHORISATION))
    cells.do("hea", SignAuthorisation(reference=AUTHORISATION))
    cells.do("inf", event(document=third, happened_on=CONSENT))
    cells.nights(1)
    cells.lead(cells.case_of(third).number)

    assert cells.unasked == {}


def test_of_a_takedown_every_cell_is_answered_as_it_is_written(office):
    cells = office("takedown")
    case = cells.begin()
    for who, action in (step.split() for step in (*PASSED, "dec decide_in_full", OUT[0])):
        cells.do(who, cells.fitting(cells.case(case), action))
    cells.office.send()
    document = cells.case(case).document_id

    taken = cells.do("pro", TakeDown(document=document, reason=WORDS))
    cells.lead(taken.case, "che confirm", "che archive")

    assert cells.unasked == {}


@pytest.mark.parametrize("procedure", SHIPPED)
def test_no_stage_and_no_act_is_left_out(procedure):
    table = TABLES[procedure]
    plain = {block.stage: block for block in blocks(procedure) if not block.beside}
    by_people = {(stage, act) for stage, act in table.rows if act not in table.automatic}
    written = {(stage, act) for stage, block in plain.items() for act in block.steps}
    resting = {stage for stage in table.places if (procedure, stage) not in NO_CASE_RESTS_HERE}

    assert set(plain) == resting
    assert written == {(stage, act) for stage, act in by_people if stage in resting}
    for block in plain.values():
        assert set(block.acts) == {verb.value for verb in SideVerb}
