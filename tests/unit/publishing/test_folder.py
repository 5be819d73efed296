"""What lies in the folder is whole, is what was approved, and goes when it is withdrawn."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from review.publishing.channel import (
    DeliveryFailedError,
    Difference,
    Expected,
    OvertakenError,
    Receipt,
    Sort,
)
from review.publishing.folder import Folder
from review.publishing.package import Package, PackedFile
from tests.in_its_place import LAID, POSIX_ONLY, in_time, lay

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def hashing(content):
    return hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest()[:64]


def package(*contents, key="publish:1", document="d1", seq=1):
    files = []
    for position, content in enumerate(contents or (b"letter", b"table")):
        sha256, sm3 = hashing(content)
        files.append(
            PackedFile(
                position=position,
                name="文件.txt",
                content=content,
                sha256=sha256,
                sm3=sm3,
                media_type="text/plain",
            )
        )
    return Package(
        key=key,
        seq=seq,
        asked_at=MORNING,
        document=document,
        title="关于做好冬季供暖保障工作的函",
        number=None,
        kind="函",
        dated=None,
        published_at=MORNING,
        conversion=None,
        files=tuple(files),
    )


@pytest.fixture
def folder(tmp_path):
    return Folder(path=tmp_path / "website", hashing=hashing)


def names(folder, document="d1"):
    return sorted(path.name for path in (folder.path / document).iterdir())


def withdraw(folder, *, seq=2, document="d1"):
    return folder.withdraw(document, key="withdraw:1", seq=seq, on=TODAY)


def expected(*packages):
    return [Expected(document=each.document, hashes=each.hashes) for each in packages]


def test_a_delivered_paper_lies_there_with_its_manifest(folder):
    receipt = folder.deliver(package(b"letter", b"table"))

    assert names(folder) == ["01-文件.txt", "02-文件.txt", "manifest.json"]
    assert (folder.path / "d1" / "02-文件.txt").read_bytes() == b"table"
    assert receipt == Receipt(key="publish:1", hashes=(hashing(b"letter"), hashing(b"table")))


def test_nothing_half_written_is_left_beside_it(folder):
    folder.deliver(package())
    folder.deliver(package(b"new", key="publish:2"))

    assert [path.name for path in folder.path.iterdir()] == ["d1"]


def test_the_same_key_twice_changes_nothing(folder):
    first = folder.deliver(package())
    before = {path: path.stat().st_mtime_ns for path in (folder.path / "d1").iterdir()}
    place = (folder.path / "d1").stat().st_ino

    second = folder.deliver(package())

    assert second == first
    assert {path: path.stat().st_mtime_ns for path in (folder.path / "d1").iterdir()} == before
    assert (folder.path / "d1").stat().st_ino == place


def test_the_same_key_again_mends_what_was_altered(folder):
    folder.deliver(package(b"letter"))
    (folder.path / "d1" / "01-文件.txt").write_bytes(b"forged")

    receipt = folder.deliver(package(b"letter"))

    assert receipt.hashes == (hashing(b"letter"),)
    assert (folder.path / "d1" / "01-文件.txt").read_bytes() == b"letter"


def test_a_newer_version_replaces_the_older_one_whole(folder):
    folder.deliver(package(b"letter", b"table"))

    folder.deliver(package(b"new letter", key="publish:2", seq=2))

    assert names(folder) == ["01-文件.txt", "manifest.json"]


def test_an_older_version_never_replaces_a_newer_one(folder):
    """Its sender was stopped and woke too late."""
    folder.deliver(package(b"new", key="publish:2", seq=2))

    with pytest.raises(OvertakenError):
        folder.deliver(package(b"old", key="publish:1"))

    assert (folder.path / "d1" / "01-文件.txt").read_bytes() == b"new"


def test_what_a_crash_left_is_cleared_away(folder):
    folder.path.mkdir()
    left = folder.path / ".d1.0123"
    left.mkdir()
    (left / "01-half.txt").write_bytes(b"ha")
    other = folder.path / ".d12.0123"
    other.mkdir()

    folder.deliver(package())

    assert sorted(path.name for path in folder.path.iterdir()) == [".d12.0123", "d1"]


def test_a_paper_goes_where_a_crash_left_only_the_old_one_aside(folder):
    """Between stepping aside and stepping in the process was killed."""
    folder.deliver(package(b"old"))
    (folder.path / "d1").rename(folder.path / ".d1.aside")

    folder.deliver(package(b"new", key="publish:2"))

    assert [path.name for path in folder.path.iterdir()] == ["d1"]
    assert (folder.path / "d1" / "01-文件.txt").read_bytes() == b"new"


def test_a_link_in_the_place_of_a_paper_is_not_followed(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").write_bytes(b"kept")
    folder.path.mkdir()
    (folder.path / "d1").symlink_to(elsewhere)

    folder.deliver(package())

    assert not (folder.path / "d1").is_symlink()
    assert [path.name for path in elsewhere.iterdir()] == ["kept.txt"]


def test_a_folder_that_cannot_be_written_refuses_loudly(tmp_path):
    (tmp_path / "website").write_bytes(b"a file, not a folder")

    with pytest.raises(OSError, match="website"):
        Folder(path=tmp_path / "website", hashing=hashing).deliver(package())


def test_a_receipt_tells_what_lies_there_not_what_was_meant(folder):
    """A package whose hashes are wrong is betrayed by its receipt."""
    true = package(b"letter")
    wrong = replace(true, files=(replace(true.files[0], sha256="0" * 64),))

    with pytest.raises(DeliveryFailedError):
        folder.deliver(wrong)


def test_a_withdrawn_paper_leaves_its_identity_and_the_day(folder):
    folder.deliver(package())

    receipt = withdraw(folder)

    assert receipt == Receipt(key="withdraw:1", hashes=())
    assert names(folder) == ["withdrawn.json"]
    told = (folder.path / "d1" / "withdrawn.json").read_text(encoding="utf-8")
    assert json.loads(told)["withdrawn_on"] == "2026-11-23"
    assert "供暖" not in told
    assert [path.name for path in folder.path.iterdir()] == ["d1"]


def test_withdrawing_twice_changes_nothing(folder):
    folder.deliver(package())
    first = withdraw(folder)

    assert folder.withdraw("d1", key="withdraw:2", seq=3, on=TODAY) == first


def test_a_paper_that_never_came_can_be_withdrawn(folder):
    withdraw(folder)

    assert names(folder) == ["withdrawn.json"]


def test_a_publication_that_comes_after_its_withdrawal_is_refused(folder):
    folder.deliver(package())
    withdraw(folder)

    with pytest.raises(OvertakenError):
        folder.deliver(package())

    assert names(folder) == ["withdrawn.json"]


def test_a_paper_decided_anew_returns_after_its_withdrawal(folder):
    folder.deliver(package())
    withdraw(folder)

    folder.deliver(package(key="publish:2", seq=3))

    assert names(folder) == ["01-文件.txt", "02-文件.txt", "manifest.json"]


def test_an_old_withdrawal_does_not_touch_what_was_decided_anew(folder):
    folder.deliver(package(seq=3))

    with pytest.raises(OvertakenError):
        withdraw(folder, seq=1)

    assert "manifest.json" in names(folder)


@pytest.mark.parametrize(
    "card",
    [b"", b"{", b"[]", b"{}", b'{"seq": "9"}', b'{"seq": true}'],
    ids=["empty", "torn", "list", "no-number", "text", "no-count"],
)
def test_a_spoilt_manifest_is_written_anew(folder, card):
    folder.deliver(package())
    (folder.path / "d1" / "manifest.json").write_bytes(card)

    receipt = folder.deliver(package())

    assert receipt.hashes == package().hashes
    assert folder.reconcile(expected(package())) == ()


def test_two_sides_that_agree_have_no_difference(folder):
    folder.deliver(package())
    folder.deliver(package(document="d2"))
    withdraw(folder, document="d2")

    assert folder.reconcile(expected(package())) == ()


def spoil_bytes(place):
    (place / "01-文件.txt").write_bytes(b"forged")


def lose_a_file(place):
    (place / "02-文件.txt").unlink()


def add_a_file(place):
    (place / "03-广告.txt").write_bytes(b"extra")


def forge_file_and_manifest(place):
    (place / "01-文件.txt").write_bytes(b"forged")
    told = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    told["files"][0]["sha256"], told["files"][0]["sm3"] = hashing(b"forged")
    (place / "manifest.json").write_text(json.dumps(told), encoding="utf-8")


def link_elsewhere(place):
    (place / "01-文件.txt").rename(place.parent.parent / "moved.txt")
    (place / "01-文件.txt").symlink_to(place.parent.parent / "moved.txt")


@pytest.mark.parametrize(
    "spoil",
    [spoil_bytes, lose_a_file, add_a_file, forge_file_and_manifest, link_elsewhere],
)
def test_reconciliation_sees_what_was_altered(folder, spoil):
    folder.deliver(package())

    spoil(folder.path / "d1")

    assert folder.reconcile(expected(package())) == (Difference(document="d1", sort=Sort.ALTERED),)


@POSIX_ONLY
@pytest.mark.parametrize("kind", LAID)
@pytest.mark.parametrize("name", ["01-文件.txt", "manifest.json"])
def test_what_is_no_file_is_altered_and_is_replaced(folder, kind, name):
    """A pipe or a device would keep the reconciliation for ever."""
    folder.deliver(package())
    lay(kind, folder.path / "d1" / name)

    with in_time():
        assert folder.reconcile(expected(package())) == (
            Difference(document="d1", sort=Sort.ALTERED),
        )
        assert folder.deliver(package()).hashes == package().hashes

    assert names(folder) == ["01-文件.txt", "02-文件.txt", "manifest.json"]
    assert folder.reconcile(expected(package())) == ()


@POSIX_ONLY
@pytest.mark.parametrize("kind", LAID)
def test_a_withdrawal_card_that_is_no_file_is_laid_anew(folder, kind):
    folder.deliver(package())
    withdraw(folder)
    lay(kind, folder.path / "d1" / "withdrawn.json")

    with in_time():
        withdraw(folder)

    assert names(folder) == ["withdrawn.json"]
    assert json.loads((folder.path / "d1" / "withdrawn.json").read_bytes())["document"] == "d1"


@POSIX_ONLY
def test_a_link_called_a_withdrawal_card_is_seen(folder):
    """A web site that follows it would show anything."""
    folder.deliver(package())
    withdraw(folder)
    lay("moved", folder.path / "d1" / "withdrawn.json")
    (folder.path / "d1" / "elsewhere").rename(folder.path.parent / "elsewhere")

    assert folder.reconcile(()) == (Difference(document="d1", sort=Sort.EXTRA),)


def test_reconciliation_sees_what_is_missing(folder):
    folder.deliver(package(document="d2"))
    withdraw(folder, document="d2")

    found = folder.reconcile(expected(package(), package(document="d2")))

    assert found == (
        Difference(document="d1", sort=Sort.MISSING),
        Difference(document="d2", sort=Sort.MISSING),
    )


def test_reconciliation_sees_what_should_not_be_there(folder):
    folder.deliver(package())
    (folder.path / "stray.txt").write_bytes(b"stray")

    assert folder.reconcile([]) == (
        Difference(document="d1", sort=Sort.EXTRA),
        Difference(document="stray.txt", sort=Sort.EXTRA),
    )


def test_a_tombstone_that_hides_a_file_is_no_tombstone(folder):
    folder.deliver(package())
    withdraw(folder)
    (folder.path / "d1" / "01-文件.txt").write_bytes(b"letter")

    assert folder.reconcile([]) == (Difference(document="d1", sort=Sort.EXTRA),)


def test_what_is_under_way_is_not_held_against_the_folder(folder):
    waiting = Expected(document="d1", hashes=package().hashes, is_under_way=True)

    assert folder.reconcile([waiting]) == ()
