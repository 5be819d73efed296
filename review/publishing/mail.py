"""Mail: one message to one mailbox through the office's own server, encrypted unless it is here."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP

from review.domain.mail_server import MailServer

SECONDS = 20


class MailFailedError(Exception):
    """The server did not take the message: the kind of fault, and nothing of the message."""


def deliver(server: MailServer, address: str, *, subject: str, text: str) -> None:
    """Hand a message over; unencrypted it never leaves this machine.

    Raises:
        MailFailedError: it was not taken.
    """
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = server.sender, address, subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="base64")
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as fault:
        raise MailFailedError(type(fault).__name__) from None


def _connected(server: MailServer) -> smtplib.SMTP:
    where = (server.host, server.port)
    if server.is_tls:
        return smtplib.SMTP_SSL(*where, timeout=SECONDS, context=ssl.create_default_context())
    connection = smtplib.SMTP(*where, timeout=SECONDS)
    if not server.is_here:
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection
