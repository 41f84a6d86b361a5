"""`crf_ner`: learning, saving, loading, and its errors."""

from __future__ import annotations

import pickle

import pytest
import spacy
import torch
from spacy.tokens import Doc

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.ner.architecture import network_of
from conflict_nlp.ner.features import MAX_TOKENS, sentences_of
from conflict_nlp.ner.tags import MARKED_LABELS
from tests.ner.tiny import examples, records, untrained

TEXTS = [record["text"] for record in records()]


def found(doc):
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


def test_it_learns_a_corpus_by_heart(trained):
    assert trained.evaluate(examples(trained))["ents_f"] > 0.95


def test_labels_come_from_the_examples(trained):
    assert trained.get_pipe("ner").labels == ("FORCE", "GOV", "LOC", "MISC", "ORG", "PER", "SITE")


@pytest.mark.parametrize("batch_size", [1, 7, 64])
def test_pipe_equals_call(trained, batch_size):
    texts = [*TEXTS, "", "\n", "قال"]
    assert [found(doc) for doc in trained.pipe(texts, batch_size=batch_size)] == [found(trained(text)) for text in texts]


def test_it_runs_in_processes(trained):
    assert [found(doc) for doc in trained.pipe(TEXTS[:6], n_process=2, batch_size=3)] == [found(trained(text)) for text in TEXTS[:6]]


def test_disk_bytes_and_pickle_keep_it(trained, tmp_path):
    expected = [found(trained(text)) for text in TEXTS]
    trained.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert [found(loaded(text)) for text in TEXTS] == expected
    copied = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    copied.add_pipe("lexical_ner")
    copied.add_pipe("crf_ner", name="ner", config={"model": trained.get_pipe_config("ner")["model"]})
    copied.from_bytes(trained.to_bytes())
    assert [found(copied(text)) for text in TEXTS] == expected
    assert [found(doc) for doc in pickle.loads(pickle.dumps(trained)).pipe(TEXTS)] == expected


def test_averaged_weights_are_put_in_place_and_taken_out(trained):
    component = trained.get_pipe("ner")
    before = {key: value.clone() for key, value in network_of(component.model).state_dict().items()}
    with trained.use_params({"any": None}):
        inside = network_of(component.model).state_dict()
        assert any(not torch.equal(before[key], inside[key]) for key in before)
    after = network_of(component.model).state_dict()
    assert all(torch.equal(before[key], after[key]) for key in before)


def test_sentences_are_separate(trained):
    # What stands in one sentence has no influence on the next.
    first, second = TEXTS[0], TEXTS[1]
    nlp = untrained("news_sentencizer")
    nlp.initialize(lambda: examples(nlp))
    alone = nlp(second)
    together = nlp(f"{first}\n{second}")
    shift = len(first) + 1
    assert [entity for entity in found(together) if entity[0] >= shift] == [(s + shift, e + shift, label) for s, e, label in found(alone)]


def test_long_sentences_are_cut(trained):
    doc = trained.make_doc("حلب " * (2 * MAX_TOKENS + 5))
    assert [len(sentence) for sentence in sentences_of([doc])] == [MAX_TOKENS, MAX_TOKENS, 5]
    assert trained(doc.text).text == doc.text


def test_an_empty_document_has_no_sentence(trained):
    assert list(sentences_of([Doc(trained.vocab)])) == []


def test_it_needs_vectors():
    nlp = untrained()
    nlp.vocab.vectors = spacy.blank("ar").vocab.vectors
    with pytest.raises(ConflictNLPError) as caught:
        nlp.initialize(lambda: examples(nlp))
    assert caught.value.code == "CN040"


def test_it_needs_training():
    with pytest.raises(ConflictNLPError) as caught:
        untrained()("قال")
    assert caught.value.code == "CN042"


def test_weights_of_the_encoder_are_taken_over(tmp_path):
    nlp = untrained()
    nlp.initialize(lambda: examples(nlp))
    encoder = network_of(nlp.get_pipe("ner").model).encoder.state_dict()
    torch.save(encoder, tmp_path / "encoder.pt")
    other = untrained()
    other.config["initialize"]["components"]["ner"] = {"encoder": str(tmp_path / "encoder.pt")}
    other.initialize(lambda: examples(other))
    taken = network_of(other.get_pipe("ner").model).encoder.state_dict()
    assert all(torch.equal(encoder[key], taken[key]) for key in encoder)


@pytest.mark.parametrize("weights", [{"no": torch.zeros(1)}, None])
def test_weights_that_do_not_fit(tmp_path, weights):
    path = tmp_path / "encoder.pt"
    if weights is not None:
        torch.save(weights, path)
    nlp = untrained()
    nlp.config["initialize"]["components"]["ner"] = {"encoder": str(path)}
    with pytest.raises(ConflictNLPError) as caught:
        nlp.initialize(lambda: examples(nlp))
    assert caught.value.code == "CN041"


def test_what_a_corpus_does_not_mark_costs_nothing(trained):
    """The network finds a force that the reference leaves out; where that corpus marks persons and places only, it may."""
    [example] = [example for example in examples(trained) if any(ent.label_ == "FORCE" for ent in example.reference.ents)][:1]
    example.reference.set_ents([ent for ent in example.reference.ents if ent.label_ != "FORCE"])
    losses = {}
    for labels in (None, ["PER", "LOC", "ORG", "MISC"]):
        if labels:
            example.reference.user_data[MARKED_LABELS] = labels
        component = pickle.loads(pickle.dumps(trained)).get_pipe("ner")
        torch.manual_seed(0)  # the same units are dropped
        losses[bool(labels)] = component.update([example])["ner"]
    assert losses[True] < losses[False] - 1
