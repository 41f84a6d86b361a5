"""The tokenizer and its model travel with the pipeline."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import load_model_from_config

from conflict_nlp.text.clitics import CliticModel, default_model
from conflict_nlp.text.tokenizer import ArabicTokenizer

TEXT = 'قال د. سامي إن 17 عنصرا من "داعش" قتلوا بريف حلب. وأصيب 3 مدنيين للأسف'


def told(doc: Doc) -> list[tuple[str, str, bool]]:
    return [(token.text, token.norm_, bool(token.is_sent_start)) for token in doc]


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    nlp.add_pipe("news_sentencizer")
    return nlp


@pytest.fixture
def other_model() -> CliticModel:
    """A model that takes every `و` for a proclitic and nothing else."""
    return CliticModel({"قال": 3}, {"و": 1.0})


def test_pipeline_to_disk_and_back(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert told(spacy.load(tmp_path)(TEXT)) == told(nlp(TEXT))


def test_pipeline_to_bytes_and_back(nlp: Language) -> None:
    assert told(spacy.blank("ar", config=nlp.config).from_bytes(nlp.to_bytes())(TEXT)) == told(nlp(TEXT))


def test_config_round_trip(nlp: Language) -> None:
    assert told(load_model_from_config(nlp.config, auto_fill=False)(TEXT)) == told(nlp(TEXT))


def test_a_model_of_ones_own_is_kept(nlp: Language, other_model: CliticModel, tmp_path: Path) -> None:
    nlp.tokenizer = ArabicTokenizer(nlp.vocab, other_model)
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert [token.text for token in loaded("وزارة بريف")] == ["و", "زارة", "بريف"]
    copy = ArabicTokenizer(nlp.vocab).from_bytes(nlp.tokenizer.to_bytes())
    assert copy.model.to_dict() == other_model.to_dict()


def test_model_round_trip() -> None:
    model = default_model()
    copy = CliticModel.from_dict(model.to_dict())
    assert (copy.counts, copy.weights) == (model.counts, model.weights)


def test_pickle(nlp: Language) -> None:
    expected = told(nlp(TEXT))
    assert told(pickle.loads(pickle.dumps(nlp))(TEXT)) == expected
    assert [token.text for token in pickle.loads(pickle.dumps(nlp.tokenizer))(TEXT)] == [word for word, _, _ in expected]


def test_docs_keep_norms(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert told(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == told(doc)
    (again,) = DocBin(docs=[doc], attrs=["NORM", "SENT_START"]).get_docs(spacy.blank("ar").vocab)
    assert told(again) == told(doc)


def test_pipe_and_processes_give_what_calls_give(nlp: Language) -> None:
    texts = [TEXT, "", "وقال"] * 3
    expected = [told(nlp(text)) for text in texts]
    assert [told(doc) for doc in nlp.pipe(texts)] == expected
    assert [told(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=2)] == expected


def test_memory_zone(nlp: Language) -> None:
    for _ in range(2):
        with nlp.memory_zone():
            assert [token.norm_ for token in nlp("وغرائبستان")][-1] == "غرايبستان"
