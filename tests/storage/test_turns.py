"""Whose turn it is: so many readers at a time, who acts first, and nobody looks on for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest

from review.storage.turns import ACTS, ACTS_IN_A_ROW, Turns

PATIENCE = 2000


def called(turns: Turns, names: Iterable[str]) -> list[str]:
    """Let people come one after the other while nobody is let in; return in which order they are.

    Who is called `act…` acts, everybody else looks.
    """
    order: list[str] = []

    def reads(name: str) -> None:
        ACTS.set(name.startswith("act"))
        with turns.taken():
            order.append(name)

    with ThreadPoolExecutor(32) as pool:
        with turns.taken():
            for number, name in enumerate(names, start=1):
                pool.submit(reads, name)
                until(lambda number=number: turns.waiting == number)
            assert order == []
        until(lambda: turns.waiting == 0)
    return order


def until(holds: Callable[[], bool]) -> None:
    """Wait until it has come to that."""
    for _ in range(PATIENCE):
        if holds():
            return
        sleep(0.005)
    pytest.fail("it never came to that")


def test_they_are_called_in_the_order_in_which_they_came():
    assert called(Turns(1), ["first", "second", "third"]) == ["first", "second", "third"]


def test_who_acts_passes_who_looks():
    assert called(Turns(1), ["look", "act 1", "act 2"]) == ["act 1", "act 2", "look"]


def test_nobody_looks_on_for_ever():
    acts = [f"act {number}" for number in range(ACTS_IN_A_ROW + 2)]

    order = called(Turns(1), ["look", *acts])

    assert order.index("look") == ACTS_IN_A_ROW


def test_as_many_are_let_in_at_once_as_there_are_turns():
    turns, in_there, leave = Turns(2), Barrier(3), Event()

    def reads() -> None:
        with turns.taken():
            in_there.wait(10)
            leave.wait(10)

    with ThreadPoolExecutor(3) as pool:
        for _ in range(2):
            pool.submit(reads)
        in_there.wait(10)
        third = pool.submit(_takes, turns)
        until(lambda: turns.waiting == 1)
        assert not third.done()
        leave.set()
        third.result(timeout=10)


def _takes(turns: Turns) -> None:
    with turns.taken():
        pass


def test_who_has_a_turn_takes_no_second():
    """He might wait for himself for ever."""
    turns = Turns(2)
    with turns.taken(), pytest.raises(RuntimeError), turns.taken():
        pytest.fail("he was let in")


def test_a_reader_who_stumbles_passes_his_turn_on():
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns.taken():
        raise ZeroDivisionError

    assert called(turns, ["next"]) == ["next"]
