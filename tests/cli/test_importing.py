"""`import`: historic papers by a manifest; whatever is wrong with one line, the others come in."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from review.bootstrap import open_office
from review.settings import read_settings
from review.storage.rows import CaseRow, DocumentRow

HEADS = ("文件", "标题", "文种", "科室", "信息来源", "发文字号", "成文日期")


@pytest.fixture
def papers(demo_office, tmp_path):
    """A folder with three old papers, one of them marked, and what a manifest says of them."""
    folder = tmp_path / "历史公文"
    folder.mkdir()
    for name, text in {
        "甲.txt": "关于报送台账的通知\n",
        "乙.txt": "关于资产清查的通知\n",
        "附.txt": "联络表\n",
        "密.txt": "机密★10年\n关于库房钥匙交接演示的通知\n版头所印标志仅供识别。\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def row(file: str, **said: str) -> tuple[str, ...]:
    known = {
        "标题": f"关于{file}的通知",
        "文种": "通知",
        "科室": "办公室",
        "信息来源": "本机关制作",
        "发文字号": "",
        "成文日期": "2015年3月1日",
        **said,
    }
    return (file, *(known[head] for head in HEADS[1:]))


ROWS = (
    row("甲.txt；附.txt", 发文字号="云财〔2015〕3号"),
    row("没有.txt"),
    row("../外面.txt"),
    row("密.txt"),
    row("甲.txt"),
    row("乙.txt", 文种="通知单"),
    row("乙.txt", 科室="没有这个科"),
    row("乙.txt", 成文日期="从前"),
)
OUTCOMES = ["imported", "missing", "missing", "refused", "twice", "unfit", "unfit", "unfit"]


def written(folder, rows=ROWS):
    manifest = folder / "清单.csv"
    text = "\n".join(",".join(cells) for cells in (HEADS, *rows))
    manifest.write_bytes(text.encode("gbk"))
    return manifest


def kept(environment) -> list[tuple[str, str | None, str, bool]]:
    office = open_office(read_settings(environment))
    with office.database.read() as session:
        found = session.execute(
            select(DocumentRow.title, DocumentRow.number, CaseRow.stage, DocumentRow.is_historic)
            .join(CaseRow, CaseRow.document_id == DocumentRow.id)
            .order_by(CaseRow.serial)
        )
        rows = [tuple(one) for one in found]
    office.close()
    return rows


def test_every_line_has_its_outcome_and_a_second_run_goes_on(xianshen, papers, environment):
    manifest = written(papers)

    first = xianshen("import", manifest, "--by", "li", "--json")

    assert first.code == 1
    assert [one["line"] for one in first.told] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert [one["outcome"] for one in first.told] == OUTCOMES
    assert kept(environment) == [
        ("关于甲.txt；附.txt的通知", "云财〔2015〕3号", "attribution", True)
    ]

    again = xianshen("import", written(papers, (ROWS[0], row("乙.txt"))), "--by", "li", "--json")
    assert again.code == 0
    assert [one["outcome"] for one in again.told] == ["there", "imported"]
    assert again.told[0]["case"] == first.told[0]["case"]
    assert len(kept(environment)) == 2


def test_what_was_refused_once_is_not_read_again(xianshen, papers, tmp_path):
    manifest = written(papers, (row("密.txt"),))
    xianshen("import", manifest, "--by", "li")

    said = xianshen("import", manifest, "--by", "li")

    assert said.code == 1
    assert "第 2 行  拒收  密.txt  以前已拒收" in said.out
    assert "有 1 行没有收" in said.err
    stored = [path for path in (tmp_path / "data" / "originals").rglob("*") if path.is_file()]
    assert stored == []


def test_a_workbook_is_a_manifest_too_and_its_folder_may_be_another(xianshen, papers, tmp_path):
    book = Workbook()
    for cells in (HEADS, row("乙.txt")):
        book.active.append(cells)
    manifest = tmp_path / "清单.xlsx"
    book.save(manifest)

    elsewhere = xianshen("import", manifest, "--by", "li")
    said = xianshen("import", manifest, "--folder", papers, "--by", "li")

    assert (elsewhere.code, said.code) == (1, 0)
    assert "共 1 行：已收 1。" in said.out


def test_a_folder_that_is_not_there_is_wrong_use(xianshen, papers):
    said = xianshen("import", written(papers), "--folder", papers / "无", "--by", "li")

    assert said.code == 2
