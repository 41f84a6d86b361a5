"""The results as tables in memory: pandas, Arrow, polars."""

from __future__ import annotations

from io import BytesIO

import pytest

import conflict_nlp
from conflict_nlp.export.incident_rows import INCIDENT_COLUMNS
from conflict_nlp.export.rows import COLUMNS
from conflict_nlp.incidents import Toll, find_incidents
from tests.export.made import claim, estimate, export, incident, party, report

pq = pytest.importorskip("pyarrow.parquet")


def test_arrow_is_what_parquet_files_have() -> None:
    docs = [report(), report(id="b")]
    table = conflict_nlp.to_arrow(docs)
    assert table.equals(pq.read_table(BytesIO(export("parquet", *docs)[0])))
    assert table.column_names == list(COLUMNS)
    assert table.num_rows == 4
    assert table["high"].to_pylist() == [12, None, 12, None]


def test_arrow_of_nothing_has_the_schema() -> None:
    assert conflict_nlp.to_arrow([]).schema == conflict_nlp.to_arrow([report()]).schema


def test_polars_reads_it() -> None:
    pl = pytest.importorskip("polars")
    frame = pl.from_arrow(conflict_nlp.to_arrow([report()]))
    assert frame["low"].to_list() == [12, 30]
    assert frame["perpetrator_ids"].to_list() == [["actor:syria-army"]] * 2


def test_incidents_as_a_table() -> None:
    frame = conflict_nlp.incidents_to_dataframe(find_incidents([report(), report(id="b")]))
    assert list(frame.columns) == list(INCIDENT_COLUMNS)
    [row] = frame.to_dict("records")
    assert (row["killed_low"], row["killed_best"], row["killed_civilian"], row["injured_best"]) == (12, 12, 12, 30)
    assert row["documents"] == ["a", "b"]
    assert frame["injured_high"].isna().all()
    assert str(frame["killed_best"].dtype) == "Int64"


def test_a_denied_incident_has_no_numbers() -> None:
    denied = incident(claim(status="denied"), tolls={}, perpetrators=[party(None)])
    frame = conflict_nlp.incidents_to_dataframe([denied, incident(tolls={"displaced": Toll(estimate(40))})])
    assert frame["asserted"].tolist() == [False, True]
    numbers = [name for name, kind in INCIDENT_COLUMNS.items() if kind == "Int64" and name not in ("date_precision", "where_prec")]
    assert frame.loc[0, numbers].isna().all()
    assert frame.loc[1, "displaced_best"] == 40
