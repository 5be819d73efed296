"""What a program sends: strict JSON, or a form with files; no item is passed over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from python_multipart.multipart import parse_options_header
from starlette.requests import ClientDisconnect, Request

from review.commands import HandedFile
from review.domain.text import is_broken, is_steering
from review.domain.vocabulary import Term
from review.web.api.problems import JSON
from review.web.api.refusals import ItemUnfit, JsonMalformed
from review.web.forms import LARGEST_FORM, LARGEST_UPLOAD, LONGEST_COUNT, limited, read_form

T = TypeVar("T", bound=Term)
LONGEST_NAME = 40
YES_OR_NO: Mapping[object, bool] = {"true": True, "false": False, "": False}
FORM = "multipart/form-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """What was sent: words and numbers by their names, and files in their order."""

    said: Mapping[str, object] = field(default_factory=dict, repr=False)
    files: tuple[HandedFile, ...] = ()

    def only(self, *names: str) -> None:
        """Refuse what nobody asked for: it would be passed over in silence (S08)."""
        for name in self.said:
            if name not in names:
                raise ItemUnfit(item=shown(name))

    def text(self, name: str) -> str:
        """Return what was written, trimmed; nothing is the empty text."""
        said = self.said.get(name, "")
        if not isinstance(said, str):
            raise ItemUnfit(item=name)
        return said.strip()

    def wanted(self, name: str) -> str:
        """Return what must be written."""
        said = self.text(name)
        if not said:
            raise ItemUnfit(item=name)
        return said

    def count(self, name: str) -> int:
        """Return a whole number, written as one or, in a form, in digits."""
        said = self.said.get(name)
        if isinstance(said, str) and said.isascii() and said.isdigit():
            said = int(said[: LONGEST_COUNT + 1])
        if type(said) is not int or not 0 < said < 10**LONGEST_COUNT:
            raise ItemUnfit(item=name)
        return said

    def is_so(self, name: str) -> bool:
        """Return whether something is so; unsaid, it is not."""
        said = self.said.get(name, False)
        found = (
            said
            if isinstance(said, bool)
            else YES_OR_NO.get(said if isinstance(said, str) else None)
        )
        if found is None:
            raise ItemUnfit(item=name)
        return found

    def one_of(self, name: str, words: type[T]) -> T | None:
        """Return a word by its identifier or its label; None where nothing was said."""
        said = self.text(name)
        if not said:
            return None
        try:
            return words.of(said)
        except ValueError:
            raise ItemUnfit(item=name) from None

    def day(self, name: str) -> date | None:
        """Return a day, written as 2027-03-01."""
        said = self.text(name)
        try:
            return date.fromisoformat(said) if said else None
        except ValueError:
            raise ItemUnfit(item=name) from None

    def words(self, name: str) -> dict[str, str]:
        """Return words by their names: an object in JSON, the text of one in a form."""
        said = self.said.get(name, {})
        found = parsed(said) if isinstance(said, str) else said
        if not isinstance(found, dict):
            raise ItemUnfit(item=name)
        for key, word in found.items():
            if not isinstance(word, str):
                raise ItemUnfit(item=shown(f"{name}.{key}"))
        return found


def shown(name: str) -> str:
    """Return a name that somebody made up, as it may stand in an answer."""
    return "".join(sign for sign in name[:LONGEST_NAME] if sign.isprintable())


async def read_items(request: Request, *, takes_files: bool) -> Items:
    """Read the body of a request, as JSON or as a form; refuse what is too large or malformed."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if takes_files and kind == FORM.encode():
        form = await read_form(request, largest=LARGEST_UPLOAD)
        return Items(said=_single(form.words), files=form.files)
    if kind != JSON.encode() or options.get(b"charset", b"utf-8").lower() != b"utf-8":
        raise JsonMalformed
    try:
        async with aclosing(limited(request, LARGEST_FORM)) as stream:
            content = b"".join([chunk async for chunk in stream])
    except ClientDisconnect:
        raise JsonMalformed from None
    try:
        said = parsed(content.decode())
    except UnicodeDecodeError:
        raise JsonMalformed from None
    if not isinstance(said, dict):
        raise JsonMalformed
    return Items(said=said)


def parsed(text: str) -> Any:  # noqa: ANN401  # whatever JSON can say
    """Read JSON as every reader would: no key twice, no wild number, no half sign (S54)."""
    try:
        said = json.loads(
            text, object_pairs_hook=_unlike, parse_constant=_refuse, parse_float=_refuse
        )
    except (ValueError, RecursionError):
        raise JsonMalformed from None
    if any(is_broken(one) or is_steering(one) for one in _texts(said)):
        raise JsonMalformed
    return said


def _unlike(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonMalformed
    return found


def _refuse(said: str) -> object:
    """No interface here knows a fraction, and none knows what is no number."""
    del said
    raise JsonMalformed


def _texts(said: object) -> Iterable[str]:
    """Yield every text; the depth was bounded when it was read."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for key, value in said.items():
            yield key
            yield from _texts(value)
    elif isinstance(said, list):
        for value in said:
            yield from _texts(value)


def _single(words: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    for name, said in words.items():
        if len(said) != 1:
            raise ItemUnfit(item=shown(name))
    return {name: said[0] for name, said in words.items()}
