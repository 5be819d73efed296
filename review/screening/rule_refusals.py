"""What makes a ruleset useless as a whole: names twice, rules missing, words never met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from review.domain.errors import RulesMalformed
from review.screening.faults import Fault
from review.screening.fold import fold_table
from review.screening.ruleset import Rule, Ruleset
from review.screening.ways import Context


def refuse_gaps(ruleset: Ruleset, *, needed: Iterable[str], file: str) -> None:
    """Refuse a name that stands twice, and a ruleset without a rule that the program needs."""
    names = Counter(rule.id for rule in ruleset.rules)
    for name, count in names.items():
        if count > 1:
            raise RulesMalformed(file=file, reason=Fault.NAME_TWICE.of(name))
    for name in needed:
        if name not in names:
            raise RulesMalformed(file=file, reason=Fault.RULE_MISSING.of(name))


def refuse_unfolded(ruleset: Ruleset, *, file: str) -> None:
    """Refuse anchors and labels that are not written as they are searched."""
    table = fold_table(ruleset.variants)
    words = [
        (rule.id, word)
        for rule in ruleset.rules
        for pattern in rule.patterns
        for word in pattern.anchors
    ]
    words += [(kind, word) for kind, listed in ruleset.labels for word in listed]
    words += [("mention", word) for mention in ruleset.mentions for word in mention.anchors]
    for name, word in words:
        if word.translate(table) != word:
            raise RulesMalformed(file=file, reason=Fault.ANCHOR_NOT_FOLDED.of(f"{name} {word}"))


def refuse_unknown_kinds(ruleset: Ruleset, *, file: str) -> None:
    """Refuse a context that asks for labels of which none is listed."""
    known = {kind for kind, _ in ruleset.labels}
    for rule in ruleset.rules:
        for context in contexts(rule):
            kinds = (
                *context.labels,
                *context.unless_labels,
                *context.unless_headed,
                *context.beside,
                *context.unless_beside,
            )
            if not known.issuperset(kinds):
                raise RulesMalformed(file=file, reason=Fault.KIND_UNKNOWN.of(rule.id))


def contexts(rule: Rule) -> Iterator[Context]:
    """Yield every way in which a rule is met."""
    yield from rule.patterns
    yield from rule.numbers
    yield from rule.columns
