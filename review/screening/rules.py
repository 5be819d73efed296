"""Load a ruleset from its folder and refuse, in Chinese, one that could miss what it is for."""

from __future__ import annotations

import functools
import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from review.domain.errors import RulesMalformed
from review.screening.faults import Fault
from review.screening.fold import fold_table
from review.screening.folding_tables import pairs_of, variants_of
from review.screening.lexicons import digest_of, lexicon_of
from review.screening.parts import filled, parts_of
from review.screening.reader import reader
from review.screening.rule_refusals import refuse_gaps, refuse_unfolded, refuse_unknown_kinds
from review.screening.rule_tables import Spot, labels_of, mentions_of, rule_of, text_of
from review.screening.ruleset import TOO_MANY, Lexicon, Rule, Ruleset
from review.screening.segments import Reason
from review.screening.shelf import Shelf
from review.screening.terms import terms_of
from review.shipped import shipped

__all__ = ["Rule", "Ruleset", "active_ruleset", "load_ruleset"]

HEADER = "ruleset.toml"
FOLDING = "folding.toml"
REASONS = "reasons.toml"
LABELS = "labels.toml"
PARTS = "parts.toml"
_DATA = (FOLDING, REASONS, LABELS, PARTS)
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
    "hidden.other_glyphs",
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


def load_ruleset(folder: Path, *, shelf: Shelf | None = None) -> Ruleset:
    """Read the rules that lie as TOML files in a folder, and the terms in texts beside them.

    With a shelf the automaton of long lists is taken from there, once it was built.

    Raises:
        RulesMalformed: a file cannot be used; it says which and why.
    """
    tables = _tables(folder)
    for needed in (HEADER, *_DATA):
        if needed not in tables:
            raise RulesMalformed(file=needed, reason=Fault.FILE_MISSING.value)
    variants = variants_of(tables[FOLDING], file=FOLDING)
    lexicons = tuple(_lexicons(tables, folder=folder, variants=variants))
    ruleset = Ruleset(
        version=text_of(tables[HEADER].get("version"), spot=Spot(file=HEADER, name="version")),
        title=text_of(tables[HEADER].get("title"), spot=Spot(file=HEADER, name="title")),
        grouped=_grouped(tables[HEADER].get("grouped")),
        digest=_digest(tables, lexicons),
        rules=(*_rules(tables), *(lexicon.rule for lexicon in lexicons)),
        variants=variants,
        reasons=_reasons(tables[REASONS]),
        digits=pairs_of(tables[FOLDING], key="digits", file=FOLDING),
        labels=labels_of(tables[LABELS].get("labels"), file=LABELS),
        mentions=mentions_of(tables[LABELS].get("mention"), file=LABELS),
        lexicons=lexicons,
        terms=terms_of([each.terms for each in lexicons], shelf=shelf) if lexicons else None,
    )
    refuse_gaps(ruleset, needed=EXTRACTORS_OWN, file=HEADER)
    refuse_unfolded(ruleset, file=HEADER)
    refuse_unknown_kinds(ruleset, file=LABELS)
    return ruleset


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
    tables = {path.name: _table(path) for path in sorted(folder.glob("*.toml"))}
    if PARTS not in tables:
        raise RulesMalformed(file=PARTS, reason=Fault.FILE_MISSING.value)
    parts = _parts(tables[PARTS])
    return {file: filled(table, parts=parts, file=file) for file, table in tables.items()}


@functools.cache
def shipped_parts() -> Mapping[str, str]:
    """Return the named pieces of regexes that are shipped."""
    return _parts(_table(shipped("data/reference/rulesets/base") / PARTS))


def _parts(table: Mapping[str, Any]) -> Mapping[str, str]:
    return parts_of(dict(pairs_of(table, key="parts", file=PARTS)), file=PARTS)


def _table(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = str(error).rpartition("line ")[2].partition(",")[0].partition(" ")[0]
        raise RulesMalformed(file=path.name, reason=Fault.NOT_TOML.of(line)) from error


def _digest(tables: Tables, lexicons: tuple[Lexicon, ...]) -> str:
    content = {**tables, "": digest_of(lexicons), "reader": reader()}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _listed(tables: Tables, key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the tables of one name from every rule file, each with its file."""
    for file, table in tables.items():
        if file in {HEADER, *_DATA}:
            continue
        for name, listed in table.items():
            if name not in {"rule", "lexicon"} or not isinstance(listed, list):
                raise RulesMalformed(file=file, reason=Fault.KEY_UNKNOWN.of(name))
        yield from ((file, each) for each in table.get(key, ()))


def _rules(tables: Tables) -> Iterator[Rule]:
    for file, table in _listed(tables, "rule"):
        yield usable(rule_of(table, file=file), file=file)


def _lexicons(
    tables: Tables, *, folder: Path, variants: tuple[tuple[str, str], ...]
) -> Iterator[Lexicon]:
    folding = fold_table(variants)
    for file, table in _listed(tables, "lexicon"):
        yield lexicon_of(table, file=file, folder=folder, folding=folding)


def usable(rule: Rule, *, file: str) -> Rule:
    """Refuse a rule that nothing could ever meet."""
    if not (rule.patterns or rule.numbers or rule.columns or rule.id in EXTRACTORS_OWN):
        raise RulesMalformed(file=file, reason=Fault.RULE_EMPTY.of(rule.id))
    if rule.id in EXTRACTORS_OWN and not rule.excerpt:
        raise RulesMalformed(file=file, reason=Fault.KEY_MISSING.of(f"{rule.id}.excerpt"))
    return rule


def _reasons(table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    reasons = pairs_of(table, key="reasons", file=REASONS)
    for reason in (*(reason.value for reason in Reason), MORE):
        if reason not in dict(reasons):
            raise RulesMalformed(file=REASONS, reason=Fault.REASON_MISSING.of(reason))
    return reasons
