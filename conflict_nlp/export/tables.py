"""Formats of incidents that are CSV tables: their columns stand in `data/export/<format>.csv`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from functools import cache
from typing import Any, BinaryIO, ClassVar, NamedTuple

from conflict_nlp.export.csv import cell, csv_line
from conflict_nlp.export.incidents import IncidentExporter, days
from conflict_nlp.incidents import Incident
from conflict_nlp.resources import read_table


class Column(NamedTuple):
    """A column of a table: what its cells may hold. `values` is empty where any value of the type may stand."""

    name: str
    hashtag: str
    type: str
    required: bool
    values: frozenset[str]
    at_most: str


@cache
def columns(format: str) -> tuple[Column, ...]:
    """The columns of a format, in their order."""
    return tuple(
        Column(row["column"], row.get("hashtag", ""), row["type"], row["required"] == "1", _values(row["values"]), row["at_most"])
        for row in read_table(f"export/{format}")
    )


def _values(written: str) -> frozenset[str]:
    if written.startswith("@"):
        table, _, column = written[1:].partition(".")
        return frozenset(row[column] for row in read_table(f"export/{table}")) - {""}
    return frozenset(written.split("|")) if written else frozenset()


class TableExporter(IncidentExporter):
    """UTF-8 with a header, one row an incident; several names in one cell are separated by `; `, what is not known is an empty cell."""

    format: ClassVar[str]
    undated: ClassVar[str] = "incidents without a date"

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self._columns = columns(self.format)
        self._file.write(csv_line([column.name for column in self._columns]))
        hashtags = [column.hashtag for column in self._columns]
        if any(hashtags):
            self._file.write(csv_line(hashtags))

    def put(self, incident: Incident) -> None:
        row = self.row(incident)
        self._file.write(csv_line([cell(row.get(column.name)) for column in self._columns]))

    def lost(self, incident: Incident) -> Iterator[tuple[str, int]]:
        yield from super().lost(incident)
        if not self.dates(incident):
            yield self.undated, 1

    def dates(self, incident: Incident) -> bool:
        """Whether the format can hold its date."""
        return days(incident) is not None

    @staticmethod
    @abstractmethod
    def row(incident: Incident) -> dict[str, Any]:
        """The row of an incident; columns that are left out stay empty."""
