"""Words explained."""

from decision_aid.screen import parts
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import show, the_content

content = the_content()

parts.opening(content, "glossary", [content.interface.parts.glossary_intro])
show(Markup(content, "glossary").glossary())
