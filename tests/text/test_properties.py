"""What holds for any text: it is reproduced, offsets are right, and reading it takes time in proportion to its length."""

from __future__ import annotations

import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.text.normalize import normalize
from conflict_nlp.text.scan import default_scanner, tokenize
from conflict_nlp.text.sentences import NewsSentencizer
from conflict_nlp.text.tokenizer import ArabicTokenizer

TOKENIZER = ArabicTokenizer(spacy.blank("ar").vocab)
NEWSY = st.text(st.sampled_from("وفبلكسالقتدمية أإئـَ\u200f\u200dﻻ  \n\t.،؛؟!«»\"'()#_/-*10٢٣,:%abé☀\ufe0f"), max_size=60)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(ANY | NEWSY)
def test_the_text_is_never_altered(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == text
    assert [(token.idx, token.idx + len(token), token.norm_) for token in doc if not token.is_space] == tokenize(text)


@given(ANY | NEWSY)
def test_offsets_are_in_order_and_cover_all_but_white_space(text: str) -> None:
    covered = set()
    last = 0
    for start, end, norm in tokenize(text):
        assert last <= start < end <= len(text)
        assert norm
        covered.update(range(start, end))
        last = end
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@given(st.text(st.sampled_from("وفبكسادقتميةأإئ\u064e\u0640\u200f"), min_size=1, max_size=12))
def test_the_norms_of_a_words_parts_make_up_its_norm(word: str) -> None:
    assert "".join(norm for _, _, norm in tokenize(word)) == (normalize(word) or word)


@given(NEWSY)
def test_sentences_do_not_alter_the_tokens(text: str) -> None:
    doc = NewsSentencizer()(TOKENIZER(text))
    assert "".join(sent.text_with_ws for sent in doc.sents) == text


@pytest.mark.parametrize(
    "unit",
    ["ا", "و", "ق.", "ق ", " ", "\n", "\n ", "\u200f", "ـ", "ـ1", "1,", "1-", "(", "قصف-قصف/", "ﷲ", "\x00\x1f", "2015-", "http://", "a'"],
    ids=repr,
)
def test_time_is_linear(unit: str) -> None:
    text = "و" + unit * (200_000 // len(unit)) + "قال"
    begin = time.perf_counter()
    pieces = default_scanner().scan(text)
    assert time.perf_counter() - begin < 5
    assert "".join(word + " " * space for word, space in zip(pieces.words, pieces.spaces, strict=True)) == text


def test_the_memory_of_chunks_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conflict_nlp.text.scan._CACHE_SIZE", 10)
    tokenizer = ArabicTokenizer(TOKENIZER.vocab)
    for i in range(100):
        assert tokenizer(f"وكلمة {i}")[0].text == "و"
    assert len(tokenizer._scanner._chunks) <= 12


@pytest.mark.parametrize(("text", "code"), [("قال \ud800", "CN006"), (None, "CN001"), (b"\xff", "CN001")])
def test_what_is_no_text_is_a_coded_error(text: object, code: str) -> None:
    with pytest.raises(ConflictNLPError) as error:
        TOKENIZER(text)  # type: ignore[arg-type]
    assert error.value.code == code
