"""Texts and files that lie in a text as Base64, as mails and web pages carry them."""

from __future__ import annotations

import base64
import binascii
import re
import string
from collections.abc import Iterator

from review.screening.extraction.pdf_strings import is_telling, text_in
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

_BLOCK = re.compile(r"[A-Za-z0-9+/_-]{16,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}")
_WORD = re.compile(r"=\?([\w-]{2,40})(?:\*[\w-]*)?\?([bBqQ])\?([^?\s]{1,2000})\?=")
_FEWEST = 24
"""A file of fewer bytes than this holds nothing."""
_FILES = (
    b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8",
    b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b\x08", b"{\\rtf", b"II*\x00", b"MM\x00*", b"BZh", b"\xfd7zXZ",
)  # fmt: skip
_URL_SIGNS = bytes.maketrans(b"-_", b"+/")
_SIGNS = frozenset(string.ascii_letters.encode() + string.digits.encode() + b"+/-_")
_NO_SIGNS = bytes(byte for byte in range(256) if byte not in _SIGNS)


def decoded_blocks(text: str, *, limits: Limits) -> Iterator[str | bytes]:
    """Yield what the blocks of a text say: a text where it is Chinese, else the bytes of a file.

    Raises:
        NotRead: there are more blocks with something in them than files may lie in one file.
    """
    count = 0
    for found in _BLOCK.finditer(text):
        raw = _decoded(found[0])
        said = text_in(raw)
        if said and is_telling(said):
            yield said
        elif len(raw) >= _FEWEST and raw.startswith(_FILES):
            yield raw
        else:
            continue
        count += 1
        if count > limits.entries:
            raise NotRead(Reason.TOO_LARGE)


def _decoded(block: str) -> bytes:
    return from_base64(block.encode("ascii", "ignore"))


def from_base64(packed: bytes) -> bytes:
    """Decode as mail programs do: what is no sign of the code is passed over, = ends a piece."""
    return b"".join(_piece(piece) for piece in packed.split(b"="))


def _piece(packed: bytes) -> bytes:
    plain = packed.translate(_URL_SIGNS, delete=_NO_SIGNS)
    whole = plain[: len(plain) - (len(plain) % 4 == 1)]
    return base64.b64decode(whole + b"=" * (-len(whole) % 4))


def encoded_words(text: str) -> Iterator[str]:
    """Yield what the words say that a header of a mail writes in ASCII."""
    for charset, manner, packed in _WORD.findall(text):
        raw = _decoded(packed) if manner in "bB" else _unquoted(packed)
        said = _spoken(raw, charset)
        if said:
            yield said


def _unquoted(packed: str) -> bytes:
    return binascii.a2b_qp(packed.replace("_", " ").encode("ascii", "replace"))


def _spoken(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset, "replace")
    except LookupError:
        return text_in(raw)
