"""What a view said once it says again; a transaction that writes asks each time."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from review.domain.vocabulary import Role
from review.services.accounts import roles_of
from tests.builders import OfficeForTests


@pytest.fixture
def office(tmp_path):
    """A founded office."""
    founded = OfficeForTests(tmp_path).found()
    yield founded
    founded.close()


@pytest.fixture
def asked(office):
    """Every question that the database was asked."""
    said: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        said.append(statement)

    engines = (office.office.database.reader, office.office.database.writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield said
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def questions(asked: list[str]) -> int:
    return sum("FROM role_grant" in one for one in asked)


def test_a_view_asks_once_for_each_person(office, asked):
    li, zhou = (office.caller(login).person_id for login in ("li", "zhou"))

    with office.office.database.read() as view:
        answers = [roles_of(view, person) for person in (li, zhou, li, zhou)]

    assert answers[0] == answers[2] == {Role.DRAFTER}
    assert answers[1] == answers[3] == {Role.OFFICE_REVIEWER}
    assert questions(asked) == 2


def test_the_next_view_asks_anew(office, asked):
    li = office.caller("li").person_id

    for _ in range(2):
        with office.office.database.read() as view:
            roles_of(view, li)

    assert questions(asked) == 2


def test_who_writes_asks_each_time_for_he_may_have_changed_it(office, asked):
    li = office.caller("li").person_id

    with office.office.database.write() as session:
        answers = {roles_of(session, li) for _ in range(3)}

    assert answers == {frozenset({Role.DRAFTER})}
    assert questions(asked) == 3
