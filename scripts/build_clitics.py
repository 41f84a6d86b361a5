"""Builds `conflict_nlp/data/clitics.json`: word counts and weights by which the tokenizer knows proclitics.

Run from the repository's root; the corpora (see docs/text.md) are looked for in `../shared/data` or the folder given.

    python scripts/build_clitics.py [DATA_FOLDER]
"""

from __future__ import annotations

import csv
import json
import lzma
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from conflict_nlp.nouns import noun_forms
from conflict_nlp.resources import read_table, read_tables
from conflict_nlp.text.clitics import CONJUNCTIONS, PROCLITICS, SUFFIXES, CliticModel, features
from conflict_nlp.text.normalize import normalize

TARGET = Path(__file__).parents[1] / "conflict_nlp" / "data" / "clitics.json"
LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]+")
WORD = re.compile("[\u0621-\u065f\u0670-\u06d3]+")
PERSONS = {"Politician", "Athlete", "Artist", "Other_PER", "Religious_PER", "Scientist", "Businessperson", "Lawyer", "Engineer"}
NAMED = PERSONS | {"Nation", "Population-Center"}
# A word is kept from this count on; one article in SHARE makes the small corpus, which shows what little evidence looks like.
MIN_COUNT, SMALL_MIN_COUNT, SHARE, SMALL_WEIGHT = 4, 2, 25, 0.3
# How often a listed name counts. One that was seen 2 ** COMMON times, and its rest sixteen times as often, is left to the
# treebanks (`بان` is a person, but more often `بأن` without its hamza).
NAME_WEIGHT, COMMON = 12, 11
NOTE = (
    "Made by scripts/build_clitics.py; counts and weights only, no texts. Counts (rounded binary logarithms of word frequencies):"
    " SaudiNewsNet (CC BY-NC-SA 4.0) and the ANT corpus (Apache-2.0). Weights: trained on UD Arabic-PUD (CC BY-SA 3.0), UD Arabic-PADT"
    " dev and test (CC BY-NC-SA 3.0), Arabic names of GeoNames (CC BY 4.0), UniversalPetrarch (MIT) and NewsFANE Gold (CC BY-SA 3.0)."
)
# A labelled word: as written, and the ends of its proclitics.
Labelled = tuple[str, tuple[int, ...]]
# A decision: the word from the letter in question on, the next letter as written, whether a conjunction stood before, the answer.
Question = tuple[str, str, bool, bool]


def raw_counts(path: Path) -> tuple[Counter[str], Counter[str]]:
    """How often each normalised word was seen, in the whole corpus and in a small part of it."""
    written, small = Counter[str](), Counter[str]()
    with lzma.open(path, "rt", encoding="utf8") as file:
        for number, line in enumerate(file):
            record = json.loads(line)
            words = WORD.findall(record["title"] + " " + record["text"])
            written.update(words)
            if number % SHARE == 0:
                small.update(map(normalize, words))
    counts = Counter[str]()
    for word, n in written.items():
        counts[normalize(word)] += n
    return counts, small


def logarithms(frequency: Counter[str], min_count: int) -> dict[str, int]:
    """The counts as the model keeps them."""
    return {word: 1 + int(math.log2(n)) for word, n in frequency.items() if n >= min_count and 1 < len(word) <= 14}


def joined(parts: list[str]) -> Labelled | None:
    """A word from its tokens, the proclitics first; None where it is not of Arabic letters alone."""
    cuts = 0
    while cuts < len(parts) - 1 and parts[cuts] in PROCLITICS:
        cuts += 1
    if cuts and parts[cuts - 1] == "ل" and parts[cuts].startswith("ال"):
        parts = [*parts[:cuts], parts[cuts][1:], *parts[cuts + 1 :]]
    word = "".join(parts)
    return (word, tuple(range(1, cuts + 1))) if LETTERS.fullmatch(normalize(word)) else None


def rows(path: Path) -> Iterator[list[str]]:
    """The words of a CoNLL-U file, and an empty list after each sentence."""
    for line in path.read_text(encoding="utf8").splitlines():
        columns = line.split("\t")
        if columns[0].isdigit():
            yield columns
        elif not line:
            yield []


def pud(path: Path) -> Iterator[Labelled | None]:
    """Words of UD Arabic-PUD: tokens joined by `SpaceAfter=No`."""
    parts: list[str] = []
    for row in rows(path):
        if row and row[3] != "PUNCT":
            parts.append(row[1])
            if "SpaceAfter=No" in row[9]:
                continue
        if parts:
            yield joined(parts)
        parts = []


def padt(path: Path) -> Iterator[Labelled | None]:
    """Words of UD Arabic-PADT, whose proclitics are vocalised tokens of one letter and whose pronouns follow their word."""
    parts: list[str] = []
    for row in rows(path):
        form = re.sub("[\u064b-\u0652\u0670]", "", row[1]).replace("ٱ", "ا") if row else ""
        other = not row or row[3] in {"PUNCT", "X"}
        if other or (parts and parts[-1] not in PROCLITICS and not (row[3] == "PRON" and form in SUFFIXES)):
            if parts:
                yield joined(parts)
            parts = []
        if not other:
            parts.append(form)


def names(data: Path, counts: dict[str, int]) -> Iterator[Labelled]:
    """Words that have nothing before them: the first words of place names and of lemmatised names of actors, what NewsFANE
    marks as persons, states and towns (it cuts proclitics off names), and the nouns and verbs of the library's lexicons. With
    each comes what the corpus writes as a proclitic and this name, where the name alone is four times as common; with the
    actors of the library whatever the corpus has seen, for it is older than some of them."""
    columns = {
        "geonames_ar/geonames_cities500_mena_ar.csv": "names_ar",
        "universalpetrarch_arabic/actors_ar_flat.csv": "name_ar_lemma",
    }
    words: set[str] = set()
    for file, name in columns.items():
        with (data / "knowledge" / file).open(encoding="utf8", newline="") as lines:
            for row in csv.DictReader(lines):
                words.update(re.split(r"[\s-]", part.strip())[0] for part in re.split("[|;,،]", row[name]))
    entities = Counter[str]()
    for line in (data / "ner" / "newsfane" / "newsfane_train.tsv").read_text(encoding="utf8").splitlines():
        word, _, label = line.partition("\t")
        if label[2:] in NAMED and not word.startswith("لل"):
            entities[word] += 1
    words.update(word for word, n in entities.items() if n > 3)
    words.update(form for form, readings in noun_forms().items() if not any(reading.construct for reading in readings))
    for row in (*read_table("harm"), *read_table("attacks")):
        verb = row.get("perfect") or row["word"]
        words.update([verb] if verb[-1] in "اتىي" or row["kind"] != "verb" else [verb, verb + "ت", verb + "وا"])
    actors = {alias.strip() for row in read_tables("actors") for alias in (row["name"] + "|" + row["aliases"]).split("|")}
    known = {normalize(alias) for alias in actors if len(alias) > 2 and " " not in alias}
    norms = {normalize(word) for word in words if len(word) > 2 and LETTERS.fullmatch(normalize(word))} | known
    for word in sorted(norms):
        own, rest = counts.get(word, 0), counts.get(word[1:], 0)
        if own >= COMMON and rest >= own + 4:
            continue
        yield from [(word, ())] * NAME_WEIGHT
        for proclitic in "وبل":
            seen = 0 < counts.get(proclitic + word, 0) <= own - 2
            if (seen or word in known) and proclitic + word not in norms and LETTERS.fullmatch(word) and not word.startswith("ال"):
                yield proclitic + word, (1,)


def questions(labelled: Iterable[Labelled | None]) -> Iterator[Question]:
    """The decisions that labelled words teach."""
    for written, cuts in filter(None, labelled):
        letters = "".join(LETTERS.findall(written))
        word = normalize(letters)
        for depth in range(2):
            if len(word) - depth < 2 or word[depth] not in PROCLITICS or (depth and word[depth] in CONJUNCTIONS):
                break
            answer = depth + 1 in cuts
            yield word[depth:], letters[depth + 1], depth > 0, answer
            if not answer or word[depth] not in CONJUNCTIONS:
                break


def train(samples: Counter[Question], evidence: list[tuple[dict[str, int], float]], strength: float = 1.0) -> dict[str, float]:
    """Weights by regularised logistic regression, each sample seen with each corpus's counts.

    Corpora after the first teach what little evidence looks like: with them, hamza is left out too, as news often does. The
    exponent dampens frequent words, so that rare ones teach; features seen once are left out.
    """
    examples: list[tuple[list[tuple[str, float]], float, float]] = []
    seen = Counter[str]()
    for counts, weight in evidence:
        for (word, letter, inner, answer), n in samples.items():
            found = list(features(word, letter if counts is evidence[0][0] else normalize(letter), counts, inner=inner))
            examples.append((found, 1.0 if answer else -1.0, weight * n**0.75))
            for name, _ in found:
                seen[name] += n
    index = {name: i for i, name in enumerate(name for name, n in seen.items() if n > 1)}
    cells = [(row, index[name], value) for row, (found, _, _) in enumerate(examples) for name, value in found if name in index]
    at, column, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (at, column)), shape=(len(examples), len(index)))
    transposed = matrix.T.tocsr()
    answers = np.array([answer for _, answer, _ in examples])
    mass = np.array([weight for _, _, weight in examples])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = answers * (matrix @ weights)
        value = float(mass @ np.logaddexp(0, -margin) + 0.5 * strength * weights @ weights)
        return value, transposed @ (-mass * answers / (1 + np.exp(np.clip(margin, -60, 60)))) + strength * weights

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: round(float(best[i]), 2) for name, i in index.items() if abs(best[i]) >= 0.02}


def main(data: Path) -> None:
    """Counts, trains and writes."""
    frequency, small = raw_counts(data / "raw" / "news.jsonl.xz")
    counts = logarithms(frequency, MIN_COUNT)
    samples = Counter(questions(pud(data / "ud_pud" / "ar_pud-ud-test.conllu")))
    for part in ("dev", "test"):
        samples += Counter(questions(padt(data / "ud_padt" / f"ar-ud-{part}.conllu")))
    samples += Counter(questions(names(data, counts)))
    weights = train(samples, [(counts, 1.0), (logarithms(small, SMALL_MIN_COUNT), SMALL_WEIGHT)])
    model = {"note": NOTE, **CliticModel(counts, weights).to_dict()}
    TARGET.write_text(json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
