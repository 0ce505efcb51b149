"""Check what you read: statements, and what sources say of each; never a score."""

from decision_aid.screen import parts
from decision_aid.screen.shown import the_content

content = the_content()

parts.opening(content, content.check.question, content.check.in_short)
