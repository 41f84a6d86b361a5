"""Records: plain values in, the same records out, through every way a Doc can be stored or sent."""

from __future__ import annotations

import json
import pickle

import pytest
import spacy
from conftest import SHARED
from jsonschema import Draft202012Validator
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import conflict_nlp
from conflict_nlp.spans import CLAIMS_KEY, read_claims, read_document, read_events, write_claims, write_document
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Evidence, Mention, Place, Victims

TEXT = "خراب 12 قتيلا و30 جريحا"


@pytest.fixture
def doc(nlp: Language) -> Doc:
    [doc] = conflict_nlp.pipe([{"id": "a", "text": TEXT, "date": "2016-01-02", "source": "صحيفة"}], nlp=nlp)
    return doc


def through_bytes(doc: Doc) -> Doc:
    return Doc(spacy.blank("ar").vocab).from_bytes(doc.to_bytes())


def through_pickle(doc: Doc) -> Doc:
    return pickle.loads(pickle.dumps(doc))


def through_doc_bin(doc: Doc) -> Doc:
    [loaded] = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(spacy.blank("ar").vocab)
    return loaded


@pytest.mark.parametrize("route", [Doc.copy, through_bytes, through_pickle, through_doc_bin])
def test_everything_survives(doc: Doc, route) -> None:
    loaded = route(doc)
    assert len(loaded._.casualty_claims) == 2
    assert loaded._.casualty_claims == doc._.casualty_claims
    assert loaded._.conflict_events == doc._.conflict_events
    assert read_document(loaded) == {"id": "a", "date": "2016-01-02", "outlet": "صحيفة"}
    assert conflict_nlp.to_record(loaded) == conflict_nlp.to_record(doc)
    assert [(span.id_, span.label_, span.text) for span in loaded.spans[CLAIMS_KEY]] == [
        ("c1", "killed", "12 قتيلا"),
        ("c2", "injured", "و30 جريحا"),  # whole tokens of the blank tokenizer; the record keeps the exact offsets
    ]
    assert loaded._.casualty_claims[1].text == "30 جريحا"


@pytest.mark.parametrize(
    "record",
    [
        Mention("داعش", 3, 7, "تنظيم داعش", kb_id="Q1"),
        Victims("مدنيين", 0, 6, "civilian"),
        CasualtyClaim("c1", 0, 3, "ثلا", "killed", 3, None, "at_least", Victims("x", 0, 1), place=Place("a", 0, 1, "a", lat=33.5)),
        ConflictEvent("e1", "ASSAULT", Evidence("trigger", "قصف", 0, 3, "r"), targets=[Mention("a", 0, 1, "a")], means="قصف"),
    ],
    ids=lambda record: type(record).__name__,
)
def test_dict_round_trip(record) -> None:
    plain = json.loads(json.dumps(record.to_dict()))
    assert type(record).from_dict(plain) == record
    assert type(record).from_dict({**plain, "added_later": 1}) == record


def test_records_are_frozen(doc: Doc) -> None:
    with pytest.raises(AttributeError):
        doc._.casualty_claims[0].low = 5


def test_names_default_to_the_text() -> None:
    claim = CasualtyClaim("c1", 0, 3, "abc", "killed", 1, 1, "exact", Victims("abc", 0, 3)).to_dict()
    claim["perpetrators"] = [{"text": "abc", "start": 0, "end": 3}]
    assert CasualtyClaim.from_dict(claim).perpetrators[0].name == "abc"


def test_writing_again_replaces(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    first, second = nlp(TEXT)._.casualty_claims
    write_claims(doc, [first, second])
    write_claims(doc, [second])
    assert read_claims(doc) == [second]
    assert [span.id_ for span in doc.spans[CLAIMS_KEY]] == ["c2"]


def test_overlapping_claims_with_the_same_offsets_stay_apart(nlp: Language) -> None:
    doc = nlp.make_doc("12 قتيلا")
    claims = [
        CasualtyClaim(id_, 0, 8, doc.text, harm, 12, 12, "exact", Victims(doc.text, 0, 8))
        for id_, harm in (("c1", "killed"), ("c2", "injured"))
    ]
    write_claims(doc, claims)
    assert read_claims(doc) == claims
    assert [span.label_ for span in doc.spans[CLAIMS_KEY]] == ["killed", "injured"]


def test_span_outside_the_text_is_an_error(nlp: Language) -> None:
    claim = CasualtyClaim("c1", 50, 60, "x", "killed", 1, 1, "exact", Victims("x", 50, 60))
    with pytest.raises(conflict_nlp.ConflictNLPError, match="CN002"):
        write_claims(nlp.make_doc("قصير"), [claim])


def test_untouched_doc_has_nothing() -> None:
    doc = spacy.blank("ar")("نص")
    assert read_claims(doc) == []
    assert read_events(doc) == []
    assert read_document(doc) == {}


def test_document_facts_can_be_set_and_taken_back(nlp: Language) -> None:
    doc = nlp.make_doc("نص")
    doc._.document_date, doc._.document_id, doc._.outlet = "2020-05-01", "x", "صحيفة"
    assert (doc._.document_date, doc._.document_id, doc._.outlet) == ("2020-05-01", "x", "صحيفة")
    doc._.outlet = None
    assert read_document(doc) == {"date": "2020-05-01", "id": "x"}
    write_document(doc, url="https://example.org")
    assert doc._.document_id == "x"


def test_record_is_a_copy(doc: Doc) -> None:
    conflict_nlp.to_record(doc)["claims"][0]["victims"]["text"] = "changed"
    assert doc._.casualty_claims[0].victims.text == "قتيلا"


def test_record_holds_entities_and_events(doc: Doc) -> None:
    record = conflict_nlp.to_record(doc, id="other")
    assert record["id"] == "other"
    assert record["entities"] == [{"text": "خراب", "start": 0, "end": 4, "label": "ORG", "kb_id": "Q1", "armed": True}]
    assert record["events"][0]["claims"] == ["c1", "c2"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the contract is not beside the project")
@pytest.mark.parametrize("text", [TEXT, "", "خراب", "5 قتيلا"])
def test_record_is_valid(nlp: Language, text: str) -> None:
    schema = json.loads((SHARED / "contract" / "claims.schema.json").read_text("utf8"))
    Draft202012Validator(schema).validate(conflict_nlp.to_record(nlp(text), id="a"))
