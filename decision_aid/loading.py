"""Files in, one cross-checked, immutable Content out, or one error that names every problem."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, get_args

from pydantic import Field

from decision_aid import CONTENT as CONTENT
from decision_aid.cross_checks import Files, check
from decision_aid.passages import passages
from decision_aid.schema import (
    About,
    Article,
    Clinic,
    Consideration,
    ConsiderationId,
    Content,
    Frozen,
    Help,
    Interface,
    KnowledgeCheck,
    Options,
    Outcome,
    OutcomeNumbers,
    OutcomeWords,
    Question,
    Reference,
    Scorecard,
    Term,
    Values,
)
from decision_aid.source_files import ContentError, Problem, Source, parse, read_csv, read_yaml


class References(Frozen):
    """references.yaml"""

    references: tuple[Reference, ...]


class Questions(Frozen):
    """questions.yaml"""

    questions: tuple[Question, ...]


class Glossary(Frozen):
    """glossary.yaml"""

    terms: Annotated[tuple[Term, ...], Field(min_length=1)]


class Words(Frozen):
    """outcomes.yaml"""

    outcomes: tuple[OutcomeWords, ...]


class Table(Frozen):
    """outcomes.csv"""

    rows: tuple[OutcomeNumbers, ...]


def read(root: Path, language: str = "en") -> Content:
    """All content under `root` in one language.

    Raises:
        ContentError: the content cannot be used; it holds every problem found, not only the first.
    """
    files = read_files(root, language)
    references = parse(files.references, References)
    table = parse(files.numbers, Table)
    words = parse(files.words, Words)
    article = parse(files.article, Article)
    considerations = {name: parse(source, Consideration) for name, source in files.considerations.items()}
    options = parse(files.options, Options)
    values = parse(files.values, Values)
    knowledge = parse(files.knowledge, KnowledgeCheck)
    clinic = parse(files.clinic, Clinic)
    questions = parse(files.questions, Questions)
    glossary = parse(files.glossary, Glossary)
    help_ = parse(files.help, Help)
    about = parse(files.about, About)
    scorecard = parse(files.scorecard, Scorecard)
    interface = parse(files.interface, Interface)
    check(files, {"article": article, **considerations}, options, values, clinic, help_, scorecard, interface)
    for name, source in files.considerations.items():
        if (found := considerations[name]) and found.id != name:
            source.add(("id",), f"'{found.id}' does not fit the file's name; write '{name}'")
    problems = [*_stray(root, language, files), *(problem for source in files.all for problem in source.problems)]
    if problems:
        raise ContentError(problems)
    assert references and table and words and article and options  # noqa: PT018 - all parsed where no problem is
    assert values and knowledge and clinic and questions and glossary and help_ and about and scorecard and interface  # noqa: PT018
    words_of = {entry.id: entry for entry in words.outcomes}
    return Content(
        version=version_of(files),
        article=article,
        considerations={found.id: found for found in considerations.values() if found},
        options=options,
        values=values,
        check=knowledge,
        clinic=clinic,
        questions=questions.questions,
        glossary=glossary.terms,
        help=help_,
        about=about,
        scorecard=scorecard,
        interface=interface,
        outcomes={row.id: Outcome(numbers=row, words=words_of[row.id]) for row in table.rows},
        references={reference.id: reference for reference in references.references},
        passages=tuple(passages(files.all)),
    )


def read_files(root: Path, language: str) -> Files:
    """Every file of one language under `root`, read but not yet checked against the schema."""
    folder = f"{root.name}/{language}"

    def own(name: str) -> Source:
        return read_yaml(root / language / name, f"{folder}/{name}")

    return Files(
        references=read_yaml(root / "references.yaml", f"{root.name}/references.yaml"),
        numbers=read_csv(root / "outcomes.csv", f"{root.name}/outcomes.csv"),
        words=own("outcomes.yaml"),
        article=own("article.yaml"),
        considerations={name: own(f"considerations/{name}.yaml") for name in get_args(ConsiderationId)},
        options=own("options.yaml"),
        values=own("values.yaml"),
        knowledge=own("check.yaml"),
        clinic=own("clinic.yaml"),
        questions=own("questions.yaml"),
        glossary=own("glossary.yaml"),
        help=own("helplines.yaml"),
        about=own("about.yaml"),
        scorecard=read_yaml(root / "scorecard.yaml", f"{root.name}/scorecard.yaml"),
        interface=own("interface.yaml"),
    )


def _stray(root: Path, language: str, files: Files) -> Iterator[Problem]:
    """Files that nothing reads, most often a misspelt name."""
    # signed.yaml says who read what; it is no content, and rules/signed_off.py reads it.
    known = {*(source.name for source in files.all), f"{root.name}/signed.yaml"}
    for path in sorted(root.rglob("*")):
        name = f"{root.name}/{path.relative_to(root).as_posix()}"
        ours = path.parent == root or path.relative_to(root).parts[0] == language
        if path.is_file() and ours and path.suffix in {".yaml", ".yml", ".csv"} and name not in known:
            close = get_close_matches(name, known, n=1)
            yield Problem(name, 1, "", f"is read by nothing; {f'rename it to {close[0]}' if close else 'take it out'}")


def version_of(files: Files) -> str:
    """A short hash of the content files, the same on every machine whatever its line ends."""
    digest = hashlib.sha256()
    for source in sorted(files.all, key=lambda source: source.name):
        text = source.text.replace("\r\n", "\n")
        digest.update(f"{source.name}\0{text}\0".encode())
    return digest.hexdigest()[:8]
