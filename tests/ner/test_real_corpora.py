"""The readers on the corpora as published, where they lie beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from scripts.corpora.build import to_doc
from scripts.corpora.readers import READERS
from scripts.corpora.records import label_map, with_labels

NER = Path(__file__).parents[3] / "shared" / "data" / "ner"


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})


@pytest.mark.parametrize(
    ("corpus", "path", "labels"),
    [
        ("anercorp", "anercorp/ANERCorp_CamelLab_train.txt", {"PER", "LOC", "ORG", "MISC"}),
        ("newsfane", "newsfane/newsfane_train.tsv", {"PER", "LOC", "ORG", "MISC", "GOV", "SITE"}),
        ("wojood", "wojood_sample/train.txt", {"PER", "LOC", "MISC", "SITE"}),
        ("aqmar", "aqmar/original_articles", {"PER", "LOC", "ORG"}),
        ("idrisi", "idrisi_locations/gold-random-bilou", {"LOC", "SITE"}),
    ],
)
def test_every_label_has_a_row_and_every_entity_its_tokens(nlp, corpus, path, labels):
    if not (NER / path).exists():
        pytest.skip(f"{corpus} is not there")
    records = list(with_labels(READERS[corpus](NER / path), label_map(corpus)))
    assert {label for record in records for _, _, label in record.entities} == labels
    for record in records[:200]:
        doc = to_doc(nlp, record, whole_words=True)
        assert doc.text == record.text
        assert len(doc.ents) == len(record.entities)
