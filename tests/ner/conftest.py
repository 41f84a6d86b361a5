"""A recogniser trained within seconds to know the tiny corpus by heart, on random vectors."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import pytest
import spacy
import torch
from spacy.training import Example
from spacy.vectors import Vectors
from thinc.api import Adam, fix_random_seed

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


@pytest.fixture(scope="session")
def trained():
    """The pipeline `lexical_ner`, `ner`, trained on the tiny corpus."""
    fix_random_seed(0)
    torch.manual_seed(0)
    nlp = untrained("lexical_ner")
    data = examples(nlp)
    nlp.initialize(lambda: data)
    optimizer = Adam(0.01, use_averages=True)
    for _ in range(60):
        nlp.update(data, sgd=optimizer, annotates=["lexical_ner"])
    return nlp
