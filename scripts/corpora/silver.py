"""Raw news with the names that a trained pipeline finds in it: silver data for another to learn from (distillation, self-training).

    python -m scripts.corpora.silver packages/ar_conflict_news_trf NEWS.jsonl.xz OUT.jsonl --words 500000 \\
        --without assets/entities/train.jsonl assets/entities/test.jsonl assets/entities/test_2.jsonl

Articles are taken in the order of a hash of their ids, those with stand-off records (`--without`) left out. OUT is what the reader `jsonl`
of a corpora configuration reads.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from tqdm import tqdm

from scripts.corpora.readers import read_news


def chosen(news: Path, without: list[Path], words: int) -> list[tuple[str, str]]:
    """(id, text) of articles with that many words together."""
    known = {json.loads(line)["id"] for path in without for line in path.read_text(encoding="utf8").splitlines()}
    articles = {article["id"]: text for article, text in read_news(news) if article["id"] not in known}
    result = []
    for name in sorted(articles, key=lambda name: hashlib.sha256(name.encode()).digest()):
        if words <= 0:
            break
        result.append((name, articles[name]))
        words -= len(articles[name].split())
    return result


def labelled(nlp: Language, texts: list[tuple[str, str]]) -> Iterator[str]:
    """A JSON line for each article, with the recogniser's own labels."""
    before = nlp.pipe_names[: nlp.pipe_names.index("ner") + 1]
    with nlp.select_pipes(enable=before):
        docs = nlp.pipe(((text, name) for name, text in tqdm(texts, mininterval=10, unit=" documents")), as_tuples=True, batch_size=32)
        for doc, name in docs:
            doc._.trf_data = None  # the states of all documents are more than fits into memory
            entities = [{"start": ent.start_char, "end": ent.end_char, "label": ent.label_} for ent in doc.ents]
            yield json.dumps({"id": name, "text": doc.text, "entities": entities}, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", type=int, default=500_000)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    texts = chosen(arguments.news, arguments.without, arguments.words)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with arguments.out.open("w", encoding="utf8") as file:
        for line in labelled(spacy.load(arguments.model), texts):
            file.write(line + "\n")


if __name__ == "__main__":
    main()
