"""Which letters at the beginning of an Arabic word are proclitics: a small log-linear model over word counts.

`و` and `ف` (conjunctions), `ب`, `ل` and `ك` (prepositions) and `س` (future) are written together with the word that
follows them, and every one of them also begins words of its own (`وزارة`, `بلدة`). The model decides a word from how often
that word, what would remain of it, and both with the article or another proclitic were seen in news, and from its first and
last letters. Counts and weights are data (`data/clitics.json`, written by `scripts/build_clitics.py`); there is no list of
exceptions. Words are in normalised spelling here (`conflict_nlp.text.normalize`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from conflict_nlp.nouns import noun_forms

PROCLITICS = frozenset("وفبلكس")
CONJUNCTIONS = frozenset("وف")
SUFFIXES = ("ه", "ها", "هم", "هما", "ك", "كم", "نا", "ي", "ني", "هن")
_CACHE_SIZE = 200_000
_KNOWN = 6  # a binary logarithm from 1: seen 32 times or more


class CliticModel:
    """Decides where proclitics end. `counts` gives the rounded binary logarithm (from 1) of a word's frequency in the corpus,
    `weights` the weight of a feature; a positive sum splits."""

    def __init__(self, counts: Mapping[str, int], weights: Mapping[str, float]) -> None:
        self.counts = dict(counts)
        self.weights = dict(weights)
        self._cuts: dict[tuple[str, str], tuple[int, ...]] = {}

    def cuts(self, word: str, hamza: str = "") -> tuple[int, ...]:
        """The ends of the proclitics of the normalised `word`: `()` for `وزاره`, `(1,)` for `وقال`, `(1, 2)` for `وبالريف`.

        `hamza` holds the letters of `word` as they were written, with hamza where the norm has none (`وأعلن`); without it the
        decision rests on the norm alone.
        """
        key = (word, hamza[:4] if hamza else word[:4])
        cuts = self._cuts.get(key)
        if cuts is None:
            if len(self._cuts) >= _CACHE_SIZE:
                self._cuts.clear()
            cuts = self._cuts[key] = self._decide(word, key[1])
        return cuts

    def _decide(self, word: str, written: str) -> tuple[int, ...]:
        cuts: list[int] = []
        start = 0
        while len(word) - start > 1 and word[start] in PROCLITICS:
            if cuts and (word[start] in CONJUNCTIONS or len(cuts) == 2):
                break
            rest = word[start:]
            sure = _hamza_follows(rest, written[start:]) or self._unseen(rest)
            if not sure and self.score(rest, written[start + 1 : start + 2], inner=bool(cuts)) <= 0:
                break
            start += 1
            cuts.append(start)
            if word[start - 1] not in CONJUNCTIONS:
                break
        return tuple(cuts)

    def _unseen(self, word: str) -> bool:
        """A word that the corpus does not know while what remains of it is common there (`بإدلب`), or after `و` a noun of the lexicon
        (`وجريحان`): the model has learned from unseen words that are names."""
        if word in self.counts or len(word) <= 3:
            return False
        return self.counts.get(word[1:], 0) >= _KNOWN or (word[0] == "و" and word[1:] in noun_forms() and word not in noun_forms())

    def score(self, word: str, next_letter: str, *, inner: bool = False) -> float:
        """The log odds that the first letter of `word` is a proclitic; `inner` where a conjunction stood before it."""
        weights = self.weights
        return sum(weights.get(name, 0.0) * value for name, value in features(word, next_letter, self.counts, inner=inner))

    def without_proclitic(self, word: str) -> str:
        """What follows the preposition `ل` in `word`, with the article written out that `لل` hides: `للامم` -> `الامم`,
        `للاجيين` -> `اللاجيين`, but `للبنان` -> `لبنان`. Words that the corpus does not know are taken to have the article."""
        return full_rest(word, self.counts)

    def to_dict(self) -> dict[str, Any]:
        """Counts and weights as plain values, words of one count together."""
        groups: dict[int, list[str]] = {}
        for word, count in self.counts.items():
            groups.setdefault(count, []).append(word)
        return {
            "counts": {str(count): " ".join(sorted(words)) for count, words in sorted(groups.items())},
            "weights": dict(sorted(self.weights.items())),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CliticModel:
        """A model from what `to_dict` gave."""
        counts = {word: int(count) for count, words in data["counts"].items() for word in words.split()}
        return cls(counts, data["weights"])


@cache
def default_model() -> CliticModel:
    """The model of `data/clitics.json`, read once."""
    return CliticModel.from_dict(json.loads((files("conflict_nlp") / "data" / "clitics.json").read_text(encoding="utf8")))


def _hamza_follows(word: str, written: str) -> bool:
    """`وأحد`, `وأدى`: no word of the language but `وأد` begins with `و` and a written hamza."""
    return word[0] == "و" and written[1:2] in ("أ", "إ", "آ") and len(word) > 3


def full_rest(word: str, counts: Mapping[str, int]) -> str:
    """What follows the first letter of `word`; after `لل` the reading that the corpus knows best."""
    rest = word[1:]
    if not word.startswith("لل") or len(word) < 4:
        return rest
    readings = ("ا" + rest, "ال" + rest, rest)
    return max(readings, key=lambda reading: counts.get(reading, 0))


def features(word: str, next_letter: str, counts: Mapping[str, int], *, inner: bool = False) -> Iterator[tuple[str, float]]:
    """The features of the question whether the first letter of `word` is a proclitic: names and values."""
    get = counts.get
    c = word[0]
    rest = full_rest(word, counts)
    own, alone = get(word, 0), get(rest, 0)
    yield c, 1
    yield f"{c}={word}", 1
    yield from _compared(f"{c}d", own, alone)
    yield from _compared(f"{c}s", _stem_count(word, counts), _stem_count(rest, counts))
    # How freely the word and its rest take the article and other proclitics: what takes them is a word of its own.
    for other in ("ال", "و", "ب", "ل", "ف"):
        if other != c:
            yield from _compared(f"{c}{other}", get(other + word, 0), get(other + rest, 0))
        else:
            yield f"{c}{c}{get(other + word, 0)}", 1
    yield f"{c}l{min(len(rest), 8)}", 1
    for length in (1, 2, 3):
        yield f"{c}[{rest[:length]}", 1
        yield f"{c}]{word[-length:]}", 1
    yield f"{c}[]{rest[:1]}{word[-1:]}", 1
    if next_letter and next_letter in "أإآ":
        yield f"{c}h{next_letter}", 1
    if inner:
        yield f"{c}i", 1


def _compared(name: str, own: int, alone: int) -> Iterator[tuple[str, float]]:
    """Two logarithmic counts: whether the words were seen, and how much commoner the second is."""
    difference = alone - own
    yield f"{name}{difference // 2}", 1
    yield f"{name}+", difference / 4
    yield f"{name}{'01'[own > 0]}{'01'[alone > 0]}", 1


def _stem_count(word: str, counts: Mapping[str, int]) -> int:
    """The count of `word` without the pronoun at its end (`صفتها` -> `صفه`), 0 where it has none."""
    best = 0
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix) + 1:
            stem = word[: -len(suffix)]
            best = max(best, counts.get(stem, 0))
            if stem[-1] == "ت":
                best = max(best, counts.get(stem[:-1] + "ه", 0))
    return best
