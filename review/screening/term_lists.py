"""Read an agency's term lists: one term a line, or CSV with a level and a note for each."""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from review.domain.errors import RulesMalformed
from review.domain.vocabulary import Severity
from review.screening.additions import Additions
from review.screening.faults import Fault
from review.screening.fold import FoldTable
from review.screening.lexicons import LARGEST, SHORTEST
from review.screening.rule_tables import rule_of
from review.screening.ruleset import Lexicon, Rule
from review.shipped import shipped

MOST_NOTES = 200
"""So many different notes make rules of their own."""
_FILE = "terms.toml"
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""The name of a rule has no digits."""
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Kind:
    """What is said of a term: how grave it is, and what it is about."""

    severity: Severity
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One term as it stands in a list."""

    term: str
    kind: Kind
    line: int


def lexicons_in(additions: Additions, *, folding: FoldTable) -> tuple[Lexicon, ...]:
    """Return a lexicon for each kind of term in all lists.

    Raises:
        RulesMalformed: it says in which line of which list, and why.
    """
    terms: defaultdict[Kind, set[str]] = defaultdict(set)
    for name, text in additions.lists:
        for entry in _entries(name, text):
            term = entry.term.translate(folding)
            if len(term) < SHORTEST:
                fault = Fault.TERM_TOO_SHORT.of(f"{name} {entry.line}")
                raise RulesMalformed(file=name, reason=fault)
            terms[entry.kind].add(term)
        if sum(map(len, terms.values())) > LARGEST:
            raise RulesMalformed(file=name, reason=Fault.TOO_MANY_TERMS.of(name))
        if len(terms) > MOST_NOTES:
            raise RulesMalformed(file=name, reason=Fault.TOO_MANY_NOTES.of(str(MOST_NOTES)))
    kinds = sorted(terms, key=lambda kind: (kind.severity.value, kind.note))
    return tuple(Lexicon(rule=_rule(kind), terms=tuple(sorted(terms[kind]))) for kind in kinds)


@functools.cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(shipped(f"data/reference/rulesets/{_FILE}").read_text("utf-8"))


def _entries(name: str, text: str) -> Iterator[Entry]:
    if name.casefold().endswith(".csv"):
        yield from _rows(name, text)
        return
    usual = Kind(Severity.of(_words()["usual"]))
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield Entry(term=line.strip(), kind=usual, line=number)


def _rows(name: str, text: str) -> Iterator[Entry]:
    columns: list[str] = _words()["columns"]
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        head = [cell.strip() for cell in next(reader, [])]
        if head != columns[: len(head)] or not head:
            raise RulesMalformed(file=name, reason=Fault.COLUMNS_UNFIT.of(",".join(columns)))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _entry(name, cells, line=reader.line_num, most=len(head))
    except csv.Error as error:
        raise RulesMalformed(file=name, reason=Fault.NOT_CSV.of(str(reader.line_num))) from error


def _entry(name: str, cells: list[str], *, line: int, most: int) -> Entry:
    if len(cells) > most:
        raise RulesMalformed(file=name, reason=Fault.CELLS_TOO_MANY.of(str(line)))
    term, level, note = (*(cell.strip() for cell in cells), "", "")[:3]
    levels: Mapping[str, str] = _words()["levels"]
    if level and level not in levels:
        raise RulesMalformed(file=name, reason=Fault.LEVEL_UNKNOWN.of(str(line)))
    severity = Severity.of(levels.get(level, _words()["usual"]))
    return Entry(term=term, kind=Kind(severity, " ".join(note.split())), line=line)


def _rule(kind: Kind) -> Rule:
    """Make the rule of terms that have this said of them; its name is the same in every version."""
    words, severity = _words(), kind.severity.value
    name, message = f"local.terms_{severity}", words["messages"][severity]
    if kind.note:
        known_by = hashlib.sha256(kind.note.encode()).hexdigest()[:_LISTED].translate(_LETTERS)
        name = f"{name}_{known_by}"
        message = words["noted"].format(message=message, note=kind.note)
    table = {
        "id": name,
        "title": words["titles"][severity],
        "severity": severity,
        "message": message,
        "basis": words["basis"],
    }
    return rule_of(table, file=_FILE)
