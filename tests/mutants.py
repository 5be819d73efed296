"""`make mutants`: take away every guard, key and word of a procedure; a test must notice.

The list is generated out of the guards, the declared tables and the procedures' files, so that a
new one is in it. What notices a mutant is what the tests ask: the attempts on a guard where it
stands alone (tests/storage/test_guards.py), raw SQL against the list of what tables refuse
(tests/storage/test_constraints.py), the office's tables of a procedure
(tests/properties/test_tables.py).
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from loguru import logger

from tests.mutation.guards import GuardMutant, guard_mutants
from tests.mutation.procedures import ProcedureMutant, procedure_mutants
from tests.mutation.schema import SchemaMutant, schema_mutants
from tests.storage.guards.bench import Bench, sqlite_bench

Mutant = GuardMutant | SchemaMutant | ProcedureMutant
GUARD = "数据库触发器"
TABLE = "数据库表的约束"
PROCEDURE = "流程 {name}"
PROVED = "其中单凭启用之前的安全证明即被拒绝的流程改动：{number}"
PAGE = Path(__file__).parents[1] / "docs" / "mutants.md"
BEGIN, END = "<!-- 数目：由 make mutants 写入 -->", "<!-- 数目完 -->"


def every_mutant() -> list[Mutant]:
    """Return all there are, in a fixed order."""
    return [*guard_mutants(), *schema_mutants(), *procedure_mutants()]


def kind_of(mutant: Mutant) -> str:
    """Return the line of the table that a mutant is counted in."""
    if isinstance(mutant, GuardMutant):
        return GUARD
    if isinstance(mutant, SchemaMutant):
        return TABLE
    return PROCEDURE.format(name=mutant.procedure)


def is_noticed(mutant: Mutant, *, bench: Bench) -> bool:
    """Say whether a test would fail."""
    if isinstance(mutant, ProcedureMutant):
        return mutant.is_noticed()
    return mutant.is_noticed(bench)


def table(made: Counter[str], survived: Counter[str]) -> str:
    """Return the counts as they stand in docs/mutants.md."""
    rows: list[tuple[object, ...]] = [("", "做出", "发现", "漏过"), ("---", "---:", "---:", "---:")]
    rows += [(kind, made[kind], made[kind] - survived[kind], survived[kind]) for kind in made]
    total, missed = made.total(), survived.total()
    rows.append(("合计", total, total - missed, missed))
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)


def main() -> int:
    """Try them all; name those that nobody noticed, or write the counts into the page."""
    logger.remove()
    mutants = every_mutant()
    with tempfile.TemporaryDirectory() as folder, sqlite_bench(Path(folder)) as bench:
        unnoticed = [one for one in mutants if not is_noticed(one, bench=bench)]
    counted = table(Counter(map(kind_of, mutants)), Counter(map(kind_of, unnoticed)))
    unsafe = sum(one.is_proved_unsafe() for one in mutants if isinstance(one, ProcedureMutant))
    printed = f"{counted}\n\n{PROVED.format(number=unsafe)}"
    print(printed)  # noqa: T201
    for one in unnoticed:
        print(f"没有测试发现：{one.name}")  # noqa: T201
    if unnoticed:
        return 1
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{printed}\n\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
