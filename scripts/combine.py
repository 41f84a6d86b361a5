"""Trained pipelines -> one whose recogniser takes the mean of the scores of their networks.

    python scripts/combine.py training/trf/all training/trf/model/model-last training/sm/model/model-best training/sm/second/model-best

The first pipeline has a `conflict_nlp.TransformerTagger.v1`, the others have `conflict_nlp.BiLSTMTagger.v1` and the same word vectors; all
else is the first's. The transformer's weights are stored in int8 from then on.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy
import spacy
from spacy.language import Language


def combined(nlp: Language, *others: Language) -> Language:
    """`nlp` with the networks of `others` beside its own."""
    vectors = others[0].vocab.vectors
    for other in others[1:]:
        if not numpy.array_equal(other.vocab.vectors.data, vectors.data):
            raise SystemExit("The pipelines have other word vectors than each other.")
    nlp.vocab.vectors = vectors
    parts = {"states": nlp, **{f"words_{number}": other for number, other in enumerate(others, 1)}}
    model = {
        "@architectures": "conflict_nlp.AveragedTaggers.v1",
        "*": {name: part.get_pipe_config("ner")["model"] for name, part in parts.items()},
    }
    scorer = nlp.get_pipe_config("ner")["scorer"]
    trained = [part.get_pipe("ner") for part in parts.values()]
    behind = nlp.pipe_names[nlp.pipe_names.index("ner") + 1 :]
    nlp.remove_pipe("ner")
    place = {"before": behind[0]} if behind else {}
    joined: Any = nlp.add_pipe("crf_ner", name="ner", config={"model": model, "scorer": scorer}, **place)
    joined.join(trained)
    transformer: Any = nlp.get_pipe("transformer")
    nlp.get_pipe_config("transformer")["model"]["stored"] = "int8"
    transformer.model.layers[0].shims[0].stored = "int8"
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("states", type=Path)
    parser.add_argument("words", type=Path, nargs="+")
    arguments = parser.parse_args()
    combined(*map(spacy.load, [arguments.states, *arguments.words])).to_disk(arguments.out)


if __name__ == "__main__":
    main()
