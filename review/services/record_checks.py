"""What the form states of checks: the list, item by item, as who passed them answered it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from review.domain.checklist import Item
from review.domain.vocabulary import Answer
from review.records.facts import CheckFacts, ItemFacts
from review.services.cases import document_of
from review.services.check_lists import kept_in, why_not
from review.services.record_dealings import Taken
from review.services.record_people import acts_of, numbers_of
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow

Said = Mapping[str, tuple[Answer, str]]


def checks(
    work: Work, case: CaseRow, steps: Sequence[Taken], *, names: Mapping[str, str]
) -> Iterator[CheckFacts]:
    """Return every check whose list is kept, also one that a change has voided since."""
    void = {act.rev for act in acts_of(work, case) if act.voided_at is not None}
    numbers, document = numbers_of(work, case), document_of(work, case)
    for step, _ in steps:
        said = {name: (answer, note) for name, answer, note in kept_in(step.inputs)}
        if not said or step.person_id is None:
            continue
        yield CheckFacts(
            by=names[step.person_id],
            role=step.role,
            at=step.at,
            version=numbers[step.version_id],
            standing=step.rev not in void,
            items=tuple(_items(work.means.checklist, said, document)),
            principal=names[step.principal_id] if step.principal_id else "",
        )


def _items(items: tuple[Item, ...], said: Said, document: DocumentRow) -> Iterator[ItemFacts]:
    """Return today's list with what was answered; what is on it no more goes by its letter."""
    for item in items:
        told = f"{item.id} {item.text}"
        if item.id in said:
            answer, note = said[item.id]
            yield ItemFacts(item=told, answer=answer, note=note)
        elif why := why_not(item, document):
            yield ItemFacts(item=told, why_not=why)
    known = {item.id for item in items}
    for name, (answer, note) in said.items():
        if name not in known:
            yield ItemFacts(item=name, answer=answer, note=note)
