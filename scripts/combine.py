"""Two trained pipelines -> one whose recogniser adds up the scores of both networks.

    python scripts/combine.py training/sm/model/model-best training/trf/model/model-last training/trf/both

The first has a `conflict_nlp.BiLSTMTagger.v1` and word vectors, the second a `conflict_nlp.TransformerTagger.v1`; all else is the second's.
The transformer's weights are stored in int8 from then on.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language


def combined(words: Language, nlp: Language) -> Language:
    """`nlp` with the network of `words` beside its own."""
    nlp.vocab.vectors = words.vocab.vectors
    config = nlp.get_pipe_config("ner")
    model = {"@architectures": "conflict_nlp.SummedTaggers.v1", "words": words.get_pipe_config("ner")["model"], "states": config["model"]}
    behind = nlp.pipe_names[nlp.pipe_names.index("ner") + 1 :]
    _, trained = nlp.remove_pipe("ner")
    place = {"before": behind[0]} if behind else {}
    joined: Any = nlp.add_pipe("crf_ner", name="ner", config={"model": model, "scorer": config["scorer"]}, **place)
    joined.join(words.get_pipe("ner"), trained)
    transformer: Any = nlp.get_pipe("transformer")
    nlp.get_pipe_config("transformer")["model"]["stored"] = "int8"
    transformer.model.layers[0].shims[0].stored = "int8"
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", type=Path)
    parser.add_argument("states", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    combined(spacy.load(arguments.words), spacy.load(arguments.states)).to_disk(arguments.out)


if __name__ == "__main__":
    main()
