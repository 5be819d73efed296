"""A newer ruleset, as an office gets one: the shipped rules and one more."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

from review.screening.rules import load_ruleset
from review.services.work import Means
from review.shipped import shipped

SEES_RESIDENTS = re.compile(r'\[\[rule\.number\]\]\nform = "resident_id_18"\n(?:\S.*\n)*')
RULE = """
[[rule]]
id = "office.word"
title = "本机关列明的用语"
severity = "confirm"
message = "出现本机关列明须核对的用语。"
basis = "保守国家秘密法第六十四条"

[[rule.pattern]]
reading = "line"
anchors = ["{word}"]
regex = '''{word}'''
"""


def stricter_rules(means: Means, folder: Path, *, word: str, version: str = "base-2") -> Means:
    """Return what the services stand on, with rules of today that suspect one more word."""
    shutil.copytree(shipped("data/reference/rulesets/base"), folder)
    (folder / "office.toml").write_text(RULE.format(word=word), encoding="utf-8")
    header = folder / "ruleset.toml"
    header.write_text(header.read_text(encoding="utf-8").replace("base-1", version), "utf-8")
    return _under(means, folder)


def weaker_rules(means: Means, folder: Path) -> Means:
    """Return the same under the shipped version's name, edited so that no resident ID is seen."""
    shutil.copytree(shipped("data/reference/rulesets/base"), folder)
    person = folder / "person.toml"
    said = person.read_text(encoding="utf-8")
    person.write_text(SEES_RESIDENTS.sub("", said), encoding="utf-8")
    return _under(means, folder)


def _under(means: Means, folder: Path) -> Means:
    return replace(means, ruleset=load_ruleset(folder))
