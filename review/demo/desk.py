"""What is left on the desks: papers of the last working days, half done, for each to go on with.

The story ends in spring; whoever opens the pages comes later, and finds something of today to do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from review.bootstrap import Office, open_office
from review.cli.layout import table
from review.commands import AddPerson, GrantRole, NewAccount
from review.demo import DEMO_PASSWORD
from review.demo.acting import Stage
from review.demo.clock import MORNING, DemoClock, at
from review.demo.ground import DATABASE
from review.demo.paper import Paper, Proposal
from review.demo.proposing import PROPOSE
from review.demo.story import STORY, Scene, cast, load_story, name_of
from review.demo.telling import Say
from review.domain.vocabulary import DisclosureMode, DocumentKind, Role, Source
from review.services.work import SHANGHAI
from review.settings import Settings
from review.shipped import shipped

DAYS = 3
NOTE = DisclosureMode.PROACTIVE.label


def lay_desks(folder: Path, *, now: datetime, say: Say) -> None:
    """Leave open cases in a walked demo, as if the last three working days had brought them."""
    told = _told()
    days = working_days(now)
    if days[0] <= load_story(with_given=True).last:
        return  # so soon after the story its own days are the last ones
    clock = DemoClock(days[0])
    url = f"sqlite:///{(folder / DATABASE).as_posix()}"
    office = open_office(Settings(data_dir=folder, database_url=url), clock=clock)
    try:
        stage = Stage(
            office=office,
            callers={login: office.caller(login) for login in cast()["people"]},
            given=None,
            papers=_papers(told, day=days[0] - timedelta(days=1)),
        )
        for number, day in enumerate(days, start=1):
            clock.turn(max(clock(), at(day, hour=MORNING)))
            for scene in _scenes(told, number, day):
                clock.tick()
                stage.play(scene)
        _people(office, stage, told)
        _tell(stage, told, say)
    finally:
        office.close()


def working_days(now: datetime) -> tuple[date, ...]:
    """Return the last working days before today: nothing happens in the demo's future."""
    day = now.astimezone(SHANGHAI).date()
    days: list[date] = []
    while len(days) < DAYS:
        day -= timedelta(days=1)
        if day.isoweekday() < 6:  # noqa: PLR2004  # Saturday
            days.append(day)
    return tuple(reversed(days))


def _told() -> Mapping[str, Any]:
    return tomllib.loads((shipped(STORY) / "desk.toml").read_text(encoding="utf-8"))


def _papers(told: Mapping[str, Any], *, day: date) -> dict[str, Paper]:
    return {data["key"]: _paper(data, told, day=day) for data in told["papers"]}


def _paper(data: Mapping[str, Any], told: Mapping[str, Any], *, day: date) -> Paper:
    return Paper(
        key=data["key"],
        invented=told["invented"],
        format="docx",
        title=data["title"],
        kind=DocumentKind.of(data.get("kind", "notice")),
        number=told["number"].format(year=day.year, serial=data["serial"]),
        section=data["section"],
        source=Source.OWN,
        dated=day,
        body=tuple(data["body"]),
        proposal=Proposal(mode=DisclosureMode.PROACTIVE, reason=""),
        mode=DisclosureMode.PROACTIVE,
        note=NOTE,
    )


def _scenes(told: Mapping[str, Any], number: int, day: date) -> Iterator[Scene]:
    for row in told["scenes"]:
        if row["day"] != number:
            continue
        for paper in row["papers"]:
            scene = Scene(
                on=day,
                by=row["by"],
                does=row["does"],
                paper=paper,
                says=row.get("says", ""),
                rule=row.get("rule", ""),
                inputs=row.get("inputs", {}),
            )
            yield scene
            if row.get("propose"):
                yield replace(scene, does=PROPOSE)


def _people(office: Office, stage: Stage, told: Mapping[str, Any]) -> None:
    """Leave something for who keeps accounts, and for who confirms roles."""
    new, role = told["account"], told["role"]
    account = NewAccount(
        login=new["login"],
        name=new["name"],
        password=DEMO_PASSWORD,
        roles=(),
        section=new["section"],
    )
    office.do(AddPerson(account=account), caller=stage.callers[new["by"]])
    granted = GrantRole(login=role["login"], role=Role.of(role["role"]))
    office.do(granted, caller=stage.callers[role["by"]])


def _tell(stage: Stage, told: Mapping[str, Any], say: Say) -> None:
    rows = [_row(stage, key) for key in stage.papers]
    say("")
    say(told["told"])
    for line in table(told["heads"], rows).splitlines():
        say(line)
    for key in ("account", "role"):
        say(told["line"].format(by=name_of(told[key]["by"]), why=told[key]["why"]))


def _row(stage: Stage, key: str) -> tuple[str, str, str]:
    view = stage.view(key)
    return view.title, view.number, view.stage_label
