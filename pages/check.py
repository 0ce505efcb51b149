"""Check what you read: statements, and what sources say of each; never a score."""

from decision_aid.screen import parts
from decision_aid.screen.checking import check
from decision_aid.screen.shown import the_content

content = the_content()
seen: set[str] = set()

parts.opening(content, "check", content.check.in_short, seen)
for item in content.check.items:
    check(content, item, seen)
