"""What the recogniser sees of a Doc: sentences of tokens as numbers, and vectors and characters of the distinct words among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.attrs import ENT_ID, ENT_IOB, ENT_TYPE, NORM, SENT_START, SPACY
from spacy.tokens import Doc
from spacy.vectors import Vectors
from thinc.api import to_numpy

from conflict_nlp.ner.tags import Floats

Ints = NDArray[numpy.int64]
Hashes = NDArray[numpy.uint64]

# Entities of an earlier component (`lexical_ner`) are features: none, or begin and inside of these.
LEXICAL = ("PER", "LOC", "ORG", "ARMED")
LEXICAL_SIZE = 1 + 2 * len(LEXICAL)
# Whether white space stands before and after a token: a proclitic has none after it.
SPACES_SIZE = 4
# Latin and ASCII, then the Arabic block; the rest is one unknown character.
CHARACTERS = 512
WORD_LENGTH = 14
# Longer sentences (tables, lists) are cut, so that no context costs more than this.
MAX_TOKENS = 100
_DIGIT = re.compile(r"\d")
_UNKNOWN_CHARACTER = 1


@dataclass(frozen=True)
class Sentence:
    """Tokens `start`..`end` of the document number `doc` of a batch; arrays of equal length over its tokens."""

    doc: int
    start: int
    end: int
    norms: Hashes
    lexical: Ints
    spaces: Ints

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Words:
    """`at` (sentences, tokens) points into `vectors` (distinct words, width) and `characters` (distinct words, `WORD_LENGTH`)."""

    vectors: Floats
    characters: Ints
    at: Ints


@dataclass(frozen=True)
class Batch:
    """Sentences of similar length, padded: `lexical` and `spaces` are (sentences, tokens), `states` of a transformer (sentences, tokens,
    width). `words` and `states` are there for networks that read them."""

    lexical: Ints
    spaces: Ints
    lengths: Ints
    words: Words | None
    states: Floats | None


def sentences_of(docs: Sequence[Doc]) -> Iterator[Sentence]:
    """The sentences of `docs` (the whole Doc is one where nothing has set sentences), none longer than `MAX_TOKENS`."""
    for number, doc in enumerate(docs):
        if not len(doc):
            continue
        values: Hashes = doc.to_array([NORM, SPACY, ENT_IOB, ENT_TYPE, ENT_ID]).astype("uint64", copy=False)
        spaces = values[:, 1].astype("int64")
        spaces[1:] += 2 * spaces[:-1]
        spaces[0] += 2
        lexical = _lexical(doc, values[:, 2:])
        starts = numpy.flatnonzero(doc.to_array([SENT_START]) == 1) if doc.has_annotation("SENT_START") else numpy.array([0])
        borders = [*sorted({0, *starts.tolist()}), len(doc)]
        for first, last in pairwise(borders):
            for start in range(first, last, MAX_TOKENS):
                end = min(start + MAX_TOKENS, last)
                yield Sentence(number, start, end, values[start:end, 0], lexical[start:end], spaces[start:end])


def _lexical(doc: Doc, values: Hashes) -> Ints:
    strings = doc.vocab.strings
    result = numpy.zeros(len(doc), dtype="int64")
    for i in numpy.flatnonzero(values[:, 1]):
        begin, label, mark = values[i].tolist()
        name = "ARMED" if mark and strings[mark] == "armed" else strings[label]
        if name in LEXICAL:
            result[i] = 1 + 2 * LEXICAL.index(name) + (begin != 3)
    return result


class WordTable:
    """Vectors and characters of words by the hash of their norm, looked up once: a floret look-up hashes every n-gram."""

    # Some 100 MB of vectors; what a long run has seen once is forgotten then.
    limit = 100_000

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._vectors: Floats = numpy.zeros((0, 0), dtype="float32")
        self._characters: Ints = numpy.zeros((0, WORD_LENGTH), dtype="int64")

    def look_up(self, hashes: Sequence[int], vectors: Vectors) -> tuple[Floats, Ints]:
        """Vectors and characters of the words whose norms have these `hashes`."""
        new = [value for value in hashes if value not in self._rows]
        if len(self._rows) + len(new) > self.limit:
            self._rows.clear()
            new = list(hashes)
        if new:
            self._add(new, vectors)
        at = [self._rows[value] for value in hashes]
        return self._vectors[at], self._characters[at]

    def _add(self, hashes: Sequence[int], vectors: Vectors) -> None:
        norms = [shape_of(vectors.strings[value]) for value in hashes]
        start, end = len(self._rows), len(self._rows) + len(hashes)
        if end > len(self._characters) or self._vectors.shape[1] != vectors.shape[1]:
            grown = numpy.zeros((2 * end, vectors.shape[1]), dtype="float32")
            letters = numpy.zeros((2 * end, WORD_LENGTH), dtype="int64")
            if start:
                grown[:start], letters[:start] = self._vectors[:start], self._characters[:start]
            self._vectors, self._characters = grown, letters
        self._vectors[start:end] = to_numpy(vectors.get_batch(norms))  # type: ignore[no-untyped-call]
        self._characters[start:end] = [characters_of(norm) for norm in norms]
        self._rows.update(zip(hashes, range(start, end), strict=True))


def shape_of(norm: str) -> str:
    """A norm as the vectors know it: each digit is a zero."""
    return _DIGIT.sub("0", norm)


def characters_of(word: str) -> list[int]:
    """The first `WORD_LENGTH` characters of a word as numbers below `CHARACTERS`, padded with 0."""
    numbers = [_character(ord(character)) for character in word[:WORD_LENGTH]]
    return numbers + [0] * (WORD_LENGTH - len(numbers))


def _character(code: int) -> int:
    if _UNKNOWN_CHARACTER < code < 0x100:
        return code
    return code - 0x500 if 0x600 <= code < 0x700 else _UNKNOWN_CHARACTER


def known_words(sentences: Sequence[Sentence], table: WordTable, vectors: Vectors) -> Words:
    """What is known of the words of `sentences`."""
    norms = _padded([sentence.norms for sentence in sentences], sentences[0].norms[0])
    distinct, at = numpy.unique(norms, return_inverse=True)
    found, characters = table.look_up(distinct.tolist(), vectors)
    return Words(found, characters, at.reshape(norms.shape))


def states_of(sentences: Sequence[Sentence], states: Sequence[Floats]) -> Floats:
    """The states of the tokens of `sentences`, out of those of each Doc (tokens, width)."""
    return _padded([states[sentence.doc][sentence.start : sentence.end] for sentence in sentences])


def batch_of(sentences: Sequence[Sentence], words: Words | None, states: Floats | None) -> Batch:
    """The arrays of `sentences` beside what a network reads of their tokens."""
    lengths = numpy.array([len(sentence) for sentence in sentences])
    lexical = _padded([sentence.lexical for sentence in sentences])
    return Batch(lexical, _padded([sentence.spaces for sentence in sentences]), lengths, words, states)


def _padded(rows: Sequence[NDArray[Any]], filler: Any = 0) -> NDArray[Any]:
    padded = numpy.full((len(rows), max(map(len, rows)), *rows[0].shape[1:]), filler, dtype=rows[0].dtype)
    for place, row in zip(padded, rows, strict=True):
        place[: len(row)] = row
    return padded


def in_batches(sentences: Sequence[Sentence], tokens: int) -> Iterator[list[int]]:
    """Numbers of `sentences` in groups of similar length, none above `tokens` when padded."""
    group: list[int] = []
    for number in sorted(range(len(sentences)), key=lambda i: len(sentences[i])):
        if group and (len(group) + 1) * len(sentences[number]) > tokens:
            yield group
            group = []
        group.append(number)
    if group:
        yield group
