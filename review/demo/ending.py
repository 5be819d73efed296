"""The end of the walk: where each paper ended and why, and where to look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from review.cli.layout import table
from review.demo import DEMO_PASSWORD
from review.demo.acting import Stage
from review.demo.cast import role_of
from review.demo.story import Story, cast, words
from review.demo.telling import Say, padded
from review.domain.vocabulary import Availability
from review.records.approval_form import approval_docx, approval_pdf
from review.services.cases import TAKEDOWN
from review.services.catalogue import catalogue
from review.services.reassessing import PROCEDURE
from review.services.record_facts import approval_facts
from review.services.views import CaseView
from review.storage import ledger

FORMS_OF = ("notice_with_resident_id", "letter_on_request_a")
"""One paper that was corrected and published, and one that was converted by itself."""


def write_records(stage: Stage, folder: Path) -> None:
    """Write the approval forms of two closed cases."""
    folder.mkdir(parents=True, exist_ok=True)
    for paper in FORMS_OF:
        number = stage.cases[paper]
        facts = stage.office.ask(approval_facts, number, caller=None)
        (folder / f"{number}.pdf").write_bytes(approval_pdf(facts))
        (folder / f"{number}.docx").write_bytes(approval_docx(facts))


def tell_end(stage: Stage, story: Story, *, records: Path, say: Say) -> None:
    """Say where each paper ended and why, whether the ledger stands, and where to look."""
    told = words()
    say("")
    say(told["summary"])
    for line in table(told["heads"], _rows(stage, story)).splitlines():
        say(line)
    say("")
    say(_ledger(stage))
    path = stage.office.means.channels["folder"]
    count = len(stage.office.ask(catalogue))
    say(told["published"].format(path=path, count=count))
    say(told["records"].format(path=records))
    say("")
    say(told["people"].format(password=DEMO_PASSWORD))
    for login, person in cast()["people"].items():
        name, role = padded(person["name"], 6), role_of(login).label
        say("  " + told["person"].format(name=name, login=padded(login, 6), role=role))
    say("")
    say(told["marked"])


def _rows(stage: Stage, story: Story) -> Iterator[tuple[str, str, str, str]]:
    told = words()
    notes = {line.document_id: line.note for line in stage.office.ask(catalogue)}
    for key in dict.fromkeys(scene.paper for scene in story.scenes if scene.paper):
        name = stage.name(key)
        if key in stage.cases:
            view = stage.view(key)
            why = notes.get(view.document_id) or _why(view)
            yield name, view.number, _end_of(view), why
        else:
            why = told["refused_why"].format(rule=stage.refused[key].refused_rule)
            yield name, told["refused_case"], told["refused_end"], why


def _end_of(view: CaseView) -> str:
    """Return what the public gets of it, in the words of its mode where it is held back."""
    is_held_back = view.availability in (Availability.CLOSED, Availability.ON_REQUEST)
    end = (view.mode_label if is_held_back else None) or view.availability_label
    return str(words()["ending"].format(availability=end, stage=view.stage_label))


def _why(view: CaseView) -> str:
    """Return the ground and the end of what is held back, else the reason that was given."""
    told = words()
    held = [each for each in view.statements if each.ends]
    if held:
        ground = held[-1].grounds.partition(told["apart"])[0]
        return str(told["held_back"].format(ground=ground, ends=held[-1].ends))
    said = [line.opinion for line in view.trail if line.opinion] or [view.trail[-1].label]
    if view.procedure == TAKEDOWN:
        return said[0]
    if view.procedure == PROCEDURE:
        return str(told["apart"].join((said[0], said[-1])))
    why = said[-1]
    revised = told["revised"].format(version=view.version, why=why)
    return str(revised) if view.version > 1 else why


def _ledger(stage: Stage) -> str:
    told = words()
    agency = next(iter(stage.callers.values())).agency_id
    with stage.office.database.read() as session:
        flaws = ledger.verify(session)
        count = ledger.head_of(session, agency).seq
    verdict = told["broken"].format(seq=flaws[0].seq) if flaws else told["whole"]
    return str(told["ledger"].format(count=count, verdict=verdict))
