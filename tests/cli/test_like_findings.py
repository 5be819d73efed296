"""A list with 15,000 numbers is one finding: seen in samples, disposed of with one reason."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from tests.cli.conftest import NOTHING_FOUND, receive
from tests.labelled.numbers import resident_id

ROWS = 15_000
REASON = "公示名单，依法应当公开"
ARTICLE = "条例第十五条"
AS_LAWFUL = ("--as", "lawful", "--reason", REASON, "--article", ARTICLE, "--by", "zhou")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A list of people with a number of each."""
    path, rng = tmp_path / "名单.xlsx", Random(7)  # noqa: S311  # repeatable, not secret
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("名单")
    sheet.write_row(0, 0, ("序号", "身份证号"))
    for row in range(1, ROWS + 1):
        sheet.write_row(row, 0, (str(row), resident_id(rng)))
    made.close()
    return path


def test_a_list_of_thousands_is_disposed_of_as_one(xianshen, demo_office, book):
    received = xianshen(*receive(book)).told
    case = received["case"]
    xianshen("step", case, "propose", "--by", "li", "--set", "mode=主动公开")
    xianshen("step", case, "verify", "--by", "wang", "--opinion", "属实")

    told = xianshen("case", "show", case, "--json").told["findings"]
    shown = xianshen("case", "show", case).out
    (group,) = (one for one in told if one["rule"] == "person.resident_id")
    xianshen("case", "open", case, received["files"][0]["sha256"], "--by", "zhou")
    passing = ("step", case, "pass_check", "--by", "zhou", "--opinion", "已查")
    passing += ("--set", f"checklist={NOTHING_FOUND}")
    held = xianshen(*passing)
    disposed = xianshen("dispose", case, group["id"], *AS_LAWFUL)
    signed = xianshen("cosign", case, group["id"], "--by", "sun")
    passed = xianshen(*passing)

    assert group["count"] == ROWS
    assert group["samples"][0]["place"] == {**group["samples"][0]["place"], "cell": "B2"}
    assert all("*" in sample["excerpt"] for sample in group["samples"])
    assert f"共 {ROWS} 处，一并处置，例如：" in shown
    assert f"工作表“名单”，单元格 B2：{group['samples'][0]['excerpt']}" in shown
    assert [one.code for one in (held, disposed, signed, passed)] == [1, 0, 0, 0]


def test_what_stands_alone_shows_no_samples(xianshen, received):
    (phone,) = xianshen("case", "show", received["case"], "--json").told["findings"]

    assert {"count", "samples"}.isdisjoint(phone)
    assert "一并处置" not in xianshen("case", "show", received["case"]).out
