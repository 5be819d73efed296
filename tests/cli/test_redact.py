"""A clean copy from the command line: made, proven, screened anew; or refused with what to do."""

from __future__ import annotations

import pytest

TEXT = "联系人张三，电话13812345678。\n值班13912345678。\n"


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def in_folder(tmp_path, monkeypatch):
    """The folder of the paper, as the one that commands are called in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_copy_is_written_and_what_is_left_is_told(xianshen, paper, tmp_path):
    out = tmp_path / "副本.txt"

    said = xianshen("redact", paper, "--all-personal", "-o", out)

    assert (said.code, said.err) == (0, "")
    assert "删去 2 处" in said.out
    assert "未见疑点" in said.out
    assert out.read_text(encoding="utf-8").startswith("联系人张三，电话138****5678〔15·隐私〕。")
    assert paper.read_text(encoding="utf-8") == TEXT


def test_one_finding_by_its_id_leaves_the_other(xianshen, paper, tmp_path):
    out = tmp_path / "副本.txt"
    (report,) = xianshen("check", paper, "--json").told["files"]
    first = report["findings"][0]

    said = xianshen("redact", paper, "--findings", first["id"], "-o", out, "--json")

    told = said.told
    assert said.code == 1
    assert (told["copy"]["path"], told["copy"]["cuts"], told["refused"]) == (str(out), 1, None)
    assert {one["rule"] for one in told["left"]["files"][0]["findings"]} == {"person.mobile"}
    assert told["left"]["files"][0]["sha256"] == told["copy"]["sha256"] != report["sha256"]


def test_of_a_marked_file_no_copy_is_made(xianshen, tmp_path):
    paper, out = tmp_path / "x.txt", tmp_path / "y.txt"
    paper.write_text(f"机密★10年\n{TEXT}", encoding="utf-8")

    said = xianshen("redact", paper, "--all-personal", "-o", out)
    as_json = xianshen("redact", paper, "--all-personal", "-o", out, "--json")

    assert (said.code, said.out) == (1, "")
    assert "不得制作副本" in said.err
    assert as_json.told["refused"]["why"] == "marked"
    assert as_json.told["copy"] is None
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("-o", "y.txt"), "--findings"),
        (("--findings", ", ,", "-o", "y.txt"), "--findings"),
        (("--all-personal", "-o", "y.docx"), ".txt"),
        (("--all-personal", "-o", "通知.txt"), "已经存在"),
        (("--all-personal", "-o", "没有/y.txt"), "写不了（没有这个文件或文件夹）"),
        (("--findings", "person.plate", "-o", "y.txt"), "person.plate"),
        (("--all-personal",), "-o"),
    ],
)
def test_a_wrong_use_writes_nothing(xianshen, paper, in_folder, options, told):
    said = xianshen("redact", paper.name, *options)

    assert said.code == 2
    assert told in said.err
    assert [each.name for each in in_folder.iterdir()] == [paper.name]


def test_another_kind_of_file_is_told_what_to_save_it_as(xianshen, tmp_path):
    page = tmp_path / "x.html"
    page.write_text("<html><body>13812345678</body></html>", encoding="utf-8")

    said = xianshen("redact", page, "--all-personal", "-o", tmp_path / "y.html")

    assert said.code == 1
    assert "另存为 .docx、.xlsx 或者 .pdf" in said.err
