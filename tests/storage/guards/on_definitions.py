"""What cases follow and count by: a definition of that very name, a notice, both entered."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import update

from review.storage.rows import ActiveDefinitionRow
from tests.storage.guards.hand import LATER, OTHER, Attempt, Hand, attack, lawful

NAME, NEW = "publication", "another"
NOTICE = "holiday_notice_is_entered"
CONFIRMED = "another_confirms_what_cases_follow"
WANTED = "cases_follow_what_two_people_want"
_TABLE = ActiveDefinitionRow.__table__


def _active(hand: Hand, name: str) -> dict[str, object]:
    rows = hand.connection.execute(_TABLE.select().where(_TABLE.c.name == name))
    return dict(rows.mappings().one())


def _changed(*, to: str = NAME, entered: str = NAME, ahead: int = 1, **entry: object):
    """Let new cases follow the definition of a name, after an entry about another or the same."""

    def deed(hand: Hand) -> None:
        rev = int(str(_active(hand, NAME)["rev"])) + 1
        if entered:
            subject = f"{hand.names['agency']}:{entered}"
            hand.enter("procedure", subject, rev + ahead - 1, **entry)
        values = {"digest": _active(hand, to)["digest"], "rev": rev}
        hand.connection.execute(update(_TABLE).where(_TABLE.c.name == NAME).values(values))

    return deed


def _born(*, of: str = NEW, entered: str = NEW, rev: int = 1, **entry: object):
    """Let new cases of another name follow a definition stored for it."""

    def deed(hand: Hand) -> None:
        digest = "d" * 64
        hand.insert("definition", digest=digest, name=of, source="", stored_at=LATER)
        if entered:
            hand.enter("procedure", f"{hand.names['agency']}:{entered}", rev, **entry)
        hand.insert("active_definition", agency_id="agency", name=NEW, digest=digest, rev=1)

    return deed


def _born_beside_its_own(hand: Hand) -> None:
    """A definition of that name is stored, but another procedure's is what cases follow."""
    hand.insert("definition", digest="c" * 64, name=NEW, source="", stored_at=LATER)
    _born(of="takedown")(hand)


def _wanted_of_another(hand: Hand) -> None:
    """Two people want that cases follow, under this name, what is another procedure's."""
    digest = _active(hand, "takedown")["digest"]
    by_two = {"confirmed_by": "shen", "confirmed_at": LATER}
    hand.note("activation", "any.activation", digest=digest, **by_two)
    _changed(to="takedown")(hand)


def _attempts() -> Iterator[Attempt]:
    of_name, entry = "active_definition_{}_is_of_its_name", "active_definition_{}_has_its_entry"
    update_, insert = of_name.format("update"), of_name.format("insert")
    yield attack(update_, "it is another procedure's", _changed(to="takedown"))
    yield attack(update_, "two people want another procedure's", _wanted_of_another)
    yield lawful(update_, "it is a definition of that name", _changed())
    yield attack(insert, "it is another procedure's", _born(of="takedown"))
    yield attack(insert, "one of its name lies beside it", _born_beside_its_own)
    yield lawful(insert, "it is a definition of that name", _born())
    update_, insert = entry.format("update"), entry.format("insert")
    yield attack(update_, "no entry tells of it", _changed(entered=""))
    yield attack(
        update_, "the entry is of another procedure", _changed(entered="takedown", ahead=9)
    )
    yield attack(update_, "the entry is of another revision", _changed(ahead=2))
    yield attack(update_, "the entry is another agency's", _changed(agency_id=OTHER))
    yield lawful(update_, "its entry is there", _changed())
    yield attack(insert, "no entry tells of it", _born(entered=""))
    yield attack(insert, "the entry is of another procedure", _born(entered="third"))
    yield attack(insert, "the entry is of another revision", _born(rev=2))
    yield attack(insert, "the entry is another agency's", _born(agency_id=OTHER))
    yield lawful(insert, "its entry is there", _born())


def _imported(*, year: int = 2027, rev: int = 1, is_there: bool = True, **entry: object):
    """A notice is inserted after an entry about a year."""

    def deed(hand: Hand) -> None:
        if is_there:
            hand.enter("calendar", f"{hand.names['agency']}:{year}", rev, **entry)
        row = {"agency_id": "agency", "year": 2027, "rev": 1, "name": "", "source": ""}
        hand.insert("holiday_notice", **row, imported_at=LATER, imported_by="zheng")

    return deed


def _of_notices() -> Iterator[Attempt]:
    yield attack(NOTICE, "no entry tells of it", _imported(is_there=False))
    yield attack(NOTICE, "the entry is of another year", _imported(year=2026, rev=9))
    yield attack(NOTICE, "the entry is of another revision", _imported(rev=2))
    yield attack(NOTICE, "the entry is another agency's", _imported(agency_id=OTHER))
    yield lawful(NOTICE, "its entry is there", _imported())


def _activation(**changes: object):
    """A draft that waits is changed."""
    return lambda hand: hand.change("activation", "any.activation", **changes)


def _confirmed_already(**changes: object):
    def deed(hand: Hand) -> None:
        hand.change("activation", "any.activation", confirmed_by="shen", confirmed_at=LATER)
        hand.change("activation", "any.activation", **changes)

    return deed


def _replaced_already(hand: Hand) -> None:
    hand.change("activation", "any.activation", ended_at=LATER)
    hand.change("activation", "any.activation", confirmed_by="shen", confirmed_at=LATER)


def _of_drafts() -> Iterator[Attempt]:
    by_another = {"confirmed_by": "shen", "confirmed_at": LATER}
    changed: dict[str, object] = {
        "id": "1" * 32,
        "agency_id": OTHER,
        "name": "takedown",
        "digest": "0" * 64,
        "drafted_by": "shen",
        "drafted_at": LATER,
    }
    for column, value in changed.items():
        yield attack(CONFIRMED, f"its {column} is rewritten", _activation(**{column: value}))
    by_himself = {**by_another, "confirmed_by": "guan"}
    yield attack(CONFIRMED, "who drafted it confirms", _activation(**by_himself))
    yield attack(CONFIRMED, "nobody confirms it", _activation(confirmed_at=LATER))
    yield attack(CONFIRMED, "it is confirmed at no time", _activation(confirmed_by="shen"))
    yield attack(CONFIRMED, "it is confirmed again", _confirmed_already(confirmed_by="gu"))
    yield attack(CONFIRMED, "it was replaced before", _replaced_already)
    yield lawful(CONFIRMED, "another confirms it", _activation(**by_another))
    yield lawful(CONFIRMED, "another draft takes its place", _activation(ended_at=LATER))


def _followed(*, confirmed: bool = True, **changes: object):
    """New cases follow another definition of the name, after one drafted and one confirmed it."""

    def deed(hand: Hand) -> None:
        draft = hand.row("activation", "any.activation")
        if confirmed:
            hand.change("activation", draft["id"], confirmed_by="shen", confirmed_at=LATER)
        if changes:
            hand.insert("definition", digest="e" * 64, name=NAME, source="", stored_at=LATER)
        rev = int(str(_active(hand, NAME)["rev"])) + 1
        hand.enter("procedure", f"{hand.names['agency']}:{NAME}", rev)
        values = {"digest": draft["digest"], "rev": rev, **changes}
        hand.connection.execute(update(_TABLE).where(_TABLE.c.name == NAME).values(values))

    return deed


def _wanted_elsewhere(**place: object):
    """Two people want it, but in another agency or under another name."""

    def deed(hand: Hand) -> None:
        by_two = {"confirmed_by": "shen", "confirmed_at": LATER}
        hand.note("activation", "any.activation", **by_two, **place)
        _followed(confirmed=False)(hand)

    return deed


def _of_following() -> Iterator[Attempt]:
    yield attack(WANTED, "nobody confirmed it", _followed(confirmed=False))
    yield attack(WANTED, "another was drafted and confirmed", _followed(digest="e" * 64))
    yield attack(WANTED, "it is wanted in another agency", _wanted_elsewhere(agency_id=OTHER))
    yield attack(WANTED, "it is wanted under another name", _wanted_elsewhere(name="takedown"))
    yield lawful(WANTED, "one drafted and another confirmed it", _followed())
    yield lawful(WANTED, "it follows the same", _changed())


ATTEMPTS: tuple[Attempt, ...] = (
    *_attempts(),
    *_of_notices(),
    *_of_drafts(),
    *_of_following(),
)
