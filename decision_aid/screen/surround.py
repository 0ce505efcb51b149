"""What stands round every page: the notice, the way to help, where I am, and the way on."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from decision_aid import walk
from decision_aid.reading_time import minutes
from decision_aid.schema import Content, Mode, PageId
from decision_aid.screen import keeping, kiosk, reader
from decision_aid.screen.browser import tab
from decision_aid.screen.links import booklet_line, link
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import asked_for, is_clinic, is_kiosk, mode, way
from decision_aid.screen.shown import answers, settings, show

_CONTENTS: dict[tuple[str, bool, Mode], str] = {}


def above(content: Content, page: walk.Page, shown: str) -> None:
    """The notice with the way to help, the name and the ways in: the same number of parts on every page.

    Args:
        content: all content.
        page: the page.
        shown: what is shown of it; something else than before is begun at its heading.
    """
    words = content.interface.frame
    # The navigation names pages before it is known who reads.
    st.set_page_config(
        page_title=content.interface.pages[page.id].title, layout="wide" if page.wide else "centered"
    )
    with st.container(key="notice"):
        to_help = "" if is_kiosk() else Markup.page_link("help_now", words.help)
        show(f'<div class="notice"><p>{escape(words.notice)}</p>{to_help}</div>')
    if page == way().cover:
        keeping.hear_late(tab(content, page.id, shown, False, keeping.in_tab(), keeping.hear))
        return
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        show(_name_and_exit(content, page))
        show(_ways_in(content), width="content")
        keeping.hear_late(tab(content, page.id, shown, True, keeping.in_tab(), keeping.hear))
        if is_kiosk():
            kiosk.finish_button(content)


def begin(content: Content, page: walk.Page) -> None:
    """What a page begins with: what became of a code, where the reader is, and word of an address not understood."""
    if page == way().cover:
        return
    keeping.note(page.id)
    if number := way().step_number(page.id):
        show(_where_i_am(content, page, number))
    if "mode" in st.query_params and not asked_for() and not settings().mode:
        st.caption(content.interface.problems.unknown_mode)


def _name_and_exit(content: Content, page: walk.Page) -> str:
    """The aid's name, which leads to its start, and the way to take along what there is.

    In a kiosk the row stands at the foot of the screen, in everyone's reach, and leads to help too.
    """
    words = content.interface.frame
    links = [Markup.page_link(*(("help_now", words.help) if is_kiosk() else ("start", words.name)))]
    if page.id != "summary":
        links.append(Markup.page_link("summary", _called_in(content)))
    return f'<div class="name">{Markup.apart(links)}</div>'


def _called_in(content: Content) -> str:
    """What the way to the summary is called in the header; a kiosk has room for the page's own name only."""
    if is_kiosk():
        return content.interface.pages["summary"].short
    return content.clinic.print_or_save if is_clinic() else content.interface.summary.take_along


def _in_contents(content: Content, pages: Iterable[walk.Page]) -> list[tuple[PageId, str]]:
    """Pages with their names: with the time for who reads alone, marked where it was talked about."""
    here, talked = way(), answers().talked if is_clinic() else ()

    def named(page: walk.Page) -> str:
        name = content.interface.pages[page.id].short
        if page.id in talked:
            return content.clinic.talked_mark.format(page=name)
        if here.times and page in here.steps:
            return content.interface.frame.menu_time.format(page=name, time=time_of(content, page))
        return name

    return [(page.id, named(page)) for page in pages]


def time_of(content: Content, page: walk.Page) -> str:
    """How long a page takes, in words."""
    words = content.interface.frame
    takes = minutes(content, page.id)
    return words.minute if takes == 1 else words.minutes.format(minutes=takes)


def _ways_in(content: Content) -> str:
    """The contents and the reader's questions, each behind a button."""
    words, markup = content.interface.frame, Markup(content, "contents")
    given = answers().questions
    ticked = [question.text for question in content.questions if question.id in given]
    if ticked:
        asked = Markup(content, "my-questions").plain_items(ticked)
    else:
        asked = markup.plain_paragraphs([content.interface.kiosk.no_questions if is_kiosk() else words.no_questions])
    opens = (
        markup.way_in("contents", words.menu, _contents(content)),
        markup.way_in("questions-so-far", words.my_questions.format(count=len(ticked)), asked),
    )
    return f'<div class="ways">{"".join(opens)}</div>'


def _contents(content: Content) -> str:
    """All pages of this mode, help first; in a kiosk also what staff need.

    Made once for each mode; where pages were talked about, they are marked for this talk alone, and nothing is kept.
    """
    if is_clinic() and answers().talked:
        return _make_contents(content)
    known = content.version, content.for_carer, mode()
    if known not in _CONTENTS:
        _CONTENTS[known] = _make_contents(content)
    return _CONTENTS[known]


def _make_contents(content: Content) -> str:
    words = content.interface.frame
    help_now = [other for other in way().beside if other.id == "help_now"]
    beside = [other for other in way().beside if other.id != "help_now"]
    pages = Markup(content, "contents").contents((
        ("", _in_contents(content, help_now)),
        (words.menu_walk, _in_contents(content, way().steps)),
        (words.menu_beside, _in_contents(content, beside)),
    ))
    return pages + kiosk.clean_way(content) if is_kiosk() else pages


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


def end(content: Content, page: walk.Page) -> None:
    """What the last page of the walk ends with: the ways on."""
    if page == way().steps[-1]:
        with st.container(key="end"):
            st.markdown(content.interface.frame.the_end)
            for further in way().end:
                link(further.id)


def below(content: Content, page: walk.Page) -> None:
    """Back and next, and what a reader may want to know of the aid itself."""
    words, pages = content.interface.frame, content.interface.pages
    if page == way().cover:
        return
    links = []
    if back := way().before(page.id):
        links.append(Markup.page_link(back.id, words.back.format(page=pages[back.id].short)))
    on = way().after(page.id) if page.id != "start" else None
    if on:
        links.append(Markup.page_link(on.id, words.next.format(page=pages[on.id].short)))
    if page in way().beside:
        links.append(Markup.page_link(way().begins_on.id if way().cover else "start", words.to_start))
    with st.container(key="turn"):
        show(f'<div class="{"turn onward" if on else "turn"}">{Markup.apart(links)}</div>')
    # Start has its own, nearer to the top.
    if page.id != "start":
        reader.carer_switch(content, "foot")
    show(_foot(content))


def _foot(content: Content) -> str:
    """What a reader may want to know of the aid itself, and the ways that stand at the foot of every page."""
    words, markup = content.interface.frame, Markup(content, "footer")
    told = words.footer.format(date=markup.date(content.last_checked), version=content.version)
    ways = [f'<a href="#top">{escape(words.to_top)}</a>']
    if not way().cover:
        ways.append(markup.page_link("help_now", words.help))
        ways.append(markup.page_link("about", content.interface.pages["about"].short))
    notice = escape(f"{words.notice} {words.not_reviewed} {told}")
    return f'<div class="foot"><p>{notice}</p><div>{Markup.apart(ways)}{booklet_line(content)}</div></div>'
