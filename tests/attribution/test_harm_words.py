"""The words of harm in all their forms, and the readings of counted nouns: functions that need no pipeline."""

from __future__ import annotations

import pytest

from conflict_nlp.claims.lexicon import casualty_forms, masdars, noun_readings, own_harm, triggers, words
from conflict_nlp.nouns import noun_forms
from conflict_nlp.text.normalize import normalize


@pytest.mark.parametrize(
    "form", ["اعتقل", "اعتقلت", "اعتقلوا", "اعتقلا", "اعتقلتا", "اعتقلن", "يعتقل", "تعتقل", "يعتقلون", "يعتقلوا", "يعتقلان", "تعتقلان"]
)
def test_verbs_are_conjugated(form):
    found = triggers()[normalize(form)]
    assert (found.harm, found.kind, found.pronoun) == ("detained", "verb", False)


@pytest.mark.parametrize(
    ("form", "plural", "imperfect"),
    [("استشهد", False, False), ("استشهدوا", True, False), ("استشهدا", True, False), ("يستشهد", False, True), ("يستشهدون", True, True)],
)
def test_plural_forms_and_the_present_are_told(form, plural, imperfect):
    found = triggers()[normalize(form)]
    assert (found.plural, found.imperfect) == (plural, imperfect)


@pytest.mark.parametrize("form", ["اعتقلته", "اعتقلتهم", "اعتقلوه", "يعتقلها", "خطفهما"])
def test_object_pronouns_are_told(form):
    assert triggers()[normalize(form)].pronoun


@pytest.mark.parametrize(
    ("form", "harm", "strength"),
    [("مقتل", "killed", "strong"), ("المقتل", "killed", "definite"), ("مقتله", "killed", "strong"), ("نزوحهم", "displaced", "strong")],
)
def test_masdars_with_article_and_pronoun(form, harm, strength):
    found = triggers()[normalize(form)]
    assert (found.harm, found.kind, found.strength) == (harm, "masdar", strength)


def test_a_form_that_is_verb_and_masdar_is_kept_as_verb_and_known_as_masdar():
    assert triggers()["قتل"].kind == "verb"
    assert masdars()["قتل"].harm == "killed"


def test_nouns_come_before_verbs_with_a_pronoun():
    """`إصابة` is an injury, not `it hit him`."""
    assert "اصابه" in noun_forms()
    assert not triggers()["اصابه"].pronoun


@pytest.mark.parametrize(
    ("form", "lemma", "number"),
    [
        ("جندي", "جندي", "sg"),
        ("جنديا", "جندي", "sg"),
        ("جنود", "جندي", "pl"),
        ("الجنود", "جندي", "pl"),
        ("جنوده", "جندي", "pl"),
        ("جنديان", "جندي", "du"),
        ("عائلته", "عائلة", "sg"),
    ],
)
def test_readings_of_a_noun(form, lemma, number):
    assert (lemma, number) in {(reading.lemma, reading.number) for reading in noun_readings(normalize(form))}


def test_the_article_excludes_a_construct():
    assert any(reading.construct for reading in noun_readings("مقاتلو"))
    assert noun_readings("المقاتلو") == ()


@pytest.mark.parametrize("form", ["ذهب", "من", "", "ال", "5", "،"])
def test_other_words_have_no_reading(form):
    assert noun_readings(form) == ()


@pytest.mark.parametrize(("form", "harm"), [("القتلى", "killed"), ("جرحى", "injured"), ("قتيل", ""), ("جنود", ""), ("مدينة", "")])
def test_harm_of_casualty_nouns_in_the_plural(form, harm):
    assert own_harm(normalize(form)) == harm


def test_casualty_nouns_with_and_without_article():
    assert {"قتيل", "القتيل", "قتلي", "القتلي"} <= casualty_forms()
    assert "جندي" not in casualty_forms()


def test_words_are_normalised():
    assert {"اخرون", "اخرين"} <= words("other_plural")
    assert words("no such group") == frozenset()
