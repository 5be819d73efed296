"""Only who asks for a name of ours comes in, and nobody in the clear but by the proxy (S25)."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from review.settings import SettingError, read_settings
from review.web.app import create
from review.web.peers import peers_in
from review.web.refusals import ProxyUnfit
from review.web.serving import NameMissing, _behind, names_of
from tests.web.browser import text_of

PROXY, STRANGER = "10.0.0.1", "10.9.9.9"
EVERYWHERE = ".".join("0000")


def asked(app, host, *, path="/catalogue", client=("127.0.0.1", 50000), **headers):
    """Ask for a page under a name."""
    browser = TestClient(app, base_url="http://127.0.0.1", client=client, follow_redirects=False)
    return browser.get(path, headers={"host": host, **headers})


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:9", "localhost.", "[::1]:8000"]
)
def test_at_home_it_is_called_as_the_machine_calls_itself(app, host):
    assert asked(app, host).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "[::2]", "x@127.0.0.1"]
)
def test_under_another_name_nobody_is_here(app, host):
    """A page of somebody else's whose name leads here (DNS rebinding)."""
    answer = asked(app, host)

    assert answer.status_code == 421
    assert "本系统没有这个名称" in text_of(answer)
    assert answer.headers["content-security-policy"]


def test_under_another_name_nobody_signs_in(app):
    there = "http://evil.example"
    browser = TestClient(app, base_url=there, headers={"origin": there})

    answer = browser.post("/sign-in/demo", data={"login": "gu"}, follow_redirects=False)

    assert answer.status_code == 421
    assert "set-cookie" not in answer.headers


def test_who_names_nobody_or_two_is_refused(app):
    browser = TestClient(app, base_url="http://127.0.0.1")
    two = [("host", "127.0.0.1"), ("host", "evil.example")]

    assert browser.get("/catalogue", headers=two).status_code == 400
    assert browser.get("/catalogue", headers={"host": ""}).status_code == 421


def test_an_office_goes_by_the_names_that_it_was_given(ordinary_office):
    names = names_of("10.0.0.5", is_demo=False, said=("gov.example",))
    app = create(ordinary_office, names=names)

    assert {asked(app, name).status_code for name in ("10.0.0.5", "gov.example:443")} == {200}
    assert asked(app, "other.example").status_code == 421


def test_who_serves_every_address_says_what_it_is_called():
    with pytest.raises(NameMissing) as refusal:
        names_of(EVERYWHERE, is_demo=False, said=())

    assert "XIANSHEN_PUBLIC_NAME" in refusal.value.advice
    assert EVERYWHERE not in names_of(EVERYWHERE, is_demo=False, said=("gov.example",))
    assert names_of("127.0.0.1", is_demo=True, said=("gov.example",)) == {
        "localhost",
        "127.0.0.1",
        "::1",
    }


@pytest.mark.parametrize("name", ["https://gov.example", "gov.example:443", "a b", "*"])
def test_a_name_is_a_name_and_nothing_else(tmp_path, name):
    given = {"XIANSHEN_DATA_DIR": str(tmp_path), "XIANSHEN_PUBLIC_NAME": name}

    with pytest.raises(SettingError):
        read_settings(given)

    given["XIANSHEN_PUBLIC_NAME"] = "Gov.example, 10.0.0.5"
    assert read_settings(given).public_names == ("gov.example", "10.0.0.5")


# ── 代理 ─────────────────────────────────────────────────────────────────
@pytest.fixture
def proxied(ordinary_office):
    """The pages as they are served behind a proxy."""
    app = create(ordinary_office, names=("gov.example",))
    return _behind(app, office=ordinary_office, peers=peers_in(PROXY))


def test_what_the_proxy_brings_is_let_in_with_what_it_says(proxied):
    forwarded = {"x-forwarded-proto": "https", "x-forwarded-for": STRANGER}

    answer = asked(proxied, "gov.example", client=(PROXY, 50000), **forwarded)

    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"]


@pytest.mark.parametrize("path", ["/catalogue", "/sign-in", "/healthz"])
def test_who_goes_round_the_proxy_is_refused(proxied, path):
    """S61: also who says of himself what only the proxy may say."""
    for forwarded in ({}, {"x-forwarded-proto": "https", "x-forwarded-for": PROXY}):
        answer = asked(proxied, "gov.example", path=path, client=(STRANGER, 50000), **forwarded)

        assert answer.status_code == 403
        assert "只接受可信代理" in text_of(answer)


def test_this_machine_itself_may_ask(proxied):
    assert asked(proxied, "gov.example", path="/healthz").status_code == 200


@pytest.mark.parametrize("proxy", ["*", "proxy.example", "", "10.0.0.1,*"])
def test_nobody_trusts_everybody(proxy):
    with pytest.raises(ProxyUnfit):
        peers_in(proxy)
