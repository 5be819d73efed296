"""What was done beside the procedure of a case of the scene, which waits for its decision."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.bootstrap import Office
from review.domain.vocabulary import SideVerb
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
    numbers = {
        name: office.do(command, caller=office.caller(who)) for name, (who, command) in done.items()
    }
    with office.database.read() as session:
        rows = session.scalars(select(SideActRow).where(col(SideActRow.case_id) == case))
        by_number = {row.number: row.id for row in rows}
    return {f"{name}.side_act": by_number[number] for name, number in numbers.items()}
