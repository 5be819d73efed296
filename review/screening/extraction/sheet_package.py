"""What all parts of one workbook share: the package, its sheets, its texts, the limits."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from review.screening.extraction.finds import Find
from review.screening.extraction.markup import is_silent
from review.screening.extraction.office import Office
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_strings import Strings
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_words import loose_finds
from review.screening.limits import Limits
from review.screening.segments import Place

_TELLING = (b"\\", b"@")
"""Of a path, of an address."""


@dataclass(slots=True)
class Package:
    """What all parts of one workbook share."""

    office: Office
    limits: Limits
    purse: Purse
    owners: dict[str, Sheet] = field(default_factory=dict)
    """The sheet from which a part can be reached."""
    sheet_names: Mapping[str, str] = field(default_factory=dict)
    """By the number that a log of changes names them by."""
    strings: Strings = field(default_factory=Strings)

    def own(self, sheet: Sheet, part: str) -> None:
        """Note what belongs to a sheet; what two share belongs to the first."""
        for name in (part, *self.office.reached_from(part)):
            folder, file = posixpath.split(name)
            self.owners.setdefault(name, sheet)
            self.owners.setdefault(posixpath.join(folder, "_rels", f"{file}.rels"), sheet)

    def place(self, name: str) -> Place:
        """Return where a part is: its file, and its sheet if it belongs to one."""
        owner = self.owners.get(name)
        return {**owner.place, "file": name} if owner else {"file": name}

    def loose(self, name: str) -> Iterator[Find]:
        """Hand on whatever a part says; most that are long, such as styles, say nothing."""
        content = self.office.contents[name]
        if not is_silent(content) or any(sign in content for sign in _TELLING):
            yield from loose_finds(self.office.root(name), place=self.place(name))
