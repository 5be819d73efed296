"""What a file is, by its content; and which of these a name promises."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from types import MappingProxyType

from review.screening.extraction.markup_signs import is_html, is_mail, is_rtf, is_xml
from review.screening.extraction.sounds import is_binary, is_sound, is_still
from review.screening.extraction.tables import is_table
from review.screening.extraction.zip_layout import is_crowded
from review.screening.limits import LIMITS
from workflows.words import Term


class Kind(Term):
    """The kinds of files that an office meets."""

    TEXT = "text", "文本"
    TABLE = "table", "CSV 表格"
    HTML = "html", "网页"
    XML = "xml", "XML"
    MAIL = "mail", "邮件或网页存档"
    RTF = "rtf", "RTF"
    PDF = "pdf", "PDF"
    OFD = "ofd", "OFD"
    WORD = "word", "Word 文档"
    WORKBOOK = "workbook", "Excel 工作簿"
    BINARY_WORKBOOK = "binary_workbook", "二进制 Excel 工作簿"
    SLIDES = "slides", "PowerPoint 演示文稿"
    OPEN_DOCUMENT = "open_document", "OpenDocument"
    COMPOUND = "compound", "旧版 Office 或者 WPS"
    ZIP = "zip", "ZIP 压缩包"
    TAR = "tar", "TAR 归档"
    GZIP = "gzip", "GZIP 压缩文件"
    SEVEN_ZIP = "seven_zip", "7z 压缩包"
    RAR = "rar", "RAR 压缩包"
    PACKED = "packed", "其他压缩文件"
    PICTURE = "picture", "图像"
    METAFILE = "metafile", "矢量图"
    SOUND_OR_VIDEO = "sound_or_video", "音频或者视频"
    UNKNOWN = "unknown", "不认识的格式"


_WITHIN = 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
_PACKED = (b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"\x1f\x9d", b"\x1f\xa0",
           b"MSCF", b"ISc(", b"LZIP", b"xar!", b"\x60\xea", b"!<arch>\n")  # fmt: skip
_FOREIGN = (b"MZ", b"\x7fELF", b"SQLite format 3", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe",
            b"AC10", b"8BPS", b"\x78\x9f\x3e\x22", b"\x00\x01\x00\x00Standard",
            b"!BDN")  # fmt: skip
_MAINS = (
    (b"wordprocessingml", Kind.WORD),
    (b"ms-word", Kind.WORD),
    (b"ms-excel.sheet.binary", Kind.BINARY_WORKBOOK),
    (b"spreadsheetml", Kind.WORKBOOK),
    (b"ms-excel", Kind.WORKBOOK),
    (b"presentationml", Kind.SLIDES),
    (b"ms-powerpoint", Kind.SLIDES),
)
_MAIN_TYPE = re.compile(rb"ContentType\s*=\s*[\"']([^\"']*main(?:\+xml)?)[\"']", re.IGNORECASE)
_TYPES_MOST = 1 << 20
_BLOCK = 512
_LHA = re.compile(rb"..-l[hz][0-9a-z]-", re.DOTALL)

_OLD = frozenset({Kind.COMPOUND})
PROMISED: Mapping[str, frozenset[Kind]] = MappingProxyType(
    {
        "txt": frozenset({Kind.TEXT, Kind.TABLE}),
        "md": frozenset({Kind.TEXT, Kind.TABLE}),
        "csv": frozenset({Kind.TEXT, Kind.TABLE}),
        "tsv": frozenset({Kind.TEXT, Kind.TABLE}),
        "htm": frozenset({Kind.HTML, Kind.XML, Kind.TEXT}),
        "html": frozenset({Kind.HTML, Kind.XML, Kind.TEXT}),
        "xml": frozenset({Kind.XML, Kind.HTML}),
        "svg": frozenset({Kind.XML}),
        "mht": frozenset({Kind.MAIL}),
        "mhtml": frozenset({Kind.MAIL}),
        "eml": frozenset({Kind.MAIL}),
        "rtf": frozenset({Kind.RTF}),
        "pdf": frozenset({Kind.PDF}),
        "ofd": frozenset({Kind.OFD}),
        "docx": frozenset({Kind.WORD}),
        "docm": frozenset({Kind.WORD}),
        "dotx": frozenset({Kind.WORD}),
        "dotm": frozenset({Kind.WORD}),
        "xlsx": frozenset({Kind.WORKBOOK}),
        "xlsm": frozenset({Kind.WORKBOOK}),
        "xltx": frozenset({Kind.WORKBOOK}),
        "xltm": frozenset({Kind.WORKBOOK}),
        "xlsb": frozenset({Kind.BINARY_WORKBOOK}),
        "pptx": frozenset({Kind.SLIDES}),
        "pptm": frozenset({Kind.SLIDES}),
        "ppsx": frozenset({Kind.SLIDES}),
        "ppsm": frozenset({Kind.SLIDES}),
        "potx": frozenset({Kind.SLIDES}),
        "odt": frozenset({Kind.OPEN_DOCUMENT}),
        "ods": frozenset({Kind.OPEN_DOCUMENT}),
        "odp": frozenset({Kind.OPEN_DOCUMENT}),
        "doc": _OLD,
        "xls": _OLD,
        "xlt": _OLD,
        "ppt": _OLD,
        "dot": _OLD,
        "pps": _OLD,
        "pot": _OLD,
        "msg": _OLD,
        "wps": _OLD | {Kind.WORD},
        "wpt": _OLD | {Kind.WORD},
        "et": _OLD | {Kind.WORKBOOK},
        "ett": _OLD | {Kind.WORKBOOK},
        "dps": _OLD | {Kind.SLIDES},
        "dpt": _OLD | {Kind.SLIDES},
        "zip": frozenset({Kind.ZIP}),
        "tar": frozenset({Kind.TAR}),
        "gz": frozenset({Kind.GZIP}),
        "tgz": frozenset({Kind.GZIP}),
        "7z": frozenset({Kind.SEVEN_ZIP}),
        "bz2": frozenset({Kind.PACKED}),
        "xz": frozenset({Kind.PACKED}),
        "rar": frozenset({Kind.RAR}),
        "png": frozenset({Kind.PICTURE}),
        "jpg": frozenset({Kind.PICTURE}),
        "jpeg": frozenset({Kind.PICTURE}),
        "gif": frozenset({Kind.PICTURE}),
        "bmp": frozenset({Kind.PICTURE}),
        "webp": frozenset({Kind.PICTURE}),
        "tif": frozenset({Kind.PICTURE}),
        "tiff": frozenset({Kind.PICTURE}),
        "emf": frozenset({Kind.METAFILE}),
        "wmf": frozenset({Kind.METAFILE}),
    }
)
"""The endings whose promise is held against the content; of other endings nothing is expected."""


def kind_of(content: bytes) -> Kind:
    """Say what these bytes are; text is what nothing else is."""
    if content.startswith(_ZIP):
        return _zipped(content)
    for kind, is_it in _SIGNS:
        if is_it(content):
            return kind
    return Kind.TABLE if is_table(content) else Kind.TEXT


def ending_of(name: str) -> str:
    """Return the ending of a file's name, in small letters and without its dot."""
    return name.rpartition(".")[2].casefold() if "." in name else ""


def _zipped(content: bytes) -> Kind:
    """A package says in its own directory what it is; what cannot be opened is a bad archive."""
    if is_crowded(content, most=LIMITS.entries):
        return Kind.ZIP
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            names = frozenset(opened.namelist())
            if "[Content_Types].xml" in names:
                with opened.open("[Content_Types].xml") as types:
                    return _package(types.read(_TYPES_MOST))
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError):
        return Kind.ZIP
    if "OFD.xml" in names:
        return Kind.OFD
    return Kind.OPEN_DOCUMENT if _is_open_document(names) else Kind.ZIP


def _is_open_document(names: frozenset[str]) -> bool:
    """The one entry of a package under a password is named by the standard too."""
    declared = bool({"mimetype", "META-INF/manifest.xml"} & names)
    return declared and bool({"content.xml", "encrypted-package"} & names)


def _package(types: bytes) -> Kind:
    mains = [main.lower() for main in _MAIN_TYPE.findall(types)]
    for word, kind in _MAINS:
        if any(word in main for main in mains):
            return kind
    return Kind.UNKNOWN


def _is_tar(content: bytes) -> bool:
    """Old archives have no sign, but the sum of their first head is in it."""
    head = content[:_BLOCK]
    if len(head) < _BLOCK or not head[0]:
        return False
    if head[257:262] == b"ustar":
        return True
    said = head[148:156].strip(b" \x00")
    return said.isdigit() and _is_octal(said) and int(said, 8) == sum(head[:148] + head[156:]) + 256


def _begins(content: bytes, signs: tuple[bytes, ...]) -> bool:
    """Whether a file begins like this; a text may begin with the same letters."""
    return content.startswith(signs) and is_binary(content)


def _is_octal(digits: bytes) -> bool:
    return not set(digits) & {56, 57}


def _is_bitmap(content: bytes) -> bool:
    return content.startswith(b"BM") and b"\x00" in content[:16]


def _is_metafile(content: bytes) -> bool:
    placeable, enhanced = b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00"
    old = content[:4] in {b"\x01\x00\x09\x00", b"\x02\x00\x09\x00"}
    return (
        content.startswith(placeable)
        or old
        or (content.startswith(enhanced) and content[40:44] == b" EMF")
    )


def _is_picture(content: bytes) -> bool:
    webp = not content.startswith(b"RIFF") or content[8:12] == b"WEBP"
    return (content.startswith(_PICTURES) and webp) or is_still(content)


_SIGNS = (
    (Kind.COMPOUND, lambda content: content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    (Kind.RTF, is_rtf),
    (Kind.PDF, lambda content: b"%PDF-" in content[:_WITHIN]),
    (Kind.SOUND_OR_VIDEO, is_sound),
    (Kind.PICTURE, lambda content: _is_picture(content) or _is_bitmap(content)),
    (Kind.METAFILE, _is_metafile),
    (Kind.RAR, lambda content: content.startswith(b"Rar!")),
    (Kind.SEVEN_ZIP, lambda content: content.startswith(b"7z\xbc\xaf'\x1c")),
    (Kind.GZIP, lambda content: content.startswith(b"\x1f\x8b")),
    (Kind.TAR, _is_tar),
    (Kind.PACKED, lambda content: _begins(content, _PACKED) or _LHA.match(content) is not None),
    (Kind.UNKNOWN, lambda content: _begins(content, _FOREIGN)),
    (Kind.HTML, is_html),
    (Kind.MAIL, is_mail),
    (Kind.XML, is_xml),
)
"""In this order: a PDF that begins like something else is a PDF to every reader."""
