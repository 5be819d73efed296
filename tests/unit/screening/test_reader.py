"""What an older program said of a file is not taken for what this one says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import review.screening
from review.screening import rules
from review.screening.reader import reader, reader_of

CODE = Path(review.screening.__file__).parent
OTHERS = {"lxml": "6.1.3"}


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(CODE / "extraction", tmp_path / "extraction")


def test_any_change_of_the_reading_code_is_another_reader(folder):
    before = reader_of(folder, others=OTHERS)
    assert reader_of(folder, others=OTHERS) == before

    (folder / "ofd.py").write_text((folder / "ofd.py").read_text("utf-8") + "\n", "utf-8")
    changed = reader_of(folder, others=OTHERS)
    assert changed != before

    (folder / "ofd.py").rename(folder / "dfo.py")
    assert reader_of(folder, others=OTHERS) not in {before, changed}


def test_a_library_of_another_version_is_another_reader(folder):
    before = reader_of(folder, others=OTHERS)

    assert reader_of(folder, others={"lxml": "6.1.4"}) != before
    assert reader_of(folder, others={}) != before


def test_the_rules_are_named_by_the_program_that_reads_for_them(monkeypatch):
    """The same rules under another program are other rules to everything that was decided."""
    folder = rules.shipped("data/reference/rulesets/base")
    before = rules.load_ruleset(folder).identity
    assert rules.load_ruleset(folder).identity == before

    monkeypatch.setattr(rules, "reader", lambda: "0" * 64)

    assert reader() != "0" * 64
    assert rules.load_ruleset(folder).identity != before
