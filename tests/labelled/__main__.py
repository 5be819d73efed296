"""`python -m tests.labelled [SEED [NUMBER]]`: one paper with its labels, or all kinds counted.

`python -m tests.labelled measure [SEED ...]`: how the rules do on the papers and files of seeds.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import islice

from tests.labelled.files import files
from tests.labelled.generator import papers, tally
from tests.labelled.labels import EXPECTED, MISTAKEN_FOR
from tests.labelled.measuring import measured
from tests.labelled.telling import told


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


def measure(seeds: Sequence[int]) -> None:
    """Print how often each kind is found and each rule is right, and what was missed."""
    for name, source in (("papers", papers), ("files", files)):
        tally = measured(one for seed in seeds for one in source(seed))
        sys.stdout.write(f"{name} of seeds {', '.join(map(str, seeds))}\n")
        sys.stdout.writelines(f"{line}\n" for line in told(tally))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["measure", *seeds]:
            measure([int(seed) for seed in seeds] or range(1, 6))
        case [seed, number]:
            show(int(seed), int(number))
        case [seed]:
            count(int(seed))
        case _:
            count(1)
