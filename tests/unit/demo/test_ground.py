"""Where the demonstration may stand: on nothing, or on an older demonstration."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from review.demo.ground import WalkRefused, begin, end, is_of_this_release, is_walked, make_way
from review.storage.fingerprint import fingerprint
from review.storage.guards import GUARDS


def database(path, *, demo):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        connection.execute("INSERT INTO meta VALUES ('demo', ?)", (demo,))


def test_an_older_demonstration_makes_way_with_all_that_it_made(tmp_path):
    database(tmp_path / "xianshen.db", demo="yes")
    (tmp_path / "originals" / "ab").mkdir(parents=True)
    (tmp_path / "originals" / "ab" / "x").write_bytes(b"x")
    (tmp_path / "automata").mkdir()
    (tmp_path / "logs").mkdir()

    make_way(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["logs"]


def test_a_folder_that_is_not_there_is_made(tmp_path):
    make_way(tmp_path / "new" / "demo")

    assert list((tmp_path / "new" / "demo").iterdir()) == []


@pytest.mark.parametrize("mark", ["no", "YES", ""])
def test_an_office_without_the_mark_stays(tmp_path, mark):
    """The mark of the database counts, not the note beside it."""
    database(tmp_path / "xianshen.db", demo=mark)
    (tmp_path / "demo.txt").write_text("walked\n", encoding="utf-8")

    with pytest.raises(WalkRefused, match="不是演示单位"):
        make_way(tmp_path)

    assert (tmp_path / "xianshen.db").is_file()


@pytest.mark.parametrize("name", ["xianshen.db", "originals", "2025年预算.docx"])
def test_what_is_no_database_of_a_demo_stays(tmp_path, name):
    (tmp_path / name).write_bytes(b"something of somebody's")

    with pytest.raises(WalkRefused):
        make_way(tmp_path)

    assert (tmp_path / name).read_bytes() == b"something of somebody's"


def test_a_demo_among_other_things_stays(tmp_path):
    """A demo folder to which somebody added a file of his own is not emptied under him."""
    database(tmp_path / "xianshen.db", demo="yes")
    (tmp_path / "笔记.txt").write_text("我的", encoding="utf-8")

    with pytest.raises(WalkRefused):
        make_way(tmp_path)

    assert (tmp_path / "xianshen.db").is_file()


def test_what_a_walk_left_is_kept_by_the_release_that_made_it(tmp_path):
    """Another release's office has other tables or guards: it would not even start."""
    assert not is_walked(tmp_path)
    end(tmp_path)
    assert is_of_this_release(tmp_path)

    (tmp_path / "demo.txt").write_text(fingerprint(GUARDS[1:]), encoding="utf-8")

    assert is_walked(tmp_path)
    assert not is_of_this_release(tmp_path)
    begin(tmp_path)
    assert not is_walked(tmp_path)
