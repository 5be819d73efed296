"""The command line: `xianshen`. Asking for help loads click and words, and nothing else."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Do what the command line says and leave with 0 done, 1 the answer is no, 2 wrongly asked."""
    from review.cli.answering import answer  # noqa: PLC0415 - `import review.cli` costs nothing

    sys.exit(answer(sys.argv[1:]))
