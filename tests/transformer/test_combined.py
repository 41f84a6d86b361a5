"""`conflict_nlp.AveragedTaggers.v1`: networks on word vectors and one on a transformer, joined."""

from __future__ import annotations

import pickle

import numpy
import pytest
import spacy
import torch
from thinc.api import Adam, fix_random_seed, to_numpy

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.ner.architecture import network_of, tok2vec_of
from conflict_nlp.ner.features import WordTable, batch_of, known_words, sentences_of, states_of
from conflict_nlp.transformer.model import packed, unpacked
from scripts.combine import combined
from tests.ner.tiny import MODEL, examples, random_vectors, records, untrained
from tests.transformer.conftest import pipeline

TEXTS = [record["text"] for record in records()][:8]


def found(doc):
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


def initialized(nlp):
    data = examples(nlp)[:8]
    nlp.initialize(lambda: data)
    return nlp


def averaged(states):
    return {"@architectures": "conflict_nlp.AveragedTaggers.v1", "*": {"states": states, "words": MODEL}}


@pytest.fixture(scope="module")
def parts(folder):
    """Three pipelines with fresh weights, the first on a transformer."""
    fix_random_seed(0)
    torch.manual_seed(0)
    return initialized(pipeline(folder)), initialized(untrained("lexical_ner")), initialized(untrained("lexical_ner"))


@pytest.fixture(scope="module")
def joined(parts):
    states, *words = parts
    return combined(pickle.loads(pickle.dumps(states)), *words)


def test_its_scores_are_the_mean_of_its_parts(parts, joined):
    docs = [joined.make_doc(text) for text in TEXTS]
    for name in ("lexical_ner", "transformer"):
        docs = [joined.get_pipe(name)(doc) for doc in docs]
    sentences = list(sentences_of(docs))
    outputs = [to_numpy(part) for part in tok2vec_of(joined.get_pipe("ner").model).predict(docs)]
    batch = batch_of(sentences, known_words(sentences, WordTable(), joined.vocab.vectors), states_of(sentences, outputs))
    *each, mean = (nlp.get_pipe("ner").model.predict(batch) for nlp in (*parts, joined))
    assert not numpy.allclose(each[1][0], each[2][0], atol=1e-4)
    for scores, expected in zip(zip(*each, strict=True), mean, strict=True):
        assert numpy.allclose(numpy.mean(scores, axis=0), expected, atol=1e-4)


def test_disk_bytes_and_pickle_keep_it(joined, tmp_path):
    joined.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    expected = [found(doc) for doc in loaded.pipe(TEXTS)]
    assert any(expected)
    assert [found(doc) for doc in pickle.loads(pickle.dumps(loaded)).pipe(TEXTS)] == expected
    copied = spacy.blank("ar").from_config(loaded.config).from_bytes(loaded.to_bytes())
    assert [found(copied(text)) for text in TEXTS] == expected


def test_all_parts_and_the_transformer_learn(folder):
    nlp = pipeline(folder)
    random_vectors(nlp)
    states = nlp.get_pipe_config("ner")["model"]
    nlp.remove_pipe("ner")
    nlp.add_pipe("crf_ner", name="ner", config={"model": averaged(states)})
    initialized(nlp)
    networks = [nlp.get_pipe("transformer").model.transformer, *map(network_of, nlp.get_pipe("ner").model.layers)]
    before = [{name: weight.clone() for name, weight in network.named_parameters()} for network in networks]
    optimizer = Adam(0.01, use_averages=False)
    losses = []
    for _ in range(5):
        losses.append(nlp.update(examples(nlp)[:8], sgd=False, annotates=["lexical_ner"])["ner"])
        for name in ("transformer", "ner"):
            nlp.get_pipe(name).finish_update(optimizer)
    assert losses[-1] < 0.5 * losses[0]
    for network, weights in zip(networks, before, strict=True):
        assert any(not torch.equal(weight, weights[name]) for name, weight in network.named_parameters())


def test_other_labels_cannot_be_joined(parts):
    words = untrained("lexical_ner")
    words.initialize(lambda: examples(words)[:1])
    with pytest.raises(ConflictNLPError, match="CN050"):
        combined(pickle.loads(pickle.dumps(parts[0])), words)


def test_other_vectors_cannot_be_joined(parts):
    states, words, _ = parts
    other = untrained("lexical_ner")
    other.vocab.vectors.data = other.vocab.vectors.data + 1
    with pytest.raises(SystemExit, match="vectors"):
        combined(pickle.loads(pickle.dumps(states)), words, initialized(other))


def test_it_needs_word_vectors(folder):
    nlp = pipeline(folder)
    states = nlp.get_pipe_config("ner")["model"]
    nlp.remove_pipe("ner")
    nlp.add_pipe("crf_ner", name="ner", config={"model": averaged(states)})
    with pytest.raises(ConflictNLPError, match="CN040"):
        initialized(nlp)


class TestEightBits:
    def test_no_weight_moves_by_more_than_half_a_step(self):
        torch.manual_seed(0)
        weights = {"a.weight": torch.randn(6, 40) * torch.logspace(-3, 2, 6)[:, None], "zeros": torch.zeros(2, 3), "a.bias": torch.ones(3)}
        again = unpacked(packed(weights))
        assert again.keys() == weights.keys()
        step = weights["a.weight"].abs().amax(1, keepdim=True) / 127
        assert ((again["a.weight"] - weights["a.weight"]).abs() <= 0.501 * step).all()
        assert torch.equal(again["zeros"], weights["zeros"])
        assert torch.equal(again["a.bias"], weights["a.bias"])

    def test_the_states_stay_near(self, folder):
        nlp = initialized(pipeline(folder, stored="int8"))
        loaded = pipeline(folder, stored="int8").from_bytes(nlp.to_bytes())
        states, again = (pipe(TEXTS[0])._.trf_data.tensors[0] for pipe in (nlp, loaded))
        assert 0 < numpy.abs(states - again).max() < 0.1 * numpy.abs(states).max()

    def test_it_is_half_as_large(self, folder):
        sizes = [len(initialized(pipeline(folder, stored=stored)).get_pipe("transformer").to_bytes()) for stored in ("float16", "int8")]
        assert sizes[1] < 0.8 * sizes[0]

    def test_an_unknown_way(self, folder):
        with pytest.raises(ConflictNLPError, match="CN051"):
            pipeline(folder, stored="float8")
