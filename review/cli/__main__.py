"""`python -m review.cli` is `xianshen`, where no script is installed."""

from __future__ import annotations

from review.cli import main

main()
