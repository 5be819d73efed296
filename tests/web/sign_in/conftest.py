"""Offices in which people sign in with a telephone beside them."""

from __future__ import annotations

import pytest

from tests.web.conftest import ORDINARY
from tests.web.sign_in.owner import MLPS3, STRICT, Owner, founded, opened


@pytest.fixture(scope="session")
def small_pattern(empty_pattern, tmp_path_factory):
    """A small office that was just founded, to copy."""
    return founded(empty_pattern, tmp_path_factory.mktemp("small") / "data", ORDINARY)


@pytest.fixture(scope="session")
def strict_pattern(empty_pattern, tmp_path_factory):
    """An office of the third level that was just founded, to copy."""
    return founded(empty_pattern, tmp_path_factory.mktemp("strict") / "data", MLPS3)


@pytest.fixture
def small_office(small_pattern, tmp_path):
    """A small office with its two administrators."""
    office = opened(small_pattern, tmp_path / "data")
    yield office
    office.close()


@pytest.fixture
def strict_office(strict_pattern, tmp_path):
    """An office of the third level with its three administrators."""
    office = opened(strict_pattern, tmp_path / "data")
    yield office
    office.close()


@pytest.fixture
def owner(small_office):
    """管立 with a password of her own, and no second step yet."""
    one = Owner(small_office)
    one.owns_password()
    return one


@pytest.fixture
def secured(owner):
    """管立 with a second step."""
    owner.sets_up()
    return owner


@pytest.fixture
def strict(strict_office):
    """The three of them, each with a second step."""
    people = {
        login: Owner(strict_office, login=login, own=STRICT) for login in ("guan", "bao", "shen")
    }
    for one in people.values():
        one.owns_password()
        one.sets_up()
    return people
