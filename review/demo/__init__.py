"""The demonstration office: invented papers, an invented cast, a walk through a year."""

from typing import Final

DEMO_PASSWORD: Final = "demo-Pass-2026"  # noqa: S105  # everybody's, and printed: nobody is real
