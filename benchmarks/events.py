"""How well the pipeline reads attackers and targets: its events on annotated ASSAULT sentences, by the project's score script.

    python benchmarks/events.py [SPANS.json] [--score SCRIPT] [--model NAME]

The sentences are scored as a whole and in three parts by position: rules were written with the errors of the even ones and of
1, 5, 9 … in view, those at 3, 7, 11 … were never read, so that a gap between them tells how far the rules fit what they were made on.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from spacy.language import Language

import conflict_nlp

SHARED = Path(__file__).parents[2] / "shared"
SPANS = SHARED / "data" / "attribution" / "arabic_event_gsr" / "assault_spans.dev.json"
SCORE = SHARED / "contract" / "score_gsr.py"


def main() -> None:
    """Run, score and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("spans", nargs="?", type=Path, default=SPANS)
    parser.add_argument("--score", type=Path, default=SCORE)
    parser.add_argument("--model", default="rules")
    options = parser.parse_args()
    for path in (options.spans, options.score):
        if not path.is_file():
            parser.exit(2, f"{path} is not there\n")
    nlp = conflict_nlp.load(options.model)
    gold = json.loads(options.spans.read_text("utf8"))
    for name, part in (("all", gold), ("even", gold[::2]), ("1 of 4", gold[1::4]), ("3 of 4, never read", gold[3::4])):
        print(name, score(nlp, part, options.score))


def score(nlp: Language, gold: list[dict[str, Any]], script: Path) -> str:
    """What the score script says of the events of these sentences."""
    with tempfile.TemporaryDirectory() as folder:
        spans, predicted = Path(folder) / "spans.json", Path(folder) / "predicted.jsonl"
        spans.write_text(json.dumps(gold, ensure_ascii=False), "utf8")
        with predicted.open("w", encoding="utf8") as file:
            for doc in conflict_nlp.pipe(({"id": item["_id"], "text": item["text"]} for item in gold), nlp=nlp):
                file.write(json.dumps(conflict_nlp.to_record(doc), ensure_ascii=False) + "\n")
        return subprocess.run([sys.executable, script, spans, predicted], check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
