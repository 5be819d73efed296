"""Load a ruleset from its folder and refuse, in Chinese, one that could miss what it is for."""

from __future__ import annotations

import functools
import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from review.domain.errors import RulesMalformed
from review.screening.faults import Fault
from review.screening.fold import FoldTable
from review.screening.rule_tables import Spot, rule_of, text_of
from review.screening.ruleset import TOO_MANY, Rule, Ruleset
from review.screening.segments import Reason
from review.shipped import shipped

__all__ = ["Rule", "Ruleset", "active_ruleset", "load_ruleset"]

HEADER = "ruleset.toml"
FOLDING = "folding.toml"
REASONS = "reasons.toml"
MORE = "more"
"""Said when more files are unread than are named."""
EXTRACTORS_OWN = (
    "hidden.tracked_change",
    "hidden.comment",
    "hidden.hidden_text",
    "hidden.white_text",
    "hidden.tiny_text",
    "hidden.alt_text",
    "hidden.field_code",
    "hidden.document_variable",
    "hidden.custom_xml",
    "hidden.glossary",
    "hidden.template_path",
    "hidden.user_name",
    "hidden.property",
    "hidden.thumbnail",
    "hidden.external_link",
    "hidden.embedded_file",
    "hidden.active_content",
    "hidden.picture",
    "hidden.sheet",
    "hidden.very_hidden_sheet",
    "hidden.rows",
    "hidden.columns",
    "hidden.number_format",
    "hidden.orphan_string",
    "hidden.pivot_cache",
    "hidden.external_cache",
    "hidden.prompt",
    "hidden.chart_cache",
    "hidden.defined_name",
    "hidden.notes",
    "hidden.off_slide",
    "hidden.slide",
    "hidden.covered_text",
    "hidden.invisible_text",
    "hidden.clipped_text",
    "hidden.layer",
    "hidden.annotation",
    "hidden.form_value",
    "hidden.attachment",
    "hidden.superseded_revision",
    "hidden.metadata",
    "hidden.custom_tag",
    "hidden.unused_object",
    "hidden.location",
    "hidden.camera",
    "hidden.markup",
    "hidden.mail_header",
    "hidden.archive_comment",
    "file.misnamed",
    "scan.disagrees",
    TOO_MANY,
)
"""Rules that extractors meet by finding the thing itself; a ruleset without one is refused."""

Tables = Mapping[str, Mapping[str, Any]]


@functools.cache
def active_ruleset() -> Ruleset:
    """Return the ruleset that is shipped; read once, for it cannot change while we run."""
    return load_ruleset(shipped("data/reference/rulesets/base"))


def load_ruleset(folder: Path) -> Ruleset:
    """Read the rules that lie as TOML files in a folder.

    Raises:
        RulesMalformed: a file cannot be used; it says which and why.
    """
    tables = _tables(folder)
    for needed in (HEADER, FOLDING, REASONS):
        if needed not in tables:
            raise RulesMalformed(file=needed, reason=Fault.FILE_MISSING.value)
    variants = _pairs(tables[FOLDING], key="variants", file=FOLDING)
    rules = tuple(_rules(tables))
    _refuse_gaps(rules)
    _refuse_unfolded(rules, table=FoldTable(dict(variants)))
    return Ruleset(
        version=text_of(tables[HEADER].get("version"), spot=Spot(file=HEADER, name="version")),
        title=text_of(tables[HEADER].get("title"), spot=Spot(file=HEADER, name="title")),
        grouped=_grouped(tables[HEADER].get("grouped")),
        digest=_digest(tables),
        rules=rules,
        variants=variants,
        reasons=_reasons(tables[REASONS]),
    )


def _grouped(value: object) -> str:
    spot = Spot(file=HEADER, name="grouped")
    sentence = text_of(value, spot=spot)
    try:
        sentence.format(count=1, text="")
    except (LookupError, ValueError) as error:
        raise spot.refuse(Fault.EXCERPT_UNFIT) from error
    return sentence


def _tables(folder: Path) -> Tables:
    if not folder.is_dir():
        raise RulesMalformed(file=folder.name, reason=Fault.FOLDER_MISSING.value)
    return {path.name: _table(path) for path in sorted(folder.glob("*.toml"))}


def _table(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = str(error).rpartition("line ")[2].partition(",")[0].partition(" ")[0]
        raise RulesMalformed(file=path.name, reason=Fault.NOT_TOML.of(line)) from error


def _digest(tables: Tables) -> str:
    canonical = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _rules(tables: Tables) -> Iterator[Rule]:
    for file, table in tables.items():
        if file in {HEADER, FOLDING, REASONS}:
            continue
        for key, value in table.items():
            if key != "rule" or not isinstance(value, list):
                raise RulesMalformed(file=file, reason=Fault.KEY_UNKNOWN.of(key))
            for rule in value:
                yield _usable(rule_of(rule, file=file), file=file)


def _usable(rule: Rule, *, file: str) -> Rule:
    if not (rule.patterns or rule.numbers or rule.id in EXTRACTORS_OWN):
        raise RulesMalformed(file=file, reason=Fault.RULE_EMPTY.of(rule.id))
    if rule.id in EXTRACTORS_OWN and not rule.excerpt:
        raise RulesMalformed(file=file, reason=Fault.KEY_MISSING.of(f"{rule.id}.excerpt"))
    return rule


def _refuse_gaps(rules: tuple[Rule, ...]) -> None:
    names = Counter(rule.id for rule in rules)
    for name, count in names.items():
        if count > 1:
            raise RulesMalformed(file=HEADER, reason=Fault.NAME_TWICE.of(name))
    for name in EXTRACTORS_OWN:
        if name not in names:
            raise RulesMalformed(file=HEADER, reason=Fault.RULE_MISSING.of(name))


def _refuse_unfolded(rules: tuple[Rule, ...], *, table: FoldTable) -> None:
    for rule in rules:
        words = [word for pattern in rule.patterns for word in pattern.anchors]
        words += [word for number in rule.numbers for word in number.labels]
        for word in words:
            if word.translate(table) != word:
                raise RulesMalformed(file=HEADER, reason=Fault.ANCHOR_NOT_FOLDED.of(rule.id))


def _reasons(table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    reasons = _pairs(table, key="reasons", file=REASONS)
    for reason in (*(reason.value for reason in Reason), MORE):
        if reason not in dict(reasons):
            raise RulesMalformed(file=REASONS, reason=Fault.REASON_MISSING.of(reason))
    return reasons


def _pairs(table: Mapping[str, Any], *, key: str, file: str) -> tuple[tuple[str, str], ...]:
    pairs = table.get(key)
    if not isinstance(pairs, dict):
        raise RulesMalformed(file=file, reason=Fault.KEY_MISSING.of(key))
    return tuple(
        (name, text_of(value, spot=Spot(file=file, name=f"{key}.{name}")))
        for name, value in pairs.items()
    )
