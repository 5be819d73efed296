"""Papers that come into an office: who hands what in, and what must become of it."""

from __future__ import annotations

import random
from typing import Any

from sqlalchemy import text

from review.commands import HandedFile, HandIn
from review.domain.vocabulary import DocumentKind, Source
from review.services.work import Work
from tests.builders import SECTION, OfficeForTests, handed
from tests.properties import texts
from tests.properties.clerk import ROLES, Matter, Note, Paper, Version
from tests.properties.surroundings import Surroundings

PEOPLE = tuple(ROLES)
FAULTS: tuple[dict[str, Any], ...] = (
    {"files": ()},
    {"files": (handed(b"", name="空.txt"),)},
    {"title": " "},
    {"section": "无此科室"},
    {"kind": DocumentKind.UNOFFICIAL},
    {"procedure": "无此流程"},
    {"procedure": "takedown"},
)
"""What makes a paper unfit to be received."""
FINDINGS = text(
    "SELECT f.code, f.severity, f.rule FROM finding f JOIN version v ON v.id = f.version_id"
    " WHERE v.document_id = :document AND v.number = :number ORDER BY f.code"
)


class Intake(Surroundings):
    """Whoever hands papers in, new ones and new versions."""

    def __init__(self, office: OfficeForTests, *, chance: random.Random, name: str) -> None:
        """Begin with nothing handed in."""
        super().__init__(office, chance=chance, name=name)
        self._files = 0

    def receive(self) -> Paper | None:
        """Hand in a paper."""
        by = self._somebody("drafter")
        chosen, files = self._some_files()
        particulars: dict[str, Any] = {
            "files": files,
            "title": f"关于第{self._files}号事项的通知",
            "kind": DocumentKind.NOTICE,
            "section": SECTION,
            "source": Source.OWN,
            "is_policy": self.chance.random() < 0.1,
        }
        is_faulty = self.chance.random() < 0.05
        fault = self.chance.choice(FAULTS) if is_faulty else {}
        given = particulars | fault
        is_barred = "files" not in fault and self._are_barred(chosen, files)
        expected = self._received(files, by=by, is_faulty=is_faulty, is_barred=is_barred)
        received = self.attempt("hand_in", expected, HandIn(**given), by=by)
        if received is None or received.case is None:
            assert received is None or is_barred, self.told()
            self.check()
            return None
        assert not is_barred, self.told()
        paper = Paper(
            document=received.document,
            versions=[],
            drafters=set(),
            drafter=by,
            is_policy=given["is_policy"],
            matters=[Matter(received.case, "publication", "attribution", opener=by)],
        )
        self.clerk.papers.append(paper)
        self._take_in(paper, chosen, files, by=by)
        self.check(paper)
        return paper

    def _received(
        self, files: tuple[HandedFile, ...], *, by: str, is_faulty: bool, is_barred: bool
    ) -> str:
        """Foretell what becomes of a paper handed in."""
        if "drafter" not in ROLES[by]:
            return "NotYours"
        if is_barred:
            return "done"  # refused, and so entered
        if is_faulty:
            return "Refused"
        return "SameOriginal" if files[0].content in self.clerk.bodies() else "done"

    def _somebody(self, *roles: str) -> str:
        """Mostly one whose office it is."""
        able = [login for login in PEOPLE if ROLES[login] & set(roles)]
        plain = [login for login in able if len(ROLES[login]) == 1]
        drawn = self.chance.random()
        if drawn < 0.6 and plain:
            return self.chance.choice(plain)
        return self.chance.choice(able if able and drawn < 0.93 else PEOPLE)

    def _some_files(
        self, *, besides: Paper | None = None
    ) -> tuple[texts.Text, tuple[HandedFile, ...]]:
        """Choose a text, and at times something to attach that others attach too."""
        used = self.clerk.bodies(besides=besides)
        like = besides.newest.contents[0] if besides else None
        chosen = texts.some_text(self.chance, used=used, like=like)
        contents = [chosen.content]
        if self.chance.random() < 0.2:
            contents.append(self.chance.choice(texts.ATTACHMENTS).content)
        self._files += 1
        named = (
            handed(content, name=f"{self._files}-{number}.txt")
            for number, content in enumerate(contents)
        )
        return chosen, tuple(named)

    def _take_in(
        self, paper: Paper, chosen: texts.Text, files: tuple[HandedFile, ...], *, by: str
    ) -> None:
        """Note a new version, with what the machine found in it."""
        contents = tuple(file.content for file in files)
        version = Version(contents, chosen.annotation, is_unreadable=chosen.is_unreadable)
        self.clerk.resubmitted(paper, version, by=by)
        self.clerk.spoilt.difference_update(contents)  # the same bytes handed in again heal them
        if chosen.is_noted:
            asked = {"document": paper.document, "number": len(paper.versions)}
            for code, severity, rule in self.office.office.ask(_findings, asked):
                takes_two = severity == "block" or rule.startswith("party.")
                said = f"{rule} {severity} {chosen.words}"
                version.notes[code] = Note(severity, takes_two, said)
            self.seen["carried over"] += self.clerk.carried(paper)

    def _resubmitted(
        self, paper: Paper, chosen: texts.Text, files: tuple[HandedFile, ...]
    ) -> str | None:
        """Foretell why a new version is not taken, if it is not."""
        if self._are_barred(chosen, files):
            return "FileRefused"
        is_known = files[0].content in self.clerk.bodies(besides=paper)
        return "SameOriginal" if is_known else None

    def _are_barred(self, chosen: texts.Text, files: tuple[HandedFile, ...]) -> bool:
        """One bears a mark, or was intercepted once."""
        return chosen.is_marked or any(file.content in self.clerk.destroyed for file in files)


def _findings(work: Work, asked: dict[str, Any]) -> list[Any]:
    return list(work.session.execute(FINDINGS, asked))
