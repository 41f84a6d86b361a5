"""The date of each claim, by construction, in documents of Saturday 1 August 2015. All sentences are invented.

A row is a text and, for each of its claims in order, its date, `None` where none is told.
"""

from __future__ import annotations

from datetime import date

import pytest

from conflict_nlp.dates import assign_dates, date_at, find_dates
from conflict_nlp.spans import write_document
from conflict_nlp.text.view import View

CONSTRUCTIONS = {
    "told in the sentence": [
        ("قتل ثلاثة مدنيين أمس بقصف على البلدة.", ["2015-07-31"]),
        ("مقتل خمسة جنود في انفجار وقع صباح الخميس.", ["2015-07-30"]),
        ("في مارس الماضي قتل ثلاثة جنود في كمين.", ["2015-03"]),
        ("قتل ثلاثة مدنيين بقصف على البلدة، مساء أمس، وفق مصدر طبي.", ["2015-07-31"]),
    ],
    "the event, not the telling": [
        ("قال المرصد أمس إن ثلاثة مدنيين قتلوا الأربعاء.", ["2015-07-29"]),
        ("قتل ثلاثة مدنيين الأربعاء بحسب ما أعلن المرصد أمس.", ["2015-07-29"]),
        ("أعلنت الوزارة في بيان اليوم أن ثلاثة جنود قتلوا الخميس.", ["2015-07-30"]),
    ],
    "the telling where nothing else is told": [
        ("أعلنت الوزارة أمس مقتل ثلاثة جنود.", ["2015-07-31"]),
    ],
    "each claim its own": [
        ("قتل ثلاثة جنود السبت وأصيب خمسة مدنيين الجمعة.", ["2015-08-01", "2015-07-31"]),
        ("قتل ثلاثة جنود في حلب الجمعة. وقتل أربعة مدنيين في إدلب اليوم.", ["2015-07-31", "2015-08-01"]),
    ],
    "shared in a sentence": [
        ("قتل ثلاثة جنود وأصيب خمسة مدنيين أمس.", ["2015-07-31", "2015-07-31"]),
        ("قتل عشرة مدنيين أمس بينهم ثلاثة أطفال.", ["2015-07-31", "2015-07-31"]),
    ],
    "told before": [
        ("قصفت الطائرات بلدة النيرب أمس. وقتل ثلاثة مدنيين.", ["2015-07-31"]),
    ],
    "a title takes what the body tells": [
        ("مقتل تسعة مدنيين في سراقب\nقتل تسعة مدنيين أمس بقصف على مدينة سراقب.", ["2015-07-31", "2015-07-31"]),
        ("مقتل تسعة مدنيين في سراقب\nأعلن الدفاع المدني أمس مقتل تسعة مدنيين في سراقب.", ["2015-07-31", "2015-07-31"]),
    ],
    "background keeps its date": [
        (
            "قتل ثلاثة جنود أمس في انفجار. وفي مايو 2013 قتل عشرون جنديا في هجوم مماثل. وأصيب سبعة مدنيين بجروح.",
            ["2015-07-31", "2013-05", "2015-07-31"],
        ),
        ("قتل عشرون جنديا في هجوم عام 2012. وأصيب سبعة مدنيين بجروح.", ["2012", None]),
    ],
    "another matter takes no date": [
        ("قتل ثلاثة جنود أمس في انفجار. من جهة أخرى، أصيب سبعة مدنيين بحادث.", ["2015-07-31", None]),
    ],
    "totals over a period": [
        ("قتل مئة مدني منذ مطلع العام.", ["2015-01-01/2015-08-01"]),
        ("قتل مئة مدني خلال الشهر الماضي.", ["2015-07"]),
        ("قتل أكثر من ألف مدني منذ بدء الحرب في 2011.", ["2011/2015-08-01"]),
        ("قتل ثلاثة مدنيين في البلدة التي تسيطر عليها المعارضة منذ مايو.", [None]),
    ],
    "what a culprit is charged with": [
        ("أعلنت الوزارة اليوم إعدام الجاني لإقدامه على قتل مواطن.", [None]),
    ],
    "announced dates are not when it happened": [
        ("قتل ثلاثة مدنيين بقصف على البلدة، وتبدأ المفاوضات الخميس المقبل.", [None]),
    ],
    "no date": [
        ("قتل ثلاثة مدنيين بقصف على البلدة.", [None]),
    ],
}


def claims_of(rules, text, day="2015-08-01"):
    doc = rules.make_doc(text)
    write_document(doc, date=day)
    return rules(doc)._.casualty_claims


@pytest.mark.parametrize(("text", "told"), [row for rows in CONSTRUCTIONS.values() for row in rows])
def test_date_of_each_claim(rules, text, told):
    assert [claim.date for claim in claims_of(rules, text)] == told


def test_the_words_are_evidence(rules):
    text = "قتل ثلاثة مدنيين مساء أمس بقصف على البلدة."
    [claim] = claims_of(rules, text)
    [evidence] = [e for e in claim.evidence if e.role == "date"]
    assert (evidence.text, text[evidence.start : evidence.end], evidence.rule) == ("مساء أمس", "مساء أمس", "deictic")
    assert claim.date_precision == 1


@pytest.mark.parametrize("day", ["yesterday", "2015-20-16", "", "2015", "0000-00-00"])
def test_bad_document_dates_are_none(rules, day):
    [first, second] = claims_of(rules, "قتل ثلاثة مدنيين أمس. وقتل خمسة جنود في 3 مايو 2014.", day)
    assert (first.date, second.date) == (None, "2014-05-03")


def test_a_time_does_no_harm(rules):
    assert [c.date for c in claims_of(rules, "قتل ثلاثة مدنيين أمس.", "2015-08-01T10:30:00Z")] == ["2015-07-31"]


def test_date_of_any_word(rules):
    view = View(rules("قصف الطيران بلدة سراقب أمس. وقالت الوزارة اليوم إن القصف مستمر."))
    today = date(2015, 8, 1)
    mentions = find_dates(view, today)
    assert date_at(view, 0, mentions, today).iso == "2015-07-31"
    assert date_at(view, view.norms.index("القصف"), mentions, today).iso == "2015-07-31"


def test_nothing_to_do(rules):
    view = View(rules("لا خبر."))
    assert assign_dates(view, [], [], None) == []
