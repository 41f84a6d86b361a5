"""What every result must hold: exact offsets, evidence, and the same results however a document is processed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

import conflict_nlp
from conflict_nlp.spans import CLAIMS_KEY

TEXTS = [
    "مقتل 12 مدنيا في قصف على سراقب\nقصفت قوات النظام أمس مدينة سراقب، ما أدى إلى مقتل 12 مدنيا بينهم ثلاثة أطفال، بحسب الدفاع المدني.",
    "أعلن الجيش العراقي مقتل 17 عنصرا من تنظيم داعش خلال اشتباكات في الموصل.\nوأضاف أن جنديين أصيبا.",
    "نفى المتحدث مقتل ثلاثة جنود.",
    "لا جديد اليوم.",
    "",
]
NEWS = """
قتل قتلت مقتل أصيب إصابة جرح اعتقل اعتقال خطف فقد نزح نزوح استشهد لقي مصرعهم سقط قتيل قتيلان جرحى القتلى شهداء
بين منهم بينهم آخرون على الأقل نحو أكثر من لا يقل عن عشرات مئات خمسة ثلاثة عشر ألف آلاف
مدنيين أطفال جندي جنود امرأة عناصر مسلحون مجهولون عائلة أشخاص
قوات النظام تنظيم داعش الجيش التركي غارة روسية قصف اشتباكات مع بدعم يد قبل تبنى مسؤوليته استهدف نفذها
قال أعلن وأضاف بحسب وفق نقلت المصدر المرصد شهود عيان نفى لم لن قد سيقتل إذا محاولة اغتيال نجا
حلب ريف إدلب بريف قرية قرب في إلى و أو أن إن ليس
"""


def spans(claim):
    """Everything in a claim that points at the text, as (text, start, end)."""
    yield claim.text, claim.start, claim.end
    yield claim.victims.text, claim.victims.start, claim.victims.end
    for span in (*claim.perpetrators, *claim.sources, *([claim.place] if claim.place else []), *claim.evidence):
        yield span.text, span.start, span.end


def check(doc: Doc) -> None:
    claims = doc._.casualty_claims
    ids = {claim.id for claim in claims}
    assert [claim.id for claim in claims] == [f"c{n}" for n in range(1, len(claims) + 1)]
    assert len({(claim.start, claim.end, claim.harm) for claim in claims}) == len(claims)
    for claim in claims:
        assert all(text == doc.text[start:end] and text for text, start, end in spans(claim))
        assert claim.low >= 0
        assert claim.high is None or claim.low <= claim.high
        assert {claim.part_of, claim.same_as} - {None} <= ids - {claim.id}


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_are_exact(text, rules):
    check(rules(text))


def test_evidence_says_which_words_and_which_rule(rules):
    (claim,) = rules("قتلت قوات النظام ثلاثة مدنيين، بحسب مصدر طبي.")._.casualty_claims
    assert [(item.role, item.text) for item in claim.evidence] == [("harm", "قتلت"), ("source", "حسب"), ("perpetrator", "قوات النظام")]
    assert all(item.rule for item in claim.evidence)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("قتلت قوات النظام ثلاثة مدنيين.", "agent"),
        ("أعلن الجيش التركي أنه قتل ثمانية مسلحين.", "avowed"),
        ("مقتل ثلاثة مدنيين على يد تنظيم داعش.", "by hand of"),
        ("مقتل ثلاثة مدنيين من قبل تنظيم داعش.", "on the part of"),
        ("مقتل ثلاثة مدنيين بقصف لقوات النظام.", "attack noun"),
        ("قصفت قوات النظام البلدة وقتل ثلاثة مدنيين.", "attack verb"),
        ("مقتل خمسة عناصر من داعش في اشتباكات مع قوات التحالف.", "clash"),
        ("قتل ثلاثة جنود بتفجير.\nوأعلن تنظيم داعش مسؤوليته عن الهجوم.", "responsibility"),
    ],
)
def test_evidence_names_the_rule_for_the_perpetrator(text, rule, rules):
    (claim,) = rules(text)._.casualty_claims
    assert [item.rule for item in claim.evidence if item.role == "perpetrator"] == [rule]


def test_no_evidence_without_a_perpetrator(rules):
    (claim,) = rules("قتل مدني بانفجار لغم.")._.casualty_claims
    assert [item.role for item in claim.evidence] == ["harm"]


@pytest.fixture(scope="module")
def records(rules):
    """The claims of each text, called one by one."""
    found = [[claim.to_dict() for claim in rules(text)._.casualty_claims] for text in TEXTS]
    assert [len(claims) for claims in found] == [3, 2, 1, 0, 0]
    return found


@pytest.mark.parametrize("settings_", [{}, {"batch_size": 1}, {"n_process": 2}], ids=["pipe", "batches of one", "two processes"])
def test_pipe_gives_what_a_call_gives(settings_, rules, records):
    assert [[claim.to_dict() for claim in doc._.casualty_claims] for doc in rules.pipe(TEXTS, **settings_)] == records


def test_conflict_nlp_pipe_gives_what_a_call_gives(rules, records):
    docs = conflict_nlp.pipe(TEXTS[:3], nlp=rules)
    assert [[claim.to_dict() for claim in doc._.casualty_claims] for doc in docs] == records[:3]


def test_claims_survive_a_doc_bin(rules, records):
    stored = DocBin(docs=rules.pipe(TEXTS)).to_bytes()
    docs = DocBin().from_bytes(stored).get_docs(rules.vocab)
    assert [[claim.to_dict() for claim in doc._.casualty_claims] for doc in docs] == records


def test_claims_survive_bytes(rules, records):
    doc = Doc(rules.vocab).from_bytes(rules(TEXTS[0]).to_bytes())
    assert [claim.to_dict() for claim in doc._.casualty_claims] == records[0]
    assert [span.label_ for span in doc.spans[CLAIMS_KEY]] == [record["harm"] for record in records[0]]


def test_attribution_without_claims_changes_nothing(rules):
    doc = rules("لا جديد اليوم.")
    assert doc._.casualty_claims == []
    assert list(doc.spans[CLAIMS_KEY]) == []


words = st.one_of(
    st.sampled_from(NEWS.split()),
    st.integers(0, 99_999).map(str),
    st.sampled_from(list('،.؛:؟()«»"-–\n و')),
    st.text(max_size=4),
)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, max_size=40).map(" ".join))
def test_any_text_gives_well_formed_claims(rules, text):
    check(rules(text))


def test_running_attribution_again_changes_nothing(rules):
    doc = rules("قال المرصد السوري لحقوق الإنسان إن خمسة مدنيين قتلوا في غارة روسية على مدينة إدلب.")
    claims, events = doc._.casualty_claims, doc._.conflict_events
    rules.get_pipe("actor_attribution")(doc)
    assert (doc._.casualty_claims, doc._.conflict_events) == (claims, events)
