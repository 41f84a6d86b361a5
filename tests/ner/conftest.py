"""A recogniser trained within seconds to know the tiny corpus by heart, on random vectors."""

from __future__ import annotations

import pytest
import torch
from thinc.api import Adam, fix_random_seed

from tests.ner.tiny import examples, untrained


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
