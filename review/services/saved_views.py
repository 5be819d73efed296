"""Views of one's own inbox: kept in one's row, told to the ledger by their number alone (H11)."""

from __future__ import annotations

from review.commands import Caller
from review.domain.saved_views import SavedView, keeping, text_of, views_in, without
from review.services.accounts import in_good_standing
from review.services.person_entries import locked, revise
from review.services.work import Work
from review.storage.rows import PersonRow
from review.view_commands import DropView, KeepView


def keep_view(work: Work, command: KeepView, *, caller: Caller) -> None:
    """Keep a view, for oneself."""
    person = _own(work, caller)
    views = keeping(
        views_in(person.views), command.name, command.chosen, opens_first=command.opens_first
    )
    _write(work, person, views, caller=caller)


def drop_view(work: Work, command: DropView, *, caller: Caller) -> None:
    """Keep a view no more."""
    person = _own(work, caller)
    _write(work, person, without(views_in(person.views), command.name), caller=caller)


def own_views(work: Work, *, caller: Caller) -> tuple[SavedView, ...]:
    """Return the views that a person keeps."""
    return views_in(work.session.get_one(PersonRow, caller.person_id).views)


def _own(work: Work, caller: Caller) -> PersonRow:
    in_good_standing(work, caller)
    return locked(work, caller.person_id)


def _write(work: Work, person: PersonRow, views: tuple[SavedView, ...], *, caller: Caller) -> None:
    """Which words somebody looks for is his affair: the entry says how many views he keeps."""
    body = {"views": len(views)}
    revise(work, person, "person:views_kept", caller=caller, body=body, views=text_of(views))
