"""Views of an inbox that a person keeps under names: what is chosen, and which opens first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from review.domain.view_refusals import NoSuchView, ViewsFull, ViewUnnamed

MOST = 12
LONGEST_NAME = 20
LONGEST_WORD = 100
CHOICES = ("box", "q", "stage", "kind", "mode", "source", "section")
"""What a view says, by the names of the form; anything else is no part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One view: its name, and what is chosen in it."""

    name: str
    chosen: Mapping[str, str] = field(repr=False)
    opens_first: bool = False


def views_in(text: str | None) -> tuple[SavedView, ...]:
    """Return the views as they are stored, in the order in which they were kept."""
    return tuple(SavedView(**one) for one in json.loads(text or "[]"))


def text_of(views: tuple[SavedView, ...]) -> str:
    """Return views as they are stored."""
    plain = [
        {"name": one.name, "chosen": dict(one.chosen), "opens_first": one.opens_first}
        for one in views
    ]
    return json.dumps(plain, ensure_ascii=False)


def keeping(
    views: tuple[SavedView, ...], name: str, chosen: Mapping[str, str], *, opens_first: bool
) -> tuple[SavedView, ...]:
    """Return the views with one more, or with the one of that name replaced; one opens first.

    Raises:
        ViewUnnamed: it has no name, or too long a one.
        ViewsFull: there are as many as anybody may keep.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise ViewUnnamed(longest=LONGEST_NAME)
    words = {key: chosen[key][:LONGEST_WORD] for key in CHOICES if chosen.get(key)}
    others = tuple(one for one in views if one.name != name)
    if len(others) >= MOST:
        raise ViewsFull(most=MOST)
    if opens_first:
        others = tuple(replace(one, opens_first=False) for one in others)
    return (*others, SavedView(name=name, chosen=words, opens_first=opens_first))


def without(views: tuple[SavedView, ...], name: str) -> tuple[SavedView, ...]:
    """Return the views but for the one of a name."""
    left = tuple(one for one in views if one.name != name)
    if len(left) == len(views):
        raise NoSuchView
    return left


def first_of(views: tuple[SavedView, ...]) -> SavedView | None:
    """Return the one that opens first; None where none does."""
    return next((one for one in views if one.opens_first), None)
