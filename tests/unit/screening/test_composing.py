"""The rules of an agency: everything that is shipped, and what the agency added."""

from __future__ import annotations

import random

import pytest

from review.domain.errors import RulesMalformed
from review.domain.vocabulary import Severity
from review.screening import screen
from review.screening.additions import Additions
from review.screening.composing import composed
from review.screening.rules import active_ruleset
from review.screening.shelf import Shelf

RULE = """
[[rule]]
id = "local.place"
title = "未公布的位置"
severity = "block"
message = "出现未公布的位置。"
basis = "保守国家秘密法第六十四条"

[[rule.pattern]]
reading = "line"
anchors = ["白鹭滩"]
regex = '''白鹭滩[南北]岸'''
"""
TERMS = "词,级别,说明\n白鹭工程,阻断,代号\n蓝鲸,,\n苍鹭,提示,\n灰鹤工程,阻断,代号\n"


def additions(**texts: str) -> Additions:
    return Additions.of(
        tuple((name.replace("_", "."), text.encode()) for name, text in texts.items())
    )


def own(ruleset):
    return ruleset.rules[len(active_ruleset().rules) :]


def test_nothing_that_is_shipped_goes():
    base = active_ruleset()

    ruleset = composed(base, additions(a_toml=RULE, b_csv=TERMS), version="1")

    assert ruleset.rules[: len(base.rules)] == base.rules
    assert (ruleset.variants, ruleset.labels, ruleset.mentions) == (
        base.variants, base.labels, base.mentions,
    )  # fmt: skip


def test_rules_and_terms_are_met_in_a_paper():
    ruleset = composed(active_ruleset(), additions(a_toml=RULE, b_csv=TERMS), version="1")
    text = "关于白鹭滩北岸的通知\n白鹭工程、蓝鲸、苍鹭、灰鹤工程\n"

    found = screen(text.encode(), name="通知.txt", ruleset=ruleset).findings

    met = {
        text[int(one.place["start"]) : int(one.place["end"])]: (one.severity, one.message)
        for one in found
    }
    assert met == {
        "白鹭滩北岸": (Severity.BLOCK, "出现未公布的位置。"),
        "白鹭工程": (Severity.BLOCK, "出现本机关词表中不得公开的词。说明：代号"),
        "灰鹤工程": (Severity.BLOCK, "出现本机关词表中不得公开的词。说明：代号"),
        "蓝鲸": (Severity.CONFIRM, "出现本机关词表中须核对的词。"),
        "苍鹭": (Severity.INFO, "出现本机关词表中的词。"),
    }


def test_the_identity_is_of_the_whole_content():
    base, given = active_ruleset(), additions(b_csv=TERMS)
    first = composed(base, given, version="1")

    assert composed(base, given, version="1").identity == first.identity
    assert composed(base, given, version="2").identity != first.identity
    assert composed(base, additions(b_csv=TERMS + "\n"), version="1").digest != first.digest


def test_a_rule_of_terms_keeps_its_name_from_version_to_version():
    """Disposals carry over by the name of the rule."""
    first = composed(active_ruleset(), additions(b_csv=TERMS), version="1")
    more = TERMS + "绿鹭工程,阻断,代号\n黑鹭,阻断,另一代号\n"
    second = composed(active_ruleset(), additions(c_csv=more), version="2")

    assert {rule.id for rule in own(first)} < {rule.id for rule in own(second)}


def test_an_empty_list_adds_nothing():
    ruleset = composed(active_ruleset(), additions(b_txt="# 停用\n"), version="1")

    assert own(ruleset) == ()
    assert ruleset.terms is None


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"a_toml": "[[rule]]\nid = \n"}, "a.toml”不能使用：不是有效的 TOML（第 2 行）"),
        ({"a_toml": "[[rule]"}, "第 1 行"),
        ({"a_toml": RULE.replace("local.", "office.")}, "a.toml 第 3 行”不能使用：规则名 office"),
        ({"a_toml": RULE + RULE}, "重复"),
        ({"a_toml": "\n\n[[lexicon]]\nid = 'local.a'\n"}, "a.toml 第 3 行"),
        ({"a_toml": RULE.replace("白鹭滩[", "(白鹭滩[")}, "正则表达式写错了"),
        ({"a_toml": RULE.replace("白鹭滩[", "%unknown%[")}, "%unknown%"),
        ({"a_toml": RULE.replace('["白鹭滩"]', '["ＡＢ"]')}, "归一"),
        ({"a_toml": RULE.replace("anchors", 'labels = ["无此"]\nanchors')}, "标签类别"),
        ({"a_toml": RULE[: RULE.index("[[rule.pattern]]")]}, "没有写怎样识别"),
        ({"b_csv": "词,级别\n白鹭工程,绝密\n"}, "第 2 行的级别"),
        ({"b_csv": "词\n白鹭工程,阻断\n"}, "第 2 行的列"),
        ({"b_csv": "词语\n白鹭工程\n"}, "列名应为 词,级别,说明"),
        ({"b_csv": '词\n"白鹭\n'}, "CSV"),
        ({"b_csv": "词\n白鹭工程\n鹭\n"}, "b.csv 3 行的词太短"),
        ({"b_txt": "白鹭工程\n\n鹭\n"}, "b.txt 3 行的词太短"),
        ({"b_csv": "词,级别,说明\n" + "".join(f"白鹭{n},,{n}\n" for n in range(201))}, "200 种"),
        ({"b_txt": "".join(f"白鹭{n}\n" for n in range(200_001))}, "二十万"),
    ],
)  # fmt: skip
def test_what_could_miss_what_it_is_for_is_refused_with_its_line(texts, said):
    with pytest.raises(RulesMalformed) as refusal:
        composed(active_ruleset(), additions(**texts), version="1")

    assert said in refusal.value.message


def test_a_hundred_thousand_terms_are_built_once(tmp_path):
    """What a start takes after the first is reading, not building."""
    signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    drawn = random.Random(1)  # noqa: S311 - a fixed drawing, nothing secret
    words = {"".join(drawn.choices(signs, k=8)) for _ in range(100_000)}
    given = additions(b_txt="\n".join(sorted(words)))
    shelf = Shelf(tmp_path)
    first = composed(active_ruleset(), given, version="1", shelf=shelf)

    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    again = composed(active_ruleset(), given, version="1", shelf=shelf)

    assert again.terms == first.terms
    assert kept.stat().st_mtime_ns == before
    assert len(first.lexicons[0].terms) == len(words)
