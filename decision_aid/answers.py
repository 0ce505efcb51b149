"""What the reader ticked: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Answers:
    """Everything of the reader's: the ids of the questions ticked, in the order of ticking."""

    questions: tuple[str, ...] = ()

    def with_question(self, question: str, ticked: bool) -> Answers:
        """The same answers with one question ticked or not; ticking twice changes nothing."""
        others = tuple(kept for kept in self.questions if kept != question)
        if not ticked:
            return replace(self, questions=others)
        return self if question in self.questions else replace(self, questions=(*others, question))
