"""PDFium with the shipped font and no other: what shows must not hang on what a machine has.

Text in a font that is not in the file is drawn by one of PDFium's own choice. Where a machine has
no Chinese font nothing is drawn at all, and what lies over or under it is not seen.
"""

from __future__ import annotations

from ctypes import POINTER, c_char, cast, create_string_buffer

import pypdfium2.raw as pdfium

from review.shipped import shipped

_FOLDER = create_string_buffer(str(shipped("data/reference/fonts/OFL.txt").parent).encode())
_FOLDERS = (POINTER(c_char) * 2)(cast(_FOLDER, POINTER(c_char)))
"""A list that ends with nothing; both must live as long as the library."""


def draw_by_own_font() -> None:
    """Begin the library anew; no document may be open, for importing it began it already."""
    pdfium.FPDF_DestroyLibrary()
    config = pdfium.FPDF_LIBRARY_CONFIG(
        version=2,
        m_pUserFontPaths=cast(_FOLDERS, POINTER(POINTER(c_char))),
        m_pIsolate=None,
        m_v8EmbedderSlot=0,
    )
    pdfium.FPDF_InitLibraryWithConfig(config)
