"""Asserted, denied, hypothetical; and where an article ends. All sentences are invented; no person in them exists."""

from __future__ import annotations

import pytest

from conflict_nlp.claims.status import furniture_start
from conflict_nlp.text.view import View

STATUS = {
    "denied by the speaker": [
        ("نفى المتحدث مقتل ثلاثة جنود.", "denied"),
        ("كذبت الشرطة خبر اعتقال سبعة ناشطين.", "denied"),
        ("لا صحة لمقتل عشرة عناصر.", "denied"),
        ("لا صحة للأنباء عن مقتل عشرة عناصر.", "denied"),
    ],
    "negated": [
        ("لم يقتل خمسة مدنيين في القصف.", "denied"),
    ],
    "refuted after the figure": [
        ("الأنباء عن مقتل خمسة جنود غير صحيحة.", "denied"),
        ("ما تردد عن مقتل خمسة جنود عار عن الصحة.", "denied"),
    ],
    "responsibility denied, not the harm": [
        ("نفت الحركة مسؤوليتها عن مقتل خمسة مدنيين.", "asserted"),
        ("نفى الجيش تورطه في مقتل ثلاثة مدنيين.", "asserted"),
    ],
    "denied by somebody else, later": [
        ("قتل خمسة جنود، ونفى المتحدث ذلك.", "asserted"),
    ],
    "threatened": [
        ("هدد التنظيم بقتل ثلاثة رهائن.", "hypothetical"),
        ("هدد التنظيم بإعدام عشرة أسرى.", "hypothetical"),
        ("يهدد الجفاف بنزوح مليون شخص.", "hypothetical"),
        ("كادت الغارة تقتل خمسة أطفال.", "hypothetical"),
    ],
    "warned of, feared, expected": [
        ("حذرت المنظمة من نزوح آلاف المدنيين.", "hypothetical"),
        ("خشية مقتل عشرات المدنيين", "hypothetical"),
        ("من المتوقع نزوح خمسين ألف شخص.", "hypothetical"),
    ],
    "planned": [
        ("خطط المتهم لقتل خمسة جنود.", "hypothetical"),
    ],
    "possible, future": [
        ("قد يقتل مئات المدنيين.", "hypothetical"),
        ("قد يؤدي الهجوم إلى مقتل مئات المدنيين.", "hypothetical"),
        ("سيقتل عشرات المدنيين إذا استمر الحصار.", "hypothetical"),
    ],
    "conditional": [
        ("إذا قتل خمسة جنود فسنرد.", "hypothetical"),
        ("في حال مقتل عشرة مدنيين ستتوقف المحادثات.", "hypothetical"),
    ],
    "attempts on a life": [
        ("محاولة اغتيال ضابط.", "hypothetical"),
        ("نجا الوزير من محاولة اغتيال.", "hypothetical"),
        ("نجا النائب سامي الكاظم من محاولة اغتيال.", "hypothetical"),
    ],
    "the perfect with قد and لقد is a fact": [
        ("قد قتل خمسة مدنيين في القصف.", "asserted"),
        ("لقد قتل خمسة مدنيين.", "asserted"),
    ],
    "a warning of something else": [
        ("حذر المتحدث من التصعيد، وقال إن خمسة مدنيين قتلوا.", "asserted"),
        ("حذرت المنظمة بعد مقتل خمسة مدنيين.", "asserted"),
    ],
    "condemned": [
        ("أدان الوزير مقتل خمسة مدنيين.", "asserted"),
    ],
}


@pytest.mark.parametrize(
    ("text", "status"),
    [pytest.param(*row, id=construction) for construction, rows in STATUS.items() for row in rows],
)
def test_status(text, status, rules):
    assert [claim.status for claim in rules(text)._.casualty_claims] == [status]


def test_denial_of_a_larger_number_is_an_upper_bound(rules):
    (claim,) = rules("لم يقتل أكثر من ثلاثة جنود.")._.casualty_claims
    assert (claim.status, claim.modifier, claim.low, claim.high) == ("asserted", "at_most", 0, 3)


@pytest.mark.parametrize("text", ["تسعى الشرطة لاعتقال ثلاثة مشتبه بهم.", "الشرطة تبحث عن خمسة مشتبه بهم."])
def test_who_is_only_sought_is_no_claim(text, rules):
    assert rules(text)._.casualty_claims == []


def test_status_belongs_to_each_claim(rules):
    text = "نفى المتحدث مقتل ثلاثة جنود.\nوأصيب خمسة مدنيين في القصف."
    assert [claim.status for claim in rules(text)._.casualty_claims] == ["denied", "asserted"]


ARTICLE = "قتل ثلاثة أشخاص في القصف على السوق المركزي وسط المدينة صباح أمس، بحسب مصدر طبي.\nوأكد شهود الحصيلة لاحقا في اتصال هاتفي.\n"


@pytest.mark.parametrize(
    "tail",
    [
        "مقتل خمسة جنود في حادث آخر\nاعتقال عشرة أشخاص في العاصمة",
        "شاهد أيضا: مقتل خمسة جنود في حادث آخر.",
    ],
    ids=["headlines without a full stop", "links announced"],
)
def test_what_follows_the_article_is_left_out(tail, rules):
    view = View(rules(ARTICLE + tail))
    end = furniture_start(view)
    assert view.starts[end] == len(ARTICLE)
    assert [claim.low for claim in view.doc._.casualty_claims] == [3]


@pytest.mark.parametrize("text", [ARTICLE, "مقتل ثلاثة أشخاص", "مقتل ثلاثة\nوإصابة خمسة", "مقتل ثلاثة أشخاص في قصف\n" + ARTICLE, ""])
def test_an_article_without_a_tail_ends_at_its_end(text, rules):
    view = View(rules(text))
    assert furniture_start(view) == len(view)
