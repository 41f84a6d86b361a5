"""The notebooks of `examples/`: they run from nothing, say what the library says, and are kept without outputs."""

from __future__ import annotations

import json
import tempfile

import nbformat
import pytest
from nbclient import NotebookClient

import conflict_nlp
from conflict_nlp.incidents import find_incidents
from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))
# What they read of the repository: a checkout has no more, and what they leave in it is seen.
NEEDED = ("assets", "configs", "conflict_nlp", "scripts", "project.yml")


def read(path):
    return nbformat.read(path, as_version=4)


@pytest.fixture
def execute(tmp_path, monkeypatch):
    """Run a notebook in a checkout of its own and return the values of expressions after its last cell, and the folder for temporary
    files."""

    def run(name, start, **expressions):
        checkout, temporary = tmp_path / "checkout", tmp_path / "temporary"
        for folder in (checkout / "examples", temporary):
            folder.mkdir(parents=True)
        for needed in NEEDED:
            (checkout / needed).symlink_to(ROOT / needed)
        before = sorted(checkout.rglob("*"))
        monkeypatch.setenv("TMPDIR", str(temporary))
        for variable in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            monkeypatch.setenv(variable, str(tmp_path / "jupyter"))
        notebook = read(ROOT / "examples" / f"{name}.ipynb")
        asked = ", ".join(f"{key!r}: {expression}" for key, expression in expressions.items())
        notebook.cells.append(nbformat.v4.new_code_cell(f"print(json.dumps({{{asked}}}))"))
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(checkout / start)}}).execute()
        assert sorted(checkout.rglob("*")) == before
        assert not [output for cell in notebook.cells[:-1] for output in cell.get("outputs", ()) if "Warning" in output.get("text", "")]
        return json.loads(notebook.cells[-1].outputs[0].text), temporary

    return run


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_outputs(path):
    notebook = read(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert notebook.metadata.kernelspec.name == "python3"
    assert str(ROOT) not in path.read_text("utf8")


@pytest.mark.parametrize("start", ["", "examples"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_finds_the_repository(path, start, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT / start)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    first = next(cell for cell in read(path).cells if cell.cell_type == "code")
    names = {}
    exec(first.source, names)
    assert names["root"] == ROOT


def test_extract_and_explore(execute):
    told, temporary = execute(
        "extract_and_explore",
        "",
        records="records",
        claims="[[row.document, row.claim] for row in table.itertuples()]",
        killed="json.loads(killed_by_place.reset_index().to_json(orient='records'))",
        accused="accusations[['perpetrators', 'stance', 'sources']].fillna('').values.tolist()",
        denied="denied[['document', 'low']].values.tolist()",
        quantities="json.loads(quantities[['low', 'high']].to_json(orient='values'))",
        counted="counted[['status', 'part_of', 'same_as']].drop_duplicates().isna().values.tolist()",
    )
    docs = list(conflict_nlp.pipe(told["records"], nlp=conflict_nlp.load()))
    assert len(docs) == 6
    assert told["claims"] == [[doc._.document_id, claim.id] for doc in docs for claim in doc._.casualty_claims]
    assert told["counted"] == [[False, True, True]]
    killed = {(row["document"], row["low"], row["high"]) for row in told["killed"]}
    assert {("attack-on-a-market", 17, 17), ("post-1", 2, 2), ("post-3", 21, 21), ("typed-1", 7, 7)} <= killed
    assert ["لواء الرمال", "accused", "ناشطون"] in told["accused"]
    assert told["denied"] == [["typed-2", 10]]
    assert told["quantities"] == [[1250, 1250], [30, 30], [40, 50], [2000, None], [3, 3], [2, 2]]
    [folder] = temporary.glob("conflict-nlp-*")
    lines = (folder / "claims.jsonl").read_text("utf8").splitlines()
    assert [json.loads(line) for line in lines] == [conflict_nlp.to_record(doc) for doc in docs]
    assert (folder / "claims.csv").is_file()


def test_incidents_to_a_map(execute):
    told, temporary = execute(
        "incidents_to_a_map",
        "examples",
        records="records",
        incidents="[incident.to_dict() for incident in incidents]",
        tolls="json.loads(tolls.to_json(orient='records'))",
        most="told_most.id",
        superseded="superseded.claim.tolist()",
    )
    docs = list(conflict_nlp.pipe(told["records"], nlp=conflict_nlp.load()))
    incidents = find_incidents(docs)
    assert told["incidents"] == [incident.to_dict() for incident in incidents]
    assert len(told["tolls"]) == sum(len(incident.tolls) for incident in incidents)
    assert all(row["low"] <= row["best"] and (row["high"] is None or row["best"] <= row["high"]) for row in told["tolls"])
    [market] = [incident for incident in incidents if incident.id == told["most"]]
    # 14 "at least" on the day, 17 on the next; one side is accused, denies it and accuses the other.
    assert {report.document for report in market.reports} == {"sahl-0503", "mina-0503", "diffatan-0504", "mina-0504"}
    assert market.tolls["killed"].total.best == 17
    assert market.grading == "Contested"
    assert "mina-0503#c1" in told["superseded"]
    [folder] = temporary.glob("conflict-nlp-*")
    features = json.loads((folder / "incidents.geojson").read_text("utf8"))["features"]
    assert [feature["id"] for feature in features] == [incident.id for incident in incidents]
    assert (folder / "map.svg").read_text("utf8").count("<circle") == sum(feature["geometry"] is not None for feature in features) > 0
    page = (folder / "report.html").read_text("utf8")
    assert all(incident.id in page for incident in incidents)


@pytest.mark.slow
def test_train_on_your_own_data(execute):
    told, _ = execute(
        "train_on_your_own_data",
        "",
        pipes="nlp.pipe_names",
        f_score="f_score",
        errors="len(errors)",
        expected="len(gold ^ found)",
        corrected="[[r['id'], [[r['text'][e['start']:e['end']], e['label']] for e in r['entities']]] for r in corrected]",
        counts="counts",
        after="counts_after",
    )
    records = {part: (ROOT / "assets" / "tiny" / f"{part}.jsonl").read_text("utf8").splitlines() for part in ("train", "dev")}
    assert "ner" in told["pipes"]
    assert 0.2 < told["f_score"] <= 1
    assert told["errors"] == told["expected"]
    assert told["counts"]["mine"]["train"] == len(records["train"])
    assert told["counts"]["held_back"]["dev"] == len(records["dev"])
    assert told["corrected"] == [["post-1", [["العين", "LOC"]]], ["post-2", [["الواحة", "LOC"]]]]
    assert told["after"] == {**told["counts"], "corrected": {"train": 2, "words": told["after"]["corrected"]["words"], "LOC": 2}}
