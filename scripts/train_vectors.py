"""Train floret vectors on raw news.

    python -m scripts.train_vectors ../shared/data/raw/news.jsonl.xz OUT --dim 200 --buckets 50000

Writes OUT/tokens.txt (a sentence a line: normalised words, proclitics apart, each digit as 0), which the encoder is trained on as
well, and OUT/vectors.floret, which `spacy init vectors ar` reads (`--mode floret`). floret: https://github.com/explosion/floret, MIT.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import spacy
from tqdm import tqdm

from conflict_nlp.ner.features import shape_of
from scripts.corpora.readers import texts_without


def sentences_of(texts: Iterator[str]) -> Iterator[list[str]]:
    """Sentences of words as the vectors know them."""
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    nlp.add_pipe("news_sentencizer")
    nlp.max_length = 20_000_000
    for doc in nlp.pipe(texts, batch_size=200):
        for sentence in doc.sents:
            words = [shape_of(token.norm_) for token in sentence if not token.is_space]
            words = [word for word in words if word and not any(character.isspace() for character in word)]
            if words:
                yield words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="stand-off records whose articles are not read")
    parser.add_argument("--dim", type=int, default=200)
    parser.add_argument("--buckets", type=int, default=50_000)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--min-count", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2, help="with one thread the vectors are the same in each run")
    arguments = parser.parse_args()
    import floret  # of the extra `training`

    arguments.out.mkdir(parents=True, exist_ok=True)
    tokens = arguments.out / "tokens.txt"
    with tokens.open("w", encoding="utf8") as file:
        file.writelines(
            " ".join(words) + "\n"
            for words in tqdm(sentences_of(texts_without(arguments.texts, arguments.without)), mininterval=10, unit=" sentences")
        )
    model = floret.train_unsupervised(
        str(tokens),
        model="skipgram",
        mode="floret",
        hashCount=2,
        minn=3,
        maxn=5,
        dim=arguments.dim,
        bucket=arguments.buckets,
        minCount=arguments.min_count,
        epoch=arguments.epochs,
        neg=8,
        ws=5,
        t=1e-4,
        lr=0.05,
        thread=arguments.threads,
        verbose=0,
    )
    model.save_floret_vectors(str(arguments.out / "vectors.floret"))


if __name__ == "__main__":
    main()
