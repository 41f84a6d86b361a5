"""The same texts spelled as posts and careless typists spell them, entities in the same places: a test of robustness."""

from __future__ import annotations

import random
from collections.abc import Callable

from scripts.corpora.records import Record

# A character, whether the next one is a letter too, and chance -> what stands in its place.
Change = Callable[[str, bool, random.Random], str]

_BARE = str.maketrans("أإآةى", "اااهي")
_SIGNS = "\u064e\u064f\u0650\u0651\u0652"
_SHARE = 0.1


def _hamza(character: str, inside: bool, rng: random.Random) -> str:
    """Hamza left out, final ya and ta marbuta written alike."""
    del inside, rng
    return character.translate(_BARE)


def _tatweel(character: str, inside: bool, rng: random.Random) -> str:
    """Some letters drawn out."""
    return character + "ـ" if inside and character in "بتثجحخسشصضطظعغفقكلمنهي" and rng.random() < _SHARE else character


def _diacritics(character: str, inside: bool, rng: random.Random) -> str:
    """Some letters with a vowel sign."""
    return character + rng.choice(_SIGNS) if inside and rng.random() < _SHARE else character


CHANGES: dict[str, Change] = {"hamza": _hamza, "tatweel": _tatweel, "diacritics": _diacritics}
KINDS = (*CHANGES, "hashtags")


def vary(record: Record, kind: str, seed: int = 0) -> Record:
    """The record in another spelling; one of `KINDS`. The same seed gives the same text."""
    rng = random.Random(f"{seed} {record.id}")
    signs = {start for start, _, _ in record.entities if rng.random() < 0.5} if kind == "hashtags" else set()
    change = CHANGES.get(kind, lambda character, inside, rng: character)
    pieces: list[str] = []
    at: list[int] = []
    length = 0
    for i, character in enumerate(record.text):
        inside = character.isalpha() and i + 1 < len(record.text) and record.text[i + 1].isalpha()
        # A hashtag sign stands before a whole word.
        sign = "#" if i in signs and (not i or record.text[i - 1].isspace()) else ""
        at.append(length + len(sign))
        piece = sign + change(character, inside, rng)
        pieces.append(piece)
        length += len(piece)
    at.append(length)
    entities = tuple((at[start], at[end - 1] + len(pieces[end - 1].removeprefix("#")), label) for start, end, label in record.entities)
    return Record(record.corpus, record.id, "".join(pieces), entities, record.source)
