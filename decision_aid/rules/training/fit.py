"""Fits the wording model to the passages in `passages/` and writes `../wording_model.npz`.

Needs torch, safetensors and tokenizers, which the aid itself does not (CONTRIBUTING: see README.md in this folder), and
the folder of all-MiniLM-L6-v2 (`model.safetensors`, `tokenizer.json`).

    python -m decision_aid.rules.training.fit MINILM_FOLDER --without exam   # how good on passages it has not seen
    python -m decision_aid.rules.training.fit MINILM_FOLDER                  # fit to all, and write the weights
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as functional
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import nn

from decision_aid.loading import CONTENT, read_files
from decision_aid.passages import passages
from decision_aid.rules import no_advice, no_dosing, plain_numbers
from decision_aid.rules.plain_text import plain
from decision_aid.rules.wording_model import HEADS, KINDS, LONGEST, WEIGHTS, parts_of

FOLDER = Path(__file__).parent / "passages"
Row = tuple[int, str]


def rows_of(path: Path) -> list[Row]:
    """The passages of one file: label, kind, passage, parted by tabs."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(0 if label == "ok" else KINDS.index(kind), text) for label, kind, text in lines]


def content_rows() -> list[Row]:
    """The real content, passage by passage and sentence by sentence: all of it harmless."""
    found = [p.text for p in passages(read_files(CONTENT, "en").all) if p.kind in ("text", "claim")]
    return [(0, part) for text in dict.fromkeys(found) for part in parts_of(text)]


def joined(rows: list[Row], count: int, dice: random.Random) -> Iterator[Row]:
    """Passages put together from two, one of them perhaps harmful, as an edit would slip one in."""
    harmless = [row for row in rows if row[0] == 0 and 4 < len(row[1].split()) < 30]
    for _ in range(count):
        one, other = dice.choice(rows), dice.choice(harmless)
        pair = [one, other] if dice.random() < 0.5 else [other, one]
        yield one[0], " ".join(text if text.rstrip()[-1:] in ".!?" else f"{text.rstrip()}." for _, text in pair)


class Net(nn.Module):
    """MiniLM's layers, a mean over word pieces, and one linear layer on top."""

    def __init__(self, stored: dict[str, Any], layers: int) -> None:
        super().__init__()
        self.layers = layers
        kept = {
            name: value
            for name, value in stored.items()
            if value.dtype != np.int64
            and "pooler" not in name
            and not (name.startswith("encoder.layer.") and int(name.split(".")[2]) >= layers)
        }
        self.kept = nn.ParameterDict(
            {n.replace(".", "|"): nn.Parameter(torch.tensor(v.astype(np.float32))) for n, v in kept.items()}
        )
        self.head = nn.Linear(384, len(KINDS))

    def weight(self, name: str) -> Any:
        """One of MiniLM's weights."""
        return self.kept[name.replace(".", "|")]

    def linear(self, x: Any, name: str) -> Any:
        """A linear layer."""
        return functional.linear(x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"))

    def normal(self, x: Any, name: str) -> Any:
        """A layer norm."""
        return functional.layer_norm(x, (384,), self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), 1e-12)

    def forward(self, numbers: Any, there: Any) -> Any:
        """Scores of each kind."""
        size, longest = numbers.shape
        drop = lambda x: functional.dropout(x, 0.1, self.training)  # noqa: E731
        x = (
            self.weight("embeddings.word_embeddings.weight")[numbers]
            + self.weight("embeddings.position_embeddings.weight")[:longest]
        )
        x = drop(self.normal(x + self.weight("embeddings.token_type_embeddings.weight")[0], "embeddings.LayerNorm"))
        hidden = (1 - there)[:, None, None, :] * -1e9
        for layer in range(self.layers):
            name = f"encoder.layer.{layer}"
            query, key, value = (
                self.linear(x, f"{name}.attention.self.{part}").view(size, longest, HEADS, -1).transpose(1, 2)
                for part in ("query", "key", "value")
            )
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=hidden)
            seen = seen.transpose(1, 2).reshape(size, longest, 384)
            x = self.normal(
                x + drop(self.linear(seen, f"{name}.attention.output.dense")), f"{name}.attention.output.LayerNorm"
            )
            inner = functional.gelu(self.linear(x, f"{name}.intermediate.dense"))
            x = self.normal(x + drop(self.linear(inner, f"{name}.output.dense")), f"{name}.output.LayerNorm")
        return self.head(drop((x * there[:, :, None]).sum(1) / there.sum(1, keepdim=True)))


class Fit:
    """One fitting: the net, its tokenizer, and how it is scored."""

    def __init__(self, folder: Path, layers: int, seed: int) -> None:
        torch.manual_seed(seed)
        self.dice = random.Random(seed)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)
        self.net = Net(load_file(folder / "model.safetensors"), layers)

    def batch(self, texts: list[str]) -> tuple[Any, Any]:
        """Texts as tensors."""
        cut = [self.tokenizer.encode(plain(text)).ids for text in texts]
        numbers = torch.zeros(len(cut), max(map(len, cut)), dtype=torch.long)
        there = torch.zeros(numbers.shape)
        for row, found in enumerate(cut):
            numbers[row, : len(found)] = torch.tensor(found)
            there[row, : len(found)] = 1
        return numbers, there

    def run(self, rows: list[Row], epochs: int, rate: float) -> None:
        """Fit to rows."""
        steps = epochs * (len(rows) // 32 + 1)
        optimiser = torch.optim.AdamW(
            [{"params": self.net.kept.parameters(), "lr": rate}, {"params": self.net.head.parameters(), "lr": 1e-3}],
            weight_decay=0.01,
        )
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: min(1, (step + 1) / (0.1 * steps)) * max(0, 1 - step / steps)
        )
        begun = time.time()
        for epoch in range(epochs):
            self.net.train()
            self.dice.shuffle(rows)
            blocks = [sorted(rows[at : at + 512], key=lambda row: len(row[1])) for at in range(0, len(rows), 512)]
            batches = [block[at : at + 32] for block in blocks for at in range(0, len(block), 32)]
            self.dice.shuffle(batches)
            total = 0.0
            for found in batches:
                wanted = torch.tensor([kind for kind, _ in found])
                loss = functional.cross_entropy(
                    self.net(*self.batch([text for _, text in found])), wanted, label_smoothing=0.05
                )
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
                optimiser.step()
                schedule.step()
                total += loss.item()
                sys.stderr.write(f"\r{time.time() - begun:.0f} s ")
            print(f"epoch {epoch}: loss {total / len(batches):.3f}, {time.time() - begun:.0f} s", flush=True)

    def sureness(self, texts: list[str]) -> Any:
        """How sure the net is that each text is a breach, its sentences read alone too."""
        self.net.eval()
        parts = [part for text in texts for part in parts_of(text)]
        shares = []
        with torch.no_grad():
            for at in range(0, len(parts), 64):
                shares.append(1 - functional.softmax(self.net(*self.batch(parts[at : at + 64])), -1)[:, 0])
        found = dict(zip(parts, torch.cat(shares).tolist(), strict=True))
        return np.array([max(found[part] for part in parts_of(text)) for text in texts])

    def go_on_from(self, path: Path) -> None:
        """Take over weights as `write` kept them, where they are kept; the rest stays MiniLM's own."""
        known = self.tokenizer.get_vocab()
        with np.load(path) as stored:
            for name in stored.files:
                if name.startswith(("scale:", "meta:")):
                    continue
                scale = stored[f"scale:{name}"][:, None] if f"scale:{name}" in stored else 1
                value = torch.tensor(stored[name].astype(np.float32) * scale)
                head = name.removeprefix("head.")
                own = getattr(self.net.head, head) if head != name else self.net.weight(name)
                rows: Any = slice(value.shape[0])
                if name == "embeddings.word_embeddings.weight":
                    rows = [known[piece] for piece in str(stored["meta:pieces"]).split("\n")]
                with torch.no_grad():
                    own[rows] = value

    def write(self, path: Path, threshold: float) -> None:
        """Keep the weights: matrices as rows of small whole numbers with a scale each, the rest as they are.

        8 bits do for the embeddings. The layers need 12: what the fitting changes in them is smaller than a step of 8.
        """
        kept: dict[str, Any] = {name.replace("|", "."): value.detach().numpy() for name, value in self.net.kept.items()}
        kept |= {"head.weight": self.net.head.weight.detach().numpy(), "head.bias": self.net.head.bias.detach().numpy()}
        kept["embeddings.position_embeddings.weight"] = kept["embeddings.position_embeddings.weight"][:LONGEST]
        vocabulary = sorted(self.tokenizer.get_vocab().items(), key=lambda pair: pair[1])
        # Rules read plain Latin text, so word pieces in other scripts are never met.
        readable = [
            (piece, number) for piece, number in vocabulary if piece.isascii() and not piece.startswith("[unused")
        ]
        kept["embeddings.word_embeddings.weight"] = kept["embeddings.word_embeddings.weight"][
            [number for _, number in readable]
        ]
        stored: dict[str, Any] = {}
        for name, value in kept.items():
            if value.ndim == 2 and value.shape[0] > 4:
                steps, kind = (127, np.int8) if name.startswith("embeddings.") else (2047, np.int16)
                scale = np.abs(value).max(1) / steps + 1e-12
                stored[name] = np.round(value / scale[:, None]).astype(kind)
                stored[f"scale:{name}"] = scale.astype(np.float32)
            else:
                stored[name] = value.astype(np.float32)
        stored["meta:pieces"] = np.array("\n".join(piece for piece, _ in readable))
        stored["meta:layers"] = np.array(self.net.layers)
        stored["meta:threshold"] = np.array(threshold)
        np.savez_compressed(path, **stored)


def by_pattern(text: str) -> bool:
    """Whether a fixed form alone gives a passage away."""
    return any(rule.by_form(text) for rule in (no_dosing, no_advice, plain_numbers))


def main() -> None:
    """Fit, say how good it is on what was left out, or write the weights."""
    options = argparse.ArgumentParser()
    options.add_argument("minilm", type=Path)
    options.add_argument("--without", default="", help="leave out files whose name begins so, and test on them")
    options.add_argument("--layers", type=int, default=6)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--rate", type=float, default=6e-5)
    options.add_argument("--from", dest="begin", type=Path, help="weights to go on from, such as the aid's own")
    options.add_argument("--new", default="", help="go on with files whose name begins so and as many others")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threshold", type=float, default=0.9)
    options.add_argument("--write", type=Path, default=WEIGHTS)
    given = options.parse_args()
    fit = Fit(given.minilm, given.layers, given.seed)
    files = sorted(FOLDER.glob("*.tsv"))
    left_out = [path for path in files if given.without and path.name.startswith(given.without)]
    rows = [row for path in files if path not in left_out for row in rows_of(path)]
    rows += content_rows()
    if given.new:
        newer = [path for path in files if path.name.startswith(given.new) and path not in left_out]
        new = [row for path in newer for row in rows_of(path)]
        rows = new + fit.dice.sample([row for row in rows if row not in set(new)], len(new))
    rows += list(joined(rows, len(rows) // 6, fit.dice))
    print(len(rows), "passages", np.bincount([kind for kind, _ in rows]))
    if given.begin:
        fit.go_on_from(given.begin)
    fit.run(rows, given.epochs, given.rate)
    for path in left_out:
        tested = rows_of(path)
        sure = fit.sureness([text for _, text in tested])
        kinds = np.array([kind for kind, _ in tested])
        formed = np.array([by_pattern(text) for _, text in tested])
        for limit in (0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97):
            flagged = (sure >= limit) | formed
            caught = [f"{flagged[kinds == kind].mean():.3f}" for kind in range(4)]
            print(
                f"{path.name}, from {limit}: harmful caught {flagged[kinds > 0].mean():.3f};"
                f" harmless, dosing, advice, numbers flagged {caught}"
            )
    fit.write(given.write, given.threshold)


if __name__ == "__main__":
    main()
