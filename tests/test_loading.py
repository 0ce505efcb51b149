"""Content files: the good ones load, the broken ones give one message that says what to mend."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from decision_aid.loading import CONTENT, load, read, version_of
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


def swap(old: str, new: str) -> Break:
    """Put `new` in place of the first `old`."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def line_of(name: str, text: str) -> int:
    """The line on which some text first stands in the real content."""
    whole = (CONTENT / name).read_text(encoding="utf-8")
    return whole[: whole.index(text)].count("\n") + 1


def test_the_real_content_loads_once_and_is_the_same_for_all() -> None:
    assert load() is load()


def test_the_version_is_that_of_the_files(root: Path) -> None:
    before = version_of(root)
    assert before == version_of(CONTENT) == load().version
    (root / "en" / "about.yaml").write_text("changed", encoding="utf-8")
    assert version_of(root) != before


CASES = {
    "a wrong key": (
        "en/article.yaml", swap("verdict: supported", "verdikt: supported"), "verdict: supported",
        ["sections[1].claims[1].verdikt", "is not a key here; write 'verdict'"],
    ),
    "a missing key": (
        "en/questions.yaml", swap('pages: [article], text: "What sources', 'text: "What sources'), "q-article-sources",
        ["questions[1].pages", "is missing; add a line 'pages: …'"],
    ),
    "a key that stands twice": (
        "references.yaml", swap("    author: Not named\n", "    author: Not named\n    author: Somebody\n"),
        "    author: Not named\n",
        ["stands twice; line 7", "keep one of them"],
    ),
    "a word that is not allowed": (
        "en/article.yaml", swap("verdict: partly supported", "verdict: partially supported"),
        "verdict: partly supported", ["'partially supported' is not one of the words", "'partly supported'"],
    ),
    "a dangling reference": (
        "en/considerations/benefits.yaml", swap("references: [bell-2018]", "references: [bell-2081]"),
        "references: [bell-2018]", ["references[1]", "there is no reference 'bell-2081'; write 'bell-20"],
    ),
    "a dangling outcome": (
        "en/considerations/benefits.yaml", swap("  - cancer-pain-better\n  -", "  - cancer-pain-bettor\n  -"),
        "  - cancer-pain-better\n  -", ["there is no outcome 'cancer-pain-bettor'; write 'cancer-pain-better'"],
    ),
    "a claim that does not exist": (
        "en/considerations/side_effects.yaml", swap("claims: [A14]", "claims: [A14, A25]"), "claims: [A14]",
        ["there is no claim 'A25'"],
    ),
    "a statement that does not exist": (
        "en/considerations/research.yaml", swap("repeats: [clinic-series]", "repeats: [clinic-serie]"),
        "repeats: [clinic-series]", ["there is no statement 'clinic-serie'; write 'clinic-series'"],
    ),
    "counts above their denominator": (
        "outcomes.csv", swap(",29,93,25,92,", ",29,93,95,92,"), "cancer-pain-better",
        ["has comparison_count 95 above comparison_total 92"],
    ),
    "a number told wrongly": (
        "outcomes.csv", swap(",100,31,27,", ",100,32,27,"), "cancer-pain-better",
        ["says 32 of 100 for 29 of 93; write 31"],
    ),
    "a picture that may not be drawn": (
        "outcomes.csv", swap("stomach,IA10,words only,words,", "stomach,IA10,words only,picture,"), "stomach,IA10",
        ["says shown_as 'picture', but can't be drawn (very low certainty); write 'words'"],
    ),
    "a number that is no number": (
        "outcomes.csv", swap(",29,93,", ",29 people,93,"), "cancer-pain-better",
        ["rows[2].treatment_count", "'29 people' is not a whole number"],
    ),
    "a row with a cell too many": (
        "outcomes.csv", swap("12,50,moradi-2024", "12,50,,moradi-2024"), "tired,IA8", ["has 20 cells, not 19"],
    ),
    "a column that nobody knows": (
        "outcomes.csv", swap("id,sheet,kind", "id,row,kind"), "creams-better", ["row", "is not a key here"],
    ),
    "an outcome without words": (
        "en/outcomes.yaml", swap("- id: tired\n", "- id: weary\n"), "- id: tired\n",
        ["'weary' is not in content/outcomes.csv"],
    ),
    "a date that is no date": (
        "references.yaml", swap("checked_on: 2026-11-22", "checked_on: 2026-13-22"), "checked_on: 2026-11-22",
        ["'2026-13-22' is not a date; write year-month-day"],
    ),
    "a reference that nothing cites": (
        "references.yaml", swap("  - id: article\n", "  - id: artikel\n"), "  - id: article\n",
        ["'artikel' is cited nowhere"],
    ),
    "an id that stands twice": (
        "references.yaml", swap("  - id: nice-ng193-number\n", "  - id: nice-ng193\n"), "  - id: nice-ng193-number",
        ["'nice-ng193' is the id of another reference too"],
    ),
    "a statement's id on two pages": (
        "en/considerations/setting.yaml", swap("- id: clinics-growing", "- id: clinic-series"), "- id: clinics-growing",
        ["'clinic-series' is the id of another statement too", "benefits.yaml"],
    ),
    "an option without a row": (
        "en/options.yaml", swap("      driving:\n", "      drifing:\n"), "      driving:\n", ["is no row of the table"],
    ),
    "a cell without a source": (
        "en/options.yaml", swap("        references: [rcgp-2021]\n", ""), "      involves:\n",
        ["has no source; write references, or not_known: yes"],
    ),
    "an empty text": (
        "en/article.yaml", swap("title: The drug, and how it acts", "title:"), "title: The drug", ["is empty"],
    ),
    "text where a list belongs": (
        "en/considerations/setting.yaml", swap("claims: [A10]", "claims: A10"), "claims: [A10]", ["must be a list"],
    ),
    "a claim on no page": (
        "en/considerations/side_effects.yaml", swap("    claims: [A14]\n", ""), None, ["'A14' stands on no page"],
    ),
    "a stray placeholder": (
        "en/interface.yaml", swap("Step {step} of {steps}", "Step {stop} of {steps}"), "  step:",
        ["has the placeholder {stop}, which is not filled in here; use only {step}, {steps}"],
    ),
    "a brace left open": (
        "en/interface.yaml", swap("Step {step} of {steps}", "Step {step of {steps}"), "  step:", ["stray"],
    ),
    "an address that is none": (
        "references.yaml", swap("URL: https://www.nice.org.uk/guidance/ng193\n", "URL: nice.org.uk/ng193\n"),
        "URL: https://www.nice.org.uk/guidance/ng193\n", ["does not have the right form"],
    ),
    "bad YAML": (
        "en/about.yaml", swap("sections:\n", "sections: [\n"), None, ["is not valid YAML"],
    ),
    "a tab in the indent": (
        "en/about.yaml", swap("  - heading", "\t- heading"), "  - heading", ["is not valid YAML"],
    ),
    "an alias": (
        "en/about.yaml", swap("sections:\n", "sections: &a\n  - *a\n"), None, ["aliases (*name) are not used here"],
    ),
    "a list at the top": (
        "en/glossary.yaml", lambda text: "- term\n", None, ["holds no keys"],
    ),
    "an empty file": ("en/helplines.yaml", lambda text: "", None, ["holds no keys"]),
    "the wrong consideration in a file": (
        "en/considerations/setting.yaml", swap("id: setting\n", "id: research\n"), "id: setting",
        ["'research' does not fit the file's name; write 'setting'"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_broken_file_is_refused_with_file_line_field_and_mend(root: Path, case: str) -> None:
    name, change, there, words = CASES[case]
    error = broken(root, name, change)
    text = str(error)
    for part in words:
        assert part in text
    assert "Traceback" not in text
    if there is not None:
        line = line_of(name, there)
        assert any(
            problem.file == f"content/{name}" and abs(problem.line - line) <= 1 for problem in error.problems
        ), f"line {line} of {name} expected:\n{text}"


def test_all_problems_come_in_one_go(root: Path) -> None:
    for name, old, new in (
        ("en/article.yaml", "verdict: supported", "verdict: true"),
        ("en/glossary.yaml", "meaning:", "means:"),
        ("outcomes.csv", ",29,93,", ",99,93,"),
        ("references.yaml", "seen: primary", "seen: yes"),
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
    path.write_text(text.replace("  - heading: What it is not", "  - heading: no", 1), encoding="utf-8")
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
