"""The log: what happened, with identifiers and counts, never with a document's words.

Three things could carry text out: the values of exceptions, the messages of foreign libraries,
and characters that break a line. All three are stopped here, before any sink sees the record.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from loguru import logger

from review.messages import ON_SCREEN
from review.private import opened_privately, private_folder
from review.settings import LogForm

if TYPE_CHECKING:
    from loguru import Message, Record

_LINE: Final = "{time:YYYY-MM-DD HH:mm:ss.SSS!UTC}Z {level: <8} {name}:{line} {message}{fields}"
_SCREEN: Final = _LINE.replace("{message}", "{shown}")
_KEPT: Final = "400 days"
_LONGEST: Final = 500
"""Characters of one value: enough for a path or a hash, not for a paragraph."""
_PLAIN_SPEAKING: Final = ("uvicorn", "apscheduler", "alembic", "sqlalchemy.pool")
"""Libraries whose messages carry addresses, jobs and states; of others only the place is told."""
_WITHHELD: Final = "message of a library withheld"


def set_up(*, folder: Path, form: LogForm = LogForm.LINES) -> None:
    """Write everything from INFO to a dated file, WARNING and worse to standard error too.

    Start uvicorn with `log_config=None`, and make engines with `hide_parameters=True`.
    """
    private_folder(folder)
    logger.remove()
    logger.configure(patcher=_stop_text)
    options: dict[str, Any] = {"format": _LINE, "diagnose": False, "backtrace": False}
    logger.add(_to_stderr, level="WARNING", colorize=False, **options | {"format": _SCREEN})
    logger.add(
        folder / "xianshen-{time:YYYY-MM-DD}.log",
        level="INFO",
        serialize=form is LogForm.JSON,
        rotation="00:00",
        retention=_KEPT,
        encoding="utf-8",
        delay=True,
        opener=opened_privately,
        **options,
    )
    _take_over()


def one_line(text: str) -> str:
    """Show control signs, ANSI, bidi marks and line ends as escapes: a line stays one line."""
    shown = "".join(sign if sign.isprintable() else _escaped(sign) for sign in text[:_LONGEST])
    return shown if len(text) <= _LONGEST else f"{shown}…(+{len(text) - _LONGEST})"


def fault_of(error: BaseException) -> str:
    """Say of an exception its type and its way through the code, of it and its causes; no value."""
    return " <- ".join(_one_fault(each) for each in _causes(error))


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        if isinstance(current, BaseExceptionGroup):
            for part in current.exceptions:
                yield from _causes(part)
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)


def _one_fault(error: BaseException) -> str:
    kind = type(error)
    frames = (
        f"{_place(frame.f_code.co_filename)}:{number}:{frame.f_code.co_name}"
        for frame, number in walk_tb(error.__traceback__)
    )
    return " > ".join((f"{kind.__module__}.{kind.__qualname__}", *frames))


def _place(filename: str) -> str:
    """Return the last parts of a path: what stands before them is this machine's affair."""
    return "/".join(Path(filename).parts[-3:])


def _stop_text(record: Record) -> None:
    """Replace the exception by type and stack, and make every value one harmless line."""
    extra = {key: _harmless(value) for key, value in record["extra"].items()}
    if record["exception"] is not None:
        value = record["exception"].value
        extra["fault"] = "unknown" if value is None else fault_of(value)
        record["exception"] = None
    record["extra"] = extra
    record["message"] = one_line(record["message"])
    shown = ON_SCREEN.get(record["message"], record["message"])
    record["shown"] = shown  # type: ignore[typeddict-unknown-key]  # for _SCREEN alone
    fields = "".join(f" {key}={value}" for key, value in extra.items())
    record["fields"] = fields  # type: ignore[typeddict-unknown-key]  # for _LINE alone


def _harmless(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    return fault_of(value) if isinstance(value, BaseException) else one_line(str(value))


def _to_stderr(message: Message) -> None:
    if sys.stderr is not None:  # a Windows service has none
        sys.stderr.write(message)


def _take_over() -> None:
    """Hand the standard module's records, warnings and uncaught exceptions to loguru."""
    logging.basicConfig(handlers=[_Interceptor()], level=logging.INFO, force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _uncaught(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, value, trace)
        return
    logger.opt(exception=value).critical("uncaught")


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    logger.opt(exception=args.exc_value).critical("uncaught in a thread")


class _Interceptor(logging.Handler):
    """Takes the records of libraries that log through the standard module."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass it on without values of exceptions; braces in it are never a format."""
        error = record.exc_info[1] if record.exc_info else None
        where = f"{record.module}:{record.lineno}:{record.funcName}"
        bound = logger.opt(exception=error).bind(library=record.name, at=where)
        bound.log(_level(record), "{}", _said(record))


def _level(record: logging.LogRecord) -> str:
    """Return the name of the nearest lower level, since libraries may have levels of their own."""
    known = ("CRITICAL", "ERROR", "WARNING", "INFO")
    return next((name for name in known if record.levelno >= logger.level(name).no), "DEBUG")


def _said(record: logging.LogRecord) -> str:
    if not any(_belongs(record.name, family=family) for family in _PLAIN_SPEAKING):
        return _WITHHELD
    args = record.args if isinstance(record.args, tuple) else ()
    try:
        said = str(record.msg) % tuple(map(_spoken, args)) if args else str(record.msg)
    except (TypeError, ValueError):
        return _WITHHELD
    return said.partition("\n")[0]


def _belongs(name: str, *, family: str) -> bool:
    return name == family or name.startswith(f"{family}.")


def _spoken(arg: object) -> object:
    """Return an argument as it may be said: no value of an exception, no query of an address."""
    if isinstance(arg, BaseException):
        return type(arg).__name__
    return arg.partition("?")[0] if isinstance(arg, str) and arg.startswith("/") else arg
