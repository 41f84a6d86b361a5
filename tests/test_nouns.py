"""The noun lexicon: its table and the forms that are made from it."""

import pytest

from conflict_nlp.nouns import NounForm, noun_forms
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize

PEOPLE = {"civilian", "combatant", "unknown"}
HARMS = {"killed", "injured", "missing", "detained", "abducted", "displaced"}


def readings(form: str) -> tuple[NounForm, ...]:
    return noun_forms().get(normalize(form), ())


def test_rows_are_well_formed_and_unique() -> None:
    rows = read_table("nouns")
    assert len(rows) > 600
    assert sum(row["class"] == "thing" for row in rows) >= 250
    for row in rows:
        assert row["class"] in PEOPLE | {"family", "casualty", "thing"}, row
        assert (row["harm"] in HARMS) == (row["class"] == "casualty"), row
        assert row["gloss"], row
        assert " " not in row["singular"], row
    keys = [(row["singular"], row["class"]) for row in rows]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("form", "lemma", "number", "kind"),
    [
        ("قتيلان", "قتيل", "du", "casualty"),
        ("جثتين", "جثة", "du", "casualty"),
        ("وفيات", "وفاة", "pl", "casualty"),
        ("قاض", "قاضي", "sg", "civilian"),
        ("قاضيان", "قاضي", "du", "civilian"),
        ("محامون", "محامي", "pl", "civilian"),
        ("فتيان", "فتى", "pl", "civilian"),
        ("فتاتين", "فتاة", "du", "civilian"),
        ("صيادلة", "صيدلي", "pl", "civilian"),
        ("عسكريان", "عسكري", "du", "combatant"),
        ("شرطيون", "شرطي", "pl", "combatant"),
        ("دواعش", "داعشي", "pl", "combatant"),
        ("شبانا", "شاب", "pl", "unknown"),
        ("عوائل", "عائلة", "pl", "family"),
        ("مستشفيان", "مستشفى", "du", "thing"),
        ("غارتين", "غارة", "du", "thing"),
        ("صواريخ", "صاروخ", "pl", "thing"),
    ],
)
def test_inflection(form: str, lemma: str, number: str, kind: str) -> None:
    assert (lemma, number, kind) in [(r.lemma, r.number, r.kind) for r in readings(form)]


def test_a_sound_masculine_plural_is_written_like_the_dual() -> None:
    assert {r.number for r in readings("مدنيين")} == {"du", "pl"}


def test_bound_dual_and_accusative_are_told_apart_by_their_flags() -> None:
    assert {(r.number, r.construct, r.accusative) for r in readings("جنديا")} == {("du", True, False), ("sg", False, True)}


# Forms that are far more often another word: "in front of", "Taliban", the adjectives of relation, adverbs.
@pytest.mark.parametrize("word", ["أمام", "طالبان", "لصين", "مركزي", "محلي", "عالمي", "رئيسي", "قانوني", "تلا", "مقدما", "قصرا", "مشيرا"])
def test_frequent_words_are_no_nouns_of_the_lexicon(word: str) -> None:
    assert readings(word) == ()


# A policeman, not "two conditions of"; a country in the plural only.
@pytest.mark.parametrize(("word", "lemma", "number"), [("شرطي", "شرطي", "sg"), ("بلدان", "بلد", "pl")])
def test_only_the_usual_reading_is_kept(word: str, lemma: str, number: str) -> None:
    assert {(r.lemma, r.number) for r in readings(word)} == {(lemma, number)}


@pytest.mark.parametrize("word", ["عناصرا", "مطالبا"])
def test_diptotes_take_no_accusative_alef(word: str) -> None:
    assert not any(r.number == "pl" for r in readings(word))
