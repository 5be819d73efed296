"""`ruleset`: an agency's own rules drafted, tested, signed and activated from the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Calls

pytestmark = pytest.mark.usefixtures("demo_office")

WORD = "白鹭工程"
RULE = """[[rule]]
id = "local.place"
title = "未公布的位置"
severity = "confirm"
message = "出现未公布的位置。"
basis = "保守国家秘密法第六十四条"

[[rule.pattern]]
reading = "line"
anchors = ["白鹭滩"]
regex = '''白鹭滩(?:北|南)岸'''
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "词表.csv").write_text(f"词,级别,说明\n{WORD},阻断,代号\n", encoding="utf-8")
    (tmp_path / "位置.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "样本").mkdir()
    (tmp_path / "样本" / "通知.txt").write_text(f"{WORD}在白鹭滩北岸施工。\n", encoding="utf-8")
    return tmp_path


def test_rules_go_from_draft_to_use(xianshen: Calls, files):
    drafted = xianshen(
        "ruleset", "draft", files / "词表.csv", files / "位置.toml",
        "--version", "2026-1", "--by", "zhou",
    )  # fmt: skip
    tested = xianshen("ruleset", "test", "2026-1", "--samples", files / "样本", "--by", "zhou")
    first = xianshen("ruleset", "sign", "2026-1", "--by", "sun")
    early = xianshen("ruleset", "activate", "2026-1", "--by", "zhou")
    second = xianshen("ruleset", "sign", "2026-1", "--by", "gu")
    active = xianshen("ruleset", "activate", "2026-1", "--by", "zhou")

    assert [drafted.code, tested.code, first.code, second.code, active.code] == [0] * 5
    assert "多出（阻断）" in tested.out
    assert "local.place" in tested.out
    assert "有 1 个文件的结论由“未见疑点”变为“阻断”。" in tested.out
    assert early.code == 1
    assert "尚须另一人签署" in first.out
    assert "+2026-1@" in active.out


def test_what_was_drafted_is_told_without_its_terms(xianshen: Calls, files):
    xianshen("ruleset", "draft", files / "词表.csv", "--version", "2026-1", "--by", "zhou")
    untested = xianshen("ruleset", "diff", "2026-1", "--by", "sun")
    xianshen("ruleset", "test", "2026-1", "--by", "zhou")

    listed = xianshen("ruleset", "list", "--by", "zhou", "--json").told
    shown = xianshen("ruleset", "show", "2026-1", "--by", "sun")
    told = xianshen("ruleset", "show", "2026-1", "--by", "sun", "--json").told

    told_again = xianshen("ruleset", "diff", "2026-1", "--by", "sun")

    assert (told_again.code, told_again.out) == (0, shown.out[shown.out.index("样本") :])
    assert [(each["version"], each["state"]) for each in listed["drafts"]] == [("2026-1", "tested")]
    assert told["files"] == [{"name": "词表.csv", "lines": 2}]
    assert (untested.code, untested.out) == (1, "还没有测试过。\n")
    assert WORD not in shown.out
    assert "样本 0 个文件" in shown.out


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("词表.csv", "词,级别\n白鹭工程,绝密\n", "第 2 行的级别"),
        ("词表.csv", "名称,级别\n白鹭工程,阻断\n", "第 1 行的列名"),
        ("词表.txt", "白鹭工程\n鹭\n", "词表.txt 2"),
        ("规则.toml", "[[rule]]\nid = \n", "第 2 行"),
        ("规则.toml", RULE.replace("local.place", "place.coordinates"), "local. 开头"),
        ("规则.toml", RULE.replace("local.place", "place.coordinates"), "规则.toml 第 2 行"),
        ("规则.toml", RULE.replace("(?:北", "(?:[北"), "正则表达式写错了"),
        ("规则.doc", "白鹭工程", "只收规则文件"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_line_and_reason(
    xianshen: Calls, tmp_path, name, content, said
):
    (tmp_path / name).write_text(content, encoding="utf-8")

    refused = xianshen("ruleset", "draft", tmp_path / name, "--version", "1", "--by", "zhou")

    assert refused.code == 1
    assert said in refused.err


def test_a_folder_of_samples_that_is_not_there_is_wrong_use(xianshen: Calls, files):
    xianshen("ruleset", "draft", files / "词表.csv", "--version", "2026-1", "--by", "zhou")

    said = xianshen("ruleset", "test", "2026-1", "--samples", files / "无", "--by", "zhou")

    assert said.code == 2
