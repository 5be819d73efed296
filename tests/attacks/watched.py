"""A process that notes every file it opens for writing: `python -m tests.attacks.watched NOTES …`.

What follows is either `shell` and the words of a command, or `pages` and the paper to hand in.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT
written: list[str] = []


def note(event: str, args: tuple[object, ...]) -> None:
    """Take down the name of a file that is opened for writing, or made as a temporary one."""
    if event == "open":
        name, mode, flags = args
        opens = (
            any(sign in str(mode) for sign in "wax+") if mode else bool(int(str(flags)) & WRITING)
        )
        if opens:
            written.append(str(name))
    elif event in {"tempfile.mkstemp", "tempfile.mkdtemp", "os.rename", "os.link"}:
        written.extend(str(each) for each in args)


def by_shell(words: list[str]) -> int:
    """Do what the words say."""
    from review.cli.answering import answer  # noqa: PLC0415 - nothing is opened before the hook

    return int(answer(words))


def by_pages(paper: Path) -> int:
    """Hand a paper in through the pages, in the demo that lies in the data folder."""
    from review.bootstrap import open_office  # noqa: PLC0415
    from review.settings import read_settings  # noqa: PLC0415
    from review.web.app import create  # noqa: PLC0415
    from tests.web.browser import Browser  # noqa: PLC0415

    office = open_office(read_settings())
    browser = Browser(create(office))
    browser.post("/sign-in/demo", login="li")
    answer = browser.hands_in(paper.read_bytes(), name=paper.name, section="办公室")
    sys.stdout.write(answer.text)
    office.close()
    return int(answer.status_code)


def main(notes: Path, way: str, words: list[str]) -> int:
    """Go in one of the two ways, watched, and leave the notes."""
    tempfile.gettempdir()  # it writes a word there to see whether it may
    sys.addaudithook(note)
    code = by_shell(words) if way == "shell" else by_pages(Path(words[0]))
    names = list(dict.fromkeys(written))
    notes.write_text("\n".join(names), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]) % 256)
