"""Suites of invented texts, one per line: the counts of conflict news, and texts that count nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflict_nlp.quantities import find_quantities

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The texts of a suite with what is expected of each: (span, rest) pairs."""
    found = []
    for line in (HERE / name).read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            text, expected = line.split("\t")
            pairs = [] if expected == "-" else [tuple(item.split(" = ")) for item in expected.split("; ")]
            found.append((text, pairs))
    return found


def bounds(low: object, high: object, modifier: str) -> str:
    """Bounds as the suites write them."""
    return f"{low}..{'' if high is None else high}" + (f" {modifier}" if modifier != "exact" else "")


@pytest.mark.parametrize(("text", "expected"), rows("conflict.tsv"))
def test_counts_of_conflict_news(text, expected):
    counts = [q for q in find_quantities(text) if q.kind == "cardinal"]
    assert [(q.text, bounds(q.low, q.high, q.modifier)) for q in counts] == expected


@pytest.mark.parametrize(("text", "expected"), rows("traps.tsv"))
def test_what_counts_nothing(text, expected):
    found = [q for q in find_quantities(text) if q.kind != "cardinal"]
    assert [(q.text, q.kind) for q in found] == [(span, kind) for span, kind in expected if kind != "dual"]
    assert [q.text for q in find_quantities(text) if q.kind == "cardinal"] == [span for span, kind in expected if kind == "dual"]
