"""Both libraries find what a reader with infinite patience would, and come back from bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.screening.automaton import AhoCorasick, Daachorse, engine

LETTERS = "财政局秘密a1🌟"
WORDS = st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=5), max_size=12)
TEXTS = st.text(alphabet=LETTERS + "\n", max_size=60)
ENGINES = pytest.mark.parametrize("kind", [Daachorse, AhoCorasick], ids=["daachorse", "rs"])


def patiently(words, text):
    """Every place of every word, by looking at each place."""
    return sorted(
        (start, start + len(word), number)
        for number, word in enumerate(words)
        for start in range(len(text))
        if text.startswith(word, start)
    )


@ENGINES
@given(words=WORDS, text=TEXTS)
def test_every_occurrence_of_every_word_is_found(kind, words, text):
    assert sorted(kind.of(words).matches(text)) == patiently(words, text)


@ENGINES
@given(words=WORDS, text=TEXTS)
def test_what_comes_back_from_bytes_finds_the_same(kind, words, text):
    built = kind.of(words)

    again = kind.loaded(built.packed())

    assert sorted(again.matches(text)) == sorted(built.matches(text))
    assert kind.loaded(again.packed()).packed() == built.packed()


def test_matches_come_by_their_ends_and_of_one_end_the_longest_first():
    """What leaves out words within words relies on it."""
    words = ["政局", "财政局", "局", "局a"]

    for kind in (Daachorse, AhoCorasick):
        found = kind.of(words).matches("财政局a")
        assert [found[number][:2] for number in range(4)] == [(0, 3), (1, 3), (2, 3), (2, 4)]


def test_this_machine_has_one_of_them():
    assert engine() in {Daachorse, AhoCorasick}
