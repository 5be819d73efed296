"""RTF taken apart: braces, control words, codes of bytes, and the plain signs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from review.screening.segments import NotRead, Reason

OPEN, CLOSE, WORD, BYTES, SYMBOL, BINARY = range(6)
_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})? ?"
    rb"|\\(?P<symbol>[^A-Za-z])|(?P<blank>[\r\n\x00]+)|(?P<text>[^\\{}\r\n\x00]+)|(?P<end>\\)",
    re.DOTALL,
)
_MOST: Final = 12_000_000


class Token(NamedTuple):
    """One piece: its kind, its word, its number if it has one, and its bytes."""

    kind: int
    word: str = ""
    number: int | None = None
    raw: bytes = b""
    end: int = 0
    """Where the piece ends, for braces."""


def tokens_of(content: bytes) -> Iterator[Token]:
    """Yield the pieces one after the other.

    Raises:
        NotRead: they are more than in any paper, or bytes are announced that are not there.
    """
    at, count = 0, 0
    while at < len(content):
        found = _TOKEN.match(content, at)
        count += 1
        if found is None or count > _MOST:
            raise NotRead(Reason.TOO_LARGE)
        at = found.end()
        token = _token(found)
        if token is None:
            continue
        if token.word == "bin":
            size = max(token.number or 0, 0)
            if at + size > len(content):
                raise NotRead(Reason.BROKEN)
            yield Token(BINARY, raw=content[at : at + size])
            at += size
        else:
            yield token


def _token(found: re.Match[bytes]) -> Token | None:
    made: Token | None = None
    match found.lastgroup:
        case "open":
            made = Token(OPEN)
        case "close":
            made = Token(CLOSE, end=found.end())
        case "hex":
            made = Token(BYTES, raw=bytes.fromhex(found["hex"].decode()))
        case "word" | "number":
            number = found["number"]
            made = Token(WORD, found["word"].decode(), int(number) if number else None)
        case "symbol":
            made = Token(SYMBOL, found["symbol"].decode("latin-1"))
        case "text":
            made = Token(BYTES, raw=found["text"])
        case _:
            pass  # blanks of the file, and a sign at its very end
    return made
