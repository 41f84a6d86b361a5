"""Readers of the corpora: a folder of files as published -> records with the corpus's own labels."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from scripts.corpora.records import Record, from_words


def _sentences(path: Path, separator: str | None) -> Iterator[list[list[str]]]:
    """Blocks of lines between empty ones, each line cut at `separator` (white space for None)."""
    block: list[list[str]] = []
    for line in [*path.read_text(encoding="utf8").splitlines(), ""]:
        fields = line.split(separator)
        if len(fields) >= 2 and fields[0].strip():
            block.append([field.strip() for field in fields])
        elif block and not line.strip():
            yield block
            block = []


def read_anercorp(path: Path) -> Iterator[Record]:
    """ANERcorp in the splits of CAMeL Lab: `word TAG` lines, a sentence a block; entities are whole words with their proclitics."""
    for number, block in enumerate(_sentences(path, None)):
        tags = [fields[-1].replace("PERS", "PER") for fields in block]
        yield from_words("anercorp", f"{path.stem}/{number}", [fields[0] for fields in block], tags)


def read_newsfane(path: Path) -> Iterator[Record]:
    """NewsFANE Gold: tab-separated, clitics as words of their own, fine labels."""
    for number, block in enumerate(_sentences(path, "\t")):
        yield from_words("newsfane", f"{path.stem}/{number}", [fields[0] for fields in block], [fields[1] for fields in block])


def read_wojood(path: Path) -> Iterator[Record]:
    """The Wojood sample: nested tags, of which the second column has the outer one."""
    for number, block in enumerate(_sentences(path, None)):
        kept = [fields for fields in block if fields[0] != "$#$"]
        if kept:
            yield from_words("wojood", f"{path.stem}/{number}", [f[0] for f in kept], [f[1] for f in kept])


def read_aqmar(folder: Path) -> Iterator[Record]:
    """AQMAR: an article of Wikipedia a file."""
    for path in sorted(folder.glob("*.txt")):
        for number, block in enumerate(_sentences(path, None)):
            tags = [fields[1] if fields[1][:2] in ("B-", "I-") else "O" for fields in block]
            tags = [tag[:2] + ("MIS" if tag[2:].startswith("MIS") else tag[2:].lstrip("-")) for tag in tags]
            yield from_words("aqmar", f"{path.stem}/{number}", [fields[0] for fields in block], tags, path.stem)


def read_idrisi(folder: Path) -> Iterator[Record]:
    """IDRISI: tweets in begin-inside-last-unit tags, places of many types."""
    simple = {"B": "B", "I": "I", "L": "I", "U": "B"}
    for path in sorted(folder.glob("*/*.txt")):
        for number, block in enumerate(_sentences(path, None)):
            tags = [f"{simple[tag[0]]}-{tag[2:]}" if tag[1:2] == "-" else "O" for tag in (fields[-1] for fields in block)]
            yield from_words("idrisi", f"{path.parent.name}/{path.stem}/{number}", [f[0] for f in block], tags, path.parent.name)


def read_news(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The articles of raw news (JSONL, xz-compressed where the name ends in .xz), each with its text: a title, if there is one, is a
    line of its own before the body."""
    with lzma.open(path, "rt", encoding="utf8") if path.suffix == ".xz" else path.open(encoding="utf8") as file:
        for article in map(json.loads, file):
            yield article, f"{article['title']}\n{article['text']}" if article.get("title") else article["text"]


def texts_without(path: Path, records: Iterable[Path]) -> Iterator[str]:
    """The texts of raw news but those of the articles that have stand-off `records`."""
    without = {json.loads(line)["id"] for file in records for line in file.read_text(encoding="utf8").splitlines()}
    return (text for article, text in read_news(path) if article.get("id") not in without)


def read_annotated(records: Path, news: Path) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    """The articles of raw news that have stand-off `records`: article, text, record. Raises ValueError for a text that is not the annotated
    one, and for articles that are missing."""
    wanted = {record["id"]: record for record in map(json.loads, records.read_text(encoding="utf8").splitlines())}
    for article, text in read_news(news):
        record = wanted.pop(article["id"], None)
        if record is None:
            continue
        if hashlib.sha256(text.encode()).hexdigest() != record["sha256"]:
            raise ValueError(f"{article['id']}: the text is not the one that was annotated")
        yield article, text, record
    if wanted:
        raise ValueError(f"{news}: {len(wanted)} annotated articles are missing, first {next(iter(wanted))}")


def read_standoff(records: Path, news: Path) -> Iterator[Record]:
    """The project's annotations of names (`assets/entities`) on the raw news; a text is the title, one newline and the body."""
    for article, text, record in read_annotated(records, news):
        yield Record("news", record["id"], text, tuple((s, e, label) for s, e, label in record["entities"]), article["source"])


def read_jsonl(path: Path) -> Iterator[Record]:
    """Texts with entities in one file, as `dev_entities.jsonl`, the tiny corpus and doccano have them."""
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines()):
        data = json.loads(line)
        entities = sorted((e["start"], e["end"], e["label"]) for e in data["entities"])
        yield Record(path.stem, str(data.get("id", number)), data["text"], tuple(entities), str(data.get("source", "")))


READERS: dict[str, Callable[[Path], Iterator[Record]]] = {
    "anercorp": read_anercorp,
    "newsfane": read_newsfane,
    "wojood": read_wojood,
    "aqmar": read_aqmar,
    "idrisi": read_idrisi,
    "jsonl": read_jsonl,
}
