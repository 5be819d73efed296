"""Looks at a case's page, in whatever checkout lies first on the path: `python spoilt.py CASE`."""

from __future__ import annotations

import sys
from pathlib import Path

from review import logs
from review.bootstrap import open_office
from review.settings import read_settings
from review.shipped import checkout
from review.web.app import create
from tests.web.browser import Browser


def main(case: str) -> None:
    """Say from which checkout, what the page of the case answers, and what it shows."""
    settings = read_settings()
    logs.set_up(folder=settings.data_dir / "logs")
    office = open_office(settings)
    browser = Browser(create(office))
    browser.post("/sign-in/demo", login="li")
    answer = browser.get(f"/cases/{case}")
    sys.stdout.write(
        f"{checkout() or Path()}\n{answer.status_code}\n{answer.text}\n{answer.headers}"
    )
    office.close()


if __name__ == "__main__":
    main(sys.argv[1])
