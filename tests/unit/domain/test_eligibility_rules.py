"""The rule file: what is misspelt, doubled or unconditional is refused as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.domain.eligibility_rules import rules_of
from review.domain.errors import RulesMalformed
from review.domain.vocabulary import Ground

FILE = Path(__file__).parents[3] / "data" / "reference" / "eligibility" / "base.toml"
TEXT = FILE.read_text(encoding="utf-8")


def test_the_shipped_rules_have_conditions_for_every_ground():
    """A ground without conditions would hold for everything."""
    rules = rules_of(TEXT)

    assert set(rules.conditions) == set(Ground)
    assert all(rules.conditions.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('version = "base-1"', ""),
        ('ground  = "dated"', 'ground = "abolished"'),
        ('ground  = "dated"', 'ground = "over_cautious"'),
        ('fact   = "catalogue_says"', 'fact = "subjects"'),
        ('fact   = "catalogue_says"', 'fact = "title"'),
        ('is     = ["proactive"]', 'is = ["proactiv"]'),
        ('is     = ["proactive"]', "is = []"),
        ('is     = ["proactive"]', ""),
        ('is     = ["proactive"]', 'is = ["proactive"]\nat_least = 1'),
        ("at_least = 3", "at_least = 0"),
        ("at_least = 3", "at_least = true"),
        ("at_least = 3", "reached = true"),
        ("reached = true", "reached = false"),
        ("is     = [true]", 'is = ["true"]'),
        ('id     = "reason_lapsed.lapsed"', 'id = "reason_lapsed.particular"'),
        ('text   = "答复已在本机关公开"', ""),
        ("[[conditions]]", "[[conditions"),
    ],
    ids=repr,
)
def test_a_malformed_rule_file_is_no_rules_at_all(old, new):
    """Half a rule file could open what the whole keeps closed."""
    assert old in TEXT
    with pytest.raises(RulesMalformed):
        rules_of(TEXT.replace(old, new, 1))


def test_a_misspelt_exclusion_is_refused():
    """It would exclude nothing, and nobody would notice."""
    own = '\n[[exclusions]]\nid = "x"\ntext = "x"\nfact = "kind"\nis = ["leter"]\nshows = "x"\n'

    with pytest.raises(RulesMalformed):
        rules_of(TEXT + own)
