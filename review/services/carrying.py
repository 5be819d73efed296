"""Carrying one message into its channel, or out of it: the later decision wins, by its number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from loguru import logger

from review.hashing import both
from review.publishing.channel import DeliveryFailedError, OvertakenError, Receipt
from review.publishing.folder import Folder
from review.publishing.package import Package
from review.services.outbox import Message, last_asked
from review.services.work import SHANGHAI, Means
from review.storage.database import Transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Where messages are carried from and to, at one instant."""

    database: Transactions
    means: Means
    now: datetime

    @property
    def today(self) -> date:
        """The day on the office's wall."""
        return self.now.astimezone(SHANGHAI).date()

    def channel(self, name: str) -> Folder:
        """Return the channel of this name; one that was taken away cannot be served."""
        path = self.means.channels.get(name)
        if path is None:
            raise DeliveryFailedError("channel")
        return Folder(path=path, hashing=both)

    def deliver(self, message: Message, package_at: Callable[[int], Package]) -> Receipt:
        """Lay a paper into its channel, under the number of its message."""
        channel = self.channel(message.channel)
        return self._in_order(message, lambda seq: channel.deliver(package_at(seq)))

    def withdraw(self, message: Message, *, on: date) -> Receipt:
        """Take a paper out of its channel; what was laid there before never holds this up."""
        channel = self.channel(message.channel)
        return self._in_order(
            message,
            lambda seq: channel.withdraw(message.document_id, key=message.key, seq=seq, on=on),
        )

    def _in_order(self, message: Message, act: Callable[[int], Receipt]) -> Receipt:
        """Act, unless what lies there is later by a message that this database knows of.

        A card with a number nobody here has reached is of another life of this database (one
        that was put back from an older copy) or of somebody else's making: it holds nothing up.
        """
        try:
            return act(message.seq)
        except OvertakenError as later:
            with self.database.read() as session:
                known = last_asked(session, message.document_id, channel=message.channel)
            if known >= later.seq:
                raise
            logger.warning("a channel is ahead of the ledger", message=message.id, seq=later.seq)
            return act(later.seq)
