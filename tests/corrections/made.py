"""Documents for the round trips, and what the tools do to a file between export and import. All texts are invented."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from conflict_nlp.corrections.read import read_corrections
from conflict_nlp.export import find_exporter
from conflict_nlp.spans import write_claims, write_document
from conflict_nlp.types import CasualtyClaim, Evidence, Mention, Place, Victims

TEXT = "🔴 قتل 12 مدنيا وأصيب 30 شخصا في قصف للجيش على النخيل، بحسب المرصد."
TOOLS = ("label-studio", "doccano", "prodigy")
NLP = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def document() -> Doc:
    """An emoji first, so that code points and code units differ; two claims; place and actor are entities, the source is not."""
    doc = NLP.make_doc(TEXT)
    write_document(doc, id="a", date="2031-05-07", outlet="صحيفة")
    doc.set_ents(
        [
            doc.char_span(*at("لجيش"), label="ORG", kb_id="actor:syria-army", span_id="armed", alignment_mode="expand"),
            doc.char_span(*at("النخيل"), label="LOC", kb_id="place:city:x"),
        ]
    )
    ent = doc.ents[0]
    army = Mention(ent.text, ent.start_char, ent.end_char, "الجيش", "actor:syria-army")
    place = Place("النخيل", *at("النخيل"), "مدينة النخيل", "place:city:x", 35.5, 36.25)
    source = Mention("المرصد", *at("المرصد"), "المرصد المحلي")
    evidence = [Evidence("harm", "قتل", *at("قتل"), "governor")]
    killed = CasualtyClaim(
        "c1",
        *at("12 مدنيا"),
        "12 مدنيا",
        "killed",
        12,
        12,
        "exact",
        Victims("مدنيا", *at("مدنيا"), "civilian"),
        [army],
        [source],
        place,
        "2031-05-06",
        1,
        stance="asserted",
        evidence=evidence,
    )
    injured = CasualtyClaim("c2", *at("30 شخصا"), "30 شخصا", "injured", 30, None, "at_least", Victims("شخصا", *at("شخصا")), place=place)
    write_claims(doc, [killed, injured])
    return doc


def exported(tool: str, *docs: Doc) -> Any:
    """The file of the tool, parsed: a list of items."""
    file = io.BytesIO()
    exporter = find_exporter(tool)(file)
    for doc in docs:
        exporter.write(doc)
    exporter.close()
    text = file.getvalue().decode()
    return json.loads(text) if tool == "label-studio" else [json.loads(line) for line in text.splitlines()]


def checked(tool: str, items: list[Any]) -> list[Any]:
    """The items as the tool gives them back when a person has confirmed them all."""
    if tool == "label-studio":
        return [{**item, "id": n, "annotations": [{"id": n, **item["predictions"][0]}]} for n, item in enumerate(items, 70)]
    if tool == "prodigy":
        return [{**item, "answer": "accept", "_input_hash": 1} for item in items]
    new = []
    for n, item in enumerate(items, 70):
        # doccano numbers items, entities and relations anew.
        entities = [{**entity, "id": entity["id"] + 500} for entity in item["entities"]]
        relations = [{**rel, "from_id": rel["from_id"] + 500, "to_id": rel["to_id"] + 500} for rel in item["relations"]]
        new.append({**item, "id": n, "entities": entities, "relations": relations, "Comments": []})
    return new


def write(tool: str, items: Any, path: Path) -> Path:
    text = json.dumps(items) if tool == "label-studio" else "".join(json.dumps(item) + "\n" for item in items)
    path.write_text(text, "utf8")
    return path


def back(tool: str, items: Any, path: Path, **options: Any) -> list[Any]:
    """What is read of the items."""
    return list(read_corrections(write(tool, items, path), tool, **options))
