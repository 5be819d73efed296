"""A sentence of a paper comes out by no side door, whichever layer fails (H11)."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from multiprocessing import process
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from review.bootstrap import Office
from review.commands import TakeStep
from review.domain.errors import KeyUnknown, ScreeningDown, StaleCase
from review.scheduler import tick
from review.screening.words import Words
from review.services.sending import Fate
from review.storage.database import Database
from review.storage.rows import DocumentRow
from review.web.app import create
from tests.attacks.wall import LINES, SENTENCE, TITLE, TRACES, Wall
from tests.builders import SECTION
from tests.unit.screening.papers import pdf, word
from tests.web.browser import Browser
from workflows.errors import NoSuchStep

TOP = Path(__file__).parents[2]
SHORT = TRACES[0]
"""What PostgreSQL tells of a row it cuts off after some signs: the trace itself must fit."""
ENOUGH_TO_BE_KILLED = 20_000
FULL = 40_000


def _as_text() -> tuple[str, bytes]:
    return "letter.txt", "\n".join(LINES).encode()


def _as_word() -> tuple[str, bytes]:
    return "letter.docx", word(*LINES)


def _as_pdf() -> tuple[str, bytes]:
    return "letter.pdf", pdf("\n".join(LINES))


def _broken_word() -> tuple[str, bytes]:
    return "broken.docx", word(*LINES)[:-200] + SENTENCE.encode()


def _broken_pdf() -> tuple[str, bytes]:
    return "broken.pdf", pdf(SENTENCE)[:300] + SENTENCE.encode()


PAPERS = (_as_text, _as_word, _as_pdf, _broken_word, _broken_pdf)


@pytest.mark.parametrize("paper", PAPERS)
def test_when_the_store_of_findings_fails_the_page_shows_a_number(wall, is_kept, paper):
    """The commit cannot be made; the page, the log and the address say so without a word of it."""
    name, content = paper()
    browser = wall.browser()
    browser.get("/hand-in")
    wall.breaks("file")

    answer = browser.hands_in(content, name=name, title=TITLE, section=SECTION, dated="2026-01-05")

    assert answer.status_code == 500
    assert "request failed" in wall.logged()
    is_kept(answer.text, str(answer.url), str(answer.headers))


def test_when_the_database_refuses_a_row_it_says_which_and_nobody_hears_it(wall, is_kept):
    """PostgreSQL tells the whole row that failed: in an answer to the program, and no further."""
    case = wall.tests.receive("\n".join(LINES), title=TITLE).case
    browser = wall.browser()
    browser.get(f"/cases/{case}")
    _let_no_step_in(wall)

    answer = browser.takes(case, "propose", mode="proactive", opinion=SHORT)

    assert answer.status_code == 500
    assert "request failed" in wall.logged()
    is_kept(answer.text, str(answer.url), str(answer.headers))
    with pytest.raises(DBAPIError) as refused:
        wall.tests.step(case, "propose", by="li", opinion=SHORT, mode="主动公开")
    if wall.office.database.dialect == "postgresql":
        assert SHORT in str(refused.value)  # it was there to be heard


def _let_no_step_in(wall: Wall) -> None:
    """A rule that every new step breaks, in words that tell the row."""
    if wall.office.database.dialect == "postgresql":
        wall.alter("ALTER TABLE step ADD CONSTRAINT never CHECK (rev < 0) NOT VALID")
        return
    wall.alter("CREATE TRIGGER never BEFORE INSERT ON step BEGIN SELECT RAISE(ABORT, 'never'); END")


def test_when_the_database_can_only_be_read(wall, is_kept, tmp_path):
    """As after a full backup disk was mounted read-only."""
    url = {
        "sqlite": f"sqlite:///file:{tmp_path}/data/office.db?mode=ro&uri=true",
        "postgresql": f"{wall.tests.url}&options=-c%20default_transaction_read_only%3Don",
    }[wall.office.database.dialect]
    stuck = Office(wall.office.settings, Database(url), clock=wall.tests.clock)
    wall.tests.office.close()
    wall.tests.office = stuck
    browser = Browser(create(stuck))

    answer = browser.post("/sign-in/demo", login="li")

    assert answer.status_code == 500
    with pytest.raises(Exception, match=r"read-?only") as fault:
        wall.tests.receive("\n".join(LINES), title=TITLE)
    is_kept(answer.text, str(fault.value))


def test_when_the_bytes_in_the_store_are_others(wall, is_kept):
    """The sender notices, and the row says by which kind of fault."""
    wall.published_in_vain()
    (wall.tests.folder / "published").unlink()
    original = wall.original()
    original.write_bytes(original.read_bytes()[:-1] + b"?")
    wall.tests.clock.later(hours=2)

    fates = wall.office.send()

    assert fates == (Fate.FAILED,)
    assert "OriginalAltered" in wall.rows()
    is_kept()


def test_when_the_channel_cannot_be_written(wall, is_kept):
    """Somebody put a file where the web site's folder was."""
    wall.published_in_vain()

    assert "Error" in wall.rows()
    assert "not delivered" in wall.logged()
    is_kept()


def spare_the_title(office: Office) -> None:
    """Let the title be screened while children still live."""
    means = office.means
    said = means.screen_words(Words(title=TITLE), means.ruleset)
    office.means = replace(means, screen_words=lambda *_: said)


def test_when_the_child_that_reads_the_title_is_killed(wall, is_kept):
    """A title nobody could read does not come in, and the refusal does not tell it."""
    means = wall.office.means
    failed = replace(means.screen_words(Words(title=TITLE), means.ruleset), unreadable="中断")
    wall.office.means = replace(means, screen_words=lambda *_: failed)

    with pytest.raises(ScreeningDown) as refused:
        wall.tests.receive("\n".join(LINES), title=TITLE)

    assert wall.tests.rows(DocumentRow) == []
    is_kept(f"{refused.value} {refused.value!r}")


def test_when_the_screening_child_is_killed(wall, is_kept):
    """As by the kernel when memory is short: unreadable, and not a word of why."""
    stop = threading.Event()
    spare_the_title(wall.office)

    def kill_children() -> None:
        while not stop.is_set():
            # the list itself: to ask for the active ones would end them in the office's place
            for child in tuple(process._children):  # noqa: SLF001  # nobody else tells them
                with suppress(ValueError):
                    child.kill()

    killer = threading.Thread(target=kill_children)
    killer.start()
    try:
        received = wall.tests.receive(SENTENCE * ENOUGH_TO_BE_KILLED, title=TITLE)
    finally:
        stop.set()
        killer.join()

    page = wall.browser().get(f"/cases/{received.case}")
    assert wall.tests.view(received.case).files[0].unreadable
    is_kept(page.text)


def test_when_the_page_was_stale_or_the_step_a_wrong_one(wall, is_kept):
    """A refusal names the case, never what was written."""
    case = wall.tests.receive("\n".join(LINES), title=TITLE).case
    propose = TakeStep(case=str(case), action="propose", opinion=SENTENCE)
    asked = (
        (NoSuchStep, "chen", replace(propose, action="publish")),
        (KeyUnknown, "li", replace(propose, inputs={"mode": "主动公开", "unheard_of": SENTENCE})),
        (StaleCase, "li", replace(propose, expected_rev=99)),
    )
    for refusal, login, command in asked:
        with pytest.raises(refusal) as refused:
            wall.tests.do(command, by=login)

        is_kept(f"{refused.value} {refused.value!r} {command!r}")


def test_when_the_bell_fails_at_every_job(wall, is_kept):
    """Bytes altered, a table gone: each job is told by the kind of its fault."""
    wall.tests.on_request("\n".join(LINES), title=TITLE)
    wall.tests.clock.later(days=80)
    original = wall.original()
    original.write_bytes(original.read_bytes()[:-1] + b"?")
    tick(wall.office)
    wall.breaks("outbox")

    tick(wall.office)

    wall.mends("outbox")
    assert "a job failed" in wall.logged()
    is_kept()


@pytest.mark.parametrize(
    ("paper", "room"), [(_broken_word, None), (_as_text, FULL), (_as_pdf, FULL)]
)
def test_at_the_shell_with_a_bad_paper_and_on_a_full_disk(wall, is_kept, tmp_path, paper, room):
    """A limit on what the process may write is what a full disk is to it."""
    name, content = paper()
    planted = tmp_path / name
    planted.write_bytes(content + SENTENCE.encode() * 2000)
    wall.office.close()

    words = ("--title", TITLE, "--kind", "函", "--section", SECTION, "--source", "own")
    received = _at_the_shell(wall, "receive", planted, *words, "--by", "li", room=room)
    wrong = _at_the_shell(wall, "step", "2026-0001", "propose", "--by", "li",
                          "--set", f"nothing={SENTENCE}", room=room)  # fmt: skip

    assert received.returncode == (0 if room is None else 1), received.stderr.decode()
    assert wrong.returncode == 1
    said = received.stdout + received.stderr + wrong.stdout + wrong.stderr
    is_kept(said.decode())


def _at_the_shell(
    wall: Wall, *words: object, room: int | None
) -> subprocess.CompletedProcess[bytes]:
    def narrow() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return subprocess.run(
        [sys.executable, "-m", "review.cli", *map(str, words)],
        cwd=TOP,
        env={
            "XIANSHEN_DATA_DIR": str(wall.tests.folder),
            "XIANSHEN_DATABASE_URL": wall.tests.url,
            "PYTHONPATH": str(TOP),
            # Python keeps a compiled module that the limit cut short, and trips over it later.
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        check=False,
        preexec_fn=narrow,
    )
