"""A text that is written in marks is also read as what the marks say."""

from __future__ import annotations

import base64
import quopri
import time
from urllib.parse import quote

import pytest

from review.screening.extraction.decoded import shown_view
from review.screening.segments import Reason
from tests.unit.screening.found import SECRET, found
from tests.unit.screening.papers import word

CODES = "".join(f"\\u{ord(char):04x}" for char in SECRET)
ENTITIES = "".join(f"&#{ord(char)};" for char in SECRET)
PACKED = base64.b64encode((SECRET * 3).encode()).decode()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", f"编号,名称\n1,{ENTITIES}"),
        ("a.txt", "".join(f"&#x{ord(char):x};" for char in SECRET)),
        ("a.txt", "".join(f"&amp;#{ord(char)};" for char in SECRET)),
        ("a.json", f'{{"名称": "{CODES}"}}'),
        ("a.json", f'{{"名称": "{CODES.replace(chr(92) + "u", chr(92) + "U0000")}"}}'),
        ("a.js", "".join(f"\\u{{{ord(char):x}}}" for char in SECRET)),
        ("a.txt", "".join(f"%u{ord(char):04x}" for char in SECRET)),
        ("a.txt", quote(SECRET)),
        ("a.txt", quote(SECRET.encode("gb18030"))),
        ("a.txt", quopri.encodestring(SECRET.encode()).decode()),
        ("a.txt", "".join(f"\\x{byte:02x}" for byte in SECRET.encode())),
        ("a.md", f"公开 **{SECRET[:3]}**{SECRET[3:]}"),
        ("a.md", f"公开 {SECRET[:3]}<!-- x -->{SECRET[3:]}"),
        ("a.md", f"公开 {SECRET[:3]}<b></b>{SECRET[3:]}"),
        ("a.md", f"[{SECRET[:3]}](http://example.cn){SECRET[3:]}"),
        ("a.txt", f"附：{PACKED}"),
        ("a.txt", f"附：{PACKED[:20]}\n{PACKED[20:]}"),
        ("a.json", f'{{"file": "data:text/plain;base64,{PACKED}"}}'),
        ("a.json", f'{{"file": "{base64.b64encode(word(SECRET)).decode()}"}}'),
        ("a.txt", f"=?utf-8?B?{PACKED}?="),
    ],
)
def test_what_is_written_in_marks_is_found(name, text):
    read = found(text, name=name)

    assert read.where()
    assert not read.reasons


def test_a_plain_text_has_no_second_view():
    assert shown_view("关于公开的通知\n一、总则（2023年）100%") == ""


def test_what_was_decoded_stands_where_its_code_began():
    text = f"一\n名称：{ENTITIES}。"

    view = shown_view(text)

    assert len(view) == len(text)
    assert view.index(SECRET[0]) == text.index("&")


def test_a_word_of_a_header_that_is_no_code_is_a_text():
    assert "公开" in found("=?utf-8?B?公开?=", name="a.txt").seen()


def test_a_text_with_more_files_than_any_is_not_read():
    text = f"{PACKED} " * 5000

    assert found(text, name="a.txt").reasons == [Reason.TOO_LARGE]


@pytest.mark.parametrize("piece", ["<", "&#", "\\u673a", "[", "=E6", "QUJD", "=?a?b?", "<!--", "*"])
def test_four_times_the_text_takes_no_more_than_a_few_times_as_long(piece):
    def seconds(count: int) -> float:
        start = time.process_time()
        found(piece * count, name="a.txt")
        return time.process_time() - start

    assert seconds(40_000) < 8 * seconds(10_000) + 0.3
