"""Quiet hours, and what is an address."""

from __future__ import annotations

import pytest

from review.domain.account_refusals import AddressUnfit
from review.domain.mail_server import NO_SERVER, server_at
from review.domain.mailing import refuse_address


def test_a_server_is_read_from_its_address():
    server = server_at("smtps://li:a%40b@mail.example.gov.cn", sender="x@example.gov.cn")

    assert (server.host, server.port, server.is_tls) == ("mail.example.gov.cn", 465, True)
    assert (server.user, server.password) == ("li", "a@b")
    assert "a@b" not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        *("", "mail.example.gov.cn", "http://mail", "smtp://", "smtp://mail/path"),
        *("smtp://li:secret", "smtp://[li:secret"),
    ],
)
def test_what_names_no_server_is_refused(url):
    with pytest.raises(ValueError, match=f"^{NO_SERVER}$"):
        server_at(url, sender="x@example.gov.cn")


@pytest.mark.parametrize("address", ["li@example.gov.cn", "li.ming+x@mail.example.gov.cn"])
def test_one_mailbox_will_do(address):
    refuse_address(address)


@pytest.mark.parametrize("address", ["li@example.gov.cn\n", "a@b.c" + "n" * 260, '"a"@b.cn'])
def test_anything_else_will_not(address):
    with pytest.raises(AddressUnfit):
        refuse_address(address)
