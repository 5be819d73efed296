"""Coming in by the directory of the office: a real one, and what it may not do."""

from __future__ import annotations

import re
import socket
import sys
from dataclasses import replace
from threading import Thread

import pytest
from loguru import logger

from review.commands import AddPerson, Caller, Deactivate, NewAccount
from review.domain.directory_refusals import DirectoryFails, DirectoryLibraryMissing
from review.domain.sign_in_directory import SignInDirectory
from review.services import directory as asking
from review.services.directory import can_ask
from review.services.directory_check import wanting
from review.storage.rows import LedgerEntryRow, PersonRow, SessionRow
from review.web.app import create
from tests.web.browser import Browser, text_of
from tests.web.conftest import FIRST_PASSWORD
from tests.web.kept import rows, the
from tests.web.sign_in import slapd as town
from tests.web.sign_in.owner import OWN, STRICT, Owner
from tests.web.sign_in.slapd import ACCOUNT, BASE, SECRET, WORD, certify, free_port

TEMPLATE = f"uid={{login}},ou=desks,{BASE}"
DIRECT = {"template": TEMPLATE, "base": "", "account": None, "secret": None}
NO = {32: "no such object", 48: "inappropriate authentication", 49: "invalid credentials"}
NEITHER = {1: "operations", 2: "protocol", 8: "stronger", 11: "limit", 13: "TLS", 53: "unwilling"}
"""Results of a bind (RFC 4511 A.1): some speak of the password, the others do not."""
LOGINS = ("li", "guan", "shen", "other")
HOSTILE = ("l*", "*", "x)(uid=li", "li,ou=desks", "away", "twin")
"""Logins that mean somebody else, elsewhere, or two, to who takes them at their word."""


@pytest.fixture(scope="module")
def slapd(tmp_path_factory, unavailable):
    """A directory that knows li, and everybody who keeps the office."""
    if not can_ask():
        unavailable("没有装 python-ldap：sh requirements/directory.sh")
    if town.program() is None or town.schema() is None:
        unavailable("没有 slapd：Debian 上 apt-get install slapd")
    with town.slapd(tmp_path_factory.mktemp("slapd"), LOGINS) as started:
        yield started


def known(slapd, **changes):
    told = {
        "url": slapd.tls,
        "authority": slapd.authority,
        "base": BASE,
        "account": ACCOUNT,
        "secret": SECRET,
    }
    return SignInDirectory(**told | changes)


class Place:
    """An office that was told of the directory, and li in it for whom it may vouch."""

    def __init__(self, office, slapd, *, own=OWN):
        self.office, self.slapd = office, slapd
        self.guan = Owner(office, own=own)
        self.guan.owns_password()
        self.turn()

    def turn(self, **changes):
        """Tell the office of the directory otherwise."""
        told = known(self.slapd, **changes)
        self.office.settings = replace(self.office.settings, directory=told)
        self.door = create(self.office)

    @property
    def keeper(self):
        guan = the(self.office, PersonRow, login="guan")
        return Caller(person_id=guan.id, agency_id=guan.agency_id)

    def takes_on(self, login, *, is_vouched_for=True):
        """Make an account, and let the directory vouch for it."""
        new = NewAccount(login=login, name="李明", password=FIRST_PASSWORD, section="办公室")
        self.office.do(AddPerson(account=new), caller=self.keeper)
        if is_vouched_for:
            answer = self.guan.browser.post("/people/vouching", login=login, vouched_for="yes")
            assert answer.status_code == 303, text_of(answer)

    def tries(self, login="li", password=WORD, **words):
        browser = Browser(self.door)
        words = {"login": login, "password": password, "next": "/register", **words}
        return browser, browser.post("/sign-in/directory", **words)

    def lets_in(self, *words, **more):
        return self.tries(*words, **more)[1].status_code == 303


@pytest.fixture
def logs():
    """All that is logged meanwhile, tracebacks and what was said with it."""
    lines = []
    sink = logger.add(
        lambda line: lines.append(str(line)), level="TRACE", format="{message} {extra} {exception}"
    )
    yield lines
    logger.remove(sink)


@pytest.fixture
def place(small_office, slapd):
    place = Place(small_office, slapd)
    place.takes_on("li")
    place.li = Owner(small_office, login="li")
    place.li.owns_password()
    return place


def failed(answer):
    return answer.status_code == 403 and "用户名或者口令不对" in text_of(answer)


def test_somebody_for_whom_it_may_vouch_comes_in(place):
    page = Browser(place.door).get("/sign-in")
    browser, answer = place.tries()

    assert "用单位目录的口令登录" in text_of(page)
    assert answer.headers["location"] == "/register"
    assert "李明" in browser.get("/").text
    assert '"by":"directory"' in rows(place.office, LedgerEntryRow)[-1].body


def test_there_are_several_ways_to_ask(place, slapd):
    """A plain line that turns to TLS, a name made from the login, a line within this machine."""
    for changes in (
        {"url": slapd.plain},
        DIRECT,
        {"url": slapd.plain, "authority": None},
    ):
        place.turn(**changes)
        assert place.lets_in(), changes
        assert not place.lets_in(password="wrong"), changes


def test_what_proves_nothing_lets_nobody_in(place):
    """RFC 4513 5.1.2: a bind without a password succeeds and proves nothing."""
    for password in ("", "wrong", OWN, WORD + " ", "\0"):
        answer = place.tries(password=password)[1]
        assert answer.status_code in {403, 422}, password
    assert not place.lets_in(login="nobody")
    assert not place.lets_in(login="LI")


def test_no_login_is_more_than_a_login(place):
    """Neither a filter nor a name is written by who types one; nothing is followed."""
    for login in HOSTILE:
        place.takes_on(login)
    for changes in ({}, {"template": TEMPLATE}):
        place.turn(**changes)
        for login in HOSTILE:
            if not (changes and login == "twin"):  # who is named directly is one
                assert failed(place.tries(login)[1]), login

    place.slapd.elsewhere.settimeout(0)
    with pytest.raises(BlockingIOError):
        place.slapd.elsewhere.accept()


def test_only_the_certificate_of_the_directory_counts(place, slapd, tmp_path):
    """Another authority, another name, none at all: the password is not said."""
    other = certify(tmp_path / "other")
    for changes in (
        {"authority": other},
        {"authority": other, "url": slapd.plain},
        {"url": slapd.tls.replace("127.0.0.1", "localhost")},
        {"url": slapd.plain.replace("127.0.0.1", "localhost")},
        {"url": slapd.plain.replace("ldap:", "ldaps:")},
    ):
        place.turn(**changes)
        answer = place.tries()[1]
        assert answer.status_code == 409, changes
        assert "单位目录现在用不了" in text_of(answer)


def test_where_the_directory_is_down_everybody_hears_the_same_and_passwords_go_on(place):
    for changes in ({"url": f"ldaps://127.0.0.1:{free_port()}"}, {"secret": "x"}, {"base": "dc=x"}):
        place.turn(**changes)
        told = {text_of(place.tries(login)[1]).replace(login, "") for login in ("li", "nobody")}
        assert len(told) == 1
        assert "请用本系统的口令登录" in told.pop()
    assert place.li.proves_password(Browser(place.door)).headers["location"] == "/"
    assert the(place.office, PersonRow, login="li").failed_sign_ins == 0  # nobody guessed


def test_a_directory_that_demands_more_has_refused_nobody(place, tmp_path):
    """It takes passwords over TLS only, and was asked without: nobody guessed, nobody is shut."""
    with town.slapd(tmp_path / "strict", ("li",), demands="security simple_bind=128") as strict:
        place.turn(url=strict.plain, authority=None, **DIRECT)
        tries = [place.tries(login)[1] for login in ("li",) * 5 + ("nobody",)]
        assert {answer.status_code for answer in tries} == {409}
        assert all("单位目录现在用不了" in text_of(answer) for answer in tries)
        assert the(place.office, PersonRow, login="li").failed_sign_ins == 0
        assert place.li.proves_password(Browser(place.door)).headers["location"] == "/"
        assert [one.subject for one in wanting(place.office.settings.directory)] == ["directory"]

        place.turn(url=strict.tls, authority=strict.authority, **DIRECT)
        assert place.lets_in()
        assert failed(place.tries(password="wrong")[1])
        assert the(place.office, PersonRow, login="li").failed_sign_ins == 1


def answering(door, results):
    """Answer the bind of each line that comes with the next result."""
    for result in results:
        line, _ = door.accept()
        with line:
            line.recv(4096)
            line.sendall(bytes.fromhex(f"300c02010161070a01{result:02x}04000400"))
            while line.recv(4096):
                pass


def test_only_three_answers_are_a_no(slapd):
    """All else is neither, such as what Active Directory may say of a closed account (53)."""
    with socket.create_server((town.HERE, 0)) as door:
        answers = Thread(target=answering, args=(door, (*NO, *NEITHER)), daemon=True)
        answers.start()
        place = f"ldap://{town.HERE}:{door.getsockname()[1]}"
        directory = asking.Directory(known(slapd, url=place, authority=None, **DIRECT))
        for _ in NO:
            assert directory.proves("li", WORD) is False
        for _ in NEITHER:
            with pytest.raises(DirectoryFails):
                directory.proves("li", WORD)
        answers.join(timeout=5)
    assert not answers.is_alive()


def test_wrong_passwords_count_and_shut_the_account(place):
    """Here as at the other door; and once it is shut the directory hears no guess any more."""
    for _ in range(5):
        assert failed(place.tries(password="wrong")[1])

    assert the(place.office, PersonRow, login="li").locked_until is not None
    assert failed(place.tries()[1])
    assert failed(place.li.proves_password(Browser(place.door)))


def test_the_same_is_asked_for_a_stranger(place, monkeypatch):
    """One question for each who comes, and another name in it where nobody is meant."""
    heard = []
    really = asking._asked  # noqa: SLF001 - what goes to the directory is looked at, and goes there

    def listen(told, login, password):
        heard.append((login, password))
        return really(told, login, password)

    monkeypatch.setattr(asking, "_asked", listen)
    place.takes_on("other", is_vouched_for=False)
    for login in ("li", "nobody", "guan", "other"):
        place.tries(login, "wrong")

    assert [login for login, _ in heard].index("li") == 0
    assert len(heard) == 4
    assert not {"nobody", "guan", "other"} & {login for login, _ in heard}
    assert [password for _, password in heard].count("wrong") == 1


def test_who_it_may_not_vouch_for_stays_out(place):
    """Administrators, the auditor, accounts of which nobody said so, closed ones."""
    place.takes_on("other", is_vouched_for=False)
    before = len(rows(place.office, SessionRow))
    for login in ("guan", "shen", "other"):
        assert failed(place.tries(login)[1]), login
    place.office.do(Deactivate(login="li"), caller=place.keeper)

    assert failed(place.tries()[1])
    assert len(rows(place.office, SessionRow)) == before


def test_who_keeps_the_office_is_never_vouched_for(place):
    browser = place.guan.browser

    for login in ("shen", "guan"):
        assert browser.post("/people/vouching", login=login, vouched_for="yes").status_code >= 400
    assert place.li.browser.post("/people/vouching", login="li").status_code != 303
    assert not the(place.office, PersonRow, login="shen").vouched_for


def test_the_page_offers_it_only_for_whom_it_may_vouch(place):
    place.takes_on("other", is_vouched_for=False)
    page = place.guan.browser.get("/people").text
    offers = re.findall(r'action="/people/vouching".*?name="login" value="(\w+)"', page, re.DOTALL)

    assert '调整<span class="unseen">沈审的账号' in page  # other things are offered there
    assert {"li", "other"} <= {*offers}
    assert "shen" not in offers


def test_being_vouched_for_ends(place):
    browser, _ = place.tries()
    assert "可用统一身份认证或者单位目录登录" in place.guan.browser.get("/people").text
    answer = place.guan.browser.post("/people/vouching", login="li", vouched_for="no")

    assert answer.status_code == 303
    assert browser.get("/").headers["location"].startswith("/sign-in")  # the session ended
    assert failed(place.tries()[1])


def test_nothing_of_it_stands_in_the_log(place, logs):
    place.tries()
    place.tries(password="wrong geheim")
    place.turn(secret="geheim too")
    place.tries()

    for word in (WORD, "geheim", SECRET, ACCOUNT, BASE):
        assert word not in "".join(logs)
    assert "the directory cannot be asked" in "".join(logs)


def test_the_second_step_is_owed_all_the_same(strict_office, slapd):
    """等保三级: li has a telephone, and the directory does not stand in for it."""
    place = Place(strict_office, slapd, own=STRICT)
    place.guan.sets_up()
    place.takes_on("li")
    li = Owner(strict_office, login="li", own=STRICT)
    li.owns_password()
    li.sets_up()
    browser, answer = place.tries()

    assert answer.headers["location"] == "/sign-in/code?next=/register"
    assert browser.get("/").headers["location"] == "/sign-in?next=/"
    browser.get("/sign-in/code")
    code = li.telephone.shows(li.clock())
    assert browser.post("/sign-in/code", code=code, next="/").status_code == 303
    assert "李明" in browser.get("/").text


def test_the_doctor_says_whether_it_can_be_asked(slapd):
    assert [*wanting(None), *wanting(known(slapd))] == []
    told = [*wanting(known(slapd, secret="x"))]

    assert [(one.subject, one.is_note) for one in told] == [("directory", True)]
    assert "XIANSHEN_LDAP_" in told[0].message


def silent(door):
    """Accept one line, promise TLS on it, and say nothing more."""
    line, _ = door.accept()
    with line:
        line.recv(4096)
        line.sendall(bytes.fromhex("300c02010178070a010004000400"))
        while line.recv(4096):
            pass


def test_a_directory_that_falls_silent_holds_up_nobody_for_long(slapd, monkeypatch):
    """A machine that is there and says nothing: at once, or after it promised TLS."""
    from review.services import directory_line  # noqa: PLC0415 - only with the extra

    monkeypatch.setattr(directory_line, "PATIENCE", 1)
    monkeypatch.setattr(directory_line, "LONGEST", 1)
    with socket.create_server((town.HERE, 0)) as door:
        place = f"{town.HERE}:{door.getsockname()[1]}"
        for scheme in ("ldaps", "ldap"):
            assert len([*wanting(known(slapd, url=f"{scheme}://{place}"))]) == 1
    with socket.create_server((town.HERE, 0)) as door:
        liar = Thread(target=silent, args=(door,))
        liar.start()
        place = f"{town.HERE}:{door.getsockname()[1]}"
        assert len([*wanting(known(slapd, url=f"ldap://{place}"))]) == 1
        liar.join(timeout=5)
    assert not liar.is_alive()


def test_without_the_library_nothing_starts_and_the_doctor_says_what_is_missing(
    small_office, tmp_path, monkeypatch
):
    monkeypatch.setitem(sys.modules, "ldap", None)  # as where the extra was not installed
    told = SignInDirectory(url="ldaps://directory.example", authority=tmp_path, base=BASE)
    small_office.settings = replace(small_office.settings, directory=told)

    with pytest.raises(DirectoryLibraryMissing) as missing:
        create(small_office)
    for said in (missing.value.advice, next(wanting(told)).message):
        assert "libldap-dev" in said
        assert "xianshen[ldap]" in said


def test_an_office_that_knows_no_directory_has_no_such_door(small_office):
    stranger = Browser(create(small_office))

    assert stranger.post("/sign-in/directory", login="li", password="x").status_code == 404
    assert "单位目录" not in stranger.get("/sign-in").text
