"""The check list (检查清单) that people answer, item by item, for what no machine could read."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from review.domain.errors import (
    ChecklistIncomplete,
    ChecklistItemTwice,
    ChecklistItemUnknown,
    ChecklistMalformed,
    RulesMalformed,
)
from review.domain.phrases import (
    ANSWER_APART,
    ELLIPSIS,
    NOTE_APART,
    QUOTES,
    RULES_INCOMPLETE,
    RULES_MISSING,
    RULES_TWICE,
    RULES_UNREADABLE,
)
from review.domain.vocabulary import Answer

_FILE = "checklist.toml"
_LONGEST_NAME = 8
_LONGEST = 65_536  # characters; a check list is a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question, the answer that clears it, and the law it comes from."""

    id: str
    text: str
    clear: Answer
    basis: str
    cannot: tuple[tuple[frozenset[str], str], ...] = ()
    """To which kinds and genres of paper it cannot apply, and why."""
    evidence: tuple[str, ...] = ()
    """What speaks for the answer: rules by name or beginning, `opened`, or `source`."""

    def why_not(self, *sorts: str) -> str:
        """Say why it cannot apply to a paper of this kind or genre; nothing if it can."""
        return next((why for which, why in self.cannot if not which.isdisjoint(sorts)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One item as a person answered it."""

    item: Item
    answer: Answer
    note: str = ""

    @property
    def is_clear(self) -> bool:
        """Only the clearing answer clears; 不能确定 is an answer and clears nothing."""
        return self.answer is self.item.clear


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A whole check list, every item answered by itself."""

    answered: tuple[Answered, ...]

    @property
    def is_clear(self) -> bool:
        """Say whether the file may pass as far as this person saw."""
        return all(one.is_clear for one in self.answered)


def items_of(text: str) -> tuple[Item, ...]:
    """Return the items of the check list that the office keeps."""
    try:
        rows = tomllib.loads(text).get("items", [])
    except tomllib.TOMLDecodeError:
        raise RulesMalformed(file=_FILE, reason=RULES_UNREADABLE) from None
    if not rows:
        raise RulesMalformed(file=_FILE, reason=RULES_MISSING.format(name="[[items]]"))
    items = tuple(_item(row, position=position) for position, row in enumerate(rows, start=1))
    for position, item in enumerate(items):
        if item.id in {other.id for other in items[:position]}:
            raise RulesMalformed(file=_FILE, reason=RULES_TWICE.format(name=item.id))
    return items


def answers_in(
    text: str, *, items: tuple[Item, ...], apart: frozenset[str] = frozenset()
) -> Answers:
    """Read a filled check list: lines of 项目=回答；说明, TOML, CSV or a JSON object.

    Each item is answered once and by itself; no line answers for several. Those `apart` cannot
    apply: whether answered or not they are left out.
    """
    if len(text) > _LONGEST:
        raise ChecklistMalformed(line=1)
    known = {item.id: item for item in items}
    given: dict[str, Answered] = {}
    for line, name, said in _entries(text):
        item = known.get(name.upper())
        if item is None:
            raise ChecklistItemUnknown(line=line, item=_named(name), known=tuple(known))
        if item.id in given:
            raise ChecklistItemTwice(line=line, item=item.id)
        if not said:
            continue  # a line that was left blank is an item without answer
        given[item.id] = _answered(item, said, line=line)
    wanted = tuple(item.id for item in items if item.id not in apart)
    missing = tuple(name for name in wanted if name not in given)
    if missing:
        raise ChecklistIncomplete(missing=missing)
    return Answers(answered=tuple(given[name] for name in wanted))


def _named(name: str) -> str:
    """Repeat a short name; a long one may be the text of a paper that was taken for the list."""
    return name if len(name) <= _LONGEST_NAME else ELLIPSIS


def _item(row: dict[str, Any], *, position: int) -> Item:
    for key in ("id", "text", "clear", "basis"):
        if not isinstance(row.get(key), str) or not row[key]:
            reason = RULES_INCOMPLETE.format(position=position, key=key)
            raise RulesMalformed(file=_FILE, reason=reason)
    if row["clear"] not in (Answer.YES.value, Answer.NO.value):
        reason = RULES_INCOMPLETE.format(position=position, key="clear")
        raise RulesMalformed(file=_FILE, reason=reason)
    clear = Answer.of(row["clear"])
    cannot, evidence = row.get("cannot", []), row.get("evidence", [])
    if not all(isinstance(one, dict) and one.get("of") and one.get("why") for one in cannot):
        reason = RULES_INCOMPLETE.format(position=position, key="cannot")
        raise RulesMalformed(file=_FILE, reason=reason)
    return Item(
        id=row["id"],
        text=row["text"],
        clear=clear,
        basis=row["basis"],
        cannot=tuple((frozenset(one["of"]), str(one["why"])) for one in cannot),
        evidence=tuple(map(str, evidence)),
    )


def _entries(text: str) -> list[tuple[int, str, str]]:
    plain = text.removeprefix("\ufeff")
    if plain.lstrip().startswith("{"):
        return _json_entries(plain)
    lines = enumerate((line.strip() for line in plain.splitlines()), start=1)
    return [
        (number, *_split(line, line=number))
        for number, line in lines
        if line and not line.startswith(("#", "["))
    ]


def _json_entries(text: str) -> list[tuple[int, str, str]]:
    try:
        pairs = json.loads(text, object_pairs_hook=list)
    except (json.JSONDecodeError, RecursionError):
        raise ChecklistMalformed(line=1) from None
    return [(position, str(name), str(said)) for position, (name, said) in enumerate(pairs, 1)]


def _split(text: str, *, line: int) -> tuple[str, str]:
    parts = re.split(ANSWER_APART, text, maxsplit=1)
    if len(parts) == 1:
        raise ChecklistMalformed(line=line)
    return parts[0].strip(QUOTES), parts[1].strip(QUOTES)


def _answered(item: Item, said: str, *, line: int) -> Answered:
    word, *note = re.split(NOTE_APART, said, maxsplit=1)
    try:
        answer = Answer.of(word.strip(QUOTES))
    except ValueError:
        raise ChecklistMalformed(line=line) from None
    return Answered(item=item, answer=answer, note="".join(note).strip(QUOTES))
