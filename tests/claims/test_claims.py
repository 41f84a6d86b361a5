"""Claims by construction. All sentences are invented; no person in them exists."""

from __future__ import annotations

import pytest

from tests.claims.markup import read

CONSTRUCTIONS = {
    "masdar": [
        "مقتل ⟦killed 12|12 مدنياً⟧ وإصابة ⟦injured 23|23 آخرين⟧ في قصف على السوق.",
        "أدى الانفجار إلى مقتل ⟦killed 5|خمسة أشخاص⟧ وجرح ⟦injured 20|20⟧.",
        "أسفرت الغارة عن استشهاد ⟦killed 3|ثلاثة أطفال⟧.",
        "تسبب القصف بنزوح ⟦displaced ~400|نحو 400 عائلة⟧ من القرية.",
        "وثقت المنظمة ⟦detained 81|81 حالة اعتقال⟧ خلال الشهر.",
        "مقتل وإصابة ⟦killed_or_injured 14|14 جنديا⟧ في كمين.",
    ],
    "passive and intransitive verbs": [
        "قتل أمس ⟦killed 4|أربعة أشخاص⟧ وأصيب ⟦injured 6|ستة آخرون⟧ بجروح.",
        "توفي ⟦killed 2|شخصان⟧ متأثرين بجراحهما.",
        "نزحت ⟦displaced ?20-99|عشرات العائلات⟧ من البلدة.",
        "فُقد ⟦missing 7|سبعة صيادين⟧ قبالة الساحل.",
    ],
    "active verbs and their agents": [
        "قتلت قوات الأمن ⟦killed 9|تسعة مسلحين⟧ في المداهمة.",
        "اعتقلت الشرطة ⟦detained 30|30 متظاهرا⟧ مساء أمس.",
        "غارات جوية تقتل ⟦killed 11|11 مسلحا⟧ شرقي المدينة.",
        "ألقت السلطات القبض على ⟦detained 6|ستة مشتبه بهم⟧ في المطار.",
        "قتل مسلحان ⟦killed 5|خمسة جنود⟧ عند الحاجز.",
    ],
    "put an end to": [
        "أعلن الجيش القضاء على ⟦killed ~50|نحو 50 عنصرا⟧ إرهابيا.",
        "قضت القوات أمس على ⟦killed 3|ثلاثة مسلحين⟧ في الجبل.",
        "تمكنت الوحدات من القضاء على ⟦killed 1|إرهابي⟧ وحجز سلاحه.",
        "أكد القضاء على لسان متحدثه أن خمسة عمال عادوا إلى بيوتهم.",
        "القضاء على مستقبل ثلاثة ملايين طفل، وقد حكم القضاء على خمسة متهمين بالسجن.",
        "تعهد الجيش بالقضاء على ⟦killed 500 hypothetical|500 مسلح⟧.",
    ],
    "heads cut off": [
        "أقدم التنظيم على قطع رأس ⟦killed 1|امرأة⟧ في الساحة.",
        "قطع مسلحون رؤوس ⟦killed 4|أربعة جنود⟧.",
        "كان على رأس خمسة ضباط.",
        "قطع 20 كيلومترا على رأس قوة من خمسين جنديا.",
    ],
    "light verbs": [
        "لقي ⟦killed 8|ثمانية أشخاص⟧ مصرعهم في الحادث.",
        "لقي ⟦killed 1|جندي⟧ حتفه بانفجار لغم.",
        "الهجوم أودى بحياة ⟦killed 15|15 شخصا⟧.",
        "سقط ⟦killed_or_injured 20|عشرون شخصا⟧ بين قتيل وجريح.",
    ],
    "subject before the verb": [
        "وقال المصدر إن ⟦killed 17+|17 عنصرا على الأقل⟧ من التنظيم قتلوا بغارة.",
        "ذكرت الوكالة أن ⟦killed 1|امرأة⟧ قتلت وأصيب ⟦injured 1|طفل⟧.",
        "إن ⟦injured 7|سبعة أشخاص⟧ أصيبوا في الهجوم.",
        "وقال مسؤول إن ⟦killed 2|امرأتين⟧ و⟦killed 1|طفلا⟧ في التاسعة، قتلوا عندما انهار منزلهم.",
        "أعلنت الداخلية أن خمسة ضباط قتلوا ⟦killed 1|مسلحا⟧ في سيناء.",
        "ولا يزال مصير ⟦missing 1|الطيار⟧ غير معروف.",
    ],
    "counted casualty nouns": [
        "⟦killed 4|4 قتلى⟧ و⟦injured 8|8 جرحى⟧ في انفجار وسط العاصمة",
        "⟦killed 1|قتيلة⟧ و⟦injured 2|جريحان⟧ في حملة دهم",
        "خلف الهجوم ⟦killed 2|قتيلين⟧.",
        "ارتفعت حصيلة القتلى إلى ⟦killed 31|31 قتيلا⟧.",
        "⟦killed_or_injured ?20-99|عشرات القتلى والجرحى⟧ في قصف على المخيم",
    ],
    "subsets": [
        "مقتل ⟦killed 10|عشرة أشخاص⟧ بينهم ⟦killed 3|ثلاثة أطفال⟧ و⟦killed 1|امرأة⟧.",
        "إصابة ⟦injured 13|13 مدنيا⟧ (⟦injured 9|9 أطفال⟧ و⟦injured 4|4 نساء⟧).",
        "استشهد ⟦killed 6|ستة شبان⟧، من بينهم ⟦killed 1|طفل⟧.",
    ],
    "coordination": [
        "إصابة ⟦injured 2|امرأتين⟧ و⟦injured 1|طفل⟧ بقذيفة.",
        "مقتل ⟦killed 1|ضابط⟧ و⟦killed 3|ثلاثة جنود⟧.",
        "أوقفت الشرطة ⟦detained 1|رجلا⟧ و⟦detained 1|أحد المصلين⟧.",
    ],
    "figures": [
        "مقتل ⟦killed 40+|ما لا يقل عن 40 شخصا⟧ في تفجيرين.",
        "إصابة ⟦injured 10-15|ما بين 10 و15 شخصا⟧.",
        "اعتقال ⟦detained ~150|نحو 150 شخصا⟧.",
        "نزوح ⟦displaced ~52000|قرابة 52 ألف شخص⟧.",
        "مقتل ⟦killed 2|جنديين⟧ في كمين.",
        "إصابة ⟦injured 2|عسكريين آخرين اثنين⟧ في كمين.",
        "أوقفت الشرطة ⟦detained 2|فلسطينيين اثنين⟧ عند الحاجز.",
        "قتل ⟦killed 8|ثمانية أشخاص⟧ وجرح ⟦injured ?20-99|العشرات⟧ من الجانبين.",
    ],
    "status": [
        "نفى المتحدث مقتل ⟦killed 3 denied|ثلاثة جنود⟧.",
        "نجا ⟦killed 1 hypothetical|الوزير⟧ من محاولة اغتيال وسط المدينة.",
        "حذرت المنظمة من مقتل ⟦killed ?20-99 hypothetical|عشرات المدنيين⟧.",
        "نفت الحركة مسؤوليتها عن مقتل ⟦killed 5|خمسة مدنيين⟧.",
    ],
    "names of those who are counted": [
        "خلف الهجوم ⟦killed 2|قتيلين⟧ هما المهاجم وحارس السوق.",
        "وفاة ⟦killed 1|الممثل محمد الدلو⟧ (ولد في 1909).",
        "مقتل ⟦killed 3|ثلاثة حراس⟧ (حسن الدلو ومحمد الدلو وعمر الدلو) و⟦killed 2|جنديين⟧.",
        "قتل ⟦killed 40|40 عنصرا⟧ من مليشيات الحوثي وصالح في تعز.",
        "استشهاد ⟦killed 1|حارس⟧ ويدعى خالد حمدي.",
    ],
    "no claim": [
        "قتل مدنيون في الغارات وقد دمرت مبان عدة.",
        "قتل مدنيون في القصف.",
        "تعرضت المدينة لقصف بعيار 120 ملم من مسافة 5 كيلومترات.",
        "استهدفت الفرقة 17 مواقع على بعد 30 كيلومترا.",
        "الإفراج عن خمسة معتقلين ضمن صفقة تبادل.",
        "سجلت الوزارة إصابة 200 شخص بفيروس كورونا.",
        "احتفل الأهالي بذكرى مقتل ثلاثة من أبناء البلدة.",
        "شارك 300 جندي في العرض العسكري.",
    ],
}


@pytest.mark.parametrize(("construction", "marked"), [(name, s) for name, group in CONSTRUCTIONS.items() for s in group])
def test_claims_of(construction, marked, rules):
    text, expected = read(marked)
    found = [(c.text, c.harm, c.low, c.high, c.modifier, c.status) for c in rules(text)._.casualty_claims]
    assert found == [tuple(claim) for claim in expected]


def test_part_of_points_to_the_total(rules):
    total, children, woman = rules("مقتل عشرة أشخاص بينهم ثلاثة أطفال وامرأة.")._.casualty_claims
    assert (children.part_of, woman.part_of, total.part_of) == (total.id, total.id, None)


def test_parts_of_a_breakdown_add_up_to_the_title(rules):
    total, *parts = rules("مقتل 17 شخصا في هجومين\nقتل عشرة أشخاص في السوق، فيما قتل سبعة آخرون قرب الجسر.")._.casualty_claims
    assert [p.part_of for p in parts] == [total.id, total.id]


def test_same_as_links_the_repeated_figure(rules):
    first, again = rules("مقتل 12 شخصا في غارة\nقتل 12 شخصا على الأقل أمس في غارة على القرية.")._.casualty_claims
    assert again.same_as == first.id


def test_headlines_after_the_article_are_no_claims(rules):
    text = "قتل ثلاثة أشخاص في القصف.\nوأكد المصدر الحصيلة.\nمقتل خمسة جنود في حادث آخر\nاعتقال عشرة أشخاص في العاصمة"
    assert [c.low for c in rules(text)._.casualty_claims] == [3]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("مقتل ثلاثة أطفال", "civilian"),
        ("مقتل ثلاثة جنود", "combatant"),
        ("مقتل ثلاثة أشخاص", "unknown"),
        ("سقوط ثلاثة قتلى من المدنيين", "civilian"),
        ("نزحت عشرون عائلة", "civilian"),
        ("مقتل مدنيين اثنين وإصابة آخر", "civilian"),
    ],
)
def test_victim_type(text, kind, rules):
    assert {c.victims.type for c in rules(text)._.casualty_claims} == {kind}


@pytest.mark.parametrize("text", ["قتل ثلاثة أمس في القصف.", "أصيب خمسة اليوم بجروح."])
def test_an_adverb_of_time_is_no_victim(text, rules):
    (claim,) = rules(text)._.casualty_claims
    assert claim.victims.text == claim.text
