"""The fields of a mail: decoded, whoever wrote them however, and which of them nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import TypeAlias

from review.domain.findings import Part
from review.screening.extraction.base64_blocks import encoded_words
from review.screening.extraction.entry_names import spelt
from review.screening.extraction.finds import meta
from review.screening.extraction.pdf_strings import is_telling
from review.screening.segments import Segment, Trace

Fields: TypeAlias = "Message[str, str]"

HEADER = "hidden.mail_header"
_WORDS = re.compile(r"=\?[\w-]{2,40}(?:\*[\w-]*)?\?[bBqQ]\?[^?\s]*\?=(?:\s+(?==\?))?")
_STRUCTURE = frozenset(
    {"content-type", "content-transfer-encoding", "mime-version", "content-id", "content-location",
     "content-disposition", "content-length", "lines", "boundary", "snapshot-content-location"}
)  # fmt: skip
_SEEN = frozenset({"from", "to", "cc", "subject", "date", "sender", "reply-to"})
"""What a mail program shows over the text."""


def decoded(value: object) -> str:
    """Return the value of a field as it was meant: encoded words, and bytes nobody declared."""
    text = spelt(str(value).encode("utf-8", "surrogateescape"))
    return " ".join(_WORDS.sub(lambda found: "".join(encoded_words(found[0])), text).split())


def header_finds(message: Fields) -> Iterator[Segment | Trace]:
    """Tell of the fields of a mail; of those that nobody sees, once for each name."""
    unseen: dict[str, list[str]] = {}
    for name, value in message.items():
        key, text = name.casefold(), decoded(value)
        if text and (key not in _STRUCTURE or is_telling(text)):
            yield meta(text, part=Part.PROPERTIES)
        if text and key not in _SEEN | _STRUCTURE:
            unseen.setdefault(key, []).append(text)
    for key, texts in unseen.items():
        text = f"{key}: {' '.join(texts)}"
        yield Trace(rule=HEADER, part=Part.PROPERTIES, text=text)


def names_of(part: Fields) -> list[str]:
    """Return the names that a part is given; the first is the one that programs show."""
    given = (
        part.get_param("filename", header="content-disposition"),
        part.get_param("name", header="content-type"),
        part.get("content-description"),
    )
    names = [decoded(collapse_rfc2231_value(name)) for name in given if name]
    return list(dict.fromkeys(filter(None, names)))
