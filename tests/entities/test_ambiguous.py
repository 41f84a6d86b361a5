"""Places that share a name. All sentences are invented."""

from collections import Counter

import pytest

from conflict_nlp.entities.ambiguous import Told, choose, outlet_country
from conflict_nlp.entities.gazetteer import locate
from conflict_nlp.entities.lexicon import Entry, places
from conflict_nlp.spans import write_document
from conflict_nlp.text.normalize import normalize
from tests.entities.conftest import build


def found(text, name, outlet=None):
    nlp = build()
    doc = nlp.make_doc(text)
    if outlet:
        write_document(doc, outlet=outlet)
    doc = nlp(doc)
    return next(ent.kb_id_ for ent in doc.ents if name in ent.text)


@pytest.mark.parametrize(
    ("text", "name", "kb_id"),
    [
        # The larger place told right with it.
        ("انفجار في طرابلس شمال لبنان.", "طرابلس", "place:city:LB-tripoli"),
        ("اشتباكات في طرابلس، وقال مسؤول في بنغازي إن ليبيا تنزف.", "طرابلس", "place:admin1:LY-tripoli"),
        ("سقط صاروخ في مدينة المنصورة بريف الرقة.", "المنصورة", "place:city:SY-al-mansoura"),
        ("سقط صاروخ في مديرية المنصورة في محافظة عدن.", "المنصورة", "place:locality:YE-mansoura"),
        ("حريق في مدينة المنصورة بمحافظة الدقهلية.", "المنصورة", "place:city:EG-mansoura"),
        ("غارة على منطقة البيضاء شرق ليبيا.", "البيضاء", "place:city:LY-bayda"),
        ("غارة على محافظة البيضاء وسط اليمن.", "البيضاء", "place:admin1:YE-al-bayda"),
        ("مواجهات في بلدة دوما جنوب نابلس.", "دوما", "place:city:PS-duma"),
        ("مواجهات في مدينة دوما بريف دمشق.", "دوما", "place:city:SY-douma"),
        ("قصف على بلدة صيدا بريف درعا.", "صيدا", "place:city:SY-saida"),
        ("قصف على مخيم قرب صيدا جنوب لبنان.", "صيدا", "place:city:LB-sidon"),
        ("إطلاق نار في مدينة أريحا في الضفة الغربية.", "أريحا", "place:city:PS-jericho"),
        ("غارات على مدينة أريحا بريف إدلب.", "أريحا", "place:city:SY-ariha"),
        # Adjectives of nationality.
        ("انفجار في طرابلس اللبنانية.", "طرابلس", "place:city:LB-tripoli"),
        ("اشتباكات في العاصمة الليبية طرابلس.", "طرابلس", "place:admin1:LY-tripoli"),
        # Names of one country.
        ("هجوم في مدينة القائم غرب العراق.", "القائم", "place:city:IQ-al-qaim"),
        ("قصف على الحديدة.", "الحديدة", "place:admin1:YE-hodeidah"),
        ("قصف على القامشلي.", "القامشلي", "place:city:SY-qamishli"),
        ("اشتباكات في مدينة الزاوية غرب طرابلس.", "الزاوية", "place:city:LY-zawiya"),
        # The kind of place that the type word says.
        ("هجوم في ولاية كانو.", "كانو", "place:admin1:NG-kano-state"),
        ("هجوم في مدينة كانو.", "كانو", "place:city:NG-kano"),
    ],
)
def test_shared_names(text, name, kb_id):
    assert found(text, name) == kb_id


def test_ordinary_words_are_no_places():
    doc = build()("عثر العمال على قطعة حديدة قديمة.")
    assert not [ent for ent in doc.ents if ent.label_ == "LOC"]


def test_what_follows_binds_before_what_the_document_tells():
    text = "في سوريا والحسكة وحلب هدوء. انفجار في طرابلس شمال لبنان."
    assert found(text, "طرابلس") == "place:city:LB-tripoli"


def test_other_places_of_the_document():
    assert found("قصف على عكار وزغرتا. قتلى في طرابلس.", "طرابلس") == "place:city:LB-tripoli"
    assert found("قصف على ترهونة وبنغازي. قتلى في طرابلس.", "طرابلس") == "place:admin1:LY-tripoli"


def test_outlet():
    assert outlet_country("الوكالة الوطنية للإعلام") == "LB"
    assert outlet_country("وكالة سانا") == "SY"
    assert outlet_country("صحيفة لا يعرفها أحد") == outlet_country(None) == outlet_country("") == ""
    assert found("قتلى في طرابلس.", "طرابلس", "الوكالة الوطنية للإعلام") == "place:city:LB-tripoli"
    assert found("قتلى في طرابلس.", "طرابلس") == "place:admin1:LY-tripoli"


TRIPOLIS = places().get([normalize("طرابلس")])


def test_choose_prefers_the_most_prominent():
    assert choose(TRIPOLIS) is TRIPOLIS[0]


def test_choose_weighs_the_document():
    nations = Counter({"LB": 2, "LY": 1})
    assert choose(TRIPOLIS, nations=nations).country == "LB"
    assert choose(TRIPOLIS, nations=nations, told=Told.of([locate("place:admin1:LY-benghazi")] * 2)).country == "LY"
    assert choose(TRIPOLIS, nations=nations, beside=[Entry("LOC", "", "", "country", "LY")]).country == "LY"
    assert choose(TRIPOLIS, outlet="LB").country == "LB"


def test_choose_takes_the_nearer_of_one_country():
    suran = places().get([normalize("صوران")])
    assert choose(suran, told=Told.of([locate("place:city:SY-azaz")])).admin1 == "حلب"
    assert choose(suran, told=Told.of([locate("place:city:SY-morek")])).admin1 == "حماة"
