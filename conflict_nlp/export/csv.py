"""CSV: one row a claim, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from spacy.tokens import Doc

from conflict_nlp.export.pieces import PieceExporter
from conflict_nlp.export.rows import COLUMNS, claim_rows

# A cell that begins so is a formula to a spreadsheet (the last four are what some locales type for the first four). Where the spreadsheet's
# separator is a semicolon, a cell begins behind each of them.
_FORMULA = re.compile("(^|;[ \t]*)(?=[=+\\-@\t\r\n＝＋－＠])")


class CsvExporter(PieceExporter):
    """UTF-8 with a header; several names in one cell are separated by `; `, what is not known is an empty cell."""

    @classmethod
    def head(cls) -> bytes:
        return csv_line(list(COLUMNS))

    @staticmethod
    def render(doc: Doc) -> bytes:
        return b"".join(csv_line([cell(row[name]) for name in COLUMNS]) for row in claim_rows(doc))


def csv_line(cells: list[Any]) -> bytes:
    """One line of the file."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()


def cell(value: object) -> object:
    """`value` as a cell: lists joined, and text that a spreadsheet would run as a formula made text by an apostrophe."""
    if isinstance(value, list):
        value = "; ".join(value)
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value
