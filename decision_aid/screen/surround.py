"""What stands round every page: the notice, the way to help, where I am, and the way on."""

from __future__ import annotations

from html import escape

import streamlit as st

from decision_aid import walk
from decision_aid.reading_time import minutes
from decision_aid.schema import Content
from decision_aid.screen import comfort, keeping, kiosk, reader
from decision_aid.screen.links import booklet_link, link
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import asked_for, is_clinic, is_kiosk, mode, way
from decision_aid.screen.shown import answers, settings


def above(content: Content, page: walk.Page) -> None:
    """The notice with the way to help, the name and the ways in, and where the reader is."""
    words = content.interface.frame
    st.set_page_config(layout="wide" if page.wide else "centered")
    with st.container(key="notice", horizontal=True, vertical_alignment="center"):
        st.markdown(words.notice)
        if not is_kiosk():
            link("help_now", words.help)
    if page == way().cover:
        return
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        # The container's key lets the style sheet know the mode. In a kiosk this row stands at the foot of the
        # screen, in everyone's reach, and leads to help too.
        with st.container(key=f"mode-{mode()}"):
            link(*(("help_now", words.help) if is_kiosk() else ("start", words.name)))
        with st.popover(words.menu), st.container(key="menu", gap=None):
            _ways(content)
        ticked = [question for question in content.questions if question.id in answers().questions]
        with st.popover(words.my_questions.format(count=len(ticked))):
            if ticked:
                st.html(Markup(content, "my-questions").plain_items(question.text for question in ticked))
            else:
                st.markdown(content.interface.kiosk.no_questions if is_kiosk() else words.no_questions)
        comfort.reading_help(content, page.id)
        if page.id != "summary":
            with st.container(key="take-along"):
                link("summary", _called_in(content))
        if is_kiosk():
            kiosk.finish_button(content)
    keeping.note(page.id)
    if number := way().step_number(page.id):
        st.html(_where_i_am(content, page, number))
    if "mode" in st.query_params and not asked_for() and not settings().mode:
        st.caption(content.interface.problems.unknown_mode)


def _called_in(content: Content) -> str | None:
    """What the way to the summary is called in the header; a kiosk has room for the page's own name only."""
    if is_kiosk():
        return None
    return content.clinic.print_or_save if is_clinic() else content.interface.summary.take_along


def _in_contents(content: Content, page: walk.Page) -> str:
    """A page's name in the contents: with its time for who reads alone, marked where it was talked about."""
    name = content.interface.pages[page.id].short
    if page.id in answers().talked and is_clinic():
        return content.clinic.talked_mark.format(page=name)
    if way().times and page in way().steps:
        return content.interface.frame.menu_time.format(page=name, time=time_of(content, page))
    return name


def time_of(content: Content, page: walk.Page) -> str:
    """How long a page takes, in words."""
    words = content.interface.frame
    takes = minutes(content, page.id)
    return words.minute if takes == 1 else words.minutes.format(minutes=takes)


def _ways(content: Content) -> None:
    """All pages of this mode, help first; in a kiosk also what staff need."""
    words = content.interface.frame
    link("help_now")
    reader.carer_switch(content, "contents")
    st.markdown(f"**{words.menu_walk}**")
    for step in way().steps:
        link(step.id, _in_contents(content, step))
    st.markdown(f"**{words.menu_beside}**")
    for beside in way().beside:
        if beside.id != "help_now":
            link(beside.id, _in_contents(content, beside))
    if is_kiosk():
        kiosk.clean_button(content)


def _where_i_am(content: Content, page: walk.Page, number: int) -> str:
    words = content.interface.frame
    step = words.step.format(step=number, steps=len(way().steps))
    # In a talk it is the talk that takes the time, not the reading; a waiting room says it once, for the whole way.
    time = time_of(content, page) if way().times else ""
    done = round(100 * number / len(way().steps))
    return (
        f'<p class="where"><span>{escape(step)}</span><span class="bar" aria-hidden="true">'
        f'<span style="width:{done}%"></span></span><span>{escape(time)}</span></p>'
    )


def below(content: Content, page: walk.Page) -> None:
    """Back and next, and what a reader may want to know of the aid itself."""
    words, pages = content.interface.frame, content.interface.pages
    if page == way().cover:
        return
    if page == way().steps[-1]:
        with st.container(key="end"):
            st.markdown(words.the_end)
            for further in way().end:
                link(further.id)
    with st.container(key="turn", horizontal=True, horizontal_alignment="distribute"):
        back, on = way().before(page.id), way().after(page.id)
        if back:
            link(back.id, words.back.format(page=pages[back.id].short))
        if on and page.id != "start":
            link(on.id, words.next.format(page=pages[on.id].short))
        if page in way().beside:
            link(way().begins_on.id if way().cover else "start", words.to_start)
    with st.container(key="footer"):
        date = Markup(content, "footer").date(content.last_checked)
        st.markdown(f"{words.notice} {words.not_reviewed} {words.footer.format(date=date, version=content.version)}")
        st.html(f'<p><a href="#top">{escape(words.to_top)}</a></p>')
        if not way().cover:
            link("help_now", words.help)
            link("about")
        booklet_link()
