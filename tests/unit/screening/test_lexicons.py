"""An agency's own terms: a table in a rule file, a text beside it, and findings in its papers."""

from __future__ import annotations

import random
import shutil

import pytest

from review.domain.errors import RulesMalformed
from review.domain.findings import Part
from review.domain.vocabulary import Severity
from review.screening import screen
from review.screening.prepared import prepared
from review.screening.rules import active_ruleset, load_ruleset
from review.screening.searching import hits_in
from review.screening.segments import Extract, Segment
from review.screening.shelf import Shelf
from review.shipped import shipped
from tests.unit.screening.papers import BODY

MANY = 100_000
BASE = shipped("data/reference/rulesets/base")
TABLE = """
[[lexicon]]
id = "office.projects"
title = "未公布的项目"
severity = "block"
message = "出现尚未公布的项目名称。"
basis = "保守国家秘密法第六十四条"
terms = "projects.txt"

[[lexicon]]
id = "office.words"
title = "慎用的词"
severity = "confirm"
message = "出现本机关慎用的词。"
basis = "保守国家秘密法第六十四条"
terms = "words.txt"
"""
PROJECTS = "\ufeff# 项目\n蓝鲸工程\n\nＢＬＵＥ　ＷＨＡＬＥ\n藍鯨工程\n"


@pytest.fixture
def folder(tmp_path):
    made = shutil.copytree(BASE, tmp_path / "rules")
    (made / "office.toml").write_text(TABLE, encoding="utf-8")
    (made / "projects.txt").write_text(PROJECTS, encoding="utf-8")
    (made / "words.txt").write_text("鲸\n工程\n".replace("鲸\n", "专班\n"), encoding="utf-8")
    return made


def test_terms_are_folded_and_each_is_kept_once(folder):
    projects, words = load_ruleset(folder).lexicons

    assert projects.terms == ("bluewhale", "蓝鲸工程")
    assert words.terms == ("专班", "工程")


def test_the_rules_of_lexicons_are_rules_of_the_set(folder):
    ruleset = load_ruleset(folder)

    assert ruleset.rule("office.projects").severity is Severity.BLOCK
    assert len(ruleset.rules) == len(active_ruleset().rules) + 2


def test_the_terms_are_part_of_the_digest(folder):
    before = load_ruleset(folder).digest

    (folder / "words.txt").write_text("专班\n工程\n\n# 无关\n", encoding="utf-8")
    assert load_ruleset(folder).digest == before

    (folder / "words.txt").write_text("专班\n", encoding="utf-8")
    assert load_ruleset(folder).digest != before


def test_the_terms_are_found_in_a_paper_by_the_limited_child(folder):
    """The automaton goes over to the child as bytes; the excerpt shows the term."""
    text = f"{BODY}\n推进藍鲸\u200b工程建设，成立专 班；蓝·鲸·工·程"

    report = screen(text.encode(), name="通知.txt", ruleset=load_ruleset(folder))

    met = [
        (one.rule, one.severity, text[int(one.place["start"]) : int(one.place["end"])])
        for one in report.findings
    ]
    assert met == [
        ("office.projects", Severity.BLOCK, "藍鲸\u200b工程"),
        ("office.words", Severity.CONFIRM, "工程"),
        ("office.words", Severity.CONFIRM, "专 班"),
        ("office.projects", Severity.CONFIRM, "蓝·鲸·工·程"),
        ("office.words", Severity.INFO, "工·程"),
    ]
    assert "蓝" in report.findings[0].excerpt or "藍" in report.findings[0].excerpt


def test_a_shelf_keeps_the_automaton_from_one_loading_to_the_next(folder, tmp_path):
    shelf = Shelf(tmp_path / "shelf")

    first = load_ruleset(folder, shelf=shelf)
    kept = list((tmp_path / "shelf").iterdir())
    again = load_ruleset(folder, shelf=shelf)

    assert len(kept) == 1
    assert again.terms == first.terms


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("projects.txt", "蓝鲸工程\n鲸\n", "projects.txt 2"),
        ("projects.txt", "蓝鲸工程\n \u200b鲸\n", "projects.txt 2"),
        ("projects.txt", b"\xc0\xb6", "projects.txt"),
        ("projects.txt", None, "projects.txt"),
        ("office.toml", TABLE.replace("projects.txt", "../projects.txt"), "../projects.txt"),
        ("office.toml", TABLE.replace('terms = "projects.txt"', ""), "terms"),
        ("office.toml", TABLE.replace("office.projects", "marking.internal"), "重复"),
        ("office.toml", TABLE.replace("[[lexicon]]", "[[lexikon]]"), "lexikon"),
    ],
    ids=[
        "one character", "one that shows", "not UTF-8", "missing", "outside", "no terms", "twice",
        "misspelled",
    ],
)  # fmt: skip
def test_a_list_that_could_miss_what_it_is_for_is_refused(folder, file, content, said):
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(RulesMalformed) as refusal:
        load_ruleset(folder)

    assert said in refusal.value.message


def test_a_hundred_thousand_terms_are_loaded_and_found_where_they_stand(folder):
    signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    drawn = random.Random(1)  # noqa: S311 - a fixed drawing, nothing secret
    words: set[str] = set()
    while len(words) < MANY:
        words.add("".join(drawn.choices(signs, k=drawn.randint(5, 8))))
    (folder / "words.txt").write_text("\n".join(sorted(words)), encoding="utf-8")
    chosen = sorted(words)[:: MANY // 50]
    text = "\n".join(f"关于{'　'.join(word)}的事" for word in chosen)

    ruleset = load_ruleset(folder)
    segments = (Segment(text=text, part=Part.BODY),)
    places = {
        text[hit.start : hit.end].replace("　", "")
        for hit in hits_in(
            Extract(media_type="text/plain", segments=segments), ready=prepared(ruleset)
        )
        if hit.rule.id == "office.words"
    }

    assert len(ruleset.lexicons[-1].terms) == MANY
    assert places == set(chosen)
