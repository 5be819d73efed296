"""The text of macros is read, however it is packed; what cannot be unpacked is not read."""

from __future__ import annotations

import struct

import pytest

from review.screening.extraction.compound import read_compound
from review.screening.extraction.compound_copy import compound_of
from review.screening.extraction.vba_packing import unpacked
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason, Visibility

SAMPLE = bytes.fromhex(
    "012fb00023616161626364658266007061676869 6a013808616b6c00306d6e6f7006710270041072737475761077"
    "78797a003c"
)
"""The example of the format's own paper."""
LETTERS = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"


def packed(content):
    """Pack without any copies: eight letters after each byte that says so."""
    chunk = b"".join(b"\0" + content[at : at + 8] for at in range(0, len(content), 8))
    return b"\1" + struct.pack("<H", len(chunk) - 1 | 0xB000) + chunk


def plain(content):
    return b"\1" + struct.pack("<H", 4095 | 0x3000) + content.ljust(4096, b" ")


def record(kind, body):
    return struct.pack("<HI", kind, len(body)) + body


def directory(*modules, page=936):
    said = record(0x0003, struct.pack("<H", page))
    said += struct.pack("<HIIH", 0x0009, 4, 1, 2)
    for name, at in modules:
        said += record(0x001A, name.encode("gbk")) + record(0x0031, struct.pack("<I", at))
    return packed(said + record(0x0010, b""))


def project(source, *, at=5, stream="模块", **more):
    code = "〔编译〕".encode("utf-16-le")[:at].ljust(at, b"\0")
    return {
        ("VBA", "dir"): directory((stream, at)),
        ("VBA", "模块"): code + source,
        ("VBA", "_VBA_PROJECT"): "旧的名称".encode("utf-16-le"),
        **more,
    }


def read(streams):
    return read_compound(compound_of(streams), limits=LIMITS)


def test_the_example_of_the_format_is_unpacked():
    assert unpacked(SAMPLE, most=100) == LETTERS


@pytest.mark.parametrize("pack", [packed, plain])
def test_the_text_of_a_module_is_hidden_text(pack):
    source = 'Sub A()\r\n  x = "机密★10年"\r\nEnd Sub'.encode("gbk")

    extract = read(project(pack(source)))

    said = {it.text.strip(): it for it in extract.segments}
    assert said[source.decode("gbk").strip()].visibility is Visibility.HIDDEN
    assert "旧的名称" in said
    assert [(t.rule, t.text) for t in extract.traces] == [("hidden.active_content", "模块")]


def test_a_module_of_noughts_says_nothing():
    assert read(project(bytes(20))).unread is None


@pytest.mark.parametrize(
    "streams",
    [
        project(b"Sub A()"),
        project(SAMPLE[:-3]),
        project(b"\1\x03\xb0" + b"\1\0\0"),
        project(b"\1\x03\xb0" + b"\2a\x00\xf0"),
        project(packed(b"x"), stream="别的"),
        {**project(packed(b"x")), ("VBA", "dir"): packed(b"\x1a\0\xff\0\0\0x")},
    ],
    ids=["not packed", "cut", "copy of nothing", "copy from before", "no stream", "directory cut"],
)
def test_macros_that_cannot_be_unpacked_are_not_read(streams):
    with pytest.raises(NotRead) as refused:
        read(streams)

    assert refused.value.reason is Reason.BROKEN


def test_a_packing_that_swells_ends_at_its_limit():
    chunk = b"\2a" + b"\xf0\x0f"  # one letter, then a copy of it four thousand times
    swelling = b"\1" + (struct.pack("<H", len(chunk) - 1 | 0xB000) + chunk) * 1000

    with pytest.raises(NotRead) as refused:
        unpacked(swelling, most=100_000)

    assert refused.value.reason is Reason.INFLATES
