"""How well the rule pipeline reads claims: its output on gold documents, by the project's score script.

    python benchmarks/claims.py GOLD.jsonl... [--score SCRIPT] [--model NAME]

Gold is JSONL with `id`, `text` and `claims` (`scripts/standoff.py unpack` makes it from stand-off annotations). Prints one
table, a column a file: F1 of what is found and attributed, accuracy of what is decided about found claims. No error is
shown, so that a blind set stays blind.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from spacy.language import Language

import conflict_nlp

F1 = ("found", "exact", "perpetrator", "victim_actor", "source", "place", "part_of", "same_as")
ACCURACY = ("modifier", "victim_type", "status")
SCORE = Path(__file__).parents[2] / "shared" / "contract" / "score_claims.py"


def main() -> None:
    """Run, score and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--score", type=Path, default=SCORE)
    parser.add_argument("--model", default="rules")
    options = parser.parse_args()
    if not options.score.is_file():
        parser.exit(2, f"the score script is not at {options.score}; name it with --score\n")
    nlp = conflict_nlp.load(options.model)
    columns = {}
    with tempfile.TemporaryDirectory() as folder:
        for gold in options.gold:
            predicted = Path(folder) / gold.name
            tempted, without = predict(nlp, gold, predicted)
            columns[gold.stem] = {"tempted": f"{tempted} of {without}", **score(options.score, gold, predicted)}
    for line in table(columns):
        print(line)


def predict(nlp: Language, gold: Path, out: Path) -> tuple[int, int]:
    """Write the claims that the pipeline finds in the texts of `gold`. Of the documents that hold no claim: how many were
    given one, and how many there are."""
    with gold.open(encoding="utf8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    empty = {record["id"] for record in records if not record["claims"]}
    tempted = 0
    with out.open("w", encoding="utf8") as file:
        for doc in conflict_nlp.pipe(({"id": record["id"], "text": record["text"]} for record in records), nlp=nlp):
            record = conflict_nlp.to_record(doc)
            tempted += record["id"] in empty and bool(record["claims"])
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return tempted, len(empty)


def score(script: Path, gold: Path, predicted: Path) -> dict[str, Any]:
    """The figures of the score script."""
    run = subprocess.run([sys.executable, script, gold, predicted, "--json"], check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(run.stdout)
    return figures


def table(columns: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The figures as a Markdown table, line by line."""
    yield "| | " + " | ".join(columns) + " |"
    yield "|---|" + "---|" * len(columns)
    rows: dict[str, Callable[[dict[str, Any]], str]] = {
        "documents": lambda f: str(f["documents"]),
        "claims annotated": lambda f: str(f["gold_claims"]),
        "claims given": lambda f: str(f["predicted_claims"]),
        "documents without a claim that were given one": lambda f: f["tempted"],
        **{f"{name} F1 [95 %]": partial(f1, name=name) for name in F1},
        **{f"{name} accuracy": partial(accuracy, name=name) for name in ACCURACY},
    }
    for name, cell in rows.items():
        yield f"| {name} | " + " | ".join(cell(figures) for figures in columns.values()) + " |"


def f1(figures: dict[str, Any], name: str) -> str:
    """F1 with its interval."""
    value = figures[name]
    return f"{value['f']:.3f} [{value['low']:.2f}, {value['high']:.2f}]"


def accuracy(figures: dict[str, Any], name: str) -> str:
    """Share of the claims found."""
    return f"{figures[name]['accuracy']:.3f}"


if __name__ == "__main__":
    main()
