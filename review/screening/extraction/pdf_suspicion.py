"""Which texts of a page might not show: a cheap look, so that few pages are rendered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.screening.extraction.pdf_drawing import Box, Colour, Drawn

Boxes = NDArray[np.float64]

_LIGHT: Final = 200
_FAINT: Final = 128
_NEAR: Final = 120
"""Colours whose parts differ by less than this together might be taken for one another."""
_LOW: Final = 2.5
_SLACK: Final = 1.0
_LEAST: Final = 0.5
"""A ground that reaches less far than this into a text's box only touches it."""


def suspects(
    drawn: Sequence[Drawn], *, sheet: Box, laid_over: Sequence[Box], has_layers: bool
) -> tuple[Drawn, ...]:
    """Return the texts of a page that might not show.

    `sheet` is what is shown of the page, `laid_over` the boxes of its annotations; where layers
    are about, every text is a suspect.
    """
    texts = [one for one in drawn if one.is_text]
    if has_layers or not texts:
        return tuple(texts)
    odd = np.array([_is_odd(text, sheet=sheet) for text in texts])
    boxes, orders = _boxes(texts), np.array([text.order for text in texts])
    colours = np.array([_plain(text.colour) for text in texts])
    for ground in drawn:
        if not ground.is_text and not odd.all():
            near = _likeness(ground, orders=orders, colours=colours)
            odd |= near & _meet(boxes, ground.box)
    for box in laid_over:
        odd |= _meet(boxes, box)
    return tuple(text for text, is_odd in zip(texts, odd, strict=True) if is_odd)


def _is_odd(text: Drawn, *, sheet: Box) -> bool:
    colour = text.colour
    return (
        text.mode != 0
        or colour is None
        or min(colour[:3]) >= _LIGHT
        or colour[3] < _FAINT
        or text.box[3] - text.box[1] < _LOW
        or not _within(text.box, sheet)
        or (text.clip is not None and not _within(text.box, text.clip))
    )


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - _SLACK
        and inner[1] >= outer[1] - _SLACK
        and inner[2] <= outer[2] + _SLACK
        and inner[3] <= outer[3] + _SLACK
    )


def _likeness(
    ground: Drawn, *, orders: NDArray[np.int64], colours: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell which texts a ground would hide: those before it, and those of about its colour."""
    later = orders < ground.order
    if ground.colour is None:
        return np.ones_like(later)
    apart = np.abs(colours - np.array(ground.colour[:3])).sum(axis=1)
    near: NDArray[np.bool_] = apart < _NEAR
    return later | near


def _plain(colour: Colour | None) -> tuple[int, int, int]:
    return (0, 0, 0) if colour is None else colour[:3]


def _boxes(texts: Sequence[Drawn]) -> Boxes:
    return np.array([text.box for text in texts], dtype=np.float64)


def _meet(boxes: Boxes, box: Box) -> NDArray[np.bool_]:
    across = np.minimum(boxes[:, 2], box[2]) - np.maximum(boxes[:, 0], box[0])
    up = np.minimum(boxes[:, 3], box[3]) - np.maximum(boxes[:, 1], box[1])
    return np.array((across > _LEAST) & (up > _LEAST), dtype=np.bool_)
