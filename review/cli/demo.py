# ruff: noqa: PLC0415 - asking for help loads no framework
"""`xianshen demo`: a whole invented office, walked through and then shown."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from review.cli.kinds import Whole
from review.cli.printing import say
from review.cli.serve import FROM, LOOPBACK, until_stopped
from review.cli.speech import A_FILE, WrongUseError, command, option

PORTS = 20
"""How many are tried from the one asked for."""


@command(
    "demo",
    help=(
        "新建演示单位：虚构的人员和公文，走完审查、拒收、公开、评估、转换，逐件说明经过；\n"
        "然后打开页面，只供本机访问。演示单位在数据目录的 demo 文件夹里，每次重新建立。"
    ),
)
@option("--no-serve", is_flag=True, help="走完即止，不打开页面")
@option("--paper", type=A_FILE, metavar="文件", help="另加一件已公开的公文走一遍")
@option("--keep", is_flag=True, help="已有演示单位的，不重新走，直接打开页面")
@option("--port", type=Whole(1, 65535), default=FROM, help="端口，默认 8000，占用则顺延")
def demo(*, no_serve: bool, paper: Path | None, keep: bool, port: int) -> None:
    """Make a fresh demo office, walk it through, and serve it."""
    from review.settings import read_settings

    folder = read_settings().data_dir / "demo"
    if not (keep and _is_worth_keeping(folder)):
        _walk(folder, paper=paper)
    if not no_serve:
        _serve(folder, port=port)


def _is_worth_keeping(folder: Path) -> bool:
    """Say whether the office that is there can be opened; say so where only that is amiss."""
    from review.demo.ground import is_of_this_release, is_walked

    if is_of_this_release(folder):
        return True
    if is_walked(folder):
        say("已有的演示单位是别的版本建立的，现在重新建立。")
    return False


def _walk(folder: Path, *, paper: Path | None) -> None:
    """Walk in a folder of the demo's own; whether it may be emptied, the walk decides."""
    from review import logs
    from review.bootstrap import wall_clock
    from review.demo.desk import lay_desks
    from review.demo.ground import begin, end
    from review.demo.walk import walk

    logs.set_up(folder=folder / "logs")
    begin(folder)
    walk(folder, paper=paper, say=_tell)
    lay_desks(folder, now=wall_clock(), say=_tell)
    end(folder)
    say(f"演示单位在：{folder}")


def _tell(text: str) -> None:
    for line in text.split("\n"):
        say(line)


def _serve(folder: Path, *, port: int) -> None:
    """Serve the demo on this machine alone, at the first port that is free."""
    from review import logs
    from review.bootstrap import open_office
    from review.demo.ground import in_use
    from review.settings import read_settings
    from review.web.serving import PortTaken, serve

    settings = read_settings({"XIANSHEN_DATA_DIR": str(folder)})
    logs.set_up(folder=settings.log_dir, form=settings.log_form)
    with in_use(folder), closing(open_office(settings)) as office, until_stopped():
        for each in range(port, min(port + PORTS, 65536)):
            try:
                return serve(office, host=LOOPBACK, port=each, with_clock=True)
            except PortTaken as refusal:
                say(refusal.message)
        raise WrongUseError(f"从 {port} 起没有空闲的端口，请用 --port 另选。")
