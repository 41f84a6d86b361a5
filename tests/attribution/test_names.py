"""Pure functions under attribution: what of a name is telling, verbs of attack in their forms."""

from __future__ import annotations

import pytest

from conflict_nlp.attribution.actors import bare, telling
from conflict_nlp.attribution.lexicon import agents, attack_nouns, attack_verbs, speech
from conflict_nlp.text.normalize import normalize


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("تنظيم داعش", {"داعش"}),
        ("داعش", {"داعش"}),
        ("الجيش التركي", {"تركي"}),
        ("قوات سوريا الديمقراطية", {"سوريا", "ديمقراطية"}),
        ("التنظيم", set()),
        ("قوات", set()),
    ],
)
def test_telling_words_of_a_name(name, words):
    assert telling([normalize(word) for word in name.split()]) == {normalize(word) for word in words}


@pytest.mark.parametrize(("word", "without"), [("الجيش", "جيش"), ("جيش", "جيش"), ("التي", "التي"), ("البشمركة", "بشمركة")])
def test_noun_without_its_article(word, without):
    assert bare(word) == without


@pytest.mark.parametrize("form", ["قصف", "قصفت", "قصفوا", "يقصف", "تقصف", "يقصفون"])
def test_verbs_of_attack_are_conjugated(form):
    assert attack_verbs()[form][:3] == ("verb", "ASSAULT", False)


@pytest.mark.parametrize("form", ["نفذها", "نفذته", "شنتها", "يشنها", "تبناه", "تبنته"])
def test_verbs_of_attack_with_an_object_pronoun(form):
    assert attack_verbs()[form].pronoun


@pytest.mark.parametrize(
    ("noun", "kind", "type_"),
    [("غارة", "noun", "ASSAULT"), ("اشتباكات", "clash", "FIGHT"), ("حادث", "cause", "ACCIDENT"), ("لغم", "cause", "NONE")],
)
def test_nouns_of_attack(noun, kind, type_):
    found = attack_nouns()[normalize(noun)]
    assert (found.kind, found.type) == (kind, type_)


@pytest.mark.parametrize(("noun", "kind"), [("مسلحون", "gunman"), ("عناصر", "unit"), ("الشرطة", "armed"), ("السلطات", "state")])
def test_common_nouns_for_actors(noun, kind):
    assert agents()[normalize(noun)] == kind


@pytest.mark.parametrize(
    ("kind", "word"), [("verb", "أعلنت"), ("participle", "مشيرا"), ("preposition", "بحسب"), ("relay", "نقلت"), ("head", "مصادر")]
)
def test_words_of_speech(kind, word):
    assert normalize(word) in speech(kind)
