"""Every source once, by kind."""

from decision_aid.screen import parts
from decision_aid.screen.markup import Markup
from decision_aid.screen.mode import is_kiosk
from decision_aid.screen.shown import show, the_content

content = the_content()
words = content.interface.sources
intro = content.interface.kiosk.sources_intro if is_kiosk() else words.intro

parts.opening(content, "sources", intro)
by_kind = {
    kind: [reference for reference in content.references.values() if reference.kind == kind] for kind in words.kinds
}
places = {kind.replace(" ", "-"): name[:1].upper() + name[1:] for kind, name in words.kinds.items() if by_kind[kind]}
show(Markup(content, "ways-in").ways_in(places.items()))
for kind, references in by_kind.items():
    if references:
        markup = Markup(content, kind.replace(" ", "-"))
        show(markup.heading(places[markup.place]) + markup.reference_list(references))
