"""What the reader ticked as a short code for a web address's fragment, so that another device can go on with it.

The code is `t1.` and base64url of: a byte of flags, the order of the options (2 bytes), then values, questions
and checks, each as a count and that many short hashes of ids, and 4 bytes by which damage is seen. Hashes of ids
outlive a new order of the content; an id that is no longer there is dropped and counted. Own words never go in.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Literal

from decision_aid.answers import MOST_VALUES, Answers
from decision_aid.answers_json import CHECKED, NEXT_STEPS
from decision_aid.option_order import orders
from decision_aid.schema import Content

VERSION = 1
LONGEST = 300
ID_BYTES = 3
SEAL_BYTES = 4
FORM = re.compile(r"t([0-9]{1,3})\.([A-Za-z0-9_-]*)")

Problem = Literal["foreign", "too_long", "version", "damaged"]


@dataclass(frozen=True)
class Code:
    """A code and how many ticks did not fit in it."""

    text: str
    left_out: int = 0


@dataclass(frozen=True)
class HandOff:
    """What a code held: answers and how many ids are unknown here, or the problem with it."""

    answers: Answers | None = None
    dropped: int = 0
    problem: Problem | None = None


def encode(content: Content, answers: Answers) -> Code:
    """The code for what was ticked, put in order and chosen.

    A code never grows beyond LONGEST bytes: where not all fits, checks go first, then questions from the end
    of the reader's list; the code says how many.
    """
    fitting, left_out = answers, 0
    while len(text := _written(content, fitting)) > LONGEST:
        if fitting.checks:
            fitting = replace(fitting, checks=fitting.checks[:-1])
        else:
            fitting = replace(fitting, questions=fitting.questions[:-1])
        left_out += 1
    return Code(text, left_out)


def decode(content: Content, text: object) -> HandOff:
    """What a code holds. Takes anything at all and never raises; a problem comes back as its id."""
    if not isinstance(text, str) or not text:
        return HandOff(problem="foreign")
    if len(text.encode("utf-8", "replace")) > LONGEST:
        return HandOff(problem="too_long")
    form = FORM.fullmatch(text)
    if form is None:
        return HandOff(problem="damaged" if text.startswith(f"t{VERSION}.") else "foreign")
    if int(form[1]) != VERSION:
        return HandOff(problem="version")
    try:
        sealed = urlsafe_b64decode(form[2] + "=" * (-len(form[2]) % 4))
    except ValueError:
        return HandOff(problem="damaged")
    body, seal = sealed[:-SEAL_BYTES], sealed[-SEAL_BYTES:]
    if not body or seal != _seal(body) or _armoured(sealed) != text:
        return HandOff(problem="damaged")
    return _read(content, _Reader(body))


def _written(content: Content, answers: Answers) -> str:
    step = NEXT_STEPS.index(answers.next_step) + 1 if answers.next_step else 0
    flags = answers.flipped | answers.values_not_sure << 1 | step << 2
    said = [CHECKED.index(said) for _, said in answers.checks if said in CHECKED]
    checks = [item for item, said in answers.checks if said in CHECKED]
    body = b"".join((
        bytes([flags]),
        (answers.seed % orders(content)).to_bytes(2, "big"),
        _ids("value", answers.values),
        _ids("question", answers.questions),
        _ids("check", checks),
        bytes(sum(part << 2 * place for place, part in enumerate(said[start : start + 4]))
              for start in range(0, len(said), 4)),
    ))
    return _armoured(body + _seal(body))


def _armoured(sealed: bytes) -> str:
    return f"t{VERSION}.{urlsafe_b64encode(sealed).decode().rstrip('=')}"


def _seal(body: bytes) -> bytes:
    return blake2b(body, digest_size=SEAL_BYTES, person=b"ketamine-aid").digest()


def short_hash(kind: str, name: str) -> bytes:
    """An id as a few bytes, the same in every version of the content. Kinds do not share their hashes."""
    return blake2b(name.encode("utf-8", "replace"), digest_size=ID_BYTES, person=kind.encode()).digest()


def _ids(kind: str, names: Sequence[str]) -> bytes:
    return bytes([min(len(names), 255)]) + b"".join(short_hash(kind, name) for name in names[:255])


class _Reader:
    """Bytes taken one piece after the other; beyond the end there is nothing."""

    def __init__(self, body: bytes) -> None:
        self.rest = body

    def take(self, count: int) -> bytes:
        taken, self.rest = self.rest[:count], self.rest[count:]
        if len(taken) < count:
            raise EOFError
        return taken

    def ids(self, kind: str, names: Iterable[str]) -> list[str | None]:
        """Ids by their hashes; None for one that the content does not know."""
        by_hash = {short_hash(kind, name): name for name in names}
        return [by_hash.get(self.take(ID_BYTES)) for _ in range(self.take(1)[0])]


def _read(content: Content, reader: _Reader) -> HandOff:
    """The body of a code whose seal fits; a body that ends too soon was sealed by something else than us."""
    try:
        flags = reader.take(1)[0]
        seed = int.from_bytes(reader.take(2), "big") % orders(content)
        values = reader.ids("value", (value.id for value in content.values.values))
        questions = reader.ids("question", (question.id for question in content.questions))
        checks = reader.ids("check", (item.id for item in content.check.items))
        said = reader.take((len(checks) + 3) // 4)
    except EOFError:
        return HandOff(problem="damaged")
    step = flags >> 2
    if reader.rest or step > len(NEXT_STEPS):
        return HandOff(problem="damaged")
    given: dict[str, str] = {}
    for place, item in enumerate(checks):
        word = said[place // 4] >> 2 * (place % 4) & 3
        if item is not None and word < len(CHECKED):
            given[item] = CHECKED[word]
    known_values, known_questions = _once(values), _once(questions)
    used = len(known_values[:MOST_VALUES]) + len(known_questions) + len(given)
    dropped = len(values) + len(questions) + len(checks) - used
    if dropped and not used:
        # Nothing in it is of this aid as it is now, so it is not to take the place of what the reader has here.
        return HandOff(problem="version")
    answers = Answers(
        questions=known_questions, values=known_values[:MOST_VALUES], values_not_sure=bool(flags & 2),
        checks=tuple(given.items()), next_step=NEXT_STEPS[step - 1] if step else None, seed=seed,
        flipped=bool(flags & 1),
    )
    return HandOff(answers=answers, dropped=dropped)


def _once(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name is not None))
