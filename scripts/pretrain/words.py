"""Raw news as the encoder's words: one document a line.

    python -m scripts.pretrain.words NEWS.jsonl.xz OUT/words.txt --without assets/entities/test.jsonl

NEWS has JSON objects with id, title and text; documents whose ids stand in `--without` (an annotated test) are left out.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import spacy
from tqdm import tqdm

from conflict_nlp.transformer.words import own_words


def texts_of(path: Path, without: frozenset[str]) -> Iterator[str]:
    """The texts of a JSONL file (xz-compressed where it ends in .xz): a title, if there is one, is a line of its own."""
    with lzma.open(path, "rt", encoding="utf8") if path.suffix == ".xz" else path.open(encoding="utf8") as file:
        for line in file:
            record = json.loads(line)
            if record.get("id") not in without:
                yield f"{record['title']}\n{record['text']}" if record.get("title") else record["text"]


def ids_in(path: Path | None) -> frozenset[str]:
    """The ids of stand-off records."""
    lines = path.read_text(encoding="utf8").splitlines() if path else []
    return frozenset(json.loads(line)["id"] for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path, help="stand-off records whose articles are not read")
    arguments = parser.parse_args()
    without = ids_in(arguments.without)
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    nlp.max_length = 20_000_000
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with arguments.out.open("w", encoding="utf8") as file:
        for path in arguments.texts:
            for doc in nlp.pipe(tqdm(texts_of(path, without), mininterval=10, unit=" documents"), batch_size=200):
                words = [word for word in own_words(doc) if word]
                if words:
                    file.write(" ".join(words) + "\n")


if __name__ == "__main__":
    main()
