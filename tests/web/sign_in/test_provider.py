"""Coming in by the sign-in of the town: a real provider, and what it may not do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from threading import Event
from urllib.parse import parse_qs, urlsplit

import pytest

from review.commands import AddPerson, Caller, ConfirmRole, Deactivate, GrantRole, NewAccount
from review.domain.errors import SignInFailed
from review.domain.sign_in_provider import SignInProvider, is_safe_address
from review.domain.vocabulary import Role
from review.services.passwords import COME_BACK
from review.services.sign_in import Proof, admit
from review.storage.rows import LedgerEntryRow, PersonRow, SessionRow
from review.web.app import create
from review.web.provider import AT_ONCE
from tests.web.browser import Browser, text_of
from tests.web.conftest import FIRST_PASSWORD
from tests.web.kept import rows, the
from tests.web.sign_in.owner import OWN, Owner
from tests.web.sign_in.town import CLIENT, FALSE, OTHER, SECRET, town


def keeper_of(office, login="guan"):
    person = the(office, PersonRow, login=login)
    return Caller(person_id=person.id, agency_id=person.agency_id)


def takes_on(office, login):
    new = NewAccount(login=login, name="李明", password=FIRST_PASSWORD, section="办公室")
    office.do(AddPerson(account=new), caller=keeper_of(office))


def vouch(keeper, login, word="yes"):
    return keeper.browser.post("/people/vouching", login=login, vouched_for=word)


@pytest.fixture
def provider(small_office):
    """The town's provider, which the office was told of, and 李明 for whom it may vouch."""
    with town() as told:
        known = SignInProvider(issuer=told.issuer, client=CLIENT, secret=SECRET)
        small_office.settings = replace(small_office.settings, provider=known)
        told.guan = Owner(small_office)
        told.guan.owns_password()
        takes_on(small_office, "li")
        assert vouch(told.guan, "li").status_code == 303
        told.now = int(small_office.now().timestamp())
        told.li = Owner(small_office, login="li")
        told.li.owns_password()
        yield told


@pytest.fixture
def door(small_office, provider):
    return create(small_office)


def sets_out(browser, path="/sign-in/provider?next=/register"):
    """Go to the provider; return what it was asked for."""
    going = browser.get(path)
    assert going.status_code == 303, text_of(going)
    parts = urlsplit(going.headers["location"])
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def returns(browser, place):
    parts = urlsplit(place)
    return browser.get(f"{parts.path}?{parts.query}")


def comes_in(door, provider):
    browser = Browser(door)
    return browser, returns(browser, provider.grant(sets_out(browser)))


def test_somebody_with_an_account_comes_in(door, provider, small_office):
    page = Browser(door).get("/sign-in")
    browser, answer = comes_in(door, provider)

    assert "用统一身份认证登录" in text_of(page)
    assert answer.status_code == 200
    assert 'content="0; url=/register"' in answer.text
    assert "李明" in browser.get("/").text
    assert browser.client.cookies.get("xianshen-errand") is None
    told = [entry.body for entry in rows(provider.li.office, LedgerEntryRow)]
    assert '"by":"provider"' in told[-1]  # the ledger says who vouched


def test_what_is_asked_for_is_bound_to_this_browser(door, provider):
    """PKCE, a state and a nonce of its own each time; no secret is in the address."""
    one, other = (sets_out(Browser(door)) for _ in range(2))

    assert one["code_challenge_method"] == "S256"
    assert one["scope"] == "openid profile"
    assert one["redirect_uri"] == "http://127.0.0.1:8000/sign-in/provider/back"
    for name in ("state", "nonce", "code_challenge"):
        assert one[name] != other[name]
        assert len(one[name]) >= 43
    assert SECRET not in str(one)


def test_the_cookie_of_the_errand_says_nothing(door, provider):
    going = Browser(door).get("/sign-in/provider")

    cookie = going.headers["set-cookie"]
    asked = parse_qs(urlsplit(going.headers["location"]).query)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert asked["state"][0] not in cookie


def refused(answer):
    return answer.status_code == 403 and "没有登录" in text_of(answer)


def test_a_token_on_other_terms_lets_nobody_in(door, provider, small_office):
    before = len(rows(small_office, SessionRow))
    for says in (
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": ["xianshen", "another"]},
        {"aud": "xianshen", "azp": "another"},
        {"nonce": "another"},
        {"exp": 1},
        {"iat": 99999999999},
        {"preferred_username": ""},
        {"preferred_username": ["li"]},
        {"preferred_username": "nobody"},
        {"preferred_username": "LI"},
    ):
        provider.says = says
        assert refused(comes_in(door, provider)[1]), says

    assert len(rows(small_office, SessionRow)) == before


def test_a_token_that_leaves_something_out_lets_nobody_in(door, provider):
    for name in ("iss", "aud", "exp", "iat", "sub", "nonce", "preferred_username"):
        provider.leaves_out = (name,)
        assert refused(comes_in(door, provider)[1]), name


def test_only_a_signature_of_the_provider_counts(door, provider):
    """Neither no signature, nor one that anybody can make from the public key."""
    for alg in ("none", "HS256", "RS512"):
        provider.alg = alg
        assert refused(comes_in(door, provider)[1]), alg


def test_another_key_of_the_same_name_signs_nothing(door, provider):
    provider.signs_with = FALSE

    assert refused(comes_in(door, provider)[1])


def test_a_provider_may_change_its_key(door, provider):
    """What was remembered is asked for once more."""
    assert comes_in(door, provider)[1].status_code == 200
    provider.key = OTHER

    assert comes_in(door, provider)[1].status_code == 200


def test_a_code_is_good_once_and_only_in_the_browser_that_set_out(door, provider):
    """S25: nobody is signed in by a link that somebody else sent."""
    browser, victim = Browser(door), Browser(door)
    place = provider.grant(sets_out(browser))

    assert refused(returns(Browser(door), place))  # no errand at all
    sets_out(victim)
    assert refused(returns(victim, place))  # another errand
    assert returns(browser, place).status_code == 200
    assert refused(returns(browser, place))  # the errand is done


def test_who_comes_back_without_what_it_takes_is_refused(door, provider):
    browser = Browser(door)
    sets_out(browser)

    for query in ("", "?code=x", "?state=x", "?error=access_denied", "?code=x&state=y"):
        assert refused(browser.get(f"/sign-in/provider/back{query}")), query


def test_an_errand_lasts_ten_minutes(door, provider, small_office):
    browser = Browser(door)
    place = provider.grant(sets_out(browser))
    small_office.now.later(minutes=10)

    assert refused(returns(browser, place))


def test_no_administrator_comes_in_this_way(door, provider):
    """Who keeps the town's directory does not become who keeps the office (三员)."""
    for login in ("guan", "shen"):
        provider.user = login
        assert refused(comes_in(door, provider)[1])


def test_who_it_may_not_vouch_for_hears_what_a_stranger_hears(door, provider, small_office):
    """Of whom nobody said so, who is shut, who keeps the office: nothing tells them apart."""
    takes_on(small_office, "other")
    for _ in range(5):
        Browser(door).post("/sign-in", login="li", password="wrong")
    before = len(rows(small_office, SessionRow))
    told = set()
    for login in ("nobody", "other", "li", "guan"):
        provider.user = login
        answer = comes_in(door, provider)[1]
        assert refused(answer), login
        told.add(text_of(answer))

    assert the(small_office, PersonRow, login="li").locked_until is not None
    assert len(told) == 1
    assert len(rows(small_office, SessionRow)) == before


def test_an_administrator_says_for_whom_and_takes_it_back(door, provider, small_office):
    """By the one act for provider and directory; what came in by it is out at once."""
    takes_on(small_office, "other")
    provider.user = "other"
    assert refused(comes_in(door, provider)[1])
    assert "可以用统一身份认证或者单位目录登录" in provider.guan.browser.get("/people").text
    assert vouch(provider.guan, "other").status_code == 303
    browser, answer = comes_in(door, provider)
    assert answer.status_code == 200
    assert browser.get("/password").status_code == 200

    assert vouch(provider.guan, "other", "no").status_code == 303

    assert browser.get("/password").headers["location"].startswith("/sign-in")
    assert refused(comes_in(door, provider)[1])


def test_never_for_who_keeps_the_office(provider, small_office):
    for login in ("guan", "shen"):
        assert vouch(provider.guan, login).status_code >= 400
        assert not the(small_office, PersonRow, login=login).vouched_for


@pytest.mark.parametrize("by", ["provider", "directory"])
def test_what_others_proved_counts_for_as_long_as_they_may_vouch(provider, small_office, by):
    """Taken back, or made an administrator, between the proof and the door."""
    li = the(small_office, PersonRow, login="li")
    proof = Proof(person_id=li.id, kept=li.password_hash, matches=True, by=by)
    assert not isinstance(small_office.change(admit, proof), SignInFailed)

    vouch(provider.guan, "li", "no")
    assert isinstance(small_office.change(admit, proof), SignInFailed)

    vouch(provider.guan, "li")
    assert not isinstance(small_office.change(admit, proof), SignInFailed)
    Owner(small_office, login="shen", first="First-word-2").owns_password()
    role = Role.SYSTEM_ADMIN
    small_office.do(GrantRole(login="li", role=role), caller=keeper_of(small_office))
    small_office.do(ConfirmRole(login="li", role=role), caller=keeper_of(small_office, "shen"))
    assert isinstance(small_office.change(admit, proof), SignInFailed)
    assert not isinstance(small_office.change(admit, replace(proof, by="password")), SignInFailed)


def test_no_account_is_made(door, provider, small_office):
    before = len(rows(small_office, PersonRow))
    provider.user = "newcomer"

    assert refused(comes_in(door, provider)[1])
    assert len(rows(small_office, PersonRow)) == before


def test_the_second_step_is_owed_all_the_same(door, provider):
    provider.li.sets_up()
    provider.now += 30
    browser, answer = comes_in(door, provider)

    assert 'content="0; url=/sign-in/code?next=/register"' in answer.text
    assert browser.get("/").headers["location"] == "/sign-in?next=/"


def test_a_closed_account_stays_out(door, provider, small_office):
    small_office.do(Deactivate(login="li"), caller=keeper_of(small_office))

    assert refused(comes_in(door, provider)[1])


def test_where_the_provider_fails_nobody_comes_in_by_it_and_passwords_still_do(door, provider):
    provider.is_down = True
    answer = Browser(door).get("/sign-in/provider")

    assert answer.status_code == 409
    assert "请用本系统的用户名和口令登录" in text_of(answer)
    browser = Browser(door)
    assert browser.post("/sign-in", login="guan", password=OWN).headers["location"] == "/"


def test_a_provider_that_hangs_takes_the_threads_of_few(door, provider):
    """Whoever comes beyond these is told at once when to come back; passwords are still asked."""
    provider.hangs = Event()
    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        hanging = [pool.submit(Browser(door).get, "/sign-in/provider") for _ in range(AT_ONCE + 1)]
        first = next(as_completed(hanging)).result()
        entered = Browser(door).post("/sign-in", login="guan", password=OWN)
        provider.hangs.set()

    assert (first.status_code, first.headers["retry-after"]) == (503, str(COME_BACK))
    assert f"请{COME_BACK}秒后再试" in text_of(first)
    assert entered.headers["location"] == "/"
    assert sorted(one.result().status_code for one in hanging) == [303] * AT_ONCE + [503]
    assert comes_in(door, provider)[1].status_code == 200


def test_a_strange_description_is_none(small_office, provider):
    """S52: what is asked goes over TLS or stays on this machine."""
    for describes in (
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
    ):
        provider.describes = describes
        assert Browser(create(small_office)).get("/sign-in/provider").status_code == 409


def test_nothing_is_followed(door, provider):
    provider.describes = {"jwks_uri": f"{provider.issuer}/elsewhere"}
    _, answer = comes_in(door, provider)

    assert answer.status_code == 409
    assert "/keys" not in provider.asked


def test_an_office_that_knows_no_provider_has_no_such_door(small_office):
    stranger = Browser(create(small_office))

    for path in ("/sign-in/provider", "/sign-in/provider/back?code=x&state=y"):
        assert stranger.get(path).status_code == 404
    assert "统一身份认证" not in stranger.get("/sign-in").text


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://id.example.gov.cn", True),
        ("http://127.0.0.1:8080/realm", True),
        ("http://localhost:8080", True),
        ("http://id.example.gov.cn", False),
        ("http://10.0.0.1", False),
        ("https://user:word@id.example.gov.cn", False),
        ("https://id.example.gov.cn/#there", False),
        ("ftp://id.example.gov.cn", False),
        ("https://", False),
        ("http://[::1", False),
    ],
)
def test_an_address_is_over_tls_or_here(url, is_safe):
    assert is_safe_address(url) is is_safe
