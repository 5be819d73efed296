"""The people of the tests, as values: who they are called and by which offices they act."""

from __future__ import annotations

from dataclasses import dataclass

from review.commands import NewAccount
from review.domain.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of the cast."""

    login: str
    name: str
    roles: tuple[Role, ...]

    def account(self, *, section: str, password: str | None = None) -> NewAccount:
        """Return the account by which this one enters an office."""
        return NewAccount(
            login=self.login, name=self.name, password=password, roles=self.roles, section=section
        )


def _member(login: str, name: str, *roles: Role) -> Member:
    return Member(login=login, name=name, roles=roles)


CAST = (
    _member("li", "李明", Role.DRAFTER),
    _member("wang", "王芳", Role.SECTION_HEAD),
    _member("zhou", "周岚", Role.OFFICE_REVIEWER),
    _member("sun", "孙强", Role.CONFIDENTIALITY_OFFICER),
    _member("wu", "吴律", Role.LEGAL_OFFICER),
    _member("zheng", "郑雪", Role.INFORMATION_OFFICER),
    _member("gu", "顾平", Role.APPROVING_OFFICIAL),
    _member("he", "何远", Role.HEAD_OF_AGENCY),
    _member("chen", "陈静", Role.PUBLISHER),
    _member("shen", "沈审", Role.AUDITOR),
    _member("guan", "管立", Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
)
"""One person an office: what each may do is plain."""

BUSY = (
    _member(
        "qian",
        "钱卫",
        Role.APPROVING_OFFICIAL,
        Role.OFFICE_REVIEWER,
        Role.SECTION_HEAD,
        Role.DRAFTER,
    ),
    _member(
        "bai",
        "白洁",
        Role.HEAD_OF_AGENCY,
        Role.CONFIDENTIALITY_OFFICER,
        Role.INFORMATION_OFFICER,
    ),
)
"""People of several offices: it must not help them."""

BY_LOGIN = {member.login: member for member in (*CAST, *BUSY)}
