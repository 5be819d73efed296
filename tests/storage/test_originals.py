"""Originals: what was handed in is there bit by bit, or its absence is told."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from review.storage.originals import OriginalAltered, OriginalMissing, Originals
from tests.in_its_place import LAID, POSIX_ONLY, in_time, lay

LETTER = "关于做好冬季供暖保障工作的函".encode()
NAME = hashlib.sha256(LETTER).hexdigest()
OTHER = hashlib.sha256(b"other").hexdigest()


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "originals")


def lying(originals: Originals) -> Path:
    return originals.folder / NAME[:2] / NAME


def test_what_was_put_is_read(originals: Originals):
    originals.put(LETTER, sha256=NAME)

    assert originals.read(NAME) == LETTER
    assert originals.names() == [NAME]


def test_it_lies_there_for_the_next_process(originals: Originals):
    originals.put(LETTER, sha256=NAME)

    assert Originals(originals.folder).read(NAME) == LETTER


def test_what_is_not_there_is_told(originals: Originals):
    with pytest.raises(OriginalMissing, match=NAME):
        originals.read(NAME)


@pytest.mark.parametrize("byte", [0, len(LETTER) // 2, len(LETTER) - 1])
def test_a_flipped_bit_is_told(originals: Originals, byte: int):
    """Nothing that differs from the approved bytes goes out, not by one bit."""
    originals.put(LETTER, sha256=NAME)
    content = bytearray(LETTER)
    content[byte] ^= 1
    lying(originals).write_bytes(content)

    with pytest.raises(OriginalAltered, match=NAME):
        originals.read(NAME)


@pytest.mark.parametrize("left", [b"", LETTER[:-1], LETTER + b"\n"])
def test_a_cut_or_longer_file_is_told(originals: Originals, left: bytes):
    originals.put(LETTER, sha256=NAME)
    lying(originals).write_bytes(left)

    with pytest.raises(OriginalAltered):
        originals.read(NAME)


def test_the_same_bytes_are_kept_once(originals: Originals):
    """A second paper with the same attachment costs no second copy."""
    originals.put(LETTER, sha256=NAME)
    first = lying(originals).stat().st_ino

    originals.put(LETTER, sha256=NAME)

    assert originals.names() == [NAME]
    assert lying(originals).stat().st_ino == first


def test_handing_in_again_heals_what_was_altered(originals: Originals):
    originals.put(LETTER, sha256=NAME)
    lying(originals).write_bytes(b"altered")

    originals.put(LETTER, sha256=NAME)

    assert originals.read(NAME) == LETTER


def test_many_at_once_leave_one_whole_file(originals: Originals):
    content = os.urandom(200_000)
    name = hashlib.sha256(content).hexdigest()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: originals.put(content, sha256=name), range(16)))

    assert originals.read(name) == content
    assert originals.names() == [name]


def test_what_came_in_is_noted_until_it_is_settled(originals: Originals):
    """After a crash the note tells which bytes may belong to no paper."""
    originals.put(LETTER, sha256=NAME)
    assert originals.incoming() == {NAME}

    originals.settle(NAME)

    assert originals.incoming() == frozenset()
    assert originals.read(NAME) == LETTER


def test_settling_takes_what_was_half_written(originals: Originals):
    """A process that was killed in the middle leaves no readable piece behind."""
    half = originals.folder / ".incoming" / f"{NAME}.0123"
    half.write_bytes(LETTER[:10])
    other = originals.folder / ".incoming" / OTHER
    other.touch()

    originals.settle(NAME)

    assert not half.exists()
    assert originals.incoming() == {OTHER}
    assert originals.names() == []


def test_destroyed_bytes_are_gone_and_were_overwritten(originals: Originals):
    """Who had the file open sees zeros: nothing of a state secret is left on the disk."""
    originals.put(LETTER, sha256=NAME)

    with lying(originals).open("rb") as still_open:
        originals.destroy(NAME)
        assert still_open.read() == b"\x00" * len(LETTER)

    assert not lying(originals).exists()
    assert originals.names() == []
    with pytest.raises(OriginalMissing):
        originals.read(NAME)


def test_destroying_twice_is_no_fault(originals: Originals):
    """A crash between destroying and writing it down is caught up."""
    originals.put(LETTER, sha256=NAME)
    originals.destroy(NAME)

    originals.destroy(NAME)

    assert originals.names() == []


@pytest.mark.skipif(os.name != "posix", reason="文件权限只在 POSIX 上有")
def test_nobody_else_on_the_machine_may_look(originals: Originals):
    originals.put(LETTER, sha256=NAME)

    for folder in (lying(originals).parent, originals.folder / ".incoming"):
        assert folder.stat().st_mode & 0o077 == 0


@POSIX_ONLY
@pytest.mark.parametrize("kind", LAID)
def test_what_is_no_file_is_not_read(originals: Originals, kind: str):
    """A pipe or a device would keep a reader for ever, a link may lead elsewhere tomorrow."""
    originals.put(LETTER, sha256=NAME)
    lay(kind, lying(originals))

    with in_time(), pytest.raises(OriginalAltered, match=NAME):
        originals.read(NAME)


@POSIX_ONLY
@pytest.mark.parametrize("kind", [kind for kind in LAID if kind != "folder"])
def test_handing_in_again_puts_the_file_back(originals: Originals, kind: str):
    originals.put(LETTER, sha256=NAME)
    lay(kind, lying(originals))

    with in_time():
        originals.put(LETTER, sha256=NAME)

    assert originals.read(NAME) == LETTER
    assert not lying(originals).is_symlink()


@POSIX_ONLY
def test_a_folder_in_its_place_is_not_written_over(originals: Originals):
    """Somebody made it and must look into it; the paper does not come in."""
    lying(originals).mkdir(parents=True)

    with pytest.raises(IsADirectoryError):
        originals.put(LETTER, sha256=NAME)

    assert lying(originals).is_dir()
    assert not [path for path in (originals.folder / ".incoming").iterdir() if "." in path.name]


@POSIX_ONLY
@pytest.mark.parametrize("kind", ["pipe", "endless", "moved", "nowhere"])
def test_destroying_overwrites_nothing_of_others(originals: Originals, kind: str):
    originals.put(LETTER, sha256=NAME)
    lay(kind, lying(originals))
    elsewhere = lying(originals).with_name("elsewhere")

    with in_time():
        originals.destroy(NAME)

    assert not os.path.lexists(lying(originals))
    if kind == "moved":
        assert elsewhere.read_bytes() == LETTER


@POSIX_ONLY
@pytest.mark.parametrize("kind", ["pipe", "endless", "moved", "nowhere"])
def test_settling_overwrites_nothing_of_others(originals: Originals, kind: str):
    half = originals.folder / ".incoming" / f"{NAME}.0123"
    lay(kind, half)

    with in_time():
        originals.settle(NAME)

    assert not os.path.lexists(half)
    if kind == "moved":
        assert half.with_name("elsewhere").read_bytes() == b"somebody else's"


@POSIX_ONLY
def test_what_is_exchanged_while_it_is_opened_is_no_file_either(
    originals: Originals, monkeypatch: pytest.MonkeyPatch
):
    """Between looking and opening somebody may be quick."""
    originals.put(LETTER, sha256=NAME)
    opened = os.open

    def exchanged(path: Path, *given: int) -> int:
        if path == lying(originals):
            lay("pipe", path)
        return opened(path, *given)

    monkeypatch.setattr(os, "open", exchanged)
    with in_time(), pytest.raises(OriginalAltered):
        originals.read(NAME)
