"""The forms of looking again say what the database says, in every kind of file."""

from __future__ import annotations

import io
import json
from datetime import date

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook

from review.domain.errors import NoSuchCase
from review.domain.vocabulary import Role
from review.reassessment_commands import PlanCampaign
from review.records.sheet_files import DRAWN
from review.services.assessment_sheets import item_sheet
from review.services.summary_sheets import summary_sheet
from tests.journeys.story import LETTER, Story

pytestmark = pytest.mark.journey

TITLE = '关于 #set page(paper: "a3") 和 {{ 7*7 }} 的复函'


@pytest.fixture
def kept(story: Story) -> Story:
    """A letter with a title that is nobody's markup, looked at again and kept."""
    story.document = story.registered_on_request(LETTER, title=TITLE).document
    story.on(date(2026, 1, 12))
    story.do("zheng", PlanCampaign(year=2026))
    story.consented(story.document, on=date(2026, 1, 12))
    story.nights(1)
    story.number = story.case_of(story.document).number
    case = story.number
    story.step("zheng", case, "propose_outcome", outcome="维持", reason="该中心来电称仍在协商")
    story.step("zhou", case, "pass_check", "同意维持，三月再看")
    story.step("gu", case, "decide_kept", "同意维持", next_date="2026-12-01")
    return story


def texts(kind: str, content: bytes) -> str:
    """Everything a person reads in a file."""
    match kind:
        case "pdf":
            pages = pypdfium2.PdfDocument(content)
            return "".join(page.get_textpage().get_text_bounded() for page in pages)
        case "docx":
            document = Document(io.BytesIO(content))
            head = document.sections[0].header.paragraphs
            cells = [
                cell.text for table in document.tables for row in table.rows for cell in row.cells
            ]
            return "\n".join([*(each.text for each in (*head, *document.paragraphs)), *cells])
        case "xlsx":
            sheet = load_workbook(io.BytesIO(content)).active
            return "\n".join(
                str(cell.value) for row in sheet for cell in row if cell.value is not None
            )
        case _:
            return content.decode()


@pytest.mark.parametrize("kind", DRAWN)
def test_the_form_of_an_item_says_why_what_and_who(kept: Story, kind: str):
    sheet = kept.office.ask(item_sheet, kept.number, caller=None)
    draw, _ = DRAWN[kind]
    told = "".join(texts(kind, draw(sheet)).split())

    for said in (
        "政府信息公开定期评估审查表", kept.number, "云溪区财政局", "第三方已同意", "同意函1号",
        "只涉及特定人", "维持", "2026-12-01", "该中心来电称仍在协商", "郑雪", "周岚", "顾平",
        "演示数据",
    ):  # fmt: skip
        assert said in told, said
    assert (
        "".join(json.dumps(TITLE, ensure_ascii=False)[1:-1].split()) in told
        or "".join(TITLE.split()) in told
    )


@pytest.mark.parametrize("kind", DRAWN)
def test_the_form_of_a_campaign_adds_up(kept: Story, kind: str):
    sheet = kept.office.ask(summary_sheet, 2026, caller=kept.caller("zheng"))
    told = "".join(texts(kind, DRAWN[kind][0](sheet)).split())

    for said in ("定期评估汇总表", "维持1", "应评件数等于各种结论之和", "预算科", "王芳"):
        assert said in told, said


def test_equal_facts_make_equal_bytes(kept: Story):
    for draw, _ in DRAWN.values():
        first, again = (
            draw(kept.office.ask(item_sheet, kept.number, caller=None)) for _ in range(2)
        )
        assert first == again


def test_a_form_is_drawn_for_who_may_see_the_case(kept: Story):
    kept.of_another_section("jin", "金禾", Role.DRAFTER)

    with pytest.raises(NoSuchCase):
        kept.office.ask(item_sheet, kept.number, caller=kept.caller("jin"))
