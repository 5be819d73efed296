"""An office edits its forms and pages; a mistake in one tells nobody what stood in it (H11).

Each mistake is one whose fault names the value it stumbled over: the worst a template can do.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from tests.attacks.wall import LINES, SENTENCE, TITLE

TOP = Path(__file__).parents[2]
WITHHELD = {
    "exemption": "deliberative",
    "deliberative_kind": "discussion_record",
    "article": "政府信息公开条例第十六条第二款",
    "reasons": SENTENCE,
    "reassess_on": "2026-12-01",
}
TYPST, WORD, PAGE = "records/approval_form.typ", "records/approval_form.docx", "pages/case.html"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A copy of the product whose templates somebody edited."""

    folder: Path

    def template(self, name: str) -> Path:
        return self.folder / "templates" / name

    def runs(self, wall, *words: object) -> subprocess.CompletedProcess[bytes]:
        """Run something of it on the office's data."""
        return subprocess.run(
            [sys.executable, *map(str, words)],
            cwd=self.folder,
            env={
                "XIANSHEN_DATA_DIR": str(wall.tests.folder),
                "XIANSHEN_DATABASE_URL": wall.tests.url,
                "PYTHONPATH": f"{self.folder}:{TOP}",
            },
            capture_output=True,
            check=False,
        )


@pytest.fixture
def edited(tmp_path) -> Checkout:
    """The product copied, with the big reference data left where it lies."""
    folder = tmp_path / "edited"
    for part in ("review", "workflows", "templates"):
        shutil.copytree(TOP / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "data").mkdir()
    (folder / "data" / "reference").symlink_to(TOP / "data" / "reference")
    shutil.copy(TOP / "pyproject.toml", folder)
    return Checkout(folder)


@pytest.fixture
def withheld(wall) -> str:
    """A case in whose record and page the sentence stands: as somebody's own words."""
    case = wall.tests.receive("\n".join(LINES), title=TITLE).case
    wall.tests.step(case, "propose", by="li", opinion=SENTENCE, mode="withheld", **WITHHELD)
    wall.office.close()
    return str(case)


def _in_word(path: Path, *, instead: str, put: str) -> None:
    """Write something else into the text of a Word template."""
    written = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                assert instead.encode() in content
                content = content.replace(instead.encode(), put.encode(), 1)
            new.writestr(name, content)
    path.write_bytes(written.getvalue())


def test_when_the_form_for_word_stumbles(wall, is_kept, edited, withheld, tmp_path):
    """docxtpl: a look-up that fails names what it looked for."""
    _in_word(edited.template(WORD), instead="{{ agency }}", put="{{ {}[statements|string] }}")

    drawn = edited.runs(wall, *_record(withheld, "docx", tmp_path))

    assert drawn.returncode == 1
    assert not (tmp_path / "form.docx").exists()
    is_kept(drawn.stdout.decode(), drawn.stderr.decode())


def test_what_the_office_changes_in_word_stands_on_its_forms(wall, edited, withheld, tmp_path):
    """No mistake: a line of the office's own, and every field where it was."""
    form = edited.template(WORD)
    changed = Document(str(form))
    changed.add_paragraph("本表一式两份，存办公室、档案室。")
    changed.save(str(form))

    drawn = edited.runs(wall, *_record(withheld, "docx", tmp_path))

    assert drawn.returncode == 0, drawn.stderr.decode()
    shown = Document(str(tmp_path / "form.docx"))
    assert shown.paragraphs[-1].text == "本表一式两份，存办公室、档案室。"
    cells = {cell.text for table in shown.tables for row in table.rows for cell in row.cells}
    assert any(TITLE in text for text in cells)
    assert any(SENTENCE in text for text in cells)


def test_when_the_form_for_the_archive_stumbles(wall, is_kept, edited, withheld, tmp_path):
    """typst: it stops with the whole record on its lips."""
    template = edited.template(TYPST)
    panic = "#panic(sys.inputs.shown)\n"
    template.write_text(panic + template.read_text(encoding="utf-8"), encoding="utf-8")

    drawn = edited.runs(wall, *_record(withheld, "pdf", tmp_path))

    assert drawn.returncode == 1
    assert not (tmp_path / "form.pdf").exists()
    is_kept(drawn.stdout.decode(), drawn.stderr.decode())


def test_when_the_page_of_a_case_stumbles(wall, is_kept, edited, withheld):
    """Jinja: the same; the page that comes instead is a number."""
    template = edited.template(PAGE)
    text = template.read_text(encoding="utf-8")
    stumbling = "{% block main %}{{ {}[page|string] }}"
    template.write_text(text.replace("{% block main %}", stumbling, 1), encoding="utf-8")

    looked = edited.runs(wall, TOP / "tests" / "attacks" / "spoilt.py", withheld)

    said = looked.stdout.decode()
    assert said.splitlines()[:2] == [str(edited.folder), "500"], looked.stderr.decode()
    assert "request failed" in wall.logged()
    is_kept(said, looked.stderr.decode())


def test_what_is_whole_shows_what_stands_in_it(wall, edited, withheld, tmp_path):
    """The tests above can fail: unedited, record and page do hold the sentence."""
    form = edited.runs(wall, *_record(withheld, "json", tmp_path))
    page = edited.runs(wall, TOP / "tests" / "attacks" / "spoilt.py", withheld)

    assert form.returncode == 0, form.stderr.decode()
    assert SENTENCE in (tmp_path / "form.json").read_text(encoding="utf-8")
    assert SENTENCE in page.stdout.decode()


def _record(case: str, form: str, folder: Path) -> tuple[object, ...]:
    words = ("record", case, "--format", form, "-o", folder / f"form.{form}", "--by", "li")
    return ("-m", "review.cli", *words)
