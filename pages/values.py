"""What matters to the reader: pick, put in order, and see what is known about each for every option."""

from decision_aid.screen import parts
from decision_aid.screen.shown import the_content

content = the_content()

parts.opening(content, content.values.question, content.values.in_short)
