"""One text with its entities, whatever corpus it comes from, and what becomes of it: labels, tokens, checks."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from conflict_nlp.text.normalize import normalize

LABELS = Path(__file__).parents[2] / "assets" / "corpora" / "labels.csv"

Entity = tuple[int, int, str]


@dataclass(frozen=True)
class Record:
    """A text and its entities (`start`, `end`, label) in characters, in order, none over another. `source` is the outlet or the
    part of the corpus, where that is known."""

    corpus: str
    id: str
    text: str
    entities: tuple[Entity, ...]
    source: str = ""


def from_words(corpus: str, id: str, words: Sequence[str], tags: Sequence[str], source: str = "") -> Record:
    """A record from words and B-/I-/O tags; the words are joined by one space. A stray `I-` begins an entity."""
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    entities: list[Entity] = []
    begin, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        position, _, name = tag.partition("-")
        if label and (position in "OB" or name != label):
            entities.append((starts[begin], starts[i - 1] + len(words[i - 1]), label))
            label = ""
        if name and not label:
            begin, label = i, name
    return Record(corpus, id, " ".join(words), tuple(entities), source)


def label_map(corpus: str, path: Path = LABELS) -> dict[str, str]:
    """The project's label for each label of a corpus; the empty string where its entities are not taken."""
    with path.open(encoding="utf8", newline="") as file:
        rows = [row for row in csv.DictReader(line for line in file if not line.startswith("#")) if row["corpus"] == corpus]
    return {row["label"]: row["as"] for row in rows}


def with_labels(records: Iterable[Record], labels: dict[str, str]) -> Iterator[Record]:
    """The records with the project's labels. Raises ValueError for a label that the table does not list."""
    for record in records:
        unknown = {label for _, _, label in record.entities} - labels.keys()
        if unknown:
            raise ValueError(f"{record.corpus}: labels without a row in {LABELS.name}: {', '.join(sorted(unknown))}")
        yield replace(record, entities=tuple((s, e, labels[label]) for s, e, label in record.entities if labels[label]))


# Leaks: texts of a test set, or near copies of them, among what is trained on.

_WORD = re.compile(r"\w+")
_SHINGLE = 8
_MANY = 3


def shingles(text: str) -> set[tuple[str, ...]]:
    """The runs of eight normalised words of a text (the whole of a shorter one, from four words on)."""
    words = [normalize(word) for word in _WORD.findall(text)]
    if len(words) < _SHINGLE:
        return {tuple(words)} if len(words) >= _SHINGLE // 2 else set()
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def leaks(record: Record, held_out: set[tuple[str, ...]]) -> bool:
    """Whether a text shares three runs of words with the held-out texts, or half of its own where it is short."""
    own = shingles(record.text)
    return len(own & held_out) >= max(1, min(_MANY, len(own) / 2))
