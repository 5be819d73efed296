"""A ruleset that could miss what it is for is refused, in Chinese, with file and reason."""

from __future__ import annotations

import shutil

import pytest

from review.domain.errors import RulesMalformed
from review.screening.fold import FoldTable
from review.screening.rules import active_ruleset, load_ruleset
from review.shipped import shipped

BASE = shipped("data/reference/rulesets/base")


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(BASE, tmp_path / "rules")


def edited(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_ruleset_is_read_once_and_has_its_version():
    assert active_ruleset() is active_ruleset()
    assert active_ruleset().version == "base-1"


def test_any_change_of_content_changes_the_digest_and_mere_layout_does_not(folder):
    before = load_ruleset(folder).digest

    edited(folder, "person.toml", "# 个人信息。", "# 个人信息，")
    assert load_ruleset(folder).digest == before

    edited(folder, "person.toml", "居民身份证号码", "公民身份号码")
    assert load_ruleset(folder).digest != before


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("marking.toml", 'severity = "block"', 'severity = "fatal"', "severity"),
        ("marking.toml", 'title = "密级标志"', 'titel = "密级标志"', "titel"),
        ("marking.toml", 'basis = "保守', 'base = "保守', "base"),
        ("marking.toml", 'id = "marking.internal"', 'id = "marking.copy_number"', "重复"),
        ("marking.toml", 'id = "marking.internal"', 'id = "Internal"', "Internal"),
        ("marking.toml", "^[〔(<《]?%level%", "^[〔(<《]?(%level%", "正则表达式写错了"),
        ("marking.toml", "'''(?:工作秘密|个人秘密)★'''", '"★*"', "空文字"),
        ("marking.toml", 'anchors = ["工作秘密"]', 'anchors = ["工作 秘密"]', "归一"),
        ("hidden.toml", 'id = "hidden.comment"', 'id = "hidden.remark"', "remark"),
        ("hidden.toml", 'excerpt = "{who}', 'excerpt = "{who.__class__}', "摘录"),
        ("person.toml", 'form = "mobile"', 'form = "telephone"', "form"),
        ("reasons.toml", "timeout =", "zeit =", "timeout"),
        ("ruleset.toml", 'version = "base-1"', "version = 1", "version"),
        ("person.toml", "[[rule]]", "[[rule]", "TOML"),
        ("marking.toml", "(?!%level%)", "(?!%niveau%)", "niveau"),
        ("person.toml", 'labels = ["passport"]', 'labels = ["passeport"]', "person.passport"),
        ("person.toml", "unless_headed = [", 'unless_headed = ["sum", ', "person.mobile"),
        ("person.toml", "shows = [2, 3]", "shows = [2, -3]", "shows"),
        ("person.toml", "shows = [2, 3]", "shows = 5", "shows"),
        ("person.toml", "grouped_from = 2", "grouped_from = 0", "grouped_from"),
        ("organisation.toml", 'check = "credit_code"', 'check = "luhn"', "check"),
        ("folding.toml", "万萬", "万万", "万万"),
        ("folding.toml", "万萬", "萬", "萬"),
        ("labels.toml", '"身份证号码"', '"身份證号码"', "归一"),
        ("labels.toml", "[labels]", "[label]", "labels"),
        ("parts.toml", "[parts]", "[part]", "parts"),
    ],
)
def test_a_malformed_ruleset_is_refused_and_says_why(folder, file, old, new, said):
    edited(folder, file, old, new)

    with pytest.raises(RulesMalformed) as refusal:
        load_ruleset(folder)

    assert said in refusal.value.message
    assert "规则文件" in refusal.value.message


@pytest.mark.parametrize("file",
    [
        "ruleset.toml", "folding.toml", "reasons.toml", "hidden.toml", "labels.toml", "parts.toml",
    ],
)  # fmt: skip
def test_a_missing_file_is_refused(folder, file):
    (folder / file).unlink()

    with pytest.raises(RulesMalformed):
        load_ruleset(folder)


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(RulesMalformed):
        load_ruleset(tmp_path / "none")


def test_every_anchor_of_the_shipped_rules_is_written_as_it_is_searched():
    ruleset = active_ruleset()
    table = FoldTable(dict(ruleset.variants))

    for rule in ruleset.rules:
        for pattern in rule.patterns:
            assert all(word.translate(table) == word for word in pattern.anchors)
