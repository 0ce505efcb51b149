"""How this aid was made, how good it is by published criteria, and what is not done yet."""

from decision_aid.measures import measures
from decision_aid.rules.material import material
from decision_aid.rules.signed_off import read_signs
from decision_aid.scorecard import rules_that_hold
from decision_aid.screen import parts
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import show, the_content

content = the_content()
words = content.interface.scorecard
seen: set[str] = set()

parts.opening(content, "about", [content.interface.frame.not_reviewed], seen)
sections = {f"about-{number}": section for number, section in enumerate(content.about.sections)}
places = [(place, section.heading) for place, section in sections.items()]
more = [("measures", content.interface.measures.heading), ("scorecard", words.heading)]
show(Markup(content, "ways-in").ways_in([*places, *more]))
for place, section in sections.items():
    markup = Markup(content, place, seen)
    show(markup.heading(section.heading) + markup.paragraphs(section.paragraphs))

markup = Markup(content, "measures", seen)
today = material()
told = content.interface.measures
counted = measures(content, read_signs(today.root), today.today)
show(markup.heading(told.heading) + markup.paragraphs([told.intro]) + counted)
markup = Markup(content, "scorecard", seen)
show(markup.heading(words.heading) + markup.paragraphs(words.intro) + markup.key_to_statuses())
holds = rules_that_hold(today)
for standard in content.scorecard.standards:
    show(Markup(content, f"standard-{standard.id}", seen).standard(standard, holds))
