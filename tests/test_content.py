"""The content against the evidence sheet and the promises of DESIGN.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel

from decision_aid.schema import Content

# Part D of the evidence sheet.
VERDICTS = {
    "supported": "A1 A2 A5 A6 A8 A9 A10 A13 A14 A15 A17 A18 A19 A20 A21",
    "partly supported": "A3 A7 A11",
    "not supported": "A12 A16 A22 A24",
    "cannot be checked": "A4 A23",
}
# Every fact with a star in Part C of the evidence sheet, but for F7.1 and F7.2, which repeat F5.5 and F5.9.
STARS = """
F1.1 F1.2 F1.3 F1.4 F1.5 F1.6 F1.8 F1.11 F1.12 N1 F2.1 F2.2 F2.4 F2.5 F2.6 F2.7 F2.8 F2.9 F2.10 F2.12 F3.1 F3.2 F3.3
F3.4 F3.6 F3.7 F3.9 F3.11 F3.12 F3.13 F4.1 F4.3 F4.4 F4.5 F4.6 F4.7 F4.8 F4.9 F4.10 F4.13 N2 F5.1 F5.2 F5.3 F5.4 F5.5
F5.6 F5.7 F5.8 F5.9 F5.10 F6.1 F6.2 F6.3 F6.4 F6.5 F6.6 F6.7 F6.8 F6.9 F7.1 F7.2 F7.3 F7.4 F7.5 F7.6 F7.7 F7.8
""".split()
DO_NOT_PUBLISH = {"N12", "N15", "N25", "F3.5"}
MIRRORS = """
guidelinecentral.com medscape.com epocrates.com iatrox.com pulsetoday.co.uk mims.co.uk medicalbrief.co.za qaasid.com
medindia.net globalauthorid.com clinicalpainadvisor.com medwirenews.com fdocuments.in researcher.life
drugoffice.gov.hk
simhcottumwa.org scrippsnews.com parallelparliament.co.uk particle.news
fda.report imeds.se
inclinicaltrials.com veeva.com clinicaltrialcompass.org ignite-sd.com trialx.com medpath.com moreblossom.com
maestrodatabase.com blackboxrx.com lexichronic.com rheuma.com.au newshealth.biz
physiciansweekly.com nepenthewellness.com
""".split()
SHOWS_AMOUNTS = ("us-label", "uk-smpc-ketamine", "uk-smpc-esketamine", "uk-leaflet", "leaflet-sweden", "dsu-2014")


def texts(value: object) -> Iterator[str]:
    """Every text in a piece of content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from texts(inner)


def test_all_24_claims_have_the_sheets_verdict(content: Content) -> None:
    expected = {claim: verdict for verdict, claims in VERDICTS.items() for claim in claims.split()}
    assert {name: claim.verdict for name, claim in content.claims.items()} == expected


def test_each_claim_stands_on_just_one_page_beside_other_sources(content: Content) -> None:
    told = Counter(claim for topics in content.topics.values() for topic in topics for claim in topic.claims)
    assert told == Counter(list(content.claims))


def test_every_core_fact_of_the_sheet_is_told(content: Content) -> None:
    told = {fact for statement in content.statements.values() for fact in statement.sheet}
    assert set(STARS) - told == set()
    assert told & DO_NOT_PUBLISH == set()


def test_no_sentence_of_the_article_is_copied(content: Content) -> None:
    """The article itself is not in the project, so some of its turns of phrase stand for it."""
    lines = {
        "rapid onset of action", "take-home ketamine lozenges", "interesting and promising new option",
        "most challenging medical conditions", "carefully chosen external website", "individual basis",
        "growing body of research", "traditional pain medications", "almost instant relief", "gaining attention",
    }
    for text in texts(content.article):
        for line in lines:
            assert line not in text.lower()


def test_links_lead_to_a_doi_pubmed_or_the_bodys_own_page(content: Content) -> None:
    for reference in content.references.values():
        if reference.link:
            host = urlsplit(reference.link).hostname or ""
            assert not any(host == mirror or host.endswith(f".{mirror}") for mirror in MIRRORS), reference.id
            assert reference.link.startswith("https://")


@pytest.mark.parametrize("name", SHOWS_AMOUNTS)
def test_pages_that_show_amounts_are_named_but_not_linked(content: Content, name: str) -> None:
    assert content.references[name].link is None
    assert content.references[name].no_link == "shows amounts"


def test_no_trial_register_is_linked(content: Content) -> None:
    """Register entries list amounts."""
    assert all(ref.link is None for ref in content.references.values() if ref.kind == "registry")


def test_no_text_or_address_holds_an_amount_of_medicine(content: Content) -> None:
    """A first net; the whole rule comes with decision_aid/rules."""
    unit = re.compile(
        r"\d\s*(mg|mcg|µg|μg|ml|micrograms?)\b|mg/kg|per kilo|\b(low|high)[- ]dose|milligram", re.IGNORECASE
    )
    for text in texts(content):
        assert not unit.search(text), text


def test_nothing_tells_the_reader_what_to_do(content: Content) -> None:
    directive = re.compile(r"\byou (should|must|need to|ought)\b|\bwe recommend\b|\bbest option\b", re.IGNORECASE)
    for text in texts(content):
        assert not directive.search(text), text


def test_risk_is_told_in_plain_numbers(content: Content) -> None:
    odd = re.compile(r"\b1 in \d|\d\s?%|\bper cent\b|\brisk ratio\b|\bodds ratio\b", re.IGNORECASE)
    read = [
        content.article, content.considerations, content.options, content.values, content.check, content.about,
        content.glossary,
    ]
    for text in texts(read):
        assert not odd.search(text), text


def test_five_options_stand_side_by_side_on_ten_rows_and_more(content: Content) -> None:
    names = [option.id for option in content.options.options]
    assert names == ["as_now", "without_medicines", "other_treatments", "ketamine_supervised", "ketamine_home"]
    assert len(content.options.rows) >= 10
    assert {"benefit", "harm"} <= {row.about for row in content.options.rows}
    for option in content.options.options:
        assert set(option.cells) == {row.id for row in content.options.rows}
        for cell in option.cells.values():
            assert cell.references or cell.not_known


def test_enough_to_ask_to_look_up_and_to_reach(content: Content) -> None:
    assert len(content.questions) >= 25
    assert len(content.glossary) >= 40
    assert set(content.help.regions) == {"us", "uk", "elsewhere"}
    assert "911" in content.help.regions["us"].emergency
    assert "999" in content.help.regions["uk"].emergency
    assert len(content.help.warning_signs) == 9
    for name, consideration in content.considerations.items():
        assert consideration.not_known
        assert sum(name in question.pages for question in content.questions) >= 3


def test_depression_findings_and_opioid_figures_do_not_stand_together(content: Content) -> None:
    """F3.6 and the opioid figures of F3.12 must not be set side by side."""
    for topics in content.topics.values():
        for topic in topics:
            cited = {reference for statement in content.told_in(topic) for reference in statement.references}
            assert not {"ingrosso-2024", "vowles-2015"} <= cited


def test_depression_findings_say_so(content: Content) -> None:
    """People treated for depression are never passed off as people with pain."""
    for statement in content.statements.values():
        if set(statement.references) & {"ingrosso-2024", "gen-hosp-2024", "bp-milder", "karma-dep-2", "short-2018"}:
            assert "depression" in f"{statement.text} {statement.population}".lower(), statement.id


def test_a_statement_tells_the_numbers_of_the_outcomes_it_quotes(content: Content) -> None:
    """A number changed in outcomes.csv must change in every sentence that quotes it."""
    for statement in content.statements.values():
        told = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", statement.text)}
        told |= {0} if "none of" in statement.text else set()
        for name in statement.outcomes:
            numbers = content.outcomes[name].numbers
            known = {
                getattr(numbers, f"{arm}_{end}") for arm in ("treatment", "comparison") for end in ("count", "per")
            } - {None}
            assert not known or known & told, f"{statement.id} tells none of {known} of {name}"
            assert numbers.kind != "difference" or numbers.extra in told


def test_the_telehealth_rule_is_checked_again_before_it_expires(content: Content) -> None:
    assert content.references["fr-telehealth-2025"].review_by < date(2026, 12, 31)


def test_every_source_says_how_it_was_seen_and_when(content: Content) -> None:
    for reference in content.references.values():
        assert reference.checked_on <= reference.review_by
    assert {reference.seen for reference in content.references.values()} == {"primary", "secondary"}
    assert content.references["cochrane-2025"].seen == "secondary"
    assert content.references["nice-ng193"].seen == "secondary"


def test_very_low_certainty_is_worded_as_not_known(content: Content) -> None:
    for statement in content.statements.values():
        if statement.certainty == "very low":
            assert re.search(r"do not know|not known|very uncertain|unclear", statement.text), statement.id
        if statement.certainty == "moderate":
            assert re.search(r"probably", statement.text), statement.id


def test_what_can_matter_has_an_answer_for_every_option(content: Content) -> None:
    options = {option.id for option in content.options.options}
    assert len(content.values.values) >= 12
    for value in content.values.values:
        assert set(value.known) == options
        for cell in value.known.values():
            assert cell.references or cell.not_known
            assert len(re.findall(r"\.(?:\s|$)", cell.text)) <= 3, cell.text


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:,\d{3})*", text))


def test_the_mirror_and_the_check_tell_no_fact_of_their_own(content: Content) -> None:
    """Each number they tell is told of the same source by a statement or an option; so is each source itself."""
    told: dict[str, set[str]] = {}
    parts = [(statement.text, statement.references) for statement in content.statements.values()]
    parts += [(cell.text, cell.references) for option in content.options.options for cell in option.cells.values()]
    for text, references in parts:
        for reference in references:
            told.setdefault(reference, set()).update(numbers(text))
    shown = [(cell.text, cell.references) for value in content.values.values for cell in value.known.values()]
    shown += [(f"{item.text} {item.says}", item.references) for item in content.check.items]
    for text, references in shown:
        assert set(references) <= set(told), text
        known = {number for reference in references for number in told[reference]}
        known |= {str(int(a) - int(b)) for a in numbers(text) for b in numbers(text) & known if "," not in a + b}
        assert numbers(text) <= known, f"{numbers(text) - known}: {text}"


def test_the_check_has_true_and_false_statements_in_like_number(content: Content) -> None:
    answers = Counter(item.answer for item in content.check.items)
    assert 8 <= answers.total() <= 10
    assert abs(answers["true"] - answers["false"]) <= 1
