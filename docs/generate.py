"""Writes the pages that the program itself can tell: `make docs`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from review.cli.reference import reference_page
from review.domain.glossary import glossary_page
from review.screening.rulebook import rules_page
from review.web.api.description import api_page, openapi_page
from workflows.drawing import procedures_page

PAGES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "api.md": api_page,
        "command-line.md": reference_page,
        "glossary.md": glossary_page,
        "openapi.json": openapi_page,
        "procedures.md": procedures_page,
        "rules.md": rules_page,
    }
)


def main() -> None:
    """Write every page anew."""
    for name, page in PAGES.items():
        (Path(__file__).parent / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
