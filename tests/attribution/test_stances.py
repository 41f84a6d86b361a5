"""How a text ties an actor to harm. All sentences are invented."""

from __future__ import annotations

import pytest

CASES = {
    "asserted": [
        ("قتل خمسة مدنيين بقصف لقوات النظام على البلدة.", ["قوات النظام"]),
        ("قال المرصد إن ثلاثة مدنيين قتلوا في غارة روسية.", ["روسية"]),
    ],
    "accused": [
        ("اتهمت منظمة حقوقية الجيش السوداني بقتل 20 مدنيا في غارة على نيالا.", ["الجيش السوداني"]),
        ("قتل خمسة مدنيين في قصف على السوق، واتهم ناشطون قوات النظام بتنفيذ القصف.", ["قوات النظام"]),
        ("حمّلت الحكومة اليمنية ميليشيا الحوثي مسؤولية مقتل ثلاثة أطفال بانفجار لغم.", ["ميليشيا الحوثي"]),
        ("قتل سبعة أشخاص في انفجار سيارة مفخخة. ووجه مجلس محلي أصابع الاتهام إلى تنظيم داعش.", ["تنظيم داعش"]),
        ("قتل شخصان في هجوم يعتقد أن حركة الشباب تقف وراءه.", ["حركة الشباب"]),
        ("اتهمت الحكومة قوات الدعم السريع بقتل تسعة مدنيين، لكن القوات نفت ذلك.", ["قوات الدعم السريع"]),
    ],
    "claimed_responsibility": [
        ("تبنى تنظيم الدولة الإسلامية الهجوم الذي أسفر عن مقتل 12 جنديا.", ["تنظيم الدولة الإسلامية"]),
        ("قتل تسعة جنود في هجوم على حاجز. وأعلن تنظيم داعش مسؤوليته عن الهجوم.", ["تنظيم داعش"]),
        ("أعلنت كتائب القسام أنها قتلت جنديين إسرائيليين في كمين.", ["كتائب القسام"]),
        ("أقر التحالف العربي بمسؤوليته عن غارة أودت بحياة 25 مدنيا.", ["التحالف العربي"]),
        ("قال متحدث باسم الحوثيين إن قواتهم قتلت عشرين من القوات المشتركة.", ["الحوثيين"]),
    ],
    "denied": [
        ("نفت قوات سوريا الديمقراطية مسؤوليتها عن القصف الذي أدى إلى مقتل ثلاثة مدنيين.", []),
        ("نفى التحالف العربي استهداف حفل زفاف قتل فيه 20 شخصا.", []),
        ("قالت حركة الشباب إنها ليست وراء التفجير الذي أودى بحياة 15 طالبا.", []),
    ],
    None: [
        ("قتل خمسة مدنيين بانفجار لغم.", []),
        ("قتل شخصان في انفجار، ولم تتبن أي جهة الهجوم.", []),
    ],
}


@pytest.mark.parametrize(("stance", "text", "names"), [(stance, *case) for stance, cases in CASES.items() for case in cases])
def test_stance(stance, text, names, rules):
    for claim in rules(text)._.casualty_claims:
        assert claim.stance == stance
        assert [m.name for m in claim.perpetrators] == names


def test_the_words_that_make_the_stance_are_evidence(rules):
    doc = rules("اتهمت منظمة حقوقية الجيش السوداني بقتل 20 مدنيا.")
    [claim] = doc._.casualty_claims
    [evidence] = [e for e in claim.evidence if e.role == "stance"]
    assert (evidence.text, evidence.rule) == ("اتهمت", "accused")
    assert doc.text[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize(
    "text",
    [
        "اتهمت الحكومة المتمردين بخرق الهدنة. وقتل ثلاثة أشخاص في حادث سير.",
        "قتل خمسة في انفجار. وفي سياق منفصل، اتهم ناشطون قوات النظام بقصف قرية أخرى.",
    ],
)
def test_an_accusation_of_something_else_accuses_nobody_of_this(text, rules):
    for claim in rules(text)._.casualty_claims:
        assert claim.perpetrators == []
