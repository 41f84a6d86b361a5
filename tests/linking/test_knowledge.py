"""The actor tables: their schema, and what is looked up in them."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest

from conflict_nlp.attribution.lexicon import attack_nouns, attack_verbs, speech
from conflict_nlp.claims.lexicon import triggers
from conflict_nlp.entities.lexicon import name_words, split_names
from conflict_nlp.linking import knowledge
from conflict_nlp.resources import read_tables
from conflict_nlp.text.normalize import normalize

COLUMNS = ["id", "name", "aliases", "name_en", "kind", "inter", "armed", "parent", "country", "active_from", "active_to", "wikidata"]
ARMED = {"armed_group", "militia", "state_force", "coalition", "police", "security", "peacekeeper"}
REPORTING = {"monitor", "agency", "media", "ministry", "ngo", "un", "igo"}
KINDS = ARMED | REPORTING | {"government", "party"}
# North Africa, the Middle East, the Sahel and the Horn.
REGION = [
    "SY",
    "IQ",
    "LB",
    "PS",
    "IL",
    "JO",
    "EG",
    "LY",
    "TN",
    "DZ",
    "MA",
    "MR",
    "ML",
    "NE",
    "BF",
    "TD",
    "SD",
    "SS",
    "SO",
    "ET",
    "ER",
    "DJ",
    "YE",
    "SA",
    "AE",
    "QA",
    "KW",
    "BH",
    "OM",
    "IR",
    "TR",
    "AF",
    "PK",
    "NG",
]
FOREIGN = ["US", "RU", "GB", "FR"]
FOLDER = files("conflict_nlp") / "data" / "actors"
TABLES = sorted(source.name for source in FOLDER.iterdir() if source.name.endswith(".csv"))
ROWS = read_tables("actors")
IDS = {row["id"] for row in ROWS}


@pytest.mark.parametrize("table", TABLES)
def test_file_says_where_it_comes_from(table):
    lines = (FOLDER / table).read_text(encoding="utf8").splitlines()
    head = " ".join(line for line in lines if line.startswith("#"))
    assert "CC0" in head
    rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    assert rows[0] == COLUMNS
    assert all(len(row) == len(COLUMNS) for row in rows)


def test_there_are_enough_actors():
    assert len(ROWS) >= 500
    assert len(IDS) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row(row):
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", row["id"])
    assert re.search("[ء-ي]", row["name"])
    assert re.search("[A-Za-z]", row["name_en"])
    assert row["kind"] in KINDS
    assert row["inter"] in {"", "1", "2", "3", "4", "8"}
    assert (row["armed"] == "1") == (row["kind"] in ARMED)
    assert bool(row["inter"]) or row["armed"] == "0", "what fights has an inter code"
    assert not (row["inter"] and row["kind"] in REPORTING), "what only reports has none"
    assert row["parent"] in {"", *IDS} - {row["id"]}
    assert re.fullmatch("([A-Z]{2})?", row["country"])
    assert all(re.fullmatch(r"((19|20)\d\d)?", row[column]) for column in ("active_from", "active_to"))
    assert not (row["active_from"] and row["active_to"]) or row["active_from"] <= row["active_to"]
    assert re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"])
    names = [row["name"], *filter(None, row["aliases"].split("|"))]
    assert all(name.strip() == name for name in names)
    assert len(names) == len(set(names))


def test_parents_end_somewhere():
    parents = {row["id"]: row["parent"] for row in ROWS}
    for start in parents:
        seen, at = set(), start
        while at:
            assert at not in seen, f"{start} belongs to itself"
            seen.add(at)
            at = parents[at]


@pytest.mark.parametrize("country", [*REGION, *FOREIGN])
def test_every_state_of_the_region_has_forces(country):
    assert any(row["country"] == country and row["kind"] == "state_force" for row in ROWS)


def test_wikidata_ids_are_of_one_actor():
    items = [row["wikidata"] for row in ROWS if row["wikidata"]]
    assert len(items) == len(set(items))


def test_names_of_one_word_are_no_words_of_the_rules():
    """`آفاد` is written like `أفاد`: such names count in quotation marks only."""
    words = {**attack_nouns(), **attack_verbs(), **triggers()}.keys() | name_words("stop")
    words |= {word for kind in ("verb", "participle", "preposition", "relay") for word in speech(kind)}
    clashes = [(row["id"], name) for row in ROWS for name, norms in split_names(row) if len(norms) == 1 and norms[0] in words]
    assert [clash for clash in clashes if not clash[1].startswith("«")] == []


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("داعش", "is"),
        ("تنظيم الدولة الإسلامية", "is"),
        ("عصابات داعش", "is"),
        ("قسد", "sdf"),
        ("ميليشيا قسد", "sdf"),
        ("قوات سوريا الديموقراطية", "sdf"),
        ("المرصد السوري لحقوق الإنسان", "sohr"),
        ("وكالة الأناضول التركية", "anadolu"),
        ("جيش الاحتلال", "idf"),
    ],
)
def test_candidates(name, actor):
    words = [normalize(word) for word in re.sub("ل(?=حقوق)", "ل ", name).split()]
    assert [found.actor.id for found in knowledge.candidates(words)][:1] == [actor]


def test_an_alias_of_several_actors_has_them_all():
    ids = {found.actor.id for found in knowledge.candidates(["الحرس", "الوطني"])}
    assert len(ids) > 1
    shared = knowledge.knowledge_base().get_alias_candidates("الحرس الوطني")
    assert len({candidate.prior_prob for candidate in shared}) == 1


def test_a_weak_name_needs_its_country():
    assert all(found.weak for found in knowledge.candidates([normalize("وزارة"), normalize("الداخلية")]) if found.actor.kind == "ministry")


def test_unknown_names_have_no_candidates():
    assert knowledge.candidates(["كتاب", "جديد"]) == []
    assert knowledge.actor("actor:nobody") is None


def test_forces_of_a_country():
    assert knowledge.force_of("IL") == "actor:idf"
    assert knowledge.force_of("XX") == ""
