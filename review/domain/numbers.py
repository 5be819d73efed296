"""Document numbers (发文字号): agency code, year and serial in the form of GB/T 9704."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from review.domain.errors import DocumentNumberMalformed
from review.domain.phrases import (
    COMMITTEE_OFFICES,
    DISCIPLINE_CODE,
    GOVERNMENT_COMMITTEES,
    ISSUERS_APART,
    NUMBER_FORM,
    NUMBER_PATTERN,
    PARTY_CODE,
    PARTY_CODES,
    PARTY_COMMITTEE,
    PARTY_ISSUER,
)

_NUMBER = re.compile(NUMBER_PATTERN, re.ASCII)
_CODE = re.compile(r"[㐀-鿿A-Za-z]{1,20}")
_YEARS = range(1949, 2100)
_OPENING = re.compile(r"[〔\[(【0-9]")
_PARTY_ISSUER = re.compile(PARTY_ISSUER)


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """机关代字 · 年份 · 顺序号; its text is always the normal form with 〔〕."""

    agency_code: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        """Refuse a number that no office could have given."""
        if not _CODE.fullmatch(self.agency_code) or self.year not in _YEARS or self.serial < 1:
            raise DocumentNumberMalformed

    def __str__(self) -> str:
        return NUMBER_FORM.format(agency_code=self.agency_code, year=self.year, serial=self.serial)


def parse(text: str) -> DocumentNumber:
    """Return the number that `text` writes, whichever brackets, widths and spaces it uses."""
    found = _NUMBER.fullmatch(_plain(text))
    if not found:
        raise DocumentNumberMalformed
    year = next(
        found[name] for name in ("tortoise", "square", "round", "lenticular") if found[name]
    )
    return DocumentNumber(found["agency_code"], int(year), int(found["serial"]))


def is_party_number(text: str) -> bool:
    """Say whether a number or agency code looks like the Party's: a hint, never a finding of law.

    The courts' test is formal: the number first, then the issuer ([2017]苏行终1308号).
    """
    code = _OPENING.split(_plain(text), maxsplit=1)[0]
    return (
        PARTY_CODE in code
        or code in PARTY_CODES
        or re.fullmatch(DISCIPLINE_CODE, code) is not None
        or _is_party_committee(code)
    )


def bears_party_number(number: str | None) -> bool:
    """Say whether a paper is the Party's by form: its number binds until two people say otherwise.

    Who issued it is the second test, and a person's to make (DOMAIN §2.5).
    """
    return number is not None and is_party_number(number)


def is_party_issuer(text: str) -> bool:
    """Say whether an issuing body, or one of several, looks like an organ of the Party."""
    return any(_PARTY_ISSUER.search(body) for body in re.split(ISSUERS_APART, _folded(text)))


def _is_party_committee(code: str) -> bool:
    """A committee's code, unless the character before 委 tells of a government commission."""
    before, committee, after = code.rpartition(PARTY_COMMITTEE)
    while after:
        office = next((word for word in COMMITTEE_OFFICES if after.startswith(word)), None)
        if office is None:
            return False
        after = after.removeprefix(office)
    return bool(committee and before) and before[-1] not in GOVERNMENT_COMMITTEES


def _plain(text: str) -> str:
    """Fold widths and drop spaces and invisible characters."""
    return "".join(_folded(text).split())


def _folded(text: str) -> str:
    """Fold compatibility forms (full-width digits, ﹝, （) and drop what cannot be seen."""
    shown = unicodedata.normalize("NFKC", text)
    return "".join(char for char in shown if unicodedata.category(char) != "Cf")
