"""The packaged encoder and the pipeline on it in `models/`."""

from __future__ import annotations

import numpy
import pytest
import spacy
from confection import Config

import conflict_nlp
from scripts.evaluate import read_set, score_set
from tests.ner.test_wheel import ROOT, SHARED, TEXTS
from tests.wheels import metadata, unpacked, wheel_of

WHEEL = wheel_of("ar_conflict_news_encoder")
PIPELINE = wheel_of("ar_conflict_news_trf")


@pytest.fixture(scope="module")
def nlp(tmp_path_factory):
    return spacy.load(unpacked(WHEEL, tmp_path_factory.mktemp("wheel")))


@pytest.mark.parametrize("wheel", [WHEEL, PIPELINE], ids=["encoder", "trf"])
def test_it_requires_the_extra(wheel):
    assert "Requires-Dist: conflict-nlp[transformers]" in metadata(wheel)


def state(nlp, text, word):
    doc = nlp(text)
    data = doc._.trf_data
    [token] = [token.i for token in doc if token.text == word]
    return data.tensors[0][0][data.align[token].dataXd[:, 0]].mean(0)


def test_each_token_has_a_state(nlp):
    doc = nlp("وقال المرصد إن 17 عنصرا على الأقل من داعش قتلوا في غارة.")
    assert doc._.trf_data.align.lengths.min() >= 1
    assert doc._.trf_data.tensors[0].shape[2] == 384


def test_words_in_like_contexts_are_nearer(nlp):
    """`عين` is an eye, a spring in the name of a place, and a verb: two places are nearer to each other than a place to the verb."""

    def cosine(a, b):
        return float(a @ b / (numpy.linalg.norm(a) * numpy.linalg.norm(b)))

    place = state(nlp, "قصفت الطائرات مدينة عين عيسى شمال الرقة أمس.", "عين")
    other = state(nlp, "وصل النازحون إلى بلدة عين ترما في ريف دمشق.", "عين")
    verb = state(nlp, "الرئيس عين وزيرا جديدا للدفاع في الحكومة.", "عين")
    assert cosine(place, other) > cosine(place, verb)


@pytest.fixture(scope="module")
def trf(tmp_path_factory):
    return conflict_nlp.load(unpacked(PIPELINE, tmp_path_factory.mktemp("trf")))


class TestPipeline:
    """`ar_conflict_news_trf`: the sum of two networks."""

    def test_it_holds_both_networks(self, trf):
        assert trf.pipe_names[2:5] == ["transformer", "ner", "entity_layer"]
        assert trf.get_pipe("ner").model.name == "averaged_taggers"
        assert trf.vocab.vectors.shape[1] == 200

    def test_it_extracts(self, trf):
        [claim] = trf(TEXTS[0])._.casualty_claims
        assert (claim.harm, claim.low, claim.modifier, claim.victims.type) == ("killed", 17, "at_least", "combatant")
        assert "الباغوز" in claim.place.text

    def test_pipe_equals_call(self, trf):
        expected = [conflict_nlp.to_record(trf(text)) for text in TEXTS]
        assert [conflict_nlp.to_record(doc) for doc in trf.pipe(TEXTS, batch_size=2)] == expected

    @pytest.mark.slow
    @pytest.mark.parametrize(("name", "floor"), [("anercorp_test", 76.5), ("news_test", 92.0), ("news_test_2", 89.5), ("gold_dev", 93.0)])
    def test_floors(self, trf, name, floor):
        settings = Config().from_disk(ROOT / "configs" / "corpora" / "full.cfg")["evaluation"][name]
        records = read_set(settings, SHARED / "data")
        if records is None:
            pytest.skip("the corpora are not there")
        assert score_set(trf, records, settings["kind"])["all"]["f"] >= floor
