"""Train the lower layers of the recogniser as a language model on raw news: forwards the next word, backwards the one before.

    python scripts/pretrain_encoder.py TOKENS.txt VECTORS OUT.pt --minutes 40

TOKENS.txt has a sentence a line (`scripts/train_vectors.py`), VECTORS is the folder that `spacy init vectors` wrote. The loss is a
sampled softmax over the most frequent words, whose output embeddings begin as their vectors; at the end the encoder's weights are
written, which `[initialize.components.ner]` takes as `encoder`. Progress goes to standard output: nats a word, both directions,
on 600 sentences held out, under the full softmax.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy
import spacy
import torch
from torch import Tensor, nn
from torch.nn import functional

from conflict_nlp.ner.features import characters_of
from conflict_nlp.ner.network import Encoder

MAX_TOKENS = 100
HELD_OUT = 600
CHUNK = 4000


class Corpus:
    """Sentences as numbers of words, the words numbered by frequency."""

    def __init__(self, path: Path, rng: numpy.random.Generator) -> None:
        lines = path.read_text(encoding="utf8").splitlines()
        rng.shuffle(lines)
        counts = Counter(word for line in lines for word in line.split())
        self.words, self.counts = map(list, zip(*counts.most_common(), strict=True))
        number = {word: i for i, word in enumerate(self.words)}
        pieces = []
        for line in lines:
            words = line.split()
            pieces += [words[i : i + MAX_TOKENS] for i in range(0, len(words), MAX_TOKENS)]
        self.sentences = [numpy.array([number[word] for word in piece], dtype="int32") for piece in pieces if len(piece) > 2]

    def batches(self, chosen: numpy.ndarray, tokens: int, rng: numpy.random.Generator) -> Iterator[tuple[Tensor, Tensor]]:
        """Padded sentences of similar length with their lengths, at most `tokens` a batch."""
        for start in range(0, len(chosen), CHUNK):
            chunk = sorted(chosen[start : start + CHUNK], key=lambda i: len(self.sentences[i]))
            groups: list[list[int]] = [[]]
            for i in chunk:
                if groups[-1] and (len(groups[-1]) + 1) * len(self.sentences[i]) > tokens:
                    groups.append([])
                groups[-1].append(i)
            for k in rng.permutation(len(groups)):
                yield self._padded(groups[k])

    def _padded(self, group: list[int]) -> tuple[Tensor, Tensor]:
        lengths = [len(self.sentences[i]) for i in group]
        words = torch.zeros(len(group), max(lengths), dtype=torch.long)
        for row, i in enumerate(group):
            words[row, : lengths[row]] = torch.from_numpy(self.sentences[i].astype("int64"))
        return words, torch.tensor(lengths)


class LanguageModel(nn.Module):
    """The encoder between word vectors (frozen) and two heads over the most frequent words."""

    def __init__(self, vectors: numpy.ndarray, words: list[str], counts: list[int], hidden: int, vocabulary: int) -> None:
        super().__init__()
        width = vectors.shape[1]
        self.encoder = Encoder(width, hidden)
        self.next, self.previous = nn.Linear(hidden, width), nn.Linear(hidden, width)
        self.vectors = torch.from_numpy(vectors)
        self.characters = torch.tensor([characters_of(word) for word in words])
        frequent = self.vectors[:vocabulary]
        self.output = nn.Parameter(2 * frequent / frequent.norm(dim=1, keepdim=True).clamp(min=1e-6))
        frequency = torch.tensor(counts[:vocabulary], dtype=torch.float)
        self.bias = nn.Parameter(torch.log(frequency / frequency.sum()))
        self.noise = frequency**0.75 / (frequency**0.75).sum()

    def predictions(self, words: Tensor, lengths: Tensor) -> list[tuple[Tensor, Tensor]]:
        """For each direction: states before the output and the words to tell, where these are frequent ones."""
        distinct, index = torch.unique(words, return_inverse=True)
        embedded = functional.embedding(index, self.encoder.words(self.vectors[distinct], self.characters[distinct]))
        forwards, backwards = self.encoder.context(functional.dropout(embedded, 0.1, self.training), lengths)
        inside = torch.arange(1, words.shape[1])[None] < lengths[:, None]
        pairs = (
            (self.next(forwards[:, :-1][inside]), words[:, 1:][inside]),
            (self.previous(backwards[:, 1:][inside]), words[:, :-1][inside]),
        )
        return [(states[gold < len(self.output)], gold[gold < len(self.output)]) for states, gold in pairs]

    def sampled_loss(self, states: Tensor, gold: Tensor, noise: Tensor) -> Tensor:
        """Softmax over the right word and shared noise words, corrected for how often each is drawn (Jean et al. 2015)."""
        expected = torch.log(self.noise * len(noise))
        right = (states * self.output[gold]).sum(1) + self.bias[gold] - expected[gold]
        wrong = states @ self.output[noise].T + self.bias[noise] - expected[noise]
        wrong = wrong.masked_fill(gold[:, None] == noise[None], -1e4)
        return (torch.logsumexp(torch.cat([right[:, None], wrong], 1), 1) - right).mean()

    def full_loss(self, states: Tensor, gold: Tensor) -> Tensor:
        """The sum of the losses under the softmax over all frequent words."""
        return functional.cross_entropy(states @ self.output.T + self.bias, gold, reduction="sum")


def train(model: LanguageModel, corpus: Corpus, out: Path, *, minutes: float, rate: float, rng: numpy.random.Generator) -> None:
    """Train until the time is over, the learning rate falling to nothing by then; writes the encoder at every report."""
    order = rng.permutation(len(corpus.sentences))
    held_out, order = order[: min(HELD_OUT, len(order) // 10)], order[min(HELD_OUT, len(order) // 10) :]
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    limit, start, report, tokens, step = 60 * minutes, time.monotonic(), 0.0, 0, 0
    while True:
        rng.shuffle(order)
        for words, lengths in corpus.batches(order, 2560, rng):
            passed = time.monotonic() - start
            if passed >= report or passed >= limit:
                print(f"{passed:.0f} s, {tokens} words, {held_out_loss(model, corpus, held_out, rng):.3f} nats a word held out", flush=True)
                torch.save(model.encoder.state_dict(), out)
                report = passed + limit / 10
            if passed >= limit:
                return
            optimizer.param_groups[0]["lr"] = rate * min(1, (step + 1) / 200) * max(0.02, 1 - passed / limit)
            noise = torch.multinomial(model.noise, min(1024, len(model.noise)))
            loss = sum(model.sampled_loss(*pair, noise) for pair in model.predictions(words, lengths))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step, tokens = step + 1, tokens + int(lengths.sum())


def held_out_loss(model: LanguageModel, corpus: Corpus, chosen: numpy.ndarray, rng: numpy.random.Generator) -> float:
    model.eval()
    total, count = 0.0, 0
    with torch.no_grad():
        for words, lengths in corpus.batches(chosen, 2560, rng):
            for states, gold in model.predictions(words, lengths):
                total, count = total + float(model.full_loss(states, gold)), count + len(gold)
    model.train()
    return total / max(1, count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tokens", type=Path)
    parser.add_argument("vectors", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--vocabulary", type=int, default=30_000)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--rate", type=float, default=2e-3)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    rng = numpy.random.default_rng(0)
    corpus = Corpus(arguments.tokens, rng)
    table = spacy.load(arguments.vectors).vocab.vectors
    parts = [table.get_batch(corpus.words[i : i + 5000]) for i in range(0, len(corpus.words), 5000)]
    vectors = numpy.concatenate(parts).astype("float32")
    model = LanguageModel(vectors, corpus.words, corpus.counts, arguments.hidden, arguments.vocabulary)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    train(model, corpus, arguments.out, minutes=arguments.minutes, rate=arguments.rate, rng=rng)


if __name__ == "__main__":
    main()
