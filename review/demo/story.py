"""The story of the demonstration as data: who does what on which day, and in which words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from review.shipped import shipped

STORY = "data/samples/story"
GIVEN = "given"
"""The key of the paper that the visitor brought."""
ARRIVING = frozenset({"receive", "revise"})
"""Scenes in which a file is handed in."""
LOOKING = "nowhere"
"""The scene that asks nothing of the office: somebody looks for what must not lie there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One thing that one person does on one day."""

    on: date
    by: str
    does: str
    paper: str = ""
    file: str = ""
    """The key of the sample handed in, where it is not the paper's first version."""
    says: str = ""
    why: str = ""
    """What the visitor is told beside it."""
    rule: str = ""
    excerpt: str = ""
    """Which finding is meant: its rule, and a word of what it shows."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    """Items of the check list that are not simply clear."""
    refused: bool = False
    """The office must refuse this; a demonstration in which it does not has failed."""
    instead: bool = False
    """Done only when the step before it was refused to the visitor's paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All scenes in their order, and the last night."""

    scenes: tuple[Scene, ...]
    last: date

    @property
    def first(self) -> date:
        """Return the day on which the office is founded."""
        return self.scenes[0].on

    def on(self, day: date) -> tuple[Scene, ...]:
        """Return what happens on a day."""
        return tuple(scene for scene in self.scenes if scene.on == day)


def load_story(*, with_given: bool) -> Story:
    """Return the story, with the visitor's own paper or without."""
    data = _table("scenes")
    scenes = (Scene(**scene) for scene in data["scenes"])
    kept = tuple(scene for scene in scenes if with_given or scene.paper != GIVEN)
    if sorted(kept, key=lambda scene: scene.on) != list(kept) or data["last"] < kept[-1].on:
        raise ValueError("the scenes are not in the order of their days")
    return Story(scenes=kept, last=data["last"])


@cache
def words() -> Mapping[str, Any]:
    """Return the words in which the walk is told."""
    return MappingProxyType(_table("words"))


@cache
def cast() -> Mapping[str, Any]:
    """Return the office and its people."""
    return MappingProxyType(_table("cast"))


def name_of(login: str) -> str:
    """Return what one of the cast is called."""
    name: str = cast()["people"][login]["name"]
    return name


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((shipped(STORY) / f"{name}.toml").read_text(encoding="utf-8"))
