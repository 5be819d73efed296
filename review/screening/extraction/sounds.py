"""How sounds and films begin; no machine here hears or sees them, so two people do."""

from __future__ import annotations

import re

_BEGIN = (
    b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3",
    b"FLV\x01", b"#!AMR\n", b"#!AMR-", b"#!SILK", b"\x02#!SILK", b"MThd", b".RMF", b".snd",
    b"0&\xb2u\x8ef\xcf\x11", b"MAC ", b"wvpk", b"caff", b"FWS", b"CWS", b"ZWS", b"DSD ", b"FRM8",
    b"TTA1", b"MPCK", b"ADIF", b"IMKH", b"DHAV", b"\x06\x0e+4\x02\x05\x01\x01",
)  # fmt: skip
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 1024
_RIFF = frozenset({b"WAVE", b"AVI ", b"AVIX", b"RMID", b"CDXA", b"RMMP"})
_AIFF = frozenset({b"AIFF", b"AIFC"})
_ATOMS = frozenset(
    {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"ftyp", b"moof", b"styp"}
)
_STILLS = frozenset(
    {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"heim", b"heis"}
)
_NO_FRAMES = frozenset(b"\xfe\xff")
_SYNC = 0xE0
_PACKETS = (188, 192, 204)
_TS = 0x47
_M2TS = 4


def is_sound(content: bytes) -> bool:
    """Whether these are a sound or a film, by how they begin."""
    return is_binary(content) and (
        content.startswith(_BEGIN)
        or (content.startswith((b"RIFF", b"RF64")) and content[8:12] in _RIFF)
        or (content.startswith(b"FORM") and content[8:12] in _AIFF)
        or (content[4:8] in _ATOMS and content[8:12] not in _STILLS)
        or _is_frame(content)
        or _is_transport(content)
    )


def is_binary(content: bytes) -> bool:
    """Whether the first page holds bytes that no text holds."""
    return _CONTROL.search(content, 0, _LOOKED_AT) is not None


def is_still(content: bytes) -> bool:
    """Whether these are a picture in the container of a film, as telephones take them."""
    return content[4:8] == b"ftyp" and content[8:12] in _STILLS


def _is_frame(content: bytes) -> bool:
    """A frame of MPEG audio or AAC; FF FE and FF FF begin texts and nothing."""
    return (
        len(content) > 1
        and content[0] == 0xFF  # noqa: PLR2004 - eleven bits are set
        and content[1] & _SYNC == _SYNC
        and content[1] not in _NO_FRAMES
    )


def _is_transport(content: bytes) -> bool:
    """Packets of one length, each with the same first byte."""
    return any(
        len(content) > 3 * size + at and all(content[at + n * size] == _TS for n in range(4))
        for size in _PACKETS
        for at in (0, _M2TS)
    )
