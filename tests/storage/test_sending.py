"""What is public goes out once, whole and in order; what is withdrawn comes back."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import text

from review.commands import Caller, RetryDelivery
from review.domain.errors import NotYours
from review.domain.vocabulary import DisclosureMode
from review.hashing import both
from review.services.outbox import claim
from review.services.sending import LEASE, TRIES, Fate, retry_dead, send_due, wait_after
from review.storage.originals import Originals
from tests.storage.carried import HOUR, SECOND, alter_original, events, send, told
from tests.storage.published import LETTER, MORNING, bureau


@pytest.fixture
def town(database, tmp_path):
    """An office with a folder that the town's web site imports from."""
    return bureau(database, tmp_path)


def test_a_published_paper_lies_in_the_folder_byte_for_byte(town):
    paper = town.publish()

    assert send(town) == (Fate.DELIVERED,)

    assert (town.folder / paper.document / "01-供暖函.txt").read_bytes() == LETTER
    (message,) = town.messages()
    assert json.loads(message.receipt)["files"] == [list(both(LETTER))]
    assert message.done_at == MORNING


def test_a_delivery_is_entered_in_the_ledger(town):
    town.publish()

    send(town)

    ((event, body),) = events(town)
    assert event == "publication:delivered"
    assert both(LETTER)[0] in body


def test_what_was_delivered_is_not_sent_again(town):
    town.publish()
    send(town)

    assert send(town, at=MORNING + HOUR) == ()


def test_a_converted_paper_says_so(town):
    paper = town.publish(converted_from=DisclosureMode.ON_REQUEST)

    send(town)

    manifest = told(town, paper)
    assert manifest["note"] == "由依申请公开转为主动公开"
    assert (manifest["converted_on"], manifest["converted_by_case"]) == ("2026-11-23", "2026-0001")


def test_altered_bytes_never_go_out(town):
    paper = town.publish()
    alter_original(town)

    assert send(town) == (Fate.FAILED,)

    assert not (town.folder / paper.document).exists()
    (message,) = town.messages()
    assert (message.failure, message.done_at) == ("OriginalAltered", None)


def test_a_failed_message_waits_and_then_goes_out(town):
    town.publish()
    path = alter_original(town)
    send(town)
    path.write_bytes(LETTER)

    assert send(town) == ()
    assert send(town, at=MORNING + 2 * SECOND) == (Fate.DELIVERED,)


def test_the_wait_doubles_and_stays_below_an_hour():
    """By chance, so that many senders do not knock all at once."""
    longest = [max(wait_after(attempt) for _ in range(200)) for attempt in (1, 5, 20)]

    assert timedelta(0) < longest[0] <= 1.1 * SECOND
    assert 8 * SECOND < longest[1] <= 16.1 * SECOND
    assert 30 * 60 * SECOND < longest[2] <= HOUR + SECOND


def fail_to_death(town):
    fates = [send(town, at=MORNING + number * HOUR) for number in range(TRIES)]
    return [fate for (fate,) in fates]


def test_a_message_that_keeps_failing_is_dead_after_twenty_tries(town):
    town.publish()
    alter_original(town)

    assert fail_to_death(town) == [Fate.FAILED] * (TRIES - 1) + [Fate.DEAD]

    assert send(town, at=MORNING + 100 * HOUR) == ()
    (message,) = town.messages()
    assert (message.is_dead, message.attempts) == (True, TRIES)
    assert [event for event, _ in events(town)] == ["publication:failed"]


def test_a_publisher_lets_a_dead_message_live_again(town):
    town.publish()
    path = alter_original(town)
    fail_to_death(town)
    path.write_bytes(LETTER)
    late = MORNING + 100 * HOUR

    with town.database.write() as session:
        chen = Caller(person_id=town.people["chen"], agency_id=town.agency)
        keys = retry_dead(town.work(session, at=late), RetryDelivery(), caller=chen)

    assert keys == (town.messages()[0].key,)
    assert send(town, at=late) == (Fate.DELIVERED,)
    assert [event for event, _ in events(town)] == [
        "publication:failed",
        "publication:retried",
        "publication:delivered",
    ]


def test_a_drafter_cannot_retry(town):
    town.publish()
    alter_original(town)
    fail_to_death(town)
    li = Caller(person_id=town.people["li"], agency_id=town.agency)

    with pytest.raises(NotYours), town.database.write() as session:
        retry_dead(town.work(session), RetryDelivery(), caller=li)

    assert town.messages()[0].is_dead


def test_a_withdrawal_leaves_only_that_there_was_a_paper(town):
    paper = town.publish()
    send(town)
    town.take_down(paper, at=MORNING + HOUR)

    assert send(town, at=MORNING + HOUR) == (Fate.DELIVERED,)

    assert [path.name for path in (town.folder / paper.document).iterdir()] == ["withdrawn.json"]
    tombstone = told(town, paper, card="withdrawn.json")
    assert (tombstone["document"], tombstone["withdrawn_on"]) == (paper.document, "2026-11-23")
    assert "供暖" not in json.dumps(tombstone, ensure_ascii=False)


def test_a_withdrawal_overtakes_its_publication(town):
    """What was never sent is never sent once it is withdrawn."""
    paper = town.publish()
    town.take_down(paper, at=MORNING + SECOND)

    assert send(town, at=MORNING + SECOND) == (Fate.DELIVERED, Fate.SUPERSEDED)

    publication, withdrawal = town.messages()
    assert (publication.action, publication.receipt) == ("publish", "superseded")
    assert withdrawal.done_at is not None
    assert [path.name for path in (town.folder / paper.document).iterdir()] == ["withdrawn.json"]


def test_a_withdrawal_by_a_clock_that_was_put_right_still_comes_last(town):
    """The paper went out under a clock that was a month ahead."""
    ahead = MORNING + 30 * 24 * HOUR
    paper = town.publish(at=ahead)
    send(town, at=ahead)
    town.take_down(paper, at=MORNING)

    assert send(town) == (Fate.DELIVERED,)

    assert [path.name for path in (town.folder / paper.document).iterdir()] == ["withdrawn.json"]


def test_a_withdrawal_asked_for_by_a_clock_ahead_goes_out_at_once(town):
    """Nobody waits a month because a clock was wrong, nor after a try under that clock."""
    ahead = MORNING + 30 * 24 * HOUR
    papers = [town.publish(content=word) for word in (b"one", b"two")]
    send(town)
    town.take_down(papers[0], at=ahead)
    with town.database.write() as session:
        claim(session, now=ahead, lease=LEASE)  # and its sender died
    town.take_down(papers[1], at=ahead)

    assert send(town) == (Fate.DELIVERED, Fate.DELIVERED)


def test_a_card_from_another_life_of_the_database_holds_nothing_up(town):
    """An older copy was put back: the folder has numbers that the ledger has not reached."""
    paper = town.publish()
    send(town)
    card = town.folder / paper.document / "manifest.json"
    card.write_text(json.dumps(told(town, paper) | {"seq": 10**6}), encoding="utf-8")
    town.take_down(paper, at=MORNING + HOUR)

    assert send(town, at=MORNING + HOUR) == (Fate.DELIVERED,)

    assert [path.name for path in (town.folder / paper.document).iterdir()] == ["withdrawn.json"]


def test_only_the_newest_version_goes_out(town):
    paper = town.publish()
    newer = town.publish_anew(paper, content=b"second", at=MORNING + SECOND)

    assert send(town, at=MORNING + SECOND) == (Fate.SUPERSEDED, Fate.DELIVERED)

    (file,) = told(town, newer)["files"]
    assert file["sha256"] == both(b"second")[0]


def test_a_newer_version_waits_for_the_one_on_its_way(town):
    """Otherwise the older one could land last."""
    paper = town.publish()
    with town.database.write() as session:
        claim(session, now=MORNING, lease=LEASE)
    town.publish_anew(paper, content=b"second", at=MORNING + SECOND)

    assert send(town, at=MORNING + SECOND) == ()
    assert send(town, at=MORNING + LEASE) == (Fate.SUPERSEDED, Fate.DELIVERED)


def test_a_dead_message_does_not_hold_up_the_next_version(town):
    paper = town.publish()
    alter_original(town)
    fail_to_death(town)
    late = MORNING + 100 * HOUR
    town.publish_anew(paper, content=b"second", at=late)

    assert send(town, at=late) == (Fate.DELIVERED,)


def test_what_a_killed_sender_left_is_taken_back_when_it_was_withdrawn_meanwhile(town):
    """The first sender died after laying the paper there, before entering it."""
    paper = town.publish()
    send(town)
    with town.database.writer.begin() as connection:  # as if that sender had never come back
        for trigger in ("outbox_keeps_its_identity", "outbox_update_has_its_entry"):
            connection.execute(text(_forgetting(trigger, town.database.dialect)))
        connection.execute(text("UPDATE outbox SET done_at = NULL, receipt = NULL"))
    town.take_down(paper, at=MORNING + HOUR)

    fates = send(town, at=MORNING + HOUR)

    assert sorted(fates) == [Fate.DELIVERED, Fate.SUPERSEDED]
    assert [path.name for path in (town.folder / paper.document).iterdir()] == ["withdrawn.json"]


def _forgetting(trigger, dialect):
    drop = f"DROP TRIGGER {trigger}"
    return drop if dialect == "sqlite" else f"{drop} ON outbox"


class InterruptedOriginals(Originals):
    """A store so slow that something else happens while it is read."""

    def __init__(self, folder, *, meanwhile):
        super().__init__(folder)
        self.meanwhile = meanwhile

    def read(self, sha256):
        self.meanwhile()
        return super().read(sha256)


def send_slowly(town, *, meanwhile, **words):
    slow = InterruptedOriginals(town.means.originals.folder, meanwhile=meanwhile)
    means = replace(town.means, originals=slow)
    return send_due(town.database, means=means, now=MORNING, **words)


def test_a_paper_withdrawn_while_it_is_carried_is_taken_back(town):
    """The takedown falls between reading the rows and entering the receipt."""
    paper = town.publish()

    fates = send_slowly(town, meanwhile=lambda: town.take_down(paper, at=MORNING + SECOND))

    assert fates[0] is Fate.OVERTAKEN
    assert [path.name for path in (town.folder / paper.document).iterdir()] == ["withdrawn.json"]


def taken_by_another(town):
    with town.database.write() as session:
        assert claim(session, now=MORNING + LEASE, lease=LEASE)


def test_a_sender_that_slept_through_its_lease_enters_nothing(town):
    """The message is in other hands by now; they will say what became of it."""
    town.publish()

    assert send_slowly(town, meanwhile=lambda: taken_by_another(town)) == (Fate.LOST,)

    (message,) = town.messages()
    assert (message.done_at, message.attempts) == (None, 2)
    assert events(town) == []


def test_a_sender_that_slept_through_a_withdrawal_cleans_up_behind_itself(town):
    paper = town.publish()

    def meanwhile():
        taken_by_another(town)
        town.take_down(paper, at=MORNING + SECOND)

    assert send_slowly(town, meanwhile=meanwhile, at_most=1) == (Fate.LOST,)

    assert [path.name for path in (town.folder / paper.document).iterdir()] == ["withdrawn.json"]


def test_files_that_are_not_those_of_the_approval_never_go_out(town):
    """Somebody with every right over the database exchanged a row."""
    paper = town.publish()
    with town.database.writer.begin() as connection:
        drop = "DROP TRIGGER file_is_unchanging"
        is_sqlite = town.database.dialect == "sqlite"
        connection.execute(text(drop if is_sqlite else f"{drop} ON file"))
        connection.execute(text("UPDATE file SET name = 'other.txt'"))

    assert send(town) == (Fate.FAILED,)

    assert not (town.folder / paper.document).exists()


def test_many_senders_carry_each_message_once(town):
    """Exactly one effect for each key, however many nodes ring."""
    papers = [town.publish(content=f"paper {number}".encode()) for number in range(8)]
    start = Barrier(3)

    def ring():
        start.wait()
        return send(town)

    with ThreadPoolExecutor(3) as pool:
        fates = [fate for done in [pool.submit(ring) for _ in range(3)] for fate in done.result()]

    assert fates == [Fate.DELIVERED] * len(papers)
    assert {message.attempts for message in town.messages()} == {1}
    assert len(events(town)) == len(papers)


def test_one_call_carries_no_more_than_it_may(town):
    for number in range(3):
        town.publish(content=f"paper {number}".encode())

    assert len(send(town, at_most=2)) == 2
    assert len(send(town, at_most=2)) == 1
