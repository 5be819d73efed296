"""A walk through half a year of an invented office: from autumn 2025 to April 2026.

Everything goes through the office's own doors. The nights are the bell's: what is flagged, held
and converted there is done by nobody's hand.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import perf_counter

from review.bootstrap import open_office, wall_clock
from review.demo.acting import Done, Stage, WalkFailedError
from review.demo.cast import found_demo
from review.demo.clock import BELL_HOUR, MORNING, DemoClock, at, days
from review.demo.ending import tell_end, write_records
from review.demo.ground import DATABASE, WalkRefused, make_way
from review.demo.nights import Rung, ring, tell_night
from review.demo.proposing import PROPOSE
from review.demo.story import (
    ARRIVING,
    GIVEN,
    LOOKING,
    Scene,
    Story,
    cast,
    load_story,
    name_of,
    words,
)
from review.demo.telling import Say, Teller
from review.demo.traces import files_in, traces_of
from review.domain.vocabulary import Severity
from review.services.work import SHANGHAI
from review.settings import Settings

RECORDS = "records"


def walk(folder: Path, *, paper: Path | None, say: Say) -> None:
    """Make a fresh demo office in a folder and walk its papers through; tell what happens.

    Raises:
        WalkRefused: the folder holds something else, or the story lies in the future.
    """
    began = perf_counter()
    story = load_story(with_given=paper is not None)
    refuse_future(story, now=wall_clock())
    make_way(folder)
    clock = DemoClock(story.first)
    url = f"sqlite:///{(folder / DATABASE).as_posix()}"
    office = open_office(Settings(data_dir=folder, database_url=url), clock=clock)
    try:
        stage = Stage(office=office, callers=found_demo(office), given=paper)
        _tell_opening(story, say)
        _live(stage, story, clock, Teller(say))
        write_records(stage, folder / RECORDS)
        tell_end(stage, story, records=folder / RECORDS, say=say)
    finally:
        office.close()
    say(words()["took"].format(seconds=perf_counter() - began))


def refuse_future(story: Story, *, now: datetime) -> None:
    """A demonstration never shows what has not come yet."""
    today = now.astimezone(SHANGHAI).date()
    if today <= story.last:
        said = words()["late"].format(now=today.isoformat(), last=story.last.isoformat())
        raise WalkRefused(said=said)


def _tell_opening(story: Story, say: Say) -> None:
    first, last = story.first.isoformat(), story.last.isoformat()
    say(words()["opening"].format(agency=cast()["name"]))
    say(words()["clock"].format(first=first, last=last, hour=BELL_HOUR))


def _live(stage: Stage, story: Story, clock: DemoClock, teller: Teller) -> None:
    """Let day after day pass: first the bell in the night, then the people."""
    for day in days(story.first, story.last):
        night = at(day, hour=BELL_HOUR)
        rung: tuple[Rung, ...] = ()
        if night > clock():
            clock.turn(night)
            rung = ring(stage, today=day)
        scenes = story.on(day)
        if not rung and not scenes:
            teller.quiet(day)
            continue
        teller.begin(day)
        for each in rung:
            tell_night(teller, each)
        clock.turn(max(clock(), at(day, hour=MORNING)))
        _play(stage, scenes, clock, teller)
    teller.skip()


def _play(stage: Stage, scenes: tuple[Scene, ...], clock: DemoClock, teller: Teller) -> None:
    for scene in scenes:
        if _is_left_out(stage, scene):
            continue
        clock.tick()
        done = stage.play(scene)
        if scene.paper == GIVEN:
            _note_given(stage, done)
        _tell(stage, scene, done, teller)


def _is_left_out(stage: Stage, scene: Scene) -> bool:
    """The visitor's paper goes no further once it was refused or sent back."""
    if scene.paper != GIVEN:
        return False
    return scene.instead is not stage.given_is_stopped or stage.given_is_over


def _note_given(stage: Stage, done: Done) -> None:
    stage.given_is_over = stage.given_is_stopped or GIVEN not in stage.cases
    stage.given_is_stopped = stage.given_is_stopped or bool(done.refusal)


def _tell(stage: Stage, scene: Scene, done: Done, teller: Teller) -> None:
    name = stage.name(scene.paper)
    teller.line(name_of(scene.by), done.label, paper=name, stage=done.stage)
    for text in (done.refusal, scene.why, "" if done.refusal else scene.says):
        if text:
            teller.beside(text)
    if scene.does == PROPOSE and not done.refusal:
        _tell_proposal(stage, scene, teller)
    if scene.does in ARRIVING and not done.refusal:
        _tell_findings(stage, scene, teller)
    if scene.does == LOOKING:
        _tell_traces(stage, scene, teller)


def _tell_proposal(stage: Stage, scene: Scene, teller: Teller) -> None:
    stated = stage.view(scene.paper).statements[-1]
    apart, stop = words()["apart"], words()["stop"]
    said = apart.join(filter(None, (stated.mode.label, stated.grounds, stated.ends)))
    teller.beside(words()["proposed"].format(said=said.replace(stop + apart, apart)))


def _tell_findings(stage: Stage, scene: Scene, teller: Teller) -> None:
    view = stage.view(scene.paper)
    found = [each for each in view.findings if each.severity != Severity.INFO]
    for each in found:
        teller.beside(
            words()["finding"].format(
                severity=each.severity_label, message=each.message, excerpt=each.excerpt
            )
        )
    if any(file.unreadable for file in view.files):
        teller.beside(words()["unreadable"])
    elif not found:
        teller.beside(words()["clear"])


def _tell_traces(stage: Stage, scene: Scene, teller: Teller) -> None:
    folder = stage.office.settings.data_dir
    paper = stage.papers[scene.paper]
    (file,) = stage.files(scene.paper)
    traces = traces_of((paper.title, *paper.body), content=file.content, folder=folder)
    if traces:
        raise WalkFailedError(", ".join(path.name for path in traces))
    teller.beside(words()["nowhere"].format(files=len(files_in(folder))))
