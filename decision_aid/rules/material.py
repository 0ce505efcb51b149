"""What rules look at: the content, its passages with their lines, who read them, and the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from decision_aid.kept_content import load
from decision_aid.loading import CONTENT, read
from decision_aid.schema import Content, Passage
from decision_aid.source_files import ContentError, Problem


@dataclass(frozen=True)
class Material:
    """Everything that a rule may look at. `today` is given from outside, so that time can be tested."""

    content: Content
    root: Path
    today: date = field(default_factory=date.today)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage of the content."""
        return self.content.passages

    @property
    def folder(self) -> str:
        """The name of the content folder, as findings show it."""
        return self.root.name

    @property
    def reference_ids(self) -> tuple[str, ...]:
        """The ids of the references, in the order in which their file has them."""
        return tuple(self.content.references)


def material(root: Path = CONTENT, today: date | None = None, language: str = "en") -> Material:
    """The content under `root`, ready for the rules. Raises ContentError where it cannot be used."""
    if not root.is_dir():
        raise ContentError([Problem(str(root), 1, "", "is no folder; give the folder that holds the content files")])
    content = load(root, language) if root == CONTENT else read(root, language)
    return Material(content, root, today or date.today())
