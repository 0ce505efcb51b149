"""Content files as plain values with their lines, and the one error that names every problem in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

DEEPEST = 50  # libyaml goes as deep as a file does, until the process ends
Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in the content: where it stands, and what to write instead."""

    file: str
    line: int
    field: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}"
        return f"{where}, {self.field}: {self.mend}" if self.field else f"{where}: {self.mend}"


class ContentError(Exception):
    """The content cannot be used; `problems` holds every reason, `str()` one line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        head = f"The content has {count} problem{'s' if count != 1 else ''}; nothing is shown until mended."
        super().__init__("\n".join([head, *(f"- {problem}" for problem in self.problems)]))


@dataclass
class Source:
    """One content file as read: plain values, and the line on which each of them stands."""

    name: str
    text: str = ""
    values: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing that holds it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def add(self, place: Place, mend: str) -> None:
        """Note a problem at a place of this file."""
        self.problems.append(Problem(self.name, self.line(place), spell(place), mend))


def spell(place: Place) -> str:
    """A place as an editor would name it: `claims[2].why`, counted from 1."""
    text = ""
    for step in place:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def read_text(path: Path, source: Source) -> str | None:
    """A file's text; a missing file or one that is not UTF-8 is a problem of the source."""
    try:
        source.text = path.read_bytes().decode("utf-8-sig")
        return source.text
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        source.problems.append(
            Problem(source.name, line, "", "is not UTF-8 text here; save the file with the encoding UTF-8")
        )
    except OSError as error:
        mend = f"cannot be read ({error.strerror}); put the file back or check its name"
        source.problems.append(Problem(source.name, 1, "", mend))
    return None


def read_yaml(path: Path, name: str) -> Source:
    """A YAML file as plain strings, lists and mappings; every scalar stays as written, so `no` is 'no'."""
    source = Source(name)
    text = read_text(path, source)
    if text is None:
        return source
    try:
        node = _composed_fast(text)
        if node is None:
            if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
                raise yaml.MarkedYAMLError(problem="aliases (*name) are not used here; write the text out")
            node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or error.context or "cannot be read"
        mend = f"is not valid YAML ({reason}); check the indent, and put text with a colon or a # in quotes"
        source.problems.append(Problem(name, mark.line + 1 if mark else 1, "", mend))
        return source
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        position = getattr(error, "position", None)
        line = text[:position].count("\n") + 1 if isinstance(position, int) else 1
        mend = "holds a sign that YAML does not allow, or is nested too deep; take it out"
        source.problems.append(Problem(name, line, "", mend))
        return source
    if not isinstance(node, yaml.MappingNode):
        source.problems.append(Problem(name, 1, "", "holds no keys; it starts with a line such as 'id: …'"))
        return source
    source.values = _plain(node, (), source)
    return source


def _composed_fast(text: str) -> yaml.Node | None:
    """A file as libyaml reads it, six times as fast as PyYAML itself does.

    None where libyaml is not there, or where the file holds something that is not used here or is wrong: then
    PyYAML reads it again, and finds the words and the line for what is wrong.
    """
    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None:
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
                return None
        node: yaml.Node | None = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, ValueError, OverflowError):
        return None
    return node


def _plain(node: yaml.Node, place: Place, source: Source) -> Any:
    source.lines.setdefault(place, node.start_mark.line + 1)
    if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
        source.add(place, "starts with a '!' that YAML reads as a tag; put the text in quotes")
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                source.problems.append(Problem(source.name, line, spell(place), "has a key that is not one word"))
                continue
            key = key_node.value
            if key in values:
                first = source.lines[(*place, key)]
                mend = f"stands twice; line {first} has it too; keep one of them"
                source.problems.append(Problem(source.name, line, spell((*place, key)), mend))
                continue
            source.lines[(*place, key)] = line
            values[key] = _plain(value_node, (*place, key), source)
        return values
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*place, index), source) for index, item in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    empty = node.value == "" or (node.style is None and node.value in ("~", "null"))
    return None if empty else node.value


def read_csv(path: Path, name: str) -> Source:
    """A CSV file as {'rows': [...]}; an empty cell is left out, `references` is split at spaces."""
    source = Source(name)
    text = read_text(path, source)
    if text is None:
        return source
    if "\0" in text:
        source.problems.append(Problem(name, text[: text.index("\0")].count("\n") + 1, "", "holds a zero byte"))
        return source
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        header = next(reader, [])
        if len(header) < 2 or len(set(header)) != len(header):
            mend = "needs one heading line in which each column has its own name, parted by commas"
            source.problems.append(Problem(name, 1, "", mend))
            return source
        rows: list[dict[str, Any]] = []
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                place: Place = ("rows", len(rows))
                source.lines[place] = line
                if len(cells) != len(header):
                    mend = f"has {len(cells)} cells, not {len(header)} as the heading line; count the commas"
                    source.add(place, mend)
                values: dict[str, Any] = {
                    key: cell.strip() for key, cell in zip(header, cells, strict=False) if cell.strip()
                }
                if "references" in values:
                    values["references"] = values["references"].split()
                rows.append(values)
            line = reader.line_num + 1
    except csv.Error as error:
        source.problems.append(Problem(name, line, "", f"is not valid CSV ({error}); check the quotes"))
        return source
    if rows:
        source.values = {"rows": rows}
    else:
        source.problems.append(Problem(name, 1, "", "has a heading line and no rows; write one row for each outcome"))
    return source


def parse(source: Source, model: type[Model]) -> Model | None:
    """The source as a typed value; None, with problems noted in the source, where it does not fit."""
    if source.values is None:
        return None
    try:
        return model.model_validate(source.values)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=True):
            place = _place(detail["loc"], detail["type"])
            source.add(place, _mend(detail, model, place))
        return None


def _place(loc: Place, kind: str) -> Place:
    """Pydantic's location without the step that is not in the file, which marks a wrong key of a mapping."""
    return loc[:-1] if loc and loc[-1] == "[key]" and kind != "extra_forbidden" else loc


MENDS = {
    "bool_": "'{given}' is neither yes nor no; write one of them",
    "date_": "'{given}' is not a date; write year-month-day, such as 2026-11-22",
    "int_": "'{given}' is not a whole number; write one, such as 12",
    "literal_error": "'{given}' is not one of the words allowed here; write {expected}",
    "string_pattern_mismatch": "'{given}' does not have the right form; it must fit the pattern {pattern}",
    "string_too_long": "is too long; write at most {max_length} letters",
    "string_too_short": "is empty; write it",
    "string_unicode": "holds letters that cannot be stored; write them anew",
    "string_type": "must be plain text; put it in quotes if it holds a colon or starts with [ or {{",
    "tuple_type": "must be a list; write one item a line, each after '- '",
    "too_short": "has too few items; write at least {min_length}",
    "too_long": "has too many items; write at most {max_length}",
    "model_type": "must hold keys, each on a line of its own such as 'text: …'",
    "mapping_type": "must hold keys, each on a line of its own such as 'text: …'",
    "greater_than_equal": "'{given}' is too small; write {ge} or more",
    "less_than_equal": "'{given}' is too large; write {le} or less",
}


def _mend(detail: Mapping[str, Any], model: type[BaseModel], place: Place) -> str:
    """What to write instead, for one of pydantic's findings."""
    kind, given = detail["type"], detail.get("input")
    if kind == "missing":
        return f"is missing; add a line '{place[-1]}: …'"
    if kind == "extra_forbidden":
        known = _keys(model, place[:-1])
        close = get_close_matches(str(place[-1]), known, n=1)
        hint = f"write '{close[0]}'" if close else f"the keys here are: {', '.join(known)}"
        return f"is not a key here; {hint}"
    if given is None or given == "":
        return "is empty; write it, or take the line out if it may be left out"
    for beginning, mend in MENDS.items():
        if kind.startswith(beginning):
            return mend.format(given=_short(given), **{"min_length": 1, **detail.get("ctx", {})})
    return str(detail["msg"])


def _short(given: Any) -> str:
    text = str(given)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _keys(model: Any, place: Place) -> list[str]:
    """The keys that a model allows at a place."""
    for step in place:
        model = _step(model, step)
    model = _model_in(model)
    return list(model.model_fields) if model else []


def _step(annotation: Any, step: str | int) -> Any:
    model = _model_in(annotation)
    if isinstance(step, str) and model and step in model.model_fields:
        return model.model_fields[step].annotation
    arguments = [part for part in get_args(annotation) if part is not Ellipsis]
    return arguments[-1] if arguments else None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType):
        return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
    return None
