"""Papers of an invented district: what they hide is labelled, and what only looks hidden too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from tests.labelled.deck import Deck
from tests.labelled.fill import Bit, Pen
from tests.labelled.labels import LabelledPaper
from tests.labelled.pieces import Skeleton, by_kind, lines_of, pieces, skeletons
from tests.labelled.scene import Scene

DEFAULT_COUNT = 800

IS_PLANTED = (False, False, True, True, True)
"""Two papers of five are clean: whatever is found in them is a false alarm."""

PLANTED_IN_BODY = (0, 1, 1, 2, 2, 3)
INNOCENT_IN_BODY = (0, 1, 2, 2, 3, 4)
NOTES = (
    "",
    "{public_note:（此件主动公开）}",
    "{public_note:（此件公开发布）}",
    "{public_note:（公开方式：主动公开）}",
)
PLANTED_NOTE = "{not_public_note}"
MASTHEADS = (
    "{agency}文件\n\n{government_number:{code}〔{year}〕{no}号}",
    "{agency}\n\n{government_number:{code}函〔{year}〕{no}号}",
    "{government_number:{code}〔{year}〕{no}号}",
    "",
)
IMPRINTS = (
    "抄送：{other_agency}，{other_agency}。\n{agency}{office}　　　　{date}印发",
    "{agency}{office}　　{date}印发　　（共印{no}份）",
    "",
)


class Kinds:
    """Draws pieces so that every kind is asked for as often as any other."""

    def __init__(self, name: str, rng: Random, *, planted: bool) -> None:
        found = by_kind(name, planted=planted)
        self._pieces = {kind: Deck(having, rng) for kind, having in found.items()}
        self._kinds = Deck(list(found), rng)

    def draw(self) -> str:
        """Return the next piece."""
        return self._pieces[self._kinds.draw()].draw()


class Clerk:
    """Writes one paper after the other."""

    def __init__(self, seed: int) -> None:
        self._rng = rng = Random(seed)  # noqa: S311 (papers that can be written again, no secret)
        self._skeletons = Deck(skeletons(), rng)
        self._is_planted = Deck(IS_PLANTED, rng)
        self._heads = Kinds("heads", rng, planted=True)
        self._planted = Kinds("planted", rng, planted=True)
        self._innocent = Kinds("innocent", rng, planted=False)
        attachments = pieces("attachments")
        self._marked = Deck([piece for piece in attachments if "{mark_" in piece], rng)
        self._unmarked = Deck([piece for piece in attachments if "{mark_" not in piece], rng)

    def write(self, number: int) -> LabelledPaper:
        """Write the next paper."""
        skeleton, scene = self._skeletons.draw(), Scene(self._rng)
        is_planted = self._is_planted.draw()
        pen = Pen()
        head = self._head(skeleton, is_planted=is_planted)
        body = self._body(skeleton, is_planted=is_planted)
        foot = self._foot(skeleton, is_planted=is_planted)
        for block in (*([head, ""] if head else []), *body, *foot):
            for line in lines_of(block, scene):
                pen.write([*line, Bit("\n")])
        return pen.paper(f"{skeleton.name}-{number}")

    def _head(self, skeleton: Skeleton, *, is_planted: bool) -> str:
        if is_planted and self._rng.random() < 0.6:
            return self._heads.draw()
        return self._rng.choice(MASTHEADS) if skeleton.is_official else ""

    def _body(self, skeleton: Skeleton, *, is_planted: bool) -> Iterator[str]:
        places = [at for at, line in enumerate(skeleton.lines) if line == "@here"]
        put: dict[int, list[str]] = {at: [] for at in places}
        wanted = self._rng.choice(PLANTED_IN_BODY) if is_planted else 0
        chosen = [self._planted.draw() for _ in range(wanted)]
        chosen += [self._innocent.draw() for _ in range(self._rng.choice(INNOCENT_IN_BODY))]
        for piece in chosen:
            put[self._rng.choice(places)].append(piece)
        for at, line in enumerate(skeleton.lines):
            yield from self._rng.sample(put[at], len(put[at])) if at in put else (line,)

    def _foot(self, skeleton: Skeleton, *, is_planted: bool) -> Iterator[str]:
        if skeleton.is_official:
            refuses = is_planted and self._rng.random() < 0.3
            yield PLANTED_NOTE if refuses else self._rng.choice(NOTES)
        if self._rng.random() < 0.4:
            is_marked = is_planted and self._rng.random() < 0.3
            yield "\n" + (self._marked if is_marked else self._unmarked).draw()
        if skeleton.is_official:
            yield "\n" + self._rng.choice(IMPRINTS)


def papers(seed: int, *, count: int = DEFAULT_COUNT) -> Iterator[LabelledPaper]:
    """Write so many papers; the same seed writes the same ones."""
    clerk = Clerk(seed)
    return (clerk.write(number) for number in range(1, count + 1))


def tally(written: Iterator[LabelledPaper]) -> Counter[str]:
    """Count the labels of each kind."""
    return Counter(
        label.kind for paper in written for label in (*paper.planted, *paper.look_alikes)
    )
