"""What comes with the product is found by its name, and nothing else is."""

from __future__ import annotations

import pytest

from review.shipped import checkout, shipped


def test_a_shipped_folder_is_found_at_the_top_of_the_checkout():
    """The templates of a checkout are the ones the office edits, not a copy."""
    folder = shipped("templates")

    assert folder.is_dir()
    assert folder.parent == checkout()


@pytest.mark.parametrize(
    "name",
    [
        "data/local/xianshen.db",
        "templates/../data/local",
        "data/reference/../local",
        "../templates",
        "/etc/hostname",
        "templates2",
        "review",
        "",
    ],
)
def test_what_is_not_shipped_cannot_be_named(name):
    """The office's own data is not reached through the door of the shipped files."""
    with pytest.raises(ValueError, match="not a shipped name"):
        shipped(name)


def test_a_missing_file_is_said_so_at_once():
    """A broken installation is noticed where it is broken."""
    with pytest.raises(FileNotFoundError, match="not shipped"):
        shipped("templates/nothing-of-this-name.html")
