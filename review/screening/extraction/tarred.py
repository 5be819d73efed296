"""Tar archives: every entry a file to be read by itself; what only systems need is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

from review.domain.findings import Part
from review.screening.extraction.entry_names import are_in_order, folder_segments, spelt
from review.screening.extraction.finds import Finds, gathered, meta
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason, Trace

MEDIA_TYPE: Final = "application/x-tar"
_BLOCK: Final = 512
_FILES, _FOLDER, _LABEL = frozenset({b"0", b"\x00", b"7"}), b"5", b"V"
_LONG_NAME, _LONG_LINK, _PAX, _PAX_ALL = b"L", b"K", b"x", b"g"
_BEFORE = frozenset({_LONG_NAME, _LONG_LINK, _PAX, _PAX_ALL})
"""Entries that say something of the next, or of all that follow."""
_PLAIN_OWNERS = frozenset({"", "root", "wheel", "staff", "users", "nobody"})
_LONGEST_SAID: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TarEntry:
    """One entry: its head, and what the entries before it said of it."""

    name: str
    kind: bytes
    content: bytes
    owners: tuple[str, ...] = ()


def read_tar(content: bytes, *, limits: Limits) -> Extract:
    """Hand on every file of a tar; NotRead for links, devices, holes, and bytes of no entry."""
    entries: list[TarEntry] = []
    for entry in _entries(content):
        entries.append(entry)
        if len(entries) > limits.entries:
            _refuse(Reason.ODD_ARCHIVE)
    if not entries:
        _refuse(Reason.EMPTY)
    if not are_in_order(entry.name for entry in entries if _is_named(entry)):
        _refuse(Reason.ODD_ARCHIVE)
    return gathered(_finds(entries), media_type=MEDIA_TYPE)


def _is_named(entry: TarEntry) -> bool:
    """Whether the name must be one: a remark is none, and the folder that was packed needs none."""
    is_top = entry.kind == _FOLDER and entry.name in {"", "."}
    return entry.kind not in {_LABEL, _PAX} and not is_top


def _finds(entries: list[TarEntry]) -> Finds:
    files = [entry for entry in entries if entry.kind in _FILES]
    for entry in files:
        yield Embedded(name=entry.name, content=entry.content)
    folders = [entry.name for entry in entries if entry.kind == _FOLDER and _is_named(entry)]
    yield from folder_segments(folders, files=[entry.name for entry in files])
    for entry in entries:
        if entry.kind in {_LABEL, _PAX}:
            yield meta(entry.name)
            yield Trace(rule="hidden.archive_comment", part=Part.OTHER, text=entry.name)
    owners = {owner for entry in entries for owner in entry.owners} - _PLAIN_OWNERS
    for owner in sorted(owners):
        yield meta(owner, part=Part.PROPERTIES)
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, text=owner)


def _entries(content: bytes) -> Iterator[TarEntry]:
    at, said, of_all = 0, dict[str, str](), dict[str, str]()
    while at + _BLOCK <= len(content):
        head = content[at : at + _BLOCK]
        if not head.strip(b"\x00"):
            if content[at:].strip(b"\x00"):
                _refuse(Reason.ODD_ARCHIVE)
            return
        _check(head)
        kind = head[156:157]
        told = {**of_all, **said}
        size = _number(told["size"].encode() if "size" in told else head[124:136])
        body = _body(content, at + _BLOCK, size)
        at += _BLOCK + -(-size // _BLOCK) * _BLOCK
        if kind in _BEFORE:
            news = _said(kind, body)
            (of_all if kind == _PAX_ALL else said).update(news)
            if "comment" in news:
                yield TarEntry(name=news["comment"], kind=_PAX, content=b"")
            continue
        yield _entry(head, kind, body, told=told)
        said = {}
    _refuse(Reason.BROKEN)


def _entry(head: bytes, kind: bytes, body: bytes, *, told: Mapping[str, str]) -> TarEntry:
    if kind not in _FILES | {_FOLDER, _LABEL} or any("sparse" in key for key in told):
        _refuse(Reason.ODD_ARCHIVE)
    path = told.get("path") or _name(head)
    kind = _FOLDER if kind in _FILES and path.endswith("/") else kind
    name = path if kind == _LABEL else path.removeprefix("./").rstrip("/")
    if kind == _FOLDER and body:
        _refuse(Reason.ODD_ARCHIVE)
    owners = (told.get("uname") or _text(head[265:297]), told.get("gname") or _text(head[297:329]))
    return TarEntry(name=name, kind=kind, content=body, owners=owners)


def _check(head: bytes) -> None:
    """Compare the head with the sum of its bytes that stands in it."""
    total = sum(head) - sum(head[148:156]) + 8 * 0x20
    if _number(head[148:156]) != total:
        _refuse(Reason.BROKEN)


def _number(field: bytes) -> int:
    """Return an octal number, or a large one in binary; pax writes decimals without an end."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \x00")
    try:
        return int(digits, 8 if len(field) in {8, 12} else 10) if digits else 0
    except ValueError:
        _refuse(Reason.BROKEN)


def _body(content: bytes, start: int, size: int) -> bytes:
    end = start + size
    padding = content[end : start + -(-size // _BLOCK) * _BLOCK]
    if size < 0 or end > len(content):
        _refuse(Reason.BROKEN)
    if padding.strip(b"\x00"):
        _refuse(Reason.ODD_ARCHIVE)
    return content[start:end]


def _name(head: bytes) -> str:
    prefix = _text(head[345:500]) if head[257:263] == b"ustar\x00" else ""
    name = _text(head[:100])
    return f"{prefix}/{name}" if prefix else name


def _text(field: bytes) -> str:
    return spelt(field.partition(b"\x00")[0])


def _said(kind: bytes, body: bytes) -> dict[str, str]:
    """Return what an entry says of the next: a long name, or pairs of a key and a value."""
    if len(body) > _LONGEST_SAID:
        _refuse(Reason.ODD_ARCHIVE)
    if kind == _LONG_NAME:
        return {"path": _text(body)}
    if kind == _LONG_LINK:
        return {"linkpath": _text(body)}
    return dict(_pairs(body))


def _pairs(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield the records of a pax head: each begins with its own length."""
    while body:
        digits, found, _ = body.partition(b" ")
        length = int(digits) if digits.isdigit() else 0
        record = body[len(digits) + 1 : length]
        if not found or not len(digits) + 1 < length <= len(body) or record[-1:] != b"\n":
            _refuse(Reason.BROKEN)
        key, _, value = record[:-1].partition(b"=")
        yield spelt(key), spelt(value)
        body = body[length:]


def _refuse(reason: Reason) -> NoReturn:
    raise NotRead(reason, media_type=MEDIA_TYPE)
