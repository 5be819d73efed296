"""Real workbooks nobody here wrote: each gets an answer, and the cells that others read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest
import python_calamine

from review.screening.extraction.sheet_numbers import of_float
from review.screening.extraction.sniffing import read
from review.screening.limits import LIMITS
from review.screening.segments import NotRead

ENDINGS = (".xls", ".xlsx", ".xlsm", ".xlsb")
DIFFERENT = {
    "clusterfuzz-testcase-minimized-POIHSSFFuzzer-5285517825277952.xls": "broken on purpose",
    "Simple.xlsb": "of a preview of Excel 2007, with other records; the other program panics",
}
"""Files that one of the two does not read, and why."""


def answer(path):
    """What reading came to: the extract, or the reason why there is none."""
    try:
        return read(path.read_bytes(), name=path.name, limits=LIMITS)
    except NotRead as refusal:
        return refusal.reason


def workbooks(real_files, *endings):
    paths = sorted((real_files / "corpus" / "office").iterdir())
    return [path for path in paths if path.name.endswith(endings)]


@pytest.mark.slow
def test_every_workbook_gets_an_answer(real_files, capsys):
    counts = Counter()
    for path in workbooks(real_files, *ENDINGS):
        got = answer(path)
        said = getattr(got, "unread", None) or got
        reason = getattr(said, "reason", said)
        counts[path.suffix, getattr(reason, "value", "read")] += 1

    with capsys.disabled():
        print("\n", {" ".join(key): count for key, count in sorted(counts.items())})  # noqa: T201
    assert counts.total() > 150
    assert sum(n for (_, said), n in counts.items() if said == "read") > 0.9 * counts.total()


def cells_of(extract):
    """The texts of all cells, seen or not, by sheet."""
    found = {}
    for segment in extract.segments:
        if segment.grid and segment.part.value == "body":
            starts = [*segment.grid.starts, len(segment.text) + 1]
            found.setdefault(segment.place["sheet"], set()).update(
                segment.text[begin : end - 1] for begin, end in pairwise(starts)
            )
    return found


def as_kept(value):
    """A value of the other program as we write it; days are compared elsewhere."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return of_float(value)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return ""
    return str(value).replace("\t", " ")


def theirs(path):
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    except BaseException as fault:
        if isinstance(fault, KeyboardInterrupt):
            raise
        return {}
    return {
        name: {as_kept(value) for row in book.get_sheet_by_name(name).to_python() for value in row}
        for name in book.sheet_names
    }


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".xls", ".xlsb"])
def test_the_cells_are_those_that_another_program_reads(real_files, ending):
    differing, compared = {}, 0
    for path in workbooks(real_files, ending):
        got = answer(path)
        ours = {} if isinstance(got, str) else cells_of(got)
        for sheet, values in theirs(path).items():
            compared += 1
            missing = values - ours.get(sheet, set()) - {""}
            if missing:
                differing[path.name.rpartition("__")[2]] = missing

    assert compared > 5
    assert set(differing) <= set(DIFFERENT)
