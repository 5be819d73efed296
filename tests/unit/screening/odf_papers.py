"""Invented OpenDocument files, built part by part."""

from __future__ import annotations

from collections.abc import Mapping

from tests.unit.screening.papers import BODY, packed

_NAMES = {
    "office": "office:1.0", "text": "text:1.0", "table": "table:1.0", "style": "style:1.0",
    "draw": "drawing:1.0", "fo": "xsl-fo-compatible:1.0", "svg": "svg-compatible:1.0",
    "meta": "meta:1.0", "presentation": "presentation:1.0", "form": "form:1.0",
    "script": "script:1.0", "config": "config:1.0", "manifest": "manifest:1.0",
}  # fmt: skip
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for short, name in _NAMES.items()
)
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_PAPER = (
    "<style:page-layout style:name='L'><style:page-layout-properties fo:page-width='28cm'"
    " fo:page-height='21cm'/></style:page-layout>"
)


def part(root: str, inner: str) -> bytes:
    """One part of a package, with all its namespaces."""
    return f"{HEAD}<office:{root} {SPACES}>{inner}</office:{root}>".encode()


def p(said: str, style: str = "") -> str:
    """A paragraph."""
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{said}</text:p>"


def style(name: str, properties: str, *, family: str = "paragraph", kind: str = "text") -> str:
    """A style with one set of properties."""
    return (
        f'<style:style style:name="{name}" style:family="{family}">'
        f"<style:{kind}-properties {properties}/></style:style>"
    )


def content(inner: str, *, styles: str = "", kind: str = "text") -> bytes:
    """The main part."""
    return part(
        "document-content",
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{inner}</office:{kind}></office:body>",
    )


def odf(
    inner: str = "",
    *,
    styles: str = "",
    kind: str = "text",
    masters: str = "",
    parts: Mapping[str, bytes] | None = None,
) -> bytes:
    """A package; a text says first what it is about."""
    said = p(BODY) + inner if kind == "text" else inner
    made = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
        "content.xml": content(said, styles=styles, kind=kind),
        "styles.xml": part(
            "document-styles",
            f"<office:automatic-styles>{_PAPER}</office:automatic-styles>"
            f"<office:master-styles>{masters}</office:master-styles>",
        ),
        "META-INF/manifest.xml": f"{HEAD}<manifest:manifest {SPACES}/>".encode(),
    }
    return packed({**made, **(parts or {})})


def sheet(*rows: str, name: str = "表一", columns: str = "", style: str = "") -> str:
    """A table of a workbook."""
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{named}>{columns}{"".join(rows)}</table:table>'


def row(*cells: str, more: str = "") -> str:
    """A row of cells."""
    inner = "".join(
        one if one.startswith("<") else f"<table:table-cell>{p(one)}</table:table-cell>"
        for one in cells
    )
    return f"<table:table-row {more}>{inner}</table:table-row>"
