"""The page of procedures: drawn, proved, drafted by one, confirmed by another."""

from __future__ import annotations

import pytest

from tests.web.browser import text_of
from workflows.loading import shipped_procedures

SHIPPED = shipped_procedures()
USUAL = SHIPPED["publication"]
LONGER = SHIPPED["publication_four_level"]
UNSAFE = USUAL.source.replace('act      = "attribution"', "", 1)


@pytest.fixture
def drafts(as_):
    """Draft a procedure as 管立, from a file."""

    def draft(source, name="own.toml"):
        content = source if isinstance(source, bytes) else source.encode()
        files = [("files", (name, content, "application/toml"))]
        return as_("guan").post("/procedures", files=files)

    return draft


def relabelled(source):
    return source.replace('label = "公开审查"', 'label = "本局的公开审查"', 1)


def test_everybody_reads_by_what_papers_are_reviewed(as_):
    page = as_("li").get("/procedures")

    assert "公开审查" in text_of(page)
    assert "启用，收文开放" in text_of(page)
    assert "提出启用" not in text_of(page)


def test_a_procedure_is_drawn_proved_and_told_row_by_row(as_, paper):
    paper()

    page = as_("li").get(f"/procedures/{USUAL.digest}")

    assert "<svg" in page.text
    assert "证明通过" in page.text
    assert "正在按此办理的案件：1 件" in text_of(page)
    assert "源头认定 提出公开属性并送审 承办人" in text_of(page)
    assert page.text.count("<tr>") == 1 + sum(
        len(USUAL.steps_from(stage)) for stage in USUAL.stages
    )


def test_one_drafts_and_another_confirms(as_, drafts):
    assert drafts(relabelled(USUAL.source)).status_code == 303

    listed = as_("shen").get("/procedures")
    assert "管立" in text_of(listed)
    assert "待确认启用" in text_of(listed)
    digest = next(
        part.partition('"')[0]
        for part in listed.text.split('href="/procedures/')[1:]
        if "看清后确认" in part.partition("</a>")[0]
    )
    assert "本局的公开审查" in as_("shen").get(f"/procedures/{digest}").text
    assert as_("li").post("/procedures/publication/confirmation").status_code == 403
    assert as_("shen").post("/procedures/publication/confirmation").status_code == 303
    assert "本局的公开审查" in as_("li").get("/procedures").text


def test_an_unsafe_procedure_is_refused_with_the_way_there(as_, drafts):
    answer = drafts(UNSAFE)

    assert answer.status_code == 409
    assert "流程未通过证明" in text_of(answer)
    assert "待确认启用" not in as_("shen").get("/procedures").text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "不是 UTF-8 文本"),
        (b"name = ", "流程定义有误"),
        (b"", "流程定义有误"),
        (b'name = "x"', "流程定义有误"),
    ],
)
def test_a_file_that_is_no_procedure_is_refused_with_what_is_wrong(as_, drafts, content, said):
    answer = drafts(content)

    assert answer.status_code == 409
    assert said in text_of(answer)


def test_a_form_without_a_file_is_refused(as_):
    assert as_("guan").post("/procedures").status_code == 422


def test_a_drafter_of_papers_drafts_no_procedure(as_):
    files = [("files", ("own.toml", relabelled(USUAL.source).encode(), "application/toml"))]

    assert as_("li").post("/procedures", files=files).status_code == 403
    assert "待确认启用" not in as_("shen").get("/procedures").text


def test_the_last_open_procedure_stays_open(as_):
    answer = as_("guan").post("/procedures/publication/closing")

    assert answer.status_code == 409
    assert "唯一开放的流程" in text_of(answer)


@pytest.mark.parametrize("digest", ["0" * 64, "publication", "%2e%2e"])
def test_a_definition_that_is_not_here_is_not_found(as_, digest):
    assert as_("li").get(f"/procedures/{digest}").status_code == 404


def test_another_procedure_can_be_opened_and_closed_again(as_, drafts):
    assert drafts(LONGER.source).status_code == 303
    assert as_("gu").post("/procedures/publication_four_level/confirmation").status_code == 303
    assert text_of(as_("li").get("/procedures")).count("收文开放") == 2
    assert as_("guan").post("/procedures/publication_four_level/closing").status_code == 303
    assert text_of(as_("li").get("/procedures")).count("收文开放") == 1
