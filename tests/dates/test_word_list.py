"""The table of date words holds what the code asks for, and nothing besides."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

import conflict_nlp
from conflict_nlp.dates.lexicon import starters
from conflict_nlp.resources import read_table
from conflict_nlp.text.view import View

CODE = Path(conflict_nlp.__file__).parent
ROWS = read_table("dates")
KINDS = {row["kind"] for row in ROWS}


def test_rows_have_the_columns_of_the_header():
    lines = (CODE / "data" / "dates.csv").read_text("utf8").splitlines()
    header, *rows = csv.reader(line for line in lines if line and not line.startswith("#"))
    assert [row for row in rows if len(row) != len(header)] == []


def test_no_row_stands_twice_or_without_a_gloss():
    rows = Counter((row["kind"], row["word"]) for row in ROWS)
    assert [row for row, count in rows.items() if count > 1] == []
    assert [row["word"] for row in ROWS if not row["gloss"]] == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_asked_for(kind):
    code = "".join(path.read_text("utf8") for path in (CODE / "dates").glob("*.py"))
    assert f'"{kind}"' in code


@pytest.mark.parametrize("row", [r for r in ROWS if r["kind"] in ("month", "hijri", "weekday", "deictic")], ids=lambda r: r["word"])
def test_the_tokenizer_leaves_date_words_whole(rules, row):
    view = View(rules(f"قتل خمسة {row['word']} ."))
    assert view.norms[2 : 2 + len(row["word"].split())][0] in starters()
