"""The rules on labelled papers: nearly all that must block blocks, and little else does."""

from __future__ import annotations

from itertools import chain

import pytest

from tests.labelled.files import files
from tests.labelled.generator import papers
from tests.labelled.labels import BLOCKING
from tests.labelled.measuring import FAMILIES, Tally, measured

SEED, PAPERS, FILES = 3, 400, 16
"""What a suite has time for; `python -m tests.labelled measure` takes five seeds."""
RECALL, PRECISION = 0.99, 0.97
ENOUGH = 50
RULES = sorted({rule for family in BLOCKING for rule in FAMILIES[family]})


@pytest.fixture(scope="module")
def tally() -> Tally:
    return measured(chain(papers(SEED, count=PAPERS), files(SEED, count=FILES)))


@pytest.mark.parametrize("family", sorted(BLOCKING))
def test_nearly_all_that_must_block_blocks(tally, family):
    found, planted = tally.recall(family)

    assert planted >= ENOUGH
    assert found >= RECALL * planted, tally.misses


@pytest.mark.parametrize("rule", RULES)
def test_little_else_is_blocked(tally, rule):
    right, hits = tally.precision(rule)

    assert right > 0
    assert right >= PRECISION * hits, tally.alarms


def test_nothing_that_only_looks_so_is_blocked(tally):
    taken = [alarm for alarm in tally.alarms if " block: " in alarm]

    assert taken == []
    assert sum(tally.likes.values()) > ENOUGH * len(BLOCKING)
