"""The check list (检查清单) of a check: complete, settled, kept with the step that passes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from review.domain.checklist import Item, answers_in
from review.domain.checklist_refusals import ChecklistUnexplained, ChecklistUnsure
from review.domain.vocabulary import Answer, Key, Need
from review.services.work import Work
from review.storage.rows import DocumentRow
from workflows.model import Step


def answered(
    work: Work, document: DocumentRow, step: Step, inputs: Mapping[str, str]
) -> Mapping[str, str]:
    """Return what was filled in, with the check list in one form, where the step asks for it.

    Raises:
        ChecklistIncomplete: an item that can apply has no answer.
        ChecklistUnsure: somebody is not sure, and so nothing is passed.
        ChecklistUnexplained: an answer that does not clear its item says nothing else.
    """
    if Need.CHECKLIST not in step.needs:
        return inputs
    items = work.means.checklist
    apart = frozenset(item.id for item in items if why_not(item, document))
    answers = answers_in(inputs[Key.CHECKLIST.value], items=items, apart=apart)
    unsure = tuple(one.item.id for one in answers.answered if one.answer is Answer.UNCERTAIN)
    if unsure:
        raise ChecklistUnsure(items=unsure)
    bare = tuple(one.item.id for one in answers.answered if not one.is_clear and not one.note)
    if bare:
        raise ChecklistUnexplained(items=bare)
    kept = {one.item.id: [one.answer.value, one.note] for one in answers.answered}
    return {**inputs, Key.CHECKLIST.value: json.dumps(kept, ensure_ascii=False)}


def kept_in(inputs: str) -> tuple[tuple[str, Answer, str], ...]:
    """Return item, answer and note as they are kept with a step; none where it asked for none."""
    said = json.loads(inputs).get(Key.CHECKLIST.value)
    if said is None:
        return ()
    kept = json.loads(said).items()
    return tuple((name, Answer.of(answer), note) for name, (answer, note) in kept)


def why_not(item: Item, document: DocumentRow) -> str:
    """Say why an item cannot apply to a paper of its kind; nothing if it can."""
    sort = document.genre or document.kind
    return item.why_not(sort.value)
