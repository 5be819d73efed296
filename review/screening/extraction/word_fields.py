"""The fields of a Word file that are open while it is read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from review.screening.extraction.word_codes import Code, Home

_MOST_NESTED = 4096
"""So many characters of a code are told to the code around it."""


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
