"""What a file is, by its content; and which of these a name promises."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

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
    PICTURE = "picture", "图像"
    METAFILE = "metafile", "矢量图"
    SOUND_OR_VIDEO = "sound_or_video", "音频或者视频"
    UNKNOWN = "unknown", "不认识的格式"


_WITHIN = 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
_SOUNDS = (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3",
           b"FLV\x01", b"#!AMR", b"MThd", b"0&\xb2u\x8ef\xcf\x11")  # fmt: skip
_FOREIGN = (b"MZ", b"\x7fELF", b"SQLite format 3", b"\xca\xfe\xba\xbe", b"\x28\xb5\x2f\xfd",
            b"BZh", b"\xfd7zXZ", b"\xcf\xfa\xed\xfe")  # fmt: skip
_BLANK = rb"\s*(?:\xef\xbb\xbf)?\s*"
_RTF = re.compile(_BLANK + rb"\{\\rt")
_HTML = re.compile(
    _BLANK + rb"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|table|div|p|span|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(_BLANK + rb"<(?:\?xml|!doctype|svg\b|[a-z][\w.-]*:?[\w.-]*[\s/>])", re.IGNORECASE)
_MAIL = re.compile(
    _BLANK + rb"(?:(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*|[ \t][^\n]*)\r?\n)*?"
    rb"(?:mime-version|content-type|content-transfer-encoding|received|return-path|message-id):",
    re.IGNORECASE,
)
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
        "rar": frozenset({Kind.RAR}),
        "png": frozenset({Kind.PICTURE}),
        "jpg": frozenset({Kind.PICTURE}),
        "jpeg": frozenset({Kind.PICTURE}),
        "gif": frozenset({Kind.PICTURE}),
        "bmp": frozenset({Kind.PICTURE}),
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
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError):
        return Kind.ZIP
    if "OFD.xml" in names:
        return Kind.OFD
    return Kind.OPEN_DOCUMENT if {"mimetype", "content.xml"} <= names else Kind.ZIP


def _package(types: bytes) -> Kind:
    mains = [main.lower() for main in _MAIN_TYPE.findall(types)]
    for word, kind in _MAINS:
        if any(word in main for main in mains):
            return kind
    return Kind.UNKNOWN


def _is_tar(content: bytes) -> bool:
    return content[257:262] == b"ustar"


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


def _is_sound(content: bytes) -> bool:
    return (
        content.startswith(_SOUNDS)
        or content[4:8] == b"ftyp"
        or (content.startswith(b"RIFF") and content[8:12] in {b"WAVE", b"AVI "})
        or (content[:1] == b"\xff" and content[1:2] in {b"\xfb", b"\xf3", b"\xf2"})
    )


def _is_picture(content: bytes) -> bool:
    webp = not content.startswith(b"RIFF") or content[8:12] == b"WEBP"
    return content.startswith(_PICTURES) and webp


_SIGNS = (
    (Kind.COMPOUND, lambda content: content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    (Kind.RTF, lambda content: _RTF.match(content[:_WITHIN]) is not None),
    (Kind.PDF, lambda content: b"%PDF-" in content[:_WITHIN]),
    (Kind.SOUND_OR_VIDEO, _is_sound),
    (Kind.PICTURE, lambda content: _is_picture(content) or _is_bitmap(content)),
    (Kind.METAFILE, _is_metafile),
    (Kind.RAR, lambda content: content.startswith(b"Rar!")),
    (Kind.SEVEN_ZIP, lambda content: content.startswith(b"7z\xbc\xaf'\x1c")),
    (Kind.GZIP, lambda content: content.startswith(b"\x1f\x8b")),
    (Kind.TAR, _is_tar),
    (Kind.UNKNOWN, lambda content: content.startswith(_FOREIGN)),
    (Kind.HTML, lambda content: _HTML.match(content[:_WITHIN]) is not None),
    (Kind.MAIL, lambda content: _MAIL.match(content[:_WITHIN]) is not None),
    (Kind.XML, lambda content: _XML.match(content[:_WITHIN]) is not None),
)
"""In this order: a PDF that begins like something else is a PDF to every reader."""
