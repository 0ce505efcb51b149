"""Content files: the good ones load, the broken ones give one message that says what to mend."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from decision_aid.kept_content import load
from decision_aid.loading import CONTENT, read
from decision_aid.source_files import ContentError, Problem

Break = Callable[[str], str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the content to break."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def broken(root: Path, name: str, change: Break) -> ContentError:
    """The error after one file was changed."""
    path = root / name
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, "the test changed nothing"
    path.write_text(after, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read(root)
    return caught.value


def swap(pattern: str, new: str) -> Break:
    """Put `new` in place of the first match; the tests name shapes, not sentences, so that texts may change."""

    def change(text: str) -> str:
        after, count = re.subn(pattern, new, text, count=1, flags=re.M)
        assert count
        return after

    return change


def line_of(name: str, pattern: str) -> int:
    """The line on which a pattern first matches in the real content."""
    whole = (CONTENT / name).read_text(encoding="utf-8")
    found = re.search(pattern, whole, flags=re.M)
    assert found
    return whole[: found.start()].count("\n") + 1


def test_the_real_content_loads_once_and_is_the_same_for_all() -> None:
    assert load() is load()


def test_the_version_follows_the_words_and_nothing_else(root: Path) -> None:
    assert read(root).version == load().version
    path = root / "en" / "about.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (root / ".DS_Store").write_bytes(b"\xff")
    assert read(root).version == load().version
    path.write_bytes(re.sub(rb"heading: .*", b"heading: Other", path.read_bytes(), count=1))
    assert read(root).version != load().version


A, B, R, N = "en/article.yaml", "en/considerations/benefits.yaml", "references.yaml", "outcomes.csv"
S = "scorecard.yaml"

# what is wrong: file, what to look for, what to put there, what the message says
CASES: dict[str, tuple[str, str, str, list[str]]] = {
    "a wrong key": (A, r"^ +verdict:", "        verdikt:", [".verdikt: is not a key here; write 'verdict'"]),
    "a missing key": (A, r"^ +leaves_out: .*\n", "", [".leaves_out: is missing; add a line 'leaves_out: …'"]),
    "a key that stands twice": (
        R, r"^    author: (.*)$", r"    author: \1\n    author: Somebody",
        ["author: stands twice; line", "keep one of them"],
    ),
    "a word that is not allowed": (
        A, r"verdict: partly supported", "verdict: partially supported",
        [".verdict: 'partially supported' is not one of the words allowed here", "'partly supported'"],
    ),
    "a dangling reference": (
        B, r"references: \[cochrane-2025\]", "references: [cochrane-2052]",
        [".references[1]: there is no reference 'cochrane-2052'; write 'cochrane-20"],
    ),
    "a dangling outcome": (
        B, r"^  - fibro-halved-1-week$", "  - fibro-halfed-1-week",
        ["there is no outcome 'fibro-halfed-1-week'; write 'fibro-halved-1-week'"],
    ),
    "a claim that does not exist": (
        B, r"claims: \[(A\d+)", r"claims: [A25, \1", [".claims[1]: there is no claim 'A25'"],
    ),
    "a statement that does not exist": (
        "en/considerations/research.yaml", r"repeats: \[", "repeats: [no-such-statement, ",
        [".repeats[1]: there is no statement 'no-such-statement'"],
    ),
    "a waiting room's line that is not there": (
        B, r"^  in_short: \[1\]", "  in_short: [9]",
        ["waiting_room.in_short[1]: '9' cannot be chosen here; write one of: 1"],
    ),
    "a waiting room's claim of another page": (
        B, r"^  claim: .*", "  claim: A14", ["waiting_room.claim: 'A14' cannot be chosen here; write one of: A"],
    ),
    "a waiting room's statement that stands beside another claim": (
        B, r"^  statements: \[", "  statements: [fibro-first-minutes, ",
        ["waiting_room.statements[1]: 'fibro-first-minutes' cannot be chosen here"],
    ),
    "a waiting room's claim without other sources": (
        B, r"^  statements: .*\n", "", ["waiting_room: has a claim and no 'statements'"],
    ),
    "a waiting room's picture of another page": (
        B, r"^  outcome: .*", "  outcome: tired", ["waiting_room.outcome: 'tired' cannot be chosen here"],
    ),
    "a waiting room's question of another page": (
        B, r"^  questions: .*", "  questions: [q-store]",
        ["waiting_room.questions[1]: 'q-store' cannot be chosen here"],
    ),
    "a page of the waiting room's way without its part": (
        B, r"^waiting_room:\n(  .*\n)+", "", ["has no 'waiting_room'; choose what a waiting room shows first"],
    ),
    "counts above their denominator": (
        N, r"^(cancer-pain-better.*),25,92,", r"\1,95,92,", ["has comparison_count 95 above comparison_total 92"],
    ),
    "a number told wrongly": (
        N, r"^(cancer-pain-better.*),100,31,27,", r"\1,100,32,27,", ["says 32 of 100 for 29 of 93; write 31"],
    ),
    "a picture that may not be drawn": (
        N, r"^stomach,IA10,words only,words,", "stomach,IA10,words only,picture,",
        ["says shown_as 'picture', but can't be drawn (very low certainty); write 'words'"],
    ),
    "a number that is no number": (
        N, r"^(cancer-pain-better.*),29,93,", r"\1,29 people,93,",
        [".treatment_count: '29 people' is not a whole number"],
    ),
    "a number below nothing": (
        N, r"^(cancer-pain-better.*),29,93,", r"\1,-29,93,", ["'-29' is too small; write 0 or more"],
    ),
    "a row with a cell too many": (N, r"^tired,", "tired,,", ["has 20 cells, not 19 as the heading line"]),
    "a quote left open": (N, r"^tired,", 'tired,"', ["is not valid CSV"]),
    "a column that nobody knows": (N, r"^id,sheet,", "id,row,", [".row: is not a key here"]),
    "columns parted by semicolons": (N, r"\A(?s:.*)\Z", "id;sheet;kind\n", ["parted by commas"]),
    "a table without rows": (N, r"(?s:\ncreams-better.*)\Z", "\n", ["has a heading line and no rows"]),
    "a word explained twice": (
        "en/glossary.yaml", r"term: esketamine$", "term: ketamine", ["'ketamine' is the id of another word too"],
    ),
    "a region without help": (
        "en/helplines.yaml", r"^  elsewhere:\n(?s:.*?)(?=^warning_signs)", "", ["regions: has no 'elsewhere'"],
    ),
    "a tag": (A, r"^question: ", "question: !now ", ["starts with a '!' that YAML reads as a tag"]),
    "a placeholder with a format": ("en/interface.yaml", r"\{step\}", "{step:zz}", ["has a stray brace"]),
    "a claim in two topics": (
        "en/considerations/setting.yaml", r"claims: \[A10\]", "claims: [A10, A14]", ["'A14' is named twice"],
    ),
    "one end of a range": (N, r"^(tired.*,26),64,", r"\1,,", ["has one end of a range"]),
    "numbers without a whole": (N, r"^(france.*),100,50,", r"\1,,50,", ["has numbers and no per"]),
    "a difference without its range": (
        N, r"^(cancer-stopped.*),17,8,25,", r"\1,17,,25,", ["is a difference; write extra"],
    ),
    "a day that is a number": (R, r"checked_on: .*$", "checked_on: 0", ["'0' is not a date"]),
    "an address that cannot be opened": (R, r"^    URL: .*$", "    URL: https://[foo/bar", ["is not an address"]),
    "an address of somebody else": (
        R, r"^    URL: .*$", "    URL: https://nice.org.uk@evil.com/", ["is not an address"],
    ),
    "a letter that is none": (A, r"^question: .*$", 'question: "a\\\\U00110000"', ["a sign that YAML does not allow"]),
    "a key in square brackets": ("en/helplines.yaml", r"^  us:$", '  "[key]":', ["'[key]' is not one of the words"]),
    "two columns of one name": (N, r"^id,sheet,", "id,id,", ["each column has its own name"]),
    "an outcome without words": (
        "en/outcomes.yaml", r"- id: tired$", "- id: weary", ["'weary' is not in content/outcomes.csv; add it there"],
    ),
    "a date that is no date": (
        R, r"checked_on: .*$", "checked_on: 2026-13-22",
        [".checked_on: '2026-13-22' is not a date; write year-month-day"],
    ),
    "a review before the check": (R, r"review_by: .*$", "review_by: 2020-01-01", ["has a review_by that is not after"]),
    "a reference that nothing cites": (R, r"- id: article$", "- id: artikel", ["'artikel' is cited nowhere"]),
    "a source without an address": (R, r"^    URL: .*\n", "", ["has no address; write a DOI, a PMID or a URL"]),
    "an address that is none": (
        R, r"^    URL: https://", "    URL: ", [".URL: is not an address that a reader can open"],
    ),
    "an id that stands twice": (
        R, r"- id: nice-ng193-number$", "- id: nice-ng193", ["'nice-ng193' is the id of another reference too"],
    ),
    "a statement's id on two pages": (
        "en/considerations/setting.yaml", r"^(      - id:) .*$", r"\1 clinic-series",
        ["'clinic-series' is the id of another statement too", "benefits.yaml"],
    ),
    "an option without a row": (
        "en/options.yaml", r"^      driving:$", "      drifing:", [".drifing: is no row of the table; the rows are"],
    ),
    "a cell without a source": (
        "en/options.yaml", r"^        references: .*\n", "", ["has no source; write references, or not_known: yes"],
    ),
    "a thing that matters without an option": (
        "en/values.yaml", r"^      as_now:$", "      as_nov:",
        [".known: has no 'as_now'; write what is known", ".as_nov: is no option; the options are: as_now"],
    ),
    "too few things that matter": (
        "en/values.yaml", r"^  - id: driving$(?s:.*)\Z", "", ["values: has too few items; write at least 12"],
    ),
    "a thing that matters twice": (
        "en/values.yaml", r"- id: driving$", "- id: clear_head", ["'clear_head' is the id of another value too"],
    ),
    "a thing that matters without a source": (
        "en/values.yaml", r"^        references: .*\n", "", ["has no source; write references, or not_known: yes"],
    ),
    "an answer that is none": (
        "en/check.yaml", r'answer: "false"', "answer: maybe", [".answer: 'maybe' is not one of the words allowed here"],
    ),
    "a statement to check twice": (
        "en/check.yaml", r"- id: c-driving$", "- id: c-dummy",
        ["'c-dummy' is the id of another statement to check too"],
    ),
    "a statement to check on no page": (
        "en/check.yaml", r"page: ketamine$", "page: ketamin", [".page: 'ketamin' is not one of the words allowed"],
    ),
    "a statement to check with a source that is not there": (
        "en/check.yaml", r"references: \[us-label, ", "references: [us-lable, ",
        [".references[1]: there is no reference 'us-lable'; write 'us-label'"],
    ),
    "an empty text": (A, r"^    title: .*$", "    title:", [".title: is empty; write it"]),
    "text where a list belongs": (B, r"claims: \[(A\d+).*\]", r"claims: \1", [".claims: must be a list"]),
    "a list where text belongs": (A, r"^question: .*$", "question: [one, two]", ["question: must be plain text"]),
    "a claim on no page": (
        "en/considerations/side_effects.yaml", r"^    claims: \[A14\]\n", "", ["'A14' stands on no page"],
    ),
    "a stray placeholder": (
        "en/interface.yaml", r"\{step\}", "{stop}",
        ["has the placeholder {stop}, which is not filled in here; use only {step}, {steps}"],
    ),
    "a brace left open": ("en/interface.yaml", r"\{step\}", "{step", ["has a stray brace"]),
    "a page without a name": ("en/interface.yaml", r"^  benefits: .*\n", "", ["pages: has no 'benefits'"]),
    "a wording without one of its kinds": (
        "en/interface.yaml", r"^    very low: .*\n", "", [": has no 'very low'; add a line"],
    ),
    "a point that is met without evidence": (
        S, r"^        evidence:\n          - test: .*\n          - page: start\n", "",
        ["is 'met' and names no evidence; name a rule, a test or a page, or write 'not done yet'"],
    ),
    "a point not done that names evidence": (
        S, r"status: partly$", "status: not done yet", ["is 'not done yet' and names evidence"],
    ),
    "a rule that is none": (S, r"rule: balance$", "rule: balanced", [".rule: 'balanced' is not one of the words"]),
    "a page that is none": (S, r"page: glossary$", "page: words", [".page: 'words' is not one of the words allowed"]),
    "a test that cannot be one": (S, r"- test: tests/", "- test: test/", [".test: 'test/test_pages.py::test_the"]),
    "evidence of two kinds": (
        S, r"- page: glossary$", "- page: glossary\n            rule: balance", ["names not just one thing"],
    ),
    "a point left out": (
        S, r"^      - id: K16\n(?s:.*?)\n\n", "", ["standards[1].items: has no 'K16'; each criterion needs its line"],
    ),
    "a point that does not apply left out": (
        S, r"^      - id: K28\n.*\n.*\n", "", ["standards[1].not_applicable: has no 'K28'"],
    ),
    "a point that stands twice": (S, r"- id: K16$", "- id: K17", ["'K17' is the id of another criterion too"]),
    "a point that is none": (S, r"- id: K16$", "- id: K61", ["'K61' does not belong here; the criteria here are: Q1"]),
    "a group that is none": (S, r"group: quality$", "group: kwality", ["'kwality' is no group of this standard"]),
    "a standard left out": (S, r"^  - id: nice\n(?s:.*?)(?=^  - id: his)", "", ["standards: has no 'nice'"]),
    "a status without a word": (
        "en/interface.yaml", r"statuses: \{met: Met, ", "statuses: {", ["scorecard.statuses: has no 'met'"],
    ),
    "bad YAML": ("en/about.yaml", r"^sections:$", "sections: [", ["is not valid YAML"]),
    "a tab in the indent": ("en/about.yaml", r"^  - heading", "\t- heading", ["is not valid YAML"]),
    "an alias": ("en/about.yaml", r"^sections:$", "sections: &a\n  - *a", ["aliases (*name) are not used here"]),
    "a list at the top": ("en/glossary.yaml", r"\A(?s:.*)\Z", "- term\n", ["holds no keys"]),
    "an empty file": ("en/helplines.yaml", r"\A(?s:.*)\Z", "", ["holds no keys"]),
    "the wrong consideration in a file": (
        "en/considerations/setting.yaml", r"^id: setting$", "id: research",
        ["id: 'research' does not fit the file's name; write 'setting'"],
    ),
}


TOLD_WHERE_IT_IS_MISSED = {
    "a claim on no page", "a letter that is none", "a reference that nothing cites", "a region without help",
    "a page without a name", "too few things that matter", "a wording without one of its kinds", "a point left out",
    "a point that does not apply left out", "a standard left out",
}
TOLD_AT_THE_ENTRY = {
    "a missing key", "a table without rows", "a word explained twice", "a source without an address",
    "a cell without a source", "a thing that matters without a source", "a review before the check",
    "a claim in two topics", "a point that is met without evidence", "a point not done that names evidence",
    "a point that stands twice", "a page of the waiting room's way without its part",
}


@pytest.mark.parametrize("case", CASES)
def test_a_broken_file_is_refused_with_file_line_field_and_mend(root: Path, case: str) -> None:
    name, pattern, new, words = CASES[case]
    error = broken(root, name, swap(pattern, new))
    text = str(error)
    for part in words:
        assert part in text
    assert "Traceback" not in text
    if case in TOLD_WHERE_IT_IS_MISSED:
        return
    line = line_of(name, pattern)
    near = [problem.line for problem in error.problems if problem.file == f"content/{name}"]
    assert any(abs(found - line) <= (14 if case in TOLD_AT_THE_ENTRY else 3) for found in near), f"{line}: {text}"


def test_all_problems_come_in_one_go(root: Path) -> None:
    for name, old, new in (
        ("en/article.yaml", "verdict: .*", "verdict: true"),
        ("en/glossary.yaml", "meaning:", "means:"),
        ("outcomes.csv", ",29,93,", ",99,93,"),
        ("references.yaml", "seen: .*", "seen: yes"),
    ):
        path = root / name
        path.write_text(swap(old, new)(path.read_text(encoding="utf-8")), encoding="utf-8")
    (root / "en" / "about.yaml").write_bytes(b"sections: \xff\xfe")
    with pytest.raises(ContentError) as caught:
        read(root)
    assert {problem.file for problem in caught.value.problems} >= {
        "content/en/article.yaml", "content/en/glossary.yaml", "content/outcomes.csv", "content/references.yaml",
        "content/en/about.yaml",
    }
    assert "is not UTF-8 text here" in str(caught.value)


def test_a_missing_file_is_named(root: Path) -> None:
    (root / "en" / "options.yaml").rename(root / "en" / "option.yaml")
    with pytest.raises(ContentError) as caught:
        read(root)
    text = str(caught.value)
    assert "content/en/options.yaml" in text
    assert "content/en/option.yaml, line 1: is read by nothing; rename it to content/en/options.yaml" in text


def test_a_no_stays_a_word(root: Path) -> None:
    """YAML would read a bare no as false; a text may hold just that word."""
    path = root / "en" / "about.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"  - heading: .*", "  - heading: no", text, count=1), encoding="utf-8")
    assert "no" in [section.heading for section in read(root).about.sections]


FILES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*") if path.is_file())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(FILES), at=st.floats(0, 1), length=st.integers(0, 40),
    put=st.one_of(st.binary(max_size=12), st.sampled_from([b"\x00", b"\xff", b": ", b"\t", b"- [", b"{", b"&a *a"])),
)
@example(name="outcomes.csv", at=0.5, length=3, put=b'"')
def test_no_damage_ever_shows_a_traceback(tmp_path: Path, name: str, at: float, length: int, put: bytes) -> None:
    """Cut and smear any file anywhere: it still loads, or the message names a file and a line."""
    root = tmp_path / "content"
    if not root.exists():
        shutil.copytree(CONTENT, root)
    path = root / name
    whole = path.read_bytes()
    start = int(at * len(whole))
    path.write_bytes(whole[:start] + put + whole[start + length :])
    problems: tuple[Problem, ...] = ()
    try:
        read(root)
    except ContentError as error:
        problems = error.problems or pytest.fail("an error without a problem")
    finally:
        path.write_bytes(whole)
    assert all(problem.file.startswith("content/") and problem.line >= 1 and problem.mend for problem in problems)
