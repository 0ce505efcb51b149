"""Text as a rule reads it: one form for each letter, number sign and space, however it was typed."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

# Letters of other scripts that look like Latin ones, as in "mg" typed with a Cyrillic letter.
_LOOK_ALIKES = str.maketrans(
    {
        **dict(
            zip(
                "авсԁеոіјӏкмнорѕтцхуԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορτυχω",
                "abcdenijlkmhopstuxyqwabezhikmnoptyxayiknoptuxw",
                strict=True,
            )
        ),
        "ɡ": "g",
        "ɑ": "a",
        "ı": "i",
        "ℓ": "l",
        "µ": "u",
        "μ": "u",
        "ø": "o",
        "Ø": "o",
        "\u2044": "/",
        "\u2215": "/",
        "‘": "'",
        "’": "'",
        "‛": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "·": ".",
        "∙": ".",
        "⋅": ".",
        "•": ".",
        "×": "x",
        "✕": "x",
    }
)
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def plain(text: str) -> str:
    """Lower-case text in which every look-alike letter, odd space, dash and digit has its plain form."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(_LOOK_ALIKES)))
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LOOK_ALIKES))
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).translate(_LOOK_ALIKES)
    text = "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in text)
    return " ".join(text.split())


def plain_link(address: str) -> str:
    """An address as words: what is escaped unescaped, what parts its words turned to spaces."""
    return " ".join(re.sub(r"[-_/?=&+#.:,]+", " ", plain(unquote(address))).split())


# Words of others that a passage quotes in order to answer them.
_REPORTED = re.compile(
    r"\b(?:claims?|headlines?|fact[- ]check|articles?|adverts?|advertisers?|ads?|posters?|flyers?|leaflets?|magazines?"
    r"|blogs?|newspapers?|web ?sites?|(?:clinic|web)(?:'s)? (?:page|site)|slogans?|brochures?|posts?|paper's)\b"
)
_ANSWERED = re.compile(
    r"\b(?:false|wrong|misleading|untrue|not (?:true|supported|backed|shown|right|so)|partly|contradicted"
    r"|can ?not be checked|verdict|we found|leaves? out|left out|overstate[sd]?|no (?:guideline|trial|study|source)"
    r"|do(?:es)? not show|in the (?:paper|trial|study)|(?:sources|studies|trials) (?:say|show))\b"
)
_QUOTED = re.compile(r"[\"“][^\"“”]{3,300}[\"”]")


def without_answered_quotes(text: str) -> str:
    """A passage without its quotations, where it quotes an article or an advert and says what is found of that."""
    reduced = plain(text)
    return _QUOTED.sub("“…”", text) if _REPORTED.search(reduced) and _ANSWERED.search(reduced) else text


_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORD = "(?:" + "|".join([*_ONES.split()[::-1], *_TENS.split(), "hundred", "thousand", "dozen"]) + ")"
NUMBER = (
    rf"(?:\d+(?:[.,]\d+)*|(?:a |an )?{_WORD}(?:(?:[- ]and[- ]|[- ]){_WORD})*|(?:a |one )?half(?: an?)?"
    r"|(?:a |one )?quarter(?: of an?)?|a couple(?: of)?|a few|several|half a dozen)"
)
