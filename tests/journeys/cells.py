"""Cells: what each person of an office is answered who asks for each act at each stage of a case.

The tables of `tests/assets/cells` say it, written by hand: a procedure a file, a stage a block, an
act a line, a person a column. An act beside the procedure has a ~ before it. What a stage does not
list it does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from review.commands import NewAccount
from review.domain.case_refusals import NothingLeft
from review.domain.errors import NoSuchCase
from review.domain.side_refusals import (
    AnswerFirst,
    BellActs,
    NobodyElse,
    NobodyToRemind,
    NoSuchSideAct,
    NotAskedOfYou,
    NotWaiting,
    WaitsForYou,
)
from review.domain.vocabulary import Role
from workflows.errors import (
    ActsMissing,
    NoSuchStep,
    RequirementsUnmet,
    SamePerson,
    StepHeld,
    WrongRole,
)

TABLES = Path(__file__).parents[1] / "assets" / "cells"
OFFICES = tuple(Role.of(name) for name in (
    "drafter", "section_head", "office_reviewer", "confidentiality_officer", "legal_officer",
    "information_officer", "approving_official", "head_of_agency", "publisher",
))  # fmt: skip
"""What acts on cases: whoever did something of the case here holds all of these at once."""
PEOPLE: Mapping[str, tuple[str, tuple[Role, ...]]] = MappingProxyType(
    {
        "own": ("甲本人", (Role.DRAFTER,)),
        "dra": ("乙承办", (Role.DRAFTER,)),
        "out": ("丙别科", (Role.DRAFTER,)),
        "sec": ("丁科长", (Role.SECTION_HEAD,)),
        "off": ("戊审查", (Role.OFFICE_REVIEWER,)),
        "con": ("己保密", (Role.CONFIDENTIALITY_OFFICER,)),
        "leg": ("庚法制", (Role.LEGAL_OFFICER,)),
        "inf": ("辛公开", (Role.INFORMATION_OFFICER,)),
        "app": ("壬分管", (Role.APPROVING_OFFICIAL,)),
        "hea": ("癸主要", (Role.HEAD_OF_AGENCY,)),
        "pub": ("子发布", (Role.PUBLISHER,)),
        "adm": ("丑系统", (Role.SYSTEM_ADMIN,)),
        "saf": ("寅安全", (Role.SECURITY_ADMIN,)),
        "aud": ("卯审计", (Role.AUDITOR,)),
        "pro": ("辰提出", OFFICES),
        "ver": ("巳核实", OFFICES),
        "che": ("午检查", OFFICES),
        "end": ("未附议", OFFICES),
        "dec": ("申决定", OFFICES),
    }
)
"""The columns: one a role, with no hand in the case; then who did something of it, in all roles."""
SECTION, OTHER_SECTION = "预算科", "办公室"
ANSWERS: Mapping[str, type[Exception] | None] = MappingProxyType(
    {
        "+": None,
        "-": NoSuchCase,
        "r": WrongRole,
        "s": SamePerson,
        "a": ActsMissing,
        "u": RequirementsUnmet,
        "h": StepHeld,
        "0": NoSuchStep,
        "n": NotAskedOfYou,
        "b": BellActs,
        "e": NobodyElse,
        "f": AnswerFirst,
        "m": NobodyToRemind,
        "y": WaitsForYou,
        "w": NotWaiting,
        "x": NoSuchSideAct,
        "g": NothingLeft,
    }
)
"""What a cell says; + is done."""


@dataclass(frozen=True)
class Block:
    """A stage as people find it: where, after which acts beside it, and what each is answered."""

    stage: str
    beside: tuple[tuple[str, str, str], ...] = ()
    """Who did what beside it, and to whom, before it is asked."""
    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def steps(self) -> dict[str, dict[str, str]]:
        """The rows of what the procedure has here."""
        return {name: row for name, row in self.rows.items() if not name.startswith("~")}

    @property
    def acts(self) -> dict[str, dict[str, str]]:
        """The rows of what is done beside it."""
        return {name[1:]: row for name, row in self.rows.items() if name.startswith("~")}


def blocks(procedure: str) -> tuple[Block, ...]:
    """Read the table of a procedure."""
    text = (TABLES / f"{procedure}.txt").read_text(encoding="utf-8")
    found: list[Block] = []
    for line in text.splitlines():
        if line.startswith("="):
            found.append(_begun(line))
        elif line.strip() and not line.startswith("#"):
            found[-1].rows.update(_rows(line, where=f"{procedure}: {line}"))
    return tuple(found)


def accounts() -> Iterator[NewAccount]:
    """Return the people of the columns."""
    for login, (name, roles) in PEOPLE.items():
        section = OTHER_SECTION if login == "out" else SECTION
        yield NewAccount(login=login, name=name, password=None, roles=roles, section=section)


def _begun(line: str) -> Block:
    stage, _, beside = line.removeprefix("=").partition("/")
    acts = (act.split() for act in beside.split(",") if act.strip())
    return Block(stage.strip(), tuple((who, verb, to) for who, verb, to in acts))


def _rows(line: str, *, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Several acts that are answered alike stand in one line."""
    names, *cells = line.split()
    assert len(cells) == len(PEOPLE), where
    assert set(cells) <= set(ANSWERS), where
    sign = "~" if names.startswith("~") else ""
    for name in names.removeprefix("~").split("/"):
        yield sign + name, dict(zip(PEOPLE, cells, strict=True))
