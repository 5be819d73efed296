"""The directory that the pages of an office ask, where it was told of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.domain.directory_refusals import DirectoryLibraryMissing
from review.services.directory import Directory, can_ask

if TYPE_CHECKING:
    from review.bootstrap import Office


def is_offered(office: Office) -> bool:
    """Say whether people may come in by a directory: never in a demo."""
    return office.settings.directory is not None and not office.is_demo


def directory_of(office: Office) -> Directory | None:
    """Return the directory, or refuse to start without what it is asked with.

    Raises:
        DirectoryLibraryMissing: the extra, or the system's library that it stands on, is not here.
    """
    known = office.settings.directory
    if known is None or not is_offered(office):
        return None
    if not can_ask():
        raise DirectoryLibraryMissing
    return Directory(known)
