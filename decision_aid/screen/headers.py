"""What every answer tells the browser to hold to: whose scripts run, who may frame us, what is told to others."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

# What a page may use at all. blob: is how Streamlit hands inline components (st.components.v2) to the browser; no
# markup can make such an address, only a script that already runs. Styles are set by Streamlit as it draws.
_APP = (
    "default-src 'none'; script-src 'self' blob: {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
STILL = f"{NOTHING}; style-src 'unsafe-inline'; img-src data:"

_OFF = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
        "payment", "usb", "serial", "hid", "browsing-topics")

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What only a page can break; a first visit asks for 70 files, and on a slow line their headers count.
PAGES = {
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _OFF),
}


def app_policy(html: str) -> str:
    """The policy for a page that runs scripts: those of ours by address, inline ones by what they say.

    Args:
        html: the page; each script that stands in it is allowed by its hash and no other is.
    """
    inline = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = (f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inline)
    return _APP.format(scripts=" ".join(hashes))


def guarded(send: Send, secure: bool) -> Send:
    """A `send` that adds the headers, and takes out those that tell of the server or set a cookie.

    Streamlit's one cookie (_streamlit_xsrf) guards uploads and log-ins. Here are neither, so no cookie is set.

    Args:
        send: the server's own.
        secure: whether the request came by https, here or at the proxy in front.
    """

    async def send_guarded(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers = MutableHeaders(scope=message)
            for name in ("Set-Cookie", "Server"):
                del headers[name]
            is_page = headers.get("Content-Type", "").startswith("text/html")
            for name, text in {**ALWAYS, **(PAGES if is_page else {})}.items():
                headers[name] = text
            headers.setdefault("Content-Security-Policy", NOTHING if is_page else "default-src 'none'")
            headers.setdefault("Cache-Control", "no-store")
            if secure:
                headers["Strict-Transport-Security"] = "max-age=31536000"
        await send(message)

    return send_guarded
