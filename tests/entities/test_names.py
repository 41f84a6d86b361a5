"""What `lexical_ner` marks, one phenomenon at a time; all sentences are invented and the villages and people in them too.

Markup: `[L …]` place, `[P …]` person, `[O …]` organisation, `[A …]` armed organisation.
"""

import re

import pytest

import conflict_nlp
from conflict_nlp.entities import component

MARK = re.compile(r"\[([LPOA]) ([^\]]*)\]")
LABELS = {"L": ("LOC", ""), "P": ("PER", ""), "O": ("ORG", ""), "A": ("ORG", component.ARMED)}


def read(marked):
    """The plain text of a marked one and its entities as (start, end, label, id)."""
    text, ents, end = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[end : match.start()]
        ents.append((len(text), len(text) + len(match[2]), *LABELS[match[1]]))
        text += match[2]
        end = match.end()
    return text + marked[end:], ents


def check(nlp, marked):
    text, expected = read(marked)
    doc = nlp(text)
    found = [(ent.start_char, ent.end_char, ent.label_, ent.id_) for ent in doc.ents]
    assert [(text[a:b], *rest) for a, b, *rest in found] == [(text[a:b], *rest) for a, b, *rest in expected]
    assert found == expected


@pytest.mark.parametrize(
    "marked",
    [
        "انفجار في [L حلب] و[L دمشق]",
        "وصلوا إلى [L ريف دمشق] أمس",
        "معارك في ريف [L حمص] الشرقي",
        "قصف على محافظة [L إدلب] ومدينة [L عفرين]",
        "أعلنت [L موسكو] أنها ستنسحب من [L الضفة الغربية]",
        "جنوب [L العراق] وشمال [L سوريا]",
        "اشتباكات ب[L حلب] ول[L لبنان]",
        "عاجل #[L تعز] هادئة",
        "في [L الولايات المتحدة] و[L جنوب أفريقيا]",
        "أكدت دولة [L قطر] ومملكة [L البحرين] و[L سلطنة عمان] ذلك",
    ],
    ids=[
        "known",
        "governorate",
        "countryside",
        "type word outside",
        "capital",
        "direction",
        "proclitic",
        "hashtag",
        "several words",
        "state",
    ],
)
def test_known_places(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "يقيم الفريق معسكر [L سويسرا] ثم [L معسكر الزعتري]",
        "وصلت إلى [L مطار البحرين الدولي] وأسواق [L الصين]",
        "من جنسيات غير سورية",
        "انفجار في [L الضفة الغربية] المحتلة",
    ],
    ids=["a country after a camp", "a country after a market", "a nationality after غير", "occupied"],
)
def test_what_only_tells_where_a_place_is(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "حاصر المقاتلون قاعدة جوية. وتقدموا نحو القاعدة من الشمال.",
        "قتل قيادي في [A القاعدة] في غارة.",
        "هاجموا قاعدة جوية. وتبنى [A تنظيم القاعدة] الهجوم. وقالت [A القاعدة] إنها انسحبت.",
    ],
    ids=["told before", "not told before", "told before, but the actor is named"],
)
def test_a_definite_noun_that_is_an_actors_name_too(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "قتل ثلاثة في بلدة [L زنطورة] أمس",
        "قصفت قرية [L كفر زنطور] بالمدفعية",
        "اقتحموا قرية [L أم الزناطير] فجرا",
        "قرب قريتي [L زنطورة] و[L بلطيشة] في الشمال",
        "استهدف [L مستشفى الزناطير] بغارة",
        "في [L مخيم زنطورة] للنازحين",
        "عند [L حاجز الزناطير العسكري]",
        "أغلق [L مطار زنطورة الدولي] أمس",
        "دخلوا [L مشفى “دار الزنبق”] أمس",
        "في مدينة كبيرة وقرية صغيرة ومنطقة جبلية",
        "عادوا إلى منطقة الحدود وحي سكني",
    ],
    ids=[
        "town",
        "prefix",
        "mother of",
        "two villages",
        "hospital",
        "camp",
        "checkpoint",
        "airport",
        "quotes",
        "adjectives",
        "common nouns",
    ],
)
def test_unknown_places_by_their_type_word(nlp, marked):
    check(nlp, marked)


def test_a_village_is_known_again(nlp):
    check(nlp, "سقطت قذائف على بلدة [L زنطورة] ليلا. وعاد الهدوء إلى [L زنطورة] صباحا.")


@pytest.mark.parametrize(
    "marked",
    [
        "دخلوا مدينة [L الباب] أمس",
        "فتح الباب ثم خرج",
        "القصف على #[L الباب] مستمر",
        "في شمال [L مالي] أمس",
        "قدموا له دعم مالي كبير",
        "بين [L نبل] و[L الزهراء] شمالا",
        "قتل 90 سوريا في يوم واحد",
        "قتل ثلاثون سوريا أمس",
        "على الحدود السعودية هدوء",
    ],
)
def test_names_that_are_ordinary_words(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "هاجم [A تنظيم الدولة الإسلامية] القرية",
        "قتل عنصر من [A داعش] ومن [A تنظيم داعش]",
        "أعلنت [A قوات سوريا الديمقراطية] ذلك",
        "قال [A الجيش الإسرائيلي] إن [A القوات التركية] انسحبت",
        "شن [A الطيران الحربي الروسي] غارات",
        "قصفت [A قوات النظام] و[A قوات التحالف] البلدة",
        "انسحبت [A ميليشيا الحوثي] وعاد [A الحوثيون]",
        "هجوم ل[A حركة طالبان] على متمردي [A بوكو حرام]",
        "عناصر [A كتائب القسام] و[A سرايا القدس]",
        "تقدم [A اللواء 93] و[A الفرقة 20] شرقا",
        "في بيان ل[A لجيش العراقي] أمس",
        "تبنى [A تنظيم “الدولة الإسلامية”] الهجوم",
        "تبنى [A تنظيم (داعش)] الهجوم (وفق [A تنظيم “الدولة” الإسلامية])",
        "تبنى تنظيم ([A داعش] في [L الرقة]) الهجوم",
        "أعلن [A التحالف الدولي] ضد [A داعش] ذلك",
        "مقاتلو #[A قوات_سوريا_الديمقراطية] هناك",
        "قتل قائد حوثي وثمانية حوثيين",
        "قال التنظيم إن القوات والجيش والشرطة انسحبت",
        "قصفته الطائرات الروسية",
        "تشهد حركة المرور في الشارع ازدحاما",
    ],
)
def test_armed_actors(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "قال [O المرصد السوري لحقوق الإنسان] أمس",
        "أعلنت [O وزارة الدفاع الروسية] و[O وزارة الصحة]",
        "نقلت [O وكالة فرانس برس] عن مصدر",
        "بيان ل[O لأمم المتحدة] أمس",
        'أفادت [O شبكة "نهر الزنبق"] بذلك',
        "قالت [O الخارجية الإيرانية] و[O الحكومة السورية]",
        "التقى وزير الخارجية القطري",
        "صوت [O مجلس النواب] على القرار",
        "قالت السلطات والمسؤولون في المرصد",
        "هتفوا ضد [O نظام الأسد] والنظام",
        "بحسب [O الدفاع المدني] في البلدة",
    ],
)
def test_organisations(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "قال الرئيس السوري السابق [P بشار الأسد] أمس",
        "قتل القيادي [P أبو زنطور البلطيشي] أمس",
        "المدعو [P سامر بن خالد الزنطوري] اعتقل",
        "زار [P عبد الرحمن الزنطوري] المدينة",
        "التقى [P فلاديمير بوتين] و[P ماكرون]",
        "أصيب الطفل [P سامر زنطور] بجروح. وخرج [P زنطور] من المشفى",
        "وافق علي على الأمر",
        "كان سعيد الحظ وكريم الطبع",
    ],
)
def test_persons(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "فاز [O ريال مدريد] أمس",
        "أسهم [O جنرال موتورز] تراجعت",
        "حقق [O نادي الهلال] فوزا",
        "كان الهلال مضيئا",
        "تأثرت صحة الشعب في دفاع الشعب عن أرضه",
        'أطلق الجيش عملية "الفجر" وكتب "الحرية"',
        "قررت [O الفيفا] ذلك",
        "قالت [O صحيفة الوطن] القطرية إن",
    ],
    ids=["club", "company", "ambiguous after its noun", "ambiguous alone", "another noun", "quoted", "body", "nationality of a newspaper"],
)
def test_organisations_of_the_list(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "قالت [O صحيفة هآرتس] الإسرائيلية إن",
        'نشرت [O صحيفة "وول ستريت جورنال"] الأميركية تقريرا',
        "نقلت [O وكالة الأناضول] التركية عن مصدر",
        "نقلت [O وكالة الأنباء السورية] الرسمية عن مصدر",
        "وذكرت [O وكالة الصحافة الفرنسية] ذلك",
        "صوت [O الكونغرس الأميركي] أمس",
    ],
    ids=["newspaper", "quoted", "agency", "official", "the adjective is the name", "no medium"],
)
def test_the_nationality_of_who_reports_stays_outside(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "قادة دول [O مجلس التعاون] اجتمعوا",
        'هجوم [A قوات سوريا الديمقراطية] "[A قسد]" أمس',
        "قتل المتمردون [A الحوثيون] ثلاثة",
        'فصائل "[A الجيش الوطني]" انسحبت',
    ],
    ids=["states", "short form", "rebels", "quoted"],
)
def test_the_noun_of_those_who_belong_to_it_stays_outside(nlp, marked):
    check(nlp, marked)


def test_family_names_of_the_list(nlp):
    """Two endings that no rule takes for one of a family name."""
    check(nlp, "التقى [P سامر النعيمات] و[P فادي الهارون] أمس")


def test_marks_of_direction_hide_no_name(nlp):
    """As texts that were copied from pages have them; a span in a record is without them."""
    doc = nlp("قال في \u202b\u200fسنجار\u202c (شمال \u202b\u200fالعراق\u202c) إن \u202bسامر الحداد\u202c قتل")
    assert [ent["text"] for ent in conflict_nlp.to_record(doc)["entities"]] == ["سنجار", "العراق", "سامر الحداد"]
    assert all(doc.text[ent["start"] : ent["end"]] == ent["text"] for ent in conflict_nlp.to_record(doc)["entities"])
