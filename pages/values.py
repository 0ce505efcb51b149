"""What matters to the reader: pick, put in order, and see what is known about each for every option."""

from decision_aid.screen import parts, talking, what_matters
from decision_aid.screen.shown import the_content

content = the_content()
seen: set[str] = set()

parts.opening(content, "values", content.values.in_short, seen)
talking.teach_back(content, "values")
what_matters.pick(content)
what_matters.put_in_order(content)
what_matters.mirror(content, seen)
parts.questions(content, "values")
