"""Settings of one installation, from XIANSHEN_* variables and an optional TOML file.

The only reader of the environment. A variable wins over the file, the file over the default.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path

from review.domain.account_refusals import AddressUnfit
from review.domain.mail_server import MailServer, server_at
from review.domain.mailing import refuse_address
from review.domain.sign_in_directory import (
    ATTRIBUTE,
    LOGIN,
    SignInDirectory,
    is_directory,
    needs_no_tls,
)
from review.domain.sign_in_provider import CLAIM, SignInProvider, is_safe_address
from review.shipped import checkout

_DRIVER = "postgresql+psycopg"
_SCHEMES = {
    "sqlite": "sqlite",
    "postgres": _DRIVER,
    "postgresql": _DRIVER,
    _DRIVER: _DRIVER,
}
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]+")
_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_IN_FILE = (
    "database_url",
    "data_dir",
    "ldap_account",
    "ldap_attribute",
    "ldap_base",
    "ldap_ca",
    "ldap_dn",
    "ldap_secret",
    "ldap_url",
    "log_form",
    "mail_from",
    "oidc_claim",
    "oidc_client",
    "oidc_issuer",
    "oidc_secret",
    "public_name",
    "runtime_role",
    "smtp",
    "webhook_hosts",
)


class LogForm(StrEnum):
    """How the log file is written: lines for people, JSON for a collector."""

    LINES = "lines"
    JSON = "json"


class SettingError(ValueError):
    """A setting cannot be used; the message says in Chinese which, why and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one installation is told; what could carry a password does not show itself."""

    data_dir: Path
    database_url: str = field(repr=False)
    log_form: LogForm = LogForm.LINES
    public_names: tuple[str, ...] = ()
    """What the office is called in the address bar of other machines."""
    runtime_role: str | None = None
    """The role of PostgreSQL that works with the tables without owning them."""
    mail_server: MailServer | None = field(default=None, repr=False)
    """Where notices are handed over; without one none goes by mail."""
    provider: SignInProvider | None = field(default=None, repr=False)
    """The sign-in of the town, where people may come in by it."""
    directory: SignInDirectory | None = field(default=None, repr=False)
    """The directory of the office, where it may vouch for people."""
    webhook_hosts: tuple[str, ...] = ()
    """Names, addresses and networks of the office itself that may be told when a case moves."""
    token: str | None = field(default=None, repr=False)
    """The acting person's own token, from the environment only: a settings file is shared."""

    @property
    def log_dir(self) -> Path:
        """Where the log files lie."""
        return self.data_dir / "logs"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of this process.

    Raises:
        SettingError: a value cannot be used.
    """
    environ = os.environ if environ is None else environ
    given = _from_file(environ) | _from_environment(environ, names=(*_IN_FILE, "token"))
    folder = _data_dir(given.get("data_dir"))
    return Settings(
        data_dir=folder,
        database_url=_database_url(given.get("database_url"), folder=folder),
        log_form=_log_form(given.get("log_form")),
        public_names=_public_names(given.get("public_name")),
        runtime_role=_runtime_role(given.get("runtime_role")),
        mail_server=_mail_server(given.get("smtp"), sender=given.get("mail_from")),
        provider=_provider(given),
        directory=_directory(given),
        webhook_hosts=_webhook_hosts(given.get("webhook_hosts")),
        token=given.get("token"),
    )


def _variable(name: str) -> str:
    return f"XIANSHEN_{name.upper()}"


def _from_environment(environ: Mapping[str, str], *, names: tuple[str, ...]) -> dict[str, str]:
    """An empty variable is refused: a forgotten secret must not silently become the default."""
    given = {name: environ[_variable(name)] for name in names if _variable(name) in environ}
    for name, value in given.items():
        if not value.strip():
            raise SettingError(f"环境变量 {_variable(name)} 是空的：请填写，或者取消这个变量。")
    return given


def _from_file(environ: Mapping[str, str]) -> dict[str, str]:
    named = _from_environment(environ, names=("settings",)).get("settings")
    if named is None:
        return {}
    path = Path(named).expanduser()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise SettingError(f"XIANSHEN_SETTINGS 所指的设置文件读不了：{path}") from None
    except ValueError:
        raise SettingError(f"设置文件不是有效的 UTF-8 编码 TOML：{path}") from None
    return {name: _text(name, value=value) for name, value in table.items()}


def _text(name: str, *, value: object) -> str:
    if name not in _IN_FILE:
        raise SettingError(f"设置文件里不能有“{name}”；可以写的有：{'、'.join(_IN_FILE)}。")
    if not isinstance(value, str) or not value.strip():
        raise SettingError(f"设置文件里的“{name}”应当是一段不空的文字，写在引号里。")
    return value


def _data_dir(given: str | None) -> Path:
    folder = Path(given).expanduser().resolve() if given else _own_folder()
    if folder.exists() and not folder.is_dir():
        raise SettingError(f"数据目录 {folder} 是一个文件：请用 XIANSHEN_DATA_DIR 指定一个目录。")
    if "?" in str(folder):
        raise SettingError(f"数据目录 {folder} 的路径里不能有问号：请换一个目录。")
    return folder


def _own_folder() -> Path:
    top = checkout()
    if top is not None:
        return top / "data" / "local"
    from platformdirs import user_data_path  # noqa: PLC0415 - only an installed copy asks for it

    return user_data_path("xianshen", appauthor=False)


def _database_url(given: str | None, *, folder: Path) -> str:
    """Name the driver: plain postgresql:// means a different one in every age of SQLAlchemy."""
    if given is None:
        return f"sqlite:///{(folder / 'xianshen.db').as_posix()}"
    scheme, separator, rest = given.partition("://")
    if not separator or scheme not in _SCHEMES:
        raise SettingError(
            "XIANSHEN_DATABASE_URL 只能是 sqlite:///文件路径，"
            "或 postgresql+psycopg://用户:口令@主机:端口/库名。"
        )
    return f"{_SCHEMES[scheme]}://{rest}"


def _public_names(given: str | None) -> tuple[str, ...]:
    """A name as it stands in an address: no scheme, no port, no path."""
    names = tuple(name.strip().lower() for name in (given or "").split(",") if name.strip())
    for name in names:
        if not _NAME.fullmatch(name):
            raise SettingError(
                f"XIANSHEN_PUBLIC_NAME 里的“{name}”不是主机名或 IP：不写 https:// 和端口。"
            )
    return names


def _webhook_hosts(given: str | None) -> tuple[str, ...]:
    """A name, an address, or a network such as 10.1.0.0/16."""
    hosts = tuple(host.strip().lower() for host in (given or "").split(",") if host.strip())
    for host in hosts:
        if not _NAME.fullmatch(host.partition("/")[0]) or ("/" in host and not _is_network(host)):
            raise SettingError(
                f"XIANSHEN_WEBHOOK_HOSTS 里的“{host}”不是主机名、IP 或网段：不写 https:// 和端口。"
            )
    return hosts


def _provider(given: Mapping[str, str]) -> SignInProvider | None:
    """Both who vouches and as whom we are known there, or neither."""
    issuer, client = given.get("oidc_issuer"), given.get("oidc_client")
    if issuer is None and client is None:
        return None
    if issuer is None or client is None:
        raise SettingError("XIANSHEN_OIDC_ISSUER 和 XIANSHEN_OIDC_CLIENT 要一起写。")
    if not is_safe_address(issuer):
        raise SettingError(
            "XIANSHEN_OIDC_ISSUER 应当是 https:// 开头的地址（本机的可以是 http://）。"
        )
    claim = given.get("oidc_claim") or CLAIM
    return SignInProvider(
        issuer=issuer, client=client, secret=given.get("oidc_secret"), claim=claim
    )


def _directory(given: Mapping[str, str]) -> SignInDirectory | None:
    """Half a directory is refused, and one that a listener on the way could speak for."""
    url = given.get("ldap_url")
    if url is None:
        if any(name.startswith("ldap_") for name in given):
            raise SettingError("写了 XIANSHEN_LDAP_ 开头的其他设置，就要写 XIANSHEN_LDAP_URL。")
        return None
    if not is_directory(url):
        raise SettingError("XIANSHEN_LDAP_URL 只能是 ldaps://主机:端口 或 ldap://主机:端口。")
    authority = _authority(given.get("ldap_ca"), url=url)
    base, template = given.get("ldap_base"), given.get("ldap_dn")
    if (base is None) is (template is None):
        raise SettingError("XIANSHEN_LDAP_BASE 和 XIANSHEN_LDAP_DN 要写一个，也只写一个。")
    if template is not None and template.count(LOGIN) != 1:
        raise SettingError(f"XIANSHEN_LDAP_DN 里要有一处 {LOGIN}，代表用户名。")
    attribute = given.get("ldap_attribute") or ATTRIBUTE
    if not _ATTRIBUTE.fullmatch(attribute):
        raise SettingError("XIANSHEN_LDAP_ATTRIBUTE 应当是一个属性名，例如 uid、sAMAccountName。")
    account, secret = given.get("ldap_account"), given.get("ldap_secret")
    if (account is None) is not (secret is None):
        raise SettingError("XIANSHEN_LDAP_ACCOUNT 和 XIANSHEN_LDAP_SECRET 要一起写。")
    return SignInDirectory(
        url=url,
        authority=authority,
        base=base or "",
        attribute=attribute,
        account=account,
        secret=secret,
        template=template,
    )


def _authority(given: str | None, *, url: str) -> Path | None:
    if given is None:
        if needs_no_tls(url):
            return None
        raise SettingError(
            "XIANSHEN_LDAP_CA 要写：签发目录服务器证书的 CA 证书（PEM 文件），"
            "连接一律加密并核对证书；只有本机的 ldap:// 可以不写。"
        )
    path = Path(given).expanduser().resolve()
    if not path.is_file():
        raise SettingError(f"XIANSHEN_LDAP_CA 所指的证书文件不存在：{path}")
    return path


def _is_network(said: str) -> bool:
    try:
        ip_network(said)
    except ValueError:
        return False
    return True


def _runtime_role(given: str | None) -> str | None:
    """A role is named in statements that take no parameters: nothing else may stand there."""
    if given is not None and not _ROLE.fullmatch(given):
        raise SettingError("XIANSHEN_RUNTIME_ROLE 只能是小写字母、数字和下划线，以字母开头。")
    return given


def _mail_server(given: str | None, *, sender: str | None) -> MailServer | None:
    """A server without a mailbox to write from, or the other way round, was half written."""
    if given is None and sender is None:
        return None
    if given is None or sender is None:
        raise SettingError("XIANSHEN_SMTP 和 XIANSHEN_MAIL_FROM 要写就都写：服务器，和发件的邮箱。")
    try:
        refuse_address(sender)
        return server_at(given, sender=sender)
    except AddressUnfit:
        raise SettingError(
            "XIANSHEN_MAIL_FROM 应当是一个邮箱地址，形如 name@example.gov.cn。"
        ) from None
    except ValueError:
        raise SettingError(
            "XIANSHEN_SMTP 只能是 smtp://用户:口令@主机:端口 或 smtps://用户:口令@主机:端口。"
        ) from None


def _log_form(given: str | None) -> LogForm:
    try:
        return LogForm(given or LogForm.LINES)
    except ValueError:
        forms = " 或 ".join(LogForm)
        raise SettingError(f"XIANSHEN_LOG_FORM 只能是 {forms}。") from None
