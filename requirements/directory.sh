#!/bin/sh
# Makes ready what tests/web/sign_in/test_directory.py asks a real directory with: slapd, and the extra
# `ldap`, which is built against the system's libldap. Installs Debian's packages where it may.
# Never fails: the tests themselves say what they lacked (XIANSHEN_TEST_ALL=1 makes that a failure).
set -eu
cd "$(dirname "$0")/.."
lock="requirements/ldap.lock"
needed="gcc libc6-dev libldap-dev libsasl2-dev slapd"

has_slapd() {
    PATH="/usr/local/sbin:/usr/sbin:/usr/libexec:/usr/lib/openldap" command -v slapd >/dev/null 2>&1
}

has_library() {
    .venv/bin/python -c 'import ldap' >/dev/null 2>&1
}

say() {
    printf '\n  %s\n' "$@" >&2
}

# The server is for the tests to start: nothing is set up for it, so it does not run by itself.
from_debian() {
    if command -v debconf-set-selections >/dev/null 2>&1; then
        echo 'slapd slapd/no_configuration boolean true' | debconf-set-selections
    fi
    packages || { apt-get update -qq && packages; }
}

packages() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $needed
}

from_the_lock() {
    if command -v uv >/dev/null 2>&1; then
        grep -A2 '^setuptools==' "$lock" >"$tools" &&
            uv pip install --quiet --python .venv/bin/python --require-hashes -r "$tools" &&
            uv pip install --quiet --python .venv/bin/python --no-build-isolation --require-hashes -r "$lock"
    else
        grep -A2 '^setuptools==' "$lock" >"$tools" &&
            .venv/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r "$tools" &&
            .venv/bin/python -m pip --disable-pip-version-check install --quiet --no-build-isolation \
                --require-hashes -r "$lock"
    fi
}

if has_slapd && has_library; then exit 0; fi

log="$(mktemp)"
tools="$(mktemp)"
trap 'rm -f "$log" "$tools"' EXIT
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "正在安装单位目录登录的测试所需（slapd、libldap），约需半分钟……"
    from_debian >"$log" 2>&1 || tail -n 5 "$log" >&2
fi
has_library || from_the_lock >"$log" 2>&1 || tail -n 5 "$log" >&2
if ! has_slapd || ! has_library; then
    say "单位目录登录的测试（tests/web/sign_in/test_directory.py）将跳过。" \
        "Debian 上：sudo apt-get install $needed python3-dev，再执行 sh requirements/directory.sh。"
fi
