"""One scene after another, through the office's own doors: commands in, answers out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from review.bootstrap import Office
from review.commands import Caller, HandedFile, OpenFile, TakeStep
from review.demo.asking import Known, command_of
from review.demo.papers import Paper, load_papers, write
from review.demo.story import ARRIVING, GIVEN, LOOKING, Scene, cast, words
from review.domain.refusal import Refused
from review.domain.vocabulary import Key
from review.services.case_pictures import case_view
from review.services.opening import asks_to_open
from review.services.views import CaseView, Received, Stepped
from workflows.errors import StepRefused

CHECKING = ("pass_check",)


class WalkFailedError(RuntimeError):
    """The office did not answer as the story says it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a scene: its name, where the case stands now, or why not."""

    label: str
    stage: str = ""
    refusal: str = ""


@dataclass(slots=True, kw_only=True)
class Stage:
    """The office, its people, and which case each paper is in."""

    office: Office
    callers: Mapping[str, Caller]
    given: Path | None
    cases: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    refused: dict[str, Received] = field(default_factory=dict)
    papers: Mapping[str, Paper] = field(default_factory=load_papers)
    given_is_stopped: bool = False
    given_is_over: bool = False

    def play(self, scene: Scene) -> Done:
        """Do what the scene says, then let what became public be carried out."""
        done = Done(label=_word(scene)) if scene.does == LOOKING else self._do(scene)
        if bool(done.refusal) is not scene.refused and scene.paper != GIVEN:
            raise WalkFailedError(f"{scene.on} {scene.by} {scene.does} {scene.paper}")
        self.office.send()
        return done

    def name(self, key: str) -> str:
        """Return what a paper is called in the telling; the visitor's own by its file."""
        if key == GIVEN and self.given is not None:
            return self.given.stem
        return str(words()["names"].get(key, ""))

    def view(self, paper: str) -> CaseView:
        """Return the case a paper is in, as the operator at the machine sees it."""
        return self.office.ask(case_view, self.cases[paper], caller=None)

    def files(self, key: str) -> tuple[HandedFile, ...]:
        """Return the paper as a file that somebody hands in."""
        if key == GIVEN and self.given is not None:
            return (HandedFile(name=self.given.name, content=self.given.read_bytes()),)
        paper = self.papers[key]
        return (HandedFile(name=paper.file_name, content=write(paper)),)

    def _do(self, scene: Scene) -> Done:
        """Ask the office; a refusal is an answer too."""
        try:
            command = command_of(scene, self._known(scene))
            if scene.does in CHECKING and isinstance(command, TakeStep):
                self._read(scene)
                command = replace(command, inputs={**command.inputs, **self._answers(scene)})
            answer = self.office.do(command, caller=self.callers[scene.by])
        except (Refused, StepRefused) as refusal:
            return Done(
                label=self._label_of(scene), refusal=words()["refused"].format(text=refusal)
            )
        if isinstance(answer, Received):
            return self._received(scene, answer)
        if not isinstance(answer, Stepped):
            return Done(label=_word(scene))
        self.cases[scene.paper] = answer.case
        return Done(label=self.view(scene.paper).trail[-1].label, stage=answer.stage_label)

    def _read(self, scene: Scene) -> None:
        """Who checks has opened every file of it."""
        case, caller = self.cases[scene.paper], self.callers[scene.by]
        opened = self.office.ask(asks_to_open, case, caller=caller)
        for file in self.view(scene.paper).files:
            if opened is not None and file.id not in opened:
                self.office.do(OpenFile(case=case, file=file.id), caller=caller)

    def _answers(self, scene: Scene) -> Mapping[str, str]:
        """Return the check list as this scene fills it in: nothing found, but what it names."""
        items = self.office.means.checklist
        said = {item.id: scene.answers.get(item.id, item.clear.label) for item in items}
        return {Key.CHECKLIST.value: json.dumps(said, ensure_ascii=False)}

    def _received(self, scene: Scene, answer: Received) -> Done:
        if answer.case is None or answer.document is None:
            self.refused[scene.paper] = answer
            said = words()["not_stored"].format(rule=answer.refused_rule)
            return Done(label=_word(scene), refusal=said)
        self.cases[scene.paper], self.documents[scene.paper] = answer.case, answer.document
        return Done(label=_word(scene), stage=self.view(scene.paper).stage_label)

    def _known(self, scene: Scene) -> Known:
        refused = self.refused.get(scene.paper)
        return Known(
            paper=self.papers.get(scene.paper),
            section=cast()["people"][scene.by].get("section", ""),
            files=self.files(scene.file or scene.paper) if scene.does in ARRIVING else (),
            case=self.cases.get(scene.paper, ""),
            document=self.documents.get(scene.paper, ""),
            finding=self._finding(scene),
            sha256=refused.files[0][1] if refused else "",
        )

    def _finding(self, scene: Scene) -> str:
        if not scene.rule:
            return ""
        (found,) = (
            each.id
            for each in self.view(scene.paper).findings
            if each.rule == scene.rule and scene.excerpt in each.excerpt
        )
        return found

    def _label_of(self, scene: Scene) -> str:
        """Return what a step that was refused is called."""
        if scene.paper not in self.cases:
            return _word(scene)
        view = self.view(scene.paper)
        steps = {each.action: each.label for each in view.offered}
        steps |= {each.action: each.label for each in view.refused}
        return steps.get(scene.does, _word(scene))


def _word(scene: Scene) -> str:
    return str(words()["verbs"].get(scene.does, scene.does))
