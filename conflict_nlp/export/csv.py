"""CSV: one row a claim, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any, BinaryIO

from spacy.tokens import Doc

from conflict_nlp.export.base import Exporter
from conflict_nlp.export.rows import COLUMNS, claim_rows

# A cell that begins so is a formula to a spreadsheet (the last four are what some locales type for the first four).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CsvExporter(Exporter):
    """UTF-8 with a header; several names in one cell are separated by `; `, what is not known is an empty cell."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._put(list(COLUMNS))

    def write(self, doc: Doc) -> None:
        for row in claim_rows(doc):
            self._put([cell(row[name]) for name in COLUMNS])

    def _put(self, cells: list[Any]) -> None:
        line = io.StringIO(newline="")
        csv.writer(line).writerow(cells)
        self._file.write(line.getvalue().encode())


def cell(value: object) -> object:
    """`value` as a cell: lists joined, and text that a spreadsheet would run as a formula made text by an apostrophe."""
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
