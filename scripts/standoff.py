"""Turn claim annotations into stand-off records (ids, offsets and labels, no text) and back.

    python scripts/standoff.py pack TEXTS.jsonl ANNOTATIONS.jsonl > assets/claims/raw_news.jsonl
    python scripts/standoff.py unpack assets/claims/raw_news.jsonl NEWS.jsonl.xz > GOLD.jsonl

A text is the article's title, one newline, and its body; its SHA-256 tells whether the annotations still fit. `unpack` gives
what the score script reads.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Offsets = list[list[int]]


def pack(texts: Path, annotations: Path) -> Iterator[dict[str, Any]]:
    """Annotations with names and texts -> the same with offsets in their place; a name that is not in the text is left out."""
    by_id = {record["id"]: record["text"] for record in _read(texts)}
    for record in _read(annotations):
        text = by_id[record["id"]]
        claims = []
        for claim in record["claims"]:
            kept = {key: claim[key] for key in ("id", "start", "end", "harm", "low", "high", "modifier", "part_of", "same_as", "status")}
            victims = claim["victims"]
            names = [victims["actor"], *victims.get("actor_aliases", ())] if victims["actor"] else []
            kept["victims"] = {"start": victims["start"], "end": victims["end"], "type": victims["type"], "actor": _find(text, names)}
            for key in ("perpetrators", "sources"):
                kept[key] = [_forms(text, span) for span in claim[key]]
            kept["place"] = _forms(text, claim["place"]) if claim["place"] else None
            claims.append(kept)
        yield {"id": record["id"], "sha256": hashlib.sha256(text.encode()).hexdigest(), "claims": claims}


def unpack(records: Path, news: Path) -> Iterator[dict[str, Any]]:
    """Stand-off records and the news they belong to -> documents with text and claims. Raises ValueError for a changed text."""
    wanted = {record["id"]: record for record in _read(records)}
    for article in _read(news):
        record = wanted.get(article["id"])
        if record is None:
            continue
        text = (article["title"] + "\n" if article.get("title") else "") + article["text"]
        if hashlib.sha256(text.encode()).hexdigest() != record["sha256"]:
            raise ValueError(f"{article['id']}: the text is not the one that was annotated")
        for claim in record["claims"]:
            claim["text"] = text[claim["start"] : claim["end"]]
            victims = claim["victims"]
            actor = victims["actor"]
            victims["text"] = text[victims["start"] : victims["end"]]
            victims["actor"] = text[slice(*actor[0])] if actor else None
            victims["actor_aliases"] = [text[s:e] for s, e in actor[1:]]
            for key in ("perpetrators", "sources"):
                claim[key] = [_span(text, forms) for forms in claim[key]]
            claim["place"] = _span(text, claim["place"]) if claim["place"] else None
            claim["date"] = None
        yield {"id": record["id"], "text": text, "claims": record["claims"]}


def _forms(text: str, span: dict[str, Any]) -> Offsets:
    """The offsets of a mention, then of its name and aliases."""
    names = [span.get("name"), *span.get("aliases", ())]
    return [[span["start"], span["end"]], *_find(text, [n for n in names if n and n != span["text"]])]


def _find(text: str, names: list[str]) -> Offsets:
    return [[at, at + len(name)] for name in names if (at := text.find(name)) >= 0]


def _span(text: str, forms: Offsets) -> dict[str, Any]:
    (start, end), *others = forms
    aliases = [text[s:e] for s, e in others]
    return {"text": text[start:end], "start": start, "end": end, "name": aliases[0] if aliases else text[start:end], "aliases": aliases}


def _read(path: Path) -> Iterator[dict[str, Any]]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


if __name__ == "__main__":
    action = {"pack": pack, "unpack": unpack}[sys.argv[1]]
    for item in action(Path(sys.argv[2]), Path(sys.argv[3])):
        sys.stdout.write(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n")
