"""Two agencies in one database: of another's cases there is nothing to be had (S07)."""

from __future__ import annotations

import pytest

from review.commands import (
    ActivateProcedure,
    Cosign,
    Dispose,
    HandedFile,
    HandIn,
    OpenCase,
    RecordTrigger,
    TakeDown,
    TakeStep,
)
from review.domain.case_refusals import NothingLeft
from review.domain.errors import NoSuchCase, NoSuchDocument, NoSuchFile, NoSuchProcedure
from review.domain.vocabulary import (
    Availability,
    DisposalKind,
    DocumentKind,
    Source,
    Trigger,
)
from review.services.boxes import Box
from review.services.clearances import INTERCEPTED
from review.services.contents import case_file
from review.services.doctor import examine
from review.services.lists import case_lines
from review.services.procedure_views import own_procedures, procedure_view
from review.services.steps import take_step
from review.services.views import Received
from review.storage.rows import (
    CaseRow,
    LedgerEntryRow,
    PurgeRow,
)
from review.structure_commands import EndAgency, RenameAgency
from tests.journeys.neighbours import beside
from tests.journeys.story import MORNING, NOTICE, Story
from workflows.loading import shipped_procedures

pytestmark = pytest.mark.journey


@pytest.fixture
def neighbours(story_on_both: Story) -> Story:
    """A second agency beside ours."""
    return beside(story_on_both)


def test_another_agencys_case_does_not_exist_by_number_or_by_identity(neighbours: Story):
    ours = neighbours.hand_in()
    neighbours.to_check(ours.case)
    identity = neighbours.case(ours.case).id
    before = len(neighbours.rows(LedgerEntryRow))

    for reference in (ours.case, identity):
        with pytest.raises(NoSuchCase):
            neighbours.case(reference, seen_by="shi")
        with pytest.raises(NoSuchCase):
            neighbours.do("shi", TakeStep(case=reference, action="pass_check", opinion="同意"))
        with pytest.raises(NoSuchCase):
            neighbours.do("shi", Dispose(case=reference, finding="1-1",
                                         kind=DisposalKind.LAWFUL, reason="无碍"))  # fmt: skip
        with pytest.raises(NoSuchCase):
            neighbours.do("shi", Cosign(case=reference, finding="1-1", disposal=1))

    assert len(neighbours.rows(LedgerEntryRow)) == before
    assert neighbours.case(identity).stage == "check"


def test_of_another_agencys_paper_there_is_nothing_to_take_down_reopen_or_enter(neighbours: Story):
    ours = neighbours.published()

    with pytest.raises(NoSuchDocument):
        neighbours.do("shi", TakeDown(document=ours.document, reason="附件有误"))
    with pytest.raises(NoSuchDocument):
        neighbours.do("tian", OpenCase(document=ours.document))
    with pytest.raises(NoSuchDocument):
        neighbours.do("lu", RecordTrigger(document=ours.document, trigger=Trigger.ABOLISHED,
                                          reference="1号", happened_on=MORNING.date()))  # fmt: skip

    assert neighbours.paper(ours.document).availability is Availability.PUBLIC


def test_another_agencys_files_and_lists_show_nothing_of_ours(neighbours: Story):
    ours = neighbours.hand_in()
    file = neighbours.case(ours.case).files[0].id

    with pytest.raises((NoSuchCase, NoSuchFile)):
        neighbours.office.ask(
            case_file, neighbours.case(ours.case).id, file, caller=neighbours.caller("shi")
        )

    assert neighbours.office.ask(case_lines, caller=neighbours.caller("shi"), box=Box.ALL) == ()


def test_each_agency_counts_its_own_cases_and_keeps_its_own_chain(neighbours: Story):
    ours = neighbours.hand_in()

    theirs = _theirs(neighbours)

    assert (ours.case, theirs.case) == ("2026-0001", "2026-0001")
    assert len({row.agency_id for row in neighbours.rows(CaseRow)}) == 2
    assert neighbours.case("2026-0001", seen_by="tian").document_id == theirs.document
    assert neighbours.case("2026-0001", seen_by="li").document_id == ours.document
    assert neighbours.flaws() == ()


def test_an_agency_of_our_name_reads_none_of_our_procedures(neighbours: Story):
    """鲍安 drafted one; the neighbour has ended, and its name is ours now."""
    usual = shipped_procedures()["publication"].source
    draft = usual.replace('label = "公开审查"', 'label = "本局的公开审查"', 1)
    neighbours.do("bao", ActivateProcedure(text=draft))
    neighbours.do("guan", EndAgency(code="yxjy"))
    neighbours.do("guan", RenameAgency(name="云溪区教育局"))
    ours, theirs = (
        neighbours.office.ask(own_procedures, caller=neighbours.caller(who))
        for who in ("li", "tian")
    )

    (drafted,) = (line for line in ours if line.drafted_by)
    with pytest.raises(NoSuchProcedure):
        neighbours.office.ask(
            procedure_view, drafted.procedure.digest, caller=neighbours.caller("tian")
        )
    assert len(theirs) == len(shipped_procedures())
    assert len(ours) == len(theirs) + 1


def _theirs(neighbours: Story) -> Received:
    """The neighbour receives a paper of the very bytes of ours."""
    received: Received = neighbours.do(
        "tian",
        HandIn(
            files=(HandedFile(name="正文.txt", content=NOTICE.encode()),),
            title="云溪区教育局的一份公文",
            kind=DocumentKind.NOTICE,
            section="办公室",
            source=Source.OWN,
        ),
    )
    return received


def _reads(neighbours: Story, login: str, received: Received) -> bytes:
    case = neighbours.case(str(received.case), seen_by=login)
    asked = (str(received.case), case.files[0].id)
    return neighbours.office.ask(case_file, *asked, caller=neighbours.caller(login))[2]


def _intercepted_unswept(neighbours: Story, case: str) -> None:
    """Ours is intercepted, and the machine stops before anything is destroyed."""
    command = TakeStep(case=case, action="intercept", inputs={"reason": "疑似涉密"})
    neighbours.office.change(take_step, command, caller=neighbours.caller("li"))


def test_intercepting_ours_leaves_a_neighbour_the_same_bytes(neighbours: Story):
    ours, theirs = neighbours.hand_in(), _theirs(neighbours)

    neighbours.step("li", ours.case, "intercept", reason="疑似涉密")

    assert neighbours.original(ours.files[0][1]).exists()
    assert _reads(neighbours, "tian", theirs) == NOTICE.encode()
    assert all(row.done_at is not None for row in neighbours.rows(PurgeRow))


def test_what_a_neighbour_keeps_is_lost_to_us_all_the_same(neighbours: Story):
    """The neighbour's copy must not become a way back to what was intercepted here."""
    ours = neighbours.hand_in()
    _theirs(neighbours)

    neighbours.step("li", ours.case, "intercept", reason="疑似涉密")

    with pytest.raises(NothingLeft):
        _reads(neighbours, "li", ours)
    assert neighbours.hand_in(name="换了名字.txt").refused_rule == INTERCEPTED


def test_what_both_intercepted_is_destroyed(neighbours: Story):
    """That one agency asked for it first does not keep the bytes of the other's paper."""
    ours, theirs = neighbours.hand_in(), _theirs(neighbours)
    neighbours.step("li", ours.case, "intercept", reason="疑似涉密")

    neighbours.step("tian", theirs.case, "intercept", reason="疑似涉密")

    assert neighbours.office.means.originals.names() == []
    assert neighbours.flaws() == ()


def test_what_we_intercepted_a_neighbour_may_hand_in_and_keep(neighbours: Story):
    ours = neighbours.hand_in()
    neighbours.step("li", ours.case, "intercept", reason="疑似涉密")

    theirs = _theirs(neighbours)

    assert theirs.refused_rule is None
    assert _reads(neighbours, "tian", theirs) == NOTICE.encode()
    assert not [one for one in neighbours.office.ask(examine) if not one.is_note]


def test_what_a_neighbour_hands_in_before_ours_is_destroyed_stays(neighbours: Story):
    """Between asking and destroying another paper may come in: it is seen, under every chain."""
    ours = neighbours.hand_in()
    _intercepted_unswept(neighbours, ours.case)
    theirs = _theirs(neighbours)

    neighbours.office.purge()

    assert _reads(neighbours, "tian", theirs) == NOTICE.encode()
