"""The data files of names and the look-ups that others use."""

import pytest

from conflict_nlp.entities import lexicon
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize


@pytest.mark.parametrize(
    ("word", "country", "number", "gender", "definite", "actor"),
    [
        ("سوري", "SY", "sg", "m", False, None),
        ("السورية", "SY", "sg", "f", True, None),
        ("أتراك", "TR", "pl", "m", False, None),
        ("العراقيين", "IQ", "pl", "m", True, None),
        ("حوثي", "YE", "sg", "m", False, "الحوثيون"),
        ("الداعشيين", "", "pl", "m", True, "تنظيم داعش"),
    ],
)
def test_nationality(word, country, number, gender, definite, actor):
    nation = lexicon.nationality(normalize(word))
    assert (nation.country, nation.number, nation.gender, nation.definite, nation.actor) == (country, number, gender, definite, actor)


def test_other_words_are_no_nationality():
    assert lexicon.nationality("بيت") is None


@pytest.mark.parametrize(
    ("phrase", "kb_id", "armed"),
    [
        ("تنظيم داعش", "actor:is", True),
        ("داعش", "actor:is", True),
        ("حركة طالبان", "actor:taliban", True),
        ("المرصد السوري", "actor:sohr", False),
    ],
)
def test_actor_for(phrase, kb_id, armed):
    actor = lexicon.actor_for(" ".join(map(normalize, phrase.split())))
    assert (actor.kb_id, actor.armed) == (kb_id, armed)


@pytest.mark.parametrize(("name", "kb_id"), [("سورية", "place:country:SY"), ("ريف دمشق", "place:admin1:SY-rif-dimashq")])
def test_place_for(name, kb_id):
    assert lexicon.place_for(" ".join(map(normalize, name.split()))).kb_id == kb_id


def test_unknown_phrases_have_no_row():
    assert lexicon.actor_for("كتاب جديد") is None
    assert lexicon.place_for("كتاب جديد") is None


PLACE_KINDS = {"country", "region", "admin1", "admin2", "city", "locality"}
ALLOWED = {
    "places": {"kind": PLACE_KINDS, "ambiguous": {"", "1", "2"}},
    "places_extra": {"kind": PLACE_KINDS, "ambiguous": {"", "1", "2"}},
    "nationalities": {"kind": {"nation", "people", "creed", "region", "group"}},
    "place_types": {"span": {"in", "out"}, "trust": {"0", "1", "2"}},
    "actor_types": {"trust": {"0", "1", "2", "3"}, "adjective": {"0", "1"}},
    "orgs": {"trust": {"0", "1", "2", "3"}, "adjective": {"0", "1", "2", "3"}},
    "titles": {"kind": {"title", "relation", "kunya", "link", "epithet"}, "weak": {"", "1"}},
    "given_names": {"gender": {"m", "f", "foreign"}, "ordinary": {"", "1"}},
    "name_words": {
        "kind": {
            "stop",
            "common",
            "prefix",
            "facility",
            "org",
            "owner",
            "force",
            "direction",
            "near",
            "for",
            "outer",
            "purpose",
            "epithet",
        },
    },
    "persons": {},
    "organisations": {
        "kind": {
            *("party", "union", "university", "institute", "international", "ngo", "religious", "state", "company", "bank", "exchange"),
            *("airline", "media", "publisher", "club", "sport_body"),
        },
        "ambiguous": {"", "1"},
    },
    "surnames": {"origin": {"arab", "kurdish", "turkish", "persian", "foreign"}, "ordinary": {"", "1"}},
}


@pytest.mark.parametrize("table", ALLOWED)
def test_tables(table):
    rows = read_table(table)
    assert len(rows) > 20
    for row in rows:
        assert None not in row, row
        assert row["gloss"], row
        assert next(iter(row.values())), row
        for column, values in ALLOWED[table].items():
            assert row[column] in values, row


def test_ids_are_unique():
    ids = [row["id"] for row in read_table("places")]
    assert len(ids) == len(set(ids))


def test_coordinates_lie_on_earth():
    placed = [row for row in read_table("places") if row["lat"]]
    assert len(placed) > 2000
    assert all(-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180 for row in placed)


def test_actors_and_nationalities_agree():
    """The actor that an adjective stands for is one of the list."""
    for row in read_table("nationalities"):
        if row["actor"]:
            assert lexicon.actor_for(" ".join(map(normalize, row["actor"].split()))) is not None, row["actor"]
