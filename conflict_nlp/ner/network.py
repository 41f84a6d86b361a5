"""The network of the recogniser in PyTorch: characters and vectors of words, two bidirectional LSTMs, scores of tags.

The first pair of LSTMs has one direction each for the same words, so that it can be trained beforehand as a language model on raw
text (`scripts/pretrain_encoder.py`): forwards to tell the next word, backwards the one before (Peters et al. 2017, TagLM).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from conflict_nlp.ner.features import CHARACTERS, LEXICAL_SIZE, SPACES_SIZE
from conflict_nlp.ner.tags import FORBIDDEN, forbidden_steps

HINTS_WIDTH = 16


class WordEncoder(nn.Module):
    """(words, vector width) and (words, characters) -> (words, `width`): the vector, rescaled, beside a convolution of characters."""

    def __init__(self, vector_width: int, character_width: int = 24, filters: int = 64) -> None:
        super().__init__()
        self.characters = nn.Embedding(CHARACTERS, character_width, padding_idx=0)
        self.convolution = nn.Conv1d(character_width, filters, kernel_size=3, padding=1)
        self.vector = nn.Linear(vector_width, vector_width)
        self.width = vector_width + filters

    def forward(self, vectors: Tensor, characters: Tensor) -> Tensor:
        found = self.convolution(self.characters(characters).transpose(1, 2))
        found = found.masked_fill((characters == 0)[:, None], -1e4).max(2)[0]
        return torch.cat([self.vector(vectors), torch.relu(found)], 1)


class Bidirectional(nn.Module):
    """(sentences, tokens, width) -> forward and backward states. What pads a sentence has no influence on it."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.forwards = nn.LSTM(width, hidden, batch_first=True)
        self.backwards = nn.LSTM(width, hidden, batch_first=True)

    def forward(self, states: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        forwards, _ = self.forwards(states)
        backwards, _ = self.backwards(_reversed(states, lengths))
        return forwards, _reversed(backwards, lengths)


def _reversed(states: Tensor, lengths: Tensor) -> Tensor:
    """Each sentence from its last token to its first; the padding stays behind it."""
    at = torch.arange(states.shape[1], device=states.device)[None].expand(states.shape[:2])
    at = torch.where(at < lengths[:, None], lengths[:, None] - 1 - at, at)
    return states.gather(1, at[..., None].expand_as(states))


class Encoder(nn.Module):
    """What is trained beforehand on raw text: words in context, without any label."""

    def __init__(self, vector_width: int, hidden: int) -> None:
        super().__init__()
        self.words = WordEncoder(vector_width)
        self.context = Bidirectional(self.words.width, hidden)


class Decoder(nn.Module):
    """What both recognisers end with: hints of the word lists, and scores of tags (sentences, tokens, tags) and of steps between
    tags (tags + 2, tags)."""

    forbidden: Tensor

    def __init__(self, tags: list[str], width: int, dropout: float) -> None:
        super().__init__()
        self.lexical = nn.Embedding(LEXICAL_SIZE, HINTS_WIDTH - 4)
        self.spaces = nn.Embedding(SPACES_SIZE, 4)
        self.output = nn.Linear(width, len(tags))
        self.steps = nn.Parameter(torch.zeros(len(tags) + 2, len(tags)))
        self.register_buffer("forbidden", torch.from_numpy(forbidden_steps(tags)), persistent=False)
        self.dropout = dropout

    def hints(self, lexical: Tensor, spaces: Tensor) -> Tensor:
        """Word lists are kept from one sentence in ten, so that the network does not come to lean on them."""
        found = self.lexical(lexical)
        if self.training:
            found = found * (torch.rand(found.shape[0], 1, 1, device=found.device) > 0.1)
        return torch.cat([found, self.spaces(spaces)], 2)

    def scores(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Of the states under the last layer."""
        return self.output(functional.dropout(states, self.dropout, self.training)), self.steps + self.forbidden


class Tagger(Decoder):
    """Arrays of a `features.Batch` -> scores of tags and of steps, by two pairs of LSTMs."""

    def __init__(self, tags: list[str], vector_width: int, hidden: int, upper: int, dropout: float) -> None:
        super().__init__(tags, 2 * upper, dropout)
        self.encoder = Encoder(vector_width, hidden)
        self.context = Bidirectional(2 * hidden + self.encoder.words.width + HINTS_WIDTH, upper)

    def forward(
        self, vectors: Tensor, characters: Tensor, words: Tensor, lexical: Tensor, spaces: Tensor, lengths: Tensor
    ) -> tuple[Tensor, Tensor]:
        embedded = functional.embedding(words, self.encoder.words(vectors, characters))
        hints = self.hints(lexical, spaces)
        lower = torch.cat(self.encoder.context(self._locked(embedded), lengths), 2)
        upper = torch.cat(self.context(self._locked(torch.cat([lower, embedded, hints], 2)), lengths), 2)
        return self.scores(upper)

    def _locked(self, states: Tensor) -> Tensor:
        """Dropout of the same units at each token of a sentence (Gal and Ghahramani 2016), at a gentler rate."""
        if not self.training:
            return states
        rate = 0.6 * self.dropout
        return states * (torch.rand(states.shape[0], 1, states.shape[2], device=states.device) > rate) / (1 - rate)


class StateTagger(Decoder):
    """The same on the states of a transformer (sentences, tokens, width): one layer, or two LSTMs of `upper` units before it."""

    def __init__(self, tags: list[str], width: int, upper: int, dropout: float) -> None:
        super().__init__(tags, 2 * upper or width + HINTS_WIDTH, dropout)
        self.context = Bidirectional(width + HINTS_WIDTH, upper) if upper else None

    def forward(self, states: Tensor, lexical: Tensor, spaces: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        inner = torch.cat([states, self.hints(lexical, spaces)], 2)
        if self.context is not None:
            inner = torch.cat(self.context(functional.dropout(inner, self.dropout, self.training), lengths), 2)
        return self.scores(inner)


def negative_log_likelihood(scores: Tensor, steps: Tensor, allowed: Tensor, lengths: Tensor) -> Tensor:
    """The loss of each sentence under a linear-chain conditional random field (Lafferty et al. 2001): of all paths through the
    `allowed` tags (sentences, tokens, tags) together, as where a part is not annotated (Tsuboi et al. 2008)."""
    within = scores.masked_fill(~allowed, FORBIDDEN)
    return _sum_of_paths(scores, steps, lengths) - _sum_of_paths(within, steps, lengths)


def _sum_of_paths(scores: Tensor, steps: Tensor, lengths: Tensor) -> Tensor:
    tokens, tags = scores.shape[1:]
    between, first, last = steps[:tags], steps[tags], steps[tags + 1]
    mask = torch.arange(tokens, device=scores.device)[None] < lengths[:, None]
    total = first + scores[:, 0]
    for t in range(1, tokens):
        longer = torch.logsumexp(total[:, :, None] + between, 1) + scores[:, t]
        total = torch.where(mask[:, t, None], longer, total)
    return torch.logsumexp(total + last, 1)
