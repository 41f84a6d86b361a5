"""The `lexical_ner` component as a part of a pipeline; invented sentences."""

import json
import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span

from conflict_nlp.entities import component
from tests.conftest import SHARED
from tests.entities.conftest import build

TEXT = "قتل ثلاثة من عناصر تنظيم داعش في بلدة زنطورة قرب حلب، بحسب المرصد السوري لحقوق الإنسان."


def ents(doc):
    return [(ent.text, ent.label_, ent.id_, ent.kb_id_) for ent in doc.ents]


def test_labels_ids_and_rows(nlp):
    assert ents(nlp(TEXT)) == [
        ("تنظيم داعش", "ORG", component.ARMED, "actor:is"),
        ("زنطورة", "LOC", "", ""),
        ("حلب", "LOC", "", "place:admin1:SY-aleppo"),
        ("المرصد السوري لحقوق الإنسان", "ORG", "", "actor:sohr"),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "«»", "#", "في", "أبو", "بلدة", "بن بن بن", "12", "\u200f", "قوات «", "عبد"])
def test_little_text(nlp, text):
    assert nlp(text).text == text


def test_serialisation(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    assert ents(spacy.load(tmp_path)(TEXT)) == ents(nlp(TEXT))
    other = build.__wrapped__().from_bytes(nlp.to_bytes())
    assert ents(other(TEXT)) == ents(nlp(TEXT))
    doc = nlp(TEXT)
    assert ents(next(DocBin(docs=[doc]).get_docs(nlp.vocab))) == ents(doc)


def test_pipe_equals_call(nlp):
    assert [ents(doc) for doc in nlp.pipe([TEXT, "", TEXT])] == [ents(nlp(TEXT)), [], ents(nlp(TEXT))]


def test_entities_of_others_are_kept(nlp):
    doc = nlp.make_doc("عناصر تنظيم داعش في حلب")
    doc.set_ents([Span(doc, 2, 3, "MISC")])
    assert [(ent.text, ent.label_) for ent in nlp.get_pipe("lexical_ner")(doc).ents] == [("داعش", "MISC"), ("حلب", "LOC")]


def test_works_on_any_doc(nlp):
    doc = Doc(nlp.vocab, words=["في", "حلب"])
    assert [ent.text for ent in nlp.get_pipe("lexical_ner")(doc).ents] == ["حلب"]


VOCABULARY = """قوات جيش تنظيم داعش في و ب ل بلدة قريتي حلب الباب مدينة مستشفى وزارة الدفاع الروسية السوري أبو بن عبد الرحمن
محمد سعيد الرئيس « » " # _ / ، . 93"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join), st.lists(WORDS, max_size=25).map("".join)))
def test_any_text(text):
    doc = build()(text)
    assert doc.text == text
    end = 0
    for ent in doc.ents:
        assert ent.start >= end
        assert ent.label_ in {"PER", "LOC", "ORG"}
        assert ent.id_ in {"", component.ARMED}
        assert ent.id_ == "" or ent.label_ == "ORG"
        assert "\n" not in ent.text
        end = ent.end


def test_time_is_linear(nlp):
    ner = nlp.get_pipe("lexical_ner")

    def seconds(times):
        doc = nlp.make_doc(" ".join(["قوات جيش كتائب لواء وزارة حكومة بن أبو كفر"] * times))
        begin = time.perf_counter()
        ner(doc)
        return time.perf_counter() - begin

    seconds(10)
    assert seconds(4000) < 40 * max(seconds(400), 0.005)


@pytest.mark.skipif(not (SHARED / "data" / "gold" / "dev_entities.jsonl").exists(), reason="needs the development gold")
@pytest.mark.parametrize(("label", "least"), [("LOC", 0.85), ("ORG", 0.85), ("PER", 0.7)])
def test_development_gold(nlp, label, least):
    true = found = right = 0
    with (SHARED / "data" / "gold" / "dev_entities.jsonl").open(encoding="utf8") as file:
        for line in file:
            record = json.loads(line)
            gold = {(ent["start"], ent["end"]) for ent in record["entities"] if ent["label"] == label}
            pred = {(ent.start_char, ent.end_char) for ent in nlp(record["text"]).ents if ent.label_ == label}
            true, found, right = true + len(gold), found + len(pred), right + len(gold & pred)
    assert 2 * right / (true + found) >= least


@pytest.mark.parametrize(
    ("text", "kb_id"),
    [
        ("وصل إلى بنغازي ثم إلى طرابلس في ليبيا", "place:admin1:LY-tripoli"),
        ("وصل الجيش اللبناني إلى طرابلس قادما من بيروت", "place:city:LB-tripoli"),
    ],
)
def test_the_country_of_the_document_tells_places_of_one_name_apart(nlp, text, kb_id):
    assert [ent.kb_id_ for ent in nlp(text).ents if ent.text == "طرابلس"] == [kb_id]
