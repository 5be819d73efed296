"""Recognition of scanned pages, against the library whose networks it runs, alone."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np
from PIL import Image

from review.screening.recognition import recogniser_of
from review.screening.seeing import Recogniser
from review.screening.segments import Scan, ScanKind
from tests.bench.measure import Ratio, compared, tell
from tests.scans import kinds
from tests.scans.wear import Wear, worn

_SEED = 20231108
_PAGES = {"a letter": kinds.corner, "a table": kinds.number_in_table, "a seal": kinds.under_seal}


def measured() -> Iterator[Ratio]:
    """Read the same scans by the product and by `rapidocr` as it comes, whole pages both."""
    recogniser = recogniser_of()
    if recogniser is None:
        tell("skipped: no recogniser is installed: pip install '.[ocr]'")
        return
    from rapidocr import RapidOCR  # noqa: PLC0415 - an extra

    other = RapidOCR(params={"Global.log_level": "critical"})
    for name, kind in _PAGES.items():
        chance = Random(_SEED)  # noqa: S311 - the same page every time
        picture = worn(kind(chance).paper.sheet, Wear(angle=0.4), chance=chance)
        yield _page(name, picture, recogniser, other)


def _page(name: str, picture: Image.Image, recogniser: Recogniser, other: object) -> Ratio:
    scan = Scan(draw=lambda: picture, kind=ScanKind.PAGE)
    pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
    assert callable(other)
    return compared(
        f"recognising {name}, A4 at 200 dpi",
        lambda: recogniser.see(scan),
        to=("rapidocr alone", lambda: other(pixels)),
    )
