"""Reading level: Flesch-Kincaid grade and Flesch reading ease of each page, sentence length, medical words explained.

Grade = 0.39 words/sentence + 11.8 syllables/word - 15.59 (Kincaid 1975); ease = 206.835 - 1.015 words/sentence
- 84.6 syllables/word (Flesch 1948). Every passage ends a sentence; a number counts as one word of one syllable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from decision_aid.carer import for_carer
from decision_aid.page_texts import short_texts_on, texts_on
from decision_aid.rules.finding import Finding, shorten
from decision_aid.rules.material import Material
from decision_aid.schema import Content, PageId
from decision_aid.walk import PAGES, WALKS

NAME = "reading-level"
TARGET_GRADE = 6.0
HIGHEST_GRADE = 8.0
LONGEST_SENTENCE = 30

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|\d+(?:[.,:]\d+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])|(?<=:)\s+(?=[A-Z])|;\s+|\n+")
_SPOKEN_AS_LETTERS = re.compile(r"^[A-Z]{2,6}s?$")

_SILENT_ENDING = re.compile(
    r"[^aeiouyl]e$|[aeiouy]le$"
    r"|[^aeioutdlr]ed$|[aeiouy][^aeiou]?[lr]ed$"
    r"|(?:[^aeioucgsxzhl]|[aeiouy]l|th)es$"
)
_SILENT_INSIDE = re.compile(
    r"[^aeiouylr]e(?:ly|ments?|less|ful|ness|fully)$|[aeiouy][lr]e(?:ly|ments?|less|ful|ness|fully)$"
    r"|[^aeiouy]e(?:some|thing|where|body|one|times?)$"
)
_SAID_APART = re.compile(
    r"(?<![ctgs])ia(?!ge)|(?<=[tc])iat(?=[ei])|(?<![ctgsx])io(?!us)|(?<![ctgsx])iou|[aeo]ing|[yu]ing\b|(?<!q)(?<!g)ua(?!y)"
    r"|(?<=n)uo|eo(?!us|pl|n$)|iet|(?<=[^aeiou])ier|iu[ms]|sms?$|yin|[aeiou]y[aeiou]"
)

# Words whose vowels do not show how they are said.
_SAID: dict[str, int] = {
    "people": 2, "peoples": 2, "being": 2, "doing": 2, "going": 2, "seeing": 2, "science": 2, "sciences": 2,
    "quiet": 2, "diet": 2, "trial": 2, "trials": 2, "idea": 3, "ideas": 3, "area": 3, "areas": 3, "every": 2,
    "everyone": 3, "everything": 3, "everyday": 3, "something": 2, "someone": 2, "sometimes": 2, "somewhere": 2,
    "business": 2, "medicine": 3, "medicines": 3, "ketamine": 3, "esketamine": 4, "evening": 2, "evenings": 2,
    "different": 3, "difference": 3, "interest": 3, "interested": 4, "opioid": 3, "opioids": 3, "anxious": 2,
    "serious": 3, "various": 3, "previous": 3, "video": 3, "created": 3, "create": 2, "react": 2, "reaction": 3,
    "reactions": 3, "patient": 2, "patients": 2, "ancient": 2, "useful": 2, "useless": 2,
    "safely": 2, "lately": 2, "likely": 2, "lonely": 2, "hopeful": 2, "careful": 2, "carefully": 3, "statement": 2,
    "statements": 2, "sideways": 2, "lifeline": 2, "guideline": 2, "guidelines": 2, "homemade": 2, "placebo": 3,
    "recipe": 3, "says": 1, "does": 1, "done": 1, "gone": 1, "month": 1, "months": 1, "via": 2, "fluid": 2,
    "riot": 2, "ruin": 2, "poem": 2, "cruel": 2, "fuel": 2, "towel": 2, "vowel": 2, "real": 1, "really": 2, "ideal": 3,
    "theatre": 3, "tongue": 1, "safety": 2, "suicide": 3, "tired": 2, "centre": 2, "centres": 2, "eye": 1, "rely": 2,
    "opinion": 3, "union": 2, "reality": 4, "society": 4, "variety": 4, "anxiety": 4, "dietary": 4, "nausea": 3, "employee": 3,
}


@dataclass(frozen=True)
class Level:
    """How hard some texts are: US school grade, reading ease (0 to 100, higher is easier), words, longest sentence."""

    grade: float
    ease: float
    words: int
    longest_sentence: int


def syllables(word: str) -> int:
    """The syllables of an English word as most people say it; letters of an abbreviation count one each.

    Groups of vowels are counted, less the silent endings, plus vowels that stand together and are said apart; common
    words that break these rules are listed. Tested against the CMU dictionary.
    """
    if _SPOKEN_AS_LETTERS.match(word):
        return len(word.rstrip("s")) + 2 * word.count("W")
    word = word.lower().replace("’", "'")
    if word in _SAID:
        return _SAID[word]
    word = re.sub(r"'(?:s|t|re|ve|ll|d|m)?$", "", word)
    if not word or word[0].isdigit():
        return 1
    groups = len(re.findall(r"[aeiouy]+", word)) + len(_SAID_APART.findall(word))
    return max(1, groups - bool(_SILENT_ENDING.search(word)) - bool(_SILENT_INSIDE.search(word)))


def words_in(text: str) -> list[str]:
    """The words and numbers of a text."""
    return _WORD.findall(text)


def sentences_in(text: str) -> list[str]:
    """The sentences of a passage; a label without a full stop is one."""
    return [part for part in _SENTENCE_END.split(text.strip()) if words_in(part)]


def level(texts: Iterable[str], without: frozenset[str] = frozenset()) -> Level:
    """The level of some passages together.

    Args:
        texts: the passages.
        without: words in lower case that do not count, such as those that a glossary explains.
    """
    sentences = [sentence for text in texts for sentence in sentences_in(text)]
    counted = [[word for word in words_in(sentence) if word.lower() not in without] for sentence in sentences]
    counted = [words for words in counted if words]
    words = [word for sentence in counted for word in sentence]
    if not words:
        return Level(0.0, 100.0, 0, 0)
    length = len(words) / len(counted)
    weight = sum(map(syllables, words)) / len(words)
    return Level(
        grade=round(0.39 * length + 11.8 * weight - 15.59, 1),
        ease=round(206.835 - 1.015 * length - 84.6 * weight, 1),
        words=len(words),
        longest_sentence=max(len(words_in(sentence)) for sentence in sentences),
    )


def glossary_words(content: Content) -> frozenset[str]:
    """Every word of a term that the glossary explains, in lower case."""
    return frozenset(
        word.lower() for term in content.glossary for form in (term.term, *term.also) for word in words_in(form)
    )


@dataclass(frozen=True)
class PageLevel:
    """One page's level, in each way in which it meets a reader.

    Attributes:
        page: the page.
        all_words: with all that can be opened on it, which each mode does in its own order.
        without_glossary: the same, without words that the glossary explains.
        unopened: with nothing opened yet.
        waiting_room: what a waiting room shows first; None for a page that it does not have.
    """

    page: PageId
    all_words: Level
    without_glossary: Level
    unopened: Level
    waiting_room: Level | None

    @property
    def hardest(self) -> float:
        """The highest grade of the ways in which the page meets a reader."""
        ways = (self.all_words, self.unopened, self.waiting_room)
        return max(way.grade for way in ways if way)


_LEVELS: dict[tuple[str, bool], tuple[PageLevel, ...]] = {}


def page_levels(content: Content) -> tuple[PageLevel, ...]:
    """The level of every page, in the order of the walk; counted once for each version of the content."""
    known = content.version, content.for_carer
    if known not in _LEVELS:
        explained = glossary_words(content)
        texts = {page: list(texts_on(content, page.id, opened=True)) for page in PAGES}
        _LEVELS[known] = tuple(
            PageLevel(
                page.id,
                level(found),
                level(found, explained),
                level(texts_on(content, page.id)),
                level(short_texts_on(content, page.id)) if page in WALKS["kiosk"] else None,
            )
            for page, found in texts.items()
            if found
        )
    return _LEVELS[known]


_MEDICAL = re.compile(
    r"^(?:\w+(?:itis|osis|aemia|emia|pathy|pathic|algia|ectomy|otomy|plegia|kinetic|kinetics|tropic|lytic|uria|plasia|toxic|toxicity|genic|zepam|azole|statin)s?"
    r"|(?:neuro|cardio|hepat|nephr|gastro|psych|anaesth|anesth|pharmac|endo|haem|hemo|immuno|onco|patho|hypo|hyper|intra|sub)(?!logy\b)\w{4,}"
    r"|analges\w+|dissociat\w+|placebo\w*|randomi[sz]\w+|chronic|acute|adverse|efficacy|sedat\w+|receptor\w*|antagonist\w*|agonist\w*|enantiomer\w*|racemic"
    r"|infusion\w*|intravenous\w*|sublingual\w*|oral|nasal|topical|cystitis|urinary|hepatic|renal|cognitive|delirium|hallucinat\w+|tolerance|withdrawal|dependence"
    r"|cohort\w*|blinded|meta|heterogene\w+|baseline|comorbid\w*|syndrome\w*|fibromyalgia|compounded|opioid\w*|lozenge\w*|benzodiazepine\w*|schizo\w+|psychosis)$",
    re.IGNORECASE,
)
_EVERYDAY = frozenset("subject subjects substance substances submit submitted subtle submarine intranet hyperlink endorse endorses endless psychology pharmacy pharmacies pharmacist pharmacists orally suburb subset subtract endpoint subscribe metal diagnosis".split())


def medical_words(text: str) -> list[str]:
    """The medical words of a text, by their form."""
    return [word for word in words_in(text) if _MEDICAL.match(word) and word.lower() not in _EVERYDAY]


def in_content(material: Material) -> Iterator[Finding]:
    """Pages above the highest grade, sentences that are too long, and medical words that no glossary entry explains.

    A page counts as hard as the hardest way in which it meets a reader: opened, unopened, or as a waiting room shows
    it first. Between the target and the highest grade it is a warning.
    """
    content = material.content
    for found in dict.fromkeys((*page_levels(content), *page_levels(for_carer(content)))):
        grade = found.hardest
        if grade > TARGET_GRADE:
            too_high = grade > HIGHEST_GRADE
            limit = HIGHEST_GRADE if too_high else TARGET_GRADE
            yield Finding(
                f"{material.folder}/en", 1, NAME, f"page {found.page}", f"reads at grade {grade}, above {limit:g}.",
                "Use shorter sentences and shorter words on this page.", warning=not too_high,
            )
    explained = glossary_words(content)
    told: set[str] = set()
    for passage in material.passages:
        if passage.kind not in ("text", "claim") or passage.file.endswith(".csv"):
            continue
        for sentence in sentences_in(passage.text):
            if (length := len(words_in(sentence))) > LONGEST_SENTENCE:
                yield Finding(
                    passage.file, passage.line, NAME, shorten(sentence), f"has {length} words; {LONGEST_SENTENCE} is the most.",
                    "Make two sentences of it.",
                )
        # The glossary itself may name a word to explain another by it.
        for word in () if passage.file.endswith("glossary.yaml") else medical_words(passage.text):
            if word.lower() not in explained and word.lower() not in told:
                told.add(word.lower())
                yield Finding(
                    passage.file, passage.line, NAME, word, "is a medical word that the glossary does not explain.",
                    "Use an everyday word, or add it to glossary.yaml.",
                )
