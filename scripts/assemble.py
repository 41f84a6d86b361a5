"""A trained pipeline -> the one that is packaged.

    python scripts/assemble.py training/sm/model/model-best packages/ar_conflict_news_sm --version 0.1.0 \\
        --facts assets/packages/ar_conflict_news_sm.json

The package has the name of its folder. Word vectors and the recogniser's weights are rounded to bfloat16, which costs no score that was
measured and lets the wheel's compression halve them (`--bits` and `--network-bits` keep fewer of their mantissa); `meta.json` gets the
facts (description, licence, sources, training).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy
import spacy
import torch
from numpy.typing import NDArray
from thinc.api import Model, PyTorchShim

from conflict_nlp.ner.component import CRFNER

BFLOAT16 = 7  # bits of the mantissa that are stored


def rounded(values: NDArray[numpy.float32], bits: int = BFLOAT16) -> NDArray[numpy.float32]:
    """The nearest numbers with that many bits of mantissa."""
    drop = 23 - bits
    whole = numpy.ascontiguousarray(values, dtype="float32").view("uint32").astype("uint64") + (1 << (drop - 1))
    return (whole >> drop << drop).astype("uint32").view("float32")


def round_network(model: Model[Any, Any], bits: int = BFLOAT16) -> None:
    """Round the weights of a recogniser to that many bits of mantissa, in place; not those of a transformer that it listens to."""
    for node in model.walk():
        for shim in node.shims:
            if isinstance(shim, PyTorchShim):
                for weight in shim._model.parameters():
                    weight.data.copy_(torch.from_numpy(rounded(weight.detach().numpy(), bits)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--bits", type=int, default=BFLOAT16, help="of the mantissa of word vectors")
    parser.add_argument("--network-bits", type=int, default=BFLOAT16, help="of the mantissa of the recogniser's weights")
    parser.add_argument("--corpus", type=Path, help="the report of scripts.corpora.build")
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.model)
    if nlp.vocab.vectors.size:
        nlp.vocab.vectors.data = rounded(nlp.vocab.vectors.data, arguments.bits)
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, CRFNER):
            round_network(pipe.model, arguments.network_bits)
    nlp.meta["lang"], _, nlp.meta["name"] = arguments.out.name.partition("_")
    facts: dict[str, Any] = json.loads(arguments.facts.read_text(encoding="utf8"))
    nlp.meta.update(version=arguments.version, author="conflict-nlp contributors", **facts)
    nlp.meta["performance"] = {}
    if arguments.corpus:
        nlp.meta["training_data"] = json.loads(arguments.corpus.read_text(encoding="utf8"))
    nlp.to_disk(arguments.out)


if __name__ == "__main__":
    main()
