"""`entity_layer`: one layer of what the recogniser and the word lists have found, after the guideline."""

from __future__ import annotations

import numpy
import pytest
import spacy
from spacy.tokens import Span

from conflict_nlp.entities.component import LEXICAL_KEY
from conflict_nlp.entities.layer import NER_KEY, OUTSIDE_KEY, after_guideline
from conflict_nlp.text.view import View


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})


def span_of(doc, name, label, **marks):
    start = doc.text.index(name)
    span = doc.char_span(start, start + len(name), label)
    return Span(doc, span.start, span.end, label, **marks)


def layer(nlp, text, found, listed, outside=None):
    """Run the component on a text with spans of the recogniser and of the lists, and its probability of each token to be in no name."""
    doc = nlp.make_doc(text)
    doc.set_ents([span_of(doc, name, label) for name, label in found])
    doc.spans[LEXICAL_KEY] = [span_of(doc, name, label, **marks) for name, label, marks in listed]
    if outside is not None:
        doc.user_data[OUTSIDE_KEY] = numpy.array(outside)
    component = nlp.get_pipe("entity_layer") if nlp.has_pipe("entity_layer") else nlp.add_pipe("entity_layer")
    return component(doc)


def found(doc):
    return [(ent.text, ent.label_) for ent in doc.ents]


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        # The recogniser's own labels.
        ("قصف الجيش التركي القرية", "الجيش التركي", "FORCE", ("الجيش التركي", "ORG", "armed")),
        ("أعلنت وزارة الصحة", "وزارة الصحة", "GOV", ("وزارة الصحة", "ORG", "")),
        ("في مطار حلب", "مطار حلب", "SITE", ("مطار حلب", "LOC", "")),
        ("فاز بكأس العرب", "كأس العرب", "EVENT", ("كأس العرب", "MISC", "")),
        # A type word before the name of an organisation belongs to it, over an opening quotation mark too.
        ("ذكرت صحيفة النهار", "النهار", "ORG", ("صحيفة النهار", "ORG", "")),
        ("ذكرت صحيفة «النهار» أن", "النهار", "ORG", ("صحيفة «النهار»", "ORG", "")),
        ("ذكرت صحيفة (النهار) أن", "النهار", "ORG", ("صحيفة (النهار)", "ORG", "")),
        # Not over a bracket that more stands in, nor over the end of another one.
        ("ذكرت صحيفة (النهار وغيرها) أن", "النهار", "ORG", ("النهار", "ORG", "")),
        ("(ذكرت صحيفة) النهار أن", "النهار", "ORG", ("النهار", "ORG", "")),
        # Not before a place, and no other noun.
        ("في صحيفة حلب", "حلب", "LOC", ("حلب", "LOC", "")),
        ("قال رئيس النهار", "النهار", "ORG", ("النهار", "ORG", "")),
    ],
)
def test_after_the_guideline(nlp, text, name, label, expected):
    span = after_guideline(span_of(nlp.make_doc(text), name, label))
    assert (span.text, span.label_, span.id_) == expected


def test_the_recogniser_decides_between_words_and_names(nlp):
    doc = layer(nlp, "فاز الشباب على الاتحاد", [("الشباب", "ORG")], [])
    assert found(doc) == [("الشباب", "ORG")]


def test_what_the_recogniser_found_is_kept(nlp):
    doc = layer(nlp, "قصف الجيش التركي القرية", [("الجيش التركي", "FORCE")], [])
    assert [(span.text, span.label_) for span in doc.spans[NER_KEY]] == [("الجيش التركي", "FORCE")]


def test_actors_of_the_knowledge_base_are_read_whole(nlp):
    actor = {"kb_id": "actor:x", "span_id": "armed"}
    doc = layer(nlp, "قتلهم تنظيم الدولة الإسلامية أمس", [("الدولة الإسلامية", "LOC")], [("تنظيم الدولة الإسلامية", "ORG", actor)])
    assert found(doc) == [("تنظيم الدولة الإسلامية", "ORG")]
    assert (doc.ents[0].kb_id_, doc.ents[0].id_) == ("actor:x", "armed")


def test_a_place_that_the_lists_know_is_read_whole(nlp):
    doc = layer(nlp, "في مخيم جنين", [("جنين", "LOC")], [("مخيم جنين", "LOC", {})])
    assert found(doc) == [("مخيم جنين", "LOC")]


def test_the_lists_add_places_they_know_and_persons(nlp):
    listed = [("حلب", "LOC", {"kb_id": "place:city:x"}), ("بختيار", "PER", {}), ("الوادي", "LOC", {}), ("المركز", "ORG", {})]
    doc = layer(nlp, "في حلب قتل بختيار قرب الوادي والمركز", [], listed)
    assert found(doc) == [("حلب", "LOC"), ("بختيار", "PER")]


@pytest.mark.parametrize(("outside", "added"), [(0.99, False), (0.95, True), (0.2, True)])
def test_the_lists_add_what_the_recogniser_thinks_possible(nlp, outside, added):
    listed = [("علي حسن", "PER", {})]
    doc = layer(nlp, "قتل علي حسن أمس", [], listed, [1.0, outside, 1.0, 1.0])
    assert found(doc) == ([("علي حسن", "PER")] if added else [])
    assert OUTSIDE_KEY not in doc.user_data


def test_what_the_recogniser_saw_is_read_as_the_lists_have_it_however_sure_it_is(nlp):
    doc = layer(nlp, "في مخيم جنين", [("جنين", "LOC")], [("مخيم جنين", "LOC", {})], [1.0, 1.0, 0.99])
    assert found(doc) == [("مخيم جنين", "LOC")]


@pytest.mark.parametrize(
    ("text", "seen", "listed", "outside", "expected"),
    [
        # A word that the recogniser is sure is in no name is in no name of an actor either.
        ("أعلنت قيادة قوات الزنبق", "قوات الزنبق", "قيادة قوات الزنبق", [1, 1, 0, 0], "قوات الزنبق"),
        ("أعلنت قيادة قوات الزنبق", "قوات الزنبق", "قيادة قوات الزنبق", [1, 0.9, 0, 0], "قيادة قوات الزنبق"),
        # Not where the lists have the whole of it.
        (
            "قتله الجيش الشعبي لتحرير السودان",
            "الجيش الشعبي",
            "الجيش الشعبي لتحرير السودان",
            [1, 0, 0, 1, 1, 1],
            "الجيش الشعبي لتحرير السودان",
        ),
        # But type words, which the recogniser leaves outside, and quotation marks.
        ("ذكرت وكالة «دوغان»", "دوغان", "وكالة «دوغان»", [1, 1, 1, 0, 1], "وكالة «دوغان»"),
    ],
)
def test_an_actor_around_a_name_has_no_word_that_is_surely_outside(nlp, text, seen, listed, outside, expected):
    actor = {"kb_id": "actor:x"}
    assert found(layer(nlp, text, [(seen, "ORG")], [(listed, "ORG", actor)], outside)) == [(expected, "ORG")]


@pytest.mark.parametrize(("label", "expected"), [("PER", "PER"), ("LOC", "ORG")])
def test_a_family_name_of_an_actor_is_a_person_where_the_recogniser_says_so(nlp, label, expected):
    doc = layer(nlp, "وصل الحوثي إلى صعدة", [("الحوثي", label)], [("الحوثي", "ORG", {"kb_id": "actor:houthis"})])
    assert found(doc)[0] == ("الحوثي", expected)
    # In claims the name stands for the actor.
    (_, named), *_ = View(doc).ent_at.values()
    assert (named.label_, named.kb_id_) == ("ORG", "actor:houthis")


def test_a_place_that_only_the_recogniser_saw_is_looked_up(nlp):
    doc = layer(nlp, "وصل إلى دمشق", [("دمشق", "LOC")], [])
    assert doc.ents[0].kb_id_.startswith("place:")


def test_no_entity_lies_over_another(nlp):
    text = "محمد علي حسن في بلدة الهبيط بريف إدلب"
    listed = [("محمد علي", "PER", {}), ("الهبيط بريف", "LOC", {}), ("إدلب", "LOC", {"kb_id": "place:admin1:x"})]
    doc = layer(nlp, text, [("علي حسن", "PER"), ("الهبيط", "LOC"), ("إدلب", "LOC")], listed)
    tokens = [i for ent in doc.ents for i in range(ent.start, ent.end)]
    assert len(tokens) == len(set(tokens))
    assert ("علي حسن", "PER") in found(doc)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # The name of a weapon after its noun is no place, the name of a place that the lists know is one.
        ("بقذائف الكراسنبول", "الكراسنبول", "MISC"),
        ("صواريخ غزة", "غزة", "LOC"),
        ("بقذائف على الكراسنبول", "الكراسنبول", "LOC"),
    ],
)
def test_names_of_weapons_are_no_places(nlp, text, name, expected):
    assert found(layer(nlp, text, [(name, "LOC")], [])) == [(name, expected)]


def test_weapons_dates_and_quantities_beside_the_names(nlp):
    doc = layer(nlp, "قتل 17 شخصا بعبوة ناسفة في حلب يوم 5 مارس 2014", [("حلب", "LOC")], [])
    spans = [(span.text, span.label_) for span in doc.spans["entities"]]
    assert ("عبوة ناسفة", "WEAPON") in spans
    assert ("حلب", "LOC") in spans
    assert any(label == "DATE" and "مارس 2014" in text for text, label in spans)
    assert any(label == "QUANTITY" and "17" in text for text, label in spans)
    assert found(doc) == [("حلب", "LOC")]
