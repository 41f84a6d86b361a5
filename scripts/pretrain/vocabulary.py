"""Learn a WordPiece vocabulary from words and write the text as one stream of its pieces.

    python -m scripts.pretrain.vocabulary words.txt OUT --size 16384 --vectors VECTORS

Writes OUT/tokenizer (a folder that `transformers` loads), OUT/pieces.npy (uint16: the documents with [SEP] behind each) and, with
`--vectors` (what `spacy init vectors` wrote), OUT/embeddings.npy (float16, one row a piece) to begin the encoder's embeddings with.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy
import spacy
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.processors import TemplateProcessing
from tokenizers.trainers import WordPieceTrainer

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PREFIX = "##"
# Rarer characters (other scripts, ornaments) are [UNK].
ALPHABET = 300


def learn(counts: Counter[str], size: int) -> Tokenizer:
    """A WordPiece tokenizer of at most `size` pieces for words that are already normalised and split."""
    tokenizer = Tokenizer(WordPiece(unk_token="[UNK]", max_input_chars_per_word=60))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    trainer = WordPieceTrainer(vocab_size=size, special_tokens=list(SPECIAL), limit_alphabet=ALPHABET, continuing_subword_prefix=PREFIX)
    tokenizer.train_from_iterator(_repeated(counts), trainer)
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", first), ("[SEP]", last)])
    return tokenizer


def _repeated(counts: Counter[str]) -> Iterator[str]:
    """Each word as often as it stands in the text, in few lines: the trainer counts words again."""
    for word, count in counts.items():
        yield " ".join([word] * count)


def save(tokenizer: Tokenizer, folder: Path) -> None:
    """Write the folder that `transformers.AutoTokenizer` loads."""
    from transformers import PreTrainedTokenizerFast

    names = {f"{name.strip('[]').lower()}_token": name for name in SPECIAL}
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_input_names=["input_ids", "attention_mask"], **names)
    fast.save_pretrained(str(folder))


def stream(path: Path, tokenizer: Tokenizer, batch: int = 500) -> numpy.ndarray:
    """All documents as numbers of pieces, [SEP] behind each."""
    parts: list[numpy.ndarray] = []
    end = tokenizer.token_to_id("[SEP]")
    with path.open(encoding="utf8") as file:
        lines: list[str] = []
        for line in [*file, None]:
            if line is not None:
                lines.append(line)
            if lines and (line is None or len(lines) == batch):
                for encoding in tokenizer.encode_batch(lines, add_special_tokens=False):
                    parts.append(numpy.array([*encoding.ids, end], dtype="uint16"))
                lines = []
    return numpy.concatenate(parts)


def embeddings(tokenizer: Tokenizer, vectors: Path) -> numpy.ndarray:
    """A static vector for each piece: floret's, which has one for any string."""
    table = spacy.load(vectors).vocab.vectors
    words = [tokenizer.id_to_token(number) for number in range(tokenizer.get_vocab_size())]
    words = [word.removeprefix(PREFIX).removesuffix("+") or word for word in words]
    found = numpy.asarray(table.get_batch(words), dtype="float32")
    return (found / found.std()).astype("float16")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", type=int, default=16_384)
    parser.add_argument("--vectors", type=Path)
    arguments = parser.parse_args()
    if arguments.size > 65_536:
        parser.error("--size: numbers of pieces have 16 bits")
    counts: Counter[str] = Counter()
    with arguments.words.open(encoding="utf8") as file:
        for line in file:
            counts.update(line.split())
    tokenizer = learn(counts, arguments.size)
    arguments.out.mkdir(parents=True, exist_ok=True)
    save(tokenizer, arguments.out / "tokenizer")
    pieces = stream(arguments.words, tokenizer)
    numpy.save(arguments.out / "pieces.npy", pieces)
    words = sum(counts.values())
    print(f"{tokenizer.get_vocab_size()} pieces; {words} words are {len(pieces)} pieces, {(pieces == 1).mean():.2%} unknown")
    if arguments.vectors:
        numpy.save(arguments.out / "embeddings.npy", embeddings(tokenizer, arguments.vectors))
    else:
        (arguments.out / "embeddings.npy").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
