"""The table of places and what it tells of a place. All sentences are invented."""

import re
from collections import defaultdict

import pytest

import conflict_nlp
from conflict_nlp.entities.gazetteer import distance, locate, located, precision, where_prec
from conflict_nlp.entities.lexicon import place_entries
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from conflict_nlp.types import Place

COLUMNS = ["id", "name", "variants", "kind", "country", "admin1", "admin2", "pcode", "lat", "lon", "ambiguous", "source", "gloss"]
PCODE = re.compile("[A-Z]{2}G?[0-9]{1,4}")
ROWS = read_table("places")


def test_columns():
    assert all(list(row) == COLUMNS for row in ROWS)


def test_ids_and_keys_are_unique():
    assert len({row["id"] for row in ROWS}) == len(ROWS) == len(place_entries())


def test_rows_lie_on_earth_and_nearly_all_have_a_point():
    placed = [row for row in ROWS if row["lat"]]
    assert all(-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180 for row in placed)
    assert all(bool(row["lat"]) == bool(row["lon"]) for row in ROWS)
    assert len(ROWS) - len(placed) < 30
    assert all(row["lat"] for row in ROWS if row["kind"] in ("country", "region", "admin1"))


def test_divisions_are_rows_of_their_country():
    first = defaultdict(set)
    for row in ROWS:
        if row["kind"] == "admin1":
            assert row["admin1"] == row["name"], row
            first[row["country"]].add(row["name"])
    for row in ROWS:
        assert not row["admin1"] or row["admin1"] in first[row["country"]], row
        assert row["admin1"] or not row["admin2"], row
        assert row["kind"] != "country" or not row["admin1"], row


def test_pcodes():
    for row in ROWS:
        assert not row["pcode"] or (PCODE.fullmatch(row["pcode"]) and row["pcode"].startswith(row["country"])), row
    known = {(row["country"], row["name"]): row["pcode"] for row in read_table("places_divisions") if row["level"] == "1"}
    assert known["SY", "حلب"] == "SY02"
    assert all(row["pcode"] for row in ROWS if known.get((row["country"], row["admin1"])))


def test_hand_written_parts():
    ids = {row["id"] for row in ROWS}
    assert {row["id"] for row in read_table("places_points")} <= ids
    assert {row["id"] for row in read_table("places_extra") if row["id"]} <= ids
    names = {(row["country"], row["name"]) for row in read_table("places_divisions") if row["level"] == "1"}
    assert all((row["country"], row["admin1"]) in names for row in read_table("places_extra") if row["admin1"])


def test_towns_lie_near_their_division():
    """A wrong match would put a town far from all other places of its division."""
    by_division = defaultdict(list)
    for entry in place_entries().values():
        if entry.admin1 and entry.lat is not None and entry.kind in ("city", "locality", "admin2"):
            by_division[entry.country, entry.admin1].append(entry)
    for (country, _), entries in by_division.items():
        if country in ("SY", "IQ", "YE", "LB", "PS") and len(entries) > 3:
            for entry in entries:
                assert min(distance(entry, other) for other in entries if other is not entry) < 180, entry


@pytest.mark.parametrize(
    ("kb_id", "admin1", "pcode", "country"),
    [
        ("place:city:SY-manbij", "حلب", "SY02", "SY"),
        ("place:city:IQ-al-qaim", "الأنبار", "IQG01", "IQ"),
        ("place:admin1:YE-hodeidah", "الحديدة", "YE18", "YE"),
        ("place:city:LB-tripoli", "لبنان الشمالي", "LB7", "LB"),
        ("place:admin1:LY-tripoli", "طرابلس", "LY0211", "LY"),
        ("place:city:PS-jenin", "الضفة الغربية", "PS0101", "PS"),
        ("place:city:SD-el-fasher", "شمال دارفور", "SD02", "SD"),
        ("place:country:SY", "", "", "SY"),
    ],
)
def test_locate(kb_id, admin1, pcode, country):
    entry = locate(kb_id)
    assert (entry.admin1, entry.pcode, entry.country) == (admin1, pcode, country)
    assert entry.lat is not None


@pytest.mark.parametrize("kb_id", [None, "", "actor:is", "place:city:no-such-place"])
def test_unknown_ids(kb_id):
    assert locate(kb_id) is None


def test_distance():
    aleppo, idlib = locate("place:admin1:SY-aleppo"), locate("place:admin1:SY-idlib")
    assert distance(aleppo, idlib) == pytest.approx(56, abs=6)
    assert distance(aleppo, aleppo._replace(lat=None, lon=None)) is None


@pytest.mark.parametrize(
    ("kb_id", "near", "head", "prec"),
    [
        ("place:city:SY-manbij", False, "", 1),
        ("place:city:SY-manbij", True, "", 2),
        ("place:city:SY-manbij", False, "ريف", 2),
        ("place:city:YE-hays", False, "مديرية", 3),
        ("place:admin2:YE-arhab", True, "", 3),
        ("place:admin1:SY-aleppo", False, "", 4),
        ("place:admin1:SY-aleppo", False, "ريف", 4),
        ("place:admin1:SY-aleppo", True, "مدينة", 2),
        ("place:admin1:SY-aleppo", False, "مدينة", 1),
        ("place:region:SY-euphrates", False, "", 5),
        ("place:region:SY-castello-road", False, "", 5),
        ("place:country:SY", True, "", 6),
        ("place:region:gulf-of-aden", False, "", 7),
        ("place:region:lake-chad", False, "", 5),
    ],
)
def test_where_prec(kb_id, near, head, prec):
    assert where_prec(locate(kb_id), near, normalize(head)) == prec


def test_precision_of_type_words():
    assert [precision(normalize(word)) for word in ("قرية", "قريتي", "قضاء", "محافظة", "نهر", "كتاب")] == [1, 1, 3, 4, 5, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل أربعة مدنيين في منبج.", ("منبج", "حلب", "SY", "SY02", 1)),
        ("قتل أربعة مدنيين قرب مدينة منبج.", ("منبج", "حلب", "SY", "SY02", 2)),
        ("قتل أربعة مدنيين في محافظة حلب.", ("حلب", "حلب", "SY", "SY02", 4)),
        ("قتل أربعة جنود في قرية زنطورة بريف حلب الشمالي.", ("زنطورة", "حلب", "SY", "SY02", 1)),
        ("قتل أربعة جنود في قرية زنطورة في محافظة الأنبار.", ("زنطورة", "الأنبار", "IQ", "IQG01", 1)),
        ("قتل أربعة جنود في قرية زنطورة.", ("زنطورة", None, None, None, 1)),
        ("غرق أربعة صيادين في خليج عدن.", ("خليج عدن", None, None, None, 7)),
    ],
)
def test_claims_are_located(text, expected):
    [claim] = conflict_nlp.load("rules")(text)._.casualty_claims
    place = claim.place
    assert (place.text, place.admin1, place.country, place.pcode, place.where_prec) == expected
    assert (place.lat is None) == (place.kb_id is None)


def test_located_keeps_what_it_does_not_know():
    [place] = located(["في", "زنطوره"], [(1, 1, Place("زنطورة", 3, 9, "زنطورة"))])
    assert place == Place("زنطورة", 3, 9, "زنطورة")


def test_a_facility_lies_near_the_town_it_is_named_after(rules):
    [claim] = rules("قتل خمسة أشخاص في قصف على مشفى سراقب.")._.casualty_claims
    town = locate(next(e.kb_id_ for e in rules("قتل خمسة في سراقب.").ents if e.text == "سراقب"))
    assert (claim.place.lat, claim.place.lon, claim.place.where_prec) == (town.lat, town.lon, 2)
