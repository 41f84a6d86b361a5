"""Any date, however written, is read back; any text can be read."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict_nlp.dates.calendar import gregorian, hijri, span
from conflict_nlp.resources import read_table

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MONTHS = [row for row in read_table("dates") if row["kind"] in ("month", "hijri")]
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")
TODAYS = st.dates(date(1930, 1, 1), date(2075, 12, 31))
WORDS = st.sampled_from(
    [
        *(row["word"] for row in read_table("dates")),
        *("1", "5", "12", "31", "99", "1436", "2015", "20/2/2015", "2015-13-40", "7/10", "/", "(", ")", "-", "\n", ".", "،"),
        *("قتل", "ثلاثة", "خمسة عشر", "و", "من", "في", "منذ", "قبل", "بعد", "خلال", "إلى", "حتى", "بين", "الـ", "ل", "آخر"),
    ]
)


def in_arabic_digits(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


@pytest.mark.parametrize("row", MONTHS, ids=lambda row: row["word"])
def test_every_month_is_read_in_its_calendar(read, row):
    in_hijri = row["kind"] == "hijri"
    year, value = (1436, int(row["value"])) if in_hijri else (2014, int(row["value"]))
    text = f"قتل خمسة في 9 {row['word']} {year} قرب البلدة."
    expected = (hijri if in_hijri else gregorian)(year, value, 9)
    [mention] = read(text)
    assert (mention.text, mention.iso) == (f"9 {row['word']} {year}", expected.iso)


@quick
@given(
    day=st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    row=st.sampled_from([r for r in MONTHS if r["kind"] == "month"]),
    arabic=st.booleans(),
)
def test_gregorian_dates_round_trip(read, day, row, arabic):
    names = [r["word"] for r in MONTHS if r["kind"] == "month" and int(r["value"]) == day.month]
    name = row["word"] if int(row["value"]) == day.month else names[0]
    written = [f"{day.day} {name} {day.year}", f"{day.day}/{day.month}/{day.year}", f"{day.day}-{day.month}-{day.year}", day.isoformat()]
    for text in written:
        told = in_arabic_digits(text) if arabic else text
        [mention] = read(f"قتل خمسة في {told} قرب البلدة.", None)
        assert (mention.text, mention.iso, mention.precision) == (told, day.isoformat(), 1)


@quick
@given(year=st.integers(1350, 1490), month=st.integers(1, 12), day=st.integers(1, 29))
def test_hijri_dates_round_trip(read, year, month, day):
    expected = hijri(year, month, day)
    names = [r["word"] for r in MONTHS if r["kind"] == "hijri" and int(r["value"]) == month]
    for text in (f"{day} {names[0]} {year}هـ", f"{day} / {month} / {year} هـ"):
        [mention] = read(f"قتل خمسة في {text} قرب البلدة.", None)
        assert (mention.text, mention.iso) == (text, expected.iso)


@quick
@given(today=TODAYS, back=st.integers(0, 360))
def test_a_day_without_a_year_is_the_last_one(read, today, back):
    day = date.fromordinal(today.toordinal() - back)
    if (day.month, day.day) != (2, 29):
        name = next(r["word"] for r in MONTHS if r["kind"] == "month" and int(r["value"]) == day.month)
        assert [m.start_date for m in read(f"قتل خمسة في {day.day} {name} قرب البلدة.", today)] == [day]


@quick
@given(words=st.lists(WORDS, max_size=25), today=st.none() | TODAYS)
def test_any_row_of_date_words_can_be_read(read, words, today):
    _check(" ".join(words), read, today)


@quick
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60), today=st.none() | TODAYS)
def test_any_text_can_be_read(read, text, today):
    _check(text, read, today)


def _check(text, read, today):
    last = -1
    for mention in read(text, today):
        assert text[mention.start : mention.end] == mention.text
        assert ISO.fullmatch(mention.iso), mention
        assert mention.start_date <= mention.end_date
        assert 1 <= mention.precision <= 5
        assert mention.first > last
        last = mention.last


def test_spans_are_written_as_coarse_as_they_are_told():
    assert span(gregorian(2011), gregorian(2013, 5, 4)).iso == "2011/2013-05-04"
    assert span(gregorian(2013), gregorian(2011)).iso == "2011/2013"
    assert span(gregorian(2013), gregorian(2013)).iso == "2013"


def test_days_that_no_calendar_has():
    assert [gregorian(2015, 2, 29), gregorian(2015, 13), gregorian(1500), hijri(1436, 13), hijri(1200), hijri(1436, 1, 31)] == [None] * 6


def test_the_thirtieth_of_a_short_month_is_the_day_after_it():
    assert hijri(1436, 9, 30).start == hijri(1436, 10, 1).start
