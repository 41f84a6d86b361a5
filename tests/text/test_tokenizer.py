"""What the tokenizer splits and what it leaves whole. All texts are invented."""

from __future__ import annotations

import pytest

from conflict_nlp.text.scan import split_clitics, tokenize


def words(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in tokenize(text)]


def norms(text: str) -> list[str]:
    return [norm for _, _, norm in tokenize(text)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("وقال", ["و", "قال"]),
        ("وأصيب", ["و", "أصيب"]),
        ("وأدى", ["و", "أدى"]),
        ("وأحد", ["و", "أحد"]),
        ("وجريحان", ["و", "جريحان"]),
        ("وداعش", ["و", "داعش"]),
        ("وسلمان", ["و", "سلمان"]),
        ("وبشار", ["و", "بشار"]),
        ("ووزير", ["و", "وزير"]),
        ("فقتل", ["ف", "قتل"]),
        ("بريف", ["ب", "ريف"]),
        ("باشتباكات", ["ب", "اشتباكات"]),
        ("لقوات", ["ل", "قوات"]),
        ("لسوريا", ["ل", "سوريا"]),
        ("كقائد", ["ك", "قائد"]),
        ("سيقتل", ["س", "يقتل"]),
        ("وبالريف", ["و", "ب", "الريف"]),
        ("وسيتم", ["و", "س", "يتم"]),
        ("وللمدنيين", ["و", "ل", "لمدنيين"]),
        ("له", ["ل", "ه"]),
        ("وبه", ["و", "ب", "ه"]),
    ],
)
def test_splits_proclitics(word: str, parts: list[str]) -> None:
    assert words(word) == parts


@pytest.mark.parametrize(
    "word",
    [
        *("وزارة", "ولاية", "وكالة", "وكالات", "وحدات", "واشنطن", "واحد", "وفيات", "وصل", "وائل", "وليد"),
        *("بلدة", "باريس", "بيان", "بغداد", "بيروت", "بعد", "بين", "بعقوبة", "بشار", "بلال", "برميل"),
        *("لبنان", "لندن", "لواء", "ليبيا", "لجنة", "لاجئين", "لكن"),
        *("كندا", "كتائب", "كركوك", "كمال", "كورونا", "كان"),
        *("فرنسا", "فريق", "فلسطين", "فصائل", "فهد", "في", "فجرت"),
        *("سوريا", "سلمان", "سيارة", "سقط", "سنجار", "سراقب"),
        *("مقتل", "الريف", "هجوم", "تركيا"),
    ],
)
def test_leaves_words_whole(word: str) -> None:
    assert split_clitics(word) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("و7", ["و", "7"]),
        ("و٢٣", ["و", "٢٣"]),
        ("بـ15", ["بـ", "15"]),
        ("وبـ15", ["و", "بـ", "15"]),
        ("بينهم3", ["بينهم", "3"]),
        ("35كم", ["35", "كم"]),
        ("كورونا19", ["كورونا", "19"]),
        ("الـ20", ["الـ", "20"]),
        ("بالـ20", ["ب", "الـ", "20"]),
        ("للـ7", ["ل", "لـ", "7"]),
        ("لـ(3)", ["لـ", "(", "3", ")"]),
    ],
)
def test_splits_letters_from_digits(text: str, parts: list[str]) -> None:
    assert words(text) == parts


@pytest.mark.parametrize("number", ["30.5", "1,250", "١٬٢٥٠", "٣٫٥", "12:30", "2015-08-04", "12/5/2015", "4-8-2015", "1" * 400])
def test_keeps_numbers_whole(number: str) -> None:
    assert words(f"نحو {number}.") == ["نحو", number, "."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("100%", ["100", "%"]),
        ("20-30", ["20", "-", "30"]),
        ("قتلى،جرحى؛", ["قتلى", "،", "جرحى", "؛"]),
        ("«داعش»", ["«", "داعش", "»"]),
        ("و«داعش»", ["و", "«", "داعش", "»"]),
        ('لـ"قسد"', ["لـ", '"', "قسد", '"']),
        ('بال"حشد"', ["ب", "ال", '"', "حشد", '"']),
        ("#الباب", ["#", "الباب"]),
        ("#قوات_سوريا", ["#", "قوات", "_", "سوريا"]),
        ("الحوثي/صالح", ["الحوثي", "/", "صالح"]),
        ("لماذا؟!", ["ل", "ماذا", "؟!"]),
        ("وبعد...", ["و", "بعد", "..."]),
        ("https://example.org/a?b=1,2 @name_1", ["https://example.org/a?b=1,2", "@name_1"]),
    ],
)
def test_splits_punctuation(text: str, parts: list[str]) -> None:
    assert words(text) == parts


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("قصـف", "قصف"),
        ("شهـداء", "شهداء"),
        ("الجـۦـنود", "الجنود"),
        ("ق.ص.ف", "قصف"),
        ("ق*ص*ف", "قصف"),
        ("د.اعش", "داعش"),
        ("ق س د", "قسد"),
        ("ق\u200dص\u200bف", "قصف"),
        ("\u202bقصف\u202c", "قصف"),
        ("ﻗﺼﻒ", "قصف"),
        ("قَصْفٌ", "قصف"),
        ("قصييييف", "قصيف"),
        ("أ.ف.ب", "افب"),
    ],
)
def test_evasive_spelling_hides_no_word(text: str, norm: str) -> None:
    assert norms(f"خبر {text} أمس") == ["خبر", norm, "امس"]
    assert words(f"خبر {text} أمس")[1] == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("وق.ص.ف", ["و", "ق.ص.ف"]),
        ("و ق س د", ["و", "ق س د"]),
        ("وَقال", ["وَ", "قال"]),
        ("و\u200fقال", ["و\u200f", "قال"]),
        ("وـــقال", ["وـــ", "قال"]),
        ("انتهى.وقال", ["انتهى", ".", "و", "قال"]),
        ("و ب ل", ["و", "ب", "ل"]),
        ("ق " * 50, ["ق"] * 50),
    ],
)
def test_proclitics_of_evasive_words(text: str, parts: list[str]) -> None:
    assert words(text) == parts


@pytest.mark.parametrize(
    ("word", "norm"),
    [("للأمم", "الامم"), ("للاجئين", "اللاجيين"), ("لليمن", "اليمن"), ("للبنان", "لبنان"), ("للمدنيين", "المدنيين")],
)
def test_the_article_that_a_preposition_hides_is_in_the_norm(word: str, norm: str) -> None:
    assert norms(word) == ["ل", norm]
    assert words(word) == ["ل", word[1:]]


def test_norms_are_those_of_the_parts() -> None:
    assert norms("وبالمدرسة بـ١٥ لـ") == ["و", "ب", "المدرسه", "ب", "15", "ل"]


def test_split_clitics_gives_the_ends_of_the_proclitics() -> None:
    assert [split_clitics(word) for word in ("وزارة", "وقال", "وبالريف", "ق.ص.ف", "")] == [[], [1], [1, 2], [], []]
