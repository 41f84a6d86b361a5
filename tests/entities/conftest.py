"""A pipeline of tokenizer and names."""

from functools import cache

import pytest
import spacy

import conflict_nlp.entities.component
import conflict_nlp.text.tokenizer  # noqa: F401 - both register themselves


@cache
def build():
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    nlp.add_pipe("lexical_ner")
    return nlp


@pytest.fixture
def nlp():
    return build()
