"""So many children at one time, whatever for; who only looks leaves room for who hands in."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial

from review.screening.apart import AT_ONCE, OF_LOOKERS
from review.screening.limits import LIMITS
from review.screening.picture_room import PictureRoom
from review.screening.reading_room import ReadingRoom
from tests.unit.screening.children import told_by_child
from tests.unit.screening.papers import pdf

PAPER = pdf("云溪区财政局关于发放补助的通知\n各单位：")
LATE = 3.0
HURRIED = replace(LIMITS, seconds=LATE)


class Full:
    """Children that hold their places until they are let go."""

    def __init__(self, pool):
        self._pool, self._go, self.entered = pool, threading.Semaphore(0), threading.Semaphore(0)

    def come(self, count, **how):
        return [
            self._pool.submit(told_by_child, tells=True, told=self._hold, **how)
            for _ in range(count)
        ]

    def are_in(self, count):
        return all(self.entered.acquire(timeout=20) for _ in range(count))

    def _hold(self, *_):
        self.entered.release()
        assert self._go.acquire(timeout=50)

    def let_go(self, count):
        self._go.release(count)


def test_all_children_together_take_no_more_places_than_there_are(ruleset):
    """Readers take half of them at most; who waits does so out of the time of his file."""
    asked = {"name": "通知.pdf", "ruleset": ruleset, "limits": HURRIED}
    with ThreadPoolExecutor(2 * AT_ONCE) as pool:
        full = Full(pool)
        looking = full.come(OF_LOOKERS, is_look=True)
        assert full.are_in(OF_LOOKERS)
        drawn = pool.submit(PictureRoom().drawn, PAPER, page=1, **asked)
        laid_out = pool.submit(ReadingRoom().laid_out, PAPER, part=1, **asked)
        others = full.come(AT_ONCE - OF_LOOKERS)
        assert full.are_in(AT_ONCE - OF_LOOKERS)

        late = full.come(1, limits=HURRIED)
        is_ninth_in = full.entered.acquire(timeout=LATE + 0.5)
        are_waiting = not (drawn.done() or laid_out.done() or late[0].done())
        full.let_go(AT_ONCE + 1)

        assert not is_ninth_in
        assert are_waiting
        assert drawn.result().pages == 1
        assert laid_out.result().blocks
        assert len({one.result()["process"] for one in looking + others + late}) == AT_ONCE + 1


def test_what_was_begun_before_all_was_forgotten_is_not_kept(ruleset):
    """A reader had the bytes in hand while they were destroyed: he sees them this once."""
    text, pages = ReadingRoom(), PictureRoom()
    asked = {"name": "通知.pdf", "ruleset": ruleset}
    looks = (partial(text.laid_out, part=1), partial(pages.drawn, page=1))
    with ThreadPoolExecutor(2 * AT_ONCE) as pool:
        full = Full(pool)
        full.come(OF_LOOKERS, is_look=True)
        assert full.are_in(OF_LOOKERS)
        begun = [pool.submit(look, PAPER, **asked) for look in looks]
        wait(begun, 1)
        text.forget()
        pages.forget()
        full.let_go(OF_LOOKERS)
        seen = [one.result() for one in begun]

    assert seen[0].blocks
    assert seen[1].image
    for look, first in zip(looks, seen, strict=True):
        again = look(PAPER, **asked)
        assert again is not first
        assert look(PAPER, **asked) is again
