"""What the reader ticked, picked, wrote or chose: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from decision_aid.schema import Region

NextStep = Literal["talk", "find_out", "wait", "not_now"]
Checked = Literal["true", "false", "not sure"]

# What matters to a reader is asked for in few things, because a long list says as little as none
# (values clarification, standards.md section 3).
MOST_VALUES = 5


@dataclass(frozen=True)
class Answers:
    """Everything of the reader's.

    Attributes:
        questions: ids of the questions ticked, in the reader's order.
        values: ids of the things that matter, at most MOST_VALUES, in the reader's order.
        values_not_sure: "not sure yet" is ticked; it stands on its own or beside values, and replaces none.
        checks: for each statement checked, its id and what the reader said of it.
        own_questions: questions in the reader's own words, in order.
        next_step: the step the reader thinks of next, if any.
        seed: the number that sets the order of the options for this visitor.
        flipped: whether the reader turned that order round.
        talked: pages that were talked about in `clinic`, in the order of ticking.
        carer: whether the reader reads for someone they care for.
        region: whose help lines, rules and paper the reader picked.
    """

    questions: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    values_not_sure: bool = False
    checks: tuple[tuple[str, str], ...] = ()
    own_questions: tuple[str, ...] = ()
    next_step: NextStep | None = None
    seed: int = 0
    flipped: bool = False
    talked: tuple[str, ...] = ()
    carer: bool = False
    region: Region | None = None

    def with_question(self, question: str, ticked: bool) -> Answers:
        """The same answers with one question ticked or not; ticking twice changes nothing."""
        return replace(self, questions=_ticked(self.questions, question, ticked))

    def with_question_moved(self, question: str, by: int) -> Answers:
        """The same answers with a ticked question moved, -1 up or 1 down; at an end it stays."""
        return replace(self, questions=_moved(self.questions, question, by))

    def with_value(self, value: str, picked: bool) -> Answers:
        """The same answers with one value picked or not; a value beyond MOST_VALUES is not taken."""
        if picked and len(self.values) >= MOST_VALUES:
            return self
        return replace(self, values=_ticked(self.values, value, picked))

    def with_value_moved(self, value: str, by: int) -> Answers:
        """The same answers with a picked value moved, -1 up or 1 down; at an end it stays."""
        return replace(self, values=_moved(self.values, value, by))

    def with_values_not_sure(self, ticked: bool) -> Answers:
        """The same answers with "not sure yet" ticked or not; the values picked stay."""
        return replace(self, values_not_sure=ticked)

    def with_talked(self, page: str, ticked: bool) -> Answers:
        """The same answers with one page talked about or not."""
        return replace(self, talked=_ticked(self.talked, page, ticked))

    def with_check(self, item: str, said: Checked | None) -> Answers:
        """The same answers with what the reader said of one statement; None takes it back."""
        checks = {**dict(self.checks), **({item: said} if said else {})}
        if said is None:
            checks.pop(item, None)
        return replace(self, checks=tuple(checks.items()))

    def with_own_question(self, text: str) -> Answers:
        """The same answers with a question of the reader's own words; blanks and repeats change nothing."""
        text = " ".join(text.split())
        return replace(self, own_questions=_ticked(self.own_questions, text, True)) if text else self

    def without_own_question(self, text: str) -> Answers:
        """The same answers without one question of the reader's own words."""
        return replace(self, own_questions=_ticked(self.own_questions, text, False))

    def with_own_question_moved(self, text: str, by: int) -> Answers:
        """The same answers with an own question moved, -1 up or 1 down; at an end it stays."""
        return replace(self, own_questions=_moved(self.own_questions, text, by))

    def with_next_step(self, step: NextStep | None) -> Answers:
        """The same answers with the step the reader thinks of next."""
        return replace(self, next_step=step)

    def with_options_flipped(self) -> Answers:
        """The same answers with the order of the options turned round."""
        return replace(self, flipped=not self.flipped)

    def with_all_of(self, others: Answers) -> Answers:
        """These answers with all of some others behind them, each thing once.

        Where only one can stand, the others' does, if they have it; the order of the options stays. Of values, those
        beyond MOST_VALUES are not taken: who joins them says so.
        """
        return replace(
            self,
            questions=_joined(self.questions, others.questions),
            values=_joined(self.values, others.values)[:MOST_VALUES],
            values_not_sure=self.values_not_sure or others.values_not_sure,
            checks=tuple({**dict(self.checks), **dict(others.checks)}.items()),
            own_questions=_joined(self.own_questions, others.own_questions),
            next_step=others.next_step or self.next_step,
            talked=_joined(self.talked, others.talked),
            carer=self.carer or others.carer,
            region=others.region or self.region,
        )

    def are_none(self) -> bool:
        """Whether nothing was answered; the order of the options, set by chance, is no answer."""
        return self == Answers(seed=self.seed)

    def checked(self, item: str) -> str | None:
        """What the reader said of one statement, if anything."""
        return dict(self.checks).get(item)


def _ticked(kept: tuple[str, ...], name: str, ticked: bool) -> tuple[str, ...]:
    """A list with a name put last or taken out; one that is there keeps its place."""
    if not ticked:
        return tuple(other for other in kept if other != name)
    return kept if name in kept else (*kept, name)


def _joined(first: tuple[str, ...], then: tuple[str, ...]) -> tuple[str, ...]:
    """Two lists one after the other, each name once."""
    return tuple(dict.fromkeys((*first, *then)))


def _moved(kept: tuple[str, ...], name: str, by: int) -> tuple[str, ...]:
    """A list with a name moved by some places, as far as the list goes."""
    if name not in kept:
        return kept
    others = [other for other in kept if other != name]
    others.insert(max(0, kept.index(name) + by), name)
    return tuple(others)
