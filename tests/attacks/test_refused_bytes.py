"""A paper marked 机密★10年 is refused, and its bytes are nowhere on the disk afterwards."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import select

from review.bootstrap import open_office
from review.domain.vocabulary import Role
from review.services import definitions
from review.services.work import Work
from review.settings import read_settings
from review.storage.rows import RefusalRow
from tests.storage.staff import Staff
from tests.unit.screening.papers import word

TOP = Path(__file__).parents[2]
UNIQUE = "甲七号洞库换装时间定于丙申日辰时"
LINES = ("机密★10年", "关于换装工作的通知", UNIQUE, "某局办公室")
REFUSED_PAGE = 422


@dataclass(frozen=True, slots=True)
class Place:
    """A machine's folders: the office's data, the temporary files, the paper on a stick."""

    data: Path
    temporary: Path
    stick: Path
    notes: Path

    def goes(self, way: str, *words: object) -> subprocess.CompletedProcess[bytes]:
        """Hand in by a process of its own that notes what it opens for writing."""
        return subprocess.run(
            [sys.executable, "-m", "tests.attacks.watched", self.notes, way, *map(str, words)],
            cwd=TOP,
            env={
                "XIANSHEN_DATA_DIR": str(self.data),
                "TMPDIR": str(self.temporary),
                "PYTHONPATH": str(TOP),
            },
            capture_output=True,
            check=False,
        )

    def files(self) -> list[Path]:
        """List everything the process could have left."""
        places = (self.data, self.temporary)
        return [path for place in places for path in place.rglob("*") if path.is_file()]

    def opened(self) -> list[str]:
        """Name what was opened for writing, also what is gone by now."""
        return self.notes.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def place(tmp_path) -> Iterator[Place]:
    """A demo office, in which a name alone will do; its temporary folder lies at a short path."""
    with TemporaryDirectory(prefix="xs") as temporary:
        yield _office(tmp_path, temporary=Path(temporary))


def _office(folder: Path, *, temporary: Path) -> Place:
    made = Place(folder / "data", temporary, folder / "stick", folder / "notes")
    made.stick.mkdir()
    office = open_office(read_settings({"XIANSHEN_DATA_DIR": str(made.data)}))
    staff = Staff(office.database)
    staff.demo(li=(Role.DRAFTER,), guan=(Role.SYSTEM_ADMIN,), shen=(Role.AUDITOR,))
    with office.database.write() as session:
        definitions.adopt_shipped(Work(session=session, now=staff.now, means=office.means))
    office.close()
    return made


def _text() -> bytes:
    return "\n".join(LINES).encode()


def _wide_text() -> bytes:
    return "\n".join(LINES).encode("utf-16")


def _word() -> bytes:
    return word(*LINES)


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
}


def traces_of(content: bytes) -> tuple[bytes, ...]:
    """Return what would betray a copy: its own bytes and its words in every dress."""
    middle = len(content) // 2
    words = (UNIQUE.encode(), UNIQUE.encode("utf-16-le"), UNIQUE.encode("utf-16-be"))
    escaped = UNIQUE.encode("unicode_escape")
    return (content[middle : middle + 64], content[:64], *words, escaped)


@pytest.mark.parametrize(
    ("way", "name"),
    [
        ("shell", "secret.txt"),
        ("shell", "secret.docx"),
        ("pages", "wide.txt"),
        ("pages", "large.docx"),
    ],
)
def test_a_refused_paper_leaves_nothing_behind(place, name, way):
    """A system that is not classified does not store what is; hash, rule and refusal remain."""
    content = PAPERS[name]()
    paper = place.stick / name
    paper.write_bytes(content)

    said = place.goes(way, *(_words(paper) if way == "shell" else [paper]))

    assert said.returncode == (1 if way == "shell" else REFUSED_PAGE % 256), said.stderr.decode()
    for path in place.files():
        kept = path.read_bytes()
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
    office = open_office(read_settings({"XIANSHEN_DATA_DIR": str(place.data)}))
    with office.database.read() as session:
        kept = [(row.sha256, row.rule) for row in session.scalars(select(RefusalRow))]
    office.close()
    return kept


def _words(paper: Path) -> list[object]:
    return [
        *("receive", paper, "--title", "关于换装工作的通知", "--kind", "通知"),
        *("--section", "办公室", "--source", "own", "--by", "li"),
    ]
