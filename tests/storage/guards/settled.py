"""How the findings of the settled paper were disposed of, by the names the attacks use."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session, col

from review.bootstrap import Office
from review.storage.rows import CosignatureRow, DisposalRow


def remember_settled(office: Office, names: dict[str, str]) -> None:
    """Name the disposal that one person made, the grave one, and the signature under it."""
    with office.database.read() as session:
        names["settled.disposal"] = _disposal_of(session, names["settled.confirm"])
        names["settled.grave"] = _disposal_of(session, names["settled.block"])
        signed = select(col(CosignatureRow.id)).where(
            col(CosignatureRow.disposal_id) == names["settled.grave"]
        )
        names["settled.cosignature"] = session.scalars(signed).one()


def _disposal_of(session: Session, finding: str) -> str:
    query = select(col(DisposalRow.id)).where(col(DisposalRow.finding_id) == finding)
    return session.scalars(query).one()
