#!/bin/sh
# Makes .venv from a lock: `requirements/install.sh run` or `requirements/install.sh dev`.
# Uses uv where the user has it, pip otherwise; both honour the user's own package settings.
set -eu
cd "$(dirname "$0")/.."
lock="requirements/$1.lock"
python="${PYTHON:-python3}"

stop() {
    printf '\n  %s\n\n' "$@" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 ||
    stop "没有找到 $python。先审需要 Python 3.11 或更新的版本；Debian 上：apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "$("$python" --version) 太旧，先审需要 Python 3.11 或更新的版本。可以指定：make run PYTHON=/路径/python3.11"

works() {
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Joined by && because `set -e` does not reach into a function that is asked for its success.
with_uv() {
    { works || uv venv --quiet --clear --python "$(command -v "$python")" .venv; } &&
        uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock" &&
        uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
}

with_pip() {
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        stop "这台机器的 Python 缺少 venv，装不了依赖。Debian、Ubuntu 上请先执行：apt-get install python3-venv"
    { { works && .venv/bin/python -m pip --version >/dev/null 2>&1; } ||
        "$python" -m venv --clear .venv; } &&
        pip_install --require-hashes -r "$lock" &&
        pip_install --no-deps --no-build-isolation -e .
}

pip_install() {
    .venv/bin/python -m pip --disable-pip-version-check install --quiet "$@"
}

echo "正在准备运行环境（.venv），第一次约需半分钟……"
if command -v uv >/dev/null 2>&1; then with_uv; else with_pip; fi ||
    stop "依赖没有装上。请看上面的原因；单位内网请先把 pip 指到本单位的软件源，再执行一次。"
