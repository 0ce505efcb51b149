"""What stands behind the scorecard: which content rules hold, and whether the tests it names exist."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import get_args

from decision_aid.rules import no_advice, no_dosing, plain_numbers
from decision_aid.rules.material import Material
from decision_aid.rules.run import CONTENT_RULES
from decision_aid.schema import RuleName, Scorecard

FORMS = (no_dosing, no_advice, plain_numbers)


_HOLD: dict[tuple[str, date], Mapping[RuleName, bool]] = {}


def rules_that_hold(material: Material) -> Mapping[RuleName, bool]:
    """Which content rules hold for this content: none of their findings is more than a warning.

    Run once for each version of the content and day. The rules for wording look for their forms alone here: the
    wording model is run by `check` and the tests, and stays out of the serving process.
    """
    known = material.content.version, material.today
    if known not in _HOLD:
        found = {finding.rule for rule in CONTENT_RULES.values() for finding in rule(material) if not finding.warning}
        read = [passage.text for passage in material.passages if passage.kind in ("text", "claim")]
        found |= {rule.NAME for rule in FORMS if any(rule.by_form(text) for text in read)}
        _HOLD[known] = {rule: rule not in found for rule in get_args(RuleName)}
    return _HOLD[known]


def missing_tests(scorecard: Scorecard, root: Path) -> tuple[str, ...]:
    """The tests that a scorecard names as evidence and that do not exist under `root`, each once, in order.

    A test exists when pytest would collect it: a function at the top of its file. `test_x[case]` exists when
    `test_x` has a `parametrize` mark; whether that case is one of its own is not checked.
    """
    named = dict.fromkeys(
        evidence.test
        for standard in scorecard.standards
        for item in standard.items
        for evidence in item.evidence
        if evidence.test
    )
    functions: dict[str, dict[str, bool]] = {}
    missing = []
    for test in named:
        file, name = test.split("::", maxsplit=1)
        if file not in functions:
            functions[file] = _test_functions(root / file)
        function, bracket, _ = name.partition("[")
        parametrised = functions[file].get(function)
        if parametrised is None or (bracket and not parametrised):
            missing.append(test)
    return tuple(missing)


def _test_functions(path: Path) -> dict[str, bool]:
    """The test functions of a file, each with whether it is parametrised; none where the file cannot be read."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return {}
    return {
        node.name: any("parametrize" in ast.unparse(mark) for mark in node.decorator_list)
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
