"""Corpora -> `train.spacy` and `dev.spacy` for `spacy train`, and a report of what went in.

    python -m scripts.corpora.build configs/corpora/full.cfg corpus --root ../shared/data

The first file names the corpora, their readers and where their labels are from; paths in it are relative to the root. A corpus that
`marks` only some of the labels says nothing of the others; one with `swap` is read a second time with that share of its names
exchanged, one with `spell` in these other spellings by turns (scripts/corpora/variants.py). Fails on entities that do not fit the
tokens, on labels without a row in `labels.csv`, and on texts that have changed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import Any

import spacy
from confection import Config
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from tqdm import tqdm

from conflict_nlp.ner.tags import MARKED_LABELS
from scripts.corpora.augment import swapped
from scripts.corpora.practice import in_practice
from scripts.corpora.readers import READERS, read_standoff
from scripts.corpora.records import Record, label_map, leaks, shingles, with_labels
from scripts.corpora.variants import vary

PROCLITICS = frozenset("وفبلكس")


def to_doc(nlp: Language, record: Record, *, whole_words: bool) -> Doc:
    """The Doc of a record with its entities. In corpora of `whole_words` an entity begins after the proclitics that the tokenizer
    cuts off its first word. Raises ValueError where an entity is not made of whole tokens."""
    doc = nlp.make_doc(record.text)
    spans = []
    for start, end, label in record.entities:
        span = doc.char_span(start, end, label, alignment_mode="expand" if whole_words else "strict")
        if span is None:
            raise ValueError(f"{record.corpus} {record.id}: {record.text[start:end]!r} ({label}) is not made of whole tokens")
        first = span.start
        while whole_words and first < span.end - 1 and doc[first].text in PROCLITICS and not doc[first].whitespace_:
            first += 1
        spans.append(doc[first : span.end])
        spans[-1].label_ = label
    doc.set_ents(spans)
    return doc


def read(settings: dict[str, Any], root: Path) -> Iterator[Record]:
    """The records of one corpus of the configuration, with the recogniser's labels."""
    if settings["reader"] == "standoff":
        records: Iterable[Record] = read_standoff(Path(settings["path"]), root / settings["texts"])
        yield from map(in_practice, records)
        return
    path = Path(settings["path"]) if settings.get("local") else root / settings["path"]
    records = READERS[settings["reader"]](path)
    yield from with_labels(records, label_map(settings["labels"])) if settings.get("labels") else records


def build(config: dict[str, Any], root: Path, out: Path) -> dict[str, Any]:
    """Write the two files; returns counts by corpus."""
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    held_out: set[tuple[str, ...]] = set()
    for settings in config.get("held_out", {}).values():
        for record in read(settings, root):
            held_out |= shingles(record.text)
    train, dev = DocBin(store_user_data=True), DocBin(store_user_data=True)
    report: dict[str, Any] = {}
    for name, settings in config["corpora"].items():
        count: Counter[str] = Counter()
        learnt = []
        for number, record in enumerate(tqdm(read(settings, root), desc=name, mininterval=5)):
            if leaks(record, held_out):
                count["left out as leaks"] += 1
                continue
            doc = _marked(to_doc(nlp, record, whole_words=settings.get("whole_words", False)), settings)
            block = number // settings.get("block", 1)
            is_dev = settings.get("dev_every", 0) and block % settings["dev_every"] == settings["dev_every"] - 1
            (dev if is_dev else train).add(doc)
            if not is_dev:
                learnt.append((record, doc))
            count["dev" if is_dev else "train"] += 1
            count["words"] += len(record.text.split())
            count.update(ent.label_ for ent in doc.ents)
        if "swap" in settings:
            for doc in swapped(nlp, [doc for _, doc in learnt], share=settings["swap"], listed=settings.get("swap_listed", 0.0), seed=0):
                train.add(doc)
                count["copies with other names"] += 1
        for (record, _), kind in zip(learnt, cycle(settings.get("spell", ()))):
            with suppress(ValueError):  # so spelt, it is cut into other tokens
                doc = to_doc(nlp, vary(record, kind, seed=1), whole_words=settings.get("whole_words", False))
                train.add(_marked(doc, settings))
                count["copies in other spellings"] += 1
        report[name] = dict(count)
    out.mkdir(parents=True, exist_ok=True)
    train.to_disk(out / "train.spacy")
    dev.to_disk(out / "dev.spacy")
    (out / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    return report


def _marked(doc: Doc, settings: dict[str, Any]) -> Doc:
    if "marks" in settings:
        doc.user_data[MARKED_LABELS] = settings["marks"]
    return doc


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--root", type=Path, default=Path(), help="the folder that the paths of the corpora start from")
    parser.add_argument("--silver", type=Path, help="what scripts.corpora.silver wrote: one corpus more")
    arguments = parser.parse_args()
    config = Config().from_disk(arguments.config)
    if arguments.silver:
        config["corpora"]["silver"] = {"reader": "jsonl", "path": str(arguments.silver), "local": True}
    report = build(config, arguments.root, arguments.out)
    print(json.dumps(report, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
