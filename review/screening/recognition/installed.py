"""Where the networks of recognition lie, if they are installed at all."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

FINDER, READER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_CARRIER: Final = "rapidocr"
"""The package whose wheel brings the networks; nothing of it is run."""
LIBRARIES: Final = ("onnxruntime", "cv2")


def folder() -> Path:
    """Return where the networks should be."""
    found = importlib.util.find_spec(_CARRIER)
    places = () if found is None else found.submodule_search_locations or ()
    return next((Path(place) / "models" for place in places), Path())


def is_there() -> bool:
    """Say whether networks and the libraries that run them are installed, loading none.

    What is installed may still lack a library of the system: `loading` tries it.
    """
    if any(importlib.util.find_spec(name) is None for name in (*LIBRARIES, _CARRIER)):
        return False
    return all((folder() / name).is_file() for name in (FINDER, READER))
