"""The words of the pages, explained once: what each means and where that stands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from review.shipped import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpTerm:
    """One word, its meaning, and the article, or that it is only this system's word."""

    word: str
    meaning: str
    basis: str


@cache
def help_terms() -> Mapping[str, HelpTerm]:
    """Return every explained word, in the order of the file."""
    source = tomllib.loads(shipped("data/reference/help/terms.toml").read_text("utf-8"))
    return MappingProxyType({row["word"]: HelpTerm(**row) for row in source["terms"]})


def help_on(word: str) -> HelpTerm:
    """Return what a word means; a page that asks for one nobody explained is at fault."""
    return help_terms()[word]
