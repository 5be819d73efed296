from __future__ import annotations

import io
import zipfile

from review.records.zipping import with_fixed_times


def archive(*, year: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        for name in ("b.xml", "a.xml"):
            parts.writestr(zipfile.ZipInfo(name, date_time=(year, 5, 1, 9, 0, 0)), name * 9)
    return written.getvalue()


def test_the_time_of_writing_is_not_part_of_an_office_file():
    fixed = with_fixed_times(archive(year=2026))

    assert archive(year=2026) != archive(year=2027)
    assert fixed == with_fixed_times(archive(year=2027))


def test_parts_keep_their_order_and_content():
    with zipfile.ZipFile(io.BytesIO(with_fixed_times(archive(year=2026)))) as parts:
        assert parts.namelist() == ["b.xml", "a.xml"]
        assert parts.read("a.xml") == b"a.xml" * 9
