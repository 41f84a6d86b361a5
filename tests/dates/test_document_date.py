"""The date of a document: the one given, else its dateline. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest

from conflict_nlp.dates import document_date
from conflict_nlp.spans import write_document
from conflict_nlp.text.view import View


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("دمشق - 28 يوليو 2015\nقتل ثلاثة مدنيين.", date(2015, 7, 28)),
        ("مقتل مدنيين\n29/7/2015\nقتل ثلاثة مدنيين.", date(2015, 7, 29)),
        ("بغداد 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس\nقتل ثلاثة مدنيين.", date(2015, 8, 10)),
        ("الثلاثاء 28 تموز 2015 - قتل ثلاثة مدنيين بقصف على البلدة أمس.", date(2015, 7, 28)),
        ("قتل ثلاثة مدنيين في 28 يوليو 2015\nبقصف على البلدة.", None),
        ("سيطر التنظيم على البلدة 28 يوليو 2015 ثم انسحب منها بعد شهرين.", None),
        ("منذ 28 يوليو 2015\nقتل ثلاثة مدنيين.", None),
        ("دمشق - يوليو 2015\nقتل ثلاثة مدنيين.", None),
        ("قتل ثلاثة مدنيين.\nخبر\nثالث\nرابع\n29/7/2015", None),
        ("", None),
    ],
)
def test_dateline(rules, text, told):
    assert document_date(View(rules(text))) == told


def test_what_was_given_goes_first(rules):
    doc = rules("دمشق - 28 يوليو 2015\nقتل ثلاثة مدنيين أمس.")
    write_document(doc, date="2016-01-02T00:00:00")
    assert document_date(View(doc)) == date(2016, 1, 2)


def test_the_dateline_serves_claims(rules):
    doc = rules("دمشق - 28 يوليو 2015\nقتل ثلاثة مدنيين أمس بقصف على البلدة.")
    assert [c.date for c in doc._.casualty_claims] == ["2015-07-27"]
