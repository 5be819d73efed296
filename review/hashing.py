"""SHA-256 and SM3 of the same bytes, in one pass."""

from __future__ import annotations

import hashlib
from typing import Protocol

from cryptography.hazmat.primitives import hashes

CHUNK = 1 << 20


class Digest(Protocol):
    """A hash in the making."""

    def update(self, data: bytes | memoryview, /) -> None:
        """Take more bytes."""

    def hexdigest(self) -> str:
        """Return the hash so far, in hexadecimal."""


class _CryptographySm3:
    """SM3 for a Python whose OpenSSL was built without it."""

    def __init__(self, data: bytes = b"") -> None:
        self._hash = hashes.Hash(hashes.SM3())
        self._hash.update(data)

    def update(self, data: bytes | memoryview, /) -> None:
        self._hash.update(data)

    def hexdigest(self) -> str:
        return self._hash.copy().finalize().hex()


def sm3(data: bytes = b"") -> Digest:
    """Begin an SM3 hash (GB/T 32905)."""
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", data)
    return _CryptographySm3(data)


def both(content: bytes) -> tuple[str, str]:
    """Return SHA-256 and SM3 of `content`, reading it once, a piece at a time."""
    first, second = hashlib.sha256(), sm3()
    view = memoryview(content)
    for start in range(0, len(view), CHUNK):
        piece = view[start : start + CHUNK]
        first.update(piece)
        second.update(piece)
    return first.hexdigest(), second.hexdigest()


def manifest(files: list[tuple[str, str, str]]) -> str:
    """Return the hash that stands for a set of files: name, SHA-256 and SM3 of each, in order."""
    lines = "".join(f"{sha256} {sm3_} {name}\n" for name, sha256, sm3_ in files)
    return hashlib.sha256(lines.encode()).hexdigest()
