"""Throughput of a pipeline against spaCy's own neural NER, on the same texts, on one core.

    python benchmarks/pipeline.py [TEXTS.jsonl[.xz]] [--model rules] [--documents 300] [--rounds 5]

The yardstick is a blank Arabic pipeline with `ner` on HashEmbedCNN (width 96, depth 4, no vectors), untrained: its weights
do not change how much it computes. The two take turns, so that a change of the machine's speed hits both alike, and the
ratio is that of the medians. A pipeline with a trained recogniser takes a turn with its `*ner` components (and
`transformer`) alone as well. Then the time of each component. The time of loading comes first.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from statistics import median

import spacy
import torch
from spacy.language import Language
from texts import arguments, on_one_core, sample, seconds

import conflict_nlp

NER = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "pretrained_vectors": None,
            "width": 96,
            "depth": 4,
            "embed_size": 2000,
            "window_size": 1,
            "maxout_pieces": 3,
            "subword_features": True,
        },
    }
}


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__).parse_args()
    on_one_core()
    torch.set_num_threads(1)

    texts = list(sample(options.texts, options.documents))
    words = sum(len(text.split()) for text in texts)
    ner = blank_ner()  # first: it imports spaCy's plug-ins
    start = time.perf_counter()
    pipeline = conflict_nlp.load(options.model)
    loaded = time.perf_counter() - start
    first = seconds(lambda: pipeline(""))
    yardstick = "spaCy's ner"
    contestants = {yardstick: lambda: exhaust(ner.pipe(texts)), "whole": lambda: exhaust(pipeline.pipe(texts))}
    if pipeline.has_pipe("ner"):
        contestants["recogniser"] = lambda: exhaust(pipeline.pipe(texts, disable=others(pipeline)))
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for run in contestants.values():
        run()
    for _ in range(options.rounds):
        for name, run in contestants.items():
            times[name].append(seconds(run))

    print(f"once a process: load {loaded:.2f} s, gazetteer and word lists at the first text {first:.2f} s")
    print(f"{len(texts)} documents, {words:,} words, {options.rounds} rounds, one core")
    for name, values in times.items():
        best, middle = min(values), median(values)
        print(f"{name:12} {words / middle:10,.0f} words/s   {1e6 * middle / words:6.1f} µs/word   (best {1e6 * best / words:.1f})")
    for name in contestants:
        print(f"{name} / {yardstick}: {median(times[yardstick]) / median(times[name]):.2f} times as fast")
    for name, value in component_times(pipeline, texts).items():
        print(f"{name:20} {1e6 * value / words:6.1f} µs/word")


def others(nlp: Language) -> list[str]:
    """The components that have no part in finding names."""
    return [name for name in nlp.pipe_names if "ner" not in name.split("_") and name != "transformer"]


def blank_ner() -> Language:
    """The yardstick."""
    nlp = spacy.blank("ar")
    ner = nlp.add_pipe("ner", config=NER)
    for label in ("PER", "LOC", "ORG"):
        ner.add_label(label)
    nlp.initialize()
    return nlp


def component_times(nlp: Language, texts: list[str]) -> dict[str, float]:
    """Seconds in the tokenizer and in each component, on all texts."""
    start = time.perf_counter()
    docs = [nlp.make_doc(text) for text in texts]
    times = {"tokenizer": time.perf_counter() - start}
    for name, component in nlp.pipeline:
        start = time.perf_counter()
        docs = [component(doc) for doc in docs]
        times[name] = time.perf_counter() - start
    return times


def exhaust(items: Iterable[object]) -> None:
    for _ in items:
        pass


if __name__ == "__main__":
    main()
