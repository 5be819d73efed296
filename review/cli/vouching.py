"""`xianshen user vouched`: for whom a provider and the directory of the office may vouch."""

from __future__ import annotations

from review.account_commands import VouchedFor
from review.cli.office import the_caller, the_office
from review.cli.printing import say
from review.cli.speech import by, command, option
from review.cli.user import the_login


@command(
    "vouched",
    help=(
        "让一人可以用统一身份认证或者单位目录（LDAP）登录，由系统管理员办理；会话和令牌即时失效，\n"
        "角色须另一人重新确认。管理员和审计员不能这样登录。--off 取消。"
    ),
)
@the_login
@option("--off", is_flag=True, help="取消：此后只能用本系统的口令登录")
@by
def vouched(*, login_of: str, off: bool, login: str) -> None:
    """Let provider and directory vouch for somebody, or no longer."""
    with the_office() as office:
        command_ = VouchedFor(login=login_of, vouched_for=not off)
        office.do(command_, caller=the_caller(office, login))
    if off:
        say(f"{login_of} 此后只能用本系统的口令登录。")
    else:
        say(f"{login_of} 可以用统一身份认证或者单位目录登录；角色须另一人重新确认。")
