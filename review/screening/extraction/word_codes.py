"""The code of one field of a Word file: whether it reaches out, and what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

_QUIET = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "REF", "NOTEREF", "STYLEREF",
        "TOC", "SEQ", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME",
        "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "LISTNUM", "SYMBOL", "EQ", "ADVANCE",
        "NUMCHARS", "NUMWORDS", "SHAPE", "EMBED", "INDEX", "TOA", "BIBLIOGRAPHY",
    }
)  # fmt: skip
"""Fields whose code says no more than their result."""
_FETCHING = re.compile(
    r"\bDDE(?:AUTO)?\b|\bINCLUDE(?:TEXT|PICTURE)\b|^\s*(?:INCLUDE|IMPORT|LINK|DATABASE|RD)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_WITH_ARGUMENT, _ALONE = frozenset({"\\l", "\\o", "\\t"}), frozenset({"\\h", "\\n", "\\m"})
_OPEN_SCHEMES = ("http://", "https://", "mailto:", "#")
_CHARACTERS = re.compile(r"\bQUOTE((?:\s+\d{1,5})+)", re.IGNORECASE)
_SWITCHES = re.compile(r"\\[a-z*#@!]+|[(),;]|\bEQ\b", re.IGNORECASE)
_STARS = frozenset({"171", "0xab"})
"""★ in Wingdings."""


class Keeper(Protocol):
    """Keeps the codes of a paragraph."""

    codes: list[Code]


class Home(Protocol):
    """The paragraph in which a field begins."""

    @property
    def aside(self) -> Keeper:
        """Where its codes are kept."""


@dataclass(slots=True)
class Code:
    """The code of one field, and the paragraph in which it begins."""

    home: Home
    text: str = ""
    is_read: bool = False
    """Its separator was met: what follows is its result."""

    @property
    def name(self) -> str:
        """The word it begins with, in capitals."""
        words = self.text.split(None, 1)
        return words[0].upper() if words else ""

    @property
    def is_quiet(self) -> bool:
        """Whether the code says no more than its result."""
        return self.name in _QUIET or self.name.startswith("=") or self.name in {"", "HYPERLINK"}

    @property
    def reaches_out(self) -> bool:
        """Whether the field fetches something, or leads to a file and not to a web page."""
        spelt = _CHARACTERS.sub(lambda found: _spelt(found[1]), self.text)
        fetches = any(_FETCHING.search(text) for text in (self.text, spelt))
        target = _target(self.text) if self.name == "HYPERLINK" else ""
        return fetches or bool(target and not target.casefold().startswith(_OPEN_SCHEMES))

    @property
    def shown(self) -> str:
        """What the code itself puts on the page: characters put together, and stars."""
        if self.name == "EQ":
            return "".join(_SWITCHES.sub(" ", self.text).split())
        if self.name == "SYMBOL":
            words = self.text.split()
            return "★" if len(words) > 1 and _is_star(words[1], self.text) else ""
        return ""


def _spelt(numbers: str) -> str:
    return "".join(chr(int(number)) for number in numbers.split())


def _target(code: str) -> str:
    """Return the address of a HYPERLINK: its first word that belongs to no switch."""
    words = iter([str(found[1] or found[2] or "") for found in _WORDS.finditer(code)][1:])
    for word in words:
        if word.casefold() in _WITH_ARGUMENT:
            next(words, "")
        elif word.casefold() not in _ALONE:
            return word
    return ""


def _is_star(number: str, text: str) -> bool:
    return number.casefold() in _STARS and "wingdings" in text.casefold()
