"""The tiny corpus as examples, and pipelines with random vectors to learn it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import spacy
from spacy.training import Example
from spacy.vectors import Vectors

TINY = Path(__file__).parents[2] / "assets" / "tiny" / "train.jsonl"
MODEL = {"@architectures": "conflict_nlp.BiLSTMTagger.v1", "hidden": 24, "upper": 24, "dropout": 0.1}


def random_vectors(nlp, width=16):
    """A floret table with random rows."""
    data = numpy.random.default_rng(0).normal(size=(500, width)).astype("float32")
    vectors = Vectors(data=data, mode="floret", minn=2, maxn=4, hash_count=2, bow="<", eow=">", strings=nlp.vocab.strings)
    nlp.vocab.vectors = vectors


def untrained(*pipes):
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    random_vectors(nlp)
    for pipe in pipes:
        nlp.add_pipe(pipe)
    nlp.add_pipe("crf_ner", name="ner", config={"model": MODEL})
    return nlp


def records():
    return [json.loads(line) for line in TINY.read_text(encoding="utf8").splitlines()]


def examples(nlp):
    found = []
    for record in records():
        reference = nlp.make_doc(record["text"])
        reference.set_ents([reference.char_span(e["start"], e["end"], e["label"]) for e in record["entities"]])
        found.append(Example(nlp.make_doc(record["text"]), reference))
    return found
