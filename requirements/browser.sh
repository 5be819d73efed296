#!/bin/sh
# Finds the browser that tests/browser drives, and installs Debian's where it is missing and may be.
# Never fails: the tests themselves say what they lacked (XIANSHEN_TEST_ALL=1 makes that a failure).
set -eu

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done

say() {
    printf '\n  %s\n' "$@" >&2
}

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    say "这台机器没有 Chromium，浏览器测试（tests/browser）将跳过。" \
        "Debian 上：sudo apt-get install chromium；其他系统请安装 Chromium 或 Chrome，并使它在 PATH 上。"
    exit 0
fi

echo "正在安装浏览器（chromium），只用于测试，约需一分钟……"
log="$(mktemp)"
if { apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
    >"$log" 2>&1 && command -v chromium >/dev/null 2>&1; then
    rm -f "$log"
else
    tail -n 5 "$log" >&2
    rm -f "$log"
    say "Chromium 没有装上，浏览器测试（tests/browser）将跳过。请看上面的原因，或者手工执行：apt-get install chromium"
fi
