"""Runs in the environment of the peers, not in ours: `python beside.py PEER`, a line of JSON each.

Standard library only, beside the peer itself. Nothing of a peer is ever loaded into our process.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Answer = Callable[[Any], Any]


def x_ray() -> Answer:
    """Count the bad redactions of each file that is named."""
    xray = importlib.import_module("xray")

    async def looked_at(path: str) -> Any:
        said = xray.inspect(path)
        return await said if inspect.isawaitable(said) else said

    def count(path: str) -> int:
        try:
            return sum(map(len, asyncio.run(looked_at(path)).values()))
        except Exception:  # noqa: BLE001 - what it cannot open has none for it
            return 0

    return lambda paths: [count(path) for path in paths]


def kreuzberg() -> Answer:
    """Give back all that is made of a file: its text and whatever stands beside it."""
    library = importlib.import_module("kreuzberg")

    def extract(asked: dict[str, str]) -> str:
        content = Path(asked["path"]).read_bytes()
        given = library.extract_bytes_sync(content, asked["media"], library.ExtractionConfig())
        fields = (getattr(given, name, "") for name in dir(given) if not name.startswith("_"))
        return " ".join(
            field if isinstance(field, str) else json.dumps(field, default=repr, ensure_ascii=False)
            for field in fields
            if not callable(field)
        )

    return extract


def pyahocorasick() -> Answer:
    """Build from a file of words and a file of texts; afterwards scan them as often as asked."""
    ahocorasick = importlib.import_module("ahocorasick")
    automaton = ahocorasick.Automaton()
    texts: list[str] = []

    def scan(asked: dict[str, str] | None) -> int:
        if asked is not None:
            for number, word in enumerate(json.loads(Path(asked["words"]).read_bytes())):
                automaton.add_word(word, number)
            automaton.make_automaton()
            texts.extend(json.loads(Path(asked["texts"]).read_bytes()))
        return sum(1 for text in texts for _ in automaton.iter(text))

    return scan


PEERS = {"x-ray": x_ray, "kreuzberg": kreuzberg, "pyahocorasick": pyahocorasick}


def main(name: str) -> None:
    """Answer each line with one; what the peer itself prints goes to the error stream."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        answer = PEERS[name]()
        for line in sys.stdin:
            answers.write(json.dumps(_said(answer, json.loads(line))) + "\n")
            answers.flush()


def _said(answer: Answer, question: object) -> dict[str, Any]:
    try:
        return {"answer": answer(question)}
    except Exception as fault:  # noqa: BLE001 - a peer may throw anything; we are told what
        return {"fault": repr(fault)}


if __name__ == "__main__":
    main(sys.argv[1])
