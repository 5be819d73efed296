"""An office of very many papers: a few that went the whole way, copied row by row in the tables.

What is copied keeps every relation of what it is copied from, so every question of the office finds
what it would find among papers that came in one by one. The guards are laid aside meanwhile and put
back; the ledger is not copied, for no list reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Table, insert, text
from sqlmodel import SQLModel

from review.domain.searching import pairs_of, sought_in
from review.storage.columns import UtcDateTime
from tests.builders import OfficeForTests

COPIED = (
    "document", "version", "file", "review_case", "step", "act", "mode_statement", "finding",
    "disposal",
)  # fmt: skip
OPEN_OF = 50
"""One paper of so many is under way."""
AT_ONCE = 2000
PHONE = "关于{}的名单\n联系人手机 13812345678。\n"
_TOPICS = (
    "冬季供暖", "校车安全", "住房公积金", "政府采购", "预算绩效", "防汛抢险", "食品抽检",
    "乡村道路", "养老服务", "企业补贴", "污水处理", "人才引进", "文物保护", "森林防火",
    "医保结算", "统计执法", "招标投标", "信访事项", "消费维权", "节能改造",
)  # fmt: skip
_DEEDS = ("做好", "报送", "公布", "调整", "核查", "规范", "推进", "印发")
_KINDS = ("通知", "函", "意见", "公告", "方案")
_PLACES = ("云溪区", "宝山镇", "南河街道", "西岭乡", "开发区", "东湖村")
_CROWD = text(
    "CREATE TEMPORARY TABLE crowd (n INTEGER PRIMARY KEY, pattern TEXT, title TEXT, sought TEXT,"
    " number TEXT, at {moment}, due {day})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """One paper that will be there."""

    n: int
    pattern: str
    title: str
    number: str
    sought: str
    at: datetime
    due: date


def patterns(office: OfficeForTests) -> tuple[list[str], list[str]]:
    """Bring papers as far as papers get; return the closed and the open ones."""
    later = office.clock.at.date() + timedelta(days=60)
    registered = office.on_request(until=later)
    closed = [office.published(), registered, office.published(is_policy=True)]
    fresh = office.receive()
    proposed, suspected = office.receive(), office.receive(PHONE.format("甲"))
    verified, checked = office.receive(), office.receive(PHONE.format("乙"))
    for one in (proposed, suspected, verified, checked):
        office.step(one.case, "propose", by="li", mode="主动公开")
    for one in (verified, checked):
        office.step(one.case, "verify", by="wang")
    under_way = [fresh, proposed, suspected, verified, checked, office.approved()]
    return [str(one.document) for one in closed], [str(one.document) for one in under_way]


def fill(office: OfficeForTests, *, papers: int) -> None:
    """Let so many papers be there, one of `OPEN_OF` under way."""
    closed, under_way = patterns(office)
    with office.office.database.writer.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("COMMIT")  # outside of it these can be set
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("PRAGMA synchronous=OFF")
            connection.exec_driver_sql("PRAGMA cache_size=-200000")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        with guards_aside(connection):
            _spread(connection, list(_papers(papers, closed, under_way, now=office.clock.at)))
        connection.commit()
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
        connection.invalidate()  # its settings go with it


def _papers(
    count: int, closed: list[str], under_way: list[str], *, now: datetime
) -> Iterator[Copied]:
    apart = timedelta(days=900) / max(count, 1)
    for n in range(1, count + 1):
        is_open = n % OPEN_OF == 0
        source = under_way if is_open else closed
        title = (
            f"{_PLACES[n % 6]}关于{_DEEDS[n // 7 % 8]}{_TOPICS[n // 3 % 20]}"
            f"第{n % 977}号事项的{_KINDS[n // 11 % 5]}"
        )
        due = now + timedelta(days=n // OPEN_OF % 9 - 3)
        at = due - timedelta(days=4) if is_open else now - apart * (count - n) - timedelta(days=9)
        number = f"宝财〔{at.year}〕{n}号"
        yield Copied(
            n=n,
            pattern=source[n // OPEN_OF % len(source)] if is_open else source[n % len(source)],
            title=title,
            number=number,
            sought=sought_in(title, number),
            at=at,
            due=due.date(),
        )


def _spread(connection: Connection, papers: list[Copied]) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    moment, day = ("TEXT", "TEXT") if is_sqlite else ("TIMESTAMPTZ", "DATE")
    connection.execute(text(_CROWD.text.format(moment=moment, day=day)))
    connection.execute(text("CREATE TEMPORARY TABLE paired (n INTEGER, pair TEXT)"))
    crowd = insert(_crowd())
    for start in range(0, len(papers), AT_ONCE):
        some = papers[start : start + AT_ONCE]
        connection.execute(crowd, [_row(one) for one in some])
    for name in COPIED:
        connection.execute(text(_copying(SQLModel.metadata.tables[name], is_sqlite=is_sqlite)))
        connection.commit()  # what is logged of it is let go of
    for start in range(0, len(papers), AT_ONCE):
        _pair(connection, papers[start : start + AT_ONCE], is_sqlite=is_sqlite)
        connection.commit()
    for name in ("crowd", "paired"):
        connection.execute(text(f"DROP TABLE {name}"))


def _pair(connection: Connection, papers: list[Copied], *, is_sqlite: bool) -> None:
    """Keep the pairs of each title: as the driver takes them, for there are thirty a paper."""
    marks = "?, ?" if is_sqlite else "%s, %s"
    pairs = [(one.n, pair) for one in papers for pair in pairs_of(one.sought)]
    connection.exec_driver_sql(f"INSERT INTO paired (n, pair) VALUES ({marks})", pairs)  # noqa: S608
    document = f"substr(w.pattern, 1, 24) || {_numbered(is_sqlite=is_sqlite)}"
    connection.exec_driver_sql(
        "INSERT INTO title_pair (pair, agency_id, received_at, document_id)"  # noqa: S608
        f" SELECT p.pair, (SELECT min(id) FROM agency), w.at, {document}"
        " FROM paired p JOIN crowd w ON w.n = p.n"
    )
    connection.exec_driver_sql("DELETE FROM paired")


def _numbered(*, is_sqlite: bool) -> str:
    return "printf('%08x', w.n)" if is_sqlite else "lpad(to_hex(w.n), 8, '0')"


def _row(one: Copied) -> dict[str, object]:
    plain = ("n", "pattern", "title", "number", "at", "due", "sought")
    return {name: getattr(one, name) for name in plain}


def _crowd() -> Table:
    from sqlalchemy import Column, Date, Integer, MetaData, Text  # noqa: PLC0415

    plain = [Column(name, Text) for name in ("pattern", "title", "sought", "number")]
    times = [Column("at", UtcDateTime()), Column("due", Date)]
    return Table("crowd", MetaData(), Column("n", Integer), *plain, *times)


def _copying(table: Table, *, is_sqlite: bool) -> str:
    """Return what copies the rows of every pattern once for each paper of the crowd."""
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    values = ", ".join(_value(table, column.name, is_sqlite=is_sqlite) for column in table.c)
    of = "t.id" if table.name == "document" else "t.document_id"
    if "document_id" not in table.c and table.name != "document":
        joined = "JOIN review_case k ON k.id = t.case_id JOIN crowd w ON w.pattern = k.document_id"
    else:
        joined = f"JOIN crowd w ON w.pattern = {of}"
    return f'INSERT INTO "{table.name}" ({columns}) SELECT {values} FROM "{table.name}" t {joined}'  # noqa: S608


def _value(table: Table, name: str, *, is_sqlite: bool) -> str:
    column = table.c[name]
    targets = {key.column.table.name for key in column.foreign_keys}
    if name in ("id", "public_version_id") or targets & set(COPIED):
        return f"substr(t.{name}, 1, 24) || {_numbered(is_sqlite=is_sqlite)}"
    if table.name == "document" and name in ("title", "sought", "number"):
        return f"w.{name}"
    if name == "serial":
        return "w.n + 1000"
    if name in ("stage_due_on", "due_on"):
        return f"CASE WHEN t.{name} IS NULL THEN NULL ELSE w.due END"
    if isinstance(column.type, UtcDateTime):
        return f"CASE WHEN t.{name} IS NULL THEN NULL ELSE w.at END"
    return f"t.{name}"


@contextmanager
def guards_aside(connection: Connection) -> Iterator[None]:
    """Lay every guard aside, and put each back as it was."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET session_replication_role = replica")
        yield
        connection.exec_driver_sql("SET session_replication_role = origin")
        return
    triggers = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, said in triggers:
        connection.exec_driver_sql(said)
