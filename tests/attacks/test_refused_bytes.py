"""A paper marked 机密★10年 is refused, and its bytes are nowhere on the disk afterwards."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import select, text

from review.bootstrap import open_office
from review.domain.vocabulary import Role
from review.services import definitions
from review.services.work import Work
from review.settings import read_settings
from review.storage.rows import RefusalRow
from tests.storage.staff import Staff
from tests.unit.screening.papers import pdf, word

TOP = Path(__file__).parents[2]
UNIQUE = "甲七号洞库换装时间定于丙申日辰时"
HARMLESS = "这一句故意留在服务器的日志里"
LINES = ("机密★10年", "关于换装工作的通知", UNIQUE, "某局办公室")
REFUSED_PAGE = 422


@dataclass(frozen=True, slots=True)
class Place:
    """A machine's folders: the office's data, the temporary files, the paper on a stick."""

    data: Path
    temporary: Path
    stick: Path
    notes: Path
    url: str | None = None
    """Where the rows lie, when not in a file among the data."""

    @property
    def environment(self) -> dict[str, str]:
        there = {} if self.url is None else {"XIANSHEN_DATABASE_URL": self.url}
        return {"XIANSHEN_DATA_DIR": str(self.data), **there}

    def goes(self, way: str, *words: object) -> subprocess.CompletedProcess[bytes]:
        """Hand in by a process of its own that notes what it opens for writing."""
        return subprocess.run(
            [sys.executable, "-m", "tests.attacks.watched", self.notes, way, *map(str, words)],
            cwd=TOP,
            env={
                **self.environment,
                "TMPDIR": str(self.temporary),
                "PYTHONPATH": str(TOP),
            },
            capture_output=True,
            check=False,
        )

    def files(self) -> list[Path]:
        """List everything the process could have left, the server's own files among it."""
        places = (self.data, self.temporary, *self._of_the_server())
        return [path for place in places for path in place.rglob("*") if path.is_file()]

    def _of_the_server(self) -> tuple[Path, ...]:
        """Where a server that the tests started keeps rows and journal; of a named one, nothing."""
        if self.url is None:
            return ()
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        return (Path(folder),) if os.access(folder, os.R_OK) else ()

    def opened(self) -> list[str]:
        """Name what was opened for writing, also what is gone by now."""
        return self.notes.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def place(tmp_path) -> Iterator[Place]:
    """A demo office, in which a name alone will do; its temporary folder lies at a short path."""
    with TemporaryDirectory(prefix="xs") as temporary:
        yield _office(tmp_path, temporary=Path(temporary))


@pytest.fixture
def place_with_a_server(tmp_path, fresh_postgres) -> Iterator[Place]:
    """The same with its rows on PostgreSQL."""
    with TemporaryDirectory(prefix="xs") as temporary:
        yield _office(tmp_path, temporary=Path(temporary), url=fresh_postgres)


def _office(folder: Path, *, temporary: Path, url: str | None = None) -> Place:
    made = Place(folder / "data", temporary, folder / "stick", folder / "notes", url)
    made.stick.mkdir()
    office = open_office(read_settings(made.environment))
    staff = Staff(office.database)
    staff.demo(li=(Role.DRAFTER,), guan=(Role.SYSTEM_ADMIN,), shen=(Role.AUDITOR,))
    with office.database.write() as session:
        definitions.adopt_shipped(
            Work(session=session, now=staff.now, means=office.means), staff.caller("guan").agency_id
        )
    office.close()
    return made


def _text() -> bytes:
    return "\n".join(LINES).encode()


def _wide_text() -> bytes:
    return "\n".join(LINES).encode("utf-16")


def _word() -> bytes:
    return word(*LINES)


def _pdf() -> bytes:
    return pdf("\n".join(LINES))


def _large_word() -> bytes:
    """Larger than what a web library keeps in memory by itself: 1 MB."""
    content = BytesIO(word(*LINES))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_STORED) as archive:
        noise = b"".join(hashlib.sha256(bytes([n % 251, n // 251])).digest() for n in range(60_000))
        archive.writestr("word/media/image1.bin", noise)
    return content.getvalue()


PAPERS = {
    "secret.txt": _text,
    "wide.txt": _wide_text,
    "secret.docx": _word,
    "large.docx": _large_word,
    "secret.pdf": _pdf,
}


def traces_of(content: bytes) -> tuple[bytes, ...]:
    """Return what would betray a copy: its own bytes and its words in every dress."""
    middle = len(content) // 2
    words = (UNIQUE.encode(), UNIQUE.encode("utf-16-le"), UNIQUE.encode("utf-16-be"))
    escaped = UNIQUE.encode("unicode_escape")
    typed = UNIQUE.encode("utf-16-be").hex().encode()  # as a PDF shows it
    return (typed, content[middle : middle + 64], content[:64], *words, escaped)


@pytest.mark.parametrize(
    ("way", "name"),
    [
        ("shell", "secret.txt"),
        ("shell", "secret.docx"),
        ("pages", "wide.txt"),
        ("pages", "large.docx"),
        ("shell", "secret.pdf"),
        ("pages", "secret.pdf"),
    ],
)
def test_a_refused_paper_leaves_nothing_behind(place, name, way):
    """A system that is not classified does not store what is; hash, rule and refusal remain."""
    _is_refused_without_a_trace(place, name, way)


@pytest.mark.postgres
@pytest.mark.parametrize(("way", "name"), [("shell", "secret.pdf"), ("pages", "large.docx")])
def test_nor_does_it_in_the_files_of_a_server(place_with_a_server, name, way):
    """Neither in a row nor in the server's journal, where what was undone lies on."""
    _is_refused_without_a_trace(place_with_a_server, name, way)


@pytest.mark.postgres
def test_what_lies_in_a_row_is_seen_in_the_files_of_the_server(place_with_a_server):
    """The watch can fail: a title that is entered and undone is in the journal."""
    office = open_office(read_settings(place_with_a_server.environment))
    with office.database.writer.connect() as connection:
        connection.execute(text("CREATE TABLE x AS SELECT CAST(:x AS text) AS y"), {"x": HARMLESS})
        connection.rollback()
    office.close()
    if not any(path.name == "PG_VERSION" for path in place_with_a_server.files()):
        pytest.skip("指定的数据库服务器的文件看不到")

    kept = (_kept_in(path) for path in place_with_a_server.files())
    assert any(HARMLESS.encode() in each for each in kept)


def _kept_in(path: Path) -> bytes:
    """Return what lies in a file; what a running server took away meanwhile holds nothing."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _is_refused_without_a_trace(place: Place, name: str, way: str) -> None:
    content = PAPERS[name]()
    paper = place.stick / name
    paper.write_bytes(content)

    said = place.goes(way, *(_words(paper) if way == "shell" else [paper]))

    assert said.returncode == (1 if way == "shell" else REFUSED_PAGE % 256), said.stderr.decode()
    for path in place.files():
        kept = _kept_in(path)
        assert not [trace for trace in traces_of(content) if trace in kept], path
    assert UNIQUE.encode() not in said.stdout + said.stderr
    opened = place.opened()
    assert opened  # the watch was awake
    assert [each for each in opened if _holds_bytes(each, place)] == []
    assert refusals(place) == [(hashlib.sha256(content).hexdigest(), "marking.classification")]


def test_what_nobody_could_look_at_is_not_kept(tmp_path):
    """Where no screening can begin (a socket's path is too long) nothing is taken in."""
    temporary = tmp_path / ("x" * 120)
    temporary.mkdir()
    place = _office(tmp_path, temporary=temporary)
    content = _text()
    paper = place.stick / "secret.txt"
    paper.write_bytes(content)

    said = place.goes("shell", *_words(paper))

    assert said.returncode == 1
    assert "检测程序无法启动" in said.stderr.decode()
    assert refusals(place) == []
    kept = [path.read_bytes() for path in place.files()]
    assert not [trace for trace in traces_of(content) if any(trace in each for each in kept)]


def _holds_bytes(name: str, place: Place) -> bool:
    """Say whether a file was opened where bytes of papers could lie; pymp- is a socket's folder."""
    return (str(place.temporary) in name and "pymp-" not in name) or "originals/" in name


def refusals(place: Place) -> list[tuple[str, str]]:
    """Return what remains of what was refused."""
    office = open_office(read_settings(place.environment))
    with office.database.read() as session:
        kept = [(row.sha256, row.rule) for row in session.scalars(select(RefusalRow))]
    office.close()
    return kept


def _words(paper: Path) -> list[object]:
    return [
        *("receive", paper, "--title", "关于换装工作的通知", "--kind", "通知"),
        *("--section", "办公室", "--source", "own", "--by", "li"),
    ]
