"""A transformer of two narrow layers with weights drawn by chance, for texts of the tiny corpus, made without network."""

from __future__ import annotations

import json
from collections import Counter

import pytest
import spacy
import torch

from conflict_nlp.transformer.words import own_words
from tests.ner.tiny import records

pytest.importorskip("spacy_transformers")


def pipeline(transformer, **settings):
    """`lexical_ner`, `transformer`, `ner`."""
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    nlp.add_pipe("lexical_ner")
    model = {
        "@architectures": "conflict_nlp.TransformerModel.v1",
        "name": str(transformer),
        "segmentation": "own",
        "get_spans": {"@span_getters": "conflict_nlp.sentence_windows.v1", "tokens": 32},
        **settings,
    }
    nlp.add_pipe("transformer", config={"model": model})
    listener = {"@architectures": "spacy-transformers.TransformerListener.v1", "pooling": {"@layers": "reduce_mean.v1"}}
    tagger = {"@architectures": "conflict_nlp.TransformerTagger.v1", "tok2vec": listener, "upper": 0, "dropout": 0.1}
    nlp.add_pipe("crf_ner", name="ner", config={"model": tagger})
    return nlp


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """config.json, model.safetensors and tokenizer of the transformer."""
    from scripts.pretrain.network import Pretraining, Shape
    from scripts.pretrain.train import export
    from scripts.pretrain.vocabulary import learn, save

    path = tmp_path_factory.mktemp("transformer")
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    counts = Counter(word for record in records() for word in own_words(nlp.make_doc(record["text"])))
    save(learn(counts, 400), path / "tokenizer")
    size = len(json.loads((path / "tokenizer" / "tokenizer.json").read_text("utf8"))["model"]["vocab"])
    torch.manual_seed(0)
    export(Pretraining(Shape(size, 32, 2, 2, 48), 1), path / "tokenizer", path / "encoder", 64)
    return path / "encoder"


@pytest.fixture(scope="session")
def bert(folder, tmp_path_factory):
    """A BERT with learnt positions, types of tokens and a pooler, as the encoders of others have them, on the same vocabulary."""
    import transformers

    path = tmp_path_factory.mktemp("bert")
    vocabulary = json.loads((folder / "tokenizer.json").read_text("utf8"))["model"]["vocab"]
    (path / "vocab.txt").write_text("\n".join(sorted(vocabulary, key=vocabulary.get)) + "\n", encoding="utf8")
    transformers.BertTokenizerFast(str(path / "vocab.txt"), do_lower_case=False).save_pretrained(path)
    torch.manual_seed(0)
    config = transformers.BertConfig(len(vocabulary), 32, 2, 2, 48, max_position_embeddings=40)
    transformers.BertModel(config).save_pretrained(path, safe_serialization=True)
    return path
