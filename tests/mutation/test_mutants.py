"""The tests notice what they must: ten mutants, drawn anew by every commit."""

from __future__ import annotations

import random
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from review.storage.guards import GUARDS, Guard
from tests.mutants import PAGE, Mutant, every_mutant, is_noticed, kind_of, table
from tests.mutation.conditions import weakened
from tests.mutation.guards import GuardMutant
from tests.mutation.procedures import ProcedureMutant
from tests.mutation.schema import SchemaMutant, statements_of
from tests.storage.constraints.deeds import TABLES
from tests.storage.guards.bench import Bench, sqlite_bench
from workflows.loading import shipped_procedures

TOP = Path(__file__).parents[2]
MUTANTS = every_mutant()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with sqlite_bench(tmp_path_factory.mktemp("bench")) as made:
        yield made


def of_this_commit() -> str:
    """Return by what the ten are drawn: the commit, or a word where there is no git."""
    try:
        said = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=TOP, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "first light"
    return said.stdout.strip()


def drawn() -> list[Mutant]:
    """Return some guards, some tables, some rows: a part of the time, never a part of the kinds."""
    chance = random.Random(of_this_commit())  # noqa: S311 (a draw that can be repeated)
    kinds = ((GuardMutant, 4), (SchemaMutant, 3), (ProcedureMutant, 3))
    return [
        mutant
        for kind, some in kinds
        for mutant in chance.sample([one for one in MUTANTS if isinstance(one, kind)], some)
    ]


@pytest.mark.parametrize("number", range(10))
def test_a_mutant_of_this_commit_is_noticed(bench: Bench, number: int):
    mutant = drawn()[number]

    assert is_noticed(mutant, bench=bench), mutant.name


def test_no_guard_no_table_and_no_procedure_is_left_out():
    """The list comes from the guards, the tables and the files themselves."""
    removed = [one for one in MUTANTS if isinstance(one, GuardMutant)]
    tables = {one.table for one in MUTANTS if isinstance(one, SchemaMutant)}
    procedures = {one.procedure for one in MUTANTS if isinstance(one, ProcedureMutant)}

    nothing = {one.guard.name for one in removed if one.guard.condition == "1 = 0"}
    assert nothing == {guard.name for guard in GUARDS}
    assert tables == set(TABLES)
    assert procedures == set(shipped_procedures())


def test_no_mutant_is_the_original():
    """What was not changed could not be noticed, and would be counted as if it could."""
    conditions = {guard.name: guard.condition for guard in GUARDS}
    made = {name: statements_of(table) for name, table in TABLES.items()}
    sources = {name: procedure.source for name, procedure in shipped_procedures().items()}

    def is_original(one: Mutant) -> bool:
        if isinstance(one, GuardMutant):
            return one.guard.condition == conditions[one.guard.name]
        if isinstance(one, SchemaMutant):
            return statements_of(one.mutated()) == made[one.table]
        return one.text == sources[one.procedure]

    assert [one.name for one in MUTANTS if is_original(one)] == []


def test_the_original_is_not_taken_for_a_mutant(bench: Bench):
    """A test that notices everything notices nothing."""
    for guard in GUARDS:
        assert not GuardMutant(guard, "as it is").is_noticed(bench), guard.name
    for name in TABLES:
        assert not SchemaMutant(name, "as it is", lambda _: None).is_noticed(bench), name
    for name, procedure in shipped_procedures().items():
        assert not ProcedureMutant(name, "as it is", procedure.source).is_noticed(), name


def test_a_guard_that_nobody_attacks_survives(bench: Bench):
    """The campaign can fail: what no attempt asks about is named."""
    unknown = Guard(
        name="nobody_knows_me",
        table="section",
        moment="update",
        condition="1 = 1",
        message="section: unheard of",
    )

    assert not GuardMutant(replace(unknown, condition="1 = 0"), "refuses nothing").is_noticed(bench)


def test_a_condition_is_weakened_at_every_depth():
    condition = "NEW.a = 'x' AND (OLD.b OR NOT EXISTS (SELECT 1 FROM t WHERE t.c IN ('u', 'v')))"

    texts = [text for _, text in weakened(condition)]

    inner = "NOT EXISTS (SELECT 1 FROM t WHERE t.c IN ('u', 'v'))"
    for expected in (
        "1 = 0",
        f"NOT ({condition})",
        f"1 = 1 AND (OLD.b OR {inner})",
        "NEW.a = 'x' AND 1 = 1",
        f"NEW.a = 'x' AND ( 1 = 0 OR {inner})",
        "NEW.a = 'x' AND (OLD.b OR 1 = 0 )",
        "NEW.a = 'x' AND (OLD.b OR NOT EXISTS (SELECT 1 FROM t WHERE 1 = 1 ))",
        "NEW.a = 'x' AND (OLD.b OR NOT EXISTS (SELECT 1 FROM t WHERE t.c IN ('v')))",
    ):
        assert " ".join(expected.split()) in {" ".join(text.split()) for text in texts}


def test_the_page_counts_what_there_is():
    """The counts in docs/ are those of this list: after a change, `make mutants` again."""
    counted = table(Counter(map(kind_of, MUTANTS)), Counter())

    assert counted in PAGE.read_text(encoding="utf-8")
