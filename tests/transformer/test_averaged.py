"""`scripts/average.py`: the mean of the weights of runs that began alike."""

from __future__ import annotations

import pickle
from itertools import chain

import pytest
import torch
from thinc.api import fix_random_seed

from scripts.average import _networks, averaged
from tests.ner.tiny import examples, records
from tests.transformer.conftest import pipeline

TEXTS = [record["text"] for record in records()][:4]


def trained(nlp, seed):
    """A copy of `nlp` after two steps of its own."""
    nlp = pickle.loads(pickle.dumps(nlp))
    fix_random_seed(seed)
    for _ in range(2):
        nlp.update(examples(nlp)[seed * 4 : seed * 4 + 4], annotates=["lexical_ner"])
    return nlp


def weights(nlp):
    return [value.clone() for value in chain.from_iterable(part.state_dict().values() for part in _networks(nlp))]


@pytest.fixture(scope="module")
def start(folder):
    fix_random_seed(0)
    nlp = pipeline(folder)
    nlp.initialize(lambda: examples(nlp)[:8])
    return nlp


def test_its_weights_are_the_mean(start, tmp_path):
    runs = [trained(start, seed) for seed in (0, 1)]
    first, second = map(weights, runs)
    assert any(not torch.equal(a, b) for a, b in zip(first, second, strict=True))
    mean = averaged(*runs)
    for value, a, b in zip(weights(mean), first, second, strict=True):
        assert torch.allclose(value, (a + b) / 2, atol=1e-6)
    mean.to_disk(tmp_path)
    assert len(list(mean.pipe(TEXTS))) == len(TEXTS)


def test_of_one_run_it_is_that_run(start):
    run = trained(start, 0)
    before = weights(run)
    assert all(torch.equal(a, b) for a, b in zip(weights(averaged(run)), before, strict=True))


def test_other_networks_have_no_mean(start, folder):
    fewer = pipeline(folder)
    fewer.initialize(lambda: examples(fewer)[:1])  # fewer labels
    with pytest.raises(SystemExit, match="other networks"):
        averaged(pickle.loads(pickle.dumps(start)), fewer)
