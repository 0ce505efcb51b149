"""The options side by side, carrying on as now among them."""

import streamlit as st

from decision_aid.option_order import option_order
from decision_aid.screen import parts, talking
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import is_clinic
from decision_aid.screen.shown import answers, plain, send_so_far, show, the_content

content = the_content()
seen: set[str] = set()

if is_clinic():
    st.title(plain(content.options.question), anchor=False)
    send_so_far()
    talking.options_row_by_row(content, option_order(content, answers()), seen)
    talking.teach_back(content, "options")
    parts.order_of_options(content)
    parts.lead(content, content.options.in_short, seen)
else:
    parts.opening(content, content.options.question, content.options.in_short, seen)
    show(Markup(content, "ways-in").ways_in((f"row-{row.id}", row.title) for row in content.options.rows))
    order = parts.order_of_options(content)
    show(Markup(content, "options", seen).options(content.options, order))
parts.questions(content, "options")
