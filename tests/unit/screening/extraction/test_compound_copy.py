"""A storage cut out of a compound file is a compound file that others read."""

from __future__ import annotations

import io
import random

import olefile
import pytest

from review.screening.extraction.compound_copy import compound_of


@pytest.mark.parametrize("count", [0, 1, 40, 900])
def test_every_stream_comes_back_as_it_was(count):
    dice = random.Random(count)  # noqa: S311 - invented bytes
    streams = {
        ("Workbook",): dice.randbytes(10),
        ("甲", "乙"): dice.randbytes(5000),
        ("甲", "丙", "丁"): dice.randbytes(4095),
        ("甲", "空"): b"",
        **{(f"s{n}",): dice.randbytes(dice.randrange(9000)) for n in range(count)},
    }

    opened = olefile.OleFileIO(
        io.BytesIO(compound_of(streams)), raise_defects=olefile.DEFECT_INCORRECT
    )

    assert {tuple(path) for path in opened.listdir()} == set(streams)
    assert all(opened.openstream(list(path)).read() == kept for path, kept in streams.items())


def test_a_large_stream_needs_tables_of_tables():
    content = random.Random(1).randbytes(9_000_000)  # noqa: S311 - invented bytes

    opened = olefile.OleFileIO(io.BytesIO(compound_of({("x",): content})))

    assert opened.openstream("x").read() == content
