"""The services about agencies, sections and rubrics: one for each command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from review.services import agencies, placing
from review.services.rubrics import RUBRICS
from review.services.sections import SECTIONS
from review.structure_commands import (
    AddAgency,
    EndAgency,
    PlacePaper,
    RenameAgency,
)

STRUCTURE: Mapping[type, Callable[..., Any]] = MappingProxyType(
    {
        AddAgency: agencies.add_agency,
        RenameAgency: agencies.rename_agency,
        EndAgency: agencies.end_agency,
        PlacePaper: placing.place_paper,
        **SECTIONS,
        **RUBRICS,
    }
)
