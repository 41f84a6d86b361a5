"""Write the model card of a pipeline, from its `meta.json` and its metrics, as the README.md that its package shows.

python scripts/model_card.py packages/ar_conflict_news_sm metrics/ar_conflict_news_sm.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

LABELS = ("all", "PER", "LOC", "ORG", "MISC")
SETS = {
    "anercorp_test": "ANERcorp test (CAMeL Lab), the recogniser alone, spans projected to words",
    "news_test": "Annotated test articles (assets/entities/test.jsonl), whole pipeline, strict characters",
    "news_test_2": "Second annotated test (assets/entities/test_2.jsonl), whole pipeline, strict characters",
    "gold_dev": "Development gold, conflict documents (rules were written with its errors in view), whole pipeline, strict characters",
    "tiny_dev": "The tiny invented corpus: a test of the workflow, not of the pipeline",
}
HARMS = """## Limits and known harms

- Names of persons are found less often the rarer they are; transliterated names vary in spelling. A missed name is no proof of absence.
- Whom a text accuses is read by rules with errors of their own (see the project's documentation of attribution): do not publish an
  accusation without reading the words that the record points to.
- The raw news are of 2013 to 2017, mostly from Saudi outlets and one Tunisian radio: their spelling and their names for armed groups are
  what the recogniser has seen most. Other outlets, dialect and social media are read worse.
- Labels follow what texts call a group or a place, not what it ought to be called. Finding persons in text can harm them: think of who
  could be named in what you process before you publish or share it.
"""


def card(meta: dict[str, Any], metrics: dict[str, Any]) -> str:
    """The card in Markdown."""
    lines = [f"# {meta['lang']}_{meta['name']} {meta['version']}", "", meta["description"] + ".", "", "```python", "import spacy", ""]
    lines += [f'nlp = spacy.load("{meta["lang"]}_{meta["name"]}")', "```", "", f"Pipeline: {', '.join(meta['pipeline'])}.", ""]
    lines += [f"Licence: {meta['license']} (from the raw news: not for commercial use).", "", "## Data", ""]
    lines += [f"- {source['name']}: {source['license']}, {source['author']} {source['url']}".rstrip() for source in meta["sources"]]
    lines += ["", f"Training: {meta['training']}"]
    training = meta.get("training_data", {})
    if training:
        lines += ["", "| corpus | texts | words | entities |", "|---|---|---|---|"]
        for name, counts in training.items():
            entities = sum(count for key, count in counts.items() if key.isupper())
            lines.append(f"| {name} | {counts.get('train', 0) + counts.get('dev', 0)} | {counts.get('words', 0)} | {entities} |")
    lines += ["", "## Scores (F, per cent)", "", "| set | " + " | ".join(LABELS) + " |", "|---" * (len(LABELS) + 1) + "|"]
    for name, scores in metrics["entities"].items():
        lines.append(f"| {SETS.get(name, name)} | " + " | ".join(str(scores.get(label, {}).get("f", "")) for label in LABELS) + " |")
    for name, scores in metrics["entities"].items():
        sources = {key.removeprefix("source "): value for key, value in scores.items() if key.startswith("source ")}
        if len(sources) > 1:
            lines += [
                "",
                f"By source, {name}: " + ", ".join(f"{key} {value['f']} ({value['gold']})" for key, value in sorted(sources.items())) + ".",
            ]
    for name, kinds in metrics.get("variants", {}).items():
        scores = metrics["entities"][name]["all"]["f"]
        changed = ", ".join(f"{kind} {value['f']}" for kind, value in kinds.items())
        lines += ["", f"In other spellings, {name} ({scores} as it is): {changed}."]
    if metrics.get("claims"):
        lines += ["", "Claims on the development gold:", "", "```", *metrics["claims"], "```"]
    return "\n".join([*lines, "", HARMS])


def main() -> None:
    folder, metrics = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf8"))
    meta_path = folder / "meta.json"
    meta = json.loads(meta_path.read_text(encoding="utf8"))
    meta["performance"] = {
        name: {label: scores[label] for label in LABELS if label in scores} for name, scores in metrics["entities"].items()
    }
    meta_path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf8")
    (folder / "README.md").write_text(card(meta, metrics), encoding="utf8")


if __name__ == "__main__":
    main()
