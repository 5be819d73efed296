"""A ruleset made ready to be applied: tables, automata and regexes, built once for each ruleset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from review.screening.codes import CodeSigns, code_signs
from review.screening.digits import Digits, digits_of
from review.screening.fold import FoldTable, fold_table
from review.screening.ruleset import Rule, Ruleset
from review.screening.signposts import Kinds, Signposts, signposts_of
from review.screening.ways import Column, Number, NumberForm, Pattern

_KEPT = 4
_EDGE = re.compile(r"(?<!\[)\^|\$")
Numbers = dict[NumberForm, list[tuple[Rule, Number]]]


@dataclass(frozen=True, slots=True)
class PatternMet:
    """A pattern of a rule, with its regex compiled."""

    number: int
    """Of the rule."""
    rule: Rule
    regex: re.Pattern[str]
    pattern: Pattern

    @property
    def is_whole(self) -> bool:
        """Whether it asks for the beginning or the end of a line."""
        return _EDGE.search(self.regex.pattern) is not None


@dataclass(frozen=True, slots=True)
class ColumnMet:
    """A column of a rule, with its regex compiled."""

    rule: Rule
    regex: re.Pattern[str]
    column: Column


class Prepared:
    """What the rules of one ruleset need at every paper."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Compile the regexes; equal tables and words are shared between rulesets."""
        self.ruleset = ruleset
        self.refusing: Ruleset = ruleset.refusing()
        self.table: FoldTable = fold_table(ruleset.variants)
        self.spaced_table: FoldTable = fold_table(ruleset.variants, space=" ")
        self.signposts: Signposts = signposts_of(ruleset)
        self.digits: Digits = digits_of(ruleset.digits)
        self.codes: CodeSigns = code_signs(self.digits.named)
        self._patterns = [
            PatternMet(number, rule, re.compile(pattern.regex), pattern)
            for number, rule in enumerate(ruleset.rules)
            for pattern in rule.patterns
        ]
        self._led: dict[str, list[PatternMet]] = {}
        for met in self._patterns:
            for anchor in met.pattern.anchors:
                self._led.setdefault(anchor, []).append(met)
        self.columns = [
            ColumnMet(rule, re.compile(column.regex), column)
            for rule in ruleset.rules
            for column in rule.columns
        ]
        self.mentions = [(re.compile(each.regex), each) for each in ruleset.mentions]

    def patterns(self, words: Iterable[str], *, kinds: Kinds) -> list[PatternMet]:
        """Return, in their order, the patterns that words and labels of a paper lead to."""
        led = {id(met) for word in words for met in self._led.get(word, ())}
        return [
            met
            for met in self._patterns
            if (id(met) in led or not met.pattern.anchors)
            and (not met.pattern.labels or kinds.intersection(met.pattern.labels))
        ]

    def numbers(self, kinds: Kinds) -> Numbers:
        """Return for each form of number the rules it may meet where labels of these kinds are."""
        numbers: Numbers = {}
        for rule in self.ruleset.rules:
            for number in rule.numbers:
                if not number.labels or kinds.intersection(number.labels):
                    numbers.setdefault(number.form, []).append((rule, number))
        return numbers


_PREPARED: list[Prepared] = []


def prepared(ruleset: Ruleset) -> Prepared:
    """Return a ruleset made ready; the last few stay so."""
    for ready in _PREPARED:
        if ready.ruleset is ruleset:
            return ready
    ready = Prepared(ruleset)
    _PREPARED[:] = [*_PREPARED[-_KEPT + 1 :], ready]
    return ready
