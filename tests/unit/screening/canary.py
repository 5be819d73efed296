"""A hiding place in a file: what was put there, and how it must be found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from review.screening.segments import Extract, Segment, Trace, Visibility

VISIBLE, DELETED, COMMENT, HIDDEN, META = Visibility


@dataclass(frozen=True, kw_only=True)
class Canary:
    """A word that stands nowhere else, and what must be said of it."""

    name: str = field(kw_only=False)
    rule: str = ""
    """The finding that must name it; nothing where the text alone is handed on."""
    seen: Visibility | None = None
    """How the text must be handed on; nothing where only the finding is."""
    place: Mapping[str, str | int] = field(default_factory=dict)
    """What its place must have."""
    within: range = range(0)
    """The paragraphs among which it is; empty where its place has none."""
    inside: str = ""
    """The file inside the file that holds it, where another reader reads that."""

    @property
    def word(self) -> str:
        """What was hidden: in brackets, so that none is part of another."""
        return f"〔{self.name}〕"


def missed(canaries: Iterable[Canary], extract: Extract) -> list[str]:
    """Name the hiding places that were not found, or not as what they are, or elsewhere."""
    return [canary.name for canary in canaries if not _is_found(canary, extract)]


def _is_found(canary: Canary, extract: Extract) -> bool:
    if canary.inside:
        held = [file for file in extract.embedded if canary.word.encode() in file.content]
        return [file.name for file in held] == [canary.inside] and _is_named(canary, extract)
    shown = canary.seen is None or any(
        canary.word in segment.text and segment.visibility is canary.seen and _fits(canary, segment)
        for segment in extract.segments
    )
    return shown and _is_named(canary, extract)


def _is_named(canary: Canary, extract: Extract) -> bool:
    return not canary.rule or any(
        trace.rule == canary.rule
        and (canary.word in f"{trace.who} {trace.text}" or bool(canary.inside))
        and _fits(canary, trace)
        for trace in extract.traces
    )


def _fits(canary: Canary, find: Segment | Trace) -> bool:
    return canary.place.items() <= find.place.items() and (
        not canary.within or find.place.get("paragraph") in canary.within
    )
