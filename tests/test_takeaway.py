"""The PDF that a reader takes along, and the QR code."""

from __future__ import annotations

import ctypes
import gc
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from decision_aid import takeaway
from decision_aid.answers import Answers
from decision_aid.answers_json import MOST_OWN_QUESTIONS, add_own_question
from decision_aid.kept_content import load
from decision_aid.option_order import option_order
from decision_aid.schema import Content
from decision_aid.takeaway import NOT_DRAWN, UNSURE, forget, pdf, qr_code

WHOLE = load()


def tags(document: PdfReader, deepest: int = 99) -> list[str]:
    """The kinds of all tagged parts of a document, in reading order, down to some level below the document."""

    def walk(node: Any, level: int) -> Iterator[str]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                yield from walk(child, level)
        elif isinstance(node, dict):
            if "/S" in node:
                yield str(node["/S"]).strip("/")
            if "/K" in node and level < deepest:
                yield from walk(node["/K"], level + 1)

    root: Any = document.root_object
    return list(walk(root["/StructTreeRoot"]["/K"], 0))


def text_of(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def made(content: Content, answers: Answers, region: Any = None) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(content, answers, region)))


def some(content: Content, values: int = 3, questions: int = 5) -> Answers:
    return Answers(
        questions=tuple(question.id for question in content.questions[:questions]),
        values=tuple(value.id for value in content.values.values[:values]),
        own_questions=("Can my sister come?",), next_step="talk", seed=61,
    )


def test_the_pdf_is_tagged_and_says_that_it_is_pdf_ua(content: Content) -> None:
    document = made(content, some(content))
    root: Any = document.root_object
    metadata = document.xmp_metadata
    assert metadata
    assert "pdfuaid:part>1<" in metadata.stream.get_data().decode()
    assert root["/Lang"] == content.interface.language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    found = tags(document)
    assert found.count("H1") == 1
    assert found.count("H2") == 4
    assert found.count("H3") == 5
    assert {"L", "LI", "Lbl", "LBody", "P"} <= set(found)
    # A list for each thing that matters, for the two kinds of questions, and for help; no text outside a block.
    assert found.count("L") == 3 + 2 + 1
    assert not {"Span", "Strong"} & set(tags(document, deepest=1))


def test_the_pdf_follows_the_readers_order_and_the_options_order(content: Content) -> None:
    answers = replace(some(content), values=tuple(value.id for value in content.values.values[2::-1]))
    for given_answers in (answers, answers.with_options_flipped()):
        text = text_of(made(content, given_answers))
        places = [text.index(f"{place}. {value.text}") for place, value in
                  enumerate(content.values.values[2::-1], start=1)]
        assert places == sorted(places)
        first = text[places[0] : places[1]]
        names = [first.index(f"{option.name}.") for option in option_order(content, given_answers)]
        assert names == sorted(names)


def test_all_options_stand_with_the_same_weight_and_nothing_is_summed_up(content: Content) -> None:
    text = text_of(made(content, some(content)))
    for option in content.options.options:
        assert text.count(f"{option.name}. ") == 3
    judged = r"my score|your score|\bmatch|in total|best for|recommend|winner|\brank|per cent|\d ?%"
    assert not re.search(judged, text, re.IGNORECASE)


@pytest.mark.parametrize(("region", "size"), [("us", (612, 792)), ("uk", (595, 842)), (None, (595, 842))])
def test_paper_and_help_lines_fit_the_region(content: Content, region: Any, size: tuple[int, int]) -> None:
    document = made(content, some(content), region)
    box = document.pages[0].mediabox
    assert (round(box.width), round(box.height)) == size
    text = text_of(document)
    assert ("911" in text) is (region != "uk")
    assert ("999" in text) is (region != "us")


def test_the_pdf_holds_no_trace_of_the_reader_but_the_answers(content: Content) -> None:
    data = pdf(content, some(content), "us")
    document = PdfReader(io.BytesIO(data))
    assert document.metadata
    assert set(document.metadata) <= {"/Title", "/Creator"}
    today = datetime.now(tz=UTC)
    for trace in (today.strftime("%Y-%m-%d"), today.strftime("D:%Y%m%d"), "/work", "sister"):
        assert trace.encode() not in data
    assert data == pdf(content, some(content), "us")


def test_little_fits_on_one_page_and_everything_on_two(content: Content) -> None:
    assert len(made(content, Answers()).pages) == 1
    assert len(made(content, some(content, values=2, questions=4)).pages) == 1
    everything = some(content, values=5, questions=len(content.questions))
    for number in range(MOST_OWN_QUESTIONS):
        everything = add_own_question(everything, f"{number} {'word ' * 50}")
    document = made(content, everything)
    assert len(document.pages) == 2
    text = text_of(document)
    assert all(question.text in text for question in content.questions)
    assert all(f"{number} word" in text for number in range(MOST_OWN_QUESTIONS - 1))
    assert content.version in text


@pytest.mark.parametrize("region", ["us", "uk", None])
def test_the_longest_choice_is_whole_and_has_lines_to_write_on(content: Content, region: Any) -> None:
    longest = sorted(content.values.values, key=lambda value: -sum(len(cell.text) for cell in value.known.values()))
    everything = replace(some(content, questions=len(content.questions)), values=tuple(v.id for v in longest[:5]))
    for number in range(MOST_OWN_QUESTIONS):
        everything = add_own_question(everything, f"{number} " + "longest words of mine " * 9)
    data = pdf(content, everything, region)
    text = text_of(PdfReader(io.BytesIO(data)))
    assert all(question.text in text for question in content.questions)
    assert all(f"{number} longest" in text for number in range(MOST_OWN_QUESTIONS - 1))
    assert content.interface.summary.room in text
    assert lines_to_write_on(data) >= 3


def lines_to_write_on(data: bytes) -> int:
    """How many dotted lines are drawn."""
    document = PdfReader(io.BytesIO(data))
    drawn = [page.get_contents() for page in document.pages]
    return sum(len(re.findall(rb"\[[\d. ]+\]\s*[\d.]+ d\b", found.get_data())) for found in drawn if found is not None)


def test_a_page_with_little_on_it_is_there_to_be_written_on(content: Content) -> None:
    assert lines_to_write_on(pdf(content, Answers(), "us")) > 12


def test_endless_words_stay_on_the_paper(content: Content) -> None:
    answers = Answers(questions=tuple(question.id for question in content.questions))
    for number in range(MOST_OWN_QUESTIONS):
        answers = add_own_question(answers, f"{number}{'W' * 400}")
    document = made(content, answers)
    lines = [line for page in document.pages for line in page.extract_text().splitlines() if "WWW" in line]
    assert max(len(line.strip()) for line in lines) < 100


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="memory in use is told by glibc")
def test_typst_forgets_a_reader_when_asked(content: Content) -> None:
    """Some megabytes that typst keeps of a summary are given back; so they hold nothing of it any more."""
    forget()
    before = memory_in_use()
    pdf(content, some(content, values=5, questions=40), None)
    kept = memory_in_use() - before
    forget()
    assert kept > 3_000_000
    assert memory_in_use() - before < kept * 2 / 3


def memory_in_use() -> int:
    """Bytes in use by this process's libraries."""
    fields = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")
    told = type("Told", (ctypes.Structure,), {"_fields_": [(name, ctypes.c_size_t) for name in fields]})
    ask = ctypes.CDLL(None).mallinfo2
    ask.restype = told
    gc.collect()
    found: Any = ask()
    return int(found.uordblks + found.hblkhd)


def test_an_empty_summary_says_so_and_leaves_room(content: Content) -> None:
    text = text_of(made(content, Answers()))
    assert content.interface.summary.matters_none in text
    assert content.interface.summary.questions_none in text
    assert content.interface.summary.matters_not_sure in text_of(made(content, Answers(values_not_sure=True)))


def test_own_words_come_out_as_they_were_written(content: Content) -> None:
    for text in ("#evil[x] $x^2$ *b* _i_ @ref <tag> \\n {a}", "Was heißt „chronisch“? Ça va – 5 €", "Τι; Что?"):
        shown = text_of(made(content, add_own_question(Answers(), text)))
        assert text in shown


def test_letters_that_no_font_here_has_are_told_of(content: Content) -> None:
    shown = text_of(made(content, add_own_question(Answers(), "Is it 好 for me? 🙂")))
    assert f"Is it {NOT_DRAWN} for me?" in shown
    assert content.interface.summary.missing_letters in shown


def test_letters_that_make_typst_panic_are_told_of_and_the_rest_is_there(content: Content) -> None:
    shown = text_of(made(content, add_own_question(Answers(), "Is \U000e006f\U0001f1f1\U000e0034\ufe04 for me?")))
    assert "for me?" in shown
    assert content.interface.summary.missing_letters in shown


def test_a_panic_of_typsts_does_not_end_the_visit(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """Named as typst's, which Python does not count among its exceptions."""

    fitted, panics = takeaway._fitted, [PanicException()]

    def panicking_once(*given: Any) -> bytes:
        if panics:
            raise panics.pop()
        return fitted(*given)

    monkeypatch.setattr(takeaway, "_fitted", panicking_once)
    assert "Is it a \u010d?" in text_of(made(content, add_own_question(Answers(), "Is it a \u010d?")))
    assert not panics


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(min_size=1, max_size=60), max_size=4))
def test_no_own_words_stop_the_pdf(texts: list[str]) -> None:
    answers = Answers()
    for text in texts:
        answers = add_own_question(answers, text)
    assert len(made(WHOLE, answers).pages) <= 2


def test_every_letter_that_counts_as_drawn_is_drawn(content: Content) -> None:
    letters = [chr(number) for number in range(0x20, 0x2200) if not UNSURE.match(chr(number))]
    for start in range(0, len(letters), 150):
        answers = add_own_question(Answers(), "x " + "".join(letters[start : start + 150]))
        assert content.interface.summary.missing_letters not in text_of(made(content, answers))


def test_the_qr_code_has_a_name_and_holds_no_script() -> None:
    picture = qr_code("https://example.org/summary#t1.AAAA", "Take <it> & go")
    assert "<title>Take &lt;it&gt; &amp; go</title>" in picture
    assert 'role="img"' in picture
    assert "\n" not in picture
    assert "<it>" not in picture
