"""Files handed in from the command line: read whole, within bounds that say so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from review.cli.speech import WrongUseError
from review.commands import HandedFile
from review.messages import said_fault

LARGEST = 200 * 1024 * 1024
MOST = 50


def handed(paths: Sequence[Path]) -> tuple[HandedFile, ...]:
    """Read the files in their order; one that is missing or too large is named (exit 2)."""
    if len(paths) > MOST:
        raise WrongUseError(f"一次最多提交 {MOST} 个文件，现有 {len(paths)} 个。")
    for path in paths:
        _refuse_unfit(path)
    return tuple(HandedFile(name=path.name, content=_content(path)) for path in paths)


def text_of(path: Path) -> str:
    """Read a text file that an office wrote, in whatever form its editor kept it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUseError(f"“{path}”不是 UTF-8 文本，请另存为 UTF-8 后再办。") from None
    except OSError as fault:
        raise WrongUseError(f"“{path}”打不开（{said_fault(fault)}）。") from None


def _refuse_unfit(path: Path) -> None:
    if not path.exists():
        raise WrongUseError(f"“{path}”不存在。")
    if not path.is_file():
        raise WrongUseError(f"“{path}”不是文件。")
    if path.stat().st_size > LARGEST:
        raise WrongUseError(f"“{path}”超过 200 MB，请拆分或压缩后再提交。")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise WrongUseError(f"“{path}”打不开（{said_fault(fault)}）。") from None
