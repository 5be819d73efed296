"""Handing in by the page: received with a case, or refused without a trace."""

from __future__ import annotations

import hashlib

import pytest

from review.domain.vocabulary import DocumentKind, Source
from review.storage.rows import CaseRow, DocumentRow, FileRow, RefusalRow
from tests.web.browser import text_of
from tests.web.kept import entries, rows, the

SENTENCE = "栀子花开在三号楼后面的院子里"
SECRET = f"机密★10年\n\n关于某事项的请示\n\n{SENTENCE}。\n".encode()
PLAIN = "关于报送预算的通知\n\n请各科室报送。\n".encode()


def test_a_paper_is_received_with_its_files_in_order(as_, office):
    li = as_("li")
    files = [("files", ("正文.txt", PLAIN)), ("files", ("附件.txt", b"attached\n"))]
    asked = {"title": "通知", "kind": "notice", "section": "预算科", "source": "forwarded"}

    answer = li.post("/hand-in", files=files, number="宝财〔2026〕12号", **asked)

    assert answer.headers["location"] == "/cases/2026-0001"
    paper = the(office, DocumentRow)
    assert (paper.kind, paper.source) == (DocumentKind.NOTICE, Source.FORWARDED)
    kept = sorted(rows(office, FileRow), key=lambda row: row.position)
    assert [row.name for row in kept] == ["正文.txt", "附件.txt"]
    assert the(office, CaseRow).opened_by == paper.drafter_id


def test_a_marked_secret_is_refused_and_its_words_are_nowhere(as_, office, tmp_path):
    """Only hash, rule and refusal remain, and the page says what to do offline."""
    li = as_("li")

    answer = li.hands_in(SECRET, name="请示.txt", title="关于某事项的请示")

    assert answer.status_code == 422
    assert "内容没有保存" in text_of(answer)
    assert "现在请这样做" in text_of(answer)
    assert "报告" in text_of(answer)
    assert hashlib.sha256(SECRET).hexdigest() in answer.text
    assert SENTENCE not in answer.text
    assert rows(office, DocumentRow) == rows(office, CaseRow) == []
    assert the(office, RefusalRow).sha256 == hashlib.sha256(SECRET).hexdigest()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert SENTENCE.encode() not in path.read_bytes(), path


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ({"source": ""}, 422, "没有选择信息来源"),
        ({"source": "stolen"}, 422, "没有选择信息来源"),
        ({"kind": ""}, 422, "没有选择文种"),
        ({"title": " "}, 422, "标题"),
        ({"dated": "2026-13-45"}, 422, "成文日期须写成"),
        ({"section": "没有的科室"}, 404, "没有科室“没有的科室”"),
        ({"kind": "unofficial"}, 422, "体裁"),
        ({"number": "第12号"}, 422, "第12号"),
    ],
    ids=["source", "source-word", "kind", "title", "date", "section", "genre", "number"],
)
def test_a_form_that_is_not_complete_stores_nothing(as_, office, words, status, said):
    li = as_("li")
    before = entries(office)

    answer = li.hands_in(PLAIN, **words)

    assert answer.status_code == status
    assert said in text_of(answer) or said in answer.text
    assert 'name="title"' in answer.text  # the form is there again
    assert entries(office) == before
    assert rows(office, DocumentRow) == []


def test_without_a_file_there_is_nothing_to_receive(as_, office):
    answer = as_("li").post("/hand-in", title="通知", kind="notice", section="预算科", source="own")

    assert answer.status_code == 422
    assert rows(office, DocumentRow) == []


@pytest.mark.parametrize("login", ["guan", "shen", "gu"])
def test_who_is_no_drafter_hands_in_nothing(as_, office, login):
    """He is told at once, by whom it is done; the way is not even shown to him."""
    person = as_(login)

    shown, answer = person.get("/hand-in"), person.hands_in(PLAIN)

    for said in (shown, answer):
        assert said.status_code == 403
        assert "提交公文由承办人办理，您没有这个角色" in text_of(said)
        assert 'href="/hand-in"' not in said.text
    assert rows(office, DocumentRow) == []


def test_a_body_larger_than_allowed_is_refused_before_it_is_read(as_, office):
    """S39: 10 GB announced."""
    li = as_("li")
    li.get("/hand-in")
    kind = "multipart/form-data; boundary=x"
    headers = {"origin": li.base, "content-type": kind, "content-length": str(10 * 1024**3)}

    answer = li.client.post("/hand-in", content=b"--x--", headers=headers)

    assert answer.status_code == 413
    assert "一次最多200兆字节" in text_of(answer)


# ── Before it is handed in ───────────────────────────────────────────────────
PRINTED = (
    "云溪区财政局文件\n云财〔2026〕12号\n关于报送预算的通知\n各科室：\n请报送，电话13900000000。\n"
    "2026年1月4日\n（此件依申请公开）\n"
).encode()


def looks_into(person, content, *, name="通知.txt"):
    return person.post("/hand-in/file", files=[("files", (name, content))])


def test_a_file_is_looked_into_and_nothing_of_it_is_kept(as_, office, tmp_path):
    before = entries(office)

    answer = looks_into(as_("li"), PRINTED)

    assert answer.status_code == 200
    assert 'data-title="关于报送预算的通知"' in answer.text
    assert 'data-number="云财〔2026〕12号"' in answer.text
    assert 'data-kind="notice"' in answer.text
    assert 'data-dated="2026-01-04"' in answer.text
    said = text_of(answer)
    assert "须确认 1 项" in said
    assert "主送 各科室" in said
    assert "附注 依申请公开" in said
    assert hashlib.sha256(PRINTED).hexdigest() in said
    assert entries(office) == before + 1  # the sign-in
    assert rows(office, DocumentRow) == rows(office, FileRow) == []
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(PRINTED in path.read_bytes() for path in kept)


def test_what_is_marked_is_refused_there_too_and_entered(as_, office):
    """Nobody tries unseen how a secret would have to look to be let in."""
    answer = looks_into(as_("li"), SECRET)

    assert 'data-refused="yes"' in answer.text
    assert SENTENCE not in answer.text
    assert the(office, RefusalRow).sha256 == hashlib.sha256(SECRET).hexdigest()


def test_what_cannot_be_read_is_said_so(as_):
    answer = looks_into(as_("li"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, name="图.dwg")

    assert "没有检测：" in text_of(answer)
    assert "未见疑点" not in text_of(answer)


@pytest.mark.parametrize("login", ["guan", "gu"])
def test_who_may_not_hand_in_may_not_look_into_files_either(as_, office, login):
    answer = looks_into(as_(login), SECRET)

    assert answer.status_code == 403
    assert rows(office, RefusalRow) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"kind": "minutes", "title": "会议纪要"}, "讨论记录"),
        ({"kind": "notice", "title": "关于报送预算的通知"}, "一般为主动公开"),
        ({"kind": "notice", "source": "internet"}, "网上下载的不等于已公开"),
        ({"kind": ""}, ""),
        ({"kind": "nonsense"}, ""),
    ],
    ids=["minutes", "notice", "internet", "no-kind", "no-word"],
)
def test_what_is_usual_is_told_with_its_source(as_, words, said):
    answer = as_("li").post("/hand-in/hints", **words)

    assert answer.status_code == 200
    assert said in text_of(answer)
    assert ("依据：" in text_of(answer)) is bool(said)
