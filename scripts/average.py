"""Pipelines on a transformer, trained on from one and the same -> one with the mean of their weights.

    python scripts/average.py training/trf/averaged training/trf/more-1/model-last training/trf/more-2/model-last

Runs that begin with the same weights and differ in the order of the texts end close enough to each other that the mean of their weights is
a network too, often a better one than each (Wortsman et al. 2022, "Model soups"), and no larger or slower. All else is the first's.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import spacy
import torch
from spacy.language import Language

from conflict_nlp.ner.architecture import network_of


def averaged(nlp: Language, *others: Language) -> Language:
    """`nlp` with the mean of the weights of all; SystemExit where their networks differ."""
    with torch.no_grad():
        for parts in zip(*map(_networks, (nlp, *others)), strict=True):
            states = [dict(part.state_dict()) for part in parts]
            if any({name: value.shape for name, value in state.items()} != {n: v.shape for n, v in states[0].items()} for state in states):
                raise SystemExit("The pipelines have other networks than each other.")
            for name, value in states[0].items():
                if value.is_floating_point():
                    value.copy_(torch.stack([state[name] for state in states]).mean(0))
    return nlp


def _networks(nlp: Language) -> list[torch.nn.Module]:
    """The transformer and the recogniser."""
    transformer: Any = nlp.get_pipe("transformer")
    recogniser: Any = nlp.get_pipe("ner")
    return [transformer.model.transformer, network_of(recogniser.model)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    arguments = parser.parse_args()
    averaged(*map(spacy.load, arguments.models)).to_disk(arguments.out)


if __name__ == "__main__":
    main()
