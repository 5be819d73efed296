"""What was done beside the procedure of a case of the scene, which waits for its decision."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import col

from review.bootstrap import Office
from review.domain.vocabulary import SideAnswer, SideVerb
from review.side_commands import ActBeside
from review.storage.rows import SideActRow


def acted_beside(office: Office, case: str) -> dict[str, str]:
    """周岚 copies it to three people in two acts, one of them reads it, 李明 presses for it."""
    done = {
        "copy": ("zhou", ActBeside(case=case, verb=SideVerb.COPY, to=("gu", "wu"))),
        "other": ("zhou", ActBeside(case=case, verb=SideVerb.COPY, to=("sun",))),
        "read": ("gu", ActBeside(case=case, verb=SideVerb.READ, of=1)),
        "reminder": ("li", ActBeside(case=case, verb=SideVerb.REMIND)),
    }
    return _done(office, case, done)


def asked_beside(office: Office, case: str) -> dict[str, str]:
    """王芳 asks two people whether they agree, of whom one must; 郑雪 does."""
    ask = ActBeside(case=case, verb=SideVerb.CONCUR, to=("zheng", "wu"), needed=1, words="请会签")
    voice = ActBeside(case=case, verb=SideVerb.ANSWER, of=1, answer=SideAnswer.AGREES)
    return _done(office, case, {"ask": ("wang", ask), "voice": ("zheng", voice)})


def _done(office: Office, case: str, done: Mapping[str, tuple[str, ActBeside]]) -> dict[str, str]:
    numbers = {
        name: office.do(command, caller=office.caller(who)) for name, (who, command) in done.items()
    }
    with office.database.read() as session:
        rows = session.scalars(select(SideActRow).where(col(SideActRow.case_id) == case))
        by_number = {row.number: row.id for row in rows}
    return {f"{name}.side_act": by_number[number] for name, number in numbers.items()}
