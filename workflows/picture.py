"""A procedure as one picture (SVG).

The road to the end stands in the middle, side roads to its right, and to its left the stages that
are reached from many places. Only arrows that cross nothing are drawn; every other way out stands
as a line in its box.
Presentation attributes only: a page that forbids inline styles shows it all the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from workflows.drawing import who
from workflows.model import Procedure, Step
from workflows.words import Heading

_WIDTH, _GAP, _SIDE, _MARGIN = 208, 84, 420, 24
_LINE, _PAD = 18, 12
_SMALL = 12
_PER_LINE = 17
_FONT = (
    "Noto Sans CJK SC, Noto Serif SC, Microsoft YaHei, PingFang SC, WenQuanYi Zen Hei, sans-serif"
)
_INK, _SOFT, _PAPER, _ROAD, _END = "#1f2933", "#52606d", "#ffffff", "#e8f0fa", "#eef3ea"
_MANY = 3


@dataclass(frozen=True, slots=True)
class _Box:
    """A stage in its place."""

    stage: str
    x: int
    y: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        return _LINE * (1 + len(self.lines)) + 2 * _PAD

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def bottom(self) -> int:
        return self.y + self.height


def svg(procedure: Procedure) -> str:
    """Draw the procedure."""
    plan = _Plan(procedure)
    boxes = plan.boxes()
    width = max(box.x for box in boxes.values()) + _WIDTH + _MARGIN
    height = max(box.bottom for box in boxes.values()) + _MARGIN
    size = f'width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}',
        f' role="img" font-family="{_FONT}" fill="{_INK}">',
        f"<title>{escape(procedure.label)}</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"',
        f' markerHeight="8" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="{_SOFT}"/>',
        "</marker></defs>",
        f'<rect {size} fill="{_PAPER}"/>',
        *plan.arrows(boxes),
        *(part for box in boxes.values() for part in _drawn(box, procedure)),
        "</svg>",
    ]
    return "\n".join([*parts, ""])


class _Plan:
    """Which stage stands in which column, and which ways out are drawn as arrows."""

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure
        self._road = _road(procedure)
        off_road = [name for name in procedure.stages if name not in self._road]
        origins = {name: self._origins(name) for name in off_road}
        self._gathering = [
            name
            for name in off_road
            if len(origins[name]) >= _MANY or not origins[name] & set(self._road)
        ]
        # A side road hangs where the road first leads to it.
        self._sides = {
            name: next(stage for stage in self._road if stage in origins[name])
            for name in off_road
            if name not in self._gathering
        }

    def boxes(self) -> dict[str, _Box]:
        """Place the road from top to bottom, the side roads beside it, the rest on the left."""
        placed: dict[str, _Box] = {}
        middle = _MARGIN + (_WIDTH + _GAP if self._gathering else 0)
        y = _MARGIN
        for stage in self._road:
            road = placed[stage] = self._box(stage, x=middle, y=y)
            beside = y
            for side in (name for name, at in self._sides.items() if at == stage):
                box = placed[side] = self._box(side, x=middle + _WIDTH + _SIDE, y=beside)
                beside = box.bottom + _MARGIN
            y = max(road.bottom + _GAP, beside + _MARGIN)
        y = _MARGIN
        for stage in self._gathering:
            placed[stage] = self._box(stage, x=_MARGIN, y=y)
            y = placed[stage].bottom + _MARGIN
        return placed

    def arrows(self, boxes: dict[str, _Box]) -> Iterator[str]:
        """Draw the road downwards and each side road out and back."""
        for here, there in zip(self._road, self._road[1:], strict=False):
            yield from _down(boxes[here], boxes[there], self._between(here, there))
        for side, stage in self._sides.items():
            out, back = self._between(stage, side), self._between(side, stage)
            yield from _across(boxes[stage], boxes[side], out, back)

    def _box(self, stage: str, *, x: int, y: int) -> _Box:
        return _Box(stage, x, y, tuple(self._lines(stage)))

    def _lines(self, stage: str) -> Iterator[str]:
        limit = self._procedure.stages[stage].limit
        if limit is not None:
            yield f"{Heading.LIMIT.label}：{limit}"
        others = dict.fromkeys(
            self._procedure.stages[step.target].label
            for step in self._procedure.steps_from(stage)
            if step.target != stage and not self._is_drawn(stage, step.target)
        )
        if others:
            yield from _wrapped(f"{Heading.OTHERWISE_TO.label}：", list(others))

    def _is_drawn(self, here: str, there: str) -> bool:
        follows = (here, there) in zip(self._road, self._road[1:], strict=False)
        return follows or self._sides.get(there) == here or self._sides.get(here) == there

    def _origins(self, stage: str) -> set[str]:
        steps = (step for step in self._procedure.steps if step.target == stage)
        return {origin for step in steps for origin in step.origins if origin != stage}

    def _between(self, here: str, there: str) -> list[Step]:
        return [step for step in self._procedure.steps_from(here) if step.target == there]


def _road(procedure: Procedure) -> list[str]:
    """Return the shortest road from the start through people's publishing, if any, to the last."""
    last = {stage for stage in procedure.stages if not procedure.steps_from(stage)}
    publishing = [step for step in procedure.steps if step.publishes and not step.automatic]
    road = [procedure.start]
    for goals in (
        {origin for step in publishing for origin in step.origins},
        {step.target for step in publishing},
        last,
    ):
        road += _shortest(procedure, road[-1], goals)[1:]
    return road


def _shortest(procedure: Procedure, start: str, goals: set[str]) -> list[str]:
    ways = {start: [start]}
    waiting = deque([start])
    while waiting:
        stage = waiting.popleft()
        if stage in goals:
            return ways[stage]
        for step in procedure.steps_from(stage):
            if step.target not in ways:
                ways[step.target] = [*ways[stage], step.target]
                waiting.append(step.target)
    return ways[start]


def _drawn(box: _Box, procedure: Procedure) -> Iterator[str]:
    stage = procedure.stages[box.stage]
    fill = _END if stage.settled else _ROAD
    yield (
        f'<rect x="{box.x}" y="{box.y}" width="{_WIDTH}" height="{box.height}" rx="6" '
        f'fill="{fill}" stroke="{_SOFT}"/>'
    )
    x, y = box.x + _WIDTH // 2, box.y + _PAD + 13
    yield _text(x, y, stage.label, anchor="middle", size=15)
    for number, line in enumerate(box.lines, 1):
        yield _text(x, y + number * _LINE, line, anchor="middle")


def _down(upper: _Box, lower: _Box, steps: list[Step]) -> Iterator[str]:
    x = upper.x + _WIDTH // 2
    yield _line(x, upper.bottom, x, lower.y)
    yield from _labels(x + 10, lower.y - _GAP // 2, steps)


def _across(road: _Box, side: _Box, out: list[Step], back: list[Step]) -> Iterator[str]:
    """One line out, with a second tip where a way leads back; labels above it and below."""
    bend, y = road.x + _WIDTH + 24, side.middle
    start = min(max(y, road.y + _PAD), road.bottom - _PAD)
    tips = 'marker-end="url(#tip)"' + (' marker-start="url(#tip)"' if back else "")
    yield (
        f'<path d="M{road.x + _WIDTH} {start}H{bend}V{y}H{side.x}" fill="none" '
        f'stroke="{_SOFT}" {tips}/>'
    )
    for number, step in enumerate(reversed(out)):
        yield _text(bend + 8, y - 6 - number * 16, _told(step))
    for number, step in enumerate(back):
        yield _text(side.x - 12, y + 16 + number * 16, _told(step), anchor="end")


def _labels(x: int, y: int, steps: list[Step]) -> Iterator[str]:
    top = y - (len(steps) - 1) * 8 + 4
    for number, step in enumerate(steps):
        yield _text(x, top + number * 16, _told(step))


def _told(step: Step) -> str:
    return f"{step.label}（{who(step)}）"


def _line(x1: int, y1: int, x2: int, y2: int) -> str:
    return f'<path d="M{x1} {y1}L{x2} {y2}" stroke="{_SOFT}" marker-end="url(#tip)"/>'


def _text(x: int, y: int, words: str, *, anchor: str = "start", size: int = _SMALL) -> str:
    fill = _SOFT if size == _SMALL else _INK
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{fill}">{escape(words)}</text>'
    )


def _wrapped(line: str, labels: list[str]) -> Iterator[str]:
    """Break between labels, never inside one."""
    for number, label in enumerate(labels):
        separator = " · " if number else ""
        if number and len(line + separator + label) > _PER_LINE:
            yield line
            line, separator = "", ""
        line += separator + label
    yield line
