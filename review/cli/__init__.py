"""The command line: `xianshen`. Asking for help loads click and words, and nothing else."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

SELDOM = 50_000
"""What is loaded stays: looked through after every 700 objects, it takes half as long again."""


def main() -> NoReturn:
    """Do what the command line says and leave with 0 done, 1 the answer is no, 2 wrongly asked."""
    gc.set_threshold(SELDOM)
    from review.cli.answering import answer  # noqa: PLC0415 - `import review.cli` costs nothing

    sys.exit(answer(sys.argv[1:]))
