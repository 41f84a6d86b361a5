"""The tables that the rules of events read use the names of PLOVER and ACLED, and hold what the code asks for."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

import conflict_nlp
from conflict_nlp.resources import read_table

CODE = Path(conflict_nlp.__file__).parent / "events"
MODES = {
    *("abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack"),
    *("aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"),  # ASSAULT
    *("seize", "arrest"),  # COERCE
    "",
}
ACLED = {
    *("Armed clash", "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Grenade"),
    *("Remote explosive/landmine/IED", "Sexual violence", "Attack", "Abduction/forced disappearance", "Arrests"),
    *("Looting/property destruction", "Other", ""),
}


@pytest.mark.parametrize("table", ["attacks", "event_harm", "means"])
def test_names_are_those_of_the_codebooks(table):
    rows = read_table(table)
    assert {row["mode"] for row in rows} <= MODES
    assert {row["acled"] for row in rows} <= ACLED


def test_words_of_harm_are_words_of_harm():
    known = {row["perfect"] for row in read_table("harm")}
    assert {row["word"] for row in read_table("event_harm")} <= known


def test_groups_are_those_asked_for():
    trees = [ast.parse(path.read_text(encoding="utf8")) for path in CODE.glob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    asked = {c.args[0].value for c in calls if getattr(c.func, "id", "") == "event_words" and isinstance(c.args[0], ast.Constant)}
    assert {row["group"] for row in read_table("event_words")} == asked


@pytest.mark.parametrize(("table", "keys"), [("event_words", ("group", "word")), ("event_harm", ("word",)), ("means", ("word",))])
def test_no_row_stands_twice_and_every_row_has_a_gloss(table, keys):
    rows = read_table(table)
    assert [row for row, count in Counter(tuple(r[k] for k in keys) for r in rows).items() if count > 1] == []
    assert [row for row in rows if not row["gloss"]] == []
