"""The straight rules of a sheet: of tables, under heads; thin, or they are something else."""

from __future__ import annotations

import cv2
import numpy as np

from review.screening.recognition.models import Mask

_SHARE, _LEAST = 60, 40
"""A straight stroke of this share of the sheet, or so many pixels, belongs to no letter."""
_THICKNESS, _BLUR = 400, 5
_EDGE, _LEAN = 5, 3


def without_rules(ink: Mask) -> Mask:
    """Take the rules away; print so small that it runs together to a bar is too thick for one."""
    left = ink
    for rules in (_rules(ink), _rules(ink.T).T):
        near = cv2.dilate(rules, np.ones((_EDGE, _EDGE), np.uint8))
        left = left & (1 - np.asarray(near, np.uint8))
    return left


def upright_rules(ink: Mask) -> Mask:
    """Find the rules between cells; one that leans a little is still one."""
    thick = cv2.dilate(ink, np.ones((1, _LEAN), np.uint8))
    return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, _stroke(ink).T), np.uint8)


def _rules(ink: Mask) -> Mask:
    """Return the level rules: long strokes, but for those that are thick anywhere."""
    ink = np.ascontiguousarray(ink)
    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _stroke(ink))
    most = max(ink.shape) // _THICKNESS + _BLUR
    thick = cv2.morphologyEx(long, cv2.MORPH_OPEN, np.ones((most + 1, 1), np.uint8))
    count, labels = cv2.connectedComponents(np.asarray(long, np.uint8))
    is_rule = np.ones(count, np.uint8)
    is_rule[0] = 0
    is_rule[np.unique(labels[thick > 0])] = 0
    return np.asarray(is_rule[labels], np.uint8)


def _stroke(ink: Mask) -> Mask:
    return np.ones((1, max(_LEAST, max(ink.shape) // _SHARE)), np.uint8)
