"""The drawings say what the table says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workflows.drawing import mermaid, stage_table, table
from workflows.loading import shipped_procedures
from workflows.words import Need

PROCEDURES = shipped_procedures()
NAMES = sorted(PROCEDURES)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_an_arrow(name):
    procedure = PROCEDURES[name]
    drawn = mermaid(procedure).splitlines()

    for step in procedure.steps:
        for origin in step.origins:
            arrow = f"    at_{origin} --> at_{step.target}: {step.label}"
            assert any(line.startswith(arrow) for line in drawn)
    assert sum("-->" in line for line in drawn) == 1 + sum(
        len(step.origins) for step in procedure.steps
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_told_with_what_must_hold(name):
    procedure = PROCEDURES[name]
    told = table(procedure).splitlines()

    assert len(told) == 2 + sum(len(step.origins) for step in procedure.steps)
    for step in procedure.steps:
        head = f"| {procedure.stages[step.origins[0]].label} | {step.label} |"
        (line,) = [line for line in told if line.startswith(head)]
        for term in (*step.by, *step.requires, *step.needs, *step.stands_on, *step.effects):
            assert term.label in line


def test_a_needless_row_says_so():
    """A step that asks nothing of anybody has a dash, not an empty cell."""
    publication = PROCEDURES["publication"]
    close = next(step for step in publication.steps if step.action == "close")

    row = next(line for line in table(publication).splitlines() if f"| {close.label} |" in line)

    assert "| — |" in row


def test_every_stage_has_its_limit():
    assert "| 保密审查 | 3 | 计时 |" in stage_table(PROCEDURES["publication"])
    assert "| 征求意见 | 15 | 暂停计时 |" in stage_table(PROCEDURES["publication"])
    assert "| 在册 | — | 了结 |" in stage_table(PROCEDURES["publication"])


def test_a_label_cannot_break_out_of_the_drawing():
    """A label may hold what Mermaid and Markdown keep for themselves."""
    takedown = PROCEDURES["takedown"]
    hostile = 'a"b: c; d|e\nf'
    first, *rest = takedown.steps
    step = replace(first, label=hostile, needs=(Need.REASON,))
    odd = replace(takedown, steps=(step, *rest))

    arrow = next(line for line in mermaid(odd).splitlines() if "at_opened --> " in line)
    row = next(line for line in table(odd).splitlines() if "d\\|e f" in line)

    assert arrow.count('"') == 0
    assert arrow.count(":") == 1
    assert row.replace("\\|", "").count("|") == 6
