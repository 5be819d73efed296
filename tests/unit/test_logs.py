"""A sentence planted in a paper reaches no log, whichever way it fails."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import textwrap
import threading
import warnings

import pytest
from loguru import logger
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from review import logs
from review.settings import LogForm

PLANTED = "关于老李家拆迁补偿的秘密句子"


class Written:
    """The log folder of one test, as an inspector would read it."""

    def __init__(self, folder):
        self.folder = folder

    @property
    def text(self):
        return "".join(path.read_text(encoding="utf-8") for path in self.folder.iterdir())

    @property
    def lines(self):
        return self.text.splitlines()


@pytest.fixture(autouse=True)
def _loggers_as_they_were():
    """Leave the process-wide doors as they were found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hook, thread_hook = sys.excepthook, threading.excepthook
    yield
    logger.remove()
    logger.configure(patcher=lambda record: None)
    logging.captureWarnings(capture=False)
    root.handlers[:], sys.excepthook, threading.excepthook = handlers, hook, thread_hook
    root.setLevel(level)


@pytest.fixture
def written(tmp_path, monkeypatch):
    """What is written to a new folder; a server of another test may have shut its own door."""
    monkeypatch.setattr(logging.getLogger("uvicorn.access"), "propagate", True)
    logs.set_up(folder=tmp_path / "logs")
    return Written(tmp_path / "logs")


def test_a_line_tells_what_happened_with_identifiers(written):
    """An administrator finds the case by its number."""
    logger.info("scanned", case=17, findings=3)

    assert len(written.lines) == 1
    assert written.lines[0].endswith("scanned case=17 findings=3")


def test_the_value_of_an_exception_is_never_written(written, capsys):
    """Type and way through the code are enough to find the fault."""

    def scan(content):
        raise ValueError(f"cannot read {content}")

    try:
        scan(PLANTED)
    except ValueError:
        logger.exception("scan failed", case=17)

    assert PLANTED not in written.text + capsys.readouterr().err
    assert "fault=builtins.ValueError > " in written.text
    assert written.text.rstrip().endswith(":scan")
    assert len(written.lines) == 1


def test_causes_and_groups_are_told_by_type_alone(written):
    """The fault behind the fault is told, its words are not."""

    def fail():
        try:
            raise KeyError(PLANTED)
        except KeyError as cause:
            raise ExceptionGroup(PLANTED, [OSError(PLANTED)]) from cause

    try:
        fail()
    except ExceptionGroup:
        logger.exception("failed")

    assert PLANTED not in written.text
    kinds = ("builtins.ExceptionGroup", "builtins.OSError", "builtins.KeyError")
    assert [written.text.count(kind) for kind in kinds] == [1, 1, 1]


def test_a_statement_that_fails_takes_its_parameters_with_it(written):
    """SQLAlchemy puts statement and parameters into its messages; the log has neither."""
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            connection.execute(text("insert into nowhere values (:body)"), {"body": PLANTED})
    except SQLAlchemyError as error:
        said = str(error)
        logger.exception("store failed")
    engine.dispose()

    assert PLANTED in said
    assert PLANTED not in written.text
    assert "sqlalchemy.exc.OperationalError" in written.text


def test_an_exception_given_as_a_value_is_told_by_type(written):
    """Whoever passes the exception along as a field gives nothing away either."""
    logger.warning("send failed", error=OSError(PLANTED))

    assert "error=builtins.OSError" in written.text
    assert PLANTED not in written.text


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ("\n", "\\n"),
        ("\r", "\\r"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\u202e", "\\u202e"),
        ("\u2028", "\\u2028"),
        ("\u200b", "\\u200b"),
        ("\x00", "\\x00"),
        ("\x85", "\\x85"),
        ("\ud800", "\\ud800"),
    ],
    ids=["newline", "return", "ansi", "bidi", "separator", "zero-width", "nul", "nel", "surrogate"],
)
def test_nobody_writes_a_second_line_or_paints_the_terminal(written, sign, shown):
    """A file name cannot forge an entry."""
    logger.info("received", name=f"a{sign}b")

    assert written.text.endswith(f"received name=a{shown}b\n")
    assert len(written.lines) == 1


def test_braces_are_only_signs(written):
    """What looks like a format in a message or a value is written as it stands."""
    logger.info("{name} {0.__class__}")
    logging.getLogger("uvicorn.error").info("started {x} %s", "{y.__class__}")
    logger.info("received", name="{case}")

    assert "{name} {0.__class__}" in written.lines[0]
    assert "started {x} {y.__class__}" in written.lines[1]
    assert written.lines[2].endswith("received name={case}")


def test_a_long_value_is_cut(written):
    """A paragraph that gets into a field does not get into the log whole."""
    logger.info("received", name="长" * 10_000)

    assert written.text.count("长") == 500
    assert written.text.rstrip().endswith("…(+9500)")


def test_a_talkative_library_is_told_by_its_place_alone(written):
    """A parser that logs what it reads writes nothing of it."""
    logging.getLogger("some.parser").warning("strange paragraph: %s", PLANTED)
    composed = f"never retrieved\nfuture: {PLANTED}"
    logging.getLogger("asyncio").error(composed)

    assert PLANTED not in written.text
    assert "message of a library withheld library=some.parser at=test_logs:" in written.lines[0]
    assert "library=asyncio" in written.lines[1]


def test_a_plain_speaking_library_is_heard_without_its_exceptions(written):
    """What uvicorn and the bell say is useful; a fault in it is told by type."""
    bell = logging.getLogger("apscheduler.executors.default")
    try:
        raise RuntimeError(PLANTED)
    except RuntimeError as error:
        bell.exception("Job %s raised %s\nmore: " + PLANTED, "tick", error)

    assert "Job tick raised RuntimeError library=apscheduler.executors.default" in written.text
    assert "fault=builtins.RuntimeError" in written.text
    assert PLANTED not in written.text


def test_what_was_searched_for_is_not_in_the_access_log(written):
    """Addresses are logged without their query."""
    access = logging.getLogger("uvicorn.access")
    access.info(
        '%s - "%s %s HTTP/%s" %d', "127.0.0.1:5", "GET", f"/catalogue?q={PLANTED}", "1.1", 200
    )

    assert '127.0.0.1:5 - "GET /catalogue HTTP/1.1" 200' in written.text
    assert PLANTED not in written.text


def test_a_library_whose_message_does_not_fit_its_values_stops_nothing(written):
    """A badly written line of a library is no reason to fall."""
    template = "%d %d"
    logging.getLogger("uvicorn.error").warning(template, PLANTED)

    assert "message of a library withheld" in written.text
    assert PLANTED not in written.text


def test_a_warning_is_kept_without_its_words(written):
    """Warnings of parsers quote what they read."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(PLANTED, stacklevel=1)

    assert "library=py.warnings" in written.text
    assert PLANTED not in written.text


def test_only_warnings_and_worse_reach_the_terminal(written, capsys):
    """The person at the command line is told what matters."""
    logger.info("quiet")
    logger.warning("loud")

    shown = capsys.readouterr().err
    assert "loud" in shown
    assert "quiet" not in shown
    assert "quiet" in written.text


def test_the_log_can_be_read_by_a_collector(tmp_path):
    """Each line is one JSON object with the values as fields, and as silent as the other form."""
    logs.set_up(folder=tmp_path, form=LogForm.JSON)
    try:
        raise ValueError(PLANTED)
    except ValueError:
        logger.exception("scan failed", case=17)

    written = Written(tmp_path)
    record = json.loads(written.lines[0])["record"]
    assert record["message"] == "scan failed"
    assert record["extra"]["case"] == 17
    assert record["extra"]["fault"].startswith("builtins.ValueError > ")
    assert record["exception"] is None
    assert PLANTED not in json.dumps(record, ensure_ascii=False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_on_the_machine_reads_the_log(written):
    """Folder and file are the owner's."""
    logger.info("started")

    (file,) = written.folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert written.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "failing", ["fail()", "t = threading.Thread(target=fail); t.start(); t.join()"]
)
def test_a_process_that_falls_does_not_cry_out_what_it_read(tmp_path, failing):
    """An uncaught exception reaches neither terminal nor log with its value."""
    program = f"""
    import sys, threading
    from pathlib import Path
    from review import logs
    logs.set_up(folder=Path(sys.argv[1]))
    def fail():
        raise ValueError(sys.argv[2])
    {failing}
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(tmp_path), PLANTED],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "fault=builtins.ValueError" in done.stderr
    assert "fault=builtins.ValueError" in Written(tmp_path).text
    assert PLANTED not in done.stdout + done.stderr + Written(tmp_path).text
