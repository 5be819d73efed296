"""A directory on this machine for as long as it is wanted: a real slapd with its own folder."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

BASE = "dc=town,dc=example"
ACCOUNT, SECRET = f"cn=reader,{BASE}", "reader's own word"
WORD = "the word in the directory"
SCHEMAS = (Path("/etc/ldap/schema/core.schema"), Path("/etc/openldap/schema/core.schema"))
HERE = "127.0.0.1"
CONFIG = """
include {schema}
{demands}
pidfile {folder}/slapd.pid
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/own.pem
TLSCertificateKeyFile {folder}/own.key
disallow bind_anon
require bind
allow bind_anon_cred
database ldif
suffix "{base}"
directory {folder}/rows
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{account}" read by * none
"""
ENTRY = """dn: uid={login},{place}
objectClass: person
objectClass: uidObject
uid: {login}
cn: {login}
sn: {login}
userPassword: {word}

"""


@dataclass(frozen=True, kw_only=True)
class Slapd:
    """Where it listens, whom it knows, and whose certificates it is known by."""

    plain: str
    tls: str
    authority: Path
    elsewhere: socket.socket
    """Where its reference leads; nobody may come."""


def program() -> str | None:
    """Find slapd, which is not in everybody's path."""
    return shutil.which("slapd", path="/usr/local/sbin:/usr/sbin:/usr/libexec:/usr/lib/openldap")


def schema() -> Path | None:
    return next((one for one in SCHEMAS if one.is_file()), None)


@contextmanager
def slapd(folder: Path, logins: tuple[str, ...], *, demands: str = "") -> Iterator[Slapd]:
    """Start a directory that knows these people, and end it; `demands` is a line of its own."""
    (folder / "rows").mkdir(parents=True)
    authority = certify(folder)
    with socket.create_server((HERE, 0)) as elsewhere:
        rows = _rows(logins, elsewhere=elsewhere.getsockname()[1])
        written = CONFIG.format(
            schema=schema(), folder=folder, base=BASE, account=ACCOUNT, demands=demands
        )
        (folder / "slapd.conf").write_text(written, encoding="utf-8")
        own = [str(program()), "-f", str(folder / "slapd.conf")]
        add = [own[0], "-Tadd", "-f", own[2]]
        subprocess.run(add, input=rows.encode(), check=True, capture_output=True)
        plain, tls = (free_port() for _ in range(2))
        places = f"ldap://{HERE}:{plain} ldaps://{HERE}:{tls}"
        with subprocess.Popen(
            [*own, "-h", places, "-d", "0"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                _listens(process, plain)
                yield Slapd(
                    plain=f"ldap://{HERE}:{plain}",
                    tls=f"ldaps://{HERE}:{tls}",
                    authority=authority,
                    elsewhere=elsewhere,
                )
            finally:
                process.terminate()


def certify(folder: Path) -> Path:
    """Make an authority and a certificate of this machine; return the authority's."""
    folder.mkdir(exist_ok=True)
    key, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    of = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Authority of {folder.name}")])
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "directory")])
    ca = x509.BasicConstraints(ca=True, path_length=0)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))])
    top = _certificate(of, key.public_key(), by=of, signed_with=key, says=ca)
    leaf = _certificate(who, own.public_key(), by=of, signed_with=key, says=here)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(top.public_bytes(pem))
    (folder / "own.pem").write_bytes(leaf.public_bytes(pem))
    (folder / "own.key").write_bytes(
        own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "ca.pem"


def _certificate(subject, public, *, by, signed_with, says):
    now = datetime.now(UTC)  # noqa: TID251 - slapd and the library go by the machine's clock
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(says, critical=isinstance(says, x509.BasicConstraints))
    )
    return made.sign(signed_with, hashes.SHA256())


def _rows(logins: tuple[str, ...], *, elsewhere: int) -> str:
    top = (
        f"dn: {BASE}\nobjectClass: organization\nobjectClass: dcObject\no: town\ndc: town\n\n"
        f"dn: {ACCOUNT}\nobjectClass: person\ncn: reader\nsn: reader\nuserPassword: {SECRET}\n\n"
        f"dn: ou=desks,{BASE}\nobjectClass: organizationalUnit\nou: desks\n\n"
        f"dn: ou=others,{BASE}\nobjectClass: organizationalUnit\nou: others\n\n"
        f"dn: cn=away,{BASE}\nobjectClass: referral\nobjectClass: extensibleObject\ncn: away\n"
        f"uid: away\nref: ldap://{HERE}:{elsewhere}/cn=away,{BASE}\n\n"
    )
    people = "".join(
        ENTRY.format(login=login, place=f"ou=desks,{BASE}", word=WORD) for login in logins
    )
    twin = ENTRY.format(login="twin", place=f"ou=desks,{BASE}", word=WORD)
    return top + people + twin + twin.replace("ou=desks", "ou=others")


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.create_server((HERE, 0)) as door:
        return int(door.getsockname()[1])


def _listens(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with socket.socket() as door:
            if door.connect_ex((HERE, port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("slapd does not listen")
