"""A procedure's TOML text becomes a Procedure, or is refused with the row and the word."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

from workflows.errors import ProcedureMalformed
from workflows.model import Procedure, Stage, Step
from workflows.words import (
    LINE,
    Act,
    Authority,
    Clock,
    Effect,
    Fault,
    Need,
    Requirement,
    Role,
    Source,
    Term,
)

_Value = TypeVar("_Value")
_Word = TypeVar("_Word", bound=Term)

_TOP_KEYS = frozenset({"name", "label", "start", "stages", "steps"})
_STAGE_KEYS = frozenset({"label", "limit", "clock", "settled"})
_STEP_KEYS = frozenset(
    {
        "action", "label", "from", "to", "by", "act", "different_from", "stands_on", "requires",
        "needs", "changes_content", "voids", "effects", "automatic", "sources",
    }
)  # fmt: skip


def load(text: str) -> Procedure:
    """Read a procedure; its digest is that of the very text, so that a case can be pinned to it."""
    top = _Row(_parse(text), where="TOML")
    top.refuse_unknown(_TOP_KEYS)
    name = top.required("name", str)
    stages = top.where_(name).required("stages", dict)
    return Procedure(
        name=name,
        label=top.required("label", str),
        start=top.required("start", str),
        stages=MappingProxyType({key: _stage(key, row) for key, row in stages.items()}),
        steps=tuple(_step(row, number=n) for n, row in enumerate(top.required("steps", list), 1)),
        source=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def shipped_procedures() -> dict[str, Procedure]:
    """The procedures that come with the product, by name."""
    return dict(_shipped())


@cache
def _shipped() -> Mapping[str, Procedure]:
    folder = files("workflows") / "procedures"
    texts = sorted(
        (entry.name, entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    )
    loaded = (load(text) for _, text in texts)
    return MappingProxyType({procedure.name: procedure for procedure in loaded})


def _parse(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = LINE.format(number=_line_of(str(error), text))
        raise ProcedureMalformed(Fault.NOT_TOML, where=where) from None


def _line_of(said: str, text: str) -> int:
    """Find the line at fault: what Python says has it, unless the text ended too early."""
    found = re.search(r"\(at line (\d+),", said)
    return int(found[1]) if found else len(text.splitlines())


def _stage(name: str, content: object) -> Stage:
    row = _Row(content, where=f"stages.{name}")
    row.refuse_unknown(_STAGE_KEYS)
    return Stage(
        name=name,
        label=row.required("label", str),
        limit=row.optional("limit", int),
        clock=row.word("clock", Clock) or Clock.RUNS,
        settled=row.flag("settled"),
    )


def _step(content: object, *, number: int) -> Step:
    row = _Row(content, where=f"steps[{number}]")
    action = row.required("action", str)
    row = row.where_(f"steps[{number}] {action}")
    row.refuse_unknown(_STEP_KEYS)
    return Step(
        action=action,
        label=row.required("label", str),
        origins=row.texts("from"),
        target=row.required("to", str),
        by=row.words("by", Role),
        act=row.word("act", Act),
        different_from=row.words("different_from", Act),
        stands_on=row.words("stands_on", Act),
        requires=row.words("requires", Requirement),
        needs=row.words("needs", Need),
        changes_content=row.flag("changes_content"),
        voids=row.words("voids", Act),
        effects=row.words("effects", Effect),
        automatic=row.word("automatic", Authority),
        sources=row.sources(),
    )


class _Row:
    """One table of the file, and where it stands: for the refusal."""

    def __init__(self, content: object, *, where: str) -> None:
        if not isinstance(content, dict):
            raise ProcedureMalformed(Fault.WRONG_TYPE, where=where)
        self._content: dict[str, object] = content
        self._where = where

    def where_(self, where: str) -> _Row:
        """Return the same row under a name that says more."""
        return _Row(self._content, where=where)

    def refuse_unknown(self, known: frozenset[str]) -> None:
        """Refuse a misspelt key: a guard that nobody reads guards nothing."""
        for key in self._content:
            if key not in known:
                raise ProcedureMalformed(Fault.UNKNOWN_KEY, where=self._where, word=key)

    def required(self, key: str, kind: type[_Value]) -> _Value:
        """Return what must be written."""
        if key not in self._content:
            raise ProcedureMalformed(Fault.MISSING_KEY, where=self._where, word=key)
        return self._typed(key, self._content[key], kind)

    def optional(self, key: str, kind: type[_Value]) -> _Value | None:
        """Return what may be written."""
        return self._typed(key, self._content[key], kind) if key in self._content else None

    def flag(self, key: str) -> bool:
        """Return whether the row says so; what is not written is not so."""
        return self.optional(key, bool) or False

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of plain names."""
        return tuple(self._typed(key, text, str) for text in self.required(key, list))

    def word(self, key: str, vocabulary: type[_Word]) -> _Word | None:
        """Return one word of a vocabulary."""
        text = self.optional(key, str)
        return None if text is None else self._word(text, vocabulary)

    def words(self, key: str, vocabulary: type[_Word]) -> tuple[_Word, ...]:
        """Return a list of words of a vocabulary."""
        if key not in self._content:
            return ()
        return tuple(self._word(text, vocabulary) for text in self.texts(key))

    def sources(self) -> Mapping[Act, Source]:
        """Return who stands behind each act of an automatic step."""
        written = self.optional("sources", dict) or {}
        return MappingProxyType(
            {
                self._word(act, Act): self._word(self._typed(act, source, str), Source)
                for act, source in written.items()
            }
        )

    def _word(self, text: str, vocabulary: type[_Word]) -> _Word:
        for member in vocabulary:
            if text == member.value:
                return member
        raise ProcedureMalformed(Fault.UNKNOWN_WORD, where=self._where, word=text)

    def _typed(self, key: str, value: object, kind: type[_Value]) -> _Value:
        # A bool is an int to Python; to the office it is not a number of days.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise ProcedureMalformed(Fault.WRONG_TYPE, where=self._where, word=key)
        return value
