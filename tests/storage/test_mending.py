"""Reconciliation finds where a channel differs from what is public, and mending makes it agree."""

from __future__ import annotations

import shutil

import pytest

from review.publishing.channel import Difference, Sort
from review.services.mending import mend_all
from review.services.reconciliation import reconcile_all
from tests.storage.carried import HOUR, alter_original, events, send
from tests.storage.published import MORNING, WEBSITE, bureau


@pytest.fixture
def town(database, tmp_path):
    """An office with a folder that the town's web site imports from."""
    return bureau(database, tmp_path)


def test_reconciliation_finds_what_is_missing_extra_and_altered(town):
    gone, changed, fine = (town.publish(content=word) for word in (b"one", b"two", b"three"))
    send(town)
    assert reconcile_all(town.database, means=town.means) == {WEBSITE: ()}
    (town.folder / gone.document).rename(town.folder / "stray")
    (town.folder / changed.document / "01-供暖函.txt").write_bytes(b"TWO")

    found = reconcile_all(town.database, means=town.means)

    assert set(found[WEBSITE]) == {
        Difference(document=gone.document, sort=Sort.MISSING),
        Difference(document=changed.document, sort=Sort.ALTERED),
        Difference(document="stray", sort=Sort.EXTRA),
    }
    assert fine.document not in str(found)


def test_a_paper_still_under_way_is_no_difference(town):
    town.publish()

    assert reconcile_all(town.database, means=town.means) == {WEBSITE: ()}


def test_a_withdrawn_paper_that_still_lies_there_is_a_difference(town):
    paper = town.publish()
    send(town)
    town.take_down(paper, at=MORNING + HOUR)

    found = reconcile_all(town.database, means=town.means)

    assert found == {WEBSITE: (Difference(document=paper.document, sort=Sort.EXTRA),)}


def test_mending_lays_anew_what_is_missing_or_altered_and_leaves_what_is_nobodys(town):
    gone, changed, fine = (town.publish(content=word) for word in (b"one", b"two", b"three"))
    send(town)
    (town.folder / gone.document).rename(town.folder / "stray")
    (town.folder / changed.document / "01-供暖函.txt").write_bytes(b"TWO")
    before = (town.folder / fine.document).stat().st_ino

    counts = mend_all(town.database, means=town.means, now=MORNING + HOUR)

    assert counts == {
        WEBSITE: {Sort.MISSING: 1, Sort.ALTERED: 1, Sort.EXTRA: 1, "mended": 2, "not_mended": 1}
    }
    assert (town.folder / gone.document / "01-供暖函.txt").read_bytes() == b"one"
    assert (town.folder / changed.document / "01-供暖函.txt").read_bytes() == b"two"
    assert (town.folder / fine.document).stat().st_ino == before
    assert [event for event, _ in events(town)][-2:] == ["channel:mended"] * 2


def test_mending_takes_away_what_was_withdrawn_and_lies_there_again(town):
    """Somebody copied the old folder back; its card is from before the withdrawal."""
    paper = town.publish()
    send(town)
    copy = town.folder / "copy"
    shutil.copytree(town.folder / paper.document, copy)
    town.take_down(paper, at=MORNING + HOUR)
    send(town, at=MORNING + HOUR)
    shutil.rmtree(town.folder / paper.document)
    copy.rename(town.folder / paper.document)

    counts = mend_all(town.database, means=town.means, now=MORNING + HOUR)

    assert counts == {WEBSITE: {Sort.EXTRA: 1, "mended": 1}}
    assert [path.name for path in (town.folder / paper.document).iterdir()] == ["withdrawn.json"]
    assert mend_all(town.database, means=town.means, now=MORNING + HOUR) == {WEBSITE: {}}


def test_mending_never_lays_bytes_that_are_not_those_of_the_approval(town):
    paper = town.publish()
    send(town)
    alter_original(town)
    shutil.rmtree(town.folder / paper.document)

    counts = mend_all(town.database, means=town.means, now=MORNING + HOUR)

    assert counts == {WEBSITE: {Sort.MISSING: 1, "not_mended": 1}}
    assert not (town.folder / paper.document).exists()


def test_mending_leaves_alone_what_is_on_its_way(town):
    paper = town.publish()
    send(town)
    town.take_down(paper, at=MORNING + HOUR)

    counts = mend_all(town.database, means=town.means, now=MORNING + HOUR)

    assert counts == {WEBSITE: {Sort.EXTRA: 1, "not_mended": 1}}
