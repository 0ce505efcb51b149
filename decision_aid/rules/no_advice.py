"""No advice: no directive on treatment, recommendation, eligibility, verdict on the reader, urgency, superlative,
testimonial, promise or social proof.

Allowed: to tell the reader to talk to someone, reading directions, the fixed emergency lines, and what a named
guideline says. What has a fixed form is found here; what only leans is left to `wording_model`. Promise 2 of DESIGN.md.
"""

from __future__ import annotations

from decision_aid.rules.finding import Hit
from decision_aid.rules.patterns import Pattern, found_in, in_other_words
from decision_aid.rules.plain_text import plain, without_answered_quotes

NAME = "no-advice"
INSTEAD = "Say what is known, with its source, or write: “Some people … You can ask your care team.”"
TREATMENT = r"(?:ketamine|esketamine|infusions?|the drip|a drip|lozenges?|the spray|treatment|therapy|opioids?|your (?:pain )?(?:medicines?|medication|pills|tablets)|painkillers?|it)"
_BODIES = (
    r"\b(?:nice|fda|asa|mhra|ema|nhs|asra|apa|cdc|dea|who|va|dod|rcgp|cochrane|guidelines?|society|college|body|regulators?|agency|label|leaflet|"
    r"law|rules?|act|insurers?|the article|the aid|this aid|advert)\b"
)
# Someone else's words, named as such.
_ATTRIBUTED = (
    r"\b(?:the|an?|this|its?) (?:\w+ )?(?:article|blog|advert|ad|advertiser|newspaper|story|headline|website|site|clinic's (?:own )?(?:page|site|website))\b"
    r"|\badverts? (?:say|says|may|call)|\bwords? \"|\bpromotional words\b|\bthe claim\b"
)
WHY = {
    "directive": "tells the reader what to do about treatment.",
    "recommends": "recommends something to the reader.",
    "eligible": "says who fits a treatment.",
    "urgent": "hurries the reader.",
    "superlative": "ranks one option above the rest.",
    "testimonial": "lets a person speak for a treatment.",
    "promise": "promises a result.",
    "social": "says what others choose.",
}

_PATTERNS = (
    Pattern(r"\byou(?:'d| had)? (?:really |probably |definitely |certainly |always |never |just |simply )*(?:should|ought to|must|need to|have to|had better|better)\b(?! (?:now |then |next )?(?:see|find|reach) [^.]{0,40}\b(?:pages?|screens?|lists?|buttons?|questions?|boxes|box|lines?|links?)\b)(?! (?:not )?(?:pay|decide|be able|be told|tick|finish|answer))", WHY["directive"],
            unless=r"\byou (?:do not|don't|need not|never) (?:have|need) to\b|\b(?:by law|the law|a law|legal|to vote|leaflet|college)\b"),
    Pattern(r"\b(?:we|i|this aid|this tool|our team|our (?:doctors|experts|clinicians)|the authors of this aid) (?:strongly |would |also |warmly |do )*(?:recommend|advise|suggest|urge|encourage|favou?r|endorse|prefer)\b(?!s? (?:no|nothing|against nothing))", WHY["recommends"], unless=r"\b(?:do|does|never|can|will) ?n[o']t (?:recommend|advise|suggest)|never recommends"),
    Pattern(r"\b(?:our|my) (?:advice|recommendation|verdict|pick|top choice|suggestion)\b(?! is not)", WHY["recommends"], unless=r"\bnot our advice|no advice|gives? no "),
    Pattern(r"\b(?:you|your pain|people like you|someone like you) (?:are|is|may be|might be|could be|would be|qualify|qualifies|seem|seems|look|looks|sound|sounds)(?: like)? (?:a |an |the )?(?:\w+ )?(?:good |perfect |ideal |right |strong |poor |suitable |great )?(?:candidate|match|fit|eligible|qualified|suited|suitable)\b", WHY["eligible"], unless=r"\?"),
    Pattern(r"\byou (?:(?:do|would|may|now|already|clearly|probably|likely) )*qualify\b|\b(?:ideal|perfect|good|best|prime|strong) candidates?\b", WHY["eligible"], unless=r"\?|cannot|can't|does not|do not|doesn't"),
    Pattern(r"\bbefore it(?:'s| is) too late\b|\bdo(?:n't| not) (?:wait|delay|miss out|miss this|hesitate to (?:start|book|try)|put it off)\b|\bact (?:now|fast|today|quickly|soon)\b|\b(?:places|spots|slots|spaces) (?:are )?(?:go|going|fill|filling|limited|running out)\b|\btime is running out\b|\bwhile (?:places|slots|spots|stocks?) last\b|\b(?:book|sign up|enrol|call us|start|apply) (?:now|today|this week|right away)\b|\blimited (?:time|places|spots|slots|offer)\b|\blast chance\b|\bwhy wait\b|\bevery (?:day|week|month|year) (?:that )?you (?:wait|delay|put)\b", WHY["urgent"], unless=rf"\b(?:911|999|112|111|988)\b|not breathing|trouble breathing|emergency|{_ATTRIBUTED}"),
    Pattern(r"\b(?:the|your) (?:clear |obvious |single |very |only |smart |right |wise |sensible )*(?:best|safest|smartest|wisest|strongest|most effective|most powerful|most reliable|gentlest|kindest|fastest|cheapest|finest|ideal|perfect|obvious|sensible|natural|clear|right) (?:and \w+ )?(?:overall )?(?:option|choice|treatment|way forward|answer|bet|medicine|drug|remedy|winner|path|decision|step|move|route|thing to do)\b", WHY["superlative"], unless=rf"\?|{_BODIES}|{_ATTRIBUTED}|\bno (?:single )?(?:right|best)|\bnot (?:say|tell|rank|pick|know)|\bno one|nobody|which (?:is|of)|there is no"),
    Pattern(r"\b(?:gold standard|game[- ]chang\w+|miracle|life[- ]chang\w+|breakthrough|wonder drug|second to none|nothing (?:else )?(?:comes|came) close|no-brainer|head and shoulders|unbeatable|unrivalled|top[- ]rated|number one choice|#1)\b", WHY["superlative"], unless=rf"\?|{_BODIES}|{_ATTRIBUTED}|\b(?:words?|adverts?|claims?) (?:such as|like)"),
    Pattern(r"\b(?:gave|give|got|has given|handed) me (?:back )?(?:my|the) (?:life|old self|days|weekends|evenings|sleep)\b|\b(?:changed|saved|turned around) my life\b|\bi (?:finally |now |can now )?(?:got my life back|sleep through)|\b(?:says|said|writes|wrote) [a-z]+, (?:aged )?\d\d\b|\b[a-z]+, \d\d, (?:from|a |who|says)", WHY["testimonial"], unless=rf"\bsaid (?:yes|no)\b|{_ATTRIBUTED}|\bquality of life\b"),
    Pattern(r"\b(?:guarantee[sd]?|we promise|promises? you|you will (?:soon |finally |once again |definitely |certainly )*(?:sleep|feel better|be pain[- ]free|be free|walk|get better|get your|notice|wake up|be glad|be able to (?:work|walk|sleep|play))|you'll (?:soon |finally |never |be |feel |sleep |wake |walk |wonder |wish |regret|thank))\b|\bpain[- ]free (?:again|life|within|in)\b", WHY["promise"], unless=r"\?|not (?:a )?guarantee|no (?:one|guarantee|promise)|cannot (?:guarantee|promise)|nobody can|does not (?:guarantee|promise)"),
    Pattern(r"\b(?:thousands|millions|hundreds|most|many|more and more|countless|plenty) (?:of )?(?:\w+ )?(?:people|patients|readers|others|sufferers|visitors|families) (?:\w+ ){0,4}(?:have already|already|choose|chose|pick|opt|go for|swear by|agree|switched|made the switch|trust|decide for|prefer|wish they)\b|\b\d+ (?:in|of|out of) \d+ (?:people like you|patients like you)|\bpeople (?:like you|in your (?:shoes|position|situation)) (?:usually |often |mostly |tend to |generally )?(?:choose|pick|opt|do|go|find|get|end up|feel)\b|\bmost (?:people )?(?:like you|in your shoes)\b|\bjoin (?:the |thousands|hundreds|others)\b", WHY["social"]),
    Pattern(r"\b(?:ask|press|push|beg|insist|plead)\b (?:\w+ ){0,5}(?:for|on) (?:a |an |some |the |more )?(?:ketamine|infusion|prescription|lozenge|referral to a ketamine|higher|stronger)\b", WHY["directive"], unless=rf"\?|{_ATTRIBUTED}"),
    Pattern(rf"(?:^|[.;:!] |, (?:so|then|and|but) |\bplease )(?:so |then |and |always |never |just |now |first |do |simply |instead |only )*(?:try|start|stop|take|avoid|choose|pick|skip|quit|refuse|demand|drop|ditch|swap|switch|give up|stay away from|stick (?:with|to)|say (?:yes|no) to|go for|opt for|hold out for|steer clear of|keep (?:away from|off|taking)|stay on|stay off|cut out|throw out|leave out|put off|do not (?:start|stop|take|try|use|accept|settle)|don't (?:start|stop|take|try|use|let|settle|accept))\b [^.?!:]{{0,50}}\b{TREATMENT}\b", WHY["directive"], unless=rf"{_BODIES}|{_ATTRIBUTED}|\b(?:911|999|112|111)\b|\b(?:page|part|row|pdf|print|column|list|screen|table|section|step|questions?)\b"),
    Pattern(r"\b(?:pick|choose|go with|opt for) (?:option |plan )?(?:[b-e]\b|a\b(?= (?:if|when|over|or|and)\b|[.,;!]|$))", WHY["directive"]),
    Pattern(r"\b(?:is|are|was|seems?) (?:well |clearly |certainly |definitely |really |always |simply )?(?:worth (?:trying|a try|it|a shot|the (?:risk|money|wait|side effects))|the way to go|a must)\b|\bworth (?:a try|trying)\b", WHY["recommends"], unless=rf"\?|{_BODIES}|{_ATTRIBUTED}|not known|do not know|whether"),
)


def by_form(text: str) -> list[Hit]:
    """Each group of words in a passage that advises or pushes by its form; [] where there is none."""
    return found_in(plain(text), _PATTERNS, INSTEAD)


def in_text(text: str) -> list[Hit]:
    """What a passage has of it: by form, or else where `wording_model` reads it so; [] where it is clean."""
    text = without_answered_quotes(text)
    return by_form(text) or in_other_words(text, NAME, "reads like advice, praise or a push, though in other words.", INSTEAD)
