"""`xianshen user init`: the agency and its first accounts, in a database that has none."""

from __future__ import annotations

from review.cli.kinds import Choice, Named
from review.cli.office import the_office
from review.cli.printing import say
from review.cli.secrets_asked import chosen
from review.cli.speech import WrongUseError, command, option
from review.commands import FoundAgency, NewAccount
from review.domain.vocabulary import Role

ADMIN = (Role.SYSTEM_ADMIN,)
SECURITY = (Role.SECURITY_ADMIN,)
AUDITOR = (Role.AUDITOR,)
PERSON = Named()


@command(
    "init",
    help=(
        "在空库中建立机关和首批账号；各账号的初始口令在终端逐个输入，首次登录时须修改。\n"
        "small（小型单位）：系统管理员兼任安全保密管理员，安全审计员分设。\n"
        "mlps3（等保三级）：三个管理员分设。管理员不办理审查件，其他人员随后添加。"
    ),
)
@option("--code", required=True, help="机关的代码，用于索引号")
@option("--name", required=True, help="机关的名称")
@option("--profile", required=True, type=Choice("small", "mlps3"), help="账号设置方式")
@option("--section", "sections", required=True, multiple=True, help="科室")
@option("--admin", required=True, type=PERSON, help="系统管理员")
@option("--auditor", required=True, type=PERSON, help="安全审计员")
@option("--security-admin", "security", type=PERSON, help="安全保密管理员，等保三级必填")
def init(  # noqa: PLR0913 - one for each option
    *,
    code: str,
    name: str,
    profile: str,
    sections: tuple[str, ...],
    admin: tuple[str, str],
    auditor: tuple[str, str],
    security: tuple[str, str] | None,
) -> None:
    """Found an agency."""
    if (security is None) is (profile == "mlps3"):
        raise WrongUseError("安全保密管理员在等保三级须用 --security-admin 指定，小型单位不另设。")
    with the_office(may_create=True) as office:
        accounts = (
            _account(admin, roles=ADMIN if security else ADMIN + SECURITY),
            _account(auditor, roles=AUDITOR),
            *((_account(security, roles=SECURITY),) if security else ()),
        )
        office.found(
            FoundAgency(code=code, name=name, profile=profile, sections=sections, accounts=accounts)
        )
    say(f"已建立 {name}。请各人用 xianshen user password 修改初始口令，再领取令牌。")


def _account(person: tuple[str, str], *, roles: tuple[Role, ...]) -> NewAccount:
    login, name = person
    return NewAccount(login=login, name=name, password=chosen(f"{name} 的初始口令"), roles=roles)
