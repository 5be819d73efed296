"""Telling another system goes where the settings allow, and never any further (S52)."""

from __future__ import annotations

import socket
import ssl
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from review.publishing import telling as module
from review.publishing.channel import DeliveryFailedError
from review.publishing.telling import Telling, Told
from tests.storage.receiver import Receiver, receiving

TOLD = Told(id="d", secret="s", body=b"{}", at=0)
NOT_ADDRESSES = (
    "", "oa.example.com", "//oa.example.com", "file:///etc/passwd", "gopher://oa.example.com/",
    "ftp://oa.example.com/", "javascript:alert(1)", "https://", "https:///x", "https://u@oa.example.com/",
    "https://u:p@oa.example.com/", "https://oa.example.com/#x", "https://oa.example.com:0/",
    "https://oa.example.com:99999/", "https://oa.example.com/\r\nx: y", "https://oa.example.com/ x",
    "https://例.example.com/", "https://oa.example.com\\@evil.example.com/", "https://[::1",
    "http://oa.example.com/", "https://oa.example.com/" + "x" * 500,
)  # fmt: skip
INSIDE = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "0", "10.0.0.1",
    "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1]", "[fc00::1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]", "localhost",
)  # fmt: skip


@pytest.mark.parametrize("url", NOT_ADDRESSES)
def test_what_is_no_address_for_messages_is_refused(tmp_path: Path, url: str):
    telling = Telling(tmp_path)

    assert not telling.may_be(url)
    with pytest.raises(DeliveryFailedError, match="address"):
        telling.tell(url, TOLD)


@pytest.mark.parametrize("host", INSIDE)
def test_no_name_leads_inside_that_the_settings_do_not_name(tmp_path: Path, host: str):
    """However it is written: the address that it leads to is judged, and nobody is connected to."""
    with receiving(Receiver()) as receiver:
        url = f"https://{host}:{receiver.port}/"
        with pytest.raises(DeliveryFailedError, match=r"address|unreachable") as refused:
            Telling(tmp_path, ("oa.example.com",)).tell(url, TOLD)

    assert receiver.came == []
    assert str(refused.value) == "address" or not _resolves(host)


def _resolves(host: str) -> bool:
    try:
        return bool(socket.getaddrinfo(host.strip("[]"), 443, type=socket.SOCK_STREAM))
    except OSError:
        return False


@pytest.mark.parametrize("hosts", [("127.0.0.1",), ("127.0.0.0/8",), ("localhost",)])
def test_what_the_settings_name_is_told(tmp_path: Path, hosts: tuple[str, ...]):
    name = "localhost" if hosts == ("localhost",) else "127.0.0.1"
    with receiving(Receiver()) as receiver:
        Telling(tmp_path, hosts).tell(receiver.url.replace("127.0.0.1", name), TOLD)

    assert len(receiver.came) == 1


def test_one_address_inside_among_several_is_enough_to_refuse(tmp_path: Path, monkeypatch):
    """DNS rebinding: a name with two faces is told at neither."""

    def two_faced(host: str, port: int, **_: object):
        stream = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*stream, ("93.184.216.34", port)), (*stream, ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", two_faced)

    with pytest.raises(DeliveryFailedError, match="address"):
        Telling(tmp_path).tell("https://two.example.com/", TOLD)


def test_a_certificate_of_nobody_known_is_refused(tmp_path: Path):
    """S59: and nothing was sent before it was looked at."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_self_signed(tmp_path))
    with receiving(Receiver(), tls=context) as receiver:
        url = receiver.url.replace("http:", "https:")
        with pytest.raises(DeliveryFailedError, match="certificate"):
            Telling(tmp_path, ("127.0.0.1",)).tell(url, TOLD)

    assert receiver.came == []


def _self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    path = folder / "own.pem"
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(
        encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(encoding))
    return path


@pytest.mark.parametrize(
    "says", [b"", b"HTTP/1.1 2", b"nonsense\r\n\r\n", b"HTTP/1.1 999999 x\r\n\r\n"]
)
def test_who_does_not_answer_has_not_taken_it(tmp_path: Path, monkeypatch, says: bytes):
    """Silence, half an answer and nonsense: in bounded time."""
    monkeypatch.setattr(module, "LONGEST", 0.3)
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        thread = Thread(target=_answers, args=(server, says))
        thread.start()
        with pytest.raises(DeliveryFailedError, match=r"unreachable|refused"):
            Telling(tmp_path, ("127.0.0.1",)).tell(
                f"http://127.0.0.1:{server.getsockname()[1]}/", TOLD
            )
        thread.join()


def _answers(server: socket.socket, says: bytes) -> None:
    connection, _ = server.accept()
    with closing(connection):
        connection.recv(65536)
        connection.sendall(says)
        while connection.recv(65536):
            pass


def test_two_that_ask_for_the_key_at_once_get_the_same(tmp_path: Path):
    found = {Telling(tmp_path).secret_of("w") for _ in range(3)}

    assert len(found) == 1
    assert Telling(tmp_path).secret_of("another") not in found
    assert Telling(tmp_path / "elsewhere").secret_of("w") not in found
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["webhooks.key"]
