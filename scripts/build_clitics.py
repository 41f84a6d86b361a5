"""Builds `conflict_nlp/data/clitics.json`: word counts and weights by which the tokenizer knows proclitics.

Run from the repository's root; the corpora (see docs/text.md) are looked for in `../shared/data` or the folder given.

    python scripts/build_clitics.py [DATA_FOLDER]
"""

from __future__ import annotations

import json
import lzma
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from conflict_nlp.text.clitics import CONJUNCTIONS, PROCLITICS, CliticModel, features
from conflict_nlp.text.normalize import normalize

TARGET = Path(__file__).parents[1] / "conflict_nlp" / "data" / "clitics.json"
LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]+")
WORD = re.compile("[\u0621-\u065f\u0670-\u06d3]+")
MIN_COUNT = 4
NOTE = (
    "Made by scripts/build_clitics.py. Word counts (rounded binary logarithms): SaudiNewsNet (Alhagri 2015, CC BY-NC-SA 4.0) and the ANT corpus"
    " (Apache-2.0). Weights: trained on NewsFANE Gold (Alotaibi & Lee, CC BY-SA 3.0) aligned with ANERcorp (CAMeL Lab, CC BY-SA 4.0),"
    " UD Arabic-PUD (CC BY-SA 3.0) and UD Arabic-PADT dev and test (CC BY-NC-SA 3.0). Counts and weights only, no texts."
)
# A labelled word: as written, and the ends of its proclitics.
Labelled = tuple[str, tuple[int, ...]]


def raw_counts(path: Path) -> Counter[str]:
    """How often each normalised word was seen."""
    written: Counter[str] = Counter()
    with lzma.open(path, "rt", encoding="utf8") as file:
        for line in file:
            record = json.loads(line)
            written.update(WORD.findall(record["title"] + " " + record["text"]))
    counts: Counter[str] = Counter()
    for word, n in written.items():
        counts[normalize(word)] += n
    return counts


def joined(parts: list[str]) -> Labelled | None:
    """A word from its tokens, the proclitics first; None where it is not of Arabic letters alone."""
    cuts: list[int] = []
    while len(cuts) < len(parts) - 1 and parts[len(cuts)] in PROCLITICS:
        cuts.append(len(cuts) + 1)
    if cuts and parts[len(cuts) - 1] == "ل" and re.match("[اٱ]ل", parts[len(cuts)]):
        parts = [*parts[: len(cuts)], parts[len(cuts)][1:], *parts[len(cuts) + 1 :]]
    word = "".join(parts)
    return (word, tuple(cuts)) if LETTERS.fullmatch(normalize(word)) else None


def pud(path: Path) -> Iterator[Labelled]:
    """Words of UD Arabic-PUD: tokens joined by `SpaceAfter=No`."""
    parts: list[str] = []
    for line in path.read_text(encoding="utf8").splitlines():
        columns = line.split("\t")
        if len(columns) < 10 or not columns[0].isdigit():
            continue
        if columns[3] == "PUNCT":
            if parts and (word := joined(parts)):
                yield word
            parts = []
            continue
        parts.append(columns[1])
        if "SpaceAfter=No" not in columns[9]:
            if word := joined(parts):
                yield word
            parts = []


def padt(path: Path) -> Iterator[Labelled]:
    """Words of UD Arabic-PADT: proclitics are vocalised single letters, pronouns follow their word."""
    parts: list[str] = []
    for line in path.read_text(encoding="utf8").splitlines():
        columns = line.split("\t")
        if len(columns) < 10 or not columns[0].isdigit():
            if parts and (word := joined(parts)):
                yield word
            parts = []
            continue
        form, tag = re.sub("[\u064b-\u0652\u0670]", "", columns[1]).replace("ٱ", "ا"), columns[3]
        suffix = tag == "PRON" and form in {"ه", "ها", "هم", "هما", "ك", "كم", "نا", "ي", "ني", "هن"}
        if parts and parts[-1] not in PROCLITICS and not suffix:
            if word := joined(parts):
                yield word
            parts = []
        if tag in {"PUNCT", "X", "NUM"}:
            if parts and tag != "NUM":
                parts = []
            if tag != "NUM":
                continue
        parts.append(form)


def column(path: Path, separator: str) -> list[str]:
    """The words of a file that has one on each line."""
    return [re.split(separator, line)[0] for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def newsfane(split: Path, whole: Path, window: int = 6) -> Iterator[Labelled]:
    """Words of ANERcorp cut as NewsFANE cuts the same articles (which come in another order): windows of words are looked
    for in the stream of letters that NewsFANE's tokens make."""
    starts: dict[int, str] = {}
    stream: list[str] = []
    length, before = 0, ""
    for token in column(split, "\t"):
        token = "".join(LETTERS.findall(normalize(token)))
        if not token:
            continue
        if before == "ل" and token.startswith("ال"):
            token = token[1:]
        starts[length] = before = token
        stream.append(token)
        length += len(token)
    text = "".join(stream)
    words = [word for word in column(whole, " (?=[OBI])") if LETTERS.fullmatch(normalize(word))]
    norms = [normalize(word) for word in words]
    done: set[int] = set()
    place = -1
    for i in range(len(words) - window):
        piece = "".join(norms[i : i + window])
        found = place if place >= 0 and text.startswith(piece, place) else text.find(piece)
        if found < 0:
            place = -1
            continue
        at = found
        for j in range(i, i + window):
            end = at + len(norms[j])
            if j not in done and at in starts and (end in starts or end == length):
                done.add(j)
                cuts: list[int] = []
                while at + len(cuts) + 1 < end and starts.get(at + len(cuts)) in PROCLITICS:
                    cuts.append(len(cuts) + 1)
                yield words[j], tuple(cuts)
            at = end
        place = found + len(norms[i])


def questions(labelled: Iterable[Labelled], *, conjunctions_only: bool) -> Iterator[tuple[str, str, bool, bool]]:
    """The decisions that a labelled word teaches: (rest of the word, next letter as written, inner, answer)."""
    for written, cuts in labelled:
        letters = re.sub("[^\u0621-\u063a\u0641-\u064a]", "", written)
        word = normalize(letters)
        for depth in range(2):
            if len(word) - depth < 2 or word[depth] not in PROCLITICS:
                break
            if depth and word[0] not in CONJUNCTIONS | {"و"} or depth and word[depth] in CONJUNCTIONS:
                break
            if conjunctions_only and word[depth] not in CONJUNCTIONS:
                break
            answer = depth + 1 in cuts
            yield word[depth:], letters[depth + 1], depth > 0, answer
            if not answer or word[depth] not in CONJUNCTIONS:
                break


def train(samples: Counter[tuple[str, str, bool, bool]], counts: dict[str, int], strength: float) -> dict[str, float]:
    """Weights by regularised logistic regression; words seen often count less than their number, so that rare ones teach."""
    index: dict[str, int] = {}
    rows, columns, targets, mass = [], [], [], []
    seen = Counter[str]()
    for (word, letter, inner, _), n in samples.items():
        for name in features(word, letter, counts, inner=inner):
            seen[name] += n
    for row, ((word, letter, inner, answer), n) in enumerate(samples.items()):
        for name in features(word, letter, counts, inner=inner):
            if seen[name] > 1:
                rows.append(row)
                columns.append(index.setdefault(name, len(index)))
        targets.append(1.0 if answer else -1.0)
        mass.append(n**0.75)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(targets), len(index)))
    y, m = np.array(targets), np.array(mass)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = y * (matrix @ w)
        value = float(m @ np.logaddexp(0, -margin) + 0.5 * strength * w @ w)
        gradient = matrix.T @ (-m * y / (1 + np.exp(np.clip(margin, -60, 60)))) + strength * w
        return value, gradient

    result = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: round(float(result.x[i]), 3) for name, i in index.items() if abs(result.x[i]) >= 0.01}


def main(data: Path) -> None:
    frequency = raw_counts(data / "raw" / "news.jsonl.xz")
    counts = {word: 1 + int(math.log2(n)) for word, n in frequency.items() if n >= MIN_COUNT and 1 < len(word) <= 14}
    full = [
        *pud(data / "ud_pud" / "ar_pud-ud-test.conllu"),
        *padt(data / "ud_padt" / "ar-ud-dev.conllu"),
        *padt(data / "ud_padt" / "ar-ud-test.conllu"),
    ]
    news = newsfane(data / "ner" / "newsfane" / "newsfane_train.tsv", data / "ner" / "anercorp" / "ANERCorp_CamelLab_train.txt")
    # NewsFANE cuts prepositions only where an entity follows, so it teaches the conjunctions alone.
    samples = Counter(questions(full, conjunctions_only=False)) + Counter(questions(news, conjunctions_only=True))
    model = CliticModel(counts, train(samples, counts, strength=1.0))
    TARGET.write_text(json.dumps({"note": NOTE, **model.to_dict()}, ensure_ascii=False, indent=0) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
