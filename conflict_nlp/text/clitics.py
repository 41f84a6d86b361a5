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

PROCLITICS = frozenset("وفبلكس")
CONJUNCTIONS = frozenset("وف")
_CACHE_SIZE = 200_000


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
            if self.score(rest, written[start + 1 : start + 2], inner=bool(cuts)) <= 0:
                break
            start += 1
            cuts.append(start)
            if word[start - 1] not in CONJUNCTIONS:
                break
        return tuple(cuts)

    def score(self, word: str, next_letter: str, *, inner: bool = False) -> float:
        """The log odds that the first letter of `word` is a proclitic; `inner` where a conjunction stood before it."""
        weights = self.weights
        return sum(weights.get(feature, 0.0) for feature in features(word, next_letter, self.counts, inner=inner))

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


def full_rest(word: str, counts: Mapping[str, int]) -> str:
    """What follows the first letter of `word`; after `لل` the reading that the corpus knows best."""
    rest = word[1:]
    if not word.startswith("لل") or len(word) < 4:
        return rest
    readings = ("ا" + rest, "ال" + rest, rest)
    return max(readings, key=lambda reading: counts.get(reading, 0))


def features(word: str, next_letter: str, counts: Mapping[str, int], *, inner: bool = False) -> Iterator[str]:
    """The names of the features of the question whether the first letter of `word` is a proclitic."""
    get = counts.get
    c = word[0]
    rest = full_rest(word, counts)
    own, alone = get(word, 0), get(rest, 0)
    yield c
    yield f"{c}={word}"
    yield f"{c}n{own},{alone}"
    yield f"{c}d{min(max(alone - own, -8), 8)}"
    yield f"{c}A{get('ال' + word, 0)}"
    yield f"{c}a{get('ال' + rest, 0)}"
    yield f"{c}da{min(max(get('ال' + word, 0) - get('ال' + rest, 0), -8), 8)}"
    # How freely the word and its rest take other proclitics: what takes them is a word of its own.
    for other in "وبلف":
        yield f"{c}O{other}{get(other + word, 0)}"
        if other != c:
            yield f"{c}o{other}{get(other + rest, 0)}"
            yield f"{c}do{other}{min(max(get(other + word, 0) - get(other + rest, 0), -8), 8)}"
    yield f"{c}l{min(len(rest), 8)}"
    yield f"{c}[{rest[:1]}"
    yield f"{c}[{rest[:2]}"
    yield f"{c}[{rest[:3]}"
    yield f"{c}]{word[-1:]}"
    yield f"{c}]{word[-2:]}"
    yield f"{c}]{word[-3:]}"
    yield f"{c}[]{rest[:1]}{word[-1:]}"
    if next_letter in "أإآ" and next_letter:
        yield f"{c}h{next_letter}"
    if inner:
        yield f"{c}i"
