"""A child goes through a paper of ours before it is given one: what it touches then is its own.

Memory that the server shares with the children it forks is copied when it is first touched, page by
page; of a short paper that takes longer than to examine it. A child that waits has the time.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Final

from review.domain.vocabulary import DocumentKind
from review.screening.examining import examine
from review.screening.kept_memory import take_beforehand
from review.screening.limits import LIMITS
from review.screening.rules import active_ruleset

_SCHEMAS: Final = "http://schemas.openxmlformats.org"
_PACKAGE: Final = "application/vnd.openxmlformats-package.relationships+xml"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES: Final = f"""
<Types xmlns="{_SCHEMAS}/package/2006/content-types">
<Default Extension="rels" ContentType="{_PACKAGE}"/>
<Override PartName="/word/document.xml" ContentType="{_WORD}"/>
</Types>"""
_RELATIONS: Final = f"""
<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">
<Relationship Id="r" Target="word/document.xml"
 Type="{_SCHEMAS}/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
_BODY: Final = f"""
<w:document xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>{DocumentKind.NOTICE.label}</w:t></w:r></w:p>
</w:body></w:document>"""
_PARTS: Final = {
    "[Content_Types].xml": _TYPES,
    "_rels/.rels": _RELATIONS,
    "word/document.xml": _BODY,
}


def rehearse() -> None:
    """Examine a short paper of the kind that most are, and take the memory the next one needs."""
    examine(paper(), name="paper.docx", ruleset=active_ruleset(), limits=LIMITS)
    take_beforehand()


@cache
def paper() -> bytes:
    """Return a Word file of one line, with no more in it than a Word file must have."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _PARTS.items():
            package.writestr(name, content.strip())
    return buffer.getvalue()
