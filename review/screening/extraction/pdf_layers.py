"""The layers of a PDF that are off when it is opened, or left out when it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from review.domain.findings import Part
from review.screening.extraction.pdf_strings import text_of
from review.screening.segments import Trace


def hidden_layers(pdf: pikepdf.Pdf) -> tuple[Trace, ...]:
    """Tell of each layer that does not show on the screen, or not on paper."""
    return tuple(
        Trace(rule="hidden.layer", part=Part.BODY, text=text_of(group.get("/Name")))
        for group in _hidden(pdf)
    )


def hidden_groups(pdf: pikepdf.Pdf) -> frozenset[tuple[int, int]]:
    """Return the numbers of the layers that do not show."""
    return frozenset(group.objgen for group in _hidden(pdf))


def _hidden(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return
    default = layers.get("/D")
    default = default if isinstance(default, pikepdf.Dictionary) else pikepdf.Dictionary()
    off, on = (_numbers(default.get(key)) for key in ("/OFF", "/ON"))
    all_off = default.get("/BaseState") == pikepdf.Name.OFF
    for group in _groups(layers.get("/OCGs")):
        is_off = group.objgen in off or (all_off and group.objgen not in on)
        if is_off or _is_unprinted(group):
            yield group


def _groups(value: Any) -> Iterator[pikepdf.Dictionary]:  # noqa: ANN401 - what stands there
    if isinstance(value, pikepdf.Array):
        yield from (group for group in value if isinstance(group, pikepdf.Dictionary))


def _numbers(value: Any) -> frozenset[tuple[int, int]]:  # noqa: ANN401 - what stands there
    return frozenset(group.objgen for group in _groups(value))


def _is_unprinted(group: pikepdf.Dictionary) -> bool:
    usage = group.get("/Usage")
    if not isinstance(usage, pikepdf.Dictionary):
        return False
    states = (("/Print", "/PrintState"), ("/View", "/ViewState"), ("/Export", "/ExportState"))
    return any(
        isinstance(part := usage.get(key), pikepdf.Dictionary)
        and part.get(state) == pikepdf.Name.OFF
        for key, state in states
    )
