"""Withholding has an exemption, its article, own words and an end; a state secret has no home."""

from __future__ import annotations

from datetime import date

import pytest

from review.commands import Clear, CosignClearance
from review.domain.errors import (
    ArticleUnfit,
    DateOutOfRange,
    GroundsMissing,
    ModeUnfit,
    OwnWordsMissing,
    WordUnknown,
)
from review.domain.vocabulary import Availability, DisclosureMode, Ending, Exemption
from review.services.doctor import examine
from review.storage.rows import FindingRow, PurgeRow, StatementRow
from tests.journeys.story import MINUTES, MORNING, ON_REQUEST, PLAIN, WITHHELD, Story, handed

pytestmark = pytest.mark.journey

PROPOSED = {"mode": "不予公开", **WITHHELD}


def without(*keys: str) -> dict[str, str]:
    """The grounds with something left out."""
    return {key: value for key, value in WITHHELD.items() if key not in keys}


def at_approval(story: Story) -> tuple[str, str]:
    """Minutes that everyone before 顾平 wants withheld."""
    paper = story.hand_in(MINUTES)
    story.to_approval(paper.case, **PROPOSED)
    return paper.case, paper.document


def nothing_was_stored(story: Story, case: str, document: str, *, entries: int) -> None:
    """The refusal left neither a statement nor a mode nor an entry."""
    assert len(story.entries()) == entries
    assert story.case(case).stage == "approval"
    assert [one.by for one in story.case(case).statements] == ["李明", "王芳", "周岚"]
    assert story.paper(document).mode is None
    assert story.flaws() == ()


def test_minutes_are_withheld_with_all_their_grounds_and_are_not_public(story_on_both: Story):
    case, document = at_approval(story_on_both)

    story_on_both.step("gu", case, "decide_withheld", "不予公开", **WITHHELD)
    story_on_both.step("zhou", case, "close")

    paper = story_on_both.paper(document)
    assert (paper.mode, paper.exemption) == (DisclosureMode.WITHHELD, Exemption.DELIBERATIVE)
    assert paper.article == "政府信息公开条例第十六条第二款"
    assert paper.reasons == WITHHELD["reasons"]
    assert (paper.ending, paper.reassess_on) == (Ending.REASSESS_ON, date(2026, 12, 1))
    assert paper.availability is Availability.CLOSED
    assert story_on_both.listed() == set()
    assert story_on_both.outgoing(document) == []
    assert story_on_both.flaws() == ()


@pytest.mark.parametrize(
    ("left_out", "label"),
    [
        ("exemption", "不予公开理由"),
        ("article", "条款"),
        ("reasons", "自述理由"),
        ("reassess_on", "终止条件"),
        ("deliberative_kind", "过程性信息种类"),
    ],
)
def test_nobody_withholds_with_a_ground_missing(story: Story, left_out: str, label: str):
    case, document = at_approval(story)
    before = len(story.entries())

    with pytest.raises(GroundsMissing, match=label):
        story.step("gu", case, "decide_withheld", "不予公开", **without(left_out))

    nothing_was_stored(story, case, document, entries=before)


@pytest.mark.parametrize(
    ("spoilt", "refusal"),
    [
        ({"reasons": "不宜公开"}, OwnWordsMissing),
        ({"reasons": "公开后可能危及社会稳定"}, OwnWordsMissing),
        ({"article": "政府信息公开条例第十五条"}, ArticleUnfit),
        ({"reassess_on": "2026-01-05"}, DateOutOfRange),
        ({"reassess_on": "2031-01-01"}, DateOutOfRange),
        ({"on_request_reason": "particular_persons"}, ModeUnfit),
        ({"exemption": "不便公开"}, WordUnknown),
    ],
    ids=["platitude", "copied", "article", "past", "too-far", "foreign", "unknown"],
)
def test_nobody_withholds_on_empty_or_foreign_grounds(story: Story, spoilt, refusal):
    case, document = at_approval(story)
    before = len(story.entries())

    with pytest.raises(refusal):
        story.step("gu", case, "decide_withheld", "不予公开", **WITHHELD | spoilt)

    nothing_was_stored(story, case, document, entries=before)


def test_li_ming_too_names_every_ground_when_he_proposes(story: Story):
    paper = story.hand_in(MINUTES)

    with pytest.raises(GroundsMissing, match="终止条件"):
        story.step("li", paper.case, "propose", mode="不予公开", **without("reassess_on"))

    assert story.case(paper.case).stage == "attribution"
    assert story.rows(StatementRow) == []


def test_the_reason_for_on_request_is_no_exemption(story: Story):
    paper = story.hand_in(PLAIN)
    story.to_approval(paper.case, mode="依申请公开", **ON_REQUEST)

    with pytest.raises(ModeUnfit):
        story.step("gu", paper.case, "decide_on_request", "同意", **WITHHELD | ON_REQUEST)

    assert story.paper(paper.document).mode is None
    with pytest.raises(WordUnknown):
        story.step(
            "gu", paper.case, "decide_withheld", "同意", **WITHHELD | {"exemption": "只涉及特定人"}
        )


def test_on_request_needs_its_reason_and_its_end(story: Story):
    paper = story.hand_in(PLAIN)
    story.to_approval(paper.case, mode="依申请公开", **ON_REQUEST)

    with pytest.raises(GroundsMissing, match="依申请公开理由"):
        story.step("gu", paper.case, "decide_on_request", "同意", reassess_on="2026-03-02")
    with pytest.raises(GroundsMissing, match="终止条件"):
        story.step("gu", paper.case, "decide_on_request", "同意", on_request_reason="not_listed")
    story.step("gu", paper.case, "decide_on_request", "同意", **ON_REQUEST)

    assert story.paper(paper.document).availability is Availability.ON_REQUEST
    assert story.paper(paper.document).exemption is None
    assert story.listed() == set()


def test_a_work_secret_is_a_mark_beside_an_exemption_and_no_ground_of_its_own(story: Story):
    case, document = at_approval(story)
    marked = {"work_secret_mark": "是"}
    with pytest.raises(GroundsMissing, match="不予公开理由"):
        story.step("gu", case, "decide_withheld", "不予公开", **without("exemption") | marked)
    with pytest.raises(ModeUnfit, match="工作秘密"):
        story.step("gu", case, "decide_on_request", "同意", **ON_REQUEST, **marked)

    story.step("gu", case, "decide_withheld", "不予公开", **WITHHELD | marked)

    assert story.paper(document).has_work_secret_mark
    assert story.paper(document).exemption is Exemption.DELIBERATIVE


@pytest.mark.parametrize(
    "chosen",
    [{"mode": "国家秘密"}, {"mode": "不予公开", "exemption": "机密"}],
    ids=["mode", "exemption"],
)
def test_choosing_state_secret_as_mode_or_exemption_intercepts_the_case(story: Story, chosen):
    paper = story.hand_in(PLAIN)

    stepped = story.step("li", paper.case, "propose", **chosen)

    assert stepped.stage == "intercepted"
    assert story.case(paper.case).is_closed
    assert story.rows(StatementRow) == []
    assert not story.original(paper.files[0][1]).exists()
    assert story.everywhere("每周五报送进度") == []


def test_a_decision_of_state_secret_destroys_every_version_and_leaves_the_hashes(story: Story):
    paper = story.hand_in(MINUTES)
    story.to_check(paper.case)
    story.step("zhou", paper.case, "send_back", reason="请补充")
    story.step("li", paper.case, "revise", files=(handed(PLAIN),))
    story.to_approval(paper.case)
    hashes = {file.sha256 for file in story.case(paper.case).files} | {paper.files[0][1]}

    story.step("gu", paper.case, "decide_withheld", "涉密", **WITHHELD | {"exemption": "国家秘密"})

    assert {row.sha256 for row in story.rows(PurgeRow)} == hashes
    assert all(row.done_at is not None for row in story.rows(PurgeRow))
    assert story.office.means.originals.names() == []
    assert story.standing(paper.case) == {}
    assert story.flaws() == ()


def test_what_another_paper_also_holds_is_not_destroyed_with_an_intercepted_one(story: Story):
    shared = handed("共用的附件。\n", name="附件.txt")
    one = story.hand_in(files=(handed(PLAIN), shared))
    other = story.hand_in(files=(handed(MINUTES), shared))

    story.step("li", one.case, "intercept", reason="疑似涉密")

    assert story.office.means.originals.names() == sorted(file[1] for file in other.files)
    assert story.case(other.case).stage == "attribution"


def test_what_the_machine_suspected_of_an_intercepted_paper_says_nothing_of_it(story: Story):
    paper = story.hand_in("联系人禾某某，手机13800138000。\n")

    story.step("li", paper.case, "intercept", reason="疑似涉密")

    assert "13800138000" not in str([row.excerpt for row in story.rows(FindingRow)])
    assert story.everywhere("13800138000") == []


def test_what_was_intercepted_is_refused_under_any_other_name(story: Story):
    paper = story.hand_in(PLAIN)
    story.step("li", paper.case, "intercept", reason="疑似涉密")

    again = story.hand_in(PLAIN, name="换了名字.txt")

    assert again.case is None
    assert again.refused_rule is not None
    assert not story.original(paper.files[0][1]).exists()
    assert story.everywhere("每周五报送进度") == []


def test_what_was_intercepted_on_suspicion_and_cleared_by_two_can_be_published(story: Story):
    """No way out is a dead end: the paper that comes back is another than the one destroyed."""
    first = story.hand_in(PLAIN)
    story.step("li", first.case, "intercept", reason="疑似涉密")
    sha256 = story.hand_in(PLAIN).files[0][1]
    story.do("sun", Clear(sha256=sha256, confirmed_by="区保密局", number="1号",
                          confirmed_on=MORNING.date()))  # fmt: skip
    story.do("zhou", CosignClearance(sha256=sha256))

    again = story.published(PLAIN)

    assert story.paper(again.document).availability is Availability.PUBLIC
    assert not [one for one in story.office.ask(examine) if not one.is_note]


def test_what_came_back_and_was_intercepted_again_is_destroyed_again(story: Story):
    first = story.hand_in(PLAIN)
    story.step("li", first.case, "intercept", reason="疑似涉密")
    sha256 = story.hand_in(PLAIN).files[0][1]
    story.do("sun", Clear(sha256=sha256, confirmed_by="区保密局", number="1号",
                          confirmed_on=MORNING.date()))  # fmt: skip
    story.do("zhou", CosignClearance(sha256=sha256))
    again = story.hand_in(PLAIN)

    story.step("li", again.case, "intercept", reason="疑似涉密")

    assert story.office.means.originals.names() == []
    assert len(story.rows(PurgeRow)) == 2
