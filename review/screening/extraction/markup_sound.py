"""Whether a part that need not be parsed is sound all the same: no office program opens others."""

from __future__ import annotations

from typing import NoReturn
from xml.parsers import expat

from review.screening.segments import NotRead, Reason


def refuse_unsound(content: bytes) -> None:
    """Refuse what is no well-formed XML, or declares types; nothing is built of it.

    Raises:
        NotRead: it is broken, or brings a DTD.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_types
    try:
        parser.Parse(content, True)  # noqa: FBT003 - it takes no names
    except (expat.ExpatError, ValueError) as fault:
        raise NotRead(Reason.BROKEN) from fault


def _refuse_types(*_: object) -> NoReturn:
    raise NotRead(Reason.DOCTYPE)
