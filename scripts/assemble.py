"""A trained pipeline -> the one that is packaged.

    python scripts/assemble.py training/sm/model/model-best packages/ar_conflict_news_sm --version 0.1.0 \\
        --facts assets/packages/ar_conflict_news_sm.json

The package has the name of its folder. Word vectors are rounded to eight bits of mantissa (as bfloat16), which costs no score that was
measured and lets the wheel's compression halve them; `meta.json` gets the facts (description, licence, sources, training).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy
import spacy
from spacy.vectors import Vectors


def rounded(vectors: Vectors) -> None:
    """Round the table to the nearest bfloat16, in place."""
    bits = numpy.ascontiguousarray(vectors.data, dtype="float32").view("uint32")
    vectors.data = ((bits + 0x8000) & numpy.uint32(0xFFFF0000)).view("float32")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--corpus", type=Path, help="the report of scripts.corpora.build")
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.model)
    if nlp.vocab.vectors.size:
        rounded(nlp.vocab.vectors)
    nlp.meta["lang"], _, nlp.meta["name"] = arguments.out.name.partition("_")
    facts: dict[str, Any] = json.loads(arguments.facts.read_text(encoding="utf8"))
    nlp.meta.update(version=arguments.version, author="conflict-nlp contributors", **facts)
    nlp.meta["performance"] = {}
    if arguments.corpus:
        nlp.meta["training_data"] = json.loads(arguments.corpus.read_text(encoding="utf8"))
    nlp.to_disk(arguments.out)


if __name__ == "__main__":
    main()
