"""From the words on the command line to an exit code, whatever happens in between.

0 done · 1 the answer is no, or a fault · 2 wrongly asked · 130 interrupted
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr
from enum import IntEnum
from typing import TextIO

import click

from review.cli.root import root
from review.cli.wrong_use import told
from review.domain.refusal import Refused
from review.domain.text import is_broken
from review.settings import SettingError, read_settings
from workflows.errors import ProcedureMalformed, StepRefused
from workflows.holiday_year import NoticeMalformed

REFUSALS = (Refused, StepRefused, ProcedureMalformed, NoticeMalformed)


BROKEN = "命令里有无法辨认的字符：文字须为 UTF-8，文件请改名后再办。"
TAKES_ANY_NAME = "check"
"""What is only looked at may be called anything; nothing of it is kept."""


class Exit(IntEnum):
    """What a process says when it leaves."""

    DONE = 0
    NO = 1
    WRONGLY_ASKED = 2
    INTERRUPTED = 130


def answer(args: Sequence[str]) -> int:
    """Do what is asked, say what there is to say, and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_choke(stream)
    if args[:1] != [TAKES_ANY_NAME] and any(map(is_broken, args)):
        return _no(BROKEN, code=Exit.WRONGLY_ASKED)
    try:
        code = _answered(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone: nobody is left to be told, not even by the interpreter's farewell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.NO
    return code


def _answered(args: Sequence[str]) -> int:
    try:
        code = root.main(list(args), prog_name="xianshen", standalone_mode=False)
    except BrokenPipeError:
        raise
    except (click.Abort, KeyboardInterrupt):
        code = _no("已中断。", code=Exit.INTERRUPTED)
    except (click.UsageError, SettingError) as wrong:
        said = told(wrong) if isinstance(wrong, click.UsageError) else str(wrong)
        code = _no(said, code=Exit.WRONGLY_ASKED)
    except REFUSALS as refusal:
        advice = refusal.advice if isinstance(refusal, Refused) else ""
        code = _no(str(refusal), *filter(None, (advice,)))
    except Exception as fault:  # noqa: BLE001 - the last place that can keep it off the terminal
        code = _unexpected(fault)
    return code if isinstance(code, int) else Exit.DONE


def _no(*lines: str, code: Exit = Exit.NO) -> Exit:
    for line in lines:
        click.echo(line, err=True)
    return code


def _unexpected(fault: Exception) -> Exit:
    """Put the fault into the log under a number, which is all the terminal sees of it."""
    import secrets  # noqa: PLC0415 - only a fault needs these

    from loguru import logger  # noqa: PLC0415

    from review import logs  # noqa: PLC0415

    incident = secrets.token_hex(4)
    try:
        settings = read_settings()
        logs.set_up(folder=settings.log_dir, form=settings.log_form)
        with redirect_stderr(io.StringIO()):  # the log's own line is for the log, not for people
            logger.opt(exception=fault).bind(incident=incident).error("a command failed")
        where = f"详情在日志里：{settings.log_dir}"
    except (OSError, SettingError):
        where = "日志也写不了，请检查数据目录是否存在、磁盘是否已满。"
    return _no(f"出了意外，未能办理，什么都没有改动。请把事故号 {incident} 告知系统管理员。", where)


def _never_choke(stream: TextIO) -> None:
    """Replace what a terminal's encoding has no sign for; better a question mark than a fault."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
