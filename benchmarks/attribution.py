"""How well dates, places and actors are resolved on the development documents, by the stand-off annotations in `assets`.

    python benchmarks/attribution.py [--gold DEV.jsonl] [--errors]

Dates: share of the annotated claims, found ones, whose date equals the annotation or an alternative (none included). Places: share of
the point annotations whose entity is located within 10 km, among the located ones and among all; for areas, the country. Actors: share
of linked mentions whose id is right, and of linkable mentions that are linked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

import conflict_nlp
from conflict_nlp.entities import lexicon
from conflict_nlp.entities.gazetteer import locate
from conflict_nlp.spans import read_mentions
from conflict_nlp.text.normalize import normalize

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "assets" / "claims"
GOLD = ROOT.parent / "shared" / "data" / "gold" / "dev.jsonl"
NEAR = 10.0  # km
Record = dict[str, Any]


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    gold = {record["id"]: record for record in read(options.gold)}
    nlp = conflict_nlp.load("rules")
    told = ({"id": i, "text": r["text"], "date": r.get("date"), "source": r.get("outlet")} for i, r in gold.items())
    docs = {doc._.document_id: doc for doc in conflict_nlp.pipe(({k: v for k, v in r.items() if v} for r in told), nlp=nlp)}
    for measure, name in ((dates, "dev_dates"), (places, "dev_places"), (actors, "dev_actors")):
        path = ASSETS / f"{name}.jsonl"
        if path.is_file():
            for line in measure(read(path), gold, docs, options.errors):
                print(line)


def read(path: Path) -> list[Record]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def checked(records: list[Record], gold: dict[str, Record]) -> Iterator[Record]:
    """The annotations whose text is the one that was annotated."""
    for record in records:
        if hashlib.sha256(gold[record["id"]]["text"].encode()).hexdigest() != record["sha256"]:
            raise ValueError(f"{record['id']}: the text is not the one that was annotated")
        yield record


def dates(records: list[Record], gold: dict[str, Record], docs: dict[str, Doc], errors: bool) -> Iterator[str]:
    """Accuracy of the dates of claims."""
    right = found = total = 0
    for record in checked(records, gold):
        claims = {claim["id"]: claim for claim in gold[record["id"]]["claims"]}
        for wanted in record["claims"]:
            total += 1
            claim = claims[wanted["id"]]
            given = next((c for c in docs[record["id"]]._.casualty_claims if same(claim, c.to_dict())), None)
            if given is None:
                continue
            found += 1
            hit = given.date in (wanted["date"], *wanted.get("alternatives", ()))
            right += hit
            if errors and not hit:
                yield f"  {record['id']} {claim['text']}: {wanted['date']} wanted, {given.date} given"
    yield f"dates: {right} of {found} found claims right ({right / found:.3f}); {total} annotated"


def same(gold: Record, given: Record) -> bool:
    """The same harm, and spans that overlap by at least half of the shorter."""
    both = min(gold["end"], given["end"]) - max(gold["start"], given["start"])
    return gold["harm"] == given["harm"] and both > 0 and 2 * both >= min(gold["end"] - gold["start"], given["end"] - given["start"])


def places(records: list[Record], gold: dict[str, Record], docs: dict[str, Doc], errors: bool) -> Iterator[str]:
    """Accuracy of the coordinates of places."""
    near = located = points = held = held_located = country = areas = 0
    for record in checked(records, gold):
        doc = docs[record["id"]]
        for place in record["places"]:
            span = next((e for e in doc.ents if e.label_ == "LOC" and e.start_char < place["end"] and place["start"] < e.end_char), None)
            entry = locate(span.kb_id_) if span is not None else None
            if place["prec"] == "area":
                areas += entry is not None and place["country"] is not None
                country += entry is not None and place["country"] is not None and entry.country == place["country"]
                continue
            if place["lat"] is None:
                continue
            points += 1
            known = holds(doc.text[place["start"] : place["end"]], place)
            held += known
            held_located += known and entry is not None and entry.lat is not None
            if entry is None or entry.lat is None or entry.lon is None:
                continue
            located += 1
            far = distance(entry.lat, entry.lon, place["lat"], place["lon"])
            near += far <= NEAR
            if errors and far > NEAR:
                yield f"  {record['id']} {doc.text[place['start'] : place['end']]}: {entry.kb_id} is {far:.0f} km off"
    yield f"points: {near} of {located} located within {NEAR:.0f} km ({near / located:.3f}), {located / points:.3f} of {points} located"
    yield f"points that the gazetteer holds: {held_located} of {held} located ({held_located / held:.3f})"
    yield f"areas: {country} of {areas} in the right country ({country / areas:.3f})"


def holds(name: str, place: Record) -> bool:
    """Whether the gazetteer has a place of this name, with or without its type word, at this point."""
    norms = [normalize(word) for word in name.split()]
    found = [*lexicon.places().get(norms), *(lexicon.places().get(norms[1:]) if len(norms) > 1 else ())]
    return any(e.lat is not None and e.lon is not None and distance(e.lat, e.lon, place["lat"], place["lon"]) <= NEAR for e in found)


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in km of two points in degrees."""
    a, b = math.radians(lat), math.radians(other_lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def actors(records: list[Record], gold: dict[str, Record], docs: dict[str, Doc], errors: bool) -> Iterator[str]:
    """Accuracy of the ids of actors' mentions."""
    right = linked = found = linkable = 0
    for record in checked(records, gold):
        mentions = read_mentions(docs[record["id"]])
        text = gold[record["id"]]["text"]
        for wanted in record["mentions"]:
            given = next((m for m in mentions if m.start < wanted["end"] and wanted["start"] < m.end), None)
            ids = [wanted["actor"], *wanted.get("alternatives", ())]
            kb_id = given.kb_id.removeprefix("actor:") if given is not None and given.kb_id else None
            if wanted["actor"] is not None:
                linkable += 1
                found += kb_id is not None
            if kb_id is not None:
                linked += 1
                right += kb_id in ids
            if errors and kb_id not in ids:
                yield f"  {record['id']} {text[wanted['start'] : wanted['end']]}: {wanted['actor']} wanted, {kb_id} given"
    yield f"actors: {right} of {linked} linked right ({right / linked:.3f}), {found} of {linkable} linkable linked ({found / linkable:.3f})"


if __name__ == "__main__":
    main()
