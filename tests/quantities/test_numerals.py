"""What single numbers say: words in their spellings, digits in their scripts, scales, fractions, ordinals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_nlp.quantities import find_quantities
from tests.quantities.numerals_for_tests import spell


def only(text: str) -> object:
    """The one quantity of `text`, which it must cover."""
    found = find_quantities(text)
    assert [q.text for q in found] == [text]
    return found[0]


@given(st.integers(0, 10**12 - 1), st.sampled_from([" و", " و "]))
def test_words_round_trip(number, joiner):
    text = spell(number, joiner=joiner)
    found = find_quantities(text)
    assert [(q.value, q.text, q.kind) for q in found] == [(number, text, "cardinal")]


@given(
    st.integers(1, 10**9 - 1),
    st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]),
    st.sampled_from(["", ",", "٬", "\u00a0", "\u202f", "'"]),
)
def test_digits_round_trip(number, digits, separator):
    written = f"{number:,}".replace(",", separator).translate(str.maketrans("0123456789", digits))
    assert [(q.value, q.text) for q in find_quantities(f"قتل {written} شخصا")] == [(number, written)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,000,000", 1_000_000),
        ("١٬٢٥٠", 1250),
        ("۱۲۳", 123),
        ("1.000.000", 1_000_000),
        ("1.500", 1500),
        ("12.500", 12500),
        ("1 250", 1250),
        ("2\u00a0300", 2300),
        ("1\u2009000\u2009000", 1_000_000),
        ("٣٫٥", 3.5),
        ("3.5", 3.5),
        ("3,5", 3.5),
        ("0.125", 0.125),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("١٬٢٣٤٫٥", 1234.5),
        ("5ر7", 5.7),
        ("٫٧٥", 0.75),
        ("-12", -12),
        ("1\u200f250", 1250),
        ("1\u200e,\u200e250", 1250),
    ],
)
def test_digits(text, value):
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("52 ألف", 52_000),
        ("52 ألفا", 52_000),
        ("5 آلاف", 5_000),
        ("١٢ الف", 12_000),
        ("1.5 مليون", 1_500_000),
        ("5,7 مليون", 5_700_000),
        ("٣٫٢ ملايين", 3_200_000),
        ("2 مليار", 2_000_000_000),
        ("4 بلايين", 4_000_000_000),
        ("1.25 تريليون", 1_250_000_000_000),
        ("1.250 مليون", 1_250_000),
        ("100 ألف مليار", 100_000 * 10**9),
        ("3 مئات", 300),
        ("3 ملايين و200 ألف", 3_200_000),
        ("5 آلاف و300", 5_300),
        ("مليون و200 ألف", 1_200_000),
        ("2 مليون ونصف", 2_500_000),
        ("3 ملايين ونصف المليون", 3_500_000),
        ("250 مليوناً", 250_000_000),
    ],
)
def test_digits_with_a_scale(text, value):
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [(form, 100) for form in ("مئة", "مائة", "مية", "ميه", "مئه", "مِئَة")]
    + [(form, 2) for form in ("اثنان", "إثنين", "اتنين", "اثنتان", "اثنتين")]
    + [(form, 3) for form in ("ثلاث", "ثلاثة", "تلاتة", "ثلاثه", "ثَلاثةٌ")]
    + [(form, 8) for form in ("ثمان", "ثماني", "ثمانية", "تمانية", "ثمانيه")]
    + [(form, 300) for form in ("ثلاثمئة", "ثلاثمائة", "ثلاث مئة", "ثلاثمائه", "تلتمية", "ثلاثة مئة")]
    + [(form, 200) for form in ("مئتان", "مئتين", "مائتان", "مئتا", "مئتي", "مائتي")]
    + [(form, 2000) for form in ("ألفان", "ألفين", "ألفي", "الفين")]
    + [
        ("خمسة وعشرون", 25),
        ("خمس وعشرين", 25),
        ("أربع عشرة", 14),
        ("إحدى عشرة", 11),
        ("اثني عشر", 12),
        ("خمستاشر", 15),
        ("ألف وثمانون", 1080),
        ("مئة ألف", 100_000),
        ("مئة وثمانية آلاف", 108_000),
        ("مئتا ألف", 200_000),
        ("نصف مليون", 500_000),
        ("ربع مليون", 250_000),
        ("ثلاثة أرباع المليون", 750_000),
        ("مليون ونصف", 1_500_000),
        ("مليون ونصف المليون", 1_500_000),
        ("خمسة وعشرين ألفاً", 25_000),
        ("مليارا", 10**9),
        ("سبعة عشر فاصلة اثنان وأربعون", 17.42),
        ("واحد فاصلة صفر صفر سبعة", 1.007),
        ("ناقص عشرون", -20),
        ("مئة ألف وخمسون ألفا", 150_000),
        ("سبعمائةأربعون", 740),
    ],
)
def test_words(text, value):
    found = only(text)
    assert (found.value, found.kind) == (value, "cardinal")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("عشرة وخمسة", [10, 5]),
        ("عشرون وثلاثون", [20, 30]),
        ("ألف وخمسة آلاف", [1000, 5000]),
        ("مئة ومئتان", [100, 200]),
        ("20 و30", [20, 30]),
        ("خمسة، ستة", [5, 6]),
        ("1,2,3", [1, 2, 3]),
        ("خمسة\nوعشرون", [5, 20]),
    ],
)
def test_magnitude_decides_what_a_number_joins(text, values):
    assert [q.value for q in find_quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("و7 آخرون", "7", 7),
        ("بـ15 قذيفة", "15", 15),
        ("لخمسة أشخاص", "خمسة", 5),
        ("وعشرين جريحا", "عشرين", 20),
        ("الـ84 قتيلا", "84", 84),
        ("فخمسة منهم", "خمسة", 5),
        ("وبعشرين رصاصة", "عشرين", 20),
        ("قُتِلَ وأحد عشر جنديا", "أحد عشر", 11),
    ],
)
def test_proclitics_are_left_out(text, span, value):
    assert [(q.text, q.value) for q in find_quantities(text)] == [(span, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("الأول", 1),
        ("الأولى", 1),
        ("ثاني", 2),
        ("الخامسة عشرة", 15),
        ("الحادي والعشرون", 21),
        ("التاسع والتسعين", 99),
        ("المئة", 100),
        ("العاشر بعد المئة", 110),
        ("المئتين والخامس عشر", 215),
    ],
)
def test_ordinals(text, value):
    found = only(text)
    assert (found.value, found.kind) == (value, "ordinal")


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("ثلاثة أرباع", 0.75, "fraction"),
        ("ثلثي", 2 / 3, "fraction"),
        ("3/4", 0.75, "fraction"),
        ("خمسة ونصف", 5.5, "fraction"),
        ("70%", 70, "percent"),
        ("٧٠٪", 70, "percent"),
        ("70 بالمئة", 70, "percent"),
        ("92 في المائة", 92, "percent"),
        ("نصف بالمئة", 0.5, "percent"),
        ("ساعة ونصف", 1.5, "measure"),
        ("$10,000", 10_000, "measure"),
        ("20 دولارا و43 سنتا", 20.43, "measure"),
        ("1.250 كم", 1.25, "measure"),
        ("- 2 درجة", -2, "measure"),
        ("ساعتين", 2, "measure"),
    ],
)
def test_parts_and_measures(text, value, kind):
    found = only(text)
    assert found.value == pytest.approx(value)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("30 كم", "kilometre"),
        ("مليون دولار", "dollar"),
        ("خمسة أيام", "day"),
        ("23 عاما", "year"),
        ("2000 م2", "square metre"),
        ("عيار 23 ملم", "millimetre"),
    ],
)
def test_units(text, unit):
    assert [q.unit for q in find_quantities(text)] == [unit]


def test_large_numbers_stay_exact():
    assert only("9" * 15).value == 10**15 - 1
    digits = "1" + "0" * 399
    assert only(digits).value == 10**399


def test_more_digits_than_python_reads_are_an_identifier():
    (found,) = find_quantities("7" * 5000)
    assert (found.kind, found.value) == ("identifier", None)
