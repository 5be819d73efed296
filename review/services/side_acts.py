"""Doing something about a case beside its procedure: 抄送, 催办, 转办, 加签, 会签, 委派.

Each is a row of its own with its entry; none of them takes a step, moves the case or lets anybody
see or do more than his roles do. Nobody deputises here (as for all that keeps no principal).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from review.commands import Caller
from review.domain.case_refusals import NothingLeft
from review.domain.errors import (
    AlreadyDone,
    GroundsMissing,
    NotYours,
    StaleCase,
)
from review.domain.refusal import Refused
from review.domain.side_refusals import (
    BellActs,
    CannotDoIt,
    CopyUnread,
    HeldAlready,
    NobodyElse,
    NobodyToRemind,
    NoSuchSideAct,
    NotAskedOfYou,
    NotWaiting,
    OneOnly,
    RemindedToday,
    WaitsForYou,
)
from review.domain.vocabulary import Key, SideVerb
from review.services import side_asks
from review.services.accounts import actor_of
from review.services.cases import lock, refuse_unseen, the_case
from review.services.entries import enter
from review.services.side_people import Colleague
from review.services.side_place import Place, place_of
from review.services.side_verbs import Do, Drawn, May, named
from review.services.work import Work
from review.side_commands import ActBeside
from review.storage.columns import new_id
from review.storage.commitments import said_beside
from review.storage.rows import AddresseeRow, SideActRow


def act_beside(work: Work, command: ActBeside, *, caller: Caller) -> int:
    """Do one thing beside the procedure of a case; return its number in the case."""
    lock(work, caller.agency_id)
    case = the_case(work, command.case, agency_id=caller.agency_id)
    refuse_unseen(work, case, actor_of(work, caller))
    if command.expected_rev is not None and command.expected_rev != case.rev:
        raise StaleCase(expected=command.expected_rev, found=case.rev)
    place = place_of(work, case, caller)
    if place.me is None:
        raise NotYours
    may, do = VERBS[command.verb]
    refusal = may(place, place.me)
    if refusal is not None:
        raise refusal
    drawn = do(place, place.me, command)
    return _write(place, place.me, command.verb, drawn, caller=caller)


def _write(place: Place, me: Colleague, verb: SideVerb, drawn: Drawn, *, caller: Caller) -> int:
    """Write the entry, the act and those it is addressed to."""
    work, case = place.work, place.case
    row = SideActRow(
        id=new_id(),
        agency_id=case.agency_id,
        document_id=case.document_id,
        case_id=case.id,
        number=len(place.done) + 1,
        since_rev=place.since_rev,
        verb=verb,
        person_id=me.id,
        people=len(drawn.to),
        of_id=drawn.of_id,
        reminded_on=drawn.reminded_on,
        words=drawn.words,
        needed=drawn.needed,
        answer=drawn.answer,
        at=work.now,
    )
    enter(
        work,
        f"beside:{verb.value}",
        agency_id=case.agency_id,
        subject=(f"side_act:{row.id}", 1),
        body={
            "case": case.id,
            "version": case.version_id,
            "to": [one.id for one in drawn.to],
            "of": row.of_id,
            "said": said_beside(row) if row.words or row.answer else None,
        },
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()
    work.session.add_all(
        AddresseeRow(
            id=new_id(),
            agency_id=case.agency_id,
            side_act_id=row.id,
            case_id=case.id,
            verb=verb,
            person_id=one.id,
            at=work.now,
        )
        for one in drawn.to
    )
    work.session.flush()
    return row.number


def open_to(place: Place, verb: SideVerb) -> tuple[Colleague, ...]:
    """Return to whom a verb may be addressed now; nobody, where it is addressed to nobody."""
    is_open = OPEN_TO.get(verb)
    if is_open is None:
        return ()
    document = place.stage.document
    seeing = (one for one in place.people.values() if one.sees(document))
    return tuple(one for one in seeing if is_open(place, one))


def _may_copy(place: Place, _: Colleague) -> Refused | None:
    return NothingLeft() if place.stage.document.intercepted_at is not None else None


def _copy(place: Place, _: Colleague, command: ActBeside) -> Drawn:
    to = named(place, command)
    for one in to:
        if place.unread(one.id):
            raise CopyUnread(who=one.name)
    return Drawn(to=to)


def _may_read(_: Place, __: Colleague) -> Refused | None:
    """Which one is asked when it is named."""
    return None


def _read(place: Place, me: Colleague, command: ActBeside) -> Drawn:
    act = next((one for one in place.done if one.number == command.of), None)
    mine = act is not None and act.verb is SideVerb.COPY and me.id in place.addressed[act.id]
    if act is None or not mine:
        raise NoSuchSideAct(number=command.of or 0, verb=command.verb)
    if place.is_answered(act, by=me.id):
        raise AlreadyDone
    return Drawn(of_id=act.id)


def _may_remind(place: Place, me: Colleague) -> Refused | None:
    if not place.stage.steps:
        return NobodyToRemind()
    if me.is_asked(place.stage):
        return WaitsForYou()
    waits = {place.stage.document.drafter_id, place.case.opened_by}
    if me.id not in waits.union(person for _, person in place.steps):
        return NotWaiting()
    today = place.work.today
    mine = (one for one in place.done if one.person_id == me.id)
    return RemindedToday() if any(one.reminded_on == today for one in mine) else None


def _remind(place: Place, _: Colleague, __: ActBeside) -> Drawn:
    return Drawn(reminded_on=place.work.today)


def _may_reassign(place: Place, me: Colleague) -> Refused | None:
    if not me.is_able(place.stage) or not _is_mine_to_give(place, me):
        return NotAskedOfYou(verb=SideVerb.REASSIGN)
    if place.stage.is_automatic:
        return BellActs(verb=SideVerb.REASSIGN)
    return None if open_to(place, SideVerb.REASSIGN) else NobodyElse(verb=SideVerb.REASSIGN)


def _is_mine_to_give(place: Place, me: Colleague) -> bool:
    """It is anybody's who may do it, or his who holds it, or who gave it away last."""
    given = next((one for one in reversed(place.done) if one.verb is SideVerb.REASSIGN), None)
    holder = place.stage.holder
    return holder in (None, me.id) or (given is not None and given.person_id == me.id)


def _reassign(place: Place, _: Colleague, command: ActBeside) -> Drawn:
    to = named(place, command, or_me=place.stage.holder is not None)
    if len(to) > 1:
        raise OneOnly(verb=command.verb)
    (one,) = to
    if one.id == place.stage.holder:
        raise HeldAlready(who=one.name)
    if not one.is_able(place.stage):
        raise CannotDoIt(verb=command.verb, who=one.name, why=place.stage.why_not(one))
    if not command.words.strip():
        raise GroundsMissing(key=Key.REASON)
    return Drawn(to=to, words=command.words.strip())


def _may_hold(place: Place, one: Colleague) -> bool:
    is_back = one is place.me and place.stage.holder is None
    return not is_back and one.id != place.stage.holder and one.is_able(place.stage)


OPEN_TO: Mapping[SideVerb, Callable[[Place, Colleague], bool]] = MappingProxyType(
    {
        SideVerb.COPY: lambda place, one: one is not place.me and not place.unread(one.id),
        SideVerb.REASSIGN: _may_hold,
        **side_asks.OPEN_TO,
    }
)
"""To whom of those who see the paper each may be addressed."""
VERBS: Mapping[SideVerb, tuple[May, Do]] = MappingProxyType(
    {
        SideVerb.COPY: (_may_copy, _copy),
        SideVerb.READ: (_may_read, _read),
        SideVerb.REMIND: (_may_remind, _remind),
        SideVerb.REASSIGN: (_may_reassign, _reassign),
        **side_asks.VERBS,
    }
)
"""Each verb: why somebody may not, if he may not, and what it adds to its row."""
