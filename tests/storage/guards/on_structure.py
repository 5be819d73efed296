"""Agencies and sections renamed and ended, rubrics, and the papers under them."""

from __future__ import annotations

from collections.abc import Iterator

from review.storage.columns import new_id
from tests.storage.guards.hand import LATER, LATEST, OTHER, Attempt, Deed, Hand, attack, lawful

SECTION = "a_section_is_founded"
FORMER = "a_former_name_is_of_a_renaming"
ENDED_TAKES = "no_paper_comes_to_what_has_ended"
PLACED = "a_paper_is_placed_with_its_entry"
PLACE_ENDS = "a_place_ends_with_its_entry"
AGENCY_ENTRY = "agency_update_has_its_entry"
TABLES = ("agency", "section")
LIVING = {"agency": "agency", "section": "live.section", "rubric": "live.rubric"}


def _section(**changes: object) -> Deed:
    return lambda hand: hand.copy("section", "live.section", **{"name": "新设科", **changes})


def _founded_with_sections(hand: Hand) -> None:
    hand.found_neighbour()
    _section(agency_id=OTHER)(hand)


def _beside_a_founding(hand: Hand) -> None:
    hand.found_neighbour()
    _section()(hand)


def _section_of_a_neighbour_at_work(hand: Hand) -> None:
    hand.found_neighbour()
    hand.enter("agency", OTHER, 2, agency_id=OTHER)
    _section(agency_id=OTHER)(hand)


def _entered_section(*, told: str = "", rev: int = 1, agency: str = "") -> Deed:
    """A section comes to the office at work, with an entry of something."""

    def deed(hand: Hand) -> None:
        identity = new_id()
        elsewhere = {"agency_id": agency} if agency else {}
        hand.enter("section", told or identity, rev, **elsewhere)
        _section(id=identity, rev=1)(hand)

    return deed


def _of_new_sections() -> Iterator[Attempt]:
    yield attack(SECTION, "one more in an office at work", _section())
    yield attack(SECTION, "one more in a neighbour at work", _section_of_a_neighbour_at_work)
    yield attack(SECTION, "a neighbour is being founded, not ours", _beside_a_founding)
    yield attack(SECTION, "the entry is of another section", _entered_section(told=new_id()))
    yield attack(SECTION, "the entry is of another revision", _entered_section(rev=7))
    yield attack(SECTION, "the entry is another agency's", _entered_section(agency=OTHER))
    yield lawful(SECTION, "it has its own entry", _entered_section())
    yield lawful(SECTION, "the founding names them", _founded_with_sections)


def _renamed(table: str, *, event: str = "", **former: object) -> Deed:
    """An agency or a section is renamed, and what it was called is kept, or is not."""

    def deed(hand: Hand) -> None:
        row = hand.row(table, LIVING[table])
        rev = row["rev"] + 1
        subject = f"{table}:{row['id']}"
        hand.enter(table, LIVING[table], rev, event=event or f"{table}:renamed")
        kept = {"id": new_id(), "agency_id": hand.names["agency"], "subject": subject}
        kept |= {"rev": rev, "name": row["name"], "until": LATER, **former}
        hand.insert("former_name", **kept)
        hand.change(table, LIVING[table], rev=rev, name="另一名称")

    return deed


def _of_names(table: str) -> Iterator[Attempt]:
    guard = f"{table}_keeps_its_former_name"

    def forgotten(hand: Hand) -> None:
        hand.revise(table, LIVING[table], name="另一名称")

    yield attack(guard, "its name is forgotten", forgotten)
    yield attack(guard, "another name is kept", _renamed(table, name="从未用过"))
    yield attack(guard, "what another was called is kept", _renamed(table, subject="section:x"))
    yield attack(guard, "it was so called before another change", _renamed(table, rev=99))
    yield lawful(guard, "what it was called is kept", _renamed(table))
    yield lawful(guard, "it ends under its name", _ended(table))


def _of_former_names() -> Iterator[Attempt]:
    elsewhere = {"agency_id": OTHER}
    yield attack(FORMER, "something else happened", _renamed("section", event="section:ended"))
    yield attack(FORMER, "another agency keeps it", _renamed("section", **elsewhere))
    yield attack(FORMER, "another was renamed", _renamed("section", subject="section:x"))
    yield attack(FORMER, "it was renamed at another revision", _renamed("section", rev=99))
    for table in TABLES:
        yield lawful(FORMER, f"the {table} was renamed", _renamed(table))


def _ended(table: str, **changes: object) -> Deed:
    return lambda hand: hand.revise(table, LIVING[table], **{"ended_at": LATER, **changes})


def _twice(table: str, **changes: object) -> Deed:
    def deed(hand: Hand) -> None:
        _ended(table)(hand)
        hand.revise(table, LIVING[table], **changes)

    return deed


def _of_ends(table: str) -> Iterator[Attempt]:
    guard = f"an_ended_{table}_stays_ended"
    yield attack(guard, "it lives again", _twice(table, ended_at=None))
    yield attack(guard, "it ended another day", _twice(table, ended_at=LATEST))
    yield lawful(guard, "it ends", _ended(table))


def _of_counting(table: str) -> Iterator[Attempt]:
    counts = f"{table}_counts_up"

    def changed(by: int) -> Deed:
        def deed(hand: Hand) -> None:
            rev = hand.row(table, LIVING[table])["rev"] + by
            if by:
                hand.enter(table, LIVING[table], rev)
            hand.change(table, LIVING[table], rev=rev, ended_at=LATER)

        return deed

    yield attack(counts, "a change that is not counted", changed(0))
    yield attack(counts, "a change that counts two", changed(2))
    yield lawful(counts, "a change that counts one", changed(1))


def _of_entries(table: str) -> Iterator[Attempt]:
    guard = f"{table}_update_has_its_entry"

    def told(which: str = "", by: int = 1, **entry: object) -> Deed:
        def deed(hand: Hand) -> None:
            rev = hand.row(table, LIVING[table])["rev"] + 1
            hand.enter(table, which or LIVING[table], rev - 1 + by, **entry)
            hand.change(table, LIVING[table], rev=rev, ended_at=LATER)

        return deed

    def untold(hand: Hand) -> None:
        rev = hand.row(table, LIVING[table])["rev"] + 1
        hand.change(table, LIVING[table], rev=rev, ended_at=LATER)

    yield attack(guard, "a change without an entry", untold)
    yield attack(guard, "the entry is another agency's", told(agency_id=OTHER))
    yield attack(guard, "the entry is of another revision", told(by=7))
    yield attack(guard, "the entry is of another row", told(new_id()))
    yield lawful(guard, "a change with its entry", told())


def _of_identities() -> Iterator[Attempt]:
    own = {
        "agency": {"code": "other", "profile": "mlps3", "opened_at": LATER, "added_by": "li"},
        "section": {"agency_id": OTHER},
        "rubric": {"agency_id": OTHER, "kind": "tag"},
    }
    for table, columns in own.items():
        guard = f"{table}_keeps_its_identity"
        for column, value in columns.items():
            yield attack(guard, f"its {column} is rewritten", _rewritten(table, column, value))
        yield lawful(guard, "it ends", _ended(table))
    yield attack("section_keeps_its_identity", "a neighbour takes it, and says so", _taken_over)


def _taken_over(hand: Hand) -> None:
    hand.found_neighbour()
    rev = hand.row("section", "live.section")["rev"] + 1
    hand.enter("section", "live.section", rev, agency_id=OTHER)
    hand.change("section", "live.section", rev=rev, agency_id=OTHER)


def _rewritten(table: str, column: str, value: object) -> Deed:
    return lambda hand: hand.revise(table, LIVING[table], **{column: value})


def _received(section: str, **changes: object) -> Deed:
    return lambda hand: hand.add("document", "new.document", section_id=section, **changes)


def _after_the_end(hand: Hand) -> None:
    _ended("agency")(hand)
    _received("live.section")(hand)


def _of_a_neighbour(hand: Hand) -> None:
    """A paper of ours comes to a neighbour's section."""
    hand.found_neighbour()
    section = hand.copy("section", "live.section", agency_id=OTHER, rev=1)
    _received(section)(hand)


def _of_papers() -> Iterator[Attempt]:
    yield attack(ENDED_TAKES, "its section has ended", _received("ended.section"))
    yield attack(ENDED_TAKES, "its agency has ended", _after_the_end)
    yield attack(ENDED_TAKES, "its section is a neighbour's", _of_a_neighbour)
    yield attack(ENDED_TAKES, "there is no such section", _received(new_id()))
    yield lawful(ENDED_TAKES, "its section lives", _received("live.section"))


def places(hand: Hand, *, event: str = "document:placed", by: int = 1, **changes: object) -> None:
    """A paper is placed under the tag, as the office does, or nearly so."""
    told, of = (str(changes.pop(name, "approved.document")) for name in ("told", "of"))
    rev = hand.row("document", of)["rev"] + by
    hand.enter("document", told, rev, event=event)
    hand.copy(
        "paper_rubric", "live.place", **{"rubric_id": "live.tag", "ended_at": None, **changes}
    )


def _placed(**said: object) -> Deed:
    return lambda hand: places(hand, **said)  # type: ignore[arg-type]  # the words of an attempt


def _unplaced(hand: Hand) -> None:
    hand.copy("paper_rubric", "live.place", rubric_id="live.tag")


def _under_a_neighbours(hand: Hand, **changes: object) -> None:
    hand.found_neighbour()
    identity = new_id()
    hand.enter("rubric", identity, 1, agency_id=OTHER)
    hand.copy("rubric", "live.rubric", id=identity, agency_id=OTHER, rev=1)
    places(hand, rubric_id=identity, **changes)


def _ending(*, event: str = "document:placed", by: int = 1, told: str = "approved.document",
            of: str = "approved.document", place: str = "live.place",
            **changes: object) -> Deed:  # fmt: skip
    def deed(hand: Hand) -> None:
        rev = hand.row("document", of)["rev"] + by
        hand.enter("document", told, rev, event=event)
        hand.change("paper_rubric", place, **{"ended_at": LATEST, **changes})

    return deed


def _of_places() -> Iterator[Attempt]:
    yield attack(PLACED, "nothing tells of it", _unplaced)
    yield attack(PLACED, "something else is told", _placed(event="document:received"))
    yield attack(PLACED, "it was told of another time", _placed(by=3))
    yield attack(PLACED, "another paper was placed", _placed(told="foreign.document"))
    itself = {"told": "foreign.document", "of": "foreign.document"}
    yield attack(PLACED, "another paper is being placed", _placed(**itself))
    yield attack(PLACED, "another agency places it", _placed(agency_id=OTHER))
    yield attack(PLACED, "under what has ended", _placed(rubric_id="ended.rubric"))
    yield attack(PLACED, "under a neighbour's", _under_a_neighbours)
    with_it: Deed = lambda hand: _under_a_neighbours(hand, agency_id=OTHER)  # noqa: E731
    yield attack(PLACED, "under a neighbour's, by the neighbour", with_it)
    yield attack(PLACED, "under what is not there", _placed(rubric_id=new_id()))
    yield lawful(PLACED, "it is placed", _placed())
    untold: Deed = lambda hand: hand.change("paper_rubric", "live.place", ended_at=LATEST)  # noqa: E731
    yield attack(PLACE_ENDS, "nothing tells of it", untold)
    yield attack(PLACE_ENDS, "something else is told", _ending(event="document:received"))
    yield attack(PLACE_ENDS, "it was told of another time", _ending(by=3))
    yield attack(PLACE_ENDS, "another paper was placed", _ending(told="foreign.document"))
    yield attack(PLACE_ENDS, "another paper is being placed", _ending(**itself))
    yield attack(PLACE_ENDS, "it becomes another agency's", _ending(agency_id=OTHER))
    yield attack(PLACE_ENDS, "it ended before", _ending(place="ended.place"))
    yield lawful(PLACE_ENDS, "it ends", _ending())
    own: dict[str, object] = {
        "agency_id": OTHER,
        "document_id": "public.document",
        "rubric_id": "live.tag",
        "placed_by": "wang",
        "placed_at": LATEST,
    }
    guard = "paper_rubric_keeps_its_identity"
    for column, value in own.items():
        yield attack(guard, f"its {column} is rewritten", _moved(column, value))
    yield lawful(guard, "it ends", _ending())


def _moved(column: str, value: object) -> Deed:
    def deed(hand: Hand) -> None:
        told = "public.document" if column == "document_id" else "approved.document"
        rev = hand.row("document", told)["rev"] + 1
        hand.enter("document", told, rev, event="document:placed")
        hand.change("paper_rubric", "live.place", **{column: value})

    return deed


ATTEMPTS: tuple[Attempt, ...] = (
    *_of_new_sections(),
    *(one for table in TABLES for one in _of_names(table)),
    *_of_former_names(),
    *(one for table in LIVING for one in _of_ends(table)),
    *(one for table in TABLES for one in _of_counting(table)),
    *(one for table in TABLES for one in _of_entries(table)),
    *_of_identities(),
    *_of_papers(),
    *_of_places(),
)
