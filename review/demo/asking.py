"""What each scene asks of the office: one command for each word of the story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from review.commands import (
    Clear,
    Cosign,
    CosignClearance,
    Dispose,
    DraftAuthorisation,
    HandedFile,
    HandIn,
    RecordTrigger,
    SignAuthorisation,
    SignRules,
    TakeDown,
    TakeStep,
)
from review.demo.paper import Paper
from review.demo.proposing import inputs_of
from review.demo.story import Scene
from review.domain.vocabulary import DisclosureMode, DisposalKind, DocumentKind, Source, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the scene's paper when the scene begins."""

    paper: Paper | None
    """None: the visitor's own."""
    section: str
    files: tuple[HandedFile, ...] = ()
    case: str = ""
    document: str = ""
    finding: str = ""
    sha256: str = ""
    """Of the file that was refused."""


def command_of(scene: Scene, known: Known) -> object:
    """Return the command of a scene: its own word's, else a step of the procedure."""
    return COMMANDS.get(scene.does, _step)(scene, known)


def _receive(scene: Scene, known: Known) -> HandIn:
    paper = known.paper
    if paper is None:
        return HandIn(
            files=known.files,
            title=Path(known.files[0].name).stem,
            kind=DocumentKind.NOTICE,
            section=known.section,
            source=Source.OWN,
        )
    listed = scene.inputs.get("catalogue_says")
    return HandIn(
        files=known.files,
        title=paper.title,
        kind=paper.kind,
        genre=paper.genre,
        number=paper.number or None,
        section=paper.section,
        source=paper.source,
        dated=paper.dated,
        catalogue_says=DisclosureMode.of(listed) if listed else None,
    )


def _step(scene: Scene, known: Known) -> TakeStep:
    return TakeStep(
        case=known.case,
        action=scene.does,
        opinion=scene.says,
        inputs=inputs_of(known.paper, scene),
        files=known.files,
    )


def _take_down(scene: Scene, known: Known) -> TakeDown:
    return TakeDown(document=known.document, reason=scene.says)


def _dispose(scene: Scene, known: Known) -> Dispose:
    return Dispose(
        case=known.case,
        finding=known.finding,
        kind=DisposalKind.of(scene.inputs["as"]),
        reason=scene.says,
        article=scene.inputs.get("article"),
    )


def _cosign(_: Scene, known: Known) -> Cosign:
    return Cosign(case=known.case, finding=known.finding, disposal=1)


def _clear(scene: Scene, known: Known) -> Clear:
    return Clear(
        sha256=known.sha256,
        confirmed_by=scene.inputs["confirmed_by"],
        number=scene.inputs["number"],
        confirmed_on=date.fromisoformat(scene.inputs["confirmed_on"]),
    )


def _cosign_clearance(_: Scene, known: Known) -> CosignClearance:
    return CosignClearance(sha256=known.sha256)


def _record_trigger(scene: Scene, known: Known) -> RecordTrigger:
    return RecordTrigger(
        document=known.document,
        trigger=Trigger.of(scene.inputs["trigger"]),
        reference=scene.inputs["number"],
        happened_on=date.fromisoformat(scene.inputs["happened_on"]),
    )


def _draft_authorisation(scene: Scene, _: Known) -> DraftAuthorisation:
    return DraftAuthorisation(
        reference=scene.inputs["number"],
        grounds=tuple(scene.inputs["grounds"].split(",")),
        first_day=date.fromisoformat(scene.inputs["first_day"]),
        last_day=date.fromisoformat(scene.inputs["last_day"]),
        cap=int(scene.inputs["cap"]),
        hold_days=int(scene.inputs["hold_days"]),
    )


def _sign_rules(scene: Scene, _: Known) -> SignRules:
    return SignRules(reference=scene.inputs["number"])


def _sign_authorisation(scene: Scene, _: Known) -> SignAuthorisation:
    return SignAuthorisation(reference=scene.inputs["number"])


COMMANDS: Mapping[str, Callable[[Scene, Known], object]] = MappingProxyType(
    {
        "receive": _receive,
        "dispose": _dispose,
        "cosign": _cosign,
        "clear": _clear,
        "cosign_clearance": _cosign_clearance,
        "record_trigger": _record_trigger,
        "draft_authorisation": _draft_authorisation,
        "sign_rules": _sign_rules,
        "sign_authorisation": _sign_authorisation,
        "take_down": _take_down,
    }
)
"""What a scene may ask beside a step of the procedure, which goes under its own name."""
