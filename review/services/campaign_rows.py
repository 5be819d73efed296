"""Finding the campaign of a year, the one under way, and how it was closed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select
from sqlmodel import col

from review.domain.reassessment_refusals import NoSuchCampaign
from review.services.work import Work
from review.storage.rows import CampaignClosingRow, CampaignRow
from review.storage.told_once import told_once


def campaign_of(work: Work, agency_id: str, year: int) -> CampaignRow | None:
    """Return the campaign of a year, if it was planned."""
    query = select(CampaignRow).where(
        col(CampaignRow.agency_id) == agency_id, col(CampaignRow.year) == year
    )
    return work.session.scalars(query).one_or_none()


def the_campaign(work: Work, agency_id: str, year: int) -> CampaignRow:
    """Return the campaign of a year; refuse where there is none."""
    row = campaign_of(work, agency_id, year)
    if row is None:
        raise NoSuchCampaign(year=year)
    return row


def latest_campaign(work: Work, agency_id: str) -> CampaignRow | None:
    """Return the campaign that is under way, else the last one, else the next."""
    query = select(CampaignRow).where(col(CampaignRow.agency_id) == agency_id)
    rows = list(work.session.scalars(query.order_by(col(CampaignRow.year))))
    begun = [row for row in rows if row.first_day <= work.today]
    return begun[-1] if begun else next(iter(rows), None)


@told_once
def open_campaign(work: Work, agency_id: str, *, on: date) -> CampaignRow | None:
    """Return the campaign that has begun by a day and is not closed."""
    closing = exists().where(col(CampaignClosingRow.campaign_id) == col(CampaignRow.id))
    query = (
        select(CampaignRow)
        .where(
            col(CampaignRow.agency_id) == agency_id,
            col(CampaignRow.first_day) <= on,
            ~closing,
        )
        .order_by(col(CampaignRow.year))
    )
    return work.session.scalars(query.limit(1)).one_or_none()


def is_closed(work: Work, row: CampaignRow) -> bool:
    """Say whether a campaign is closed."""
    return closing_of(work, row) is not None


def closing_of(work: Work, row: CampaignRow) -> CampaignClosingRow | None:
    """Return how a campaign was closed, if it was."""
    query = select(CampaignClosingRow).where(col(CampaignClosingRow.campaign_id) == row.id)
    return work.session.scalars(query).one_or_none()
