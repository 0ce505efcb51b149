"""Imports run one way: pages → screen → library → schema; only the screen knows streamlit."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

FILES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "decision_aid").rglob("*.py"))]

# What each part of the library may import of the others. A new file must be named here.
MAY_IMPORT = {
    "schema": set(),
    "walk": {"schema"},
    "answers": {"schema"},
    "carer": {"schema"},
    "region_order": {"schema"},
    "option_order": {"schema", "answers"},
    "answers_json": {"schema", "answers", "option_order"},
    "handoff": {"schema", "answers", "answers_json", "option_order"},
    "summary": {"schema", "answers", "option_order", "markup"},
    "takeaway": {"schema", "answers", "summary", "markup", "handoff"},
    "settings": {"schema"},
    "source_files": set(),
    "cross_checks": {"schema", "source_files", "walk"},
    "passages": {"schema", "source_files", "cross_checks"},
    "loading": {"schema", "source_files", "cross_checks", "passages"},
    "kept_copies": set(),
    "kept_content": {"schema", "loading", "kept_copies"},
    "short_path": {"schema"},
    "page_headings": {"schema"},
    "page_texts": {"figures", "schema", "short_path"},
    "reading_time": {"schema", "page_texts", "short_path"},
    "scorecard": {"schema", "rules"},
    "rules": {
        "schema", "source_files", "loading", "kept_content", "passages", "page_texts", "walk", "markup", "booklet",
        "carer", "rules",
    },
    "measures": {"schema", "markup", "rules"},
    "figures": {"schema", "kept_copies"},
    "markup": {"schema", "figures"},
    "booklet": {"schema", "walk", "answers", "figures", "reading_time", "markup"},
    "commands": {"schema", "source_files", "booklet", "loading", "kept_content", "rules"},
    "__main__": {"commands", "source_files"},
}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def part(path: Path) -> str:
    """Where a file belongs: 'app', 'pages', 'screen', 'commands', 'rules' or the name of a library file."""
    for name in ("pages", "screen", "commands", "rules"):
        if name in path.relative_to(ROOT).parts:
            return name
    return path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_screen_imports_streamlit(path: Path) -> None:
    uses = any(name.split(".")[0] in ("streamlit", "starlette") for name in imported(path))
    assert not uses or part(path) in ("app", "pages", "screen")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    own = {name.split(".")[1] for name in imported(path) if name.startswith("decision_aid.")}
    own -= {"CONTENT"}  # where the content is: the package's own, no module
    assert "pages" not in {name.split(".")[0] for name in imported(path)}
    here = part(path)
    if here in ("app", "pages", "screen", "__init__"):
        return
    assert here in MAY_IMPORT, f"say in MAY_IMPORT what {path.name} may import"
    assert own <= MAY_IMPORT[here]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_holds_no_sentence_for_readers(path: Path) -> None:
    """Pages and the screen take every sentence from content/."""
    if part(path) not in ("pages", "screen"):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "st":
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    assert argument.value not in documentation
                    assert " " not in argument.value.strip(), f"{path.name} says '{argument.value}'"
