"""The options side by side, carrying on as now among them."""

from decision_aid.option_order import option_order
from decision_aid.screen import parts, talking
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import is_clinic
from decision_aid.screen.shown import answers, show, the_content

content = the_content()
seen: set[str] = set()

if is_clinic():
    parts.heading(content, "options")
    talking.options_row_by_row(content, option_order(content, answers()), seen)
    talking.teach_back(content, "options")
    parts.order_of_options(content)
    parts.lead(content, content.options.in_short, seen)
else:
    parts.opening(content, "options", content.options.in_short, seen)
    show(Markup(content, "ways-in").ways_in((f"row-{row.id}", row.title) for row in content.options.rows))
    order = parts.order_of_options(content)
    show(Markup(content, "options", seen).options(content.options, order))
parts.questions(content, "options")
