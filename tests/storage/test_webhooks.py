"""Another system is told when a case moves: every step once, signed, and nothing of the paper."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from review.domain.errors import NotYours
from review.domain.program_refusals import NoSuchWebhook, TooManyWebhooks, WebhookUnfit
from review.publishing.telling import Telling
from review.scheduler import tick
from review.services.telling_due import LONGEST, SLOW, TRIES, Fate, Line, tell_due
from review.services.webhooks import MOST, undelivered, webhook_views
from review.storage.commitments import committed
from review.storage.rows import LedgerEntryRow, WebhookDeliveryRow
from review.webhook_commands import AddWebhook, EndWebhook, RetryWebhooks
from tests.builders import OfficeForTests
from tests.storage.receiver import Receiver, receiving
from workflows.errors import WrongRole

SECRET_TITLE = "关于某某企业补贴的通知"
KEYS = {"id", "event", "case", "stage", "rev", "at"}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[OfficeForTests]:
    """An office on either database that may tell this machine."""
    with closing(OfficeForTests(tmp_path, url=database_url).found()) as opened:
        inner = opened.office
        inner.means = replace(inner.means, telling=Telling(tmp_path / "keys", ("127.0.0.1",)))
        yield opened


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as opened:
        yield opened


def listens(office: OfficeForTests, receiver: Receiver) -> str:
    """Make the receiver's address one that is told; return its secret."""
    made = office.do(AddWebhook(url=receiver.url), by="guan")
    return str(made.secret)


def tells(office: OfficeForTests) -> tuple[Fate, ...]:
    telling = office.office.means.telling
    assert telling is not None
    return tell_due(office.office.database, telling=telling, now=office.clock())


def test_every_step_is_told_once_in_order_and_signed(office: OfficeForTests, receiver: Receiver):
    """A case from its opening to the public, as the other system hears of it."""
    secret = listens(office, receiver)
    received = office.published(title=SECRET_TITLE)

    fates = tells(office)

    assert set(fates) == {Fate.TOLD}
    assert [one["stage"] for one in receiver.told] == [step.stage for step in _trail(office)]
    assert {one["case"] for one in receiver.told} == {received.case}
    assert [one["rev"] for one in receiver.told] == list(range(1, len(fates) + 1))
    for path, headers, body in receiver.came:
        signed = f"{headers['x-xianshen-timestamp']}.".encode() + body
        expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        assert path == "/hook?from=xianshen"
        assert headers["x-xianshen-signature"] == f"sha256={expected}"
        assert int(headers["x-xianshen-timestamp"]) == int(office.clock().timestamp())
    assert tells(office) == ()
    assert office.complaints() == ()


def _trail(office: OfficeForTests) -> list[WebhookDeliveryRow]:
    return sorted(office.rows(WebhookDeliveryRow), key=lambda row: row.case_rev)


def test_nothing_of_the_paper_is_told(office: OfficeForTests, receiver: Receiver):
    """S18, H11: number and stage, and a name by which a message is told from another."""
    listens(office, receiver)
    office.receive(title=SECRET_TITLE)

    tells(office)

    ((_, headers, body),) = receiver.came
    assert set(receiver.told[0]) == KEYS
    assert SECRET_TITLE not in body.decode() + str(headers)
    assert SECRET_TITLE.encode("unicode-escape") not in body


def test_the_chain_names_the_server_and_not_the_address(office: OfficeForTests, receiver: Receiver):
    """An address may hold a token, and the chain is kept for ever and leaves the machine."""
    listens(office, receiver)
    (view,) = office.office.ask(webhook_views, caller=office.caller("guan"))
    office.do(EndWebhook(webhook=view.id), by="guan")

    told = [row.body for row in office.rows(LedgerEntryRow) if row.event.startswith("webhook:")]

    assert len(told) == 2
    for body in told:
        assert f'"server":"http://127.0.0.1:{receiver.port}"' in body
        assert committed(view.id, receiver.url) in body
        assert "hook?" not in body
        assert "from=xianshen" not in body


def test_what_happened_before_is_not_told(office: OfficeForTests, receiver: Receiver):
    office.receive()
    listens(office, receiver)

    assert tells(office) == ()


def test_a_refused_step_is_not_told(office: OfficeForTests, receiver: Receiver):
    """The message is written with the step, or neither is."""
    listens(office, receiver)
    received = office.receive()
    tells(office)

    with pytest.raises(WrongRole):
        office.step(received.case, "propose", by="wang", mode="主动公开")

    assert tells(office) == ()


@pytest.mark.parametrize("answer", [500, 302, 404, 199])
def test_what_is_not_taken_comes_again_later_under_its_name(office: OfficeForTests, answer: int):
    """S59: and a redirection leads nowhere."""
    with receiving(Receiver(answers=[answer, 200])) as receiver:
        receiver.location = receiver.url.replace("hook", "elsewhere")
        listens(office, receiver)
        office.receive()

        assert tells(office) == (Fate.FAILED,)
        assert tells(office) == ()
        office.clock.later(hours=1)
        assert tells(office) == (Fate.TOLD,)

    assert [path for path, _, _ in receiver.came] == ["/hook?from=xianshen"] * 2
    assert len({headers["x-xianshen-delivery"] for _, headers, _ in receiver.came}) == 1


def test_a_receiver_that_is_down_holds_up_nobody(office: OfficeForTests, receiver: Receiver):
    """One attempt a round at who fails; everybody else is told meanwhile."""
    with receiving(Receiver()) as gone:
        listens(office, gone)
    listens(office, receiver)
    for _ in range(3):
        office.receive()

    fates = tells(office)

    assert sorted(fates) == sorted([Fate.FAILED, *[Fate.TOLD] * 3])
    (late, *_) = office.office.ask(undelivered, caller=office.caller("guan"))
    assert late.url == gone.url


def tells_slowly(
    office: OfficeForTests, slow: list[Receiver], *, line: Line, seconds: float
) -> tuple[Fate, ...]:
    """A round in which so much time goes by with each message that one of these takes."""
    telling = office.office.means.telling
    assert telling is not None
    return tell_due(
        office.office.database,
        telling=telling,
        now=office.clock(),
        line=line,
        steady=lambda: seconds * sum(len(one.came) for one in slow),
    )


def test_a_receiver_that_is_slow_takes_little_of_a_round(
    office: OfficeForTests, receiver: Receiver
):
    """It is told one message a round; everybody else is told all of theirs."""
    with receiving(Receiver()) as slow:
        listens(office, slow)
        listens(office, receiver)
        for _ in range(3):
            office.receive()
        line = Line()

        fates = tells_slowly(office, [slow], line=line, seconds=SLOW + 1)
        assert (len(slow.came), len(receiver.came)) == (1, 3)
        again = tells_slowly(office, [slow], line=line, seconds=SLOW + 1)

    assert (fates, again) == ((Fate.TOLD,) * 4, (Fate.TOLD,))
    assert len(slow.came) == 2


def test_whom_a_round_had_no_time_for_comes_first_in_the_next(office: OfficeForTests):
    """The bell is not held up by receivers however many: the round ends, and goes on later."""
    with ExitStack() as opened:
        slow = [opened.enter_context(receiving(Receiver())) for _ in range(5)]
        for one in slow:
            listens(office, one)
        for _ in range(2):
            office.receive()
        line = Line()

        rounds = [len(tells_slowly(office, slow, line=line, seconds=LONGEST / 2)) for _ in range(5)]

    assert rounds == [2] * 5
    assert [len(one.came) for one in slow] == [2] * 5


def test_of_one_case_nothing_overtakes(office: OfficeForTests):
    """The second step waits until the first was taken."""
    with receiving(Receiver(answers=[500, 200])) as receiver:
        listens(office, receiver)
        received = office.receive()
        tells(office)
        office.step(received.case, "propose", by="li", mode="主动公开")
        assert tells(office) == ()
        office.clock.later(hours=1)
        tells(office)

    assert [one["rev"] for one in receiver.told] == [1, 1, 2]


def test_after_twenty_tries_it_is_given_up_until_somebody_says_again(office: OfficeForTests):
    with receiving(Receiver(answers=[503])) as receiver:
        listens(office, receiver)
        office.receive()
        fates = []
        for _ in range(TRIES):
            fates += tells(office)
            office.clock.later(hours=1, seconds=1)

        assert fates == [Fate.FAILED] * (TRIES - 1) + [Fate.DEAD]
        assert tells(office) == ()
        (dead,) = office.office.ask(undelivered, caller=office.caller("guan"))
        assert (dead.is_dead, dead.failure, dead.attempts) == (True, "refused", TRIES)
        (view,) = office.office.ask(webhook_views, caller=office.caller("guan"))
        assert (view.waiting, view.dead) == (0, 1)

        receiver.answers = [200]
        assert office.do(RetryWebhooks(), by="guan") == 1
        assert tells(office) == (Fate.TOLD,)

    events = [row.event for row in office.rows(LedgerEntryRow) if row.event.startswith("webhook:")]
    assert events == ["webhook:created", "webhook:failed", "webhook:retried"]
    assert office.complaints() == ()


def test_an_ended_address_hears_no_more(office: OfficeForTests, receiver: Receiver):
    listens(office, receiver)
    office.receive()
    (view,) = office.office.ask(webhook_views, caller=office.caller("guan"))

    office.do(EndWebhook(webhook=view.id), by="guan")
    office.receive()

    assert tells(office) == ()
    assert receiver.came == []
    with pytest.raises(NoSuchWebhook):
        office.do(EndWebhook(webhook=view.id), by="guan")


@pytest.mark.parametrize("login", ["li", "gu", "chen", "shen"])
def test_only_who_keeps_the_system_makes_addresses(office: OfficeForTests, login: str):
    """S15: nobody whose business it is not, and no program of the case."""
    for command in (
        AddWebhook(url="https://oa.example.com/"),
        EndWebhook(webhook="0" * 32),
        RetryWebhooks(),
    ):
        with pytest.raises(NotYours):
            office.do(command, by=login)
    with pytest.raises(NotYours):
        office.office.ask(webhook_views, caller=office.caller(login))


def test_there_are_only_so_many_addresses(office: OfficeForTests):
    for number in range(MOST):
        office.do(AddWebhook(url=f"https://oa{number}.example.com/"), by="guan")

    with pytest.raises(TooManyWebhooks):
        office.do(AddWebhook(url="https://more.example.com/"), by="guan")


def test_an_address_inside_must_be_named_in_the_settings(office: OfficeForTests):
    with pytest.raises(WebhookUnfit):
        office.do(AddWebhook(url="http://10.1.2.3/"), by="guan")


def test_many_senders_tell_each_message_once(office: OfficeForTests, receiver: Receiver):
    listens(office, receiver)
    for _ in range(4):
        office.receive()

    with ThreadPoolExecutor(4) as pool:
        fates = [fate for found in pool.map(lambda _: tells(office), range(4)) for fate in found]

    assert fates == [Fate.TOLD] * 4
    assert len({headers["x-xianshen-delivery"] for _, headers, _ in receiver.came}) == 4


def test_a_sender_that_died_leaves_its_message_to_the_next(
    office: OfficeForTests, receiver: Receiver
):
    """What was claimed is tried again when the lease is over."""
    listens(office, receiver)
    office.receive()
    with office.office.database.write() as session:
        from review.services.telling_due import Line, _claim  # noqa: PLC0415

        _claim(session, now=office.clock(), silent=set(), line=Line())

    assert tells(office) == ()
    office.clock.later(minutes=3)
    assert tells(office) == (Fate.TOLD,)


def test_the_bell_tells(office: OfficeForTests, receiver: Receiver):
    listens(office, receiver)
    office.receive()

    tick(office.office)

    assert len(receiver.came) == 1


def test_the_secret_lies_in_no_row_and_is_the_same_after_a_restart(
    office: OfficeForTests, receiver: Receiver
):
    """S63: who reads the database can sign nothing."""
    secret = listens(office, receiver)
    (view,) = office.office.ask(webhook_views, caller=office.caller("guan"))

    again = Telling(office.folder / "keys", ("127.0.0.1",)).secret_of(view.id)
    entries = " ".join(row.body for row in office.rows(LedgerEntryRow))

    assert again == secret
    assert secret not in entries
    assert (office.folder / "keys" / "webhooks.key").stat().st_mode & 0o077 == 0
