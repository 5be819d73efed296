# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen serve` and `xianshen clock`: the pages, and the bell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from review.cli.kinds import Whole
from review.cli.office import the_caller, the_office
from review.cli.printing import say
from review.cli.speech import A_FILE, WrongUseError, command, option

LOOPBACK = "127.0.0.1"
FROM = 8000


@contextmanager
def until_stopped() -> Iterator[None]:
    """Being told to stop is how serving ends well."""
    try:
        yield
    except KeyboardInterrupt:
        say("已停止。")


@command(
    "serve",
    help=(
        "打开页面和公开目录，并运行定时任务。\n"
        "默认只供本机访问；供他机访问的，须有证书，或者由指明的可信代理转发。演示库只供本机。"
    ),
)
@option("--host", default=LOOPBACK, metavar="地址", help="监听的地址，默认 127.0.0.1")
@option("--port", type=Whole(1, 65535), default=FROM, help="端口，默认 8000")
@option("--no-clock", is_flag=True, help="不运行定时任务，另用 xianshen clock")
@option("--certificate", type=A_FILE, help="证书（PEM），与 --key 一起给出")
@option("--key", type=A_FILE, help="证书的私钥（PEM）")
@option("--proxy", metavar="地址", help="可信代理的地址，由它转发")
def serve(  # noqa: PLR0913 - one for each option
    *,
    host: str,
    port: int,
    no_clock: bool,
    certificate: Path | None,
    key: Path | None,
    proxy: str | None,
) -> None:
    """Serve the pages until told to stop."""
    from review.web.serving import Tls, serve

    if (certificate is None) is not (key is None):
        raise WrongUseError("--certificate 和 --key 须一起给出。")
    tls = Tls(certificate=certificate, key=key) if certificate and key else None
    with the_office(may_create=True) as office, until_stopped():
        serve(office, host=host, port=port, with_clock=not no_clock, tls=tls, proxy=proxy)


@command(
    "clock",
    help=(
        "只运行定时任务；几台机器各自运行页面时用。\n"
        "机器时钟与上次运行的时间对不上时，每日任务停着；核对后加 --confirm 和 --by 确认。"
    ),
)
@option("--confirm", is_flag=True, help="已核对机器时间，确认无误；不运行定时任务")
@option("--by", "login", metavar="用户", help="确认的人：系统管理员或者信息公开专员")
def clock(*, confirm: bool, login: str | None) -> None:
    """Ring the bell until told to stop; or let the clock be believed again."""
    from review.commands import ConfirmClock
    from review.scheduler import run_bell

    if confirm is (login is None):
        raise WrongUseError("--confirm 和 --by 须一起给出。")
    if login is not None:
        with the_office() as office:
            office.do(ConfirmClock(), caller=the_caller(office, login))
        say("已确认机器时间，漏掉的补办一次。请重新启动 xianshen serve 或者 xianshen clock。")
        return
    with the_office() as office, until_stopped():
        say(f"定时任务已运行，数据目录：{office.settings.data_dir}。按 Ctrl+C 停止。")
        run_bell(office)
