"""The rules of an agency: the shipped ones, and what the agency added to them."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from review.domain.errors import RulesMalformed
from review.screening.additions import Additions
from review.screening.faults import Fault, at_line
from review.screening.fold import fold_table
from review.screening.parts import filled
from review.screening.rule_refusals import refuse_gaps, refuse_unfolded, refuse_unknown_kinds
from review.screening.rule_tables import rule_of
from review.screening.rules import shipped_parts, usable
from review.screening.ruleset import Lexicon, Rule, Ruleset
from review.screening.shelf import Shelf
from review.screening.term_lists import lexicons_in
from review.screening.terms import Terms, terms_of

OWN = "local."
"""Names of an agency's rules begin so: no shipped rule ever will."""
_RULE = "rule"
_LINE = re.compile(r"line (\d+)")


def composed(
    base: Ruleset, additions: Additions, *, version: str, shelf: Shelf | None = None
) -> Ruleset:
    """Return the shipped rules with an agency's own.

    They can only add: whatever the shipped rules find is found.

    Raises:
        RulesMalformed: the additions cannot be used; it says in which line of which file, and why.
    """
    lexicons = (*base.lexicons, *lexicons_in(additions, folding=fold_table(base.variants)))
    own = tuple(rule for name, text in additions.rule_files for rule in _rules(base, name, text))
    named = f"{base.version}+{version}"
    return replace(
        base,
        version=named,
        digest=_digest(base, additions, version=named),
        rules=(*base.rules, *own, *(each.rule for each in lexicons[len(base.lexicons) :])),
        lexicons=lexicons,
        terms=_terms(lexicons, shelf=shelf),
    )


def _terms(lexicons: tuple[Lexicon, ...], *, shelf: Shelf | None) -> Terms | None:
    return terms_of([each.terms for each in lexicons], shelf=shelf) if lexicons else None


def _digest(base: Ruleset, additions: Additions, *, version: str) -> str:
    content = json.dumps([version, base.digest, additions.digest], separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def _rules(base: Ruleset, name: str, text: str) -> Iterator[Rule]:
    """Yield the rules of one file, each judged beside the shipped ones."""
    table = filled(_table(name, text), parts=shipped_parts(), file=name)
    for key in table:
        if key != _RULE or not isinstance(table[key], list):
            where = at_line(name, _line_of(text, key))
            raise RulesMalformed(file=where, reason=Fault.KEY_UNKNOWN.of(key))
    known = list(base.rules)
    for each in table.get(_RULE, ()):
        known.append(_rule(base, each, known=known, file=name, text=text))
        yield known[-1]


def _rule(
    base: Ruleset, table: Mapping[str, Any], *, known: list[Rule], file: str, text: str
) -> Rule:
    try:
        rule = usable(rule_of(table, file=file), file=file)
        _refuse_foreign(rule, file=file)
        alone = replace(base, rules=(*known, rule))
        refuse_gaps(alone, needed=(), file=file)
        refuse_unfolded(replace(base, rules=(rule,)), file=file)
        refuse_unknown_kinds(replace(base, rules=(rule,)), file=file)
    except RulesMalformed as refusal:
        where = at_line(file, _line_of(text, str(table.get("id"))))
        raise RulesMalformed(file=where, reason=refusal.reason) from refusal
    return rule


def _refuse_foreign(rule: Rule, *, file: str) -> None:
    if not rule.id.startswith(OWN):
        raise RulesMalformed(file=file, reason=Fault.NAME_NOT_OWN.of(rule.id))


def _table(name: str, text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = _LINE.search(str(error))
        line = int(said[1]) if said else text.count("\n") + 1
        raise RulesMalformed(file=name, reason=Fault.NOT_TOML.of(str(line))) from error


def _line_of(text: str, word: str) -> int:
    """Return in which line a word stands first, or the first."""
    return text[: max(text.find(word), 0)].count("\n") + 1
