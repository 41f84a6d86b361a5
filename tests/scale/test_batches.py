"""Documents in batches, as Dask, Ray and Spark hand them over. The texts are invented."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scale import lines
from conflict_nlp import ConflictNLPError, pipe, to_dataframe
from conflict_nlp.batches import BATCH_COLUMNS, empty_frame, map_batches
from conflict_nlp.export.rows import COLUMNS, claim_rows

pandas = pytest.importorskip("pandas")
RECORDS = [
    {"id": "a", "title": "عنوان", "text": "خراب 12 قتيلا و30 جريحا", "date": "2016-01-02", "source": "صحيفة", "url": None, "other": 1},
    {"id": "b", "title": None, "text": "لا شيء", "date": None, "source": None, "url": None, "other": 2},
    {"id": "c", "title": None, "text": "1 قتيلا", "date": "2016-01-03", "source": None, "url": "https://example.org", "other": 3},
]


def plain(frame: Any) -> list[dict[str, Any]]:
    """The rows, with None for every way to say that there is nothing."""
    missing = frame.isna()
    return [
        {name: None if missing[name].iloc[n] else row[name] for name in frame.columns} for n, row in enumerate(frame.to_dict("records"))
    ]


def told(frame: Any) -> list[dict[str, Any]]:
    """The rows of documents that did not fail, without the columns of those that did."""
    assert list(frame.columns) == list(BATCH_COLUMNS)
    return [{name: row[name] for name in COLUMNS} for row in plain(frame) if row["error_code"] is None]


def failed(frame: Any) -> list[tuple[str, str]]:
    return [(row["error_code"], row["document"]) for row in plain(frame) if row["error_code"] is not None]


def as_table(records: list[dict[str, Any]]) -> Any:
    return pytest.importorskip("pyarrow").Table.from_pylist(records)


@pytest.mark.parametrize(
    "form",
    [
        pandas.DataFrame,
        lambda records: pandas.DataFrame(records).convert_dtypes(),
        as_table,
        lambda records: as_table(records).to_batches()[0],
        lambda records: {name: [record[name] for record in records] for name in records[0]},
        lambda records: {name: pandas.Series([record[name] for record in records]).to_numpy() for name in records[0]},
    ],
    ids=["pandas", "pandas with NA", "arrow table", "arrow batch", "lists", "arrays"],
)
def test_rows_are_those_of_the_pipe(model: str, nlp: object, form: Any) -> None:
    frame = map_batches(form(RECORDS), model=model)
    assert told(frame) == plain(to_dataframe(pipe(RECORDS, nlp=nlp)))
    assert len(frame) == 3


def test_rules_give_the_same_rows(rules: object) -> None:
    records = [json.loads(line) for line in lines(40)]
    assert told(map_batches(pandas.DataFrame(records), model="rules")) == plain(to_dataframe(pipe(records, nlp=rules)))


def test_failed_documents_are_rows(model: str) -> None:
    texts = ["عطب", None, float("nan"), 5, b"x", ["x"], "half \ud83d", "5 قتيلا"]
    frame = map_batches({"id": [*"abcdefg", None], "text": texts}, model=model)
    assert failed(frame) == [
        ("CN009", "a"),
        ("CN004", "b"),
        ("CN004", "c"),
        ("CN001", "d"),
        ("CN001", "e"),
        ("CN001", "f"),
        ("CN006", "g"),
        ("CN085", None),
    ]
    assert told(frame) == []
    assert frame["error"][0].startswith("[CN009]")


def test_dates_may_be_dates(model: str) -> None:
    frame = map_batches({"id": [1, 2], "text": ["5 قتيلا"] * 2, "date": [datetime.date(2016, 1, 2), pandas.NaT]}, model=model)
    assert [row["document_date"] for row in plain(frame)] == ["2016-01-02", None]
    assert [row["document"] for row in plain(frame)] == ["1", "2"]


@pytest.mark.parametrize("batch", [{}, {"id": [], "text": []}, pandas.DataFrame({"id": [], "text": []})], ids=["nothing", "lists", "frame"])
def test_empty_batch_has_the_columns(model: str, batch: Any) -> None:
    frame = map_batches(batch, model=model)
    assert len(frame) == 0
    assert frame.dtypes.to_dict() == empty_frame().dtypes.to_dict()
    assert str(frame["low"].dtype) == "Int64"


@pytest.mark.parametrize("batch", [{"body": ["x"], "key": ["a"]}, pandas.DataFrame({"id": ["a"], "body": ["x"]})], ids=["lists", "frame"])
def test_a_batch_of_other_columns_is_refused(model: str, batch: Any) -> None:
    with pytest.raises(ConflictNLPError, match=r"CN086.*text"):
        map_batches(batch, model=model)


def test_numbers_as_ids_stay_whole_where_one_is_missing(model: str) -> None:
    frame = map_batches(pandas.DataFrame({"id": [1, 2, None], "text": ["5 قتيلا"] * 3}), model=model)
    assert [row["document"] for row in plain(frame)][:2] == ["1", "2"]
    assert failed(frame) == [("CN085", None)]


def test_dask(model: str, nlp: object) -> None:
    dask = pytest.importorskip("dask.dataframe", reason="dask is not installed")
    records = [{"id": str(n), "text": f"{n} قتيلا" if n % 7 else "عطب"} for n in range(1, 40)]
    frame = dask.from_pandas(pandas.DataFrame(records), npartitions=4)
    result = frame.map_partitions(map_batches, model=model, meta=empty_frame()).compute(scheduler="threads")
    expected = pipe((record for record in records if record["text"] != "عطب"), nlp=nlp)
    assert told(result) == plain(to_dataframe(expected))
    assert [name for _, name in failed(result)] == ["7", "14", "21", "28", "35"]


def test_spark_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from conflict_nlp import spark

    monkeypatch.setitem(sys.modules, "pyspark.sql.functions", None)
    with pytest.raises(ConflictNLPError, match=r"CN034.*pip install 'conflict-nlp\[spark\]'"):
        spark.extract(None)


# In a process of its own: a session leaves threads and sockets behind. The columns have names of the user's.
_ON_SPARK = """
import json, sys
from pathlib import Path
from pyspark.sql import SparkSession
from conflict_nlp.spark import extract
if __name__ == "__main__":
    master, source, out = sys.argv[1:]
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
    session = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "16").getOrCreate()
    df = session.read.json(source).withColumnRenamed("text", "body").withColumnRenamed("id", "key").repartition(4)
    rows = extract(df, model="rules", text="body", id="key").collect()
    Path(out).write_text(json.dumps([row.asDict() for row in rows]))
    session.stop()
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java (openjdk-17-jre-headless)")
@pytest.mark.parametrize("master", ["local[1]", "local-cluster[2,1,1024]"])
def test_spark(tmp_path: Path, master: str, rules: object) -> None:
    """In one process, and on a cluster of a master, two workers and their executors."""
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
    (tmp_path / "in.jsonl").write_bytes(b"".join(lines(300)))
    (tmp_path / "job.py").write_text(_ON_SPARK)
    work = Path(pyspark.__file__).parent / "work"  # where a local cluster leaves its logs
    before = set(work.glob("*"))
    command = [sys.executable, tmp_path / "job.py", master, tmp_path / "in.jsonl", tmp_path / "out.json"]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    try:
        subprocess.run(command, env=environment, check=True, timeout=600, cwd=tmp_path, capture_output=True)
    finally:
        for folder in set(work.glob("*")) - before:
            shutil.rmtree(folder)
    found = json.loads((tmp_path / "out.json").read_text())
    records = [json.loads(line) for line in lines(300)]
    expected = [row for doc in pipe((record for record in records if record["text"]), nlp=rules) for row in claim_rows(doc)]

    def name(row: dict[str, Any]) -> tuple[str, str]:
        return row["document"], row["claim"]

    claims = [{column: row[column] for column in COLUMNS} for row in found if row["error_code"] is None]
    assert sorted(claims, key=name) == sorted(expected, key=name)
    assert len(claims) > 1000
    assert sorted((row["document"], row["error_code"]) for row in found if row["error_code"]) == [
        (f"article-{number}", "CN004") for number in (100, 200, 300)
    ]
