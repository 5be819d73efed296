"""No regex of the ruleset grows faster than the text, and none asks for what folding takes away."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from review.screening.fold import FoldTable, fold_table
from review.screening.rules import active_ruleset
from review.screening.ways import Column, Number, Pattern
from tests.unit.screening.pumps import literals, pumps

SHORT, LONG = 500, 4_000
NOTHING = 0.002
"""So many seconds are too few to be compared."""


def regexes() -> Iterator[tuple[str, str]]:
    """Every regex of the shipped ruleset, with the rule it belongs to."""
    ruleset = active_ruleset()
    keys = ("regex", "with_head", "unless_head")
    for rule in ruleset.rules:
        way: Pattern | Number | Column
        for way in (*rule.patterns, *rule.numbers, *rule.columns):
            yield from ((rule.id, found) for key in keys if (found := getattr(way, key, "")))
    yield from (("mention", mention.regex) for mention in ruleset.mentions)


def seconds(regex: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    for _found in regex.finditer(text):
        pass
    return time.process_time() - began


def grows(regex: re.Pattern[str], pump: str) -> bool:
    """Whether eight times the text takes far more than eight times as long, time and again."""
    short, long = ((pump * size)[:size] + "\0" for size in (SHORT, LONG))
    return all(
        (taken := seconds(regex, long)) > NOTHING
        and taken > 3 * (LONG / SHORT) * seconds(regex, short)
        for _ in range(3)
    )


def test_no_regex_grows_faster_than_the_text():
    """Every regex, over texts made from itself to keep it almost matching."""
    tried = 0
    slow = []
    for rule, source in sorted(set(regexes())):
        regex = re.compile(source)
        for pump in dict.fromkeys(pumps(source, seed=1)):
            tried += 1
            if grows(regex, pump):
                slow.append((rule, source[:60], pump[:20]))

    assert slow == []
    assert tried > 500


def test_the_measure_knows_a_regex_that_grows():
    """A measure that finds nothing measures nothing."""
    assert grows(re.compile(r"a+b"), "a")
    assert not grows(re.compile(r"a{1,9}b"), "a")


def test_no_regex_asks_for_a_character_that_folding_replaces():
    """Such an alternative would never be met."""
    ruleset = active_ruleset()
    table: FoldTable = fold_table(ruleset.variants, space=" ")

    lost = [
        (rule, sign)
        for rule, source in regexes()
        for sign in literals(source)
        if sign not in {" ", "\n"} and sign.translate(table) != sign
    ]
    assert sorted(set(lost)) == []
