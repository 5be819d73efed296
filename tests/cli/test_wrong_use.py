"""Who asks wrongly is told in Chinese what to write, and gets exit 2."""

from __future__ import annotations

import re

import pytest

ENGLISH_WORD = re.compile(r"(?<![-\w./])[A-Z][a-z]+(?![\w])")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["chek"], "没有“chek”这个命令。是不是 check 或 checklist？"),
        (["check"], "缺少参数 路径…。"),
        (["check", "--jsn", "x"], "没有“--jsn”这个选项。是不是 --json？"),
        (["check", "--json=1", "x"], "--json 不带值。"),
        (["receive", "x"], "缺少选项 --title 文字。"),
        (["receive", "x", "--title"], "--title 之后要写值。"),
        (["case", "show", "1", "2"], "多了参数：2"),
        (["calendar", "due", "--from", "2026-02-30", "--days", "3"], "“2026-02-30”不是日期"),
        (["calendar", "due", "--from", "20260203", "--days", "3"], "“20260203”不是日期"),
        (["calendar", "due", "--from", "2026-02-03", "--days", "0"], "须为 1 至 1000 的整数"),
        (["calendar", "due", "--from", "2026-02-03", "--days", "1001"], "须为 1 至 1000 的整数"),
        (["calendar", "due", "--from", "2026-02-03", "--days", "１"], "须为 1 至 1000 的整数"),
        (["dispose", "1", "2", "--as", "fine"], "没有“fine”这个选择。可填：误报（false-alarm）、"),
        (["step", "1", "propose", "--by", "li", "--set", "mode"], "“mode”应写成 项目=内容。"),
        (["clear", "xyz", "--cosign", "--by", "sun"], "“xyz”不是 SHA-256"),
        (["clear", "0" * 64, "--by", "sun"], "登记须有 --confirmed-by、--number 和 --date"),
        (["clear", "0" * 64, "--cosign", "--number", "1", "--by", "sun"], "复签时不再填"),
        (["procedure", "prove", "no/such.toml"], "“no/such.toml”不存在。"),
        (["procedure", "draw", "nothing"], "没有流程“nothing”。可填：publication、"),
        (["receive", "a", "--title", "t", "--kind", "k"], "可填：决议（resolution）、"),
    ],
)
def test_what_was_wrong_is_said_in_chinese(xianshen, args, sentence):
    said = xianshen(*args)

    assert said.code == 2
    assert sentence in said.err
    assert said.out == ""
    assert not ENGLISH_WORD.search(said.err), said.err


def test_a_word_that_would_steer_the_terminal_is_shown_as_an_escape(xianshen):
    """S49: what is printed back is one harmless line."""
    said = xianshen("check", "--\x1b[2J\u202e", "x")

    assert "\x1b" not in said.err
    assert "\u202e" not in said.err
    assert r"\x1b[2J\u202e" in said.err


def test_a_setting_that_cannot_be_used_is_named(xianshen, monkeypatch):
    monkeypatch.setenv("XIANSHEN_DATABASE_URL", "mysql://x")

    said = xianshen("case", "list")

    assert said.code == 2
    assert "XIANSHEN_DATABASE_URL" in said.err


@pytest.mark.parametrize("number", [51])
def test_too_many_files_are_refused_with_their_number(xianshen, tmp_path, number):
    files = [tmp_path / f"{each}.txt" for each in range(number)]

    said = xianshen(
        *("receive", *files, "--title", "t", "--kind", "通知", "--section", "办公室"),
        *("--source", "own", "--by", "li"),
    )

    assert said.code == 2
    assert "最多提交 50 个文件，现有 51 个" in said.err


def test_a_file_that_is_too_large_is_not_read(xianshen, tmp_path):
    large = tmp_path / "大.pdf"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024 + 1)

    said = xianshen(
        *("receive", large, "--title", "t", "--kind", "通知", "--section", "办公室"),
        *("--source", "own", "--by", "li"),
    )

    assert said.code == 2
    assert "超过 200 MB" in said.err
