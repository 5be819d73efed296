"""Defined names: for cells, for a text that stands in none, or for a program."""

from __future__ import annotations

import re
from dataclasses import dataclass

from review.domain.findings import Part
from review.screening.extraction.sheet_merges import area_of
from review.screening.extraction.sheet_words import Finds, constants_in, is_path, joined, unseen
from review.screening.segments import Place, Trace

_OWN = re.compile(r"_xl[a-z]{2,8}\.", re.IGNORECASE)
"""Names that programs keep for themselves, most of them hidden: _xlnm._FilterDatabase."""
_RUNS = re.compile(r"auto_?(?:open|close|activate|deactivate)", re.IGNORECASE)
_OUTSIDE = re.compile(r"'?(?:\[[0-9]+\]|\\\\|[A-Za-z]:\\|file:|https?:|[^'!|]+\|)")
"""A formula that reaches into another workbook or program."""
_SHEET = re.compile(r"(?:'[^']*'|[\w.]+)!")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One defined name."""

    name: str
    formula: str
    said: str = ""
    """What is written about it."""
    is_hidden: bool = False
    is_program: bool = False
    is_outside: bool = False
    """Known to reach into another workbook."""

    def finds(self, *, place: Place) -> Finds:
        """Hand on the name: a trace if it is hidden, reaches out of the workbook, or runs."""
        constants, formula = constants_in(self.formula), self.formula
        refers = _SHEET.match(formula) or area_of(formula.replace("$", ""))
        value = constants or ([] if refers else [formula])
        yield unseen(joined((self.name, *value, self.said)), place=place)
        rule = self._rule()
        if rule:
            part = Part.MACRO if self.is_program else Part.OTHER
            text = f"{self.name} {formula}".strip()
            yield Trace(rule=rule, part=part, place=place, text=text)

    def _rule(self) -> str:
        if self.is_program or _RUNS.match(self.name):
            return "hidden.active_content"
        secret = self.is_hidden and not _OWN.match(self.name)
        outside = self.is_outside or _OUTSIDE.match(self.formula) or is_path(self.formula)
        return "hidden.defined_name" if secret or outside else ""
