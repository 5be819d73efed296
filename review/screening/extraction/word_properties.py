"""Which property holds for a run of a Word file: its own, its styles', or the default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from review.screening.extraction.word_styles import Styles, value_of


@dataclass(frozen=True, slots=True)
class Properties:
    """Looks up properties of runs through the styles of one file."""

    styles: Styles

    def of(self, run: etree._Element, name: str) -> etree._Element | None:
        """Return the property that holds for a run: its own, its styles', or the default."""
        own = run.find("{*}rPr")
        found = None if own is None else own.find(f"{{*}}{name}")
        if found is not None:
            return found
        for style in self._styles_of(run, own):
            found = style.find(f"{{*}}rPr/{{*}}{name}")
            if found is not None:
                return found
        defaults = self.styles.defaults
        return None if defaults is None else defaults.find(f"{{*}}rPrDefault/{{*}}rPr/{{*}}{name}")

    def _styles_of(
        self, run: etree._Element, own: etree._Element | None
    ) -> Iterator[etree._Element]:
        """Yield the styles of a run, of its paragraph and of its table, the nearest first."""
        named = None if own is None else own.find("{*}rStyle")
        if named is not None:
            yield from self.styles.chain(value_of(named))
        paragraph = next(run.iterancestors("{*}p"), None)
        if paragraph is not None:
            style = paragraph.find("{*}pPr/{*}pStyle")
            default = self.styles.default_ids.get("paragraph", "")
            yield from self.styles.chain(default if style is None else value_of(style))
        table = next(run.iterancestors("{*}tbl"), None)
        style = None if table is None else table.find("{*}tblPr/{*}tblStyle")
        if style is not None:
            yield from self.styles.chain(value_of(style))
