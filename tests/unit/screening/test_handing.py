"""The child gets the ruleset that was meant, and reads it only if it has it not."""

from __future__ import annotations

from dataclasses import replace

from review.screening.handing import Handed, handed, shipped_digest, taken
from review.screening.rules import active_ruleset
from review.screening.ruleset import Lexicon
from review.screening.terms import terms_of


def with_terms(*terms):
    base = active_ruleset()
    lexicon = Lexicon(rule=replace(base.rules[0], id="office.terms"), terms=terms)
    return replace(
        base, lexicons=(lexicon,), rules=(*base.rules, lexicon.rule), terms=terms_of([terms])
    )


def test_the_shipped_ruleset_is_taken_as_it_is_held_ready():
    given = handed(active_ruleset())

    assert given.digest == shipped_digest()
    assert taken(given) is active_ruleset()
    assert taken(Handed(given.digest, b"unread")) is active_ruleset()


def test_another_ruleset_is_taken_as_it_was_but_for_the_lists_of_terms():
    """The automaton has the terms; 100,000 of them would be read for every file."""
    ruleset = with_terms("蓝鲸工程", "红鲸工程")

    again = taken(handed(ruleset))

    assert again.rules == ruleset.rules
    assert again.terms == ruleset.terms
    assert [lexicon.rule for lexicon in again.lexicons] == [ruleset.lexicons[0].rule]
    assert [lexicon.terms for lexicon in again.lexicons] == [()]


def test_rules_that_differ_are_never_taken_for_the_same_whatever_they_say_they_are():
    """Not the digest that a ruleset carries decides, but the bytes."""
    base = active_ruleset()
    changed = replace(base, rules=base.rules[1:])

    assert changed.digest == base.digest
    assert taken(handed(changed)).rules == changed.rules


def test_a_ruleset_is_written_down_once():
    ruleset = with_terms("蓝鲸工程")

    assert handed(ruleset) is handed(ruleset)
    assert handed(ruleset) is not handed(with_terms("蓝鲸工程"))


def test_of_a_ruleset_that_adds_only_what_it_adds_is_handed_over():
    """The child holds the shipped rules ready: it is not to read them again for every file."""
    ruleset = with_terms("蓝鲸工程")
    other = replace(ruleset, title="另一规则库")

    assert len(handed(ruleset).content) < len(handed(other).content)
    assert taken(handed(ruleset)).rules[0] is active_ruleset().rules[0]
    assert taken(handed(other)).title == "另一规则库"
