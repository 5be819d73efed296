"""SM3 is that of the standard, whichever library works it out."""

from __future__ import annotations

import pytest

from review.hashing import _CryptographySm3, both, sm3

VECTORS = {
    b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}
"""The examples of GB/T 32905, appendix A."""


@pytest.mark.parametrize("begun", [sm3, _CryptographySm3], ids=["usual", "without OpenSSL's"])
@pytest.mark.parametrize(("content", "digest"), VECTORS.items(), ids=["short", "a whole block"])
def test_the_examples_of_the_standard_come_out(begun, content, digest):
    at_once, by_pieces = begun(content), begun()
    for at in range(0, len(content), 5):
        by_pieces.update(content[at : at + 5])

    assert (at_once.hexdigest(), by_pieces.hexdigest()) == (digest, digest)
    assert both(content)[1] == digest
