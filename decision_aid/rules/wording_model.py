"""How much a passage reads like dosing, advice or misleading numbers, where no fixed form gives it away.

A small BERT (MiniLM, Apache-2.0), fitted to the passages in `training/` by `training/fit.py`, which says how good it
is on passages it was not fitted to. Its weights are data (`wording_model.npz`, 8-bit), and it runs on numpy alone.
It decides nothing by itself: what it flags is a finding for an editor to read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from decision_aid.rules.plain_text import plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

# Small products of matrices wait longer for each other on several threads than they take on one: 20 times as long was
# measured on a busy machine. numpy reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

WEIGHTS = Path(__file__).with_name("wording_model.npz")
KINDS = ("ok", "no-dosing", "no-advice", "plain-numbers")
HEADS = 12
LONGEST = 96
BATCH = 48
FEWEST_WORDS = 3
_PIECE = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"[^\W_]+")
# A line that says whom to call in an emergency is no advice on treatment.
_EMERGENCY = re.compile(r"^(?:call|ring|phone|dial|text)\b.{0,40}\b(?:911|999|112|111|988|000|13 11 26|116 123)\b")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])")


class Reading(NamedTuple):
    """The rule that a passage reads like a breach of, and how sure the model is that it is one (0 to 1)."""

    kind: str
    sureness: float


class Model(NamedTuple):
    """Weights by name, word pieces with their numbers, layers, and the sureness from which a passage is flagged."""

    weights: dict[str, Array]
    pieces: dict[str, int]
    layers: int
    threshold: float


@cache
def model() -> Model:
    """The fitted model, read once: 8-bit rows times their scale."""
    import numpy as np

    with np.load(WEIGHTS) as stored:
        names = [name for name in stored.files if not name.startswith(("scale:", "meta:"))]
        weights = {
            name: stored[name].astype(np.float32)
            * (stored[f"scale:{name}"][:, None] if f"scale:{name}" in stored else 1)
            for name in names
        }
        pieces = {piece: number for number, piece in enumerate(str(stored["meta:pieces"]).split("\n"))}
        return Model(weights, pieces, int(stored["meta:layers"]), float(stored["meta:threshold"]))


def pieces_of(text: str) -> list[int]:
    """A passage as the numbers of its word pieces, as BERT's uncased tokenizer cuts them."""
    known = model().pieces
    unknown = known["[UNK]"]
    numbers = [known["[CLS]"]]
    for word in _PIECE.findall(plain(text).replace("_", " _ ")):
        numbers += _cut(word, known, unknown)
    return [*numbers[: LONGEST - 1], known["[SEP]"]]


def _cut(word: str, known: dict[str, int], unknown: int) -> list[int]:
    found: list[int] = []
    at = 0
    while at < len(word):
        for end in range(len(word), at, -1):
            piece = word[at:end] if at == 0 else f"##{word[at:end]}"
            if piece in known:
                found.append(known[piece])
                at = end
                break
        else:
            return [unknown]
    return found


def _normal(x: Array, weights: dict[str, Array], name: str) -> Array:
    import numpy as np

    centred = x - x.mean(-1, keepdims=True)
    spread: Array = np.sqrt((centred * centred).mean(-1, keepdims=True) + 1e-12)
    result: Array = centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    return result


def _linear(x: Array, weights: dict[str, Array], name: str) -> Array:
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def _gelu(x: Array) -> Array:
    """GELU by its tanh form, which differs from the exact one by less than 0.001."""
    import numpy as np

    result: Array = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
    return result


def _scores(batch: Sequence[list[int]]) -> Any:
    """The share of each kind for each passage of a batch."""
    import numpy as np

    weights, _, layers, _ = model()
    size, longest = len(batch), max(map(len, batch))
    numbers = np.zeros((size, longest), dtype=np.int64)
    there = np.zeros((size, longest), dtype=np.float32)
    for row, found in enumerate(batch):
        numbers[row, : len(found)] = found
        there[row, : len(found)] = 1
    x = (
        weights["embeddings.word_embeddings.weight"][numbers]
        + weights["embeddings.position_embeddings.weight"][:longest]
    )
    x = _normal(x + weights["embeddings.token_type_embeddings.weight"][0], weights, "embeddings.LayerNorm")
    hidden = ((1 - there) * -1e9)[:, None, None, :]
    width = x.shape[-1]
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        query, key, value = (
            _linear(x, weights, f"{name}.attention.self.{part}").reshape(size, longest, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        looks = query @ key.transpose(0, 1, 3, 2) / np.float32((width // HEADS) ** 0.5) + hidden
        looks = np.exp(looks - looks.max(-1, keepdims=True))
        looks /= looks.sum(-1, keepdims=True)
        seen = (looks @ value).transpose(0, 2, 1, 3).reshape(size, longest, width)
        x = _normal(
            x + _linear(seen, weights, f"{name}.attention.output.dense"), weights, f"{name}.attention.output.LayerNorm"
        )
        inner = _gelu(_linear(x, weights, f"{name}.intermediate.dense"))
        x = _normal(x + _linear(inner, weights, f"{name}.output.dense"), weights, f"{name}.output.LayerNorm")
    mean = (x * there[:, :, None]).sum(1) / there.sum(1, keepdims=True)
    odds = _linear(mean, weights, "head")
    odds = np.exp(odds - odds.max(-1, keepdims=True))
    return odds / odds.sum(-1, keepdims=True)


_READ: dict[str, Reading] = {}


def read_all(texts: Iterable[str]) -> dict[str, Reading]:
    """What each of some texts reads like; each text is read once a process."""
    texts = list(texts)
    wanted = sorted({text for text in texts if text not in _READ}, key=len)
    cut = [pieces_of(text) for text in wanted]
    for at in range(0, len(wanted), BATCH):
        for text, shares in zip(wanted[at : at + BATCH], _scores(cut[at : at + BATCH]), strict=True):
            worst = int(shares[1:].argmax()) + 1
            _READ[text] = Reading(KINDS[worst], float(1 - shares[0]))
    return {text: _READ[text] for text in texts}


def parts_of(text: str) -> list[str]:
    """A passage and, where it has more than one sentence, each of them: one bad sentence among good ones counts."""
    sentences = [part.strip() for part in _END_OF_SENTENCE.split(text) if len(part.split()) > 2]
    return [text, *sentences] if len(sentences) > 1 else [text]


def breach(text: str, kind: str) -> str | None:
    """The passage, or the sentence of it, that reads most like a breach of a rule; None where none does enough."""
    # A word or two, as on a button, is too little to read anything into; forms are looked for there all the same.
    readings = read_all(part for part in parts_of(text) if len(_WORD.findall(part)) >= FEWEST_WORDS)
    limit = model().threshold
    spared = {part for part in readings if kind == "no-advice" and _EMERGENCY.search(plain(part))}
    found = {
        part: reading.sureness
        for part, reading in readings.items()
        if reading.kind == kind and reading.sureness >= limit and part not in spared
    }
    return max(found, key=lambda part: (found[part], -len(part))) if found else None
