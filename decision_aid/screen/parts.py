"""The parts pages are made of: headings, the two voices, pictures, what is not known, questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from decision_aid.figures import figure
from decision_aid.option_order import option_order, order_number, orders
from decision_aid.page_headings import page_heading
from decision_aid.region_order import by_region
from decision_aid.schema import Consideration, ConsiderationId, Content, Option, PageId, Question, Region, Topic
from decision_aid.screen import kiosk, talking
from decision_aid.screen.answer_widgets import picked, show_answer
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import is_kiosk
from decision_aid.screen.shown import answers, keep, plain, settings, show, the_content
from decision_aid.screen.shown import region as region_here
from decision_aid.short_path import short_part


def consideration(name: ConsiderationId) -> None:
    """One whole consideration page, from the question to what to ask."""
    content = the_content()
    page = content.considerations[name]
    seen: set[str] = set()
    opening(content, name, page.in_short, seen)
    talking.teach_back(content, name)
    voices(content, page.topics, seen, more=_more_places(content, page, name))
    pictures(content, page.outcomes, seen)
    not_known(content, page.not_known, seen)
    questions(content, name)


def short(content: Content, page: PageId) -> None:
    """A page's short part, in the same words as the whole, and the way to the rest."""
    part, seen = short_part(content, page), set[str]()
    assert part
    opening(content, page, part.in_short, seen)
    if part.topic:
        show(Markup(content, "topic-1", seen).short_topic(part.topic))
    if part.outcome:
        drawn = figure(content.outcomes[part.outcome], content.interface.figures)
        _show_picture(Markup(content, "picture", seen).short_figure(drawn))
    questions(content, page, part.questions)
    kiosk.show_all_button(content, page)


def _more_places(content: Content, page: Consideration, name: PageId) -> list[tuple[str, str]]:
    """The places after the two voices, for the list of what is on the page."""
    places = [("not-known", content.interface.parts.not_known)]
    if page.outcomes:
        places.insert(0, ("pictures", content.interface.figures.heading))
    if content.questions_on(name):
        places.append(("questions", content.interface.parts.questions))
    return places


def opening(content: Content, page: PageId, in_short: Sequence[str], seen: set[str] | None = None) -> None:
    """The page's question and its answer in short."""
    heading(content, page)
    lead(content, in_short, seen)


def heading(content: Content, page: PageId) -> None:
    """The page's question."""
    st.title(plain(page_heading(content, page)), anchor=False)


def lead(content: Content, in_short: Sequence[str], seen: set[str] | None = None) -> None:
    """A page's answer in short."""
    show(f'<div class="lead">{Markup(content, "lead", seen).paragraphs(in_short)}</div>')


def together(*pieces: str, place: str = "") -> str:
    """Pieces of HTML one below the other as one element: each element costs the server and the browser a message.

    `place` is what a link to it leads to; "" where a heading in it has its own.
    """
    named = f' id="{place}"' if place else ""
    return f'<div class="together-below"{named}>{"".join(pieces)}</div>'


def voices(
    content: Content, topics: Sequence[Topic], seen: set[str], heading: str | None = None,
    more: Sequence[tuple[str, str]] = (),
) -> None:
    """The article's voice beside the other sources' voice, matter by matter."""
    words = content.interface.voices
    markup = Markup(content, "both-voices", seen)
    above = [
        markup.heading(heading or words.heading), markup.plain_paragraphs([words.intro]),
        Markup(content, "key", seen).key_behind_a_line(),
    ]
    if any(topic.region for topic in topics):
        show(together(*above))
        above = []
        region(content, content.interface.help.region_rules)
    places, elsewhere = by_region(topics, region_here())
    named = [(place, topic.heading) for place, topic in (*places, *elsewhere)]
    if len(named) > 3:
        above.append(Markup(content, "ways-in").ways_in([*named, *more]))
    told = [Markup(content, place, seen).topic(topic) for place, topic in places]
    if elsewhere:
        others = [Markup(content, place, seen).topic(topic) for place, topic in elsewhere]
        told.append(Markup(content, "other-regions").other_regions(others))
    show(together(*above, *told))


def pictures(content: Content, outcomes: Sequence[str], seen: set[str]) -> None:
    """A picture, or the reason for none, for each outcome."""
    if not outcomes:
        return
    words = content.interface.figures
    markup = Markup(content, "pictures")
    drawn = [
        Markup(content, f"figure-{name}", seen).figure(figure(content.outcomes[name], words)) for name in outcomes
    ]
    # Streamlit names a heading in Markdown anew, so the place to lead to is round it.
    _show_picture(together(
        f"<h2>{escape(words.heading)}</h2>", markup.plain_paragraphs([words.intro]), *drawn, place="pictures"
    ))


def _show_picture(told: str) -> None:
    """Show HTML with pictures, which st.html would strip; the markup is ours, escaped, and on one line."""
    st.markdown(" ".join(told.split()), unsafe_allow_html=True)


def not_known(content: Content, texts: Sequence[str], seen: set[str]) -> None:
    """What nobody knows, at the same size as what is known."""
    markup = Markup(content, "not-known", seen)
    show(f'{markup.heading(content.interface.parts.not_known)}<div class="not-known">{markup.items(texts)}</div>')


def order_of_options(content: Content) -> tuple[Option, ...]:
    """Say in which order the options stand and that it is by chance, with the way to flip it; the options so."""
    words, given = content.interface.order, answers()
    told = words.flipped if given.flipped else words.by_chance
    with st.container(key="order-of-options"):
        st.markdown(plain(told.format(number=order_number(content, given), all=orders(content))))
        st.button(plain(words.flip), key="flip", on_click=_flip)
    return option_order(content, given)


def _flip() -> None:
    keep(answers().with_options_flipped())


def questions(content: Content, page: PageId, some: Sequence[Question] | None = None) -> None:
    """Questions to ask, all of a page's or some; a tick keeps one in the reader's list."""
    asked = content.questions_on(page) if some is None else some
    if not asked:
        return
    words = content.interface.parts
    markup = Markup(content, "questions")
    intro = content.interface.kiosk.questions_intro if is_kiosk() else words.questions_intro
    # Of a page in short, the heading says enough.
    intros = [intro] if some is None else []
    show(together(markup.heading(words.questions), markup.plain_paragraphs(intros)))
    ticked = answers().questions
    with st.container(key="ask"):
        for question in asked:
            is_ticked = question.id in ticked
            tick = partial(st.checkbox, plain(question.text), value=is_ticked)
            show_answer(f"ask-{question.id}", is_ticked, tick, _tick, question.id)


def _tick(question: str, key: str) -> None:
    keep(answers().with_question(question, st.session_state.get(key) is True))


def region(content: Content, label: str | None = None) -> Region | None:
    """Where the reader is: fixed by the operator, else picked here and kept in the tab; None if neither."""
    if not settings().region:
        regions, known = list(content.help.regions), answers().region
        pick = partial(
            st.radio, plain(label or content.interface.help.region), regions,
            index=regions.index(known) if known else None,
            format_func=lambda name: content.help.regions[name].name, horizontal=True,
        )
        show_answer("region", known, pick, _pick_region)
    return region_here()


def _pick_region(key: str) -> None:
    keep(replace(answers(), region=picked(key, the_content().help.regions)))
