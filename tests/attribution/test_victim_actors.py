"""Whose people the victims are, by construction. All sentences are invented.

A row is a text and, for each of its claims in order, the group or side that the victims belong to, `None` where none is told.
"""

from __future__ import annotations

import pytest

CONSTRUCTIONS = {
    "genitive": [
        ("مقتل خمسة عناصر من تنظيم داعش في غارة.", ["تنظيم داعش"]),
        ("مقتل 12 مسلحا من تنظيم القاعدة.", ["تنظيم القاعدة"]),
        ("مقتل أربعة جنود من الجيش السوداني.", ["الجيش السوداني"]),
        ("مقتل ثلاثة من عناصر تنظيم داعش.", ["تنظيم داعش"]),
        ("مقتل ثلاثة من عناصر الشرطة بتفجير.", ["الشرطة"]),
        ("قتل أحد أفراد الشرطة.", ["الشرطة"]),
        ("مقتل خمسة من البيشمركة.", ["البيشمركة"]),
    ],
    "members, followers, ranks": [
        ("مقتل سبعة مقاتلين تابعين لحركة الشباب.", ["حركة الشباب"]),
        ("إصابة ستة مسلحين ينتمون إلى تنظيم داعش.", ["تنظيم داعش"]),
        ("مقتل أربعة مقاتلين في صفوف قوات سوريا الديمقراطية.", ["قوات سوريا الديمقراطية"]),
        ("مقتل قيادي في حركة حماس بغارة.", ["حركة حماس"]),
        ("مقتل ثلاثة عناصر في الجيش اللبناني.", ["الجيش اللبناني"]),
    ],
    "who only counts them": [
        ("تسببت الاشتباكات بمقتل 25 مسلحا من تنظيم داعش وسبعة من المقاتلين بحسب حصيلة للمرصد السوري لحقوق الإنسان.", ["تنظيم داعش", None]),
    ],
    "who helps": [
        ("قتل خمسة من عناصر الدفاع المدني في غارة.", ["الدفاع المدني"]),
    ],
    "those on the rolls of a force": [
        ("استشهاد عشرة من منسوبي قوات الطوارئ الخاصة.", ["قوات الطوارئ الخاصة"]),
        ("استهدف التفجير مسجد قوات الطوارئ الخاصة. واستشهد 12 من منسوبي القوات.", ["قوات الطوارئ الخاصة"]),
        ("إصابة عشرة من منسوبي جامعة الموصل في الهجوم.", [None]),
    ],
    "nationality of forces": [
        ("قتل جندي تركي في هجوم.\nوقالت الشرطة التركية إن التحقيق مستمر.", ["تركي"]),
        ("مقتل جندي تركي في انفجار.", ["تركي"]),
        ("مقتل ثلاثة جنود إسرائيليين.", ["إسرائيليين"]),
        ("مقتل جندي تركي في انفجار.\nوقال الجيش التركي إن التحقيق مستمر.", ["الجيش التركي"]),
    ],
    "noun made from a group's name": [
        ("مقتل 17 داعشيا في غارة.", ["تنظيم داعش"]),
        ("مقتل خمسة حوثيين في المعارك.", ["الحوثيون"]),
    ],
    "a nationality alone is no actor": [
        ("مقتل سائح تركي في انفجار.", [None]),
        ("مقتل ثلاثة عمال مصريين.", [None]),
    ],
    "civilians have none": [
        ("مقتل خمسة مدنيين بقصف لقوات النظام.", [None]),
        ("قتل عشرة مدنيين في مناطق سيطرة قوات النظام.", [None]),
    ],
    "the attacker is not the victims' side": [
        ("مقتل خمسة مسلحين على يد قوات الأمن.", [None]),
        ("مقتل خمسة مدنيين من قبل قوات النظام.", [None]),
    ],
    "others belong to those before": [
        ("مقتل خمسة عناصر من تنظيم داعش وإصابة سبعة آخرين.", ["تنظيم داعش", "تنظيم داعش"]),
    ],
    "members of a total": [
        ("مقتل عشرة عناصر من قوات النظام بينهم ثلاثة ضباط.", ["قوات النظام", "قوات النظام"]),
    ],
    "the same figure again": [
        ("مقتل عشرة من قوات النظام في الكمين\nقتل عشرة عناصر أمس في كمين.", ["قوات النظام", "قوات النظام"]),
        ("مقتل خمسة جنود أتراك\nقتل خمسة جنود من الجيش التركي أمس.", ["الجيش التركي", "الجيش التركي"]),
    ],
}


@pytest.mark.parametrize(
    ("text", "actors"),
    [pytest.param(*row, id=construction) for construction, rows in CONSTRUCTIONS.items() for row in rows],
)
def test_victims_actor(text, actors, rules):
    assert [claim.victims.actor for claim in rules(text)._.casualty_claims] == actors


def test_members_of_an_armed_group_are_combatants(rules):
    (claim,) = rules("مقتل خمسة عناصر من تنظيم داعش في غارة.")._.casualty_claims
    assert claim.victims.type == "combatant"


def test_offsets_of_the_actor_point_to_its_words(rules):
    text = "مقتل جندي تركي في انفجار.\nوقال الجيش التركي إن التحقيق مستمر."
    (claim,) = rules(text)._.casualty_claims
    assert text[claim.victims.actor_start : claim.victims.actor_end] == "تركي"
