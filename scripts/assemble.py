"""A trained pipeline -> the one that is packaged.

    python scripts/assemble.py training/sm/model/model-best packages/ar_conflict_news_sm --name ar_conflict_news_sm --version 0.1.0

Word vectors are rounded to eight bits of mantissa (as bfloat16), which costs no score that was measured and lets the wheel's
compression halve them; `meta.json` gets what is known of the data.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy
import spacy
from spacy.vectors import Vectors

DESCRIPTION = "Names, casualty claims and conflict events in Arabic news: a trained recogniser of names and rule components"
SOURCES: list[dict[str, str]] = [
    {
        "name": "ANERcorp, CAMeL Lab splits, train part",
        "url": "https://camel.abudhabi.nyu.edu/anercorp/",
        "license": "CC BY-SA 4.0",
        "author": "Yassine Benajiba, Paolo Rosso, José Miguel Benedí Ruiz; CAMeL Lab",
    },
    {
        "name": "SaudiNewsNet (word vectors, encoder, annotated articles)",
        "url": "https://github.com/ParallelMazen/SaudiNewsNet",
        "license": "CC BY-NC-SA 4.0",
        "author": "Mazen Alhagri",
    },
    {
        "name": "ANT corpus (word vectors, encoder, annotated articles)",
        "url": "https://github.com/antcorpus/antcorpus.data",
        "license": "Apache-2.0",
        "author": "Amina Chouigui, Oussama Ben Khiroun, Bilel Elayeb",
    },
    {
        "name": "Entity annotations of conflict-nlp (assets/entities)",
        "url": "",
        "license": "CC0",
        "author": "conflict-nlp contributors",
    },
]
LICENCE = "CC BY-NC-SA 4.0"


def rounded(vectors: Vectors) -> None:
    """Round the table to the nearest bfloat16, in place."""
    bits = numpy.ascontiguousarray(vectors.data, dtype="float32").view("uint32")
    vectors.data = ((bits + 0x8000) & numpy.uint32(0xFFFF0000)).view("float32")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--corpus", type=Path, help="the report of scripts.corpora.build")
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.model)
    rounded(nlp.vocab.vectors)
    lang, _, name = arguments.name.partition("_")
    facts: dict[str, Any] = {
        "lang": lang,
        "name": name,
        "version": arguments.version,
        "description": DESCRIPTION,
        "author": "conflict-nlp contributors",
        "license": LICENCE,
        "sources": SOURCES,
    }
    nlp.meta.update(facts)
    nlp.meta["performance"] = {}
    if arguments.corpus:
        nlp.meta["training_data"] = json.loads(arguments.corpus.read_text(encoding="utf8"))
    nlp.to_disk(arguments.out)


if __name__ == "__main__":
    main()
