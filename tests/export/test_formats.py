"""Each format of incidents and events: written files keep to their schema, nothing denied is counted, and what is lost is said."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

import conflict_nlp
from conflict_nlp import ConflictNLPError, cli, extract
from conflict_nlp.export import FORMATS
from conflict_nlp.export.csv import cell
from conflict_nlp.export.tables import columns
from conflict_nlp.export.validate import validate
from conflict_nlp.incidents import Incident, find_incidents
from conflict_nlp.linking.knowledge import _tables as actor_tables
from conflict_nlp.resources import read_table
from conflict_nlp.spans import read_claims
from tests.conftest import ROOT
from tests.export.made import claim, doc, export, report

TABLES = ("acled", "ucdp", "hxl", "airwars")
CHECKED = (*TABLES, "plover", "geojson")
HEADS = {"hxl": 2}


def rows(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode(), newline="")))


def cells(format: str, written: bytes) -> list[dict[str, str]]:
    table = rows(written)
    return [dict(zip(table[0], row, strict=True)) for row in table[HEADS.get(format, 1) :]]


@pytest.fixture(scope="module")
def read(rules: Language) -> list:
    """The example texts of the repository, read by the rules."""
    text = (ROOT / "assets/examples/attack-on-a-market.txt").read_text("utf8")
    posts = map(json.loads, (ROOT / "assets/examples/posts.jsonl").read_text("utf8").splitlines())
    return list(conflict_nlp.pipe([{"id": "attack", "text": text, "date": "2031-05-06"}, *posts], nlp=rules))


@pytest.mark.parametrize("format", CHECKED)
def test_what_is_written_is_valid(format: str, read: list, tmp_path: Path) -> None:
    empty = len(export(format)[0])
    for name, docs in (("made", [report(), report(id="b")]), ("read", read), ("none", [])):
        written, _ = export(format, *docs)
        assert (len(written) > empty) == bool(docs)
        (tmp_path / name).write_bytes(written)
        assert validate(format, tmp_path / name) == []


def test_incident_lines_lose_nothing(read: list) -> None:
    docs = [*read, report(), report(id="b")]
    written, exporter = export("incidents", *docs)
    assert [Incident.from_dict(json.loads(line)) for line in written.splitlines()] == find_incidents(docs)
    assert not exporter.losses


@pytest.mark.parametrize("format", CHECKED)
def test_reports_of_one_attack_make_one_incident_and_two_events(format: str) -> None:
    written, _ = export(format, report(), report(id="b"))
    if format == "geojson":
        number = len(json.loads(written)["features"])
    else:
        number = len(written.splitlines()) if format == "plover" else len(cells(format, written))
    assert number == (2 if format == "plover" else 1)


@pytest.mark.parametrize(("words", "low", "fatalities"), [("عشرات", 20, "10"), ("عشرات الآلاف", 20_000, "20000"), ("خمسة", 5, "5")])
def test_acled_takes_the_least_number_of_a_vague_word(words: str, low: int, fatalities: str) -> None:
    modifier = "exact" if words == "خمسة" else "vague"
    written, _ = export("acled", doc(words, [claim(low=low, high=None, text=words, modifier=modifier)]))
    assert [row["fatalities"] for row in cells("acled", written)] == [fatalities]


def test_a_line_of_plover_holds_every_kind_of_line_break(tmp_path: Path) -> None:
    """U+2028 ends a line for Python's `splitlines`, but not in JSON."""
    written, _ = export("plover", report(), report(id="b\u2028\u2029\x85"))
    (tmp_path / "events.jsonl").write_bytes(written)
    assert validate("plover", tmp_path / "events.jsonl") == []
    assert [json.loads(line)["id"] for line in written.split(b"\n")[:-1]] == ["a#e1", "b\u2028\u2029\x85#e1"]


@pytest.mark.parametrize("status", ["denied", "hypothetical"])
@pytest.mark.parametrize("format", CHECKED)
def test_what_is_denied_or_feared_is_never_counted(format: str, status: str) -> None:
    written, exporter = export(format, report(status=status))
    assert exporter.losses[f"claims that are {status}"] == 2
    if format == "plover":
        assert not written
        assert exporter.losses["events that are denied or hypothetical"] == 1
    else:
        assert exporter.losses["incidents that are only denied or hypothetical"] == 1
        assert not json.loads(written)["features"] if format == "geojson" else not cells(format, written)


def test_numbers_land_in_their_columns() -> None:
    [acled] = cells("acled", export("acled", report())[0])
    assert (acled["fatalities"], acled["actor1"], acled["inter1"], acled["actor2"]) == (
        "12",
        "Syrian Arab Army (until 2024)",
        "1",
        "Civilians",
    )
    [ucdp] = cells("ucdp", export("ucdp", report())[0])
    parts = {name: ucdp[name] for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")}
    assert parts == {"deaths_a": "0", "deaths_b": "0", "deaths_civilians": "12", "deaths_unknown": "0"}
    assert ucdp["low"] == ucdp["best"] == ucdp["high"] == "12"
    assert (ucdp["type_of_violence"], ucdp["side_b"]) == ("3", "Civilians")
    [hxl] = cells("hxl", export("hxl", report())[0])
    assert (hxl["Killed"], hxl["Injured"], hxl["Civilians killed"]) == ("12", "30", "12")
    [airwars] = cells("airwars", export("airwars", report())[0])
    assert [airwars[f"civilians_{harm}_{bound}"] for harm in ("killed", "injured") for bound in ("min", "max")] == ["12", "12", "0", ""]
    line = json.loads(export("plover", report())[0])
    assert line["size"] == {"dead": 12, "injured": 30}


@pytest.mark.parametrize(
    ("format", "losses"),
    [
        (
            "acled",
            {
                "people injured": 30,
                "accusations": 1,
                "incidents of which it is told who attacked": 1,
                "numbers of civilians killed": 1,
                "grades": 1,
            },
        ),
        ("ucdp", {"people injured": 30, "accusations": 1, "grades": 1}),
        ("hxl", {"accusations": 1, "bounds of numbers other than the killed": 1, "grades": 1}),
        ("airwars", {}),
        ("geojson", {}),
        ("plover", {"bounds of numbers": 1}),
    ],
)
def test_losses_are_counted(format: str, losses: dict[str, int]) -> None:
    assert dict(export(format, report())[1].losses) == losses


def test_incidents_without_place_date_or_death() -> None:
    bare = [replace(item, place=None, date=None, event=None) for item in read_claims(report())]
    wounded = doc(report().text, [bare[1]], date=None)
    written, exporter = export("ucdp", wounded)
    assert not cells("ucdp", written)
    assert exporter.losses["incidents without a death"] == 1
    written, exporter = export("acled", doc(report().text, bare, date=None))
    assert {row["event_date"] for row in cells("acled", written)} == {""}
    assert (
        exporter.losses["incidents without a day, week or month"]
        == exporter.losses["incidents without a place"]
        == len(cells("acled", written))
    )
    written, exporter = export("plover", doc(report().text, bare))
    assert (written, dict(exporter.losses)) == (b"", {"claims without an event": 2})


@pytest.mark.parametrize("format", TABLES)
def test_no_cell_is_a_formula(format: str) -> None:
    told = report()
    about = told.spans["conflict_document"].attrs
    told.spans["conflict_document"].attrs.update({**about, "outlet": "=HYPERLINK(1)", "url": "+1", "id": "@a"})
    written, _ = export(format, told)
    for row in rows(written)[HEADS.get(format, 1) :]:
        assert all(value == cell(value) or value.lstrip("-").replace(".", "").isdigit() for value in row)
        assert any("'=HYPERLINK" in value for value in row)


@pytest.mark.parametrize(
    ("format", "old", "new", "fault"),
    [
        ("acled", b",12,,\r\n", b",a dozen,,\r\n", "row 2, fatalities: 'a dozen' is no integer"),
        ("acled", b",12,,\r\n", b",-1,,\r\n", "row 2, fatalities: '-1' is no integer"),
        ("acled", b",12,,\r\n", b",,,\r\n", "row 2, fatalities: empty"),
        ("acled", b"2031-05-06", b"06.05.2031", "row 2, event_date: '06.05.2031' is no date"),
        (
            "acled",
            b"Shelling/artillery",
            b"Shelling",
            "row 2, sub_event_type: 'Shelling/missile attack' is not one of the values of the format",
        ),
        ("acled", b"event_date", b"date", "row 1: not the header of the format"),
        ("acled", b",12,,\r\n", b",12\r\n", "row 2: 29 cells, not 31"),
        ("ucdp", b",0,12,12,12,,", b",0,12,12,13,,", "row 2, low: 13 is more than best (12)"),
        ("hxl", b"#event+id", b"#event", "row 2: not the header of the format"),
        ("airwars", b",12,12,", b",12,11,", "row 2, civilians_killed_min: 12 is more than civilians_killed_max (11)"),
        ("plover", b'"date": "2031-05-06"', b'"date": 2031', "line 1, date: 2031 is not of type 'string', 'null'"),
        ("plover", b'"mode": ["heavy-weapons"]', b'"mode": ["artillery"]', "line 1, mode/0: 'artillery' is not one of"),
        ("plover", b'{"id"', b'"id"', "line 1: not valid JSON"),
        ("geojson", b"[36.25, 35.5]", b"[36.25]", "line 1, features/0/geometry: "),
    ],
)
def test_faults_are_found(format: str, old: bytes, new: bytes, fault: str, tmp_path: Path) -> None:
    written, _ = export(format, report())
    assert old in written
    (tmp_path / "file").write_bytes(written.replace(old, new))
    assert any(found.startswith(fault) for found in validate(format, tmp_path / "file"))


def test_only_some_formats_have_a_check(tmp_path: Path) -> None:
    with pytest.raises(ConflictNLPError, match="CN069"):
        validate("html", tmp_path / "file")


@pytest.mark.parametrize(("format", "number"), [("acled", 31), ("ucdp", 49)])
def test_tables_have_the_columns_of_their_format(format: str, number: int) -> None:
    assert len(columns(format)) == len({column.name for column in columns(format)}) == number


@pytest.mark.parametrize("format", TABLES)
def test_schemas_of_tables_are_sound(format: str) -> None:
    names = {column.name for column in columns(format)}
    for column in columns(format):
        assert column.type in ("text", "integer", "number", "date", "year")
        assert not column.at_most or column.at_most in names - {column.name}
    for row in read_table(f"export/{format}"):
        assert not row["values"] or next(c for c in columns(format) if c.name == row["column"]).values


def test_every_type_mode_and_kind_of_the_library_is_in_the_tables() -> None:
    acled = {row["sub_event_type"] for row in read_table("export/acled_types")}
    schema = json.loads((ROOT / "conflict_nlp/data/export/plover.json").read_text("utf8"))
    modes = set(schema["properties"]["mode"]["items"]["enum"])
    for table in ("attacks", "means", "event_harm"):
        for row in read_table(table):
            assert row["acled"] in acled | {""}
            assert row["mode"] in modes | {""}
    assert {row["where_prec"] for row in read_table("export/precision")} == set("1234567")
    kinds = {actor.kind for actor in actor_tables()[0].values()}
    assert {row["kind"] for name in ("ucdp_kinds", "plover_sectors") for row in read_table(f"export/{name}")} <= kinds
    codes = {row["code"] for row in read_table("export/acled_inter")}
    assert {actor.inter for actor in actor_tables()[0].values()} <= codes | {""}
    countries = {row["alpha2"] for row in read_table("export/countries")}
    places = {row["country"] for name in ("places", "places_extra") for row in read_table(name)}
    assert places - {""} <= countries


def test_the_command_line_names_all_formats() -> None:
    assert set(extract._FORMATS.split(", ")) == FORMATS.keys()


def test_the_command_line_says_what_is_lost(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.txt"
    source.write_text("أصيب خمسة مدنيين في قصف على مدينة النخيل.", "utf8")
    assert cli.main(["extract", str(source), "-m", "rules", "-f", "acled", "-o", str(tmp_path / "out.csv")]) == 0
    lines = capfd.readouterr().err.splitlines()
    assert "conflict-nlp: not in acled: 5 people injured" in lines
    assert all(line.startswith("conflict-nlp: not in acled: ") for line in lines)
    assert validate("acled", tmp_path / "out.csv") == []
