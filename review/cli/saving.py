"""Where a command saves what it made: looked at before anything is asked, replaced as a whole."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from review.cli.printing import say
from review.cli.speech import WrongUseError
from review.messages import said_fault

TO_STDOUT = Path("-")


def refuse_bare_place(output: Path | None, form: str | None) -> None:
    """What is listed on the screen is saved nowhere: a place without a format is wrong use."""
    if output is not None and form is None:
        raise WrongUseError("-o 须与 --format 一起给出。")


def place_for(output: Path | None, *, usual: str) -> Path:
    """Return where to save: where it was asked for, else under the usual name, never over a file.

    A folder that is missing, or a usual name that is taken, is wrong use.
    """
    path = output or Path(usual)
    if path != TO_STDOUT and not path.parent.is_dir():
        raise WrongUseError(f"文件夹“{path.parent}”不存在，请先建立，或者用 -o 另指定地方。")
    if output is None and path.exists():
        raise WrongUseError(f"“{path}”已经存在，请用 -o 指定存到哪里。")
    return path


@contextmanager
def saved_at(path: Path) -> Iterator[IO[bytes]]:
    """Open a place to write to, and say that it was written.

    What is there stays as it is until the whole is written; where that fails, nothing is left.
    """
    if path == TO_STDOUT:
        yield sys.stdout.buffer
        return
    target = Path(os.path.realpath(path))  # a link goes on leading to the file
    try:
        with _opened(target) as out:
            yield out
    except OSError as fault:
        raise WrongUseError(f"“{path}”写不了（{said_fault(fault)}）。") from None
    say(f"已存为 {path}")


def _opened(target: Path) -> AbstractContextManager[IO[bytes]]:
    """A pipe or a device keeps nothing that could be lost; a folder says itself that it is one."""
    return target.open("wb") if target.exists() and not target.is_file() else _replacing(target)


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    is_there = target.exists()
    if is_there:
        target.open("ab").close()  # what may not be written may not be replaced either
    fresh = target.with_name(f".{secrets.token_hex(8)}")
    try:
        with fresh.open("xb") as out:
            yield out
        if is_there:
            shutil.copymode(target, fresh)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
