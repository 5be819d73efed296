"""What the doctor says of the directory: whether people can come in by it today."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.directory_refusals import DirectoryFails
from review.domain.sign_in_directory import SignInDirectory
from review.services.complaints import Complaint, note
from review.services.directory import Directory, can_ask

DIRECTORY = "directory"


def wanting(known: SignInDirectory | None) -> Iterator[Complaint]:
    """Yield why nobody can come in by the directory that an office was told of."""
    if known is None:
        return
    if not can_ask():
        yield note("", DIRECTORY, "directory_lacks_library")
        return
    try:
        Directory(known).look()
    except DirectoryFails:
        yield note("", DIRECTORY, "directory_fails")
