"""Procedure, Stage, Step: a malformed one cannot be built."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from workflows.errors import ProcedureMalformed
from workflows.words import (
    ADMINISTRATORS,
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

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a case stands; `limit` is in working days."""

    name: str
    label: str
    limit: int | None = None
    clock: Clock = Clock.RUNS
    settled: bool = False
    """The case no longer occupies its document: another may be opened."""

    def __post_init__(self) -> None:
        """Refuse a stage without name, label or with a limit that is none."""
        _refuse_unnamed(self.name, self.label)
        if self.limit is not None and self.limit < 1:
            raise ProcedureMalformed(Fault.BAD_LIMIT, where=self.label, word=str(self.limit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the table: who may move a case from where to where, and what must hold."""

    action: str
    label: str
    origins: tuple[str, ...]
    target: str
    by: tuple[Role, ...]
    act: Act | None = None
    different_from: tuple[Act, ...] = ()
    stands_on: tuple[Act, ...] = ()
    requires: tuple[Requirement, ...] = ()
    needs: tuple[Need, ...] = ()
    changes_content: bool = False
    voids: tuple[Act, ...] = ()
    effects: tuple[Effect, ...] = ()
    automatic: Authority | None = None
    sources: Mapping[Act, Source] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        """Refuse a row that contradicts itself."""
        _refuse_unnamed(self.action, self.label)
        if not self.origins:
            raise ProcedureMalformed(Fault.NO_ORIGIN, where=self.label)
        if not self.by:
            raise ProcedureMalformed(Fault.NOBODY, where=self.label)
        for role in self.by:
            if role in ADMINISTRATORS:
                raise ProcedureMalformed(
                    Fault.ADMINISTRATOR_ACTS, where=self.label, word=role.label
                )
        if self.changes_content != (Need.FILE in self.needs):
            raise ProcedureMalformed(Fault.FILE_UNLIKE_CHANGE, where=self.label)
        for words in (self.origins, self.by, self.different_from, self.stands_on):
            _refuse_repeated(words, where=self.label)
        for terms in (self.requires, self.needs, self.voids, self.effects):
            _refuse_repeated(terms, where=self.label)
        self._refuse_muddled_automatic()
        self._refuse_muddled_acts()

    @property
    def acts(self) -> frozenset[Act]:
        """Every act that this step does, by its person or by the named sources."""
        return frozenset(self.sources) | ({self.act} if self.act is not None else frozenset())

    @property
    def publishes(self) -> bool:
        """After this step the public may read the paper."""
        return Effect.PUBLISH in self.effects or Effect.CONVERT in self.effects

    def _refuse_muddled_automatic(self) -> None:
        """Keep what the clock does apart from what people do."""
        if self.automatic is not None and self.by != (Role.SYSTEM,):
            raise ProcedureMalformed(Fault.AUTOMATIC_BY_PERSON, where=self.label)
        if self.automatic is None and Role.SYSTEM in self.by:
            raise ProcedureMalformed(Fault.SYSTEM_NOT_AUTOMATIC, where=self.label)
        if self.automatic is not None and self.needs:
            raise ProcedureMalformed(Fault.AUTOMATIC_NEEDS, where=self.label)
        if self.sources and self.automatic is not Authority.STANDING_AUTHORISATION:
            raise ProcedureMalformed(Fault.SOURCES_WITHOUT_AUTHORISATION, where=self.label)

    def _refuse_muddled_acts(self) -> None:
        """An act is done once in a row, is not voided by it and is not its own four eyes."""
        for act in Act:
            done = act in self.acts
            if act == self.act and act in self.sources:
                raise ProcedureMalformed(Fault.ACT_TWICE, where=self.label, word=act.label)
            if done and act in self.voids:
                raise ProcedureMalformed(Fault.ACT_VOIDED, where=self.label, word=act.label)
            if done and act in self.different_from:
                raise ProcedureMalformed(Fault.ACT_AGAINST_ITSELF, where=self.label, word=act.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A whole procedure; `digest` is the SHA-256 of its source text, by which cases are pinned."""

    name: str
    label: str
    start: str
    stages: Mapping[str, Stage]
    steps: tuple[Step, ...]
    source: str
    digest: str

    def __post_init__(self) -> None:
        """Refuse a table that names what is not there, or says one thing twice."""
        _refuse_unnamed(self.name, self.label)
        if not self.stages:
            raise ProcedureMalformed(Fault.NO_STAGES, where=self.label)
        if not self.steps:
            raise ProcedureMalformed(Fault.NO_STEPS, where=self.label)
        if self.start not in self.stages:
            raise ProcedureMalformed(Fault.UNKNOWN_START, where=self.label, word=self.start)
        self._refuse_unknown_stages()
        self._refuse_duplicate_steps()

    def steps_from(self, stage: str) -> tuple[Step, ...]:
        """Every row that leaves this stage, in the order of the table."""
        return tuple(step for step in self.steps if stage in step.origins)

    def _refuse_unknown_stages(self) -> None:
        for step in self.steps:
            for stage in (*step.origins, step.target):
                if stage not in self.stages:
                    raise ProcedureMalformed(Fault.UNKNOWN_STAGE, where=step.label, word=stage)

    def _refuse_duplicate_steps(self) -> None:
        seen: set[tuple[str, str]] = set()
        for step in self.steps:
            for origin in step.origins:
                if (origin, step.action) in seen:
                    word = f"{self.stages[origin].label} {step.action}"
                    raise ProcedureMalformed(Fault.DUPLICATE_STEP, where=step.label, word=word)
                seen.add((origin, step.action))


def _refuse_unnamed(name: str, label: str) -> None:
    """Names are identifiers (they become columns, options, ids); labels are for people."""
    if not _NAME.fullmatch(name):
        raise ProcedureMalformed(Fault.BAD_NAME, where=label or name, word=name)
    if not label.strip():
        raise ProcedureMalformed(Fault.NO_LABEL, where=name)


def _refuse_repeated(words: Iterable[str], *, where: str) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            shown = word.label if isinstance(word, Term) else word
            raise ProcedureMalformed(Fault.REPEATED, where=where, word=shown)
        seen.add(word)
