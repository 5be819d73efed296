"""`import` of a long manifest: in each form, killed in the middle, and gone on with."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from review.bootstrap import open_office
from review.cli.importing import OUTCOMES
from review.commands import HandedFile, HandIn
from review.domain.vocabulary import DocumentKind, Source
from review.services.doctor import examine
from review.settings import read_settings
from review.storage.rows import CaseRow, DocumentRow
from tests.cli.conftest import TOP
from tests.manifests import FORMS, Folder, many, written

LINES, EVERY = 300, 10
KILLED_AFTER = 90
"""Lines told."""
_TOLD = re.compile(r"^第 (\d+) 行  (\S+)(?:  (\d{4}-\d+))?")


def lie_there(environment: dict[str, str], folder: Folder) -> None:
    """Let some of the papers lie in the store, handed in one by one under other names."""
    office = open_office(read_settings(environment))
    for number, text in enumerate(folder.there):
        paper = HandIn(
            files=(HandedFile(name=f"早先{number}.txt", content=text.encode()),),
            title=f"早先收的第{number}号公文",
            kind=DocumentKind.NOTICE,
            section="办公室",
            source=Source.OWN,
        )
        office.do(paper, caller=office.caller("li"))
    office.close()


def begun(data_dir: Path, manifest: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "review.cli", "import", str(manifest), "--by", "li"],
        cwd=TOP,
        env={"XIANSHEN_DATA_DIR": str(data_dir), "PYTHONPATH": str(TOP)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def told_of(line: str) -> tuple[int, str, str]:
    found = _TOLD.match(line)
    assert found is not None, line
    return int(found[1]) - 2, found[2], found[3] or ""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 SIGKILL")
def test_killed_in_the_middle_it_goes_on_and_every_line_has_one_outcome(
    demo_office, data_dir, environment, tmp_path
):
    folder = many(tmp_path / "历史公文", lines=LINES, every=EVERY)
    manifest = written(folder, "gb18030.csv")
    lie_there(environment, folder)

    with begun(data_dir, manifest) as first:
        assert first.stdout is not None
        before = [told_of(first.stdout.readline()) for _ in range(KILLED_AFTER)]
        first.kill()
        before += [told_of(line) for line in first.stdout.read().splitlines()]
    assert first.returncode != 0
    assert KILLED_AFTER <= len(before) < LINES
    with begun(data_dir, manifest) as second:
        said, _ = second.communicate(timeout=300)

    *lines, sums = said.splitlines()
    after = [told_of(line) for line in lines]
    assert second.returncode == 1
    assert [number for number, _, _ in after] == list(range(LINES))
    assert sums.startswith(f"共 {LINES} 行：")
    expected = [OUTCOMES[outcome] for outcome in folder.outcomes]
    assert [word for _, word, _ in before] == expected[: len(before)]
    for number, word, case in after:
        is_again = number < len(before) + 1 and expected[number] == "已收"
        assert word in ({"已收", "收过"} if is_again else {expected[number]}), number
        if number < len(before) and before[number][1] == "已收":
            assert (word, case) == ("收过", before[number][2]), number
    office = open_office(read_settings(environment))
    with office.database.read() as session:
        titles = Counter(session.scalars(select(DocumentRow.title)))
        cases = session.scalars(select(CaseRow.serial)).all()
    complaints = [one for one in office.ask(examine) if not one.is_note]
    office.close()
    imported = [
        f"关于报送第{n}号台账的通知" for n, o in enumerate(folder.outcomes) if o == "imported"
    ]
    assert {title: titles[title] for title in imported} == dict.fromkeys(imported, 1)
    assert len(titles) == len(imported) + len(folder.there)
    assert sorted(cases) == list(range(1, len(titles) + 1))
    assert complaints == []


@pytest.mark.parametrize("form", FORMS)
def test_in_every_form_each_line_has_its_outcome(
    form, xianshen, demo_office, environment, tmp_path
):
    folder = many(tmp_path / "历史公文", lines=10, every=10)
    lie_there(environment, folder)

    said = xianshen("import", written(folder, form), "--by", "li", "--json")

    assert said.code == 1
    assert [one["outcome"] for one in said.told] == list(folder.outcomes)
    assert [one["line"] for one in said.told] == list(range(2, 12))
