"""Words as encoders were trained on them, and the tokens they cover."""

from __future__ import annotations

import pytest
import spacy

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.transformer.windows import make_sentence_windows
from conflict_nlp.transformer.words import own_words, words_of


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    nlp.add_pipe("news_sentencizer")
    return nlp


CASES = [
    ("own", "وقال المرصدُ إنّ 17 عنصراً قُتلوا", ["و+", "قال", "المرصد", "ان", "00", "عنصرا", "قتلوا"]),
    ("own", "للتحالف في الرقّة.", ["ل+", "التحالف", "في", "الرقه", "."]),
    ("own", "لـ«رويترز»", ["ل", "«", "رويترز", "»"]),
    ("arabert", "وقال المرصد للصحفيين", ["و+", "قال", "ال+", "مرصد", "ل+", "لصحفيين"]),
    ("none", "وقال  المرصد لـ«رويترز»، أمس", ["وقال", "المرصد", "لـ«رويترز»،", "أمس"]),
]


@pytest.mark.parametrize(("segmentation", "text", "expected"), CASES)
def test_words(nlp, segmentation, text, expected):
    doc = nlp(text)
    words = words_of(doc, segmentation)
    assert [word.text for word in words] == expected
    for word in words:
        assert len(word.tokens) == len(word.text)
    covered = {token for word in words for token in word.tokens}
    assert covered == {token.i for token in doc if not token.is_space}


def test_words_as_written_are_the_text_of_their_tokens(nlp):
    doc = nlp("وقال المرصد لـ«رويترز»، أمس")
    for word in words_of(doc, "none"):
        for token in set(word.tokens):
            part = "".join(character for character, number in zip(word.text, word.tokens, strict=True) if number == token)
            assert part == doc[token].text


def test_words_of_a_span_count_from_its_first_token(nlp):
    doc = nlp("قال المرصد وسكت")
    assert [(word.text, list(word.tokens)) for word in words_of(doc[2:], "own")] == [("و+", [0, 0]), ("سكت", [1, 1, 1])]


def test_white_space_has_no_word(nlp):
    assert own_words(nlp("\n \t")) == []


def test_unknown_segmentation(nlp):
    with pytest.raises(ConflictNLPError, match="CN046"):
        words_of(nlp("قال"), "farasa")


class TestWindows:
    TEXT = "قال المرصد ذلك. وقال مصدر آخر غير ذلك.\nثم سكت الجميع في المدينة."

    @pytest.mark.parametrize("tokens", [1, 2, 5, 8, 100])
    def test_each_token_is_in_one_window(self, nlp, tokens):
        doc = nlp(self.TEXT)
        [windows] = make_sentence_windows(tokens)([doc])
        assert [token.i for window in windows for token in window] == list(range(len(doc)))
        assert all(1 <= len(window) <= tokens for window in windows)

    def test_sentences_stay_together(self, nlp):
        doc = nlp(self.TEXT)
        lengths = [len(sentence) for sentence in doc.sents]
        [windows] = make_sentence_windows(sum(lengths[:2]))([doc])
        assert [len(window) for window in windows] == [sum(lengths[:2]), *lengths[2:]]

    def test_a_doc_without_sentences_is_cut(self, nlp):
        doc = nlp.make_doc(self.TEXT)
        [windows, nothing] = make_sentence_windows(6)([doc, nlp.make_doc("")])
        assert {len(window) for window in windows[:-1]} == {6}
        assert nothing == []
