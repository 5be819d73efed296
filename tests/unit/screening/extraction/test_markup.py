"""Attributes that could say something are read, and what can say nothing is known by its bytes."""

from __future__ import annotations

import pytest

from review.screening.extraction.markup import attribute_texts, is_silent, parsed
from review.screening.limits import LIMITS


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('<a b="机密"/>', {"机密"}),
        ("<a b='机密'/>", {"机密"}),
        ('<a b = "机密"/>', {"机密"}),
        ('<a b="&#26426;&#23494;"/>', {"机密"}),
        ('<a b="13812345678"/>', {"13812345678"}),
        ('<a b="138 1234-5678"/>', {"138 1234-5678"}),
        ('<a b="x>机密"/>', {"x>机密"}),
        ('<a b="1234567890"/>', set()),
        ('<a b="plain"><c>机密 13812345678</c></a>', set()),
    ],
)
def test_attributes_in_chinese_or_with_a_long_number_are_read(written, said):
    root = parsed(written.encode(), limits=LIMITS)

    assert attribute_texts(written.encode(), root=root) == said


@pytest.mark.parametrize("code", ["utf-16", "gb18030", "hz"])
def test_attributes_are_read_in_any_encoding(code):
    content = f"<?xml version='1.0' encoding='{code}'?><a b=\"机密\"/>".encode(code)

    assert attribute_texts(content, root=parsed(content, limits=LIMITS)) == {"机密"}


@pytest.mark.parametrize(
    ("content", "silent"),
    [
        (b"<a><b c='1'/>\n</a>", True),
        (b"<?xml version='1.0'?>\r\n<w:a x='y'/>", True),
        (b"<a>said</a>", False),
        (b"<a><b/>said</a>", False),
        (b"<a>&#26426;</a>", False),
        (b"<a b='&#26426;'/>", False),
        (b"<a><!-- said --></a>", False),
        (b"<a><?said?></a>", False),
        (b"<a b='13812345678'/>", False),
        (b"<a b='138-1234 5678'/>", False),
        ("<a b='机'/>".encode(), False),
        ("<a b='机密'/>".encode("utf-16-le"), False),
        ("<?xml version='1.0' encoding='hz'?><a b='机密'/>".encode("hz"), False),
        (b"<a><b/>", False),
        (b"<a", False),
        (b"", False),
    ],
)
def test_a_part_is_silent_only_where_it_can_say_nothing(content, silent):
    assert is_silent(content) is silent
