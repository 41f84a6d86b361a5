"""Raw news as the encoder's words: one document a line.

    python -m scripts.pretrain.words NEWS.jsonl.xz OUT/words.txt --without assets/entities/test.jsonl assets/entities/test_2.jsonl

NEWS has JSON objects with id, title and text; documents whose ids stand in `--without` (annotated tests) are left out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy
from tqdm import tqdm

from conflict_nlp.transformer.words import own_words
from scripts.corpora.readers import texts_without


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="stand-off records whose articles are not read")
    arguments = parser.parse_args()
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    nlp.max_length = 20_000_000
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with arguments.out.open("w", encoding="utf8") as file:
        for path in arguments.texts:
            for doc in nlp.pipe(tqdm(texts_without(path, arguments.without), mininterval=10, unit=" documents"), batch_size=200):
                words = own_words(doc)
                if words:
                    file.write(" ".join(words) + "\n")


if __name__ == "__main__":
    main()
