"""What happens to a page on its way through printer, glass and file."""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random

import numpy as np
from PIL import Image, ImageFilter

from tests.scans.pages import DPI

_HALF = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Wear:
    """How a page was scanned; the defaults are a good scanner."""

    dpi: int = 200
    angle: float = 0.0
    noise: float = 3.0
    """Standard deviation in grey levels."""
    specks: int = 0
    blur: float = 0.4
    """Radius in points of the scan."""
    quality: int = 85
    """Of the JPEG in between; 0 is none."""
    shade: float = 0.0
    """So much of the light is gone at one side."""
    fade: float = 0.0
    """So much of the contrast is gone."""
    turn: int = 0
    is_grey: bool = False
    is_bilevel: bool = False
    """Black and white, as a fax and many an archive."""


def worn(sheet: Image.Image, wear: Wear, *, chance: Random) -> Image.Image:
    """Return the scan of a sheet."""
    made = sheet
    if wear.angle:
        made = made.rotate(
            wear.angle, resample=Image.Resampling.BICUBIC, expand=False, fillcolor=(255, 255, 255)
        )
    if wear.dpi != DPI:
        size = (round(made.width * wear.dpi / DPI), round(made.height * wear.dpi / DPI))
        made = made.resize(
            size, Image.Resampling.BOX if wear.dpi < DPI else Image.Resampling.BICUBIC
        )
    if wear.blur:
        made = made.filter(ImageFilter.GaussianBlur(wear.blur))
    made = _lit(made, wear, noise=np.random.default_rng(chance.randrange(2**32)))
    if wear.is_grey:
        made = made.convert("L").convert("RGB")
    if wear.is_bilevel:
        return (
            made.convert("L")
            .point(lambda light: 255 * (light > _HALF))
            .convert("RGB")
            .rotate(wear.turn, expand=True)
        )
    if wear.quality:
        made = _compressed(made, quality=wear.quality)
    return made.rotate(wear.turn, expand=True) if wear.turn else made


def _lit(sheet: Image.Image, wear: Wear, *, noise: np.random.Generator) -> Image.Image:
    light = np.asarray(sheet, dtype=np.float32)
    light = 255 - (255 - light) * (1 - wear.fade)
    if wear.shade:
        slope = np.linspace(1 - wear.shade, 1.0, light.shape[1], dtype=np.float32)
        light = light * slope[None, :, None]
    if wear.noise:
        light = light + noise.normal(0, wear.noise, light.shape[:2])[:, :, None]
    if wear.specks:
        _speckle(light, count=wear.specks, noise=noise)
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def _speckle(light: np.ndarray, *, count: int, noise: np.random.Generator) -> None:
    rows = noise.integers(0, light.shape[0] - 3, count)
    columns = noise.integers(0, light.shape[1] - 3, count)
    for row, column, size in zip(rows, columns, noise.integers(1, 4, count), strict=True):
        light[row : row + size, column : column + size] = noise.integers(0, 120)


def _compressed(sheet: Image.Image, *, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=quality)
    opened = Image.open(buffer)
    opened.load()
    return opened.convert("RGB")
