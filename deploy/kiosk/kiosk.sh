#!/bin/sh
# Shows the aid on a waiting-room screen: Chromium over the whole screen, with a profile that lives in memory
# and is new at every start; starts it again when it ends, and waits for the aid where it does not answer yet.
#
#   KIOSK_ADDRESS   where the aid is served; http://127.0.0.1:8501 unless set
#   KIOSK_BROWSER   the browser's command; the first Chromium found unless set
#   KIOSK_FLAGS     more flags for the browser, such as --force-device-scale-factor=1.5
set -eu

address="${KIOSK_ADDRESS:-http://127.0.0.1:8501}"
case "$address" in
    http://127.0.0.1:*|http://localhost:*|https://?*) ;;
    *)
        echo "KIOSK_ADDRESS is '$address'; write https://… (http:// only for this machine itself)." >&2
        exit 2
        ;;
esac

browser="${KIOSK_BROWSER:-}"
for name in chromium chromium-browser google-chrome; do
    [ -n "$browser" ] || browser="$(command -v "$name" || true)"
done
if [ -z "$browser" ]; then
    echo "No Chromium found; install it, or name it in KIOSK_BROWSER." >&2
    exit 2
fi

# Without a window manager nothing makes the window fill the screen, so it is told the screen's size.
size=""
if command -v xrandr >/dev/null && [ -n "${DISPLAY:-}" ]; then
    size="$(xrandr --current 2>/dev/null | sed -n 's/.*current \([0-9]*\) x \([0-9]*\).*/--window-size=\1,\2/p')"
fi

memory="${XDG_RUNTIME_DIR:-/dev/shm}"
[ -d "$memory" ] && [ -w "$memory" ] || memory="${TMPDIR:-/tmp}"
profile=""
child=""
# The browser's helpers may still write for a moment after it has ended.
forget() {
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        [ -n "$profile" ] && [ -e "$profile" ] || return 0
        rm -rf "$profile" 2>/dev/null || true
        sleep 0.3
    done
}
trap 'trap - TERM INT; [ -z "$child" ] || kill "$child" 2>/dev/null || true; wait; forget; exit 0' TERM INT

answers() {
    if command -v curl >/dev/null; then
        curl --silent --fail --max-time 3 --output /dev/null "$address/_stcore/health"
    else
        wget --quiet --timeout=3 --tries=1 -O /dev/null "$address/_stcore/health"
    fi
}

while true; do
    until answers; do sleep 2 & wait $!; done
    profile="$(mktemp -d "$memory/kiosk.XXXXXX")"
    # shellcheck disable=SC2086  # KIOSK_FLAGS is a list of flags
    "$browser" \
        --kiosk --incognito --user-data-dir="$profile" --disk-cache-dir=/dev/null \
        --no-first-run --no-default-browser-check --noerrdialogs --disable-session-crashed-bubble \
        --disable-pinch --overscroll-history-navigation=0 --disable-features=Translate,MediaRouter \
        --disable-background-networking --disable-component-update --disable-sync --disable-extensions \
        --autoplay-policy=user-gesture-required --password-store=basic \
        --window-position=0,0 $size ${KIOSK_FLAGS:-} "$address/?mode=kiosk" &
    child=$!
    wait "$child" || true
    child=""
    forget
    sleep 1 & wait $!
done
