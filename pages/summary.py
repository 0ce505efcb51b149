"""The summary: what matters, my questions, my next step, and something to take along."""

import streamlit as st

from decision_aid.screen import my_summary, parts, take_along
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import answers_here, is_kiosk, way
from decision_aid.screen.shown import plain, show, the_content
from decision_aid.screen.shown import region as region_here
from decision_aid.summary import summary

content = the_content()
words = content.interface.summary
region = region_here()
told = summary(content, answers_here(), region)

in_short = content.interface.kiosk.summary_in_short if is_kiosk() else words.in_short
parts.opening(content, "summary", in_short)
if way().saves:
    take_along.save_and_print(content, region)
my_summary.matters(content, told)
my_summary.questions(content, told)
my_summary.next_step(content)
if way().saves:
    asked = [text for _, text in told.questions]
    show(Markup(content, "paper").on_paper(asked, told.own_questions, told.next_step))
with st.container(key="devices"):
    take_along.to_another_device(content)
with st.container(key="where"):
    st.header(plain(words.where_heading), anchor=False)
    st.markdown(plain(content.interface.kiosk.where_intro if is_kiosk() else words.where_intro))
    parts.region(content)
st.header(plain(words.help_heading), anchor=False)
show(Markup(content, "help-in-short").help_in_short(told.help))
if way().saves:
    my_summary.start_afresh(content)
