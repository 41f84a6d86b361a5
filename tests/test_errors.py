"""Bad and odd input, on the rule pipeline itself: a coded error with the document's id or a right result, and never a hang."""

from __future__ import annotations

import json
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import conflict_nlp
from conflict_nlp import ConflictNLPError, cli
from conflict_nlp.errors import MESSAGES

REPORT = "قتل خمسة مدنيين وأصيب عشرة آخرون في قصف على مدينة النخيل.\n"
ARABIC = ["قتل", "أصيب", "جريح", "مدنيين", "خمسة", "عشرات", "أكثر", "من", "على", "الأقل", "بينهم", "5", "٧", "،.()\nـ\u200f\u202eً"]


def check(doc: Doc) -> None:
    """What must hold of every document, whatever it says."""
    for claim in doc._.casualty_claims:
        assert doc.text[claim.start : claim.end] == claim.text != ""
        assert claim.high is None or 0 <= claim.low <= claim.high
        spans = [claim.victims, *claim.perpetrators, *claim.sources, *([claim.place] if claim.place else []), *claim.evidence]
        assert all(doc.text[span.start : span.end] == span.text for span in spans)
    ids = [claim.id for claim in doc._.casualty_claims]
    assert len(set(ids)) == len(ids)
    for event in doc._.conflict_events:
        assert doc.text[event.trigger.start : event.trigger.end] == event.trigger.text
    json.dumps(conflict_nlp.to_record(doc)).encode()


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\t", "\0", "\ufeff", "\u200f\u202e", "a", "و", "5", "؟", "…", "🔴", "\r\n", "\u064b", "ـ" * 50]
)
def test_text_that_says_nothing(rules: Language, text: str) -> None:
    doc = rules(text)
    assert doc.text == text
    assert doc._.casualty_claims == []


@pytest.mark.parametrize(
    "odd",
    [
        "9" * 400,
        "٩" * 400,
        "(" * 10_000 + ")" * 10_000,
        "«" * 10_000,
        "و" * 10_000,
        "ـ" * 10_000,
        "\u064b" * 10_000,
        "\u200d" * 10_000,
        "🔴" * 5_000,
        "خمسة و" * 5_000,
        "مئة " * 5_000,
        "1,000," * 3_000,
        "بينهم " * 5_000,
        "قال إن " * 5_000,
        "12-15-" * 3_000,
        "#قوات_" * 3_000,
        "Five civilians были убиты 五人 ",
        "\0\x01\x1b[31m",
    ],
    ids=lambda odd: ascii(odd[:3]),
)
def test_odd_text_beside_a_report(rules: Language, odd: str) -> None:
    start = time.monotonic()
    doc = rules(f"{odd}\n\n{REPORT}")
    assert time.monotonic() - start < 20
    assert doc.text == f"{odd}\n\n{REPORT}"
    check(doc)
    at = len(odd) + 2
    assert [(claim.harm, claim.low, claim.high) for claim in doc._.casualty_claims if claim.start >= at] == [
        ("killed", 5, 5),
        ("injured", 10, 10),
    ]


@pytest.mark.parametrize("text", ["قتل {} شخص", "أكثر من {} قتيل", "إصابة {} بجروح", "مقتل {} و{} آخرين"])
@pytest.mark.parametrize("number", ["9" * 400, "1" + "0" * 13, "1e999", "9.9.9", "-5", "0.5", "1/2", "٪50", "0"])
def test_figure_that_cannot_be_people(rules: Language, text: str, number: str) -> None:
    doc = rules(text.format(number, number))
    check(doc)
    assert all(claim.high is None or claim.high <= 10**12 for claim in doc._.casualty_claims)
    assert all(claim.low <= 10**12 for claim in doc._.casualty_claims)


def test_claims_are_found_on_both_sides_of_foreign_scripts(rules: Language) -> None:
    doc = rules("قتل خمسة مدنيين (five civilians, пять человек, 五人) وأصيب عشرة آخرون")
    check(doc)
    assert [(claim.harm, claim.low) for claim in doc._.casualty_claims] == [("killed", 5), ("injured", 10)]


@pytest.mark.slow
@pytest.mark.parametrize("unit", [REPORT, REPORT.replace("\n", " ").replace(".", "،")], ids=["sentences", "one endless sentence"])
def test_document_of_a_megabyte(rules: Language, unit: str) -> None:
    text = unit * (1_000_000 // len(unit.encode()))
    start = time.monotonic()
    doc = rules(text)
    assert time.monotonic() - start < 120
    assert len(doc._.casualty_claims) == 2 * text.count("قتل")


@settings(max_examples=150, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_unicode(rules: Language, text: str) -> None:
    doc = rules(text)
    assert doc.text == text
    check(doc)


@settings(max_examples=150, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ARABIC), max_size=60).map(" ".join))
def test_any_order_of_telling_words(rules: Language, text: str) -> None:
    check(rules(text))


def test_one_bad_document_costs_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        json.dumps({"id": "good-1", "text": REPORT}),
        '{"id": "broken", "text": ',
        json.dumps({"id": "surrogate", "text": "قتل \ud83d"}),
        json.dumps({"id": "no-text"}),
        json.dumps({"id": "good-1", "text": "again"}),
        json.dumps({"id": "digits", "text": "قتل " + "9" * 400 + " شخص"}),
        json.dumps({"id": "good-2", "text": REPORT}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf8")
    assert cli.main(["extract", str(tmp_path / "in.jsonl"), "-m", "rules", "-o", str(tmp_path / "out.jsonl")]) == 1
    records = {record["id"]: record for record in map(json.loads, (tmp_path / "out.jsonl").read_text("utf8").splitlines())}
    assert list(records) == ["good-1", "digits", "good-2"]
    assert records["good-1"]["claims"] == records["good-2"]["claims"] != []
    assert [line.split("[")[1][:5] for line in capsys.readouterr().err.splitlines()] == ["CN020", "CN006", "CN004", "CN008"]


@pytest.mark.parametrize("code", MESSAGES)
def test_code_is_well_formed(code: str) -> None:
    assert code.startswith("CN")
    assert len(code) == 5
    assert MESSAGES[code].endswith((".", "}", ")", "'"))


def test_error_names_code_document_and_reason() -> None:
    error = ConflictNLPError("CN001", document="a", type="int")
    assert str(error) == "[CN001] The text is not a string but int. (document 'a')"
    assert (error.code, error.document) == ("CN001", "a")


def test_error_can_be_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(ConflictNLPError("CN001", document="a", type="int")))
    assert str(error) == "[CN001] The text is not a string but int. (document 'a')"
    assert (error.code, error.document) == ("CN001", "a")
