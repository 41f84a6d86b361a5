"""Events as records: exact offsets, links to claims, and the same results however a document is processed. All texts are invented."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from spacy.tokens import Doc, DocBin

import conflict_nlp
from conflict_nlp.spans import EVENTS_KEY
from tests.conftest import SHARED

TEXTS = [
    "مقتل 12 مدنيا في قصف على سراقب\nقصفت قوات النظام أمس مدينة سراقب، ما أدى إلى مقتل 12 مدنيا بينهم ثلاثة أطفال، بحسب الدفاع المدني.",
    "خطف مسلحون صحافيا. واعتقلت الشرطة لاحقا خمسة أشخاص.",
    "هاجم متمردون قاعدة للجيش.",
    "لا جديد اليوم.",
    "",
]


def test_claims_and_events_point_at_each_other(rules):
    doc = rules(TEXTS[0])
    (event,) = doc._.conflict_events
    assert event.claims == ["c1", "c2", "c3"]
    assert {claim.event for claim in doc._.casualty_claims} == {event.id}
    assert event.place is not None
    assert event.place.name == "سراقب"


def test_events_without_claims(rules):
    doc = rules(TEXTS[2])
    assert doc._.casualty_claims == []
    assert [event.claims for event in doc._.conflict_events] == [[]]


def test_no_group_without_events(rules):
    assert EVENTS_KEY not in rules("لا جديد اليوم.").spans


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_are_exact(text, rules):
    doc = rules(text)
    events = doc._.conflict_events
    assert [event.id for event in events] == [f"e{n}" for n in range(1, len(events) + 1)]
    for event in events:
        for span in (event.trigger, *event.attackers, *event.targets, *event.evidence):
            assert doc.text[span.start : span.end] == span.text
            assert span.text
        assert event.means is None or event.means in doc.text


@pytest.mark.parametrize("text", TEXTS)
def test_round_trips(text, rules):
    doc = rules(text)
    events = doc._.conflict_events
    assert Doc(rules.vocab).from_bytes(doc.to_bytes())._.conflict_events == events
    (kept,) = DocBin(docs=[doc]).get_docs(rules.vocab)
    assert kept._.conflict_events == events


def test_pipe_equals_call(rules):
    assert [doc._.conflict_events for doc in rules.pipe(TEXTS)] == [rules(text)._.conflict_events for text in TEXTS]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the contract is not beside the project")
@pytest.mark.parametrize("text", TEXTS)
def test_record_is_valid(text, rules):
    schema = json.loads((SHARED / "contract" / "claims.schema.json").read_text("utf8"))
    Draft202012Validator(schema).validate(conflict_nlp.to_record(rules(text), id="a"))


NEWS = """
قصف قصفت القصف غارة غاراتها هجوم الهجوم استهدف استهدفت شن شنه نفذ فجر فجرت نفسه النار أطلق إطلاق قذائف صاروخ طائرة مسيرة سيارة مفخخة انفجار
اشتباكات بين مع و في على ضد ب ل من أن التي الذي ما أدى إلى عن تبنى أعلن مسؤوليته اتهم يد قبل قام به محاولة لم قد
قتل قتلت قتلوا مقتل إصابة أصيب اعتقل اعتقلت اعتقال القبض خطف خطفهم لقي مصرعهم خمسة جنود جنديين مدنيين مسلحون انتحاري
قوات النظام تنظيم داعش الجيش التركي الشرطة روسيا السوق مقر للشرطة أمس ، . :
"""


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(NEWS.split()), max_size=40))
def test_any_row_of_words_can_be_read(words, rules):
    doc = rules(" ".join(words))
    ids = {claim.id for claim in doc._.casualty_claims}
    for event in doc._.conflict_events:
        assert set(event.claims) <= ids
        for span in (event.trigger, *event.attackers, *event.targets):
            assert doc.text[span.start : span.end] == span.text
