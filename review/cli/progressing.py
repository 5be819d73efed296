# ruff: noqa: PLC0415 - asking for help loads no framework
"""Saying on a terminal how far a round has come, and how long it will still take."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from review.cli.printing import step

if TYPE_CHECKING:
    from review.services.round_progress import Progress

MINUTE = 60


def watched() -> Progress:
    """Return a progress that is told as it goes."""
    from review.services.round_progress import Progress

    began = time.monotonic()

    def tell(progress: Progress) -> None:
        left = progress.left(elapsed=time.monotonic() - began)
        step(doing(left), progress.done, max(progress.of, progress.done))

    return Progress(heard=tell)


def doing(left: float | None) -> str:
    """Say what is being done, and how long it will still take."""
    if left is None:
        return "正在评估"
    if left < MINUTE:
        return "正在评估（预计还要不到一分钟）"
    minutes = round(left / MINUTE)
    hours, minutes = divmod(minutes, MINUTE)
    words = (f"{hours} 小时" if hours else "") + (f"{minutes} 分钟" if minutes else "")
    return f"正在评估（预计还要 {words}）"
