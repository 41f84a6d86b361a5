"""The packaged encoder in `models/`."""

from __future__ import annotations

import numpy
import pytest
import spacy

from tests.wheels import metadata, unpacked, wheel_of

WHEEL = wheel_of("ar_conflict_news_encoder")


@pytest.fixture(scope="module")
def nlp(tmp_path_factory):
    return spacy.load(unpacked(WHEEL, tmp_path_factory.mktemp("wheel")))


def test_it_requires_the_extra():
    assert "Requires-Dist: conflict-nlp[transformers]" in metadata(WHEEL)


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
