"""Hints for attribution at the source (源头认定), by what a paper shows; never final."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from review.domain.errors import DocumentNumberMalformed, RulesMalformed
from review.domain.numbers import is_party_issuer, is_party_number, parse
from review.domain.phrases import RULES_INCOMPLETE, RULES_MISSING, RULES_UNREADABLE
from review.domain.vocabulary import (
    DeliberativeKind,
    DisclosureMode,
    DocumentKind,
    Exemption,
    Source,
)

_FILE = "hints.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMarks:
    """What a hint may look at before anybody has said anything of the mode."""

    kind: DocumentKind
    title: str = ""
    number: str = ""
    issuer: str = ""
    source: Source = Source.OWN

    @property
    def is_party_paper(self) -> bool:
        """The courts' order: the number first, then the issuer."""
        return is_party_number(self.number) or is_party_issuer(self.issuer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What is usual for such a paper, why, and by which rule; the person decides."""

    id: str
    mode: DisclosureMode | None
    reason: str
    source: str
    exemption: Exemption | None = None
    deliberative_kind: DeliberativeKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HintRule:
    """When a hint is given: all of its conditions, each met by any of its values."""

    hint: Hint
    kinds: frozenset[DocumentKind]
    words: tuple[str, ...]
    codes: tuple[str, ...]
    sources: frozenset[Source]
    party: bool

    def fits(self, marks: PaperMarks) -> bool:
        """Say whether the paper is such a one."""
        return (
            (not self.kinds or marks.kind in self.kinds)
            and (not self.words or any(word in marks.title for word in self.words))
            and (not self.codes or _agency_code(marks.number).endswith(self.codes))
            and (not self.sources or marks.source in self.sources)
            and (not self.party or marks.is_party_paper)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HintTable:
    """All hints in the order of the file, and the one for when no other speaks of a mode."""

    rules: tuple[HintRule, ...]
    fallback: Hint


def hints(marks: PaperMarks, *, table: HintTable) -> tuple[Hint, ...]:
    """Return every hint that fits; openness is the rule where none names a mode (条例第五条)."""
    fitting = tuple(rule.hint for rule in table.rules if rule.fits(marks))
    if any(hint.mode is not None for hint in fitting):
        return fitting
    return (*fitting, table.fallback)


def hint_table(text: str) -> HintTable:
    """Return the table that a hint file states."""
    try:
        source = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise RulesMalformed(file=_FILE, reason=RULES_UNREADABLE) from None
    fallback = source.get("fallback")
    if not isinstance(fallback, dict) or "mode" not in fallback:
        raise RulesMalformed(file=_FILE, reason=RULES_MISSING.format(name="[fallback] mode"))
    rows = enumerate(source.get("hints", []), start=1)
    return HintTable(
        rules=tuple(_rule(row, position=position) for position, row in rows),
        fallback=_hint(fallback, position=0),
    )


def _rule(row: Mapping[str, Any], *, position: int) -> HintRule:
    try:
        rule = HintRule(
            hint=_hint(row, position=position),
            kinds=frozenset(DocumentKind.of(kind) for kind in row.get("kinds", ())),
            words=tuple(row.get("words", ())),
            codes=tuple(row.get("codes", ())),
            sources=frozenset(Source.of(source) for source in row.get("sources", ())),
            party=row.get("party", False),
        )
    except ValueError:
        raise _malformed(position, key="kinds / sources") from None
    if not (rule.kinds or rule.words or rule.codes or rule.sources or rule.party):
        raise _malformed(position, key="kinds / words / codes / sources / party")
    return rule


def _hint(row: Mapping[str, Any], *, position: int) -> Hint:
    for key in ("id", "reason", "source"):
        if not isinstance(row.get(key), str) or not row[key]:
            raise _malformed(position, key=key)
    try:
        return Hint(
            id=row["id"],
            mode=DisclosureMode.of(row["mode"]) if "mode" in row else None,
            reason=row["reason"],
            source=row["source"],
            exemption=Exemption.of(row["exemption"]) if "exemption" in row else None,
            deliberative_kind=(
                DeliberativeKind.of(row["deliberative_kind"])
                if "deliberative_kind" in row
                else None
            ),
        )
    except ValueError:
        raise _malformed(position, key="mode / exemption / deliberative_kind") from None


def _malformed(position: int, *, key: str) -> RulesMalformed:
    return RulesMalformed(file=_FILE, reason=RULES_INCOMPLETE.format(position=position, key=key))


def _agency_code(number: str) -> str:
    """A number that cannot be read hints at nothing."""
    try:
        return parse(number).agency_code
    except DocumentNumberMalformed:
        return ""
