"""`python -m tests.labelled [SEED [NUMBER]]`: one paper with its labels, or all kinds counted."""

from __future__ import annotations

import sys
from itertools import islice

from tests.labelled.generator import papers, tally
from tests.labelled.labels import EXPECTED, MISTAKEN_FOR


def show(seed: int, number: int) -> None:
    """Print a paper and what is in it."""
    paper = next(islice(papers(seed, count=number), number - 1, None))
    sys.stdout.write(f"{paper.name}\n{'=' * 40}\n{paper.text}{'=' * 40}\n")
    for label in paper.planted:
        expected = label.expected
        refused = " refused" if expected.is_refused else ""
        told = f"{label.kind} ({expected.family}: {expected.severity}{refused})"
        sys.stdout.write(f"+ {label.start}-{label.end} {told} {label.text!r}\n")
    for like in paper.look_alikes:
        told = f"{like.kind} (not {like.mistaken_for})"
        sys.stdout.write(f"- {like.start}-{like.end} {told} {like.text!r}\n")


def count(seed: int) -> None:
    """Print how often every kind comes in the papers of a seed."""
    counted = tally(papers(seed))
    for kind in EXPECTED:
        sys.stdout.write(f"{counted[kind]:6} + {kind}\n")
    for kind, family in MISTAKEN_FOR.items():
        sys.stdout.write(f"{counted[kind]:6} - {kind} (not {family})\n")


if __name__ == "__main__":
    match [int(argument) for argument in sys.argv[1:]]:
        case [seed, number]:
            show(seed, number)
        case [seed]:
            count(seed)
        case _:
            count(1)
