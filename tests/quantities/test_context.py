"""Modifiers, ranges, vague words and duals, and the details that `parse_quantities` adds."""

from __future__ import annotations

import pytest

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.quantities import find_quantities, parse_quantities

BEFORE = {
    "at_least": ["لا يقل عن", "ما لا يقل عن", "أكثر من", "ما يزيد على", "ما يزيد عن", "يفوق", "فوق", "تجاوز", "ما يربو على"],
    "at_most": ["لا يتجاوز", "لا يزيد على", "لا يزيد عن", "أقل من", "ما لا يزيد على", "لم يتجاوز"],
    "approximate": ["نحو", "حوالي", "قرابة", "زهاء", "ما يقارب", "يقارب", "ما يناهز", "يناهز", "قراب"],
}
AFTER = {
    "at_least": ["على الأقل", "كحد أدنى", "على أقل تقدير", "فأكثر"],
    "at_most": ["على الأكثر", "كحد أقصى"],
    "approximate": ["تقريبا"],
}
BOUNDS = {"at_least": (20, None), "at_most": (0, 20), "approximate": (20, 20)}


@pytest.mark.parametrize(("modifier", "phrase"), [(m, p) for m, phrases in BEFORE.items() for p in phrases])
@pytest.mark.parametrize("number", ["20", "عشرين", "الـ20"])
def test_modifier_before(modifier, phrase, number):
    (found,) = find_quantities(f"سقط {phrase} {number} قتيلا")
    assert (found.text, found.modifier, (found.low, found.high), found.value) == (f"{phrase} {number}", modifier, BOUNDS[modifier], 20)


@pytest.mark.parametrize(("modifier", "phrase"), [(m, p) for m, phrases in AFTER.items() for p in phrases])
def test_modifier_after(modifier, phrase):
    (touching,) = find_quantities(f"سقط 20 {phrase}")
    (after_noun,) = find_quantities(f"سقط 20 قتيلا {phrase}")
    assert (touching.text, touching.modifier) == (f"20 {phrase}", modifier)
    assert (after_noun.text, after_noun.modifier) == ("20", modifier)
    assert (touching.low, touching.high) == (after_noun.low, after_noun.high) == BOUNDS[modifier]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أكثر من 158 قتيلا و68 جريحا", [("at_least", 158), ("exact", 68)]),
        ("قتل 12 شخصا وأصيب 20 على الأقل", [("exact", 12), ("at_least", 20)]),
        ("قتل 10 وأكثر من 20 جريحا", [("exact", 10), ("at_least", 20)]),
        ("ما لا يقل عن نحو 20", [("at_least", 20)]),
        ("نحو 20 إلى 30", [("range", 20)]),
        ("لا يتجاوز عددهم عشرة", [("at_most", 0)]),
        ("لا يزيد عدد القتلى عن عشرة", [("at_most", 0)]),
        ("أكثر من عشرين إلى ثلاثين", [("range", 20)]),
        ("حوالي الألف", [("approximate", 1000)]),
    ],
)
def test_a_modifier_binds_one_number(text, expected):
    assert [(q.modifier, q.low) for q in find_quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("بين 20 و30", 20, 30),
        ("20-30", 20, 30),
        ("20 – 30", 20, 30),
        ("من عشرة إلى خمسة عشر", 10, 15),
        ("ما بين عشرين وثلاثين", 20, 30),
        ("بين خمسة وعشرين", 5, 20),
        ("بين خمسة وعشرين وثلاثين", 25, 30),
        ("10 إلى 15", 10, 15),
        ("بين 3 و5 آلاف", 3000, 5000),
        ("3-5 آلاف", 3000, 5000),
        ("10 إلى 15 ألف", 10_000, 15_000),
        ("من عشرة لعشرين", 10, 20),
        ("ثلاثة أو أربعة", 3, 4),
        ("ما بين 20-30", 20, 30),
        ("بين 15 إلى 20", 15, 20),
    ],
)
def test_ranges(text, low, high):
    (found,) = find_quantities(text)
    assert (found.text, found.value, found.low, found.high, found.modifier, found.kind) == (text, None, low, high, "range", "cardinal")


@pytest.mark.parametrize("text", ["ارتفعت الحصيلة من 10 إلى 15 قتيلا", "زاد عددهم من عشرة إلى عشرين"])
def test_a_change_is_no_range(text):
    assert [q.modifier for q in find_quantities(text)] == ["exact", "exact"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("بضعة", 3, 9),
        ("بضع", 3, 9),
        ("عدة", 2, None),
        ("عدد من", 2, None),
        ("عدد كبير من", 2, None),
        ("العديد من", 2, None),
        ("الكثير من", 2, None),
        ("مجموعة من", 2, None),
        ("بعض", 2, None),
        ("بضع عشرات", 30, 99),
        ("بضع مئات", 300, 999),
        ("بضعة آلاف", 3000, 9999),
        ("بضعة عشر", 13, 19),
        ("بضعة وثلاثين", 33, 39),
        ("عشرات", 20, 99),
        ("العشرات", 20, 99),
        ("مئات", 200, 999),
        ("آلاف", 2000, 9999),
        ("عشرات الآلاف", 20_000, 99_999),
        ("عشرات آلاف", 20_000, 99_999),
        ("مئات الآلاف", 200_000, 999_999),
        ("ملايين", 2_000_000, None),
    ],
)
def test_vague_words(text, low, high):
    (found,) = find_quantities(f"{text} الناس")
    assert (found.text, found.value, found.low, found.high, found.modifier) == (text, None, low, high, "vague")


@pytest.mark.parametrize("text", ["أكثر من عشرات القتلى", "ما لا يقل عن عشرات القتلى"])
def test_a_bound_on_a_vague_word_opens_it(text):
    (found,) = find_quantities(text)
    assert (found.low, found.high, found.modifier) == (20, None, "at_least")


@pytest.mark.parametrize(("text", "high"), [("نيف وعشرون", 29), ("20 ونيف", 29), ("مئة ونيف", None)])
def test_a_round_number_and_more(text, high):
    (found,) = find_quantities(text)
    assert (found.text, found.high) == (text, high)


@pytest.mark.parametrize("text", ["قتيلان", "قتيلين", "جنديين", "شخصين", "طفلين", "جثتا", "مدنيين اثنين", "شخصان اثنان"])
def test_duals(text):
    (found,) = find_quantities(text)
    assert (found.text, found.value, found.kind) == (text, 2, "cardinal")


@pytest.mark.parametrize("text", ["مدنيين", "مقاتلين", "جنديا", "عنصرا", "شخصية", "المحلية", "ولديه", "كاثرين", "للصين"])
def test_what_looks_like_a_dual(text):
    assert find_quantities(text) == []


@pytest.mark.parametrize("text", ["يوم الأحد", "لا أحد", "كل واحد منهم", "في آن واحد", "لم يصب أحد بأذى", "ليس هناك أحد", "لست هنا"])
def test_words_that_are_no_number(text):
    assert find_quantities(text) == []


def test_details():
    (parsed,) = parse_quantities("سقط نحو 20 على الأقل")
    text = "سقط نحو 20 على الأقل"
    assert text[parsed.number_start : parsed.number_end] == "20"
    assert [text[a:b] for a, b in parsed.modifier_spans] == ["نحو", "على الأقل"]
    assert parsed.form == "digits"
    assert parsed.quantity == find_quantities(text)[0]


def test_text_must_be_a_string():
    with pytest.raises(ConflictNLPError, match="CN001"):
        find_quantities(b"20")
