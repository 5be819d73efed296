"""What administrators ask about agencies, sections, and the rubrics that papers lie under."""

from __future__ import annotations

from dataclasses import dataclass

from review.commands import NewAccount
from review.domain.vocabulary import RubricKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAgency:
    """Add an agency beside those that are here, with its sections and its administrators."""

    code: str
    name: str
    profile: str
    sections: tuple[str, ...]
    accounts: tuple[NewAccount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameAgency:
    """Give one's own agency another name; its code stays."""

    name: str
    expected_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAgency:
    """Let an agency take no more papers, from today on."""

    code: str
    expected_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSection:
    """Add a section to one's own agency."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameSection:
    """Give a section another name; `section` is its name or its identity."""

    section: str
    name: str
    expected_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSection:
    """Let a section take no more papers, from today on."""

    section: str
    expected_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePerson:
    """Put a person into another section, or into none."""

    login: str
    section: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRubric:
    """Add a rubric of the catalogue, or a tag."""

    kind: RubricKind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameRubric:
    """Give a rubric another name; `rubric` is its name or its identity."""

    kind: RubricKind
    rubric: str
    name: str
    expected_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRubric:
    """Place nothing more under a rubric, from today on."""

    kind: RubricKind
    rubric: str
    expected_rev: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePaper:
    """Say under which rubrics and tags, all of them, the public finds a paper."""

    document: str
    rubrics: tuple[str, ...]
    """By name or identity; what is not among them, the paper lies under no more."""
    tags: tuple[str, ...]
    expected_rev: int | None = None


NAMING = (AddRubric, RenameRubric)
"""What brings words that go public by themselves: they are screened before anything is done."""
