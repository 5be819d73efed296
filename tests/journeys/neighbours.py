"""A second agency in the database of a story."""

from __future__ import annotations

from sqlalchemy import select

from review.bootstrap import Office
from review.commands import NewAccount
from review.domain.vocabulary import Role
from review.services.passwords import OFFICE
from review.services.people import new_person
from review.services.person_entries import add
from review.services.role_grants import give
from review.storage.columns import new_id
from review.storage.ledger import Change, append, open_chain
from review.storage.rows import ActiveDefinitionRow, AgencyRow, RoleGrantRow, SectionRow
from tests.journeys.story import MORNING, Story

THEIRS = {
    "tian": ("田丰", Role.DRAFTER),
    "shi": ("石磊", Role.OFFICE_REVIEWER),
    "lu": ("陆远", Role.INFORMATION_OFFICER),
}


def _told(agency: str, subject: str, event: str) -> Change:
    return Change(
        agency_id=agency,
        event=event,
        subject=subject,
        subject_rev=1,
        at=MORNING,
        body={},
    )


def beside(story: Story) -> Story:
    """Put a second agency beside ours."""
    second_in(story.office)
    return story


def second_in(office: Office) -> None:
    """Put it into a database by rows: founding makes one agency a database."""
    with office.database.write() as session:
        agency = AgencyRow(code="yxjy", name="云溪区教育局", profile="small", opened_at=MORNING)
        session.add(agency)
        session.flush()
        open_chain(session, agency.id)
        append(session, _told(agency.id, f"agency:{agency.id}", "agency:founded"))
        session.add(SectionRow(agency_id=agency.id, name="办公室"))
        session.flush()
        work = office._work(session)  # noqa: SLF001  # the means, with this session
        for login, (name, role) in THEIRS.items():
            account = NewAccount(login=login, name=name, password=None, section="办公室")
            person = new_person(work, account, agency_id=agency.id, passwords=OFFICE)
            person.must_change_password = False
            add(work, person, caller=None, body={})
            grant = RoleGrantRow(
                id=new_id(),
                agency_id=agency.id,
                person_id=person.id,
                role=role,
                granted_at=MORNING,
                confirmed_at=MORNING,
            )
            give(work, grant, caller=None)
        for row in list(session.scalars(select(ActiveDefinitionRow))):
            subject = f"procedure:{agency.id}:{row.name}"
            append(session, _told(agency.id, subject, "procedure:activated"))
            followed = {"name": row.name, "digest": row.digest, "takes_papers": row.takes_papers}
            session.add(ActiveDefinitionRow(agency_id=agency.id, **followed))
            session.flush()
