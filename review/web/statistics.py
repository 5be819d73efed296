"""The overview for who heads the office: what was decided, what waits, how long, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from review.domain.tallies import Tally, YearOfWork
from review.messages import STATISTICS_HEADS
from review.records.spreadsheet import Cell, csv_lines
from review.services.year_of_work import first_year, year_of_work
from review.web.access import At
from review.web.bars import Bar, Columns, bars_of, columns_of
from review.web.chrome import Chrome, chrome_of
from review.web.rendering import render
from review.web.visits import Visit

YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPage:
    """One year in figures, and the years there are."""

    chrome: Chrome
    view: YearOfWork
    heads: Mapping[str, tuple[str, ...]]
    years: tuple[int, ...]
    share: str
    decided: tuple[Bar, ...]
    months: Columns
    pending: tuple[Bar, ...]
    stages: tuple[Bar, ...]
    """By their middle, in the order of `view.stages`."""
    returned_from: tuple[Bar, ...]
    returned_because: tuple[Bar, ...]
    rules: tuple[Bar, ...]


def show(visit: At, request: Request) -> Response:
    """Show a year of the papers that the asker may see."""
    years = _years(visit)
    view = _view(visit, request, years)
    page = StatisticsPage(
        chrome=chrome_of(visit),
        view=view,
        heads=STATISTICS_HEADS,
        years=years,
        share=_share(view),
        decided=bars_of([(mode.label, count) for mode, count in view.decided.items()]),
        months=columns_of(_months(view)),
        pending=_bars(view.pending),
        stages=bars_of([(one.label, one.middle) for one in view.stages]),
        returned_from=_bars(view.returned_from),
        returned_because=_bars(view.returned_because),
        rules=bars_of([(one.title, one.found) for one in view.rules]),
    )
    return render("pages/statistics.html", page)


def export(visit: At, request: Request) -> Response:
    """Hand out the same figures for a spreadsheet."""
    view = _view(visit, request, _years(visit))
    return Response(
        b"".join(csv_lines((str(view.year),), _rows(view))),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="statistics-{view.year}.csv"'},
    )


def _years(visit: Visit) -> tuple[int, ...]:
    """From this year back to the first in which something was done."""
    first = visit.office.ask(first_year, caller=visit.caller)
    return tuple(range(visit.office.ask(lambda work: work.today.year), first - 1, -1))


def _view(visit: Visit, request: Request, years: tuple[int, ...]) -> YearOfWork:
    """A year that is none of them is this year."""
    asked = request.query_params.get("year", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) == YEAR_DIGITS
    year = int(asked) if is_number and int(asked) in years else years[0]
    return visit.office.ask(year_of_work, year, caller=visit.caller)


def _share(view: YearOfWork) -> str:
    share = view.proactive_share
    return "–" if share is None else f"{share:.1%}"


def _months(view: YearOfWork) -> tuple[Tally, ...]:
    return tuple(
        Tally(label=str(month), count=count) for month, count in enumerate(view.published, 1)
    )


def _bars(tallies: tuple[Tally, ...]) -> tuple[Bar, ...]:
    return bars_of([(tally.label, tally.count) for tally in tallies])


def _rows(view: YearOfWork) -> Iterator[Sequence[Cell]]:
    """Each table under the words that stand over it on the page, an empty row between two."""
    for name, rows in _tables(view).items():
        yield STATISTICS_HEADS[name]
        yield from rows
        yield ()


def _tables(view: YearOfWork) -> Mapping[str, Iterable[Sequence[Cell]]]:
    return {
        "decided": ((mode.label, count) for mode, count in view.decided.items()),
        "share": ((_share(view),),),
        "months": enumerate(view.published, 1),
        "pending": ((one.label, one.count) for one in view.pending),
        "stages": ((one.label, one.stays, f"{one.middle:g}", one.longest) for one in view.stages),
        "returned_from": ((one.label, one.count) for one in view.returned_from),
        "returned_because": ((one.label, one.count) for one in view.returned_because),
        "rules": (
            (one.title, one.found, one.false_alarms, one.settled, one.to_remove, one.left)
            for one in view.rules
        ),
    }
