"""Score a pipeline on the sets that a corpora configuration names under `[evaluation]`, and on the development gold's claims.

    python -m scripts.evaluate packages/ar_conflict_news_sm metrics/out.json --config configs/corpora/full.cfg --root ../shared/data

A set of `words` is scored as `score_anercorp.py` of the contract does: the recogniser's PER, LOC, ORG and MISC, spans projected to the
words they touch. One of `characters` is scored as `score_entities.py`: the whole pipeline's PER, LOC, ORG, strict. Sets whose files
are not there are left out, and named.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from confection import Config
from spacy.language import Language

from scripts.corpora.readers import READERS, read_standoff
from scripts.corpora.records import Entity, Record
from scripts.corpora.variants import vary

WORD_LABELS = ("PER", "LOC", "ORG", "MISC")
GUIDELINE_LABELS = ("PER", "LOC", "ORG")
GUIDELINE = {"ARM": "ORG", "GOV": "ORG"}


def to_words(text: str, entities: Iterable[Entity]) -> set[Entity]:
    """Entities widened to the words, between white space, that they touch."""
    widened = set()
    for start, end, label in entities:
        while start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        widened.add((start, end, label))
    return widened


def figures(pairs: Iterable[tuple[str, set[Entity], set[Entity]]], labels: tuple[str, ...]) -> dict[str, Any]:
    """Strict precision, recall and F in per cent, in all, by label and by source, of (source, gold, predicted)."""
    counts: dict[str, Counter[str]] = {}
    for source, gold, predicted in pairs:
        for label in labels:
            ours, theirs = ({entity for entity in entities if entity[2] == label} for entities in (predicted, gold))
            for key in ("all", label, *([f"source {source}"] if source else [])):
                counts.setdefault(key, Counter()).update(right=len(ours & theirs), predicted=len(ours), gold=len(theirs))
    return {
        key: {
            "p": round(100 * c["right"] / max(1, c["predicted"]), 2),
            "r": round(100 * c["right"] / max(1, c["gold"]), 2),
            "f": round(200 * c["right"] / max(1, c["predicted"] + c["gold"]), 2),
            "gold": c["gold"],
        }
        for key, c in counts.items()
    }


def score_set(nlp: Language, records: list[Record], kind: str) -> dict[str, Any]:
    """The figures of one set."""
    texts = [record.text for record in records]
    if kind == "words":
        with nlp.select_pipes(enable=[name for name in nlp.pipe_names if "ner" in name.split("_") or name in ("tok2vec", "transformer")]):
            docs = list(nlp.pipe(texts))
        labels = WORD_LABELS
    else:
        docs, labels = list(nlp.pipe(texts)), GUIDELINE_LABELS
    pairs = []
    for record, doc in zip(records, docs, strict=True):
        gold = {(start, end, GUIDELINE.get(label, label)) for start, end, label in record.entities}
        predicted = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
        if kind == "words":
            gold, predicted = to_words(record.text, gold), to_words(record.text, predicted)
        pairs.append((record.source, gold, predicted))
    return figures(pairs, labels)


def read_set(settings: dict[str, Any], root: Path) -> list[Record] | None:
    """The records of a set, None where its files are missing."""
    path = Path(settings["path"]) if settings.get("local") or settings["reader"] == "standoff" else root / settings["path"]
    texts = root / settings["texts"] if "texts" in settings else path
    if not (path.exists() and texts.exists()):
        return None
    return list(read_standoff(path, texts) if settings["reader"] == "standoff" else READERS[settings["reader"]](path))


def score_claims(model: Path, gold: Path, script: Path, out: Path) -> list[str]:
    """What the contract's script prints about the claims that the pipeline extracts from `gold`."""
    subprocess.run([sys.executable, "-m", "conflict_nlp.cli", "extract", gold, "-m", model, "-o", out], check=True)
    return subprocess.run([sys.executable, script, gold, out], check=True, capture_output=True, text=True).stdout.splitlines()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--root", type=Path, default=Path())
    parser.add_argument("--contract", type=Path)
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.model)
    result: dict[str, Any] = {"entities": {}, "variants": {}, "missing": []}
    for name, settings in Config().from_disk(arguments.config).get("evaluation", {}).items():
        records = read_set(settings, arguments.root)
        if records is None:
            result["missing"].append(name)
        else:
            result["entities"][name] = score_set(nlp, records, settings["kind"])
            for kind in settings.get("variants", ()):
                varied = [vary(record, kind) for record in records]
                result["variants"].setdefault(name, {})[kind] = score_set(nlp, varied, settings["kind"])["all"]
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    gold = arguments.root / "gold" / "dev.jsonl"
    if arguments.contract and gold.exists():
        claims = arguments.out.with_suffix(".claims.jsonl")
        result["claims"] = score_claims(arguments.model, gold, arguments.contract / "score_claims.py", claims)
    arguments.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    for name, scores in result["entities"].items():
        print(name, {key: score["f"] for key, score in scores.items() if not key.startswith("source ")})


if __name__ == "__main__":
    main()
