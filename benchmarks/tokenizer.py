"""How well the tokenizer splits proclitics, and how fast it is beside spaCy's.

Accuracy on WikiNews (`segmentation/WikiNews.pos.ref`, Farasa): over whole words, the boundaries after `و ف ب ل ك س` alone. Speed
on 300 articles of raw news, both tokenizers warm, in turns in one run.

    python benchmarks/tokenizer.py [DATA_FOLDER]
"""

from __future__ import annotations

import json
import lzma
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import spacy

from conflict_nlp.text.clitics import PROCLITICS
from conflict_nlp.text.normalize import normalize
from conflict_nlp.text.scan import split_clitics
from conflict_nlp.text.tokenizer import ArabicTokenizer

ROUNDS = 7


def gold_words(path: Path) -> list[tuple[str, list[int]]]:
    """Each word of the reference with the places where its proclitics end; `ل+ال+x` is written `للx`."""
    words = []
    for line in path.read_text(encoding="utf8").splitlines()[1:]:
        parts = line.split("\t")[0].split("+")
        cuts = 0
        while cuts < len(parts) - 1 and parts[cuts] in PROCLITICS:
            cuts += 1
        if cuts and parts[cuts - 1] == "ل" and parts[cuts] == "ال":
            parts[cuts] = "ل"
        if word := "".join(parts):
            words.append((word, list(range(1, cuts + 1))))
    return words


def accuracy(words: list[tuple[str, list[int]]], split: Callable[[str], list[int]]) -> dict[str, float]:
    """The share of words with all boundaries right, and precision, recall and F1 of the boundaries."""
    right = true = predicted = gold = 0
    for word, cuts in words:
        # Boundaries behind other characters (`3.5`, `و7`) are no question of proclitics.
        found = [cut for cut in split(word) if all(normalize(letter) in PROCLITICS for letter in word[:cut])]
        right += found == cuts
        true += len(set(found) & set(cuts))
        predicted += len(found)
        gold += len(cuts)
    precision, recall = true / max(predicted, 1), true / gold
    return {
        "words": len(words),
        "accuracy": right / len(words),
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / ((precision + recall) or 1),
    }


def speed(texts: list[str]) -> dict[str, float]:
    """Characters a second of both tokenizers, and the ratio of each round (ours to spaCy's)."""
    blank = spacy.blank("ar")
    ours = ArabicTokenizer(spacy.blank("ar").vocab)
    characters = sum(map(len, texts))
    seconds: dict[str, list[float]] = {"spacy": [], "ours": []}
    for _ in range(ROUNDS + 1):
        for name, tokenizer in (("spacy", blank.tokenizer), ("ours", ours)):
            begin = time.perf_counter()
            for text in texts:
                tokenizer(text)
            seconds[name].append(time.perf_counter() - begin)
    ratios = [theirs / mine for theirs, mine in zip(seconds["spacy"][1:], seconds["ours"][1:], strict=True)]
    return {
        "spaCy characters/s": characters / statistics.median(seconds["spacy"][1:]),
        "ours characters/s": characters / statistics.median(seconds["ours"][1:]),
        "ratio": statistics.median(ratios),
    }


def main(data: Path) -> None:
    words = gold_words(data / "segmentation" / "WikiNews.pos.ref")
    print("| tokenizer | words | word accuracy | precision | recall | F1 |\n|---|---|---|---|---|---|")
    for name, split in (("splits nothing", lambda _: []), ("conflict_nlp.ArabicTokenizer.v1", split_clitics)):
        figures = accuracy(words, split)
        print(
            f"| {name} | {figures['words']} | "
            + " | ".join(f"{figures[key]:.4f}" for key in ("accuracy", "precision", "recall", "F1"))
            + " |"
        )
    if "--errors" in sys.argv:
        errors = Counter((word, *cuts) for word, cuts in words if split_clitics(word)[: len(cuts) or 1] != cuts)
        print(errors.most_common(80))
    with lzma.open(data / "raw" / "news.jsonl.xz", "rt", encoding="utf8") as file:
        texts = [json.loads(line)["text"] for line in islice(file, 300)]
    print()
    for name, value in speed(texts).items():
        print(f"{name}: {value:,.3f}")


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    main(Path(folders[0] if folders else "../shared/data"))
