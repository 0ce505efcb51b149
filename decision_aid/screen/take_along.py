"""What a reader takes along from the screen: the PDF, the print-out, and a QR code for another device."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Hashable
from html import escape
from typing import Any, TypeVar

import streamlit as st

from decision_aid.answers import Answers
from decision_aid.handoff import encode
from decision_aid.schema import Content, Region
from decision_aid.screen.keeping import LANDING
from decision_aid.screen.links import own_address
from decision_aid.screen.mode import answers_here, is_kiosk, way
from decision_aid.screen.scripts import component
from decision_aid.screen.shown import answers, plain, show
from decision_aid.takeaway import pdf, qr_code

PDF = "made-pdf"
QR_CODE = "made-qr-code"
T = TypeVar("T")

# Of no answers there is a PDF for each region and a QR code for each of 120 orders of the options, 0.3 MB in all.
MOST_SHARED = 200
_SHARED: dict[Hashable, Any] = {}

# The PDF goes over the open line, not by an address of its own: nothing is kept for it on the server, and any
# server behind the line can give it.
_SAVE = component(
    "save_and_print", "saveAndPrint",
    html='<div class="save"><button type="button"></button><button type="button"></button></div>',
)


def save_and_print(content: Content, region: Region | None) -> None:
    """Two buttons: save the PDF, print this page."""
    words, given = content.interface.summary, answers_here()
    # Without answers the order of the options stands nowhere in it.
    told = None if given.are_none() else given
    file = _made_once(PDF, given, (content.version, region, told), lambda: pdf(content, given, region))
    _SAVE(
        key="save-and-print",
        data={
            "save": words.save, "print": words.print, "file_name": f"{words.file_name}.pdf",
            "file": b64encode(file).decode(),
        },
    )


def _made_once(name: str, given: Answers, wanted: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """What is made of a visitor's answers, made anew only where something else is wanted.

    Args:
        name: what is made; the visitor's session holds one of each.
        given: the answers. What is made of none holds nothing of anyone's, so all who answered nothing share it.
        wanted: all that it is made of.
        make: makes it.
    """
    if given.are_none():
        st.session_state.pop(name, None)
        shared: T | None = _SHARED.get((name, *wanted))
        if shared is None:
            if len(_SHARED) >= MOST_SHARED:
                _SHARED.clear()
            shared = _SHARED[name, *wanted] = make()
        return shared
    made = st.session_state.get(name)
    if made is None or made[0] != wanted:
        made = st.session_state[name] = (wanted, make())
    found: T = made[1]
    return found


def to_another_device(content: Content) -> None:
    """The QR code that opens the aid with the same ticks elsewhere, and the same as a link."""
    words = content.interface.summary
    st.header(plain(words.devices_heading), anchor=False)
    here, kiosk = own_address(), content.interface.kiosk
    if not here:
        st.markdown(plain(kiosk.no_phone if is_kiosk() else words.no_qr))
        return
    st.markdown(plain(words.devices_intro if way().own_words else kiosk.devices_intro))
    given = answers()
    code = encode(content, given)
    address, title = f"{here}/{LANDING}#{code.text}", words.qr_title
    # st.html would strip the picture; it is ours, and holds nothing that a reader wrote.
    picture = _made_once(QR_CODE, given, (address, title), lambda: qr_code(address, title))
    st.markdown(picture, unsafe_allow_html=True)
    if code.left_out:
        st.markdown(plain(words.left_out.format(count=code.left_out)))
    if is_kiosk():
        # As text: nothing to copy, and nothing that leads out.
        show(f'<div class="address"><p>{escape(kiosk.qr_text)}</p><p>{escape(address)}</p></div>')
        return
    with st.expander(words.qr_link):
        st.code(address, language=None, wrap_lines=True)
