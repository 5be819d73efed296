"""A second agency in the database of a story, added as an office adds one."""

from __future__ import annotations

from review.bootstrap import Office
from review.commands import NewAccount
from review.domain.vocabulary import Role
from review.structure_commands import AddAgency
from tests.journeys.story import Story

THEIRS = {
    "tian": ("田丰", Role.DRAFTER),
    "shi": ("石磊", Role.OFFICE_REVIEWER),
    "lu": ("陆远", Role.INFORMATION_OFFICER),
    "ding": ("丁可", Role.SYSTEM_ADMIN),
    "yan": ("严审", Role.AUDITOR),
}


def beside(story: Story) -> Story:
    """Put a second agency beside ours."""
    second_in(story.office)
    return story


def second_in(office: Office) -> None:
    """Let 管立 add a second agency; in a demo its people have their roles at once."""
    accounts = tuple(
        NewAccount(login=login, name=name, password=None, roles=(role,), section="办公室")
        for login, (name, role) in THEIRS.items()
    )
    command = AddAgency(
        code="yxjy",
        name="云溪区教育局",
        profile="small",
        sections=("办公室",),
        accounts=accounts,
    )
    office.do(command, caller=office.caller("guan"))
