"""From a template to a labelled text: `{slot}` is drawn, `{kind:words}` labelled as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.labelled import lookalikes, marks, numbers
from tests.labelled.labels import EXPECTED, MISTAKEN_FOR, LabelledPaper, LookAlike, Planted
from tests.labelled.numbers import Maker
from tests.labelled.scene import Scene

SLOT = re.compile(r"\{(?P<name>\w+)(?::(?P<words>(?:[^{}]|\{\w+\})+))?\}")
MAKERS: dict[str, Maker] = numbers.MAKERS | marks.MAKERS | lookalikes.MAKERS


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text, and its kind if it is labelled."""

    text: str
    kind: str | None = None


def kinds_of(template: str) -> set[str]:
    """Name the kinds that a template plants or imitates."""
    names = (match["name"] for match in SLOT.finditer(template))
    return {name for name in names if name in EXPECTED or name in MISTAKEN_FOR}


def fill(template: str, scene: Scene) -> Iterator[Bit]:
    """Draw every slot of a template."""
    at = 0
    for match in SLOT.finditer(template):
        yield Bit(template[at : match.start()])
        yield _drawn(match["name"], match["words"], scene)
        at = match.end()
    yield Bit(template[at:])


def _drawn(name: str, words: str | None, scene: Scene) -> Bit:
    if words is not None:
        return Bit("".join(bit.text for bit in fill(words, scene)), name)
    if name in MAKERS:
        return Bit(MAKERS[name](scene.rng), name)
    return Bit(scene.word(name))


@dataclass
class Pen:
    """Writes bits one after the other and remembers where the labelled ones came to stand."""

    parts: list[str] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    look_alikes: list[LookAlike] = field(default_factory=list)
    length: int = 0

    def write(self, bits: Iterable[Bit]) -> None:
        """Append."""
        for bit in bits:
            start, self.length = self.length, self.length + len(bit.text)
            self.parts.append(bit.text)
            if bit.kind in EXPECTED:
                self.planted.append(
                    Planted(kind=bit.kind, start=start, end=self.length, text=bit.text)
                )
            elif bit.kind is not None:
                self.look_alikes.append(
                    LookAlike(kind=bit.kind, start=start, end=self.length, text=bit.text)
                )

    def paper(self, name: str) -> LabelledPaper:
        """Return what was written."""
        return LabelledPaper(
            name=name,
            text="".join(self.parts),
            planted=tuple(self.planted),
            look_alikes=tuple(self.look_alikes),
        )
