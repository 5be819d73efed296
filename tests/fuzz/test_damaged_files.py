"""Damaged files of every format: the parent lives, and nothing that nobody can read is clear.

Whether a file can be read is judged by readers that know nothing of ours (`peers`). Half of the
files made here hold a number that blocks: where the other reader still finds it, so must we.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.mutations import MUTATIONS
from tests.fuzz.originals import LINES, MAKERS, PICTURES, PLANT, PLANTED
from tests.fuzz.peers import ENDINGS, Peers, answer_of
from tests.fuzz.watch import FLAT, Damaged, Watch, own_kilobytes
from tests.unit.screening.children import at_work

LARGEST = 200_000


def own_damaged(seed: int) -> Iterator[Damaged]:
    """Every kind of damage to a file of every format, now with the number in it, now without."""
    for ending, make in MAKERS.items():
        whole = {is_planted: make(PLANTED if is_planted else LINES) for is_planted in (True, False)}
        for number, (kind, damage) in enumerate(MUTATIONS.items()):
            is_planted = bool((seed + number) % 2)
            chance = Random(f"{seed} {ending} {kind}")  # noqa: S311 - which byte, no secret
            content = damage(whole[is_planted], chance)
            if content is not None and content != whole[is_planted]:
                yield Damaged(
                    ending=ending, kind=kind, seed=seed, content=content, is_planted=is_planted
                )


def real_damaged(seed: int, folder: Path, peers: Peers) -> Iterator[Damaged]:
    """Every kind of damage to a real file of each format there is, another for each kind."""
    by_ending: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*/*")):
        ending = path.suffix.removeprefix(".").casefold()
        if ending in ENDINGS and 0 < path.stat().st_size < LARGEST:
            by_ending.setdefault(ending, []).append(path)
    for ending, paths in by_ending.items():
        for kind, damage in MUTATIONS.items():
            chance = Random(f"{seed} {ending} {kind}")  # noqa: S311 - which byte, no secret
            path = chance.choice(paths)
            content = damage(whole := path.read_bytes(), chance)
            if content is not None and content != whole and not peers.ask(ending, whole).refusal:
                yield Damaged(
                    ending=ending, kind=kind, seed=seed, content=content, origin=path.name
                )


def watched(watch: Watch, files: Iterator[Damaged]) -> int:
    """Screen all; returns by how many kilobytes this process grew from the first tenth on."""
    before = 0
    for number, file in enumerate(files):
        watch.look(file)
        if number == 100:
            before = own_kilobytes()
    return own_kilobytes() - before


@pytest.fixture
def watch(screened) -> Iterator[Watch]:
    peers = Peers()
    yield Watch(screened, peers)
    peers.end()
    assert at_work() == []


def told(watch: Watch, seeds: range, record_property, capsys) -> None:
    """Record what was done, and print it."""
    record_property("seed", str(seeds.start))
    for what, count in sorted(watch.counts.items()):
        record_property(f"counted:{what}", count)
    with capsys.disabled():
        counts = "，".join(f"{what} {count}" for what, count in sorted(watch.counts.items()))
        print(f"\n种子 {seeds.start} 起 {len(seeds)} 遍：{counts}")  # noqa: T201


@pytest.mark.slow
def test_no_damaged_file_is_wrongly_clear(watch, seeds, record_property, capsys):
    grown = watched(watch, (file for seed in seeds for file in own_damaged(seed)))

    told(watch, seeds, record_property, capsys)
    assert watch.wrong == []
    assert grown < FLAT


@pytest.mark.slow
def test_no_damaged_real_file_is_wrongly_clear(real_files, watch, seeds, record_property, capsys):
    corpus = real_files / "corpus"
    files = (file for seed in seeds for file in real_damaged(seed, corpus, watch.peers))

    grown = watched(watch, files)

    told(watch, seeds, record_property, capsys)
    assert watch.wrong == []
    assert grown < FLAT


@pytest.mark.parametrize("ending", MAKERS)
def test_the_peer_reads_every_whole_file_and_finds_the_number_in_it(ending):
    """Otherwise nothing that it refuses, or does not find, would mean anything."""
    assert ending in ENDINGS
    planted, clear = (answer_of(ending, MAKERS[ending](lines)) for lines in (PLANTED, LINES))

    assert (planted.refusal, clear.refusal) == ("", "")
    assert (PLANT in planted.text) is (ending not in PICTURES)
    assert PLANT not in clear.text


def test_every_kind_of_damage_is_done():
    """Some kinds are for packages or for PDF only, but each is done to something."""
    done = {file.kind for file in own_damaged(1)}

    assert done == set(MUTATIONS)
