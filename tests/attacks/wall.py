"""A wall that the sentence must not come through: an office, and everything it says aloud."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, text

from review.bootstrap import Office
from review.storage.rows import LedgerEntryRow, OutboxRow
from review.web.app import create
from tests.builders import OfficeForTests
from tests.web.browser import Browser

NUMBER = "110105199003071237"
SENTENCE = f"王小明家的补偿款经私下约定另行增加三成，身份证号{NUMBER}"
TITLE = "关于王小明家补偿事宜的复函"
TRACES = ("私下约定另行增加三成", NUMBER)
LINES = ("来函收悉。", SENTENCE, "特此函复。")


@dataclass(frozen=True, slots=True)
class Wall:
    """An office whose logs, streams, rows and pages an inspector goes through."""

    tests: OfficeForTests
    logs: Path

    @property
    def office(self) -> Office:
        return self.tests.office

    def approved(self) -> str:
        """Bring the planted paper as far as 待发布."""
        case = self.tests.approved("\n".join(LINES), title=TITLE).case
        assert case is not None
        return case

    def published_in_vain(self) -> None:
        """Publish it while a file lies where the web site's folder should be."""
        case = self.approved()
        (self.tests.folder / "published").write_text("not a folder", encoding="utf-8")
        self.tests.step(case, "publish", by="chen")

    def browser(self) -> Browser:
        browser = Browser(create(self.office))
        browser.post("/sign-in/demo", login="li")
        return browser

    def original(self) -> Path:
        folder = self.office.means.originals.folder
        return next(path for path in folder.glob("??/*") if SENTENCE.encode() in path.read_bytes())

    def breaks(self, table: str) -> None:
        """Take a table away under the running office, as a bad restore would."""
        self.alter(f"ALTER TABLE {table} RENAME TO gone")

    def mends(self, table: str) -> None:
        """Put it back."""
        self.alter(f"ALTER TABLE gone RENAME TO {table}")

    def alter(self, statement: str) -> None:
        """Change the schema under the running office."""
        with self.office.database.writer.begin() as connection:
            connection.execute(text(statement))

    def logged(self) -> str:
        """Return all logs: this process's own, and those of commands in the data folder."""
        folders = (self.logs, self.tests.folder / "logs")
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        return "".join(path.read_text(encoding="utf-8") for path in files)

    def rows(self) -> str:
        """Return the ledger's bodies and what the outbox says of its failures."""
        with self.office.database.read() as session:
            bodies = [row.body for row in session.scalars(select(LedgerEntryRow))]
            failures = [str(row.failure) for row in session.scalars(select(OutboxRow))]
        return "\n".join((*bodies, *failures))
