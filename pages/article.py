"""The article: what it is, who gains, its parts, and the way into the considerations."""

from decision_aid.screen import parts, talking
from decision_aid.screen.links import link
from decision_aid.screen.markup import Markup
from decision_aid.screen.shown import show, the_content

content = the_content()
words = content.interface.article
article = content.article
seen: set[str] = set()

parts.opening(content, "article", article.in_short, seen)
talking.teach_back(content, "article")
parts.voices(content, article.topics, seen, words.whole_heading)
markup = Markup(content, "sections", seen)
told = [markup.heading(words.sections_heading), markup.plain_paragraphs([words.sections_intro])]
for section in article.sections:
    pages = dict.fromkeys(content.page_of(claim.id) for claim in section.claims)
    told.append(Markup(content, section.id, seen).section(section))
    told.append(markup.read_on(words.read_more, [page for page in pages if page != "article"]))
markup = Markup(content, "missing", seen)
show(parts.together(
    *told, markup.heading(words.missing_heading), f'<div class="not-known">{markup.items(article.missing)}</div>',
))
link("claims", words.claims_link)
parts.questions(content, "article")
