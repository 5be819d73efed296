"""Decode a picture that may be hostile: its size before its pixels, each frame by itself."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

Colour = tuple[int, int, int]

_DECODERS = (
    PngImagePlugin.PngImageFile,
    JpegImagePlugin.JpegImageFile,
    TiffImagePlugin.TiffImageFile,
    BmpImagePlugin.BmpImageFile,
    GifImagePlugin.GifImageFile,
    WebPImagePlugin.WebPImageFile,
)
_SEVERAL = MpoImagePlugin.MpoImageFile.format
"""A JPEG with further ones behind it, which are files of their own."""
WHITE: Colour = (255, 255, 255)
DARK: Colour = (72, 72, 72)
_ALL_FRAMES = 40
"""All frames together may have so many times the pixels of one."""
_CLEAR = 26
"""Of 255: what covers less is not seen."""
_VARIES = 24
_PALE, _SOLID = 216, 200
_MUCH_CLEAR, _SOME_PALE = 0.2, 0.0005
_FAULTS = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, KeyError, IndexError, TypeError,
    OverflowError, ZeroDivisionError, UnidentifiedImageError,
)  # fmt: skip
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_DEEP = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")


@contextmanager
def _guarded() -> Iterator[None]:
    """Faults of a decoder mean that the picture is broken; warnings would quote it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            yield
        except _BOMBS as fault:
            raise NotRead(Reason.TOO_LARGE) from fault
        except _FAULTS as fault:
            raise NotRead(Reason.BROKEN) from fault


def opened(content: bytes, *, limits: Limits) -> Image.Image:
    """Open a picture without decoding it; NotRead when it has too many pixels, or none."""
    with _guarded():
        picture = Image.open(io.BytesIO(content), formats=[each.format for each in _DECODERS])
    _measure(picture, limits=limits)
    return picture


def _measure(picture: Image.Image, *, limits: Limits) -> int:
    pixels = picture.width * picture.height
    if pixels > limits.pixels:
        raise NotRead(Reason.TOO_LARGE)
    return pixels


def frames_of(picture: Image.Image, *, limits: Limits) -> Iterator[int]:
    """Decode frame after frame, counted from 1; further pictures in a JPEG are files."""
    frame, left = 0, _ALL_FRAMES * limits.pixels
    while _goes_to(picture, frame):
        left -= _measure(picture, limits=limits)
        if left < 0 or frame >= limits.pages:
            raise NotRead(Reason.TOO_LARGE)
        with _guarded():
            picture.load()
        frame += 1
        yield frame


def _goes_to(picture: Image.Image, frame: int) -> bool:
    if frame == 0:
        return True
    if picture.format in {JpegImagePlugin.JpegImageFile.format, _SEVERAL}:
        return False
    with _guarded():
        try:
            picture.seek(frame)
        except EOFError:
            return False
    return True


def drawn(content: bytes, *, frame: int, ground: Colour | None, limits: Limits) -> Image.Image:
    """Decode one frame, upright, on this ground; without a ground only what is transparent."""
    picture = opened(content, limits=limits)
    with _guarded():
        if frame > 1:
            picture.seek(frame - 1)
            _measure(picture, limits=limits)
        picture.load()
        upright = _upright(picture)
        return _beneath(upright) if ground is None else _flat(upright, ground=ground)


def _upright(picture: Image.Image) -> Image.Image:
    """Turn a picture as its camera says; what it says may be garbled, and is told elsewhere."""
    try:
        return ImageOps.exif_transpose(picture)
    except _FAULTS:
        return picture


def _flat(picture: Image.Image, *, ground: Colour) -> Image.Image:
    if picture.mode in _DEEP:
        return _levelled(picture)
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    shown = picture.convert("RGBA")
    paper = Image.new("RGBA", shown.size, (*ground, 255))
    return Image.alpha_composite(paper, shown).convert("RGB")


def _levelled(picture: Image.Image) -> Image.Image:
    """Bring more than eight bits down to eight, dark to light."""
    light = np.asarray(picture, np.float64)
    low, high = float(light.min()), float(light.max())
    scaled = (light - low) * (255 / max(high - low, 1.0))
    return Image.fromarray(scaled.astype(np.uint8)).convert("RGB")


def _beneath(picture: Image.Image) -> Image.Image:
    colours, clear = _layers(picture)
    return Image.fromarray(np.where(clear[:, :, None], colours, 255).astype(np.uint8))


def _layers(picture: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    shown = np.asarray(picture.convert("RGBA"))
    return shown[:, :, :3], shown[:, :, 3] < _CLEAR


def hidden_pixels(picture: Image.Image) -> bool:
    """Say whether what is fully transparent has colours that differ: something was drawn there."""
    if not picture.has_transparency_data:
        return False
    with _guarded():
        colours, clear = _layers(picture)
    beneath = colours[clear]
    return bool(len(beneath)) and int(np.ptp(beneath, axis=0).max()) > _VARIES


def ways_to_show(picture: Image.Image) -> tuple[Colour, ...]:
    """Say on which grounds a picture must be looked at: white on clear shows on dark alone."""
    if not picture.has_transparency_data:
        return (WHITE,)
    with _guarded():
        shown = np.asarray(picture.convert("RGBA"))
    pale = (shown[:, :, :3].min(axis=2) >= _PALE) & (shown[:, :, 3] >= _SOLID)
    clear = float((shown[:, :, 3] < _CLEAR).mean())
    return (WHITE, DARK) if clear > _MUCH_CLEAR and pale.mean() > _SOME_PALE else (WHITE,)
