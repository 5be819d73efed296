"""Read the term lists of an agency: a table in a rule file, and the terms in a text beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any, Final

from review.domain.errors import RulesMalformed
from review.screening.faults import Fault
from review.screening.fold import FoldTable
from review.screening.rule_tables import Spot, rule_of, text_of
from review.screening.ruleset import Lexicon

LARGEST: Final = 200_000
SHORTEST: Final = 2


def lexicon_of(table: Mapping[str, Any], *, file: str, folder: Path, folding: FoldTable) -> Lexicon:
    """Build a lexicon; what is written twice, or folds to the same, is one term."""
    rule = rule_of({key: value for key, value in table.items() if key != "terms"}, file=file)
    name = text_of(table.get("terms"), spot=Spot(file=file, name=f"{rule.id}.terms"))
    lines = _text(folder, name, file=file).splitlines()
    return Lexicon(rule=rule, terms=_folded(lines, name=name, file=file, folding=folding))


def _text(folder: Path, name: str, *, file: str) -> str:
    unreadable = RulesMalformed(file=file, reason=Fault.TERMS_UNREADABLE.of(name))
    if PurePath(name).name != name:
        raise unreadable
    try:
        return (folder / name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable from error


def _folded(lines: list[str], *, name: str, file: str, folding: FoldTable) -> tuple[str, ...]:
    folded: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        term = line.translate(folding)
        if len(term) < SHORTEST:
            raise RulesMalformed(file=file, reason=Fault.TERM_TOO_SHORT.of(f"{name} {number}"))
        folded.add(term)
    if len(folded) > LARGEST:
        raise RulesMalformed(file=file, reason=Fault.TOO_MANY_TERMS.of(name))
    return tuple(sorted(folded))


def digest_of(lexicons: tuple[Lexicon, ...]) -> dict[str, str]:
    """Return for each lexicon the SHA-256 of its terms."""
    return {
        lexicon.rule.id: hashlib.sha256(
            "\n".join(lexicon.terms).encode("utf-8", "surrogatepass")
        ).hexdigest()
        for lexicon in lexicons
    }
