"""Other readers, which know nothing of ours: can they read a file, and what do they read in it?

Each raises for what it cannot read, whatever it likes, and returns the text that it finds else.
"""

from __future__ import annotations

import email.policy
import gzip
import io
import re
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from email import message_from_bytes
from multiprocessing import get_context
from types import MappingProxyType

import olefile
import py7zr
import pypdfium2
import python_calamine
from lxml import etree
from PIL import Image

_XML = (".xml", ".rels")
"""Drawings in VML are written like web pages by the programs themselves."""
_STRICT = {"resolve_entities": False, "no_network": True, "huge_tree": False}
_RTF_UNIT = re.compile(r"\\u(-?\d+)\??")


class Refused(Exception):  # noqa: N818 - an answer
    """A peer does not read the file."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a peer says of a file: its text, or why it read none."""

    text: str = ""
    refusal: str = ""


def answer_of(ending: str, content: bytes) -> Answer:
    """Ask the peer of a format here and now."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Answer(_PEERS[ending](content))
    except BaseException as fault:  # noqa: BLE001 - what is written in Rust panics past Exception
        return Answer(refusal=repr(fault))


class Peers:
    """Asks the peers in a process of their own: what they hold or die of is no concern of ours."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._pool: ProcessPoolExecutor | None = None

    def ask(self, ending: str, content: bytes) -> Answer:
        """Return what the peer of a format says; one that dies of a file refuses it."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        try:
            return self._pool.submit(answer_of, ending, content).result()
        except BrokenProcessPool as death:
            self.end()
            return Answer(refusal=repr(death))

    def end(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def _members(content: bytes) -> dict[str, bytes]:
    """Every member, its sum checked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()
        }


def _package(content: bytes) -> str:
    """Every part in XML is well-formed; the text of all of them."""
    parser = etree.XMLParser(**_STRICT)
    said = []
    for name, inner in _members(content).items():
        if name.endswith(_XML) and inner:
            root = etree.fromstring(inner, parser)
            said.append("".join(root.itertext()))
    return "\n".join(said)


def _must_have(*names: str) -> Callable[[bytes], str]:
    """A package without its main part is none."""

    def read(content: bytes) -> str:
        if not set(names) <= set(_members(content)):
            raise Refused
        return _package(content)

    return read


def _workbook(content: bytes) -> str:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = (
        str(value)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for value in row
    )
    return "\n".join(cells)


def _xml_workbook(content: bytes) -> str:
    return _must_have("xl/workbook.xml")(content) + _workbook(content)


def _binary_workbook(content: bytes) -> str:
    _members(content)
    return _workbook(content)


def _compound(*names: str) -> Callable[[bytes], str]:
    """Every stream whole; its wide letters are text enough to look for a number in."""

    def read(content: bytes) -> str:
        with olefile.OleFileIO(io.BytesIO(content)) as opened:
            streams = {"/".join(path): opened.openstream(path).read() for path in opened.listdir()}
            sizes = {"/".join(path): opened.get_size(path) for path in opened.listdir()}
        if not set(names) <= set(streams) or any(
            len(inner) != sizes[name] for name, inner in streams.items()
        ):
            raise Refused
        return "\n".join(
            inner.decode(code, "replace")
            for inner in streams.values()
            for code in ("utf-16-le", "latin-1")
        )

    return read


def _old_workbook(content: bytes) -> str:
    return _workbook(content)


def _pdf(content: bytes) -> str:
    opened = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(_pages(opened))
    finally:
        opened.close()


def _pages(opened: pypdfium2.PdfDocument) -> Iterator[str]:
    for number in range(len(opened)):
        page = opened[number]
        text = page.get_textpage()
        yield text.get_text_bounded()
        text.close()
        page.close()


def _rtf(content: bytes) -> str:
    """Balanced to its last brace."""
    raw = content.rstrip(b"\r\n\x00 ")
    if not raw.lower().startswith(b"{\\rtf") or not raw.endswith(b"}"):
        raise Refused
    return _RTF_UNIT.sub(lambda one: chr(int(one[1]) % 0x10000), raw.decode("latin-1"))


def _mail(content: bytes) -> str:
    message = message_from_bytes(content, policy=email.policy.default)
    raws = (part.get_payload(decode=True) for part in message.walk() if not part.is_multipart())
    return "\n".join(_plain(raw) for raw in raws if isinstance(raw, bytes))


def _plain(content: bytes) -> str:
    for code in ("utf-8", "gb18030"):
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    raise Refused


def _xml(content: bytes) -> str:
    return "".join(etree.fromstring(content, etree.XMLParser(**_STRICT)).itertext())


def _zip(content: bytes) -> str:
    return "\n".join(
        _package(inner) if name.endswith(".docx") else _plain(inner)
        for name, inner in _members(content).items()
    )


def _tar(content: bytes) -> str:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
        members = archive.getmembers()
        if not members:
            raise Refused
        files = [archive.extractfile(one) for one in members if one.isfile()]
        return "\n".join(_plain(one.read()) for one in files if one is not None)


def _gzip(content: bytes) -> str:
    return _plain(gzip.decompress(content))


def _seven_zip(content: bytes) -> str:
    factory = py7zr.io.BytesIOFactory(1 << 24)
    with py7zr.SevenZipFile(io.BytesIO(content)) as archive:
        archive.extractall(factory=factory)  # noqa: S202 - into memory
    return "\n".join(_plain(one.read()) for one in factory.products.values())


def _picture(content: bytes) -> str:
    with Image.open(io.BytesIO(content)) as opened:
        opened.load()
    return ""


_PEERS: Mapping[str, Callable[[bytes], str]] = MappingProxyType(
    {
        "docx": _must_have("word/document.xml"),
        "docm": _must_have("word/document.xml"),
        "xlsx": _xml_workbook,
        "xlsm": _xml_workbook,
        "xlsb": _binary_workbook,
        "pptx": _must_have("ppt/presentation.xml"),
        "doc": _compound("WordDocument"),
        "wps": _compound("WordDocument"),
        "xls": _old_workbook,
        "et": _old_workbook,
        "ppt": _compound("PowerPoint Document", "Current User"),
        "dps": _compound("PowerPoint Document", "Current User"),
        "odt": _must_have("content.xml"),
        "ods": _must_have("content.xml"),
        "ofd": _must_have("OFD.xml"),
        "pdf": _pdf,
        "rtf": _rtf,
        "html": _plain,
        "mht": _mail,
        "eml": _mail,
        "txt": _plain,
        "md": _plain,
        "csv": _plain,
        "xml": _xml,
        "zip": _zip,
        "tar": _tar,
        "gz": _gzip,
        "7z": _seven_zip,
        "png": _picture,
        "jpg": _picture,
        "tiff": _picture,
        "bmp": _picture,
    }
)
"""The peer of each format."""
ENDINGS = frozenset(_PEERS)
