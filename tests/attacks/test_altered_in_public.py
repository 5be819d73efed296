"""Bytes that were changed after publication are never handed out, and somebody is told (S04)."""

from __future__ import annotations

from pathlib import Path

import pytest
from loguru import logger

from review.storage.rows import AlarmRow, LedgerEntryRow
from review.web.app import create
from tests.builders import OfficeForTests
from tests.in_its_place import POSIX_ONLY, in_time, lay
from tests.web.browser import Browser, text_of

APPROVED, OTHER = "甲文：公布供暖时间\n", "乙文：从未审查过\n"


@pytest.fixture
def place(bureau: OfficeForTests) -> tuple[str, Path]:
    """A public paper whose bytes somebody changed: its address, and where its bytes lie."""
    received = bureau.published(APPROVED)
    original = bureau.original(APPROVED.encode())
    original.write_text(OTHER, encoding="utf-8")
    return f"/catalogue/{received.document}/0", original


@pytest.fixture
def told() -> list[str]:
    """What the log says."""
    lines: list[str] = []
    sink = logger.add(lambda line: lines.append(str(line)), format="{message} {extra}")
    yield lines
    logger.remove(sink)


def signed_in(bureau: OfficeForTests, login: str) -> Browser:
    browser = Browser(create(bureau.office))
    browser.post("/sign-in/demo", login=login)
    return browser


def test_a_reader_is_told_calmly_and_given_nothing(bureau: OfficeForTests, place, told):
    answer = Browser(create(bureau.office)).get(place[0])

    assert answer.status_code == 503
    assert "这个文件暂时不能提供，本机关正在核查" in text_of(answer)
    assert "甲文" not in answer.text
    assert "乙文" not in answer.text
    assert any("a public file is not what was approved" in line for line in told)
    assert not any("乙文" in line for line in told)


@POSIX_ONLY
@pytest.mark.parametrize("kind", ["pipe", "endless", "folder", "moved", "nowhere", "vast"])
def test_what_never_ends_in_its_place_keeps_no_reader(bureau: OfficeForTests, place, told, kind):
    """One request for a public file must not stop the catalogue for all (H11, S04)."""
    lay(kind, place[1])

    with in_time():
        answer = Browser(create(bureau.office)).get(place[0])
        inbox = text_of(signed_in(bureau, "zhou").get("/"))

    assert answer.status_code == 503
    assert "这个文件暂时不能提供，本机关正在核查" in text_of(answer)
    assert "公开的文件与审定的不一致" in inbox
    assert any("a public file is not what was approved" in line for line in told)


@pytest.mark.parametrize("login", ["li", "zhou", "gu", "chen"])
def test_who_sees_the_paper_finds_it_in_the_inbox(bureau: OfficeForTests, place, login: str):
    Browser(create(bureau.office)).get(place[0])

    assert "公开的文件与审定的不一致" in text_of(signed_in(bureau, login).get("/"))
    assert "公开的文件与审定的不一致" not in text_of(signed_in(bureau, "guan").get("/"))


def test_a_reader_who_asks_again_and_again_writes_no_more(bureau: OfficeForTests, place):
    browser = Browser(create(bureau.office))

    for _ in range(3):
        assert browser.get(place[0]).status_code == 503

    assert len(bureau.rows(AlarmRow)) == 1
    assert len(bureau.rows(LedgerEntryRow, event="file:not_as_approved")) == 1


def test_the_notice_goes_when_the_bytes_are_right_again(bureau: OfficeForTests, place):
    browser = Browser(create(bureau.office))
    browser.get(place[0])

    place[1].write_text(APPROVED, encoding="utf-8")

    assert browser.get(place[0]).content == APPROVED.encode()
    assert "不一致" not in text_of(signed_in(bureau, "zhou").get("/"))


def test_bytes_that_are_gone_are_the_same_to_the_reader(bureau: OfficeForTests, place):
    place[1].unlink()

    assert Browser(create(bureau.office)).get(place[0]).status_code == 503
    assert len(bureau.rows(AlarmRow)) == 1


def test_inside_the_office_it_is_a_refusal_too(bureau: OfficeForTests):
    received = bureau.receive(APPROVED)
    bureau.original(APPROVED.encode()).write_text(OTHER, encoding="utf-8")
    (file,) = bureau.view(received.case).files

    answer = signed_in(bureau, "zhou").get(f"/cases/{received.case}/files/{file.id}")

    assert answer.status_code == 409
    assert "与审定的内容不一致" in text_of(answer)
    assert "乙文" not in answer.text
