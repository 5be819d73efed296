"""A shelf gives back what was put there, or nothing."""

from __future__ import annotations

import pytest

from review.screening.shelf import Shelf


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "made" / "later"


def test_what_was_put_there_comes_back_also_to_another_shelf_of_the_folder(folder):
    Shelf(folder).put("a" * 64, b"\0automaton")

    assert Shelf(folder).get("a" * 64) == b"\0automaton"
    assert Shelf(folder).get("b" * 64) is None
    assert [path.name for path in folder.iterdir()] == ["a" * 64]


def test_what_is_no_longer_whole_is_nothing(folder):
    shelf = Shelf(folder)
    shelf.put("a", b"automaton")
    path = folder / "a"
    whole = path.read_bytes()

    for broken in (b"", whole[:-1], whole + b"x", whole[:-9] + b"Automaton"):
        path.write_bytes(broken)
        assert shelf.get("a") is None


def test_a_file_under_another_s_name_is_not_taken_for_it(folder):
    shelf = Shelf(folder)
    shelf.put("a", b"automaton")

    (folder / "a").rename(folder / "b")

    assert shelf.get("b") is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    shelf = Shelf(tmp_path / "file")

    shelf.put("a", b"automaton")

    assert shelf.get("a") is None
