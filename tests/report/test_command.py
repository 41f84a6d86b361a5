"""`conflict-nlp report`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from conflict_nlp.cli import main

EXAMPLES = ROOT / "assets" / "examples" / "report"


def test_report_of_the_examples(tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert main(["report", str(EXAMPLES), "-m", "rules", "-o", str(out), "--title", "تقرير"]) == 0
    page = out.read_text("utf8")
    for line in (EXAMPLES / "articles.jsonl").read_text("utf8").splitlines():
        assert json.loads(line)["id"] in page
    assert "<title>تقرير</title>" in page
    data = json.loads(page.split('<script type="application/json" id="data">')[1].split("</script>")[0])
    market = next(incident for incident in data["incidents"] if "sahl-0503" in [report["document"] for report in incident["reports"]])
    assert market["place"]["country"] == "SY"
    assert market["tolls"]["killed"]["total"]["best"] == 17


def test_failed_documents_are_named_and_the_rest_is_written(model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "good", "text": "12 قتيلا"}\n{"id": "bad", "text": "عطب"}\nno json\n', "utf8")
    out = tmp_path / "report.html"
    assert main(["report", str(source), "-m", model, "-o", str(out)]) == 1
    errors = capsys.readouterr().err
    assert "CN009" in errors
    assert "bad" in errors
    assert "CN020" in errors
    assert "good" in out.read_text("utf8")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["-o", "-"], "CN033"),
        (["-o", "{}/none/x.html"], "CN027"),
        (["-o", "{}/x.html", "--workers", "0"], "CN035"),
        (["-o", str(EXAMPLES / "articles.jsonl")], "CN084"),
    ],
)
def test_unusable_arguments(model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str) -> None:
    arguments = [argument.format(tmp_path) for argument in arguments]
    assert main(["report", str(EXAMPLES), "-m", model, *arguments]) == 2
    assert code in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_package_is_cheap_to_import() -> None:
    code = "import sys, conflict_nlp.report.command; sys.exit('spacy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
