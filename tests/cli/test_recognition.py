"""Scans by the command line: recognised page by page, or said to be unreadable; never clear."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from random import Random

import docx
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from review.screening.recognition import can_recognise
from review.screening.recognition.installed import FINDER, READER
from tests.architecture.source import TOP
from tests.scans import kinds
from tests.scans.pages import Paper, Type
from tests.scans.wear import Wear, worn

pty = pytest.importorskip("pty", reason="只有类 Unix 系统有伪终端")

CHANCE = 20231108
WITHOUT = "import sys; sys.modules['rapidocr'] = None\n"
"""A machine on which the extra was not installed."""
ANSWER = "from review.cli.answering import answer; raise SystemExit(answer(sys.argv[1:]))"


@pytest.fixture
def lacking(data_dir) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Call a command where there is no recognition."""

    def call(*args: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-c", WITHOUT + ANSWER, *map(str, args)],
            cwd=TOP,
            env={"XIANSHEN_DATA_DIR": str(data_dir), "PYTHONPATH": str(TOP)},
            capture_output=True,
            check=False,
        )

    return call


def title(_: Random) -> kinds.Page:
    """A page before the marked one, quickly read."""
    paper = Paper()
    paper.centre("年度工作总结", 900, Type(26, bold=2))
    return kinds.Page(paper=paper)


def scanned(kind: kinds.Kind) -> Image.Image:
    chance = Random(CHANCE)  # noqa: S311 - the same page every time
    return worn(kind(chance).paper.sheet, Wear(dpi=150, angle=0.4), chance=chance)


def saved(picture: Image.Image) -> io.BytesIO:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    buffer.seek(0)
    return buffer


def scanned_pdf(*pages: Image.Image) -> bytes:
    """A PDF as a scanner makes it: each page is a picture and nothing else."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in pages:
        canvas.drawImage(ImageReader(saved(page)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def letter_around(picture: Image.Image) -> bytes:
    """A Word file with a picture under its text."""
    paper = docx.Document()
    paper.add_paragraph("关于转发有关材料的通知")
    paper.add_picture(saved(picture))
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


@pytest.mark.slow
def test_scanned_pages_and_pictures_in_a_paper_are_recognised(data_dir, tmp_path, unavailable):
    """The marked page is refused; on a terminal one sees how far the recognition is."""
    if not can_recognise():
        unavailable("没有文字识别：执行 make ocr，或者 pip install '.[ocr]'")
    scan, paper = tmp_path / "扫描件.pdf", tmp_path / "转发.docx"
    scan.write_bytes(scanned_pdf(scanned(title), scanned(kinds.corner)))
    paper.write_bytes(letter_around(scanned(kinds.number_in_table)))

    told, seen = _on_a_terminal(data_dir, "check", scan, paper, "--json")

    marked, numbered = told["files"]
    (mark,) = (each for each in marked["findings"] if each["rule"] == "marking.classification")
    assert (marked["verdict"], marked["unreadable"]) == ("block", None)
    assert (mark["place"]["page"], mark["severity"]) == (2, "block")
    (number,) = (each for each in numbered["findings"] if each["rule"] == "person.resident_id")
    assert (numbered["unreadable"], number["place"]["file"]) == (None, "word/media/image1.jpg")
    assert "*" * 13 in number["excerpt"]
    for step in ("正在识别扫描页和图片 1/2", "正在识别扫描页和图片 2/2", "图片 1/1"):
        assert step in seen


def _on_a_terminal(data_dir, *args):
    """Call a command whose standard error is a terminal; return its JSON, and what one saw."""
    ours, theirs = pty.openpty()
    called = subprocess.run(
        [sys.executable, "-m", "review.cli", *map(str, args)],
        cwd=TOP,
        env={"XIANSHEN_DATA_DIR": str(data_dir), "PYTHONPATH": str(TOP)},
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        seen = terminal.read(65_536).decode()
    return json.loads(called.stdout), seen


def test_without_recognition_a_scan_is_left_to_people(lacking, tmp_path):
    """Page, picture file, and a paper that is a picture: each says why and what to do."""
    page = Image.new("RGB", (600, 800), "white")
    page.paste((0, 0, 0), (100, 100, 300, 140))
    scan, paper = tmp_path / "扫描件.pdf", tmp_path / "转发.docx"
    scan.write_bytes(scanned_pdf(page))
    paper.write_bytes(letter_around(page))
    picture = tmp_path / "照片.jpg"
    picture.write_bytes(saved(page).getvalue())

    called = lacking("check", scan, paper, picture, "--json")

    files = json.loads(called.stdout)["files"]
    assert (called.returncode, len(files)) == (1, 3)
    for file in files:
        assert file["verdict"] == "block"
        assert "未经文字识别" in file["unreadable"]
        assert "由两人阅看" in file["unreadable"]


def test_the_doctor_says_whether_scans_can_be_recognised(lacking, xianshen, demo_office):
    told = json.loads(lacking("doctor", "--json").stdout)
    said = lacking("doctor")

    (note,) = (each for each in told if each["subject"] == "recognition")
    assert note["is_note"]
    assert "make ocr" in note["message"]
    assert "make ocr" in said.stdout.decode()
    assert said.returncode == 0
    assert ("可以识别" in xianshen("doctor").out) == can_recognise()


BROKEN = "raise ImportError({said!r})\n"
NO_GL = "libGL.so.1: cannot open shared object file: No such file or directory"


@pytest.fixture
def broken(data_dir, tmp_path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Call a command where everything is installed, and cv2 cannot be loaded for this reason."""
    site = tmp_path / "site"
    for name in ("onnxruntime", "cv2", "rapidocr"):
        (site / name).mkdir(parents=True)
        (site / name / "__init__.py").touch()
    (site / "rapidocr" / "models").mkdir()
    for network in (FINDER, READER):
        (site / "rapidocr" / "models" / network).touch()

    def call(said: str, *args: object) -> subprocess.CompletedProcess[bytes]:
        (site / "cv2" / "__init__.py").write_text(BROKEN.format(said=said), encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-m", "review.cli", *map(str, args)],
            cwd=TOP,
            env={
                "XIANSHEN_DATA_DIR": str(data_dir),
                "PYTHONPATH": os.pathsep.join((str(site), str(TOP))),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            capture_output=True,
            check=False,
        )

    return call


@pytest.mark.usefixtures("demo_office")
@pytest.mark.parametrize(
    ("said", "told"),
    [
        (NO_GL, ("libGL.so.1", "apt-get install libgl1，")),
        (NO_GL.replace("GL.so.1", "rare-4.so.7"), ("librare-4.so.7", "哪个系统软件包提供这个库")),
        ("numpy.core.multiarray failed to import", ("cv2 加载不了", "--force-reinstall")),
    ],
    ids=["gl", "rare", "other"],
)
def test_the_doctor_says_what_the_system_lacks_for_recognition(broken, said, told):
    """Everything is installed, as on a bare Debian; only the system's own library is not there."""
    answered = broken(said, "doctor", "--json")

    (note,) = (each for each in json.loads(answered.stdout) if each["subject"] == "recognition")
    assert note["is_note"]
    for words in told:
        assert words in note["message"]
    assert answered.returncode == 0


def test_what_cannot_be_loaded_leaves_a_scan_to_people(broken, tmp_path):
    page = Image.new("RGB", (600, 800), "white")
    page.paste((0, 0, 0), (100, 100, 300, 140))
    scan = tmp_path / "扫描件.pdf"
    scan.write_bytes(scanned_pdf(page))

    answered = broken(NO_GL, "check", scan, "--json")

    (file,) = json.loads(answered.stdout)["files"]
    assert (answered.returncode, file["verdict"]) == (1, "block")
    assert "未经文字识别" in file["unreadable"]
    assert "由两人阅看" in file["unreadable"]
