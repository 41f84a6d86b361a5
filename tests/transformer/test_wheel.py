"""The packaged encoder in `models/`."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy
import pytest
import spacy

NAME = "ar_conflict_news_encoder"
[WHEEL] = (Path(__file__).parents[2] / "models").glob(f"{NAME}-*.whl")


@pytest.fixture(scope="module")
def nlp(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(WHEEL) as archive:
        archive.extractall(folder)
    [path] = folder.glob(f"{NAME}/{NAME}-*")
    return spacy.load(path)


def test_it_requires_the_extra():
    with zipfile.ZipFile(WHEEL) as archive:
        [metadata] = [entry for entry in archive.namelist() if entry.endswith(".dist-info/METADATA")]
        assert "Requires-Dist: conflict-nlp[transformers]" in archive.read(metadata).decode()


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
