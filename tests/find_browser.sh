#!/bin/sh
# Prints the path of a Chromium or Chrome: one that is there, else Debian's package, else Playwright's own.
# $1: the folder with this project's python.
set -eu

find_one() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable chrome; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] &&
        echo "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" && return 0
    return 1
}

find_one && exit 0
if command -v apt-get >/dev/null; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    echo "No Chromium found; installing Debian's package." >&2
    { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends chromium; } >&2 || true
    find_one && exit 0
fi
echo "No Chromium by apt-get; asking Playwright for its own." >&2
"$1/python" -m playwright install chromium >&2
"$1/python" -c "
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)"
