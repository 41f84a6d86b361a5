"""The tables that the claim and attribution rules read hold what the code asks for, and nothing besides."""

from __future__ import annotations

import ast
import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import conflict_nlp
from conflict_nlp.resources import read_table
from conflict_nlp.types import Harm

CODE = Path(conflict_nlp.__file__).parent
PLOVER = {"ASSAULT", "ARREST", "ABDUCT", "FIGHT", "ACCIDENT", "ANY", "NONE"}  # the last three are ours: accidents, any harm, no attack
VALUES = {
    ("harm", "kind"): {"verb", "masdar", "phrase"},
    ("harm", "harm"): {*get_args(Harm), "none"},
    ("harm", "strength"): {"strong", "weak", "light", "arrest", "contact"},
    ("attacks", "kind"): {"noun", "verb", "verb_object", "verb_close", "clash", "claim", "cause", "event"},
    ("attacks", "type"): PLOVER,
    ("agents", "kind"): {"state", "armed", "gunman", "unit"},
}
KEYS = {
    "harm": ("kind", "perfect", "imperfect"),
    "attacks": ("kind", "word"),
    "agents": ("word",),
    "speech": ("kind", "word"),
    "words": ("group", "word"),
}


@cache
def trees() -> list[ast.Module]:
    """The rule code, parsed."""
    return [ast.parse(path.read_text(encoding="utf8")) for part in ("claims", "attribution") for path in sorted((CODE / part).glob("*.py"))]


def asked(function: str) -> set[str]:
    """The literal first arguments of the calls of `function`."""
    calls = (node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == function and isinstance(call.args[0], ast.Constant)
    }


def strings() -> set[str]:
    """All string literals of the rule code: some groups are chosen at run time (`words(group)`)."""
    nodes = (node for tree in trees() for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_group_that_is_asked_for_exists():
    assert asked("words") <= {row["group"] for row in read_table("words")}


def test_every_group_is_asked_for():
    assert {row["group"] for row in read_table("words")} <= strings()


def test_every_kind_of_speech_that_is_asked_for_exists():
    assert asked("speech") <= {row["kind"] for row in read_table("speech")}


@pytest.mark.parametrize("table", KEYS)
def test_rows_have_the_columns_of_the_header(table):
    """A gloss with a comma needs quotation marks."""
    lines = (CODE / "data" / f"{table}.csv").read_text(encoding="utf8").splitlines()
    header, *rows = csv.reader(line for line in lines if line and not line.startswith("#"))
    assert [row for row in rows if len(row) != len(header)] == []


@pytest.mark.parametrize(("table", "column"), VALUES)
def test_columns_hold_known_values(table, column):
    assert {row[column] for row in read_table(table)} <= VALUES[table, column]


@pytest.mark.parametrize("kind", ["verb", "masdar", "phrase"])
def test_only_verbs_of_harm_have_a_voice(kind):
    voices = {row["voice"] for row in read_table("harm") if row["kind"] == kind}
    assert voices <= ({"either", "active", "passive", "middle"} if kind == "verb" else {""})


@pytest.mark.parametrize("table", KEYS)
def test_no_row_stands_twice(table):
    rows = Counter(tuple(row[column] for column in KEYS[table]) for row in read_table(table))
    assert [row for row, count in rows.items() if count > 1] == []


@pytest.mark.parametrize("table", KEYS)
def test_every_word_has_a_gloss(table):
    words = [(row.get("word") or row["perfect"], row["gloss"]) for row in read_table(table)]
    assert [word for word, gloss in words if not gloss and any(c.isalpha() for c in word)] == []
