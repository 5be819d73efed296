"""What could be words is taken out of bytes that no reader knows."""

from __future__ import annotations

import random

import pytest

from review.screening.extraction.binary_texts import binary_texts

SAID = "机密★10年 身份证号11010519491231002X，請勿外傳"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-8", "gb18030"])
@pytest.mark.parametrize("before", [b"", b"\1", b"\0\0\0", bytes(range(200, 256))])
def test_a_text_is_found_in_any_encoding_wherever_it_lies(encoding, before):
    assert SAID in binary_texts(before + b"\0\3" + SAID.encode(encoding) + b"\0\0\1")


def test_a_word_of_two_signs_is_found_in_a_small_record():
    assert "机密" in binary_texts(b"\1\0" + "机密".encode("utf-16-le") + b"\0\0")


def test_narrow_letters_are_read_as_such():
    assert "Microsoft Office Excel" in binary_texts(b"\0Microsoft Office Excel\0").split("\n")
    assert "爀椀愀氀" not in binary_texts("Arial".encode("utf-16-le"))


def test_noise_says_little():
    noise = random.Random(7).randbytes(200_000)  # noqa: S311 - noise

    assert len(binary_texts(noise)) < 100_000
    assert binary_texts(bytes(100_000)) == ""
