"""Attacks and arrests by construction. All sentences are invented.

A row is a text and its events: `type mode | trigger | attackers | targets | means`, `+` between several; `-` stands for nothing.
"""

from __future__ import annotations

import pytest

CONSTRUCTIONS = {
    "subject after the verb": [
        ("خطف مسلحون مجهولون صحافيا ألمانيا في بغداد.", ["ASSAULT abduct | خطف | مسلحون مجهولون | صحافيا ألمانيا | -"]),
        ("قصفت طائرات روسية مشفى في البلدة.", ["ASSAULT aerial | قصفت | طائرات روسية | مشفى | طائرات"]),
        ("هاجم شبان غاضبون مركزا للشرطة.", ["ASSAULT - | هاجم | شبان غاضبون | مركزا للشرطة | -"]),
        ("قتلت قوات الاحتلال فجر أمس شابا في البلدة.", ["ASSAULT - | قتلت | قوات الاحتلال | شابا | -"]),
        ("واقتحم الأسبوع الماضي مسلحون مصرفا.", ["ASSAULT - | اقتحم | مسلحون | مصرفا | -"]),
    ],
    "subject before the verb": [
        ("الجيش التركي يقصف مواقع المتمردين", ["ASSAULT heavy-weapons | يقصف | الجيش التركي | مواقع المتمردين | -"]),
        ("وذكرت مصادر أن جنودا إسرائيليين أطلقوا النار على سيارة.", ["ASSAULT firearms | أطلقوا | جنودا إسرائيليين | سيارة | النار"]),
        ("وقال الضابط إن مسلحين يستقلون حافلة خطفوا أربعة عمال.", ["ASSAULT abduct | خطفوا | مسلحين | عمال | -"]),
        ("أعلنت كتائب القسام أنها قصفت سديروت بصاروخين.", ["ASSAULT heavy-weapons | قصفت | كتائب القسام | سديروت | صاروخين"]),
        ("وقال الجيش الأميركي إن قواته قصفت مخبأ.", ["ASSAULT heavy-weapons | قصفت | الجيش الأميركي | مخبأ | -"]),
    ],
    "the subject of the relative stands before it": [
        ("القوات الروسية التي قصفت البلدة انسحبت.", ["ASSAULT heavy-weapons | قصفت | القوات الروسية | البلدة | -"]),
        ("وقالت المصادر إن الرهائن الذين خطفتهم حركة طالبان بخير.", ["ASSAULT abduct | خطفتهم | حركة طالبان | الرهائن | -"]),
    ],
    "the subject is carried on": [
        ("هاجم مسلحون الحاجز وقتلوا جنديين.", ["ASSAULT - | هاجم | مسلحون | الحاجز + جنديين | -"]),
        ("تحركت القوات الحكومية شمالا وهاجمت القرية.", ["ASSAULT - | هاجمت | القوات الحكومية | القرية | -"]),
    ],
    "passive, with and without its author": [
        ("قتل شرطي على يد مسلحين.", ["ASSAULT - | قتل | مسلحين | شرطي | -"]),
        ("قتل جندي أميركي برصاص قناص.", ["ASSAULT firearms | قتل | قناص | جندي أميركي | رصاص"]),
        ("اعتقل خمسة ناشطين في العاصمة.", ["COERCE arrest | اعتقل | - | ناشطين | -"]),
    ],
    "nouns of attack": [
        ("هجوم شنه متمردون على قاعدة عسكرية.", ["ASSAULT - | هجوم | متمردون | قاعدة عسكرية | -"]),
        ("وتعرضت ثكنة للجيش لهجوم صباح أمس.", ["ASSAULT - | هجوم | - | ثكنة للجيش | -"]),
        ("شنت إسرائيل غاراتها على غزة.", ["ASSAULT aerial | شنت | إسرائيل | غزة | -"]),
        ("قامت دبابة إسرائيلية بقصف منزل في المخيم.", ["ASSAULT heavy-weapons | قصف | دبابة إسرائيلية | منزل | دبابة"]),
        ("واصلت الطائرات الإسرائيلية قصف المدينة.", ["ASSAULT aerial | قصف | الطائرات الإسرائيلية | المدينة | الطائرات"]),
        ("انفجرت سيارة مفخخة قرب مقر للشرطة.", ["ASSAULT explosives | انفجرت | - | مقر للشرطة | سيارة مفخخة"]),
        ("طعن نفسه بسكين.", []),
        ("فجر انتحاري نفسه وسط حشد من الزوار.", ["ASSAULT suicide-attack | فجر | انتحاري | حشد | انتحاري"]),
    ],
    "attempts, orders, claims of responsibility, blame": [
        ("حاول مسلحون اغتيال وزير الداخلية.", ["ASSAULT targeted | اغتيال | مسلحون | وزير الداخلية | -"]),
        ("تبنت كتائب القسام خطف الجندي.", ["ASSAULT abduct | خطف | كتائب القسام | الجندي | -"]),
        ("اتهمت الحكومة المتمردين بقتل عشرة مدنيين.", ["ASSAULT - | قتل | المتمردين | مدنيين | -"]),
    ],
    "clashes have their sides for actors": [
        ("اشتبكت القوات العراقية مع مسلحين.", ["ASSAULT - | اشتبكت | القوات العراقية + مسلحين | - | -"]),
        ("وقتل أربعة جنود في اشتباكات مع متمردين.", ["ASSAULT - | قتل | متمردين | جنود | -"]),
    ],
    "what a noun and a word of harm tell is one event": [
        (
            "مقتل خمسة مدنيين وإصابة سبعة آخرين في غارة روسية على السوق.",
            ["ASSAULT aerial | مقتل | روسية | مدنيين + السوق | غارة"],
        ),
        ("أدى هجوم انتحاري على فندق إلى مقتل عشرة أشخاص.", ["ASSAULT suicide-attack | هجوم | - | فندق + أشخاص | هجوم انتحاري"]),
        ("أصيب ثلاثة شبان برصاص الجيش الإسرائيلي.", ["ASSAULT firearms | أصيب | الجيش الإسرائيلي | شبان | رصاص"]),
    ],
    "two events of one sentence": [
        (
            "قتل جندي بانفجار لغم، فيما اعتقلت الشرطة مشتبها به.",
            ["ASSAULT explosives | قتل | - | جندي | لغم", "COERCE arrest | اعتقلت | الشرطة | مشتبها | -"],
        ),
    ],
    "later mentions": [
        ("قصفت قوات النظام السوق. وأسفر القصف عن مقتل خمسة مدنيين.", ["ASSAULT heavy-weapons | قصفت | قوات النظام | السوق + مدنيين | *"]),
        ("قتل عشرة جنود بتفجير في العاصمة. وتبنى تنظيم داعش الهجوم.", ["ASSAULT explosives | قتل | تنظيم داعش | جنود | تفجير"]),
    ],
    "no attack": [
        ("خط الهجوم في المنتخب ضعيف.", []),
        ("هاجم اللاعب المرمى وسجل هدفا.", []),
        ("يشهد العالم انفجارا سكانيا.", []),
        ("قصف رعدي شديد مع أمطار.", []),
        ("شن الوزير هجوما لاذعا على المعارضة.", []),
        ("دعا إلى وقف إطلاق النار فورا.", []),
        ("تستهدف الزيارة تعزيز العلاقات.", []),
        ("وهي مبادرات تستهدف المحتاجين.", []),
        ("لقي تسعة أشخاص مصرعهم في حادث سير.", []),
        ("ولم يقصف الجيش البلدة.", []),
        ("وحذر من أي هجوم على المدينة.", []),
        ("وهدد بقصف المدينة.", []),
        ("ضرب زلزال الجزيرة.", []),
        ("ويطلق عليه اسم شارع النصر.", []),
    ],
}


def told(event) -> str:
    sides = [" + ".join(m.text for m in side) or "-" for side in (event.attackers, event.targets)]
    return " | ".join([f"{event.type} {event.mode or '-'}", event.trigger.text, *sides, event.means or "-"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=construction) for construction, rows in CONSTRUCTIONS.items() for row in rows],
)
def test_events(text, expected, rules):
    found = [told(event) for event in rules(text)._.conflict_events]
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one.split(" | ")[: 4 if other.endswith("*") else 5] == other.removesuffix(" | *").split(" | ")


ACLED = {
    "قتل خمسة جنود في غارة جوية.": "Air/drone strike",
    "استهدفت طائرة مسيرة سيارة في المدينة.": "Air/drone strike",
    "أطلق مقاتلون قذائف هاون على القرية.": "Shelling/artillery/missile attack",
    "انفجرت عبوة ناسفة أمام مقر الحزب.": "Remote explosive/landmine/IED",
    "فجر انتحاري نفسه في سوق.": "Suicide bomb",
    "ألقى مجهولون قنبلة يدوية على مقهى.": "Grenade",
    "دارت اشتباكات بين القوات العراقية ومسلحين.": "Armed clash",
    "هاجم مسلحون دورية للجيش.": "Armed clash",
    "قتل مسلحون مزارعين اثنين.": "Attack",
    "خطف مسلحون طبيبا.": "Abduction/forced disappearance",
    "اعتقلت الشرطة خمسة أشخاص.": "Arrests",
}


@pytest.mark.parametrize("text", ACLED)
def test_acled_type(text, rules):
    (event,) = rules(text)._.conflict_events
    assert event.acled_type == ACLED[text]


NOBODY = [
    "مقتل أربعة جنود في هجوم استهدف الجيش السوداني.",
    "هجمات في المدينة عقب وصول المقاتلات الأمريكية.",
    "أصيب مدني بقصف البيت الأبيض.",
    "قال الشهود إن قذيفة سقطت على المدرسة.",
    "قتل عشرة جنود في تفجير، وقالت وكالة رويترز إنه وقع صباحا.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_accused_whom_the_text_does_not_accuse(text, rules):
    assert [m.text for event in rules(text)._.conflict_events for m in event.attackers] == []
