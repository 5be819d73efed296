"""Fields of a Word file: what their codes say, which reach out, and which show themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
_MOST_NESTED = 4096
"""So many characters of a code are told to the code around it."""


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


@dataclass(slots=True)
class Fields:
    """The fields that are open while a part is read in order."""

    codes: list[Code] = field(default_factory=list)
    unread: int = 0
    """So many codes are being read; while there are any, text belongs to them."""
    _open: list[Code] = field(default_factory=list)

    def begin(self, home: Home) -> None:
        """A field begins in a paragraph."""
        self._open.append(Code(home))
        self.unread += 1

    def separate(self) -> None:
        """The code of the innermost field ends, its result begins."""
        if self._open and not self._open[-1].is_read:
            self._open[-1].is_read = True
            self.unread -= 1

    def end(self) -> Code | None:
        """The innermost field ends; its code is part of the code around it."""
        if not self._open:
            return None
        code = self._open.pop()
        self.unread -= not code.is_read
        self.codes.append(code)
        if self._open and not self._open[-1].is_read:
            self._open[-1].text += f" {code.text[:_MOST_NESTED]} "
        return code

    def say(self, text: str, *, home: Home) -> None:
        """Add to the code of the innermost field, or to one that nobody began."""
        if not self._open:
            last = self.codes[-1] if self.codes else None
            if last is None or last.home is not home or last.is_read:
                self.codes.append(Code(home))
            self.codes[-1].text += text
            return
        self._open[-1].text += text

    def close(self) -> list[Code]:
        """Return all fields, also those that never ended."""
        while self._open:
            self.end()
        return self.codes


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
