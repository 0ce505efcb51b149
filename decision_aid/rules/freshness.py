"""Freshness: a source past its `review_by` is a warning for the editor. Readers see its date; nothing is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from decision_aid.rules.finding import Finding
from decision_aid.rules.material import Material
from decision_aid.schema import Content, Reference

NAME = "freshness"


def overdue(content: Content, today: date) -> tuple[Reference, ...]:
    """The sources that are due to be checked again: `review_by` lies before `today`."""
    return tuple(reference for reference in content.references.values() if reference.review_by < today)


def in_content(material: Material) -> Iterator[Finding]:
    """One warning for each source that is due."""
    file = f"{material.folder}/references.yaml"
    lines = {
        material.reference_ids[index]: passage.line
        for passage in material.passages
        if passage.file == file and passage.place[-1] == "title" and isinstance(index := passage.place[1], int)
    }
    for reference in overdue(material.content, material.today):
        yield Finding(
            file,
            lines.get(reference.id, 1),
            NAME,
            reference.id,
            f"was due to be checked again by {reference.review_by}.",
            "Check the source again; then write the new checked_on and review_by.",
            warning=True,
        )
