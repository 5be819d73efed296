"""The office's words: one value, one label, and an article for every exemption."""

from __future__ import annotations

import inspect
import json

import pytest

from review.domain import vocabulary
from review.domain.glossary import terms
from review.domain.vocabulary import ARTICLES, Exemption

FAMILIES = terms()


def test_every_family_of_words_is_offered():
    """What is not offered is missing from the glossary, and from what is asked here."""
    there = {
        name
        for name, words in vars(vocabulary).items()
        if inspect.isclass(words) and issubclass(words, vocabulary.Term)
    }

    assert there == {words.__name__ for words in FAMILIES} | {"Term"}


@pytest.mark.parametrize("words", FAMILIES, ids=lambda words: words.__name__)
def test_a_word_is_stored_by_its_value(words):
    """What is stored is the identifier in lower case, never a member's name or a label."""
    for word in words:
        assert json.loads(json.dumps({"word": word})) == {"word": word.value}
        assert word.value.replace("-", "_").upper() == word.name
        assert words(word.value) is word


@pytest.mark.parametrize("words", FAMILIES, ids=lambda words: words.__name__)
def test_no_two_words_of_a_family_share_a_label(words):
    """A label chosen in a form means one word only."""
    labels = [word.label for word in words]

    assert len(set(labels)) == len(labels)
    assert all(labels)


@pytest.mark.parametrize("words", FAMILIES, ids=lambda words: words.__name__)
def test_a_word_is_found_by_identifier_and_by_label(words):
    """Options take either."""
    for word in words:
        assert words.of(word.value) is words.of(word.label) is word


@pytest.mark.parametrize("words", FAMILIES, ids=lambda words: words.__name__)
def test_a_family_of_words_says_what_it_means(words):
    """The glossary has a sentence for every family."""
    assert words.__doc__
    assert words.__doc__.endswith(".")


def test_an_unknown_word_is_no_word():
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="state_secret"):
        Exemption.of("state_secret")


def test_every_exemption_has_its_article():
    """不予公开 stands on an article of 条例."""
    assert set(ARTICLES) == set(Exemption)
    assert all(article.startswith("政府信息公开条例第十") for article in ARTICLES.values())


def test_a_state_secret_is_no_exemption():
    """It cannot lie in this system, so it cannot be chosen."""
    assert "国家秘密" not in {exemption.label for exemption in Exemption}


def test_everything_offered_is_there():
    """The vocabulary offers nothing it does not have, and in order."""
    assert all(hasattr(vocabulary, name) for name in vocabulary.__all__)
    assert list(vocabulary.__all__) == sorted(vocabulary.__all__, key=_as_ruff_sorts)


def _as_ruff_sorts(name):
    return (not name.isupper(), name)
