"""An installation is told where its database and files lie, and what is wrong in Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.settings import LogForm, SettingError, read_settings
from review.shipped import checkout


def settings_file(folder: Path, text: str) -> dict[str, str]:
    path = folder / "xianshen.toml"
    path.write_text(text, encoding="utf-8")
    return {"XIANSHEN_SETTINGS": str(path)}


def test_a_checkout_keeps_its_data_under_data_local():
    """A fresh clone needs no setting at all."""
    settings = read_settings({})

    assert settings.data_dir == checkout() / "data" / "local"
    assert settings.database_url == f"sqlite:///{settings.data_dir.as_posix()}/xianshen.db"
    assert settings.log_dir == settings.data_dir / "logs"
    assert settings.token is None


def test_the_variable_wins_over_the_checkout(tmp_path):
    """An office that names a folder gets that folder, database included."""
    settings = read_settings({"XIANSHEN_DATA_DIR": str(tmp_path)})

    assert settings.data_dir == tmp_path
    assert settings.database_url == f"sqlite:///{tmp_path.as_posix()}/xianshen.db"


def test_the_variable_wins_over_the_file(tmp_path):
    """What is set for one start holds for that start."""
    environ = settings_file(tmp_path, f'data_dir = "{tmp_path}/file"\nlog_form = "json"\n')

    settings = read_settings(environ | {"XIANSHEN_DATA_DIR": str(tmp_path / "variable")})

    assert settings.data_dir == tmp_path / "variable"
    assert settings.log_form is LogForm.JSON


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_means_the_same_driver(scheme):
    """The database does not change its driver with the age of a library."""
    settings = read_settings({"XIANSHEN_DATABASE_URL": f"{scheme}://office:pw@db/xianshen"})

    assert settings.database_url == "postgresql+psycopg://office:pw@db/xianshen"


def test_settings_do_not_show_what_could_carry_a_password(tmp_path):
    """Settings printed by accident give nothing away."""
    settings = read_settings(
        {
            "XIANSHEN_DATA_DIR": str(tmp_path),
            "XIANSHEN_DATABASE_URL": "postgresql://office:geheim@db/xianshen",
            "XIANSHEN_TOKEN": "xs-geheim",
        }
    )

    assert settings.token == "xs-geheim"
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"XIANSHEN_DATABASE_URL": "mysql://root:geheim@db/x"}, "XIANSHEN_DATABASE_URL 只能是"),
        ({"XIANSHEN_DATABASE_URL": "geheim.db"}, "XIANSHEN_DATABASE_URL 只能是"),
        ({"XIANSHEN_DATABASE_URL": " "}, "环境变量 XIANSHEN_DATABASE_URL 是空的"),
        ({"XIANSHEN_TOKEN": ""}, "环境变量 XIANSHEN_TOKEN 是空的"),
        ({"XIANSHEN_DATA_DIR": __file__}, "是一个文件"),
        ({"XIANSHEN_DATA_DIR": "/nowhere/what?"}, "不能有问号"),
        ({"XIANSHEN_LOG_FORM": "xml"}, "XIANSHEN_LOG_FORM 只能是 lines 或 json"),
        ({"XIANSHEN_SETTINGS": "/nowhere/xianshen.toml"}, "读不了：/nowhere/xianshen.toml"),
    ],
    ids=[
        "other-database",
        "no-scheme",
        "blank-database",
        "blank-token",
        "folder-is-a-file",
        "question-mark",
        "log-form",
        "no-settings-file",
    ],
)
def test_a_variable_that_cannot_be_used_is_named(environ, told):
    """The message names the variable and never repeats a value that could hold a password."""
    with pytest.raises(SettingError) as error:
        read_settings(environ)

    assert told in str(error.value)
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('token = "xs-geheim"', "不能有“token”"),
        ('databse_url = "sqlite:///x.db"', "不能有“databse_url”"),
        ("data_dir = 3", "“data_dir”应当是一段不空的文字"),
        ('data_dir = ""', "“data_dir”应当是一段不空的文字"),
        ("data_dir = geheim", "不是有效的 UTF-8 编码 TOML"),
    ],
    ids=["token", "misspelt", "number", "empty", "not-toml"],
)
def test_a_settings_file_that_cannot_be_used_is_explained(tmp_path, text, told):
    """A misspelt line is refused, not ignored, and nobody's token lies in a shared file."""
    with pytest.raises(SettingError) as error:
        read_settings(settings_file(tmp_path, text))

    assert told in str(error.value)
    assert "geheim" not in str(error.value)


def test_a_settings_file_that_is_not_utf8_is_explained(tmp_path):
    """A file saved by an old editor in GBK is not half-read."""
    environ = settings_file(tmp_path, "")
    (tmp_path / "xianshen.toml").write_bytes('data_dir = "数据"'.encode("gbk"))

    with pytest.raises(SettingError, match="UTF-8"):
        read_settings(environ)


PROVIDER = {
    "XIANSHEN_OIDC_ISSUER": "https://id.example.gov.cn/realm",
    "XIANSHEN_OIDC_CLIENT": "xianshen",
    "XIANSHEN_OIDC_SECRET": "geheim",
}


def test_a_provider_is_named_whole_and_its_secret_does_not_show():
    """People may come in by the sign-in of their town."""
    settings = read_settings(PROVIDER)

    assert settings.provider.claim == "preferred_username"
    assert settings.provider.secret == "geheim"
    assert "geheim" not in repr(settings) + repr(settings.provider)
    assert read_settings({}).provider is None


@pytest.mark.parametrize(
    "changes",
    [
        {"XIANSHEN_OIDC_ISSUER": "http://id.example.gov.cn"},
        {"XIANSHEN_OIDC_ISSUER": "id.example.gov.cn"},
        {"XIANSHEN_OIDC_CLIENT": ""},
    ],
    ids=str,
)
def test_a_provider_in_the_clear_or_half_named_is_refused(changes):
    """Who listens on the way would come in as anybody."""
    with pytest.raises(SettingError):
        read_settings(PROVIDER | changes)


def test_a_provider_without_our_name_there_is_refused():
    with pytest.raises(SettingError, match="一起写"):
        read_settings({"XIANSHEN_OIDC_ISSUER": "https://id.example.gov.cn"})


DIRECTORY = {
    "XIANSHEN_LDAP_URL": "ldaps://directory.example.gov.cn",
    "XIANSHEN_LDAP_CA": __file__,
    "XIANSHEN_LDAP_BASE": "dc=example",
    "XIANSHEN_LDAP_ACCOUNT": "cn=reader,dc=example",
    "XIANSHEN_LDAP_SECRET": "geheim",
}


def test_a_directory_is_named_whole_and_its_secret_does_not_show():
    """People may come in by their password there."""
    told = read_settings(DIRECTORY)

    assert (told.directory.host, told.directory.port) == ("directory.example.gov.cn", 636)
    assert told.directory.attribute == "uid"
    assert told.directory.secret == "geheim"
    assert "geheim" not in repr(told) + repr(told.directory)
    assert not told.directory.starts_tls
    plain = read_settings(DIRECTORY | {"XIANSHEN_LDAP_URL": "ldap://10.0.0.1"}).directory
    assert plain.starts_tls
    assert read_settings({}).directory is None


def without(*names):
    return {name: value for name, value in DIRECTORY.items() if name not in names}


@pytest.mark.parametrize(
    "environ",
    [
        without("XIANSHEN_LDAP_URL"),
        without("XIANSHEN_LDAP_CA"),
        without("XIANSHEN_LDAP_CA") | {"XIANSHEN_LDAP_URL": "ldap://10.0.0.1"},
        without("XIANSHEN_LDAP_BASE"),
        without("XIANSHEN_LDAP_ACCOUNT"),
        without("XIANSHEN_LDAP_SECRET"),
        DIRECTORY | {"XIANSHEN_LDAP_CA": "/nowhere/ca.pem"},
        DIRECTORY | {"XIANSHEN_LDAP_DN": "uid={login},dc=example"},
        without("XIANSHEN_LDAP_BASE") | {"XIANSHEN_LDAP_DN": "uid=li,dc=example"},
        DIRECTORY | {"XIANSHEN_LDAP_ATTRIBUTE": "uid=*)(x"},
        *(
            DIRECTORY | {"XIANSHEN_LDAP_URL": url}
            for url in (
                "https://directory.example",
                "ldapi://%2Frun%2Fslapd",
                "ldaps://",
                "ldaps://one two",
                "ldaps://one/dc=example",
                "ldaps://user:word@one",
                "ldaps://one:port",
                "LDAPS://one",
            )
        ),
    ],
    ids=str,
)
def test_a_directory_in_the_clear_or_half_named_is_refused(environ):
    """Who listens on the way would hear the password."""
    with pytest.raises(SettingError) as error:
        read_settings(environ)

    assert "XIANSHEN_LDAP_" in str(error.value)
    assert "geheim" not in str(error.value)


def test_only_on_this_machine_a_line_may_be_plain():
    here = without("XIANSHEN_LDAP_CA") | {"XIANSHEN_LDAP_URL": "ldap://127.0.0.1:389"}

    assert read_settings(here).directory.authority is None
