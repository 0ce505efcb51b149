"""Words explained."""

from decision_aid.screen import parts
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import show, the_content

content = the_content()

parts.opening(content, content.interface.pages["glossary"].short, [content.interface.parts.glossary_intro])
show(Markup(content, "glossary").glossary())
