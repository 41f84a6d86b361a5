"""Whether a written file keeps to its format: tables by their columns, JSON by its schema (`data/export`)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.export.base import require
from conflict_nlp.export.tables import Column, columns

_TABLES = ("acled", "ucdp", "hxl", "airwars")
_SCHEMAS = ("plover", "geojson")


def validate(format: str, path: str | Path) -> list[str]:
    """What is wrong with a file, a line a fault, beginning with the row or line; empty where nothing is.

    JSON needs `pip install jsonschema`.
    """
    if format in _TABLES:
        with Path(path).open(encoding="utf8", newline="") as file:
            return list(_table_faults(format, list(csv.reader(file))))
    if format in _SCHEMAS:
        return list(_json_faults(format, Path(path).read_text("utf8")))
    raise ConflictNLPError("CN069", name=format, known=", ".join((*_TABLES, *_SCHEMAS)))


def _table_faults(format: str, rows: list[list[str]]) -> Iterator[str]:
    expected = columns(format)
    heads = [[column.name for column in expected]]
    if any(column.hashtag for column in expected):
        heads.append([column.hashtag for column in expected])
    for number, head in enumerate(heads, 1):
        if rows[number - 1 : number] != [head]:
            yield f"row {number}: not the header of the format"
            return
    for number, row in enumerate(rows[len(heads) :], len(heads) + 1):
        if len(row) != len(expected):
            yield f"row {number}: {len(row)} cells, not {len(expected)}"
            continue
        cells = dict(zip((column.name for column in expected), row, strict=True))
        for column in expected:
            for fault in _cell_faults(column, cells):
                yield f"row {number}, {column.name}: {fault}"


def _cell_faults(column: Column, cells: dict[str, str]) -> Iterator[str]:
    value = cells[column.name]
    if not value:
        if column.required:
            yield "empty"
        return
    if not _is(column.type, value):
        yield f"{value!r} is no {column.type}"
    elif column.values and value not in column.values:
        yield f"{value!r} is not one of the values of the format"
    elif column.at_most and (limit := cells[column.at_most]) and _is(column.type, limit) and _passes(column.type, value, limit):
        yield f"{value} is more than {column.at_most} ({limit})"


def _is(kind: str, value: str) -> bool:
    try:
        if kind == "date":
            date.fromisoformat(value)
        elif kind == "year":
            date(int(value), 1, 1)
        elif kind == "integer":
            return int(value) >= 0
        elif kind == "number":
            float(value)
    except ValueError:
        return False
    return True


def _passes(kind: str, value: str, limit: str) -> bool:
    """Whether the value passes the limit."""
    return value > limit if kind == "date" else float(value) > float(limit)


def _json_faults(format: str, text: str) -> Iterator[str]:
    jsonschema = require("jsonschema", feature="validate", install="jsonschema")
    schema = json.loads((files("conflict_nlp") / "data" / "export" / f"{format}.json").read_text("utf8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    parts = [text] if format == "geojson" else text.removesuffix("\n").split("\n") if text else []
    for number, part in enumerate(parts, 1):
        try:
            value = json.loads(part)
        except ValueError as error:
            yield f"line {number}: not valid JSON ({error})"
            continue
        for fault in validator.iter_errors(value):
            where = "/".join(map(str, fault.absolute_path))
            yield f"line {number}, {where or 'whole'}: {fault.message}"
