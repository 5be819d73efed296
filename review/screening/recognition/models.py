"""The two networks that see: one finds where writing is, one reads a line of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]
from cv2.typing import MatLike

from review.screening.recognition.installed import FINDER, READER, folder

Floats = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint8]
"""Rows, columns, and blue, green, red, as the networks were taught."""
Mask = npt.NDArray[np.uint8]
"""1 where something is."""

_THREADS: Final = 2
_SILENT: Final = 4


def strongest(pixels: MatLike) -> Mask:
    """Return for each pixel the greatest of its colours, many times as fast as numpy would."""
    blue, green, red = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(blue, green), red), np.uint8)


@dataclass(frozen=True, slots=True)
class Models:
    """Both networks, loaded."""

    finder: Any
    reader: Any
    characters: tuple[str, ...]
    """What the reader's classes stand for; class 0 is nothing."""

    def writing(self, pixels: Pixels) -> Floats:
        """Return for each pixel how surely it is writing; sides in multiples of 32."""
        (found,) = self.finder.run(None, {"x": _planes(pixels)[None]})
        return np.asarray(found[0, 0], np.float32)

    def classes(self, lines: Pixels) -> Floats:
        """Return for each line and step the chance of each class; lines are 48 rows high."""
        (found,) = self.reader.run(None, {"x": np.stack([_planes(line) for line in lines])})
        return np.asarray(found, np.float32)


def load() -> Models:
    """Load both networks, to work in two threads at most."""
    cv2.setNumThreads(1)
    finder, reader = _session(FINDER), _session(READER)
    listed = reader.get_modelmeta().custom_metadata_map["character"].splitlines()
    return Models(finder, reader, ("", *listed, " "))


def _session(name: str) -> Any:  # noqa: ANN401 - the library has no types
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = _SILENT
    # Threads that wait must not burn the time that the child is allowed.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        str(folder() / name), options, providers=["CPUExecutionProvider"]
    )


def _planes(pixels: Pixels) -> Floats:
    """Scale to -1 … 1, colours first."""
    return np.asarray(pixels.transpose(2, 0, 1), np.float32) / np.float32(127.5) - np.float32(1)
