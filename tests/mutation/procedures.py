"""Every row of every shipped procedure with one word less, one more, or another in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from tests.properties.agreement import TABLES, differences
from workflows.errors import ProcedureMalformed
from workflows.loading import load
from workflows.proof import prove
from workflows.words import Act, Authority, Clock, Effect, Need, Requirement, Role, Source, Term

_LINE = re.compile(r"(?P<key>\w+)(?P<gap>\s*=\s*)(?P<value>.+)")
_ENTRY = re.compile(r"(\w+) = \"(\w+)\"")
_WORDS: dict[str, type[Term]] = {
    "by": Role,
    "act": Act,
    "different_from": Act,
    "stands_on": Act,
    "requires": Requirement,
    "needs": Need,
    "voids": Act,
    "effects": Effect,
    "automatic": Authority,
    "clock": Clock,
}


@dataclass(frozen=True, slots=True)
class ProcedureMutant:
    """The text of a procedure that says one thing otherwise."""

    procedure: str
    said: str
    text: str

    @property
    def name(self) -> str:
        return f"procedure {self.procedure}: {self.said}"

    def is_noticed(self) -> bool:
        """Say whether it can no longer be read, or is not what the office demands."""
        try:
            mutated = load(self.text)
        except ProcedureMalformed:
            return True
        return any(differences(mutated, TABLES[self.procedure]))

    def is_proved_unsafe(self) -> bool:
        """Say whether the proof alone would refuse it."""
        try:
            return bool(prove(load(self.text)))
        except ProcedureMalformed:
            return True


def procedure_mutants() -> Iterator[ProcedureMutant]:
    """Yield the mutants of every procedure that is shipped, whatever their number."""
    folder = files("workflows") / "procedures"
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".toml"):
            text = entry.read_text(encoding="utf-8")
            for said, mutated in _of_text(text):
                yield ProcedureMutant(entry.name.removesuffix(".toml"), said, mutated)


def _of_text(text: str) -> Iterator[tuple[str, str]]:
    lines = text.splitlines(keepends=True)
    stages = [line.split()[0] for line in lines if re.match(r"\w+\s*= \{ label", line)]
    head, *steps = _rows(lines)
    for first, last in steps:
        number = f"row at line {first + 1}"
        yield f"{number} is gone", "".join(lines[:first] + lines[last:])
        for at in range(first, last):
            for said, line in _of_step_line(lines[at], stages):
                where = f"{number}: {said}"
                yield where, "".join([*lines[:at], line, *lines[at + 1 :]])
    for at in range(*head):
        for said, line in _of_stage_line(lines[at]):
            yield said, "".join([*lines[:at], line, *lines[at + 1 :]])


def _rows(lines: list[str]) -> list[tuple[int, int]]:
    """Return where the stages stand, and then each row."""
    starts = [at for at, line in enumerate(lines) if line.startswith("[[steps]]")]
    return list(zip([0, *starts], [*starts, len(lines)], strict=True))


def _of_step_line(line: str, stages: list[str]) -> Iterator[tuple[str, str]]:
    found = _LINE.match(line)
    if found is None or found["key"] in {"label", "action"}:
        return
    key, value = found["key"], found["value"].strip()
    for said, mutated in _of_value(key, value, stages):
        written = f"{key}{found['gap']}{mutated}\n" if mutated else "\n"
        yield f"{key} {said}", written


def _of_value(key: str, value: str, stages: list[str]) -> Iterator[tuple[str, str]]:
    if value.startswith("["):
        yield from _of_list(json.loads(value), _known(key, stages))
    elif value.startswith("{"):
        yield from _of_entries(value)
    elif value.startswith('"'):
        word = json.loads(value)
        if key != "to":
            yield f"without {word}", ""
        yield from (
            (f"{other} for {word}", json.dumps(other)) for other in _others(key, [word], stages)
        )
    else:
        yield f"is not {value}", ""


def _of_list(words: list[str], known: list[str]) -> Iterator[tuple[str, str]]:
    foreign = next((word for word in known if word not in words), None)
    for word in words:
        less = [other for other in words if other != word]
        yield f"without {word}", json.dumps(less) if less else ""
        if foreign is not None:
            swapped = [foreign if other == word else other for other in words]
            yield f"{foreign} for {word}", json.dumps(swapped)
    if foreign is not None:
        yield f"and {foreign}", json.dumps([*words, foreign])


def _of_entries(value: str) -> Iterator[tuple[str, str]]:
    """The sources of an automatic act: each left out, each another."""
    entries = _ENTRY.findall(value)
    for act, source in entries:
        less = [entry for entry in entries if entry[0] != act]
        yield f"without {act}", _written(less)
        other = next(one.value for one in Source if one.value != source)
        changed = [(one, other if one == act else kept) for one, kept in entries]
        yield f"{other} for {act}", _written(changed)


def _written(entries: list[tuple[str, str]]) -> str:
    return "{ " + ", ".join(f'{key} = "{value}"' for key, value in entries) + " }"


def _of_stage_line(line: str) -> Iterator[tuple[str, str]]:
    name = line.partition(" ")[0].strip()
    if line.startswith("start"):
        yield "it starts elsewhere", re.sub(r'"\w+"', '"closed"', line)
    limit = re.search(r", limit = (\d+)", line)
    if limit is not None:
        yield f"stage {name} without limit", line.replace(limit[0], "")
        later = f", limit = {int(limit[1]) + 1}"
        yield f"stage {name} a day longer", line.replace(limit[0], later)
    clock = re.search(r", clock = \"(\w+)\"", line)
    if clock is not None:
        yield f"stage {name} with running clock", line.replace(clock[0], "")
        for other in _others("clock", [clock[1], Clock.RUNS.value], []):
            said = f"stage {name} with clock {other}"
            yield said, line.replace(clock[0], f', clock = "{other}"')
    if ", settled = true" in line:
        yield f"stage {name} not settled", line.replace(", settled = true", "")
    elif line.rstrip().endswith("}"):
        yield f"stage {name} settled", line.replace(" }", ", settled = true }")


def _known(key: str, stages: list[str]) -> list[str]:
    return [term.value for term in _WORDS[key]] if key in _WORDS else stages


def _others(key: str, words: list[str], stages: list[str]) -> list[str]:
    """Return one other word that could stand there."""
    return [word for word in _known(key, stages) if word not in words][:1]
