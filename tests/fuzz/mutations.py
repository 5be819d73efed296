"""How a file is damaged: by bits, by blocks, by lengths, by the members and parts of a package."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from random import Random

Mutation = Callable[[bytes, Random], bytes | None]
"""A damaged copy; None where the file has nothing that can be damaged so."""
_BLOCKS = (16, 64, 512, 4096)
_EXTREMES = (0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
_LENGTH = re.compile(rb"/Length\s+(\d+)|(?<![0-9])(\d{10}) \d{5} n")
_MARKUP = re.compile(rb"<[^<>]+>")
_XML = (".xml", ".rels", ".vml")
_CENTRAL, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def flipped_bits(content: bytes, chance: Random) -> bytes:
    """Flip up to eight bits anywhere."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def flipped_head(content: bytes, chance: Random) -> bytes:
    """Flip bits where a file says what it is and where its parts lie."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        made[chance.randrange(min(len(made), 512))] ^= 1 << chance.randrange(8)
    return bytes(made)


def truncated(content: bytes, chance: Random) -> bytes:
    """Cut off the end, as a broken transfer does."""
    return content[: chance.randint(1, max(len(content) - 1, 1))]


def barely_truncated(content: bytes, chance: Random) -> bytes:
    """Cut off the last few bytes."""
    return content[: max(len(content) - chance.randint(1, 64), 1)]


def _block(content: bytes, chance: Random) -> tuple[int, int]:
    size = min(chance.choice(_BLOCKS), max(len(content) // 2, 1))
    begin = chance.randrange(max(len(content) - size, 1))
    return begin, begin + size


def without_block(content: bytes, chance: Random) -> bytes:
    """Leave out a block."""
    begin, end = _block(content, chance)
    return content[:begin] + content[end:]


def doubled_block(content: bytes, chance: Random) -> bytes:
    """Write a block twice."""
    begin, end = _block(content, chance)
    return content[:end] + content[begin:]


def emptied_block(content: bytes, chance: Random) -> bytes:
    """Write zeros over a block, as a lost sector does."""
    begin, end = _block(content, chance)
    return content[:begin] + bytes(end - begin) + content[end:]


def swapped_blocks(content: bytes, chance: Random) -> bytes:
    """Let two sectors change places."""
    sectors = [content[at : at + 512] for at in range(0, len(content), 512)]
    one, other = chance.randrange(len(sectors)), chance.randrange(len(sectors))
    sectors[one], sectors[other] = sectors[other], sectors[one]
    return b"".join(sectors)


def false_length(content: bytes, chance: Random) -> bytes | None:
    """Write something extreme, or something near, where a number of two or four bytes may be."""
    form = chance.choice(("<H", ">H", "<I", ">I"))
    size = struct.calcsize(form)
    if len(content) < size:
        return None
    at = chance.randrange(len(content) - size + 1) // 2 * 2
    (before,) = struct.unpack_from(form, content, at)
    said = chance.choice((*_EXTREMES, before + 1, before - 1, before * 2)) % (1 << (8 * size))
    return content[:at] + struct.pack(form, said) + content[at + size :]


def false_written_length(content: bytes, chance: Random) -> bytes | None:
    """Change a length or a place that a PDF writes in figures."""
    met = list(_LENGTH.finditer(content))
    if not met:
        return None
    one = chance.choice(met)
    begin, end = one.span(1) if one[1] else one.span(2)
    said = str(chance.choice((0, 1, 10**9, int(content[begin:end]) + 1))).encode()
    return content[:begin] + said.zfill(end - begin) + content[end:]


def false_directory(content: bytes, chance: Random) -> bytes | None:
    """Make a zip's directory, or the head before a member, say something else of its size."""
    signs = [one.start() for one in re.finditer(re.escape(_CENTRAL), content)]
    heads = [one.start() for one in re.finditer(re.escape(_LOCAL), content)]
    if not signs or not heads:
        return None
    is_central = chance.random() < 0.5
    at = chance.choice(signs) if is_central else chance.choice(heads)
    at += chance.choice((8, 10, 16, 20, 24, 28, 42) if is_central else (6, 8, 14, 18, 22, 26))
    made = bytearray(content)
    for byte in range(at, min(at + 4, len(made))):
        made[byte] = chance.randrange(256)
    return bytes(made)


def _members(content: bytes) -> dict[str, bytes] | None:
    """The members of a zip that is whole, or None."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [info for info in archive.infolist() if not info.is_dir()]
            return {info.filename: archive.read(info) for info in files} or None
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError):
        return None


def _zipped(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _of_one_member(change: Mutation, *, xml_only: bool) -> Mutation:
    """Damage one member and zip again, so that the archive itself is in order."""

    def damaged(content: bytes, chance: Random) -> bytes | None:
        members = _members(content)
        fit = [
            name
            for name, inner in (members or {}).items()
            if inner and (not xml_only or name.endswith(_XML))
        ]
        if members is None or not fit:
            return None
        name = chance.choice(fit)
        inner = change(members[name], chance)
        return None if inner is None else _zipped({**members, name: inner})

    return damaged


def without_tag(content: bytes, chance: Random) -> bytes | None:
    """Leave out one tag: what it opened or closed no longer fits."""
    met = list(_MARKUP.finditer(content))
    if not met:
        return None
    one = chance.choice(met)
    return content[: one.start()] + content[one.end() :]


def broken_markup(content: bytes, chance: Random) -> bytes:
    """Put in what XML may not hold there."""
    odd = chance.choice((b"<", b"&nothing;", b"\x00", b"\xff\xfe", b"]]>", b"</a>", b"&#0;"))
    at = chance.randrange(len(content) + 1)
    return content[:at] + odd + content[at:]


def without_member(content: bytes, chance: Random) -> bytes | None:
    """Leave out a member of a package."""
    members = _members(content)
    if members is None or len(members) == 1:
        return None
    gone = chance.choice(list(members))
    return _zipped({name: inner for name, inner in members.items() if name != gone})


def swapped_members(content: bytes, chance: Random) -> bytes | None:
    """Let two parts change places."""
    members = _members(content)
    if members is None or len(members) == 1:
        return None
    one, other = chance.sample(list(members), 2)
    return _zipped({**members, one: members[other], other: members[one]})


MUTATIONS: Mapping[str, Mutation] = {
    "翻转比特": flipped_bits,
    "翻转文件头的比特": flipped_head,
    "截断": truncated,
    "截去末尾几个字节": barely_truncated,
    "删去一块": without_block,
    "重复一块": doubled_block,
    "抹零一块": emptied_block,
    "对调两个扇区": swapped_blocks,
    "改写长度": false_length,
    "改写 PDF 的长度和位置": false_written_length,
    "改写压缩包目录": false_directory,
    "成员内翻转比特": _of_one_member(flipped_bits, xml_only=False),
    "成员内截断": _of_one_member(truncated, xml_only=False),
    "成员内删去标签": _of_one_member(without_tag, xml_only=True),
    "成员内写坏标记": _of_one_member(broken_markup, xml_only=True),
    "标签删去": without_tag,
    "删去成员": without_member,
    "对调成员": swapped_members,
}
"""By the names under which they are counted."""
